// The keyboard in a TranscriptView: scrolling, the current message, the focus on links and buttons,
// selecting.
#include "ui/transcriptview.h"

#include "ui/transcriptaccessible.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace bobbin {

void TranscriptView::select(const TranscriptPosition &anchor, const TranscriptPosition &cursor)
{
    if (m_selection.anchor() == anchor && m_selection.cursor() == cursor)
        return;
    m_selection.select(anchor, cursor);
    viewport()->update();
    announceSelection(this);
    Q_EMIT selectionChanged();
}

void TranscriptView::selectAll()
{
    m_selection.selectAll();
    viewport()->update();
    Q_EMIT selectionChanged();
}

void TranscriptView::setCurrentRow(int row)
{
    if (!m_model || row == currentRow())
        return;
    updateRow(currentRow());
    m_current = row >= 0 ? m_model->index(row) : QModelIndex();
    m_focused.reset();
    updateRow(row);
    Q_EMIT currentRowChanged(row);
    if (hasFocus() && row >= 0)
        announceCurrent(this, row);
}

void TranscriptView::ensureRowVisible(int row)
{
    const QRect rect = rowRect(row);
    if (rect.top() >= 0 && rect.bottom() < pageHeight())
        return;
    // A message that is longer than the page is shown from its beginning.
    m_anchor = {m_model->index(row), {}};
    const int below = pageHeight() - rect.height();
    setFollowing(false);
    relayout();
    if (rect.top() > 0 && below > 0)
        moveBy(-below);
}

bool TranscriptView::isFocused(int row, const TranscriptControl &control) const
{
    return hasFocus() && m_focused && m_focused->index.row() == row && m_focused->control.isSameAs(control);
}

void TranscriptView::ensureVisible(const TranscriptPosition &position)
{
    const int row = m_model ? m_model->rowOf(position.message) : -1;
    MessageItem *item = row >= 0 ? m_items.build(row) : nullptr;
    if (!item)
        return;
    const QRect rect = item->characterRect(position.place).translated(rowRect(row).topLeft());
    if (qAbs(rect.top()) > 2 * pageHeight()) {
        m_anchor = {m_model->index(row), item->placeAt(item->characterRect(position.place).top())};
        setFollowing(false);
        relayout();
    } else if (rect.top() < 0) {
        moveBy(rect.top());
    } else if (rect.bottom() >= pageHeight()) {
        moveBy(rect.bottom() - pageHeight() + 1);
    }
}

// Moves the keyboard's focus to the next link or button of the current message, or of the one after it.
bool TranscriptView::moveFocus(int step)
{
    const int row = currentRow();
    MessageItem *item = row >= 0 ? m_items.build(row) : nullptr;
    if (!item)
        return false;
    const int top = rowRect(row).top();
    const QList<TranscriptControl> controls = item->controls(-top, pageHeight() - top);
    int index = step > 0 ? -1 : static_cast<int>(controls.size());
    if (m_focused && m_focused->index == m_current) {
        const auto it = std::find_if(controls.begin(), controls.end(), [this](const TranscriptControl &c) {
            return c.isSameAs(m_focused->control);
        });
        if (it != controls.end())
            index = static_cast<int>(it - controls.begin());
    } else if (step < 0) {
        return false;
    }
    index += step;
    if (index < 0 || index >= controls.size()) {
        m_focused.reset();
        updateRow(row);
        return false;
    }
    m_focused = Target {m_current, controls.at(index)};
    updateRow(row);
    announceFocus(this, row, m_focused->control);
    if (m_focused->control.kind == TranscriptControl::Kind::Link)
        Q_EMIT linkHovered(describeLink(m_focused->control.data));
    return true;
}

bool TranscriptView::focusNextPrevChild(bool next)
{
    m_showsFocus = true;
    return moveFocus(next ? 1 : -1) || QAbstractScrollArea::focusNextPrevChild(next);
}

void TranscriptView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_showsFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    if (currentRow() < 0 && m_layout.count() > 0 && m_showsFocus)
        setCurrentRow(m_layout.rowAt(m_y + pageHeight() - 1));
    else if (currentRow() >= 0)
        announceCurrent(this, currentRow());
    updateRow(currentRow());
}

void TranscriptView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    updateRow(currentRow());
}

// Moves the cursor of the selection by a character, a word or a line.
void TranscriptView::extendSelectionByKey(QKeyEvent *event)
{
    TranscriptPosition cursor = m_selection.cursor();
    TranscriptPosition anchor = m_selection.anchor();
    if (cursor.message.isNull()) {
        const int row = currentRow() >= 0 ? currentRow() : rowAt(0);
        if (row < 0 || !m_model->isLoaded(row))
            return;
        anchor = cursor = {m_model->messageAt(row).id, {}};
    }
    int row = m_model->rowOf(cursor.message);
    MessageItem *item = m_items.build(row);
    MessageDocument *document = item ? item->document(cursor.place.inReasoning) : nullptr;
    if (!document)
        return;
    const bool isForward =
        event->key() == Qt::Key_Right || event->key() == Qt::Key_Down || event->key() == Qt::Key_End;
    const bool byLine = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (byLine) {
        const QRect rect = item->characterRect(cursor.place).translated(rowRect(row).topLeft());
        if (m_selectionX < 0)
            m_selectionX = rect.left();
        // Between paragraphs and messages there is nothing: go on until there is another line.
        constexpr int Steps = 20;
        const int step = (isForward ? 1 : -1) * qMax(1, m_style.paragraphGap / 2);
        const TranscriptPosition start = cursor;
        for (int i = 0, y = (isForward ? rect.bottom() : rect.top()) + step; i < Steps; ++i, y += step) {
            const auto position = positionAt({m_selectionX, y});
            if (!position)
                break;
            cursor = *position;
            const int nowRow = m_model->rowOf(cursor.message);
            const QRect now =
                m_items.build(nowRow)->characterRect(cursor.place).translated(rowRect(nowRow).topLeft());
            if (isForward ? now.top() >= rect.bottom() : now.bottom() <= rect.top())
                break;
            cursor = start;
        }
    } else {
        m_selectionX = -1;
        const bool byLineEnd = event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
        MessageDocument::Position &place = cursor.place.place;
        if (byLineEnd) {
            const auto [begin, end] = document->paragraphAt(place);
            place = isForward ? end : begin;
        } else {
            const QString text = document->plainText();
            QTextBoundaryFinder finder(event->modifiers() & Qt::ControlModifier
                                           ? QTextBoundaryFinder::Word
                                           : QTextBoundaryFinder::Grapheme,
                                       text);
            finder.setPosition(document->toOffset(place));
            const qsizetype next = isForward ? finder.toNextBoundary() : finder.toPreviousBoundary();
            if (next >= 0) {
                place = document->fromOffset(static_cast<int>(next));
            } else if (isForward && row + 1 < m_layout.count() && m_model->isLoaded(row + 1)) {
                cursor = {m_model->messageAt(++row).id, {}};
            } else if (!isForward && row > 0 && m_model->isLoaded(row - 1)) {
                item = m_items.build(--row);
                cursor = {item->message().id, {false, item->content().end()}};
            }
        }
    }
    select(anchor, cursor);
    offerPrimarySelection();
    ensureVisible(cursor);
}

bool TranscriptView::handleSelectionKey(QKeyEvent *event)
{
    if (event == QKeySequence::Copy) {
        copy();
    } else if (event == QKeySequence::SelectAll) {
        selectAll();
    } else if (event->key() == Qt::Key_Escape && (m_focused || !m_selection.isEmpty())) {
        m_focused.reset();
        select({}, {});
        updateRow(currentRow());
    } else if (event->modifiers() & Qt::ShiftModifier
               && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Up
                   || event->key() == Qt::Key_Down || event->key() == Qt::Key_Home
                   || event->key() == Qt::Key_End)) {
        extendSelectionByKey(event);
    } else {
        return false;
    }
    return true;
}

bool TranscriptView::handleScrollKey(QKeyEvent *event)
{
    const int line = verticalScrollBar()->singleStep();
    const int page = pageHeight() - 2 * line;
    switch (event->key()) {
    case Qt::Key_Up:
        moveBy(-line);
        return true;
    case Qt::Key_Down:
        moveBy(line);
        return true;
    case Qt::Key_PageUp:
        moveBy(-page);
        return true;
    case Qt::Key_PageDown:
        moveBy(page);
        return true;
    case Qt::Key_Space:
        moveBy(event->modifiers() & Qt::ShiftModifier ? -page : page);
        return true;
    case Qt::Key_Home:
        moveTo(0);
        return true;
    case Qt::Key_End:
        jumpToNewest();
        return true;
    default:
        return false;
    }
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    m_showsFocus = true;
    if (!m_model || m_layout.count() == 0 || handleSelectionKey(event))
        return;
    const bool withControl = event->modifiers() & Qt::ControlModifier;
    const bool isNext = event->key() == Qt::Key_J || (withControl && event->key() == Qt::Key_Down);
    const bool isPrevious = event->key() == Qt::Key_K || (withControl && event->key() == Qt::Key_Up);
    if ((isNext || isPrevious) && (withControl || event->modifiers() == Qt::NoModifier)) {
        const int from = currentRow() >= 0 ? currentRow() : rowAt(pageHeight() / 2) + (isNext ? -1 : 1);
        const int row = qBound(0, from + (isNext ? 1 : -1), m_layout.count() - 1);
        setCurrentRow(row);
        ensureRowVisible(row);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_focused) {
        activate(Target(*m_focused));
    } else if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier) {
        QContextMenuEvent menu(QContextMenuEvent::Keyboard, {}, {});
        contextMenuEvent(&menu);
    } else if (withControl || !handleScrollKey(event)) {
        event->ignore();
    }
}

} // namespace bobbin
