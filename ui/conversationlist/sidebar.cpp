#include "ui/sidebar.h"

#include "session/library.h"
#include "ui/conversationdelegate.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

} // namespace

Sidebar::Sidebar(Library &library, QWidget *parent)
    : QWidget(parent), m_library(library), m_search(new QLineEdit),
      m_new(new QPushButton(tr("New conversation"))), m_list(new QListView), m_emptyText(new QLabel)
{
    m_search->setObjectName(u"searchConversations"_s);
    m_search->setAccessibleName(tr("Search conversations"));
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setToolTip(tr("Words, “exact phrases”, -without\nrole:user  model:gpt-4o  service:openai\n"
                            "after:2026-01  before:2026-02-15  in:2026\nis:pinned  is:archived  has:code"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_archive->setChecked(false);
        m_trash->setChecked(false);
        m_library.search(text);
    });

    m_new->setObjectName(u"newConversation"_s);
    m_new->setAccessibleName(tr("New conversation"));
    connect(m_new, &QPushButton::clicked, this, &Sidebar::newRequested);

    setUpList();

    auto *layout = new QVBoxLayout(this);
    const int gap = fontMetrics().height() / 2;
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSpacing(gap);
    layout->addWidget(m_search);
    layout->addWidget(m_new);
    layout->addWidget(m_list, 1);
    layout->addWidget(createFooter());

    connect(&m_library, &Library::listChanged, this, [this] {
        setShown(m_shown);
        updateEmptyText();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_library.list(), signal, this, &Sidebar::updateEmptyText);
    // What is shown may come into the list later than into the window, as after an undo.
    connect(m_library.list(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_list->currentIndex().isValid())
            setShown(m_shown);
    });
    // A row changes its height when a heading comes above it or goes.
    connect(m_library.list(), &QAbstractItemModel::rowsMoved, m_list, [this] { m_list->doItemsLayout(); });
}

void Sidebar::setUpList()
{
    auto *delegate = new ConversationDelegate(m_list);
    m_list->setObjectName(u"conversations"_s);
    m_list->setAccessibleName(tr("Conversations"));
    m_list->setItemDelegate(delegate);
    m_list->setModel(m_library.list());
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 is an action of the window
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);
    connect(delegate, &ConversationDelegate::renamed, this,
            [this](const ConversationId &id, const QString &title) { m_library.rename(id, title); });
    connect(m_list, &QListView::clicked, this, &Sidebar::open);
    connect(m_list, &QListView::activated, this, &Sidebar::open);
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
            m_search->blockSignals(true);
            m_search->clear();
            m_search->blockSignals(false);
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

void Sidebar::setShown(const ConversationId &id)
{
    m_shown = id;
    const int row = m_library.list()->rowOf(id);
    if (row >= 0)
        m_list->setCurrentIndex(m_library.list()->index(row));
    else
        m_list->clearSelection();
}

ConversationId Sidebar::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_library.list()->at(index.row()).id : ConversationId();
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

void Sidebar::renameCurrent()
{
    const int row = m_library.list()->rowOf(m_list->hasFocus() ? current() : m_shown);
    if (row < 0)
        return;
    m_list->scrollTo(m_library.list()->index(row));
    m_list->edit(m_library.list()->index(row));
}

void Sidebar::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    const ConversationSummary summary = m_library.list()->at(index.row());
    const ConversationId id = summary.id;
    QMenu menu(this);
    if (summary.trashed) {
        addTrashActions(&menu, id);
    } else {
        menu.addAction(tr("Rename"), this,
                       [this, index = QPersistentModelIndex(index)] { m_list->edit(index); });
        menu.addAction(summary.pinned ? tr("Unpin") : tr("Pin"), this,
                       [this, id, pin = !summary.pinned] { m_library.setPinned(id, pin); });
        menu.addAction(summary.archived ? tr("Move out of the archive") : tr("Archive"), this,
                       [this, id, archive = !summary.archived] { m_library.setArchived(id, archive); });
        menu.addAction(tr("Export…"), this, [this, id] { Q_EMIT exportRequested(id); });
        menu.addSeparator();
        menu.addAction(tr("Move to trash"), this, [this, id] { m_library.moveToTrash(id); });
    }
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

void Sidebar::addTrashActions(QMenu *menu, const ConversationId &id)
{
    menu->addAction(tr("Restore"), this, [this, id] { m_library.restore(id); });
    menu->addAction(tr("Delete for good…"), this, [this, id] {
        const auto answer = QMessageBox::question(
            this, tr("Delete for good"), tr("Delete this conversation for good? This cannot be undone."),
            QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer == QMessageBox::Discard)
            m_library.deleteForGood(id);
    });
}

void Sidebar::updateEmptyText()
{
    QString text;
    if (m_library.list()->rowCount() == 0) {
        if (!m_library.searchText().isEmpty())
            text = tr("Nothing has these words.");
        else if (m_library.shownList() == ConversationList::Archived)
            text = tr("Nothing is archived.");
        else if (m_library.shownList() == ConversationList::Trash)
            text = tr("The trash is empty.");
        else
            text = tr("Your conversations will appear here.");
    }
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
