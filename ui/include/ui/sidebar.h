#pragma once

#include "core/place.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QModelIndex;
class QToolButton;

namespace bobbin {

class ConversationListView;
class Library;
class PlaceList;

/// The left part of the window: search, folders and tags, the list of conversations, and the way to the
/// archive and the trash.
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
    /// All that are selected, in the order of the list.
    [[nodiscard]] QList<ConversationId> selected() const;
    /// Lists what is there.
    void showPlace(const Place &place);
    /// Opens the conversation `step` places below the one that is shown.
    void openNeighbour(int step);
    void focusSearch();
    /// Lets the user edit the title in the list; false if it cannot be seen there.
    bool renameCurrent();
    [[nodiscard]] bool listHasFocus() const;

Q_SIGNALS:
    /// `hit` is the message that a search found; null otherwise.
    void openRequested(const bobbin::ConversationId &id, const bobbin::MessageId &hit);
    void newRequested();
    void newFolderRequested();
    void exportRequested(const QList<bobbin::ConversationId> &ids);
    /// The menu about what is selected, outside the trash, can be added to.
    void menuOpening(QMenu *menu);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *createHead();
    void setUpList();
    QWidget *createFooter();
    void open(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void addTrashActions(QMenu *menu);
    void addActions(QMenu *menu, const QModelIndex &index);
    void deleteForGood();
    void clearSearch();
    [[nodiscard]] QString emptyText() const;
    void updateEmptyText();

    Library &m_library;
    QLineEdit *m_search;
    QPushButton *m_new;
    QToolButton *m_newFolder;
    PlaceList *m_places;
    ConversationListView *m_list;
    QLabel *m_emptyText;
    QPushButton *m_archive = nullptr;
    QPushButton *m_trash = nullptr;
    QPushButton *m_emptyTrash = nullptr;
    ConversationId m_shown;
};

} // namespace bobbin
