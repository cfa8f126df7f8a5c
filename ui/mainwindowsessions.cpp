// Which conversation a MainWindow shows, and how it comes to that.
#include "ui/mainwindow.h"

#include "core/bobbinlink.h"
#include "core/hiddencharacters.h"
#include "session/library.h"
#include "session/temporaryconversation.h"
#include "settings/settings.h"
#include "ui/composer.h"
#include "ui/conversationpage.h"
#include "ui/mainactions.h"
#include "ui/serviceguide.h"
#include "ui/sidebar.h"
#include "ui/temporarycommands.h"
#include "ui/toast.h"

#include <QAction>
#include <QStackedWidget>

namespace bobbin {

// Null for one that is not in the history.
static ConversationId idInHistory(const ChatSession *session)
{
    return session && session->isStored() && !isTemporary(*session) ? session->id() : ConversationId();
}

ConversationId MainWindow::shownId() const { return idInHistory(m_page->session()); }

void MainWindow::leaveRemoved(const ConversationId &id)
{
    if (id == idInHistory(m_wanted))
        beginConversation();
}

void MainWindow::openFirst()
{
    const ConversationId last = m_context.settings.lastConversation();
    if (last.isNull()) {
        beginConversation();
        return;
    }
    showSession(m_context.library.session(last));
}

void MainWindow::beginConversation()
{
    m_page->flush(); // it may be the draft that the new conversation begins with
    showSession(m_context.library.begin(m_guide->service(), m_guide->model()));
    m_page->composer()->focusEdit();
    m_guide->update();
}

void MainWindow::setChoice(const ServiceId &service, const QString &model)
{
    m_guide->setChoice(service, model);
}

void MainWindow::openConversation(const ConversationId &id, const MessageId &hit)
{
    if (id.isNull() || (id == idInHistory(m_wanted) && hit.isNull()))
        return;
    showSession(m_context.library.session(id), hit);
}

void MainWindow::openLink(const BobbinLink &link) { openConversation(link.conversation, link.message); }

void MainWindow::followLink(const QString &address)
{
    if (const auto link = BobbinLink::parse(address))
        openLink(*link);
    else if (!address.isEmpty())
        m_toast->showMessage(
            tr("“%1” is no link to a conversation. Copy the link once more: it looks like %2.")
                .arg(spelledOut(address), QStringLiteral("bobbin:conversation/…")));
}

void MainWindow::showSession(ChatSession *session, const MessageId &hit)
{
    if (m_wanted)
        m_wanted->disconnect(this);
    m_wanted = session;
    m_page->setSession(session, hit);
    m_sidebar->setShown(session->id());
    const bool isInMemory = isTemporary(*session);
    if (!isInMemory)
        m_context.settings.setLastConversation(session->isStored() ? session->id() : ConversationId());
    connect(session, &ChatSession::conversationChanged, this, [this, session] {
        m_sidebar->setShown(session->id());
        updateActions();
    });
    connect(session, &ChatSession::busyChanged, this, [this, session, isInMemory] {
        if (!isInMemory)
            m_context.settings.setLastConversation(session->id());
        updateActions();
    });
    connect(session, &ChatSession::opened, this, &MainWindow::updateActions);
    connect(session, &ChatSession::openFailed, this, &MainWindow::beginConversation);
    updateActions();
    m_stack->setCurrentIndex(0);
}

void MainWindow::connectTemporary()
{
    m_actions->newTemporary->setVisible(m_context.temporary != nullptr);
    if (!m_context.temporary)
        return;
    m_temporary = new TemporaryCommands(*m_context.temporary, *m_page, this);
    connect(m_actions->newTemporary, &QAction::triggered, this, [this] {
        m_page->flush();
        m_temporary->show(m_guide->service(), m_guide->model());
    });
    connect(m_temporary, &TemporaryCommands::showWanted, this, [this](ChatSession *session) {
        showSession(session);
        m_page->composer()->focusEdit();
    });
    connect(m_temporary, &TemporaryCommands::leaveWanted, this, &MainWindow::beginConversation);
    connect(m_temporary, &TemporaryCommands::kept, this, [this](const ConversationId &id) {
        m_context.library.reload();
        showSession(m_context.library.session(id));
    });
    connect(m_temporary, &TemporaryCommands::told, this,
            [this](const QString &message) { m_toast->showMessage(message); });
}

} // namespace bobbin
