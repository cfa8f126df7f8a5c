#pragma once

#include "core/ids.h"

#include <QObject>

#include <functional>

class QMainWindow;
class QMenu;

namespace bobbin {

class BranchDock;
class ChatSession;
class ConversationPage;
class Library;
class MainActions;
class ServiceRegistry;
struct MessagePreview;

/// What one does with the branches of a conversation: sees them in a dock, compares messages, asks other
/// models, makes conversations of their own from them.
class BranchCommands final : public QObject
{
    Q_OBJECT
public:
    /// Puts the dock into `window`. Everything must live longer than it.
    BranchCommands(Library &library, ServiceRegistry &services, ConversationPage &page,
                   const MainActions &actions, QMainWindow *window);

    /// Has the models that the user chooses answer the last message again.
    void askOthers();

Q_SIGNALS:
    /// Something was done, with what can be done about it; `action` is empty for nothing.
    void done(const QString &message, const QString &action, const std::function<void()> &perform);

private:
    void connectDock(const MainActions &actions);
    void fillMenu(const MessageId &message, QMenu *menu);
    void fillAlternatives(const MessageId &message, QMenu *menu, const QList<MessagePreview> &alternatives);
    void askOthersFor(const MessageId &reply);
    void compare(const MessageId &left, const MessageId &right);
    void fork(const MessageId &message);
    void show(const MessageId &message);
    void tell(const QString &message);

    Library &m_library;
    ServiceRegistry &m_services;
    ConversationPage &m_page;
    QMainWindow *m_window;
    BranchDock *m_dock;
};

} // namespace bobbin
