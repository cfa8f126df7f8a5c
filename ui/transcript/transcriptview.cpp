#include "ui/transcriptview.h"

#include "images/imageloader.h"
#include "maths/mathrenderer.h"
#include "scrollmarks_p.h"
#include "selectioncopy_p.h"
#include "ui/transcriptaccessible.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPixmapCache>
#include <QPushButton>
#include <QScrollBar>

namespace bobbin {

using namespace Qt::StringLiterals;

// Milliseconds. While a reply grows, painting the scroll bar would cost as much as painting the words.
static constexpr int ScrollBarInterval = 500;
static constexpr int OutdatedInterval = 30; // several formulas or images are shown at once

TranscriptView::TranscriptView(QWidget *parent)
    : QAbstractScrollArea(parent), m_items(m_style), m_selection(m_items), m_jumpButton(new QPushButton(this))
{
    setObjectName(u"messages"_s);
    setAccessibleName(u"Messages"_s);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);

    m_jumpButton->setObjectName(u"jumpToTheNewest"_s);
    m_jumpButton->setAccessibleName(u"Jump to the newest"_s);
    m_jumpButton->setText(u"↓ "_s + tr("Jump to the newest"));
    m_jumpButton->hide();
    connect(verticalScrollBar(), &QScrollBar::sliderPressed, this, &TranscriptView::updateScrollBar);
    connect(m_jumpButton, &QPushButton::clicked, this, &TranscriptView::jumpToNewest);
    m_marks = new ScrollMarks(verticalScrollBar(), [this](int row) {
        return static_cast<double>(m_layout.top(row)) / qMax(1, m_layout.totalHeight());
    });
    updateStyle();
}

TranscriptView::~TranscriptView() = default;

void TranscriptView::setModel(TranscriptModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    if (m_copying) {
        delete m_copying;
        Q_EMIT told(tr("Nothing was copied: another conversation is shown."));
    }
    m_model = model;
    m_items.setModel(model);
    m_selection.setModel(model);
    m_layout = TranscriptLayout();
    m_anchor = {};
    m_current = QPersistentModelIndex();
    m_hoveredRow = QPersistentModelIndex();
    m_hovered.reset();
    m_pressed.reset();
    m_focused.reset();
    m_streaming.clear();
    m_drag = DragKind::None;
    if (m_model) {
        m_layout.insert(0, m_model->rowCount());
        connectModel();
    }
    setFollowing(true);
    relayout();
    Q_EMIT selectionChanged();
}

void TranscriptView::connectModel()
{
    connect(m_model, &QObject::destroyed, this, [this] { setModel(nullptr); });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { setModel(m_model); });
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                m_layout.insert(first, last - first + 1);
                const bool isNewest = last == m_model->rowCount() - 1;
                if (isNewest && m_model->isLoaded(last) && m_model->messageAt(first).role == Role::User)
                    setFollowing(true); // who sends something wants to see what comes of it
                takeChanges(qMax(0, first - 1), first - 1); // which is not the last one any more
            });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                m_layout.remove(first, last - first + 1);
                takeChanges(qMax(0, first - 1), first - 1); // which is the last one now
            });
    connect(
        m_model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) { takeChanges(first.row(), last.row()); });
    connect(m_model, &TranscriptModel::contextBeginChanged, this, [this](int before) {
        for (const int row : {before, m_model->contextBegin()}) {
            if (row >= 0 && row < m_model->rowCount())
                takeChanges(row, row);
        }
    });
    connect(m_model, &TranscriptModel::contentGrown, this, [this](int row, qsizetype from) {
        m_streaming.insert(m_model->messageAt(row).id);
        const QString &content = m_model->messageAt(row).content;
        MessageItem *item = m_items.find(row);
        if (item && item->content().source().size() == from)
            takeGrowth(row, item->appendContent(QStringView(content).sliced(from)));
        else if (!item)
            takeGrowth(row, 0);
    });
    connect(m_model, &TranscriptModel::reasoningGrown, this, [this](int row, qsizetype from) {
        m_streaming.insert(m_model->messageAt(row).id);
        const QString &reasoning = m_model->messageAt(row).reasoning;
        MessageItem *item = m_items.find(row);
        if (item)
            takeGrowth(row, item->appendReasoning(QStringView(reasoning).sliced(from)));
    });
}

// What is known about messages that are not in the model any more.
void TranscriptView::forgetStrangers()
{
    m_items.forgetStrangers();
    const bool hadSelection = !m_selection.isEmpty();
    m_selection.forgetStrangers();
    if (hadSelection && m_selection.isEmpty())
        Q_EMIT selectionChanged();
    if (m_drag != DragKind::None && m_selection.isEmpty())
        m_drag = DragKind::None;
}

void TranscriptView::takeChanges(int first, int last)
{
    if (last > first) // rows that were loaded
        announceLoaded(this, first, last);
    for (int row = first; row <= last; ++row) {
        m_items.update(row);
        m_layout.invalidate(row);
        if (!m_model->isLoaded(row))
            continue;
        const Message &message = m_model->messageAt(row);
        if (message.state != ReplyState::Streaming && m_streaming.remove(message.id))
            announceReply(this, row);
    }
    forgetStrangers();
    relayout();
}

// The message in `row` has become longer; it looks the same above `changedTop`. Paints only what differs.
void TranscriptView::takeGrowth(int row, int changedTop)
{
    const QRect before = rowRect(row);
    const bool isInSight = before.intersects(viewport()->rect());
    MessageItem *item = m_items.find(row);
    if (!isInSight && !m_isFollowing) {
        if (item) {
            keepAnchor();
            m_layout.setEstimate(row, item->height());
            putAnchorAtTop();
        }
        updateScrollBar();
        return;
    }
    if (!item) {
        relayout();
        return;
    }
    if (m_isFollowing) {
        item->measureBottom(pageHeight());
        m_layout.setHeight(row, item->height());
        m_y = bottomOffset();
    } else {
        keepAnchor();
        item->measure(-before.top(), pageHeight() - before.top());
        m_layout.setHeight(row, item->height());
        putAnchorAtTop();
    }
    if (m_marked.isEmpty()) // what is marked may reach from one line to the next
        changedTop = qMax(changedTop, item->changedTop());
    const QRect after = rowRect(row);
    // Everything is in one column; the margins beside it are empty, and stay so.
    const QRect column(item->frame().left(), 0, item->frame().width(), pageHeight());
    if (after.top() != before.top())
        viewport()->scroll(0, after.top() - before.top(), column);
    const bool isHigher = after.height() != before.height();
    const int top = after.top() + changedTop;
    const int bottom =
        isHigher && !m_isFollowing ? pageHeight() : qMax(after.bottom() + 1, before.bottom() + 1);
    viewport()->update(
        QRect(column.left(), top, column.width(), bottom - top).intersected(viewport()->rect()));
    viewport()->update(item->paintedCaret().translated(after.topLeft()));
    viewport()->update(item->caretRect().translated(after.topLeft()));
    if (isHigher && !m_scrollBarTimer.isActive())
        m_scrollBarTimer.start(ScrollBarInterval, this);
}

// Runs `change`, after which everything may be laid out differently, and brings the line at the top back
// there.
template<typename Change>
void TranscriptView::keepLineAtTop(Change change)
{
    keepAnchor();
    MessageItem *item = m_anchor.index.isValid() ? m_items.find(m_anchor.index.row()) : nullptr;
    MessageItem::Position line;
    int offset = 0;
    const bool hasLine = item && m_anchor.place.section != MessageItem::Section::Header
        && m_anchor.place.section != MessageItem::Section::Footer;
    if (hasLine) {
        const int y = item->yOf(m_anchor.place);
        line = item->positionAt({0, y});
        offset = y - item->characterRect(line).top();
    }
    change();
    item = hasLine ? m_items.build(m_anchor.index.row()) : nullptr;
    if (item)
        m_anchor.place = item->placeAt(item->characterRect(line).top() + offset);
    relayout();
}

void TranscriptView::resizeEvent(QResizeEvent *)
{
    keepLineAtTop([this] {
        m_items.setWidth(viewport()->width());
        m_layout.invalidateAll();
    });
    placeJumpButton();
}

void TranscriptView::updateStyle()
{
    keepLineAtTop([this] {
        const TranscriptStyle before = m_style;
        m_items.clear();
        m_style = TranscriptStyle::of(font(), palette(),
                                      before.isCompact ? TranscriptStyle::Density::Compact
                                                       : TranscriptStyle::Density::Comfortable);
        m_style.wrapsCode = before.wrapsCode;
        m_style.maths = before.maths;
        m_style.images = before.images;
        m_layout.invalidateAll();
    });
    placeJumpButton();
}

void TranscriptView::setMarked(const QString &text, const QList<int> &rows)
{
    m_marked = text;
    m_marks->setRows(rows);
    viewport()->update();
}

void TranscriptView::setCompact(bool compact)
{
    if (compact == m_style.isCompact)
        return;
    m_style.isCompact = compact;
    updateStyle();
}

void TranscriptView::setWrapsCode(bool wraps)
{
    if (wraps == m_style.wrapsCode)
        return;
    m_style.wrapsCode = wraps;
    updateStyle();
    Q_EMIT wrapsCodeChanged(wraps);
}

void TranscriptView::setMathRenderer(MathRenderer *renderer)
{
    if (m_style.maths)
        m_style.maths->disconnect(this);
    m_style.maths = MathRenderer::isAvailable() ? renderer : nullptr;
    if (m_style.maths) {
        connect(m_style.maths, &MathRenderer::rendered, this, &TranscriptView::showLater);
    }
    updateStyle();
}

void TranscriptView::setImageLoader(ImageLoader *loader)
{
    if (m_style.images)
        m_style.images->disconnect(this);
    m_style.images = loader;
    constexpr int PixmapKilobytes = 80'000; // several images as large as the window
    QPixmapCache::setCacheLimit(qMax(QPixmapCache::cacheLimit(), PixmapKilobytes));
    if (loader)
        connect(loader, &ImageLoader::loaded, this, &TranscriptView::showLater);
    updateStyle();
}

// There is something to be shown that was awaited.
void TranscriptView::showLater()
{
    if (!m_outdatedTimer.isActive())
        m_outdatedTimer.start(OutdatedInterval, this);
}

void TranscriptView::showOutdated()
{
    m_outdatedTimer.stop();
    if (m_items.isOutdated())
        keepLineAtTop([this] { m_items.refresh(); });
}

void TranscriptView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::LanguageChange:
        m_jumpButton->setText(u"↓ "_s + tr("Jump to the newest"));
        updateStyle();
        break;
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        updateStyle();
        break;
    default:
        break;
    }
}

void TranscriptView::placeJumpButton()
{
    m_jumpButton->adjustSize();
    const QRect area = viewport()->geometry();
    const int margin = m_style.padding;
    m_jumpButton->move(area.right() - m_jumpButton->width() - margin,
                       area.bottom() - m_jumpButton->height() - margin);
}

void TranscriptView::updateJumpButton()
{
    m_jumpButton->setVisible(!m_isFollowing);
    m_jumpButton->raise();
}

void TranscriptView::paintPlaceholder(QPainter &painter, int row, const QRect &rect) const
{
    const int width = qMin(m_style.measure, rect.width() - 4 * m_style.padding);
    const int left = (rect.width() - width) / 2;
    const int thickness = m_style.padding;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.codeHeader);
    for (int line = 0, y = rect.top() + m_style.rowGap; y + thickness < rect.bottom() - m_style.rowGap / 2;
         ++line) {
        // Lines of various lengths, the same ones each time.
        const int length = line == 0 ? width / 5 : width * (60 + (row * 7 + line * 13) % 40) / 100;
        painter.drawRoundedRect(QRect(left, y, length, thickness), thickness / 2.0, thickness / 2.0);
        y += 2 * thickness;
    }
}

void TranscriptView::paintEvent(QPaintEvent *event)
{
    if (m_layout.count() == 0)
        return;
    QPainter painter(viewport());
    const QRect area = event->rect();
    for (int row = m_layout.rowAt(m_y + area.top()); row < m_layout.count(); ++row) {
        const QRect rect = rowRect(row);
        if (rect.top() > area.bottom())
            break;
        MessageItem *item = m_items.build(row);
        if (!item) {
            paintPlaceholder(painter, row, rect);
            continue;
        }
        MessageItem::Paint how;
        how.clip = area.translated(0, -rect.top());
        how.selection = m_selection.in(row);
        how.marked = m_marked;
        how.isHovered = m_hoveredRow.isValid() && m_hoveredRow.row() == row;
        if (how.isHovered)
            how.mouse = m_mouse - rect.topLeft();
        how.isCurrent = hasFocus() && m_current.row() == row;
        how.hasFocusFrame = how.isCurrent && !m_focused && m_showsFocus;
        if (m_hovered && m_hovered->index.row() == row)
            how.hovered = m_hovered->control;
        if (m_focused && m_focused->index.row() == row && hasFocus())
            how.focused = m_focused->control;
        painter.save();
        painter.translate(0, rect.top());
        item->paint(painter, how);
        painter.restore();
    }
}

} // namespace bobbin
