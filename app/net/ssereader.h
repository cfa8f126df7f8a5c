#pragma once

#include <QByteArray>
#include <QList>

namespace bobbin {

/// One event of a text/event-stream.
struct SseEvent {
    QByteArray type {}; ///< Empty for the default type, "message".
    QByteArray data {}; ///< UTF-8; several data: lines are joined by '\n'.

    friend bool operator==(const SseEvent &, const SseEvent &) = default;
};

/// Reads a text/event-stream (WHATWG HTML, "Server-sent events") from pieces of any size.
///
/// Where the pieces are cut has no influence on the events: a cut may fall inside a line, a UTF-8
/// sequence or between '\r' and '\n'. Fields other than event: and data: are skipped, and so are events
/// without data.
class SseReader
{
public:
    static constexpr qsizetype maxEventSize = 16 * 1024 * 1024; ///< In bytes.

    /// Takes the next bytes of the stream and returns the events they complete, in order.
    QList<SseEvent> feed(QByteArrayView bytes);

    /// At the end of the stream: the event that was not closed by an empty line, if there is one. Its
    /// last line may have been cut.
    QList<SseEvent> finish();

    /// Whether an event grew beyond maxEventSize; nothing is read from then on.
    [[nodiscard]] bool isOverflown() const { return m_isOverflown; }

private:
    void takeLine(QByteArrayView line, QList<SseEvent> &events);
    void dispatch(QList<SseEvent> &events);

    QByteArray m_line; // the beginning of the line being received
    SseEvent m_event; // the event being received
    bool m_hasData = false;
    bool m_previousWasCr = false;
    bool m_atStart = true; // a byte order mark may follow
    bool m_isOverflown = false;
};

} // namespace bobbin
