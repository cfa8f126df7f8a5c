// The mouse in a TranscriptView, and what pressing something does.
#include "ui/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QTimerEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = TranscriptControl::Kind;

constexpr int DragScrollInterval = 30; // milliseconds

// An address that may be opened by another program.
bool isOpenable(const QUrl &url)
{
    static const std::array Schemes {u"http"_s, u"https"_s, u"mailto"_s};
    return url.isValid()
        && std::find(Schemes.begin(), Schemes.end(), url.scheme().toLower()) != Schemes.end();
}

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

QString TranscriptView::describeLink(const QString &address) const
{
    const QUrl url(address);
    return isOpenable(url) ? address : tr("%1 (links of this kind are not opened)").arg(address);
}

void TranscriptView::openLink(const QString &address)
{
    const QUrl url(address);
    if (isOpenable(url))
        Q_EMIT linkActivated(url);
    else
        Q_EMIT linkHovered(describeLink(address));
}

void TranscriptView::activate(const Target &target)
{
    const int row = target.index.row();
    MessageItem *item = target.index.isValid() ? m_items.build(row) : nullptr;
    if (!item)
        return;
    const MessageId id = item->message().id;
    switch (target.control.kind) {
    case Kind::Link:
        openLink(target.control.data);
        break;
    case Kind::CopyCode:
        copyCode(row, target.control);
        break;
    case Kind::WrapCode:
        setWrapsCode(!wrapsCode());
        break;
    case Kind::Copy:
        copyMessage(row, false);
        QToolTip::showText(
            viewport()->mapToGlobal(target.control.rect.translated(rowRect(row).topLeft()).bottomLeft()),
            tr("Copied"), viewport());
        break;
    case Kind::Retry:
        Q_EMIT retryRequested(id);
        break;
    case Kind::Edit:
        Q_EMIT editRequested(id);
        break;
    case Kind::Continue:
        Q_EMIT continueRequested(id);
        break;
    case Kind::PreviousAlternative:
        Q_EMIT alternativeRequested(id, -1);
        break;
    case Kind::NextAlternative:
        Q_EMIT alternativeRequested(id, 1);
        break;
    case Kind::More:
        showMenu(row,
                 viewport()->mapToGlobal(target.control.rect.translated(rowRect(row).topLeft()).bottomLeft()),
                 {});
        break;
    case Kind::NoticeDetails:
        Q_EMIT noticeDetailsRequested(item->message().notices.at(target.control.offset));
        break;
    case Kind::Reasoning:
        keepAnchor();
        setFollowing(false);
        item->setReasoningOpen(!item->isReasoningOpen());
        relayout();
        break;
    }
}

void TranscriptView::copyCode(int row, const TranscriptControl &control)
{
    MessageItem *item = m_items.build(row);
    MessageDocument *document = item ? item->document(control.inReasoning) : nullptr;
    if (!document)
        return;
    QApplication::clipboard()->setText(document->code(control.block));
    QToolTip::showText(viewport()->mapToGlobal(control.rect.translated(rowRect(row).topLeft()).bottomLeft()),
                       tr("Copied"), viewport());
}

void TranscriptView::copyMessage(int row, bool asMarkdown)
{
    MessageItem *item = m_items.build(row);
    if (!item)
        return;
    if (asMarkdown)
        QApplication::clipboard()->setText(item->content().source());
    else
        QApplication::clipboard()->setMimeData(mimeDataOf(*item).release());
}

void TranscriptView::copy()
{
    if (std::unique_ptr<QMimeData> selected = m_selection.mimeData())
        QApplication::clipboard()->setMimeData(selected.release());
    else if (currentRow() >= 0)
        copyMessage(currentRow(), false);
}

QString TranscriptView::lastCodeBlock()
{
    for (int row = m_layout.count() - 1; row >= 0 && m_model->isLoaded(row); --row) {
        if (m_model->messageAt(row).role != Role::Assistant)
            continue;
        MessageItem *item = m_items.build(row);
        if (const int block = item->content().lastCodeBlock(); block >= 0)
            return item->content().code(block);
    }
    return {};
}

void TranscriptView::offerPrimarySelection()
{
    QClipboard *clipboard = QApplication::clipboard();
    if (!clipboard->supportsSelection() || m_selection.isEmpty())
        return;
    clipboard->setMimeData(m_selection.mimeData().release(), QClipboard::Selection);
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
    select(m_dragOrigin.first, m_dragOrigin.second);
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
    setHovered(target, row);
    MessageItem *item = row >= 0 ? m_items.find(row) : nullptr;
    const bool isOverText = item && item->isOverText(point - rowRect(row).topLeft());
    viewport()->setCursor(target ? Qt::PointingHandCursor : isOverText ? Qt::IBeamCursor : Qt::ArrowCursor);
}

void TranscriptView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragTimer.stop();
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
    if (event->timerId() == m_formulaTimer.timerId()) {
        showFormulas();
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
        QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), viewport());
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

void TranscriptView::showMenu(int row, QPoint globalPosition, const QString &link)
{
    if (!m_model->isLoaded(row))
        return;
    const Message message = m_model->messageAt(row);
    const MessageId id = message.id;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!link.isEmpty()) {
        menu->addAction(tr("Copy &Link"), this, [link] { QApplication::clipboard()->setText(link); });
        menu->addSeparator();
    }
    if (!m_selection.isEmpty())
        menu->addAction(tr("&Copy Selection"), this, &TranscriptView::copy);
    const auto copyRow = [this, id](bool asMarkdown) {
        if (const int now = m_model->rowOf(id); now >= 0)
            copyMessage(now, asMarkdown);
    };
    menu->addAction(tr("Copy &Message"), this, [copyRow] { copyRow(false); });
    menu->addAction(tr("Copy as Mark&down"), this, [copyRow] { copyRow(true); });
    menu->addAction(tr("Select &All"), this, &TranscriptView::selectAll);
    menu->addSeparator();
    if (message.role == Role::User)
        menu->addAction(tr("&Edit"), this, [this, id] { Q_EMIT editRequested(id); });
    if (message.role == Role::Assistant && message.state != ReplyState::Streaming) {
        menu->addAction(tr("&Retry"), this, [this, id] { Q_EMIT retryRequested(id); });
        if (message.state != ReplyState::Complete || message.finishReason == FinishReason::Length)
            menu->addAction(tr("C&ontinue"), this, [this, id] { Q_EMIT continueRequested(id); });
    }
    QAction *milestone = menu->addAction(tr("Mile&stone"));
    milestone->setCheckable(true);
    milestone->setChecked(message.milestone);
    connect(milestone, &QAction::toggled, this, [this, id](bool isOn) { Q_EMIT milestoneToggled(id, isOn); });
    Q_EMIT contextMenuRequested(id, menu);
    menu->popup(globalPosition);
}

} // namespace bobbin
