#include "session/replydisplay.h"

#include "models/transcriptmodel.h"

namespace bobbin {
namespace {

constexpr std::chrono::milliseconds FrameInterval {16};

} // namespace

ReplyDisplay::ReplyDisplay(TranscriptModel &transcript, QObject *parent)
    : QObject(parent), m_transcript(transcript)
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &ReplyDisplay::flush);
}

int ReplyDisplay::row() const { return m_transcript.rowOf(m_reply); }

void ReplyDisplay::addText(const QString &text)
{
    m_text += text;
    flushSoon();
}

void ReplyDisplay::addReasoning(const QString &text)
{
    m_reasoning += text;
    flushSoon();
}

// At once, if nothing was shown during the time of a frame.
void ReplyDisplay::flushSoon()
{
    if (m_frame.isActive())
        return;
    const qint64 wait = m_sinceFrame.isValid() ? FrameInterval.count() - m_sinceFrame.elapsed() : 0;
    if (wait <= 0)
        flush();
    else
        m_frame.start(static_cast<int>(wait));
}

void ReplyDisplay::turnTextIntoReasoning()
{
    flush();
    if (row() < 0)
        return;
    BranchMessage entry = m_transcript.at(row());
    entry.message.reasoning += std::exchange(entry.message.content, m_earlier).mid(m_earlier.size());
    m_transcript.replace(row(), entry);
}

void ReplyDisplay::replaceText(const QString &text)
{
    flush();
    if (row() < 0)
        return;
    BranchMessage entry = m_transcript.at(row());
    entry.message.content = m_earlier + text;
    m_transcript.replace(row(), entry);
}

void ReplyDisplay::flush()
{
    m_frame.stop();
    const QString reasoning = std::exchange(m_reasoning, {});
    const QString text = std::exchange(m_text, {});
    if (row() < 0)
        return;
    if (!reasoning.isEmpty())
        m_transcript.growReasoning(row(), reasoning);
    if (!text.isEmpty())
        m_transcript.growContent(row(), text);
    m_sinceFrame.start(); // after what took its time, so that keys have theirs
}

} // namespace bobbin
