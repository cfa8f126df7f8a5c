#include "threadload.h"

#include <QFile>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <ctime>
#include <unistd.h>
#endif

namespace bobbin {
namespace {

std::chrono::nanoseconds processorTime()
{
#ifdef Q_OS_UNIX
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
#else
    return {};
#endif
}

qint64 residentMemory()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly))
        return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#endif
    return 0;
}

} // namespace

ThreadLoad::ThreadLoad()
{
    m_timer.setInterval(1);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
}

void ThreadLoad::start(bool watchesMemory)
{
    m_watchesMemory = watchesMemory;
    m_memoryBefore = m_mostMemory = watchesMemory ? residentMemory() : 0;
    m_longest = {};
    m_last = processorTime();
    m_timer.start();
}

void ThreadLoad::beat()
{
    const auto now = processorTime();
    m_longest = std::max(m_longest, now - m_last);
    if (m_watchesMemory)
        m_mostMemory = std::max(m_mostMemory, residentMemory());
    m_last = processorTime();
}

std::chrono::milliseconds ThreadLoad::longestPass() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_longest);
}

} // namespace bobbin
