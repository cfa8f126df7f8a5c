#pragma once

#include <QObject>
#include <QThread>

namespace bobbin {

// Most of the program is used in one thread, the one that made it, and has no locks. These say so to whoever
// reads the code, and stop a build with assertions where it is not so. Other builds do not ask.

/// Remembers the thread that it was made in. For members of what is used in that thread alone.
class ThreadAffinity
{
public:
#ifdef QT_NO_DEBUG
    static constexpr bool isHere() { return true; }
#else
    /// Whether this is the thread.
    [[nodiscard]] bool isHere() const { return QThread::currentThreadId() == m_thread; }

private:
    Qt::HANDLE m_thread = QThread::currentThreadId();
#endif
};

/// Whether `object` is used in the thread that it lives in. For assertions alone: it is not free.
[[nodiscard]] inline bool isInItsThread(const QObject *object)
{
    return object->thread() == QThread::currentThread();
}

} // namespace bobbin
