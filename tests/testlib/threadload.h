#pragma once

#include <QTimer>

#include <chrono>

namespace bobbin {

/// Measures how long the thread that uses it works without coming back to its event loop, in processor time:
/// what other programs do meanwhile is no fault of its own. Also how much memory the process takes.
class ThreadLoad final
{
public:
    ThreadLoad();

    void start(bool watchesMemory);
    [[nodiscard]] std::chrono::milliseconds longestPass() const;
    /// In bytes: the most that the process had more than at the start. 0 where the system does not tell.
    [[nodiscard]] qint64 memory() const { return m_mostMemory - m_memoryBefore; }

private:
    void beat();

    QTimer m_timer;
    std::chrono::nanoseconds m_last {};
    std::chrono::nanoseconds m_longest {};
    qint64 m_memoryBefore = 0;
    qint64 m_mostMemory = 0;
    bool m_watchesMemory = false;
};

} // namespace bobbin
