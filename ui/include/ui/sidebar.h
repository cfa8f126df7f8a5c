#pragma once

#include "core/ids.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QPushButton;
class QModelIndex;

namespace bobbin {

class Library;

/// The left part of the window: search, the list of conversations, and the way to the archive and the trash.
class Sidebar final : public QWidget
{
    Q_OBJECT
public:
    /// `library` must live longer than the sidebar.
    explicit Sidebar(Library &library, QWidget *parent = nullptr);

    /// Marks the conversation that is shown; null for one that is not in the list.
    void setShown(const ConversationId &id);
    /// What the keyboard is on; null if nothing is.
    [[nodiscard]] ConversationId current() const;
    /// Opens the conversation `step` places below the one that is shown.
    void openNeighbour(int step);
    void focusSearch();
    void renameCurrent();
    [[nodiscard]] bool listHasFocus() const;

Q_SIGNALS:
    /// `hit` is the message that a search found; null otherwise.
    void openRequested(const bobbin::ConversationId &id, const bobbin::MessageId &hit);
    void newRequested();
    void exportRequested(const bobbin::ConversationId &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpList();
    QWidget *createFooter();
    void open(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void addTrashActions(QMenu *menu, const ConversationId &id);
    void updateEmptyText();

    Library &m_library;
    QLineEdit *m_search;
    QPushButton *m_new;
    QListView *m_list;
    QLabel *m_emptyText;
    QPushButton *m_archive = nullptr;
    QPushButton *m_trash = nullptr;
    QPushButton *m_emptyTrash = nullptr;
    ConversationId m_shown;
};

} // namespace bobbin
