#include "answerdecoder.h"

#include <QJsonDocument>

#include <algorithm>
#include <cctype>
#include <utility>

namespace bobbin {
namespace {

constexpr qsizetype keptBeginning = 4096; // bytes

} // namespace

QList<SseEvent> AnswerDecoder::feed(QByteArrayView bytes)
{
    if (m_beginning.size() < keptBeginning)
        m_beginning += bytes.first(std::min(bytes.size(), keptBeginning - m_beginning.size()));
    QByteArray recognized;
    if (m_form == Form::Unknown) {
        recognized = recognize(bytes);
        bytes = recognized;
    }

    QList<SseEvent> events;
    switch (m_form) {
    case Form::Unknown:
    case Form::Page:
        break;
    case Form::Events:
        return m_sse.feed(bytes);
    case Form::Json:
    case Form::JsonLines:
        m_pending += bytes;
        takeLines(events);
        m_isOverflown = m_pending.size() > SseReader::maxEventSize;
        break;
    }
    return events;
}

QList<SseEvent> AnswerDecoder::finish()
{
    if (m_form == Form::Events)
        return m_sse.finish();
    const QByteArray rest = std::exchange(m_pending, {}).trimmed();
    if (rest.isEmpty() || m_form == Form::Page)
        return {};
    return {{.type = {}, .data = rest}};
}

bool AnswerDecoder::looksLikeEvents() const
{
    const QByteArray beginning = m_beginning.trimmed();
    const auto agrees = [&beginning](QByteArrayView field) {
        return beginning.startsWith(field) || field.startsWith(beginning); // it may be cut
    };
    return m_form == Form::Events && (agrees("data:") || agrees("event:") || agrees(":"));
}

// Decides on the first byte that is not space, which some servers send while they are waiting themselves.
// Returns what is to be read then, from that byte on.
QByteArray AnswerDecoder::recognize(QByteArrayView bytes)
{
    m_pending += bytes;
    QByteArrayView seen = m_pending;
    if (seen.startsWith("\xEF\xBB\xBF"))
        seen = seen.sliced(3);
    else if (QByteArrayView("\xEF\xBB\xBF").startsWith(seen))
        return {};
    const auto first =
        std::find_if(seen.begin(), seen.end(), [](char c) { return !std::isspace(static_cast<uchar>(c)); });
    if (first == seen.end()) {
        m_pending.resize(std::min<qsizetype>(m_pending.size(), 3));
        return {};
    }
    m_form = *first == '<' ? Form::Page : *first == '{' || *first == '[' ? Form::Json : Form::Events;
    const qsizetype start = first - m_pending.cbegin();
    return std::exchange(m_pending, {}).sliced(start);
}

// Whether there is one object per line shows in the first line: it is a whole one.
void AnswerDecoder::takeLines(QList<SseEvent> &events)
{
    if (m_form == Form::Json && !m_isFirstLine)
        return;
    qsizetype start = 0;
    for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n', start)) {
        const QByteArray line = m_pending.sliced(start, end - start).trimmed();
        if (std::exchange(m_isFirstLine, false)) {
            if (!QJsonDocument::fromJson(line).isObject())
                return;
            m_form = Form::JsonLines;
        }
        if (!line.isEmpty())
            events.append({.type = {}, .data = line});
        start = end + 1;
    }
    m_pending.remove(0, start);
}

} // namespace bobbin
