#include "ui/temporarycommands.h"

#include "session/temporaryconversation.h"
#include "ui/conversationpage.h"
#include "ui/temporarybar.h"

#include <QMessageBox>

namespace bobbin {

TemporaryCommands::TemporaryCommands(TemporaryConversation &conversation, ConversationPage &page,
                                     QWidget *window)
    : QObject(window), m_conversation(conversation), m_window(window)
{
    connect(page.temporaryBar(), &TemporaryBar::keepWanted, this, [this, &page] {
        page.flush(); // what stands in the composer is kept, too
        m_conversation.keep();
    });
    connect(page.temporaryBar(), &TemporaryBar::closeWanted, this, [this, &page] {
        page.flush();
        if (mayClose()) {
            Q_EMIT leaveWanted();
            m_conversation.close();
        }
    });
    connect(&conversation, &TemporaryConversation::settling, this, [this, &page] {
        if (page.session() == m_conversation.session())
            page.flush();
    });
    connect(&conversation, &TemporaryConversation::failed, this, &TemporaryCommands::told);
    connect(&conversation, &TemporaryConversation::kept, this, [this](const ConversationId &id) {
        // It may have been closed meanwhile, and another one begun.
        if (m_conversation.session() && m_conversation.session()->id() == id) {
            Q_EMIT kept(id);
            m_conversation.close();
        }
        Q_EMIT told(tr("The conversation is in your history now."));
    });
}

void TemporaryCommands::show(const ServiceId &service, const QString &model)
{
    const auto session = m_conversation.begin(service, model);
    if (session)
        Q_EMIT showWanted(session.value());
    else
        Q_EMIT told(explain(session.error()));
}

bool TemporaryCommands::mayClose()
{
    if (!m_conversation.hasContent())
        return true;
    return QMessageBox::warning(
               m_window, tr("Temporary conversation"),
               tr("The temporary conversation is stored nowhere. When it is closed, it is gone."),
               QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel)
        == QMessageBox::Discard;
}

} // namespace bobbin
