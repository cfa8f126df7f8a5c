#pragma once

#include "ssereader.h"

#include <QByteArray>
#include <QList>

namespace bobbin {

/// Finds the JSON objects of an answer in its bytes, in whatever form the service sends them.
///
/// Content types are not asked, since many servers get them wrong: a first byte of '{' or '[' means JSON,
/// either one document or one per line, '<' a web page, and everything else an event stream.
class AnswerDecoder
{
public:
    enum class Form { Unknown, Events, Json, JsonLines, Page };

    /// Takes the next bytes and returns the events they complete. Objects outside an event stream come as
    /// events without a type.
    QList<SseEvent> feed(QByteArrayView bytes);

    /// At the end of the answer: what was not complete before. It may be cut.
    QList<SseEvent> finish();

    [[nodiscard]] Form form() const { return m_form; }
    [[nodiscard]] bool isOverflown() const { return m_isOverflown || m_sse.isOverflown(); }
    /// Whether the answer began as an event stream does, not just unlike anything else.
    [[nodiscard]] bool looksLikeEvents() const;
    /// The beginning of the answer, as far as it is needed to say what came instead of one.
    [[nodiscard]] const QByteArray &beginning() const { return m_beginning; }

private:
    [[nodiscard]] QByteArray recognize(QByteArrayView bytes);
    void takeLines(QList<SseEvent> &events);

    Form m_form = Form::Unknown;
    SseReader m_sse;
    QByteArray m_beginning;
    QByteArray m_pending; // of JSON: what is not given out yet
    bool m_isFirstLine = true;
    bool m_isOverflown = false;
};

} // namespace bobbin
