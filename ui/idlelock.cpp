#include "ui/idlelock.h"

#include "settings/settings.h"

#include <QCoreApplication>
#include <QEvent>

namespace bobbin {

IdleLock::IdleLock(Settings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        restart(); // it may be refused
        Q_EMIT lockWanted();
    });
    connect(&settings, &Settings::locksAfterChanged, this, &IdleLock::restart);
    QCoreApplication::instance()->installEventFilter(this);
    restart();
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
        if (event->spontaneous() && m_timer.isActive())
            m_timer.start();
        break;
    default:
        break;
    }
    return false;
}

void IdleLock::restart()
{
    m_timer.stop();
    if (m_settings.locksAfter().count() > 0)
        m_timer.start(m_settings.locksAfter());
}

} // namespace bobbin
