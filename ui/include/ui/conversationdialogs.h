#pragma once

#include "core/contextnotice.h"
#include "core/ids.h"

#include <QObject>

class QWidget;

namespace bobbin {

class ChatSession;
class ConversationPage;
class Library;
class MainActions;
class ServiceRegistry;
struct SentTurn;

/// Opens the dialogs about the conversation of a page and what it sends, when an action or the page asks for
/// them. None of them stops the window.
class ConversationDialogs final : public QObject
{
    Q_OBJECT
public:
    /// All must live longer; the dialogs stand before `window`.
    ConversationDialogs(Library &library, ServiceRegistry &services, ConversationPage &page,
                        const MainActions &actions, QWidget *window);

Q_SIGNALS:
    void failed(const QString &message);

private:
    void editInstructions(ChatSession *session);
    void showSent(ChatSession *session, const MessageId &reply);
    void showComing();
    void showNotice(const ContextNotice &notice);
    void openSent(ChatSession *session, const SentTurn &turn);
    void editModelFigures(ChatSession *session, QWidget *parent);

    Library &m_library;
    ServiceRegistry &m_services;
    ConversationPage &m_page;
    QWidget *const m_window;
};

} // namespace bobbin
