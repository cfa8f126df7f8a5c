#pragma once

#include "session/chatsession.h"

#include <QWidget>

class QProgressBar;
class QToolButton;
class QMenu;

namespace bobbin {

class ModelPicker;
class TitleEdit;

/// The line above a conversation: its title, the model, how much of the context is used, and a menu.
class ConversationHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationHeader(ServiceRegistry &services, QWidget *parent = nullptr);

    void showSession(const ChatSession &session);
    void showContext(const ContextSize &size);
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    [[nodiscard]] ModelPicker *modelPicker() const { return m_model; }

Q_SIGNALS:
    void renamed(const QString &title);

private:
    TitleEdit *m_title;
    ModelPicker *m_model;
    QProgressBar *m_context;
    QToolButton *m_menuButton;
    QMenu *m_menu;
};

} // namespace bobbin
