#include "practicetyping.h"

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

constexpr int tick = 16; // milliseconds between two looks at the clock
constexpr qsizetype batch = 64; // tokens written at once when nothing limits the speed

} // namespace

PracticeTyping::PracticeTyping(QStringList tokens, int tokensPerSecond)
    : m_tokens(std::move(tokens)), m_tokensPerSecond(tokensPerSecond)
{
    m_timer.setInterval(tokensPerSecond > 0 ? tick : 0);
    connect(&m_timer, &QTimer::timeout, this, &PracticeTyping::write);
}

void PracticeTyping::start()
{
    m_isRunning = true;
    m_age.start();
    m_timer.start();
}

void PracticeTyping::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void PracticeTyping::setPaused(bool paused)
{
    if (paused)
        m_timer.stop();
    else if (m_isRunning && !m_timer.isActive())
        m_timer.start();
}

// How many tokens should have been written by now.
qsizetype PracticeTyping::dueTokens() const
{
    const qsizetype due = m_tokensPerSecond > 0
        ? static_cast<qsizetype>(m_age.elapsed() * m_tokensPerSecond / 1000)
        : m_written + batch;
    return std::min(due, m_tokens.size());
}

void PracticeTyping::write()
{
    for (const qsizetype due = dueTokens(); m_written < due && m_isRunning;)
        Q_EMIT tokenWritten(m_tokens.at(m_written++));
    if (m_isRunning && m_written == m_tokens.size()) {
        stop();
        Q_EMIT finished();
    }
}

} // namespace bobbin
