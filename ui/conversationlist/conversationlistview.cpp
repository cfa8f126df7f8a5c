#include "ui/conversationlistview.h"

#include "models/conversationlistmodel.h"
#include "ui/conversationdelegate.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace bobbin {
namespace {

void tellAccessibility(QWidget *view, QAccessible::Event type, int child)
{
    QAccessibleEvent event(view, type);
    event.setChild(child);
    QAccessible::updateAccessibility(&event);
}

} // namespace

ConversationListView::ConversationListView(QWidget *parent) : QListView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers); // F2 is an action of the window
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    viewport()->setAutoFillBackground(false);
}

void ConversationListView::setConversations(ConversationListModel *model)
{
    m_model = model;
    setModel(model);
    connect(model, &QAbstractItemModel::rowsMoved, this, [this] { scheduleDelayedItemsLayout(); });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_seeksEnd)
            return;
        if (m_model->hasMore()) {
            m_model->fetchMore({});
        } else {
            m_seeksEnd = false;
            setCurrentIndex(m_model->index(rowCount() - 1));
        }
    });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { m_seeksEnd = false; });
}

QStyleOptionViewItem ConversationListView::viewOption() const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = QRect(0, 0, viewport()->width(), 0);
    return option;
}

int ConversationListView::rowCount() const { return m_model ? m_model->rowCount() : 0; }

void ConversationListView::measure()
{
    const QStyleOptionViewItem option = viewOption();
    const QModelIndex first = m_model ? m_model->index(0) : QModelIndex();
    m_rowHeight = qMax(1, itemDelegate()->sizeHint(option, first).height());
    m_firstHeading = ConversationDelegate::headingHeight(option, true);
    m_heading = ConversationDelegate::headingHeight(option, false);
}

// How many headings stand above the row, its own included.
int ConversationListView::headingsUpTo(int row) const
{
    if (!m_model)
        return 0;
    const auto &sections = m_model->sections();
    const auto it = std::partition_point(sections.begin(), sections.end(),
                                         [row](const auto &section) { return section.first <= row; });
    return static_cast<int>(it - sections.begin());
}

int ConversationListView::headingsHeight(int count) const
{
    return count == 0 ? 0 : m_firstHeading + (count - 1) * m_heading;
}

// Counted from the first row's heading, as verticalOffset() is.
int ConversationListView::topOf(int row) const
{
    return row * m_rowHeight + headingsHeight(headingsUpTo(qMin(row, rowCount() - 1)));
}

// The row at the height `y` of the contents; on a heading the one below it or, if it has to be exact, -1.
int ConversationListView::rowNear(int y, bool isExact) const
{
    int low = 0;
    int high = rowCount(); // the first row that ends below y
    while (low < high) {
        const int middle = (low + high) / 2;
        if (topOf(middle) + m_rowHeight <= y)
            low = middle + 1;
        else
            high = middle;
    }
    if (isExact && (low == rowCount() || y < topOf(low)))
        return -1;
    return qMin(low, rowCount() - 1);
}

QRect ConversationListView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return {0, topOf(index.row()) - verticalOffset(), viewport()->width(), m_rowHeight};
}

QModelIndex ConversationListView::indexAt(const QPoint &point) const
{
    const int row = rowNear(point.y() + verticalOffset(), true);
    return row < 0 ? QModelIndex() : m_model->index(row);
}

int ConversationListView::verticalOffset() const { return verticalScrollBar()->value(); }

void ConversationListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    executeDelayedItemsLayout();
    const int row = index.row();
    const int bottom = topOf(row) + m_rowHeight;
    const bool isBelowHeading = headingsUpTo(row) > headingsUpTo(row - 1);
    const int top = topOf(row) - (!isBelowHeading ? 0 : row == 0 ? m_firstHeading : m_heading);
    const int page = viewport()->height();
    int offset = verticalOffset();
    if (hint == PositionAtTop || (hint == EnsureVisible && top < offset))
        offset = top;
    else if (hint == PositionAtBottom || (hint == EnsureVisible && bottom > offset + page))
        offset = bottom - page;
    else if (hint == PositionAtCenter)
        offset = (topOf(row) + bottom - page) / 2;
    verticalScrollBar()->setValue(offset);
}

void ConversationListView::doItemsLayout()
{
    measure();
    QAbstractItemView::doItemsLayout(); // not QListView's, which goes through all rows
}

void ConversationListView::updateGeometries()
{
    const int page = viewport()->height();
    const int height = rowCount() == 0 ? 0 : topOf(rowCount() - 1) + m_rowHeight;
    verticalScrollBar()->setSingleStep(m_rowHeight);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, qMax(0, height - page));
    QAbstractItemView::updateGeometries();
    fetchAhead();
}

void ConversationListView::scrollContentsBy(int, int dy)
{
    viewport()->scroll(0, dy);
    fetchAhead();
}

void ConversationListView::fetchAhead()
{
    constexpr int Pages = 3;
    const int left = verticalScrollBar()->maximum() - verticalOffset();
    if (m_model && isVisible() && left < Pages * viewport()->height() && m_model->canFetchMore({}))
        m_model->fetchMore({});
}

void ConversationListView::paintEvent(QPaintEvent *event)
{
    if (rowCount() == 0)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option = viewOption();
    const QStyle::State state = option.state;
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const auto &sections = m_model->sections();
    const QRect area = event->rect();
    for (int row = rowNear(area.top() + verticalOffset(), false); row < rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        const QRect rect = visualRect(index);
        const int heading = headingsUpTo(row) - 1;
        if (heading >= 0 && sections.at(heading).first == row) {
            const int height = row == 0 ? m_firstHeading : m_heading;
            option.rect = rect.translated(0, -height);
            option.rect.setHeight(height);
            ConversationDelegate::paintHeading(&painter, option, sections.at(heading).title);
        }
        if (rect.top() - m_heading > area.bottom())
            break;
        option.rect = rect;
        option.state = state;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_MouseOver, viewport()->underMouse() && rect.contains(mouse));
        const bool isCurrent = index == currentIndex() && hasFocus();
        const bool isMarked = selectionModel()->hasSelection() && !selectionModel()->isSelected(index);
        option.state.setFlag(QStyle::State_HasFocus,
                             isCurrent && (isMarked || selectionModel()->selection().size() != 1));
        itemDelegate()->paint(&painter, option, index);
    }
}

QModelIndex ConversationListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (rowCount() == 0)
        return {};
    const int page = qMax(1, viewport()->height() / m_rowHeight - 1);
    int row = qMax(0, currentIndex().row());
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= 1;
        break;
    case MoveDown:
    case MoveNext:
        row += currentIndex().isValid() ? 1 : 0;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rowCount() - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_model->index(qBound(0, row, rowCount() - 1));
}

void ConversationListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (rowCount() == 0)
        return;
    const QRect area = rect.normalized().translated(0, verticalOffset());
    const QModelIndex first = m_model->index(rowNear(area.top(), false));
    const QModelIndex last = m_model->index(rowNear(area.bottom(), false));
    selectionModel()->select(QItemSelection(first, last), command);
}

QRegion ConversationListView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += visualRect(range.topLeft()) | visualRect(range.bottomRight());
    return region & viewport()->rect();
}

// QListView tells assistive technology of places in a layout that it does not have here.
void ConversationListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (QAccessible::isActive() && current.isValid() && hasFocus())
        tellAccessibility(this, QAccessible::Focus, current.row());
}

void ConversationListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    if (!QAccessible::isActive())
        return;
    if (!selected.isEmpty())
        tellAccessibility(this, QAccessible::SelectionAdd, selected.constFirst().top());
    if (!deselected.isEmpty())
        tellAccessibility(this, QAccessible::SelectionRemove, deselected.constFirst().top());
}

void ConversationListView::keyPressEvent(QKeyEvent *event)
{
    m_seeksEnd = event->key() == Qt::Key_End && m_model && m_model->hasMore();
    if (m_seeksEnd)
        m_model->fetchMore({});
    QListView::keyPressEvent(event);
}

QString ConversationListView::tagAt(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    if (!index.isValid())
        return {};
    QStyleOptionViewItem option = viewOption();
    option.rect = visualRect(index);
    return ConversationDelegate::tagAt(option, index, position);
}

// A tag is clicked for itself: the conversation is neither selected nor opened.
void ConversationListView::mousePressEvent(QMouseEvent *event)
{
    m_seeksEnd = false;
    const bool isPlain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    m_pressedTag = isPlain ? tagAt(event->pos()) : QString();
    if (m_pressedTag.isEmpty())
        QListView::mousePressEvent(event);
}

void ConversationListView::mouseReleaseEvent(QMouseEvent *event)
{
    const QString tag = std::exchange(m_pressedTag, {});
    if (tag.isEmpty())
        QListView::mouseReleaseEvent(event);
    else if (tagAt(event->pos()) == tag)
        Q_EMIT tagClicked(tag);
}

void ConversationListView::wheelEvent(QWheelEvent *event)
{
    m_seeksEnd = false;
    QListView::wheelEvent(event);
}

void ConversationListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
}

} // namespace bobbin
