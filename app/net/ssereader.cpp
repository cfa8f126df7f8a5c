#include "ssereader.h"

#include <algorithm>

namespace bobbin {

QList<SseEvent> SseReader::feed(QByteArrayView bytes)
{
    QList<SseEvent> events;
    while (!bytes.isEmpty() && !m_isOverflown) {
        if (m_previousWasCr && bytes.front() == '\n')
            bytes = bytes.sliced(1);
        m_previousWasCr = false;

        const auto end =
            std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
        const QByteArrayView piece = bytes.first(end - bytes.begin());
        m_isOverflown = m_line.size() + m_event.data.size() + piece.size() > maxEventSize;
        if (m_isOverflown) {
            m_line.clear();
            m_event = {};
            m_hasData = false;
        } else if (end == bytes.end()) {
            m_line += piece;
            break;
        } else {
            m_previousWasCr = *end == '\r';
            if (m_line.isEmpty()) {
                takeLine(piece, events);
            } else {
                m_line += piece;
                takeLine(m_line, events);
                m_line.clear();
            }
            bytes = bytes.sliced(piece.size() + 1);
        }
    }
    return events;
}

QList<SseEvent> SseReader::finish()
{
    QList<SseEvent> events;
    if (!m_line.isEmpty())
        takeLine(m_line, events);
    m_line.clear();
    dispatch(events);
    return events;
}

void SseReader::dispatch(QList<SseEvent> &events)
{
    if (m_hasData && !m_event.data.isEmpty())
        events.append(m_event);
    m_event = {};
    m_hasData = false;
}

void SseReader::takeLine(QByteArrayView line, QList<SseEvent> &events)
{
    if (m_atStart && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    m_atStart = false;

    if (line.isEmpty()) {
        dispatch(events);
        return;
    }

    const qsizetype colon = line.indexOf(':');
    const QByteArrayView field = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);

    if (field == "data") {
        if (m_hasData)
            m_event.data += '\n';
        m_event.data += value;
        m_hasData = true;
    } else if (field == "event") {
        m_event.type = value.toByteArray();
    }
}

} // namespace bobbin
