#include "ui/sidebar.h"

#include "session/library.h"
#include "ui/conversationdelegate.h"
#include "ui/conversationlistview.h"
#include "ui/placelist.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

Sidebar::Sidebar(Library &library, QWidget *parent)
    : QWidget(parent), m_library(library), m_search(new QLineEdit),
      m_new(new QPushButton(tr("New conversation"))), m_newFolder(new QToolButton),
      m_places(new PlaceList(library)), m_list(new ConversationListView), m_emptyText(new QLabel)
{
    m_search->setObjectName(u"searchConversations"_s);
    m_search->setAccessibleName(tr("Search conversations"));
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setToolTip(tr("Words, “exact phrases”, -without\nrole:user  model:gpt-4o  service:openai\n"
                            "after:2026-01  before:2026-02-15  in:2026\n"
                            "folder:work  tag:draft  is:pinned  is:archived  has:code"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_archive->setChecked(false);
        m_trash->setChecked(false);
        m_library.search(text);
    });

    setUpList();

    auto *layout = new QVBoxLayout(this);
    const int gap = fontMetrics().height() / 2;
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSpacing(gap);
    layout->addWidget(m_search);
    layout->addWidget(createHead());
    layout->addWidget(m_places);
    layout->addWidget(m_list, 1);
    layout->addWidget(createFooter());

    connect(&m_library, &Library::listChanged, this, [this] {
        m_places->mark(m_library.place(),
                       m_library.shownList() == ConversationList::Current
                           && m_library.searchText().isEmpty());
        setShown(m_shown);
        updateEmptyText();
    });
    connect(m_places, &PlaceList::chosen, this, &Sidebar::showPlace);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_library.list(), signal, this, &Sidebar::updateEmptyText);
    // What is shown may come into the list later than into the window, as after an undo.
    connect(m_library.list(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_list->currentIndex().isValid())
            setShown(m_shown);
    });
}

QWidget *Sidebar::createHead()
{
    m_new->setObjectName(u"newConversation"_s);
    m_new->setAccessibleName(tr("New conversation"));
    connect(m_new, &QPushButton::clicked, this, &Sidebar::newRequested);
    m_newFolder->setObjectName(u"newFolder"_s);
    m_newFolder->setAccessibleName(tr("New folder"));
    m_newFolder->setToolTip(tr("New folder"));
    m_newFolder->setIcon(style()->standardIcon(QStyle::SP_FileDialogNewFolder));
    m_newFolder->setAutoRaise(true);
    connect(m_newFolder, &QToolButton::clicked, this, &Sidebar::newFolderRequested);
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->addWidget(m_new, 1);
    layout->addWidget(m_newFolder);
    return head;
}

void Sidebar::setUpList()
{
    auto *delegate = new ConversationDelegate(m_list);
    m_list->setObjectName(u"conversations"_s);
    m_list->setAccessibleName(tr("Conversations"));
    m_list->setItemDelegate(delegate);
    m_list->setConversations(m_library.list());
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    connect(delegate, &ConversationDelegate::renamed, this,
            [this](const ConversationId &id, const QString &title) { m_library.rename(id, title); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (selected().size() == 1) // a click with Ctrl or Shift selects several
            open(index);
    });
    connect(m_list, &ConversationListView::tagClicked, this,
            [this](const QString &tag) { showPlace(Place::under(tag)); });
    connect(m_list, &QWidget::customContextMenuRequested, this, &Sidebar::showMenu);

    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_emptyText->setForegroundRole(QPalette::PlaceholderText);
    m_emptyText->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_emptyText->hide();
    auto *layout = new QVBoxLayout(m_list);
    layout->setContentsMargins(0, 2 * fontMetrics().height(), 0, 0);
    layout->addWidget(m_emptyText, 0, Qt::AlignTop);
}

QWidget *Sidebar::createFooter()
{
    auto *footer = new QWidget;
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins({});
    const auto add = [&](const QString &text, const QString &name, ConversationList list) {
        auto *button = new QPushButton(text);
        button->setObjectName(name);
        button->setFlat(true);
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, list](bool isChecked) {
            clearSearch();
            m_archive->setChecked(isChecked && list == ConversationList::Archived);
            m_trash->setChecked(isChecked && list == ConversationList::Trash);
            m_library.showList(isChecked ? list : ConversationList::Current);
        });
        layout->addWidget(button);
        return button;
    };
    m_archive = add(tr("Archived"), u"archived"_s, ConversationList::Archived);
    m_trash = add(tr("Trash"), u"trash"_s, ConversationList::Trash);
    layout->addStretch(1);
    m_emptyTrash = new QPushButton(tr("Empty trash…"));
    m_emptyTrash->setObjectName(u"emptyTrash"_s);
    m_emptyTrash->setFlat(true);
    m_emptyTrash->hide();
    connect(m_trash, &QPushButton::toggled, m_emptyTrash, &QWidget::setVisible);
    connect(m_emptyTrash, &QPushButton::clicked, this, [this] {
        const auto answer = QMessageBox::question(
            this, tr("Empty trash"), tr("Delete everything in the trash for good? This cannot be undone."),
            QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer == QMessageBox::Discard)
            m_library.emptyTrash();
    });
    layout->addWidget(m_emptyTrash);
    return footer;
}

void Sidebar::clearSearch()
{
    const QSignalBlocker blocker(m_search);
    m_search->clear();
}

void Sidebar::showPlace(const Place &place)
{
    clearSearch();
    m_archive->setChecked(false);
    m_trash->setChecked(false);
    m_library.showPlace(place);
}

void Sidebar::setShown(const ConversationId &id)
{
    const bool isSame = m_shown == id;
    m_shown = id;
    if (isSame && m_list->selectionModel()->selectedRows().size() > 1)
        return; // what the user selects stays while something happens in what is shown
    const int row = m_library.list()->rowOf(id);
    if (row >= 0)
        m_list->selectionModel()->setCurrentIndex(
            m_library.list()->index(row),
            QItemSelectionModel::ClearAndSelect); // whatever keys are held
    else
        m_list->clearSelection();
}

ConversationId Sidebar::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_library.list()->at(index.row()).id : ConversationId();
}

QList<ConversationId> Sidebar::selected() const
{
    QModelIndexList rows = m_list->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QList<ConversationId> ids;
    for (const QModelIndex &index : std::as_const(rows))
        ids.append(m_library.list()->at(index.row()).id);
    return ids;
}

bool Sidebar::listHasFocus() const { return m_list->hasFocus(); }

void Sidebar::open(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const ConversationSummary &summary = m_library.list()->at(index.row());
    Q_EMIT openRequested(summary.id, summary.hit);
}

void Sidebar::openNeighbour(int step)
{
    const int shown = m_library.list()->rowOf(m_shown);
    const int row = shown < 0 ? 0 : shown + step;
    if (row < 0 || row >= m_library.list()->rowCount())
        return;
    m_list->scrollTo(m_library.list()->index(row));
    open(m_library.list()->index(row));
}

void Sidebar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool Sidebar::renameCurrent()
{
    const int row = m_library.list()->rowOf(m_list->hasFocus() ? current() : m_shown);
    const bool isFolded = m_list->visibleRegion().isEmpty();
    if (row < 0 || isFolded)
        return false;
    m_list->scrollTo(m_library.list()->index(row));
    m_list->edit(m_library.list()->index(row));
    return true;
}

void Sidebar::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"conversationsMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_library.list()->at(index.row()).trashed)
        addTrashActions(menu);
    else
        addActions(menu, index);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

// Of all that is selected; what the one under the mouse is not, all become.
void Sidebar::addActions(QMenu *menu, const QModelIndex &index)
{
    const ConversationSummary summary = m_library.list()->at(index.row());
    Organizer *organizer = &m_library.organizer();
    const QList<ConversationId> ids = selected();
    QAction *rename = menu->addAction(tr("Rename"), this,
                                      [this, index = QPersistentModelIndex(index)] { m_list->edit(index); });
    rename->setEnabled(ids.size() == 1);
    menu->addAction(summary.pinned ? tr("Unpin") : tr("Pin"), organizer,
                    [organizer, ids, pin = !summary.pinned] { organizer->setPinned(ids, pin); });
    menu->addAction(summary.archived ? tr("Move out of the archive") : tr("Archive"), organizer,
                    [organizer, ids, archive = !summary.archived] { organizer->setArchived(ids, archive); });
    Q_EMIT menuOpening(menu);
    menu->addAction(tr("Export…"), this, [this, ids] { Q_EMIT exportRequested(ids); });
    menu->addSeparator();
    menu->addAction(tr("Move to trash"), this, [this, ids] { m_library.moveToTrash(ids); });
}

void Sidebar::addTrashActions(QMenu *menu)
{
    menu->addAction(tr("Restore"), this,
                    [this, ids = selected()] { m_library.organizer().setTrashed(ids, false); });
    menu->addAction(tr("Delete for good…"), this, &Sidebar::deleteForGood);
}

void Sidebar::deleteForGood()
{
    const QList<ConversationId> ids = selected();
    const QString question = ids.size() == 1
        ? tr("Delete this conversation for good? This cannot be undone.")
        : tr("Delete %n conversations for good? This cannot be undone.", "", static_cast<int>(ids.size()));
    const auto answer =
        QMessageBox::question(this, tr("Delete for good"), question,
                              QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Discard)
        return;
    for (const ConversationId &id : ids)
        m_library.deleteForGood(id);
}

QString Sidebar::emptyText() const
{
    if (m_library.list()->rowCount() > 0)
        return {};
    if (!m_library.searchText().isEmpty())
        return tr("Nothing has these words.");
    if (m_library.shownList() == ConversationList::Archived)
        return tr("Nothing is archived.");
    if (m_library.shownList() == ConversationList::Trash)
        return tr("The trash is empty.");
    if (m_library.place().kind == Place::Kind::Folder)
        return tr("Nothing is in this folder. Drag conversations onto it.");
    if (m_library.place().kind != Place::Kind::Everywhere)
        return tr("Nothing is here.");
    return tr("Your conversations will appear here.");
}

void Sidebar::updateEmptyText()
{
    const QString text = emptyText();
    m_list->setAccessibleDescription(text);
    m_emptyTrash->setEnabled(text.isEmpty());
    m_emptyText->setText(text);
    m_emptyText->setVisible(!text.isEmpty());
}

// From the search field the arrow keys lead into the list, and Enter opens the first result.
bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_search) {
        const QModelIndex first = m_library.list()->index(0);
        if (key->key() == Qt::Key_Down && first.isValid()) {
            m_list->setFocus();
            m_list->setCurrentIndex(first);
            return true;
        }
        if (isEnter && first.isValid()) {
            open(first);
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    } else if (watched == m_list && isEnter && m_list->currentIndex().isValid()) {
        open(m_list->currentIndex());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bobbin
