#pragma once

#include "session/chatsession.h"

#include <QWidget>

class QToolButton;
class QMenu;

namespace bobbin {

class ContextGauge;
class ModelPicker;
class TitleEdit;

/// The line above a conversation: its title, the model, how much of the context is used, and a menu.
class ConversationHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationHeader(ServiceRegistry &services, QWidget *parent = nullptr);

    void showSession(const ChatSession &session);
    /// Puts the keyboard into the title.
    void editTitle();
    /// Tells renamed() if another title has been written and not been told yet.
    void finishRenaming();
    void showContext(const ContextState &state);
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    [[nodiscard]] ModelPicker *modelPicker() const { return m_model; }

Q_SIGNALS:
    void renamed(const QString &title);
    /// The user wants to see what the next request carries.
    void contextClicked();

private:
    TitleEdit *m_title;
    ModelPicker *m_model;
    ContextGauge *m_context;
    QToolButton *m_menuButton;
    QMenu *m_menu;
};

} // namespace bobbin
