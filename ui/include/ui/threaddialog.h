#pragma once

#include "session/chatsession.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace bobbin {

/// How a conversation's context is kept, what its service holds of it now and held before, and what can be
/// done about that.
class ThreadDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `services` must live longer than the dialog.
    ThreadDialog(ChatSession *session, ServiceRegistry &services, QWidget *parent = nullptr);

private:
    void fillStrategies();
    void load();
    void show(const QList<ServerThread> &threads);
    void updateButtons();
    void forget();
    void pretend();
    [[nodiscard]] const ServerThread *current() const;
    [[nodiscard]] QString stateOf(const ServerThread &thread) const;

    QPointer<ChatSession> m_session;
    ServiceRegistry &m_services;
    QList<ServerThread> m_threads;
    QComboBox *m_strategy;
    QTreeWidget *m_list;
    QLabel *m_result;
    QPushButton *m_forget;
    QPushButton *m_pretend;
    QPushButton *m_copy;
};

} // namespace bobbin
