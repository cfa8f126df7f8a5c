// Where things are in a TranscriptView: what is laid out, what stays in place, and going from one place to
// another.
#include "ui/transcriptview.h"

#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace bobbin {

QRect TranscriptView::rowRect(int row) const
{
    return {0, m_layout.top(row) - m_y, viewport()->width(), m_layout.height(row)};
}

void TranscriptView::setFollowing(bool following)
{
    if (following == m_isFollowing)
        return;
    m_isFollowing = following;
    Q_EMIT followingChanged(following);
}

void TranscriptView::jumpToNewest()
{
    setFollowing(true);
    relayout();
}

void TranscriptView::scrollToMessage(int row)
{
    if (!m_model || row < 0 || row >= m_layout.count())
        return;
    m_anchor = {m_model->index(row), {}};
    setFollowing(false);
    setCurrentRow(row);
    relayout();
}

std::optional<ReadingPosition> TranscriptView::readingPosition()
{
    if (!m_model || m_isFollowing || m_layout.count() == 0)
        return {};
    keepAnchor();
    const int row = m_anchor.index.row();
    if (row < 0 || !m_model->isLoaded(row))
        return {};
    ReadingPosition position {.message = m_model->messageAt(row).id, .row = row};
    const MessageItem *item = m_items.find(row);
    if (item && m_anchor.place.section == MessageItem::Section::Content) {
        position.block = m_anchor.place.block;
        position.y = m_anchor.place.y;
    } else {
        position.y = m_y - m_layout.top(row);
    }
    return position;
}

void TranscriptView::showPosition(const ReadingPosition &position)
{
    if (!m_model || position.row < 0 || position.row >= m_layout.count())
        return;
    const bool isInText = position.block >= 0;
    m_anchor = {m_model->index(position.row),
                {isInText ? MessageItem::Section::Content : MessageItem::Section::Header,
                 isInText ? position.block : 0, position.y}};
    setFollowing(false);
    relayout();
}

// Measures what is in sight and brings what has to stay in place there.
void TranscriptView::relayout()
{
    if (m_layout.count() == 0) {
        m_y = 0;
        setFollowing(true);
    } else if (m_isFollowing || !m_anchor.index.isValid()) {
        setFollowing(true);
        placeFromEnd();
    } else {
        placeFromAnchor();
    }
    updateScrollBar();
    m_items.trim();
    viewport()->update();
    updateJumpButton();
    wantRows();
}

void TranscriptView::placeFromEnd()
{
    int above = pageHeight();
    for (int row = m_layout.count() - 1; row >= 0 && above > 0; --row) {
        if (MessageItem *item = m_items.build(row)) {
            item->measureBottom(above);
            m_layout.setHeight(row, item->height());
        }
        above -= m_layout.height(row);
    }
    m_y = bottomOffset();
}

void TranscriptView::placeFromAnchor()
{
    const int first = m_anchor.index.row();
    const MessageItem *item = m_items.build(first);
    int top = item ? -item->yOf(m_anchor.place) : -m_anchor.place.y;
    int row = first;
    for (; row < m_layout.count() && top < pageHeight(); ++row) {
        measureRow(row, top);
        if (row == first && item)
            top = -item->yOf(m_anchor.place);
        top += m_layout.height(row);
    }
    putAnchorAtTop();
    if (row == m_layout.count() && top <= pageHeight()) { // there is nothing below
        setFollowing(true);
        placeFromEnd();
    }
}

void TranscriptView::measureRow(int row, int rowTop)
{
    MessageItem *item = m_items.build(row);
    if (!item)
        return;
    item->measure(-rowTop, pageHeight() - rowTop);
    item->trim(-rowTop - 2 * pageHeight(), 3 * pageHeight() - rowTop);
    m_layout.setHeight(row, item->height());
}

// Makes what is at the top of the viewport what has to stay there.
void TranscriptView::keepAnchor()
{
    if (m_layout.count() == 0)
        return;
    const int row = m_layout.rowAt(m_y);
    const int y = m_y - m_layout.top(row);
    const MessageItem *item = m_items.find(row);
    m_anchor = {m_model->index(row),
                item ? item->placeAt(y) : MessageItem::Place {MessageItem::Section::Header, 0, y}};
}

// Follows the anchor after heights have changed.
void TranscriptView::putAnchorAtTop()
{
    const int row = m_anchor.index.row();
    const MessageItem *item = m_items.find(row);
    m_y = m_layout.top(row) + (item ? item->yOf(m_anchor.place) : m_anchor.place.y);
}

void TranscriptView::moveBy(int pixels)
{
    if (m_layout.count() == 0 || (pixels > 0 && m_isFollowing))
        return;
    keepAnchor();
    int row = m_anchor.index.row();
    MessageItem::Place place = m_anchor.place;
    place.y += pixels;
    while (place.y < 0) {
        MessageItem *item = m_items.build(row);
        const MessageItem::Place own {place.section, place.block, 0};
        if (const auto before = item ? item->placeBefore(own) : std::nullopt) {
            const int distance = item->yOf(own) - item->yOf(*before);
            place = {before->section, before->block, place.y + distance};
        } else if (row > 0) {
            item = m_items.build(--row);
            const int height = item ? item->height() : m_layout.height(row);
            const MessageItem::Place last = item ? item->lastPlace() : MessageItem::Place {};
            place = {last.section, last.block, place.y + height - (item ? item->yOf(last) : 0)};
        } else {
            place.y = 0;
        }
    }
    m_anchor = {m_model->index(row), place};
    setFollowing(false);
    relayout();
}

void TranscriptView::moveTo(int y)
{
    if (m_layout.count() == 0)
        return;
    const int row = m_layout.rowAt(y);
    const int inRow = y - m_layout.top(row);
    const MessageItem *item = m_items.build(row);
    m_anchor = {m_model->index(row),
                item ? item->placeAt(inRow) : MessageItem::Place {MessageItem::Section::Header, 0, inRow}};
    setFollowing(false);
    relayout();
}

void TranscriptView::scrollContentsBy(int, int)
{
    if (m_isUpdatingScrollBar)
        return;
    const int y = verticalScrollBar()->value();
    if (y == verticalScrollBar()->maximum())
        jumpToNewest();
    else if (y == 0 || qAbs(y - m_y) > 2 * pageHeight())
        moveTo(y);
    else
        moveBy(y - m_y);
}

void TranscriptView::updateScrollBar()
{
    m_scrollBarTimer.stop();
    const QScopedValueRollback updating(m_isUpdatingScrollBar, true);
    verticalScrollBar()->setPageStep(qMax(1, pageHeight()));
    verticalScrollBar()->setSingleStep(fontMetrics().lineSpacing() * 2);
    verticalScrollBar()->setRange(0, bottomOffset());
    verticalScrollBar()->setValue(m_y);
}

// Asks for the rows in sight, and for those a screen above and below.
void TranscriptView::wantRows()
{
    if (m_layout.count() == 0 || !isVisible())
        return;
    const int first = m_layout.rowAt(qMax(0, m_y - pageHeight()));
    const int last = m_layout.rowAt(m_y + 2 * pageHeight());
    m_model->want(first, last);
}

} // namespace bobbin
