#include "ui/diffpane.h"

#include "ui/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPlainTextDocumentLayout>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>

namespace bobbin {

using namespace Qt::StringLiterals;

/// Gives a paragraph the height that it takes in that one of two panes in which it is higher.
class AlignedLayout final : public QPlainTextDocumentLayout
{
public:
    using QPlainTextDocumentLayout::QPlainTextDocumentLayout;

    void setOther(AlignedLayout *other) { m_other = other; }

    QRectF blockBoundingRect(const QTextBlock &block) const override
    {
        QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
        if (m_other && block.isValid()) {
            const QTextBlock opposite = m_other->document()->findBlockByNumber(block.blockNumber());
            rect.setHeight(qMax(rect.height(), m_other->ownHeight(opposite)));
        }
        return rect;
    }

private:
    [[nodiscard]] qreal ownHeight(const QTextBlock &block) const
    {
        return block.isValid() ? QPlainTextDocumentLayout::blockBoundingRect(block).height() : 0;
    }

    AlignedLayout *m_other = nullptr;
};

/// Marks the words in which two rows differ; a row that stands alone is marked as a whole.
class DiffMarks final : public QSyntaxHighlighter
{
public:
    DiffMarks(DiffPane *pane, DiffPane::Side side, const QList<DiffRow> &rows)
        : QSyntaxHighlighter(pane->document()), m_pane(pane), m_side(side), m_rows(rows)
    {
    }

protected:
    void highlightBlock(const QString &) override
    {
        const int row = currentBlock().blockNumber();
        if (row >= m_rows.size() || m_rows.at(row).kind != DiffRow::Kind::Changed)
            return;
        const QPalette &palette = m_pane->palette();
        QTextCharFormat format;
        format.setBackground(mixed(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.4));
        format.setFontUnderline(true);
        const QList<LineRange> &ranges =
            m_side == DiffPane::Side::Left ? m_rows.at(row).leftRanges : m_rows.at(row).rightRanges;
        for (const LineRange &range : ranges)
            setFormat(range.from, range.length, format);
    }

private:
    const DiffPane *const m_pane;
    const DiffPane::Side m_side;
    const QList<DiffRow> &m_rows;
};

/// The strip beside the text with the signs of the rows.
class DiffSigns final : public QWidget
{
public:
    explicit DiffSigns(DiffPane *pane) : QWidget(pane), m_pane(pane) { }

protected:
    void paintEvent(QPaintEvent *event) override { m_pane->paintSigns(this, event->rect()); }

private:
    const DiffPane *const m_pane;
};

DiffPane::DiffPane(Side side, QWidget *parent)
    : QPlainTextEdit(parent), m_side(side), m_layout(new AlignedLayout(document())), m_marks(nullptr),
      m_signs(new DiffSigns(this))
{
    document()->setDocumentLayout(m_layout);
    m_marks = new DiffMarks(this, side, m_rows);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that the lines of both are equally long
    connect(this, &QPlainTextEdit::updateRequest, m_signs, qOverload<>(&QWidget::update));
    updateSigns();
}

DiffPane::~DiffPane()
{
    m_layout->setOther(nullptr);
    if (m_other) { // the other one goes later
        m_other->m_layout->setOther(nullptr);
        m_other->m_other = nullptr;
    }
}

void DiffPane::join(DiffPane *left, DiffPane *right)
{
    left->m_other = right;
    right->m_other = left;
    left->m_layout->setOther(right->m_layout);
    right->m_layout->setOther(left->m_layout);
    for (DiffPane *pane : {left, right})
        connect(pane->verticalScrollBar(), &QScrollBar::valueChanged, pane->m_other, &DiffPane::followOther);
}

void DiffPane::setRows(const QList<DiffRow> &rows)
{
    m_rows = rows;
    m_filled = 0;
    clear();
}

void DiffPane::fill(qsizetype count)
{
    QStringList lines;
    const bool isFirst = m_filled == 0;
    for (; m_filled < qMin(count, m_rows.size()); ++m_filled)
        lines.append(m_side == Side::Left ? m_rows.at(m_filled).left : m_rows.at(m_filled).right);
    if (lines.isEmpty())
        return;
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    end.insertText(isFirst ? lines.join(u'\n') : u'\n' + lines.join(u'\n'));
    if (isFirst)
        moveCursor(QTextCursor::Start);
}

void DiffPane::goToRow(int row)
{
    const QTextBlock block = document()->findBlockByNumber(row);
    if (!block.isValid())
        return;
    const QList<LineRange> &ranges =
        m_side == Side::Left ? m_rows.at(row).leftRanges : m_rows.at(row).rightRanges;
    QTextCursor cursor(block);
    if (!ranges.isEmpty())
        cursor.setPosition(block.position() + ranges.first().from);
    setTextCursor(cursor);
    centerCursor();
}

// The scroll bars count lines, of which a row can have more in one pane than in the other.
void DiffPane::followOther()
{
    if (m_other->m_isFollowing)
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    const QTextBlock top = m_other->firstVisibleBlock();
    const QTextBlock block = document()->findBlockByNumber(top.blockNumber());
    if (!block.isValid())
        return;
    const int line = m_other->verticalScrollBar()->value() - top.firstLineNumber();
    verticalScrollBar()->setValue(block.firstLineNumber() + qBound(0, line, qMax(0, block.lineCount() - 1)));
    m_signs->update();
}

template<typename Visit>
void DiffPane::forEachVisibleRow(Visit visit) const
{
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && block.blockNumber() < m_rows.size() && top < viewport()->height()) {
        const qreal height = blockBoundingRect(block).height();
        visit(m_rows.at(block.blockNumber()), QRectF(0, top, viewport()->width(), height).toRect());
        top += height;
        block = block.next();
    }
}

void DiffPane::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        const QColor changed =
            mixed(palette().color(QPalette::Base), palette().color(QPalette::Highlight), 0.12);
        const QColor missing = mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.08);
        const DiffRow::Kind otherOnly =
            m_side == Side::Left ? DiffRow::Kind::RightOnly : DiffRow::Kind::LeftOnly;
        forEachVisibleRow([&](const DiffRow &row, const QRect &rect) {
            if (row.kind == otherOnly)
                painter.fillRect(rect, QBrush(missing, Qt::SolidPattern));
            else if (row.kind != DiffRow::Kind::Same)
                painter.fillRect(rect, changed);
        });
    }
    QPlainTextEdit::paintEvent(event);
}

QString DiffPane::signOf(const DiffRow &row) const
{
    switch (row.kind) {
    case DiffRow::Kind::Same:
        return {};
    case DiffRow::Kind::Changed:
        return u"≠"_s;
    case DiffRow::Kind::LeftOnly:
        return m_side == Side::Left ? u"+"_s : QString();
    case DiffRow::Kind::RightOnly:
        return m_side == Side::Right ? u"+"_s : QString();
    }
    Q_UNREACHABLE();
}

void DiffPane::paintSigns(QWidget *signs, const QRect &rect) const
{
    QPainter painter(signs);
    painter.fillRect(rect, mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.05));
    painter.setPen(palette().color(QPalette::Text));
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    forEachVisibleRow([&](const DiffRow &row, const QRect &place) {
        painter.drawText(QRect(0, place.top(), signs->width(), fontMetrics().height()), Qt::AlignCenter,
                         signOf(row));
    });
}

void DiffPane::updateSigns()
{
    const int width = fontMetrics().height() * 5 / 4;
    setViewportMargins(width, 0, 0, 0);
    m_signs->setGeometry(contentsRect().left(), contentsRect().top(), width, contentsRect().height());
}

void DiffPane::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateSigns();
    if (m_other)
        m_other->viewport()->update(); // its rows may have to be higher now
}

void DiffPane::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateSigns();
    if (event->type() == QEvent::PaletteChange && m_marks)
        m_marks->rehighlight();
}

} // namespace bobbin
