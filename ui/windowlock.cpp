#include "ui/windowlock.h"

#include "session/library.h"
#include "session/temporaryconversation.h"
#include "store/historylock.h"
#include "ui/curtain.h"
#include "ui/idlelock.h"

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

void WindowLock::lock()
{
    if (m_curtain && (m_curtain->isDrawn() || isAtWork()))
        m_curtain->draw();
    else
        Q_EMIT closingWanted();
}

// Dialogs may hold what has not been saved, or show what is being done.
bool WindowLock::isAtWork() const
{
    return m_library.isAnyBusy() || m_library.isAnyHeld() || (m_temporary && m_temporary->hasContent())
        || shownWindows() != QList {m_window};
}

} // namespace bobbin
