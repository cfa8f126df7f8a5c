#pragma once

#include "session/conversationbranches.h"

#include <QDockWidget>

class QListView;
class QPushButton;

namespace bobbin {

/// The tree of the conversation beside it: all branches, with the one that is shown marked.
///
/// It changes nothing: what the user asks for is a signal.
class BranchDock final : public QDockWidget
{
    Q_OBJECT
public:
    explicit BranchDock(QWidget *parent = nullptr);

    void setSession(ChatSession *session) { m_branches.setSession(session); }
    /// Shows the dock and gives the list the keyboard.
    void reveal();

Q_SIGNALS:
    void messageChosen(const bobbin::MessageId &message);
    void comparisonWanted(const bobbin::MessageId &left, const bobbin::MessageId &right);
    void forkWanted(const bobbin::MessageId &message);
    /// The user is done with the list.
    void left();
    void failed(const bobbin::StoreError &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void showEnd();
    void updateCompare();
    void compareSelected();
    void showMenu(QPoint position);
    /// The messages of the selected rows, from top to bottom.
    [[nodiscard]] QList<MessageId> selected();

    ConversationBranches m_branches;
    QListView *m_list;
    QPushButton *m_compare;
};

} // namespace bobbin
