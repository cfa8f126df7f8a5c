// The mouse in a TranscriptView, and what pressing something does.
#include "ui/plainwords.h"
#include "ui/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QDrag>
#include <QHelpEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTimerEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = TranscriptControl::Kind;

constexpr int DragScrollInterval = 30; // milliseconds

} // namespace

int TranscriptView::rowAt(int viewportY) const
{
    if (m_layout.count() == 0 || viewportY < -m_y || m_y + viewportY >= m_layout.totalHeight())
        return -1;
    return m_layout.rowAt(m_y + viewportY);
}

std::optional<TranscriptView::Target> TranscriptView::controlAt(QPoint point)
{
    const int row = rowAt(point.y());
    MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
    if (!item)
        return {};
    const QRect rect = rowRect(row);
    const QPoint inRow = point - rect.topLeft();
    const QList<TranscriptControl> controls = item->controls(inRow.y() - 1, inRow.y() + 1);
    for (const TranscriptControl &control : controls) {
        if (control.rect.contains(inRow))
            return Target {m_model->index(row), control};
    }
    return {};
}

std::optional<TranscriptPosition> TranscriptView::positionAt(QPoint point)
{
    if (m_layout.count() == 0)
        return {};
    const int row = m_layout.rowAt(qMax(0, m_y + point.y()));
    MessageItem *item = m_items.build(row);
    if (!item)
        return {};
    return TranscriptPosition {item->message().id, item->positionAt(point - rowRect(row).topLeft())};
}

void TranscriptView::updateRow(int row)
{
    if (row >= 0 && row < m_layout.count())
        viewport()->update(rowRect(row).intersected(viewport()->rect()));
}

void TranscriptView::setHovered(const std::optional<Target> &target, int row)
{
    const bool isSameTarget = target.has_value() == m_hovered.has_value()
        && (!target || (target->index == m_hovered->index && target->control.isSameAs(m_hovered->control)));
    if (row != m_hoveredRow.row() || !isSameTarget) {
        updateRow(m_hoveredRow.row());
        updateRow(row);
    }
    m_hoveredRow = m_model && row >= 0 ? m_model->index(row) : QModelIndex();
    m_hovered = target;
    const bool isLink = target && target->control.kind == Kind::Link;
    const QString link = isLink ? describeLink(target->control.data) : QString();
    if (link != m_hoveredLink) {
        m_hoveredLink = link;
        Q_EMIT linkHovered(link);
    }
}

bool TranscriptView::isBefore(const TranscriptPosition &a, const TranscriptPosition &b) const
{
    const int rowA = m_model->rowOf(a.message);
    const int rowB = m_model->rowOf(b.message);
    return rowA != rowB ? rowA < rowB : a.place < b.place;
}

// The characters, the word or the paragraph at `position`, as the drag selects.
std::pair<TranscriptPosition, TranscriptPosition>
TranscriptView::unitAround(const TranscriptPosition &position)
{
    MessageItem *item = m_items.build(m_model->rowOf(position.message));
    MessageDocument *document = item ? item->document(position.place.inReasoning) : nullptr;
    if (!document || m_drag == DragKind::Characters)
        return {position, position};
    const auto [begin, end] = m_drag == DragKind::Words ? document->wordAt(position.place.place)
                                                        : document->paragraphAt(position.place.place);
    return {{position.message, {position.place.inReasoning, begin}},
            {position.message, {position.place.inReasoning, end}}};
}

void TranscriptView::extendSelectionTo(QPoint point)
{
    const auto position = positionAt(point);
    if (!position)
        return;
    const auto [begin, end] = unitAround(*position);
    if (isBefore(begin, m_dragOrigin.first))
        select(m_dragOrigin.second, begin);
    else
        select(m_dragOrigin.first, isBefore(end, m_dragOrigin.second) ? m_dragOrigin.second : end);
}

void TranscriptView::mousePressEvent(QMouseEvent *event)
{
    m_showsFocus = false;
    const QPoint point = event->position().toPoint();
    const int row = rowAt(point.y());
    if (row >= 0)
        setCurrentRow(row);
    if (event->button() != Qt::LeftButton)
        return;
    m_focused.reset();
    m_pressed = controlAt(point);
    if (m_pressed && m_pressed->control.kind != Kind::Link)
        return;

    MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
    if (item) {
        const QPoint inRow = point - rowRect(row).topLeft();
        const MessageDocument::PartPlace place = item->partAt(inRow);
        if (place.part && place.part->scrollHandle().translated(place.topLeft).contains(inRow)) {
            m_drag = DragKind::ScrollBar;
            m_dragPartPoint = inRow;
            m_dragPartStart = place.part->scrollPosition();
            m_dragPoint = point;
            m_dragOrigin.first.message = item->message().id;
            return;
        }
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool isTriple = now - m_doubleClickTime < QApplication::doubleClickInterval()
        && (point - m_clickPoint).manhattanLength() < QApplication::startDragDistance();
    m_drag = isTriple ? DragKind::Paragraphs : DragKind::Characters;
    m_clickPoint = point;
    const auto position = positionAt(point);
    if (!position) {
        m_drag = DragKind::None;
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier && !m_selection.anchor().message.isNull()) {
        m_dragOrigin = {m_selection.anchor(), m_selection.anchor()};
        extendSelectionTo(point);
        return;
    }
    m_dragOrigin = unitAround(*position);
    if (!isTriple && isInSelection(point)) {
        m_drag = DragKind::Selection; // or, if the mouse does not move, the end of the selection
        return;
    }
    select(m_dragOrigin.first, m_dragOrigin.second);
}

// Whether what is at `point` is selected text.
bool TranscriptView::isInSelection(QPoint point)
{
    const int row = rowAt(point.y());
    MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
    const auto selected = item ? m_selection.in(row) : std::nullopt;
    if (!selected || !item->isOverText(point - rowRect(row).topLeft()))
        return false;
    const MessageItem::Position place = item->positionAt(point - rowRect(row).topLeft());
    return !(place < selected->first) && place < selected->second;
}

void TranscriptView::dragSelection()
{
    m_drag = DragKind::None;
    m_pressed.reset();
    if (!m_selection.isLoaded()) {
        Q_EMIT told(tr("Copy and paste this selection: a part of it has to be read first."));
        return;
    }
    auto *drag = new QDrag(this); // deleted by Qt when it has been dropped
    drag->setMimeData(m_selection.mimeData().release());
    drag->exec(Qt::CopyAction);
}

void TranscriptView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (event->button() != Qt::LeftButton || controlAt(point)) {
        mousePressEvent(event);
        return;
    }
    const auto position = positionAt(point);
    if (!position)
        return;
    m_doubleClickTime = QDateTime::currentMSecsSinceEpoch();
    m_clickPoint = point;
    m_drag = DragKind::Words;
    m_dragOrigin = unitAround(*position);
    select(m_dragOrigin.first, m_dragOrigin.second);
}

void TranscriptView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (m_drag == DragKind::ScrollBar) {
        const int row = m_model->rowOf(m_dragOrigin.first.message);
        MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
        const MessageDocument::PartPlace place =
            item ? item->partAt(m_dragPartPoint) : MessageDocument::PartPlace {};
        if (place.part) {
            const int travel = qMax(1, place.part->scrollBar().width() - place.part->scrollHandle().width());
            const int moved = (point.x() - m_dragPoint.x()) * place.part->hiddenWidth() / travel;
            place.part->setScrollPosition(m_dragPartStart + moved);
            updateRow(row);
        }
        return;
    }
    if (m_drag == DragKind::Selection) {
        if ((point - m_clickPoint).manhattanLength() >= QApplication::startDragDistance())
            dragSelection();
        return;
    }
    if (m_drag != DragKind::None && event->buttons() & Qt::LeftButton) {
        m_dragPoint = point;
        extendSelectionTo(point);
        const bool isOutside = point.y() < 0 || point.y() >= pageHeight();
        if (isOutside && !m_dragTimer.isActive())
            m_dragTimer.start(DragScrollInterval, this);
        else if (!isOutside)
            m_dragTimer.stop();
        return;
    }
    const std::optional<Target> target = controlAt(point);
    const int row = rowAt(point.y());
    m_mouse = point;
    setHovered(target, row);
    MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
    const QPoint part = item ? item->partAt(point - rowRect(row).topLeft()).topLeft : QPoint();
    if (std::exchange(m_hoveredPart, part) != part)
        updateRow(row); // parts have buttons of their own
    const bool isOverText = item && item->isOverText(point - rowRect(row).topLeft());
    viewport()->setCursor(target ? Qt::PointingHandCursor : isOverText ? Qt::IBeamCursor : Qt::ArrowCursor);
}

void TranscriptView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragTimer.stop();
    if (m_drag == DragKind::Selection) // it was only a click
        select(m_dragOrigin.first, m_dragOrigin.first);
    const bool hasDragged = !m_selection.isEmpty() && m_drag != DragKind::None;
    m_drag = DragKind::None;
    const std::optional<Target> pressed = std::exchange(m_pressed, std::nullopt);
    if (pressed && !hasDragged) {
        const std::optional<Target> released = controlAt(event->position().toPoint());
        if (released && released->index == pressed->index && released->control.isSameAs(pressed->control))
            activate(*released);
    } else if (hasDragged) {
        offerPrimarySelection();
    }
}

void TranscriptView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_scrollBarTimer.timerId()) {
        updateScrollBar();
        return;
    }
    if (event->timerId() == m_outdatedTimer.timerId()) {
        showOutdated();
        return;
    }
    if (event->timerId() != m_dragTimer.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    // The selection is dragged beyond the edge: the farther, the faster it scrolls.
    const int beyond = m_dragPoint.y() < 0 ? m_dragPoint.y() : qMax(0, m_dragPoint.y() - pageHeight());
    const int step = qBound(-pageHeight() / 2, beyond / 2 + (beyond < 0 ? -1 : 1), pageHeight() / 2);
    if (m_y + step >= bottomOffset())
        jumpToNewest();
    else
        moveBy(step);
    extendSelectionTo({m_dragPoint.x(), qBound(0, m_dragPoint.y(), pageHeight() - 1)});
}

void TranscriptView::wheelEvent(QWheelEvent *event)
{
    const QPoint pixels = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    const bool isSideways = qAbs(pixels.x()) > qAbs(pixels.y());
    if (isSideways || event->modifiers() & Qt::ShiftModifier) {
        const QPoint point = event->position().toPoint();
        const int row = rowAt(point.y());
        MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
        const auto place =
            item ? item->partAt(point - rowRect(row).topLeft()) : MessageDocument::PartPlace {};
        if (place.part && place.part->hiddenWidth() > 0) {
            place.part->setScrollPosition(place.part->scrollPosition()
                                          - (isSideways ? pixels.x() : pixels.y()));
            updateRow(row);
        }
        event->accept();
        return;
    }
    if (m_scrollBarTimer.isActive())
        updateScrollBar(); // the wheel counts from where the scroll bar is
    QAbstractScrollArea::wheelEvent(event);
}

QString TranscriptView::toolTipAt(QPoint point) const
{
    const int row = rowAt(point.y());
    MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
    if (!item)
        return {};
    const QPoint inRow = point - rowRect(row).topLeft();
    const MessageDocument::PartPlace place = item->partAt(inRow);
    return place.part ? place.part->toolTipAt(inRow - place.topLeft) : QString();
}

bool TranscriptView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        setHovered({}, -1);
    } else if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const std::optional<Target> target = controlAt(help->pos());
        const QString text = !target             ? toolTipAt(help->pos())
            : target->control.kind == Kind::Link ? describeLink(target->control.data)
                                                 : target->control.name;
        QToolTip::showText(help->globalPos(), plainToolTip(text), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const int row = currentRow() >= 0 ? currentRow() : rowAt(pageHeight() / 2);
        if (row < 0)
            return;
        const QPoint at = rowRect(row).topLeft() + QPoint(viewport()->width() / 4, m_style.rowGap);
        showMenu(row, viewport()->mapToGlobal(QPoint(at.x(), qBound(0, at.y(), pageHeight() - 1))), {});
        return;
    }
    const std::optional<Target> target = controlAt(event->pos());
    const bool isLink = target && target->control.kind == Kind::Link;
    if (const int row = rowAt(event->pos().y()); row >= 0)
        showMenu(row, event->globalPos(), isLink ? target->control.data : QString());
}

} // namespace bobbin
