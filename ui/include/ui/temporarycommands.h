#pragma once

#include "core/ids.h"

#include <QObject>

class QWidget;

namespace bobbin {

class ChatSession;
class ConversationPage;
class TemporaryConversation;

/// What the window does with its temporary conversation. It is in no list: all that lists offer is about the
/// history. The command that begins it leads back to it.
class TemporaryCommands final : public QObject
{
    Q_OBJECT
public:
    /// `conversation` and `page` must live longer than this.
    TemporaryCommands(TemporaryConversation &conversation, ConversationPage &page, QWidget *window);

    /// Shows the one that there is, or a new one.
    void show(const ServiceId &service, const QString &model);
    /// Asks whether what is in it may be lost, if there is something.
    [[nodiscard]] bool mayClose();

Q_SIGNALS:
    void showWanted(bobbin::ChatSession *session);
    /// It was put into the history; it is closed when that is shown.
    void kept(const bobbin::ConversationId &id);
    /// It is to be closed, and something else shown.
    void leaveWanted();
    void told(const QString &message);

private:
    TemporaryConversation &m_conversation;
    QWidget *m_window;
};

} // namespace bobbin
