#include "ui/tablepart.h"

#include "fragmentwriter_p.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QtMath>

#include <algorithm>
#include <numeric>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr double ReadableColumn = 20; // characters
constexpr double ColumnWhereOneScrolls = 40;
constexpr qsizetype LongestMeasured = 400; // characters; a cell is not made wider for more

// Writes each row as before + cells, joined by `between`, + after.
template<typename Quote>
QString joined(const TableRows &rows, QStringView before, QStringView between, QStringView after, Quote quote)
{
    QString result;
    for (const QStringList &row : rows) {
        result += before;
        for (qsizetype i = 0; i < row.size(); ++i)
            result += (i > 0 ? between.toString() : QString()) + quote(row[i]);
        result += after;
    }
    return result;
}

// Spreadsheets compute what begins so, and may run a program or ask a server for that.
bool looksLikeAFormula(const QString &cell)
{
    static const QRegularExpression signs(u"^\\s*[-=+@＝＋－＠]|^[\\t\\r\\n]"_s);
    static const QRegularExpression number( // or nothing but signs
        u"^[-+]\\s?\\p{Sc}?\\s?\\d[\\d.,'’\\x{20}\\x{A0}\\x{202F}]*(?:[eE][-+]?\\d+)?\\s?(?:%|\\p{Sc})?$"
        "|^[-+]+$"_s);
    return signs.match(cell).hasMatch() && !number.match(cell).hasMatch();
}

} // namespace

QString csvOfTable(const TableRows &rows)
{
    return joined(rows, {}, u",", u"\r\n", [](const QString &text) {
        const QString cell = looksLikeAFormula(text) ? u'\'' + text : text;
        const bool isPlain = std::none_of(cell.begin(), cell.end(), [](QChar c) {
            return c == u',' || c == u'"' || c == u'\n' || c == u'\r';
        });
        return isPlain ? cell : u'"' + QString(cell).replace(u'"', "\"\""_L1) + u'"';
    });
}

QString markdownOfTable(const TableRows &rows)
{
    const auto quote = [](const QString &cell) {
        return QString(cell).replace(u'|', "\\|"_L1).replace(u'\n', u' ');
    };
    if (rows.isEmpty())
        return {};
    const QString header = joined({rows.first()}, u"| ", u" | ", u" |\n", quote);
    const QString line = u'|' + u" --- |"_s.repeated(rows.first().size()) + u'\n';
    return header + line + joined(rows.sliced(1), u"| ", u" | ", u" |\n", quote);
}

QString htmlOfTable(const TableRows &rows)
{
    const auto quote = [](const QString &cell) { return cell.toHtmlEscaped(); };
    if (rows.isEmpty())
        return {};
    return u"<table>\n"_s + joined({rows.first()}, u"<tr><th>", u"</th><th>", u"</th></tr>\n", quote)
        + joined(rows.sliced(1), u"<tr><td>", u"</td><td>", u"</td></tr>\n", quote) + u"</table>\n"_s;
}

QString tabbedTextOfTable(const TableRows &rows)
{
    return joined(rows, {}, u"\t", u"\n", [](const QString &cell) {
        return QString(cell).replace(u'\t', u' ').replace(u'\n', u' ');
    });
}

QTextTable *TablePart::table() const
{
    const QList<QTextFrame *> frames = document().rootFrame()->childFrames();
    return frames.isEmpty() ? nullptr : qobject_cast<QTextTable *>(frames.first());
}

void TablePart::setWidth(int width)
{
    shareWidth(width - indent());
    TextPart::setWidth(width);
}

// A table that is too wide breaks the lines of its widest columns, as far as they stay readable; beyond that
// it scrolls. Left to itself Qt would make a column as narrow as its longest word.
void TablePart::shareWidth(double available)
{
    QTextTable *shared = table();
    if (!shared)
        return;
    const double frame = 2 * style().padding / 2.0 + 2;
    if (m_natural.empty()) {
        const QFontMetricsF metrics(style().heading(6)); // as the header is set
        const TableRows cells = rows();
        m_natural.resize(static_cast<size_t>(shared->columns()));
        for (const QStringList &row : cells) {
            for (qsizetype i = 0; i < row.size(); ++i) {
                double &natural = m_natural[static_cast<size_t>(i)];
                natural = std::max(natural, metrics.horizontalAdvance(row[i].left(LongestMeasured)) + frame);
            }
        }
    }
    const double whole = std::accumulate(m_natural.begin(), m_natural.end(), 0.0);
    QTextTableFormat format = shared->format();
    QList<QTextLength> widths;
    if (whole > available && !style().isOnPaper) {
        const double character = QFontMetricsF(style().text).averageCharWidth();
        const auto widthOfAll = [this](double most) {
            return std::accumulate(
                m_natural.begin(), m_natural.end(), 0.0,
                [most](double sum, double natural) { return sum + std::min(natural, most); });
        };
        double readable = ReadableColumn * character;
        double least = widthOfAll(readable);
        if (least > available) { // then rows need not be high as well
            readable = ColumnWhereOneScrolls * character;
            least = widthOfAll(readable);
        }
        // What is left is shared among those that could use it.
        const double share = whole > least ? std::max(0.0, available - least - 1) / (whole - least) : 0;
        for (const double natural : m_natural) {
            const double narrow = std::min(natural, readable);
            widths << QTextLength(QTextLength::FixedLength, narrow + (natural - narrow) * share);
        }
    }
    if (format.columnWidthConstraints() == widths)
        return;
    format.setColumnWidthConstraints(widths);
    shared->setFormat(format);
}

// Between two rows.
int TablePart::cutAbove(int y) const
{
    if (y >= height())
        return height();
    const int row = table() ? firstRowFrom(y + 1) - 1 : 0;
    return row > 0 ? rowTop(row) : 0;
}

int TablePart::firstRowFrom(double y) const
{
    int first = 0;
    int end = table()->rows();
    while (first < end) {
        const int middle = (first + end) / 2;
        if (rowTop(middle) < y)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

int TablePart::rowTop(int row) const
{
    double top = height();
    for (int column = 0; column < table()->columns(); ++column)
        top = std::min(top, cellRect(row, column).top());
    return qFloor(top);
}

// As high as its first paragraph; by whole pixels, for lines to be sharp.
QRectF TablePart::cellRect(int row, int column) const
{
    const QTextBlock block = table()->cellAt(row, column).firstCursorPosition().block();
    const double padding = style().padding / 2.0;
    return document()
        .documentLayout()
        ->blockBoundingRect(block)
        .adjusted(-padding, -padding, padding, padding)
        .toRect();
}

// The lines between the cells. Qt takes ten times longer for those of a table than for its text. Some
// versions of Qt leave no space around the table; then the outer lines are drawn over the edges of the cells.
void TablePart::paintDecorations(QPainter &painter, const QRectF &clip) const
{
    const QTextTable *cells = table();
    if (!cells)
        return;
    QRectF all = cellRect(0, 0);
    for (int column = 1; column < cells->columns(); ++column)
        all |= cellRect(0, column);
    all.setBottom(document().size().height() - Line);
    for (int column = 0; column < cells->columns(); ++column) {
        const double left = std::max(0.0, cellRect(0, column).left() - Line);
        painter.fillRect(QRectF(left, all.top() - Line, Line, all.height() + 2 * Line), style().border);
    }
    const double right = std::min(all.right(), document().size().width() - Line);
    painter.fillRect(QRectF(right, all.top() - Line, Line, all.height() + 2 * Line), style().border);
    for (int row = firstRowFrom(clip.top()); row < cells->rows(); ++row) {
        const int top = std::max(0, rowTop(row) - Line);
        if (top > clip.bottom())
            break;
        painter.fillRect(QRectF(all.left(), top, all.width(), Line), style().border);
    }
    painter.fillRect(QRectF(all.left(), all.bottom(), all.width(), Line), style().border);
}

// Only the row that grows differs, unless it makes a column wider.
int TablePart::sameAbove(const BlockPart &earlier) const
{
    const auto *before = dynamic_cast<const TablePart *>(&earlier);
    if (!before || !isAsWideAs(*before) || !table() || !before->table()
        || table()->columns() != before->table()->columns())
        return 0;
    const int rows = std::min(table()->rows(), before->table()->rows());
    int row = 0;
    while (row < rows && isSameRow(row, *before))
        ++row;
    return row < table()->rows() ? std::max(0, rowTop(row) - 2 * Line) : 0;
}

bool TablePart::isSameRow(int row, const TablePart &earlier) const
{
    const QAbstractTextDocumentLayout &layout = *document().documentLayout();
    const QAbstractTextDocumentLayout &layoutBefore = *earlier.document().documentLayout();
    for (int column = 0; column < table()->columns(); ++column) {
        const QTextTableCell cell = table()->cellAt(row, column);
        const QTextTableCell cellBefore = earlier.table()->cellAt(row, column);
        const QTextBlock block = cell.firstCursorPosition().block();
        const QTextBlock blockBefore = cellBefore.firstCursorPosition().block();
        const bool isOneParagraph = block == cell.lastCursorPosition().block()
            && blockBefore == cellBefore.lastCursorPosition().block();
        if (!isOneParagraph || difference(block, blockBefore)
            || layout.blockBoundingRect(block) != layoutBefore.blockBoundingRect(blockBefore))
            return false;
    }
    return true;
}

template<typename Write>
TableRows TablePart::gather(Write write) const
{
    TableRows rows;
    const QTextTable *table = this->table();
    for (int row = 0; table && row < table->rows(); ++row) {
        QStringList cells;
        for (int column = 0; column < table->columns(); ++column) {
            const QTextTableCell cell = table->cellAt(row, column);
            cells << write(cell.firstPosition(), cell.lastPosition());
        }
        rows << cells;
    }
    return rows;
}

TableRows TablePart::rows() const
{
    const QString all = text(); // once, not for each cell
    return gather([&](int begin, int end) { return plainTextIn(all, begin, end); });
}

TableRows TablePart::markdownRows() const
{
    return gather([this](int begin, int end) { return markdownOf(document(), begin, end); });
}

QString TablePart::toHtml(int begin, int end) const
{
    return begin <= 0 && end >= length() ? htmlOfTable(rows()) : TextPart::toHtml(begin, end);
}

QString TablePart::toMarkdown(int begin, int end) const
{
    return begin <= 0 && end >= length() ? markdownOfTable(markdownRows()) : TextPart::toMarkdown(begin, end);
}

void TablePart::paint(QPainter &painter, const PartPaint &how) const
{
    TextPart::paint(painter, how);
    if (style().isOnPaper)
        return;
    const TranscriptControl button = menuButton();
    if (how.isHovered || (how.focused && how.focused->isSameAs(button)))
        paintButton(painter, button, style(), how);
}

TranscriptControl TablePart::menuButton() const
{
    TranscriptControl button;
    button.kind = TranscriptControl::Kind::TableMenu;
    button.text = u"⋯"_s;
    button.name = tr("Table");
    button.isFramed = true;
    button.isOverlay = true;
    button.rect = QRect({}, buttonSize(button.text, style()));
    button.rect.moveTopRight(QPoint(shownWidth() - 1 - style().padding / 4, style().padding / 4));
    return button;
}

// First the button: it lies over the links that may be behind it.
QList<TranscriptControl> TablePart::controls() const { return QList {menuButton()} + TextPart::controls(); }

} // namespace bobbin
