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
    m_frame.setInterval(FrameInterval);
    connect(&m_frame, &QTimer::timeout, this, &ReplyDisplay::flush);
}

int ReplyDisplay::row() const { return m_transcript.rowOf(m_reply); }

void ReplyDisplay::addText(const QString &text)
{
    m_text += text;
    if (!m_frame.isActive())
        m_frame.start();
}

void ReplyDisplay::addReasoning(const QString &text)
{
    m_reasoning += text;
    if (!m_frame.isActive())
        m_frame.start();
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
}

} // namespace bobbin
