#include "ui/idlelock.h"

#include "settings/settings.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <utility>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace bobbin {

constexpr std::chrono::milliseconds LookInterval {10'000}; // timers stand still while the computer sleeps

IdleLock::IdleLock(Settings &settings, QObject *parent, Time now)
    : QObject(parent), m_settings(settings), m_now(std::move(now))
{
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::look);
    connect(&settings, &Settings::locksAfterChanged, this, &IdleLock::restart);
    QCoreApplication::instance()->installEventFilter(this);
    restart();
}

std::chrono::milliseconds IdleLock::timeSinceBoot()
{
#ifdef Q_OS_LINUX // whose steady clock stands still in sleep, see clock_gettime(2)
    timespec time {};
    if (clock_gettime(CLOCK_BOOTTIME, &time) == 0)
        return std::chrono::seconds(time.tv_sec) + std::chrono::milliseconds(time.tv_nsec / 1'000'000);
#endif
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

bool IdleLock::isOverdue() const { return m_now() - m_lastUse >= m_settings.locksAfter(); }

void IdleLock::look()
{
    if (!isOverdue())
        return;
    m_lastUse = m_now(); // it may be refused
    Q_EMIT lockWanted();
}

bool IdleLock::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::InputMethod:
        if (!event->spontaneous() || !m_timer.isActive())
            break;
        if (isOverdue()) // behind the event, whose window may be closed by it
            QMetaObject::invokeMethod(this, &IdleLock::look, Qt::QueuedConnection);
        else
            m_lastUse = m_now();
        break;
    default:
        break;
    }
    return false;
}

void IdleLock::restart()
{
    m_timer.stop();
    m_lastUse = m_now();
    const std::chrono::milliseconds limit = m_settings.locksAfter();
    if (limit.count() > 0)
        m_timer.start(std::min(limit, LookInterval));
}

} // namespace bobbin
