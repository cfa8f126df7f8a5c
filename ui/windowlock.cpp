#include "ui/windowlock.h"

#include "session/library.h"
#include "session/temporaryconversation.h"
#include "store/historylock.h"
#include "ui/curtain.h"
#include "ui/idlelock.h"
#include "ui/toast.h"

#include <QAction>
#include <QWidget>

namespace bobbin {

WindowLock::WindowLock(const Context &context, QWidget *window)
    : QObject(window), m_library(context.library), m_temporary(context.temporary), m_window(window)
{
    if (const auto key = keyOf(context.database))
        m_curtain = new Curtain(*key, window);
    connect(context.command, &QAction::triggered, this, &WindowLock::lock);
    auto *idleLock = new IdleLock(context.settings, this);
    connect(idleLock, &IdleLock::lockWanted, this, &WindowLock::lock);
}

// A covered window is closed as soon as it has nothing more to lose and is not used for a while: the key
// is to leave the memory.
void WindowLock::lock()
{
    if (m_curtain && (isAtWork() || hasToTell()))
        m_curtain->draw();
    else
        Q_EMIT closingWanted();
}

// Dialogs may hold what has not been saved, or show what is being done.
bool WindowLock::isAtWork() const
{
    QList<QWidget *> windows = shownWindows();
    windows.removeOne(m_curtain->dialog());
    return m_library.isAnyBusy() || m_library.isAnyHeld() || (m_temporary && m_temporary->hasContent())
        || windows != QList {m_window};
}

// What was told behind the curtain has been seen by nobody.
bool WindowLock::hasToTell() const
{
    const auto *toast = m_window->findChild<Toast *>();
    return m_curtain->isDrawn() && toast && toast->isVisible();
}

} // namespace bobbin
