#include "ui/branchdock.h"

#include "session/chatsession.h"
#include "ui/branchdelegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

BranchDock::BranchDock(QWidget *parent)
    : QDockWidget(tr("Branches"), parent), m_list(new QListView), m_compare(new QPushButton(tr("&Compare")))
{
    setObjectName(u"branchDock"_s);
    setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    m_list->setObjectName(u"branches"_s);
    m_list->setAccessibleName(tr("Branches"));
    m_list->setModel(m_branches.model());
    m_list->setItemDelegate(new BranchDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_compare->setObjectName(u"compareBranches"_s);
    m_compare->setToolTip(tr("Select two messages, the second one with Ctrl held, to see their differences"));
    m_compare->setEnabled(false);

    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    const int gap = fontMetrics().height() / 3;
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(gap, gap, gap, gap);
    buttons->addStretch();
    buttons->addWidget(m_compare);
    layout->addLayout(buttons);
    setWidget(content);

    connect(m_list, &QListView::activated, this, &BranchDock::choose);
    connect(m_list, &QListView::clicked, this, &BranchDock::choose);
    connect(m_list, &QWidget::customContextMenuRequested, this, &BranchDock::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &BranchDock::updateCompare);
    connect(m_compare, &QPushButton::clicked, this, &BranchDock::compareSelected);
    connect(m_branches.model(), &QAbstractItemModel::modelReset, this, &BranchDock::showEnd);
    connect(m_branches.model(), &QAbstractItemModel::rowsInserted, this, &BranchDock::showEnd);
    connect(&m_branches, &ConversationBranches::failed, this, &BranchDock::failed);
}

void BranchDock::reveal()
{
    show();
    raise();
    m_list->setFocus(Qt::ShortcutFocusReason);
}

// A click with a modifier is part of a selection.
void BranchDock::choose(const QModelIndex &index)
{
    if (QApplication::keyboardModifiers() == Qt::NoModifier)
        Q_EMIT messageChosen(m_branches.model()->at(index.row()).id);
}

// What is new is in sight, unless the user is at work in the list.
void BranchDock::showEnd()
{
    updateCompare();
    if (m_list->hasFocus() && m_list->currentIndex().isValid())
        return;
    const auto show = [this] {
        const QModelIndex end = m_branches.model()->index(m_branches.model()->leafRow());
        if (end.isValid() && !(m_list->hasFocus() && m_list->currentIndex().isValid()))
            m_list->selectionModel()->setCurrentIndex(end, QItemSelectionModel::NoUpdate);
    };
    QMetaObject::invokeMethod(this, show, Qt::QueuedConnection); // when the list has laid out its rows
}

QList<MessageId> BranchDock::selected()
{
    QList<int> rows;
    const QModelIndexList indexes = m_list->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QList<MessageId> messages;
    for (const int row : std::as_const(rows))
        messages.append(m_branches.model()->at(row).id);
    return messages;
}

void BranchDock::updateCompare()
{
    m_compare->setEnabled(m_list->selectionModel()->selectedIndexes().size() == 2);
}

void BranchDock::compareSelected()
{
    const QList<MessageId> messages = selected();
    if (messages.size() == 2)
        Q_EMIT comparisonWanted(messages.first(), messages.last());
}

void BranchDock::showMenu(QPoint position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    const BranchRow row = m_branches.model()->at(index.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Show"), this, [this, id = row.id] { Q_EMIT messageChosen(id); });
    menu->addAction(tr("&Compare the selected messages"), this, &BranchDock::compareSelected)
        ->setEnabled(m_compare->isEnabled());
    menu->addAction(tr("&Fork from here"), this, [this, id = row.id] { Q_EMIT forkWanted(id); })
        ->setEnabled(row.state != ReplyState::Streaming);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

bool BranchDock::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return true;
    }
    return QDockWidget::eventFilter(watched, event);
}

void BranchDock::showEvent(QShowEvent *event)
{
    QDockWidget::showEvent(event);
    m_branches.setWatched(true);
}

void BranchDock::hideEvent(QHideEvent *event)
{
    QDockWidget::hideEvent(event);
    m_branches.setWatched(false);
}

} // namespace bobbin
