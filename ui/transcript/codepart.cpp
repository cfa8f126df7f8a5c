#include "ui/codepart.h"

#include "core/hiddencharacters.h"
#include "horizontalscroll_p.h"
#include "markdown/markdownline.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int TabColumns = 4;
constexpr qsizetype LongLine = 500; // only what is in sight of longer ones is laid out
constexpr qsizetype LongestColored = 20'000; // longer lines are not written for people

QString firstWord(const QString &info)
{
    const QString trimmed = info.trimmed();
    const auto end = std::find_if(trimmed.begin(), trimmed.end(),
                                  [](QChar c) { return c.isSpace() || c == u',' || c == u'{'; });
    return trimmed.left(end - trimmed.begin());
}

bool isSimple(QStringView line)
{
    return std::all_of(line.begin(), line.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
}

} // namespace

CodePart::CodePart(const QString &info, const TranscriptStyle &style, int indent)
    : m_language(firstWord(info)), m_style(style), m_indent(indent),
      m_highlighter(createCodeHighlighter(m_language))
{
    const QFontMetricsF metrics(style.mono);
    m_advance = metrics.horizontalAdvance(QString(64, u'x')) / 64;
    m_lineSpacing = qRound(metrics.height() * 1.2);
    m_ascentGap = qRound((m_lineSpacing - metrics.height()) / 2);
}

CodePart::~CodePart() = default;

int CodePart::setSource(QStringView source, int columns)
{
    const size_t keep = m_lines.size() > 2 ? m_lines.size() - 2 : 0;
    qsizetype begin = 0;
    QString before; // from the first line that is made again
    if (keep < m_lines.size()) {
        before = m_text.sliced(m_lines[keep].begin);
        begin = m_sourceLines[keep];
        m_text.truncate(keep == 0 ? 0 : m_lines[keep].begin - 1);
        m_rows = m_lines[keep].rowsBefore;
        m_lines.resize(keep);
        m_sourceLines.resize(keep);
        m_validStates = qBound(1, m_validStates, qMax(1, static_cast<int>(keep)));
    }
    while (begin <= source.size() && !(begin == source.size() && m_lines.empty() && source.isEmpty())) {
        qsizetype end = source.indexOf(u'\n', begin);
        if (end < 0)
            end = source.size();
        m_sourceLines.push_back(begin);
        QStringView line = withoutIndent(source.sliced(begin, end - begin), columns);
        if (line.endsWith(u'\r'))
            line.chop(1);
        appendLine(line);
        begin = end + 1;
    }
    if (keep >= m_lines.size())
        return lineCount();
    const int from = m_lines[keep].begin;
    const auto same = std::mismatch(m_text.cbegin() + from, m_text.cend(), before.cbegin(), before.cend());
    return lineAt(static_cast<int>(std::distance(m_text.cbegin(), same.first)));
}

void CodePart::appendLine(QStringView line)
{
    if (!m_lines.empty())
        m_text += u'\n';
    Line entry;
    entry.begin = static_cast<int>(m_text.size());
    entry.rowsBefore = m_rows;
    m_lines.push_back(entry);
    m_text += line;
    m_contentWidth = qMax(m_contentWidth, widthOf(line));
    m_rows += rowsOf(line);
}

double CodePart::widthOf(QStringView line) const
{
    if (isSimple(line))
        return static_cast<double>(line.size()) * m_advance;
    QTextLayout layout;
    layOut(layout, line);
    double width = 0;
    for (int row = 0; row < layout.lineCount(); ++row) // boundingRect() would be the space for the text
        width = qMax(width, layout.lineAt(row).naturalTextWidth());
    return width;
}

int CodePart::rowsOf(QStringView line) const
{
    if (m_columns == 0 || line.size() <= 1)
        return 1;
    if (isSimple(line))
        return static_cast<int>((line.size() + m_columns - 1) / m_columns);
    QTextLayout layout;
    layOut(layout, line);
    return qMax(1, layout.lineCount());
}

void CodePart::layOut(QTextLayout &layout, QStringView line) const
{
    QTextOption option;
    option.setWrapMode(m_columns > 0 ? QTextOption::WrapAnywhere : QTextOption::NoWrap);
    option.setTabStopDistance(TabColumns * m_advance);
    layout.setFont(m_style.mono);
    layout.setTextOption(option);
    layout.setText(isSimple(line) ? line.toString() : withSigns(line));
    layout.setCacheEnabled(true); // else the glyphs are found again for painting
    const bool byColumns = m_columns > 0 && isSimple(line);
    layout.beginLayout();
    for (int row = 0;; ++row) {
        QTextLine textLine = layout.createLine();
        if (!textLine.isValid())
            break;
        if (byColumns)
            textLine.setNumColumns(m_columns);
        else
            textLine.setLineWidth(m_columns > 0 ? m_columns * m_advance : 1e6);
        textLine.setPosition(QPointF(0, m_ascentGap + row * m_lineSpacing));
    }
    layout.endLayout();
}

void CodePart::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    const int columns = m_style.wrapsCode ? qMax(10, qFloor(codeRect().width() / m_advance)) : 0;
    if (columns != m_columns) {
        m_columns = columns;
        m_rows = 0;
        for (int line = 0; line < lineCount(); ++line) {
            m_lines[static_cast<size_t>(line)].rowsBefore = m_rows;
            m_rows += rowsOf(lineText(line));
        }
    }
    setScrollPosition(m_scroll);
}

int CodePart::headerHeight() const { return qCeil(QFontMetricsF(m_style.small).height()) + m_style.padding; }

QRect CodePart::frame() const { return {m_indent, 0, qMax(1, m_width - m_indent), height()}; }

QRect CodePart::codeRect() const
{
    const int padding = m_style.padding;
    return {m_indent + padding, headerHeight() + padding / 2, qMax(1, m_width - m_indent - 2 * padding),
            m_rows * m_lineSpacing};
}

int CodePart::hiddenWidth() const
{
    return m_columns > 0 ? 0 : qMax(0, qCeil(m_contentWidth) - codeRect().width());
}

void CodePart::setScrollPosition(int position) { m_scroll = qBound(0, position, hiddenWidth()); }

QRect CodePart::scrollBar() const
{
    const QRect code = codeRect();
    const int height = hiddenWidth() > 0 ? m_style.padding : 0;
    return {code.left(), code.bottom() + 1, code.width(), height};
}

QRect CodePart::scrollHandle() const
{
    return HorizontalScroll {codeRect().width() + hiddenWidth(), codeRect().width(), m_scroll}.handle(
        scrollBar());
}

int CodePart::height() const
{
    return codeRect().bottom() + 1 + qMax(m_style.padding / 2, scrollBar().height());
}

int CodePart::lineTop(int line) const
{
    const int rows = line < lineCount() ? m_lines[static_cast<size_t>(line)].rowsBefore : m_rows;
    return codeRect().top() + rows * m_lineSpacing;
}

int CodePart::cutAbove(int y) const
{
    if (y >= height())
        return height();
    const int rows = (y - codeRect().top()) / m_lineSpacing;
    return rows < 1 ? 0 : codeRect().top() + rows * m_lineSpacing;
}

QStringView CodePart::lineText(int line) const
{
    const int begin = m_lines[static_cast<size_t>(line)].begin;
    const int end = line + 1 < lineCount() ? m_lines[static_cast<size_t>(line) + 1].begin - 1 : length();
    return QStringView(m_text).sliced(begin, end - begin);
}

int CodePart::lineAt(int position) const
{
    const auto it = std::upper_bound(m_lines.begin(), m_lines.end(), position,
                                     [](int value, const Line &line) { return value < line.begin; });
    return qMax(0, static_cast<int>(it - m_lines.begin()) - 1);
}

int CodePart::lineAtY(int y) const
{
    const int row = (y - codeRect().top()) / m_lineSpacing;
    const auto it = std::upper_bound(m_lines.begin(), m_lines.end(), row,
                                     [](int value, const Line &line) { return value < line.rowsBefore; });
    return qMax(0, static_cast<int>(it - m_lines.begin()) - 1);
}

int CodePart::positionAt(QPoint point) const
{
    if (m_lines.empty() || point.y() < codeRect().top())
        return 0;
    if (point.y() > codeRect().bottom())
        return length();
    const int line = lineAtY(point.y());
    const QStringView text = lineText(line);
    const int begin = m_lines[static_cast<size_t>(line)].begin;
    const int rowAtPoint = (point.y() - lineTop(line)) / m_lineSpacing;
    const double x = point.x() - codeRect().left() + m_scroll;
    if (isSimple(text)) {
        const int longest = m_columns > 0 ? m_columns : static_cast<int>(text.size());
        const int column = qBound(0, qRound(x / m_advance), longest);
        return begin + qMin(rowAtPoint * m_columns + column, static_cast<int>(text.size()));
    }
    QTextLayout layout;
    layOut(layout, text);
    const int row = qBound(0, rowAtPoint, layout.lineCount() - 1);
    return row < 0 ? begin : begin + layout.lineAt(row).xToCursor(x);
}

QRect CodePart::characterRect(int position) const
{
    if (m_lines.empty())
        return {codeRect().left(), codeRect().top(), 1, m_lineSpacing};
    const int line = lineAt(position);
    const QStringView text = lineText(line);
    const int offset = position - m_lines[static_cast<size_t>(line)].begin;
    const double left = codeRect().left() - m_scroll;
    if (isSimple(text)) {
        // Behind a last row that is full there is no further row.
        const bool isBehind = offset > 0 && offset == text.size();
        const int row = m_columns > 0 ? (offset - (isBehind ? 1 : 0)) / m_columns : 0;
        return QRectF(left + (offset - row * m_columns) * m_advance, lineTop(line) + row * m_lineSpacing,
                      m_advance, m_lineSpacing)
            .toAlignedRect();
    }
    QTextLayout layout;
    layOut(layout, text);
    const QTextLine row = layout.lineForTextPosition(offset);
    if (!row.isValid())
        return QRectF(left, lineTop(line), 1, m_lineSpacing).toAlignedRect();
    const double begin = row.cursorToX(offset);
    const double width = row.cursorToX(offset, QTextLine::Trailing) - begin;
    return QRectF(left + begin, lineTop(line) + row.lineNumber() * m_lineSpacing, qMax(1.0, width),
                  m_lineSpacing)
        .toAlignedRect();
}

int CodePart::stateOf(int line) const
{
    std::vector<CodeSpan> spans;
    for (; m_validStates <= line; ++m_validStates) {
        const int previous = m_validStates - 1;
        m_lines[static_cast<size_t>(m_validStates)].state =
            m_highlighter->highlight(lineText(previous), m_lines[static_cast<size_t>(previous)].state, spans);
    }
    return m_lines[static_cast<size_t>(line)].state;
}

// The colours of the part of a line that begins at `from`.
QList<QTextLayout::FormatRange> CodePart::formatsOf(int line, qsizetype from) const
{
    QList<QTextLayout::FormatRange> formats;
    const QStringView text = lineText(line);
    if (!m_highlighter || text.size() > LongestColored)
        return formats;
    std::vector<CodeSpan> spans;
    m_highlighter->highlight(text, stateOf(line), spans);
    for (const CodeSpan &span : spans) {
        if (span.begin + span.length <= from)
            continue;
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(qMax<qsizetype>(0, span.begin - from));
        range.length = static_cast<int>(span.begin + span.length - from) - range.start;
        range.format.setForeground(m_style.colorOf(span.token));
        range.format.setFontItalic(span.token == CodeToken::Comment);
        formats << range;
    }
    return formats;
}

// What is hidden in code changes what it does, or what people think it does.
QList<QTextLayout::FormatRange> CodePart::formatsOfSigns(QStringView text) const
{
    QList<QTextLayout::FormatRange> formats;
    if (isSimple(text))
        return formats;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isHidden(text, i))
            continue;
        QTextLayout::FormatRange range {static_cast<int>(i), 1, {}};
        range.format.setForeground(m_style.danger);
        range.format.setBackground(m_style.dangerBackground);
        formats << range;
    }
    return formats;
}

QString CodePart::toolTipAt(QPoint point) const
{
    const int position = positionAt(point);
    for (const int near : {position, position - 1}) { // the nearest gap is before or behind the sign
        if (near >= 0 && near < length() && isHidden(m_text, near) && characterRect(near).contains(point))
            return tr("A hidden character: %1").arg(codePointName(m_text, near));
    }
    return {};
}

void CodePart::paintLine(QPainter &painter, int line, const PartPaint &how) const
{
    QStringView text = lineText(line);
    QPointF at(codeRect().left() - m_scroll, lineTop(line));
    qsizetype from = 0;
    if (text.size() > LongLine && isSimple(text)) {
        qsizetype length = qCeil(codeRect().width() / m_advance) + 2;
        if (m_columns > 0) {
            const int row = qMax(0, (how.clip.top() - lineTop(line)) / m_lineSpacing);
            from = qsizetype {row} * m_columns;
            length = qsizetype {how.clip.height() / m_lineSpacing + 2} * m_columns;
            at.ry() += row * m_lineSpacing;
        } else {
            from = qFloor(m_scroll / m_advance);
            at.rx() += static_cast<double>(from) * m_advance;
        }
        from = qMin(from, text.size());
        text = text.sliced(from, qMin(length, text.size() - from));
    }
    if (text.isEmpty())
        return;
    QTextLayout layout;
    layout.setFormats(formatsOf(line, from) + formatsOfSigns(text));
    layOut(layout, text);

    const int begin = m_lines[static_cast<size_t>(line)].begin + static_cast<int>(from);
    const int selectedFrom = qBound(0, how.selectionBegin - begin, static_cast<int>(text.size()));
    const int selectedTo = qBound(0, how.selectionEnd - begin, static_cast<int>(text.size()));
    QList<QTextLayout::FormatRange> selections;
    const auto size = static_cast<int>(how.marked.size());
    for (qsizetype hit = size > 0 ? text.indexOf(how.marked, 0, Qt::CaseInsensitive) : -1; hit >= 0;
         hit = text.indexOf(how.marked, hit + size, Qt::CaseInsensitive)) {
        QTextLayout::FormatRange range {static_cast<int>(hit), size, {}};
        range.format.setBackground(m_style.mark);
        selections << range;
    }
    if (selectedFrom < selectedTo) {
        QTextLayout::FormatRange range {selectedFrom, selectedTo - selectedFrom, {}};
        range.format.setBackground(m_style.selection);
        range.format.setForeground(m_style.selectedText);
        selections << range;
    }
    painter.setPen(m_style.foreground);
    layout.draw(&painter, at, selections);
}

void CodePart::paintHeader(QPainter &painter, const PartPaint &how) const
{
    const QRect header(m_indent, 0, m_width - m_indent, headerHeight());
    painter.setFont(m_style.small);
    painter.setPen(m_style.muted);
    painter.drawText(header.adjusted(m_style.padding, 0, -m_style.padding, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, m_language.isEmpty() ? tr("text") : m_language);
    const QList<TranscriptControl> buttons = controls();
    for (const TranscriptControl &button : buttons)
        paintButton(painter, button, m_style, how);
}

// The panel behind the code. Only what is in sight of it, and the round ends that this has are out of sight:
// stroking the outline of all of a long block for each new line would cost more than the line.
void CodePart::paintPanel(QPainter &painter, const PartPaint &how) const
{
    const int margin = 3 * m_style.radius;
    const QRect visible = frame().intersected(
        QRect(m_indent, how.clip.top() - margin, m_width, how.clip.height() + 2 * margin));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.border);
    painter.drawRoundedRect(visible, m_style.radius, m_style.radius);
    const QRect inside = visible.adjusted(1, 1, -1, -1);
    painter.setBrush(m_style.codeBackground);
    painter.drawRoundedRect(inside, m_style.radius - 1, m_style.radius - 1);
    if (how.clip.top() < headerHeight()) {
        painter.setClipRect(QRect(m_indent, 0, m_width - m_indent, headerHeight()), Qt::IntersectClip);
        painter.setBrush(m_style.codeHeader);
        painter.drawRoundedRect(inside, m_style.radius - 1, m_style.radius - 1);
        paintHeader(painter, how);
    }
    painter.restore();
}

void CodePart::paint(QPainter &painter, const PartPaint &how) const
{
    paintPanel(painter, how);
    if (!m_lines.empty()) {
        const QRect code = codeRect();
        painter.save();
        painter.setClipRect(code.adjusted(-1, 0, m_style.padding - 1, 0), Qt::IntersectClip);
        for (int line = lineAtY(qMax(how.clip.top(), code.top())); line < lineCount(); ++line) {
            if (lineTop(line) > how.clip.bottom())
                break;
            paintLine(painter, line, how);
        }
        painter.restore();
    }
    HorizontalScroll {codeRect().width() + hiddenWidth(), codeRect().width(), m_scroll}.paint(
        painter, scrollBar(), m_style);
}

QList<TranscriptControl> CodePart::controls() const
{
    TranscriptControl copy;
    copy.kind = TranscriptControl::Kind::CopyCode;
    copy.text = tr("Copy");
    copy.name = tr("Copy code");
    TranscriptControl wrap;
    wrap.kind = TranscriptControl::Kind::WrapCode;
    wrap.text = m_style.wrapsCode ? tr("Unwrap") : tr("Wrap");
    wrap.name = m_style.wrapsCode ? tr("Scroll long lines") : tr("Wrap long lines");
    TranscriptControl save;
    save.kind = TranscriptControl::Kind::SaveCode;
    save.text = tr("Save…");
    save.name = tr("Save code as…");
    QList<TranscriptControl> buttons;
    if (m_style.isOnPaper)
        return buttons;
    if (hiddenWidth() > 0 || m_style.wrapsCode)
        buttons << wrap;
    buttons << save << copy;

    int right = m_width - m_style.padding / 2;
    for (auto it = buttons.rbegin(); it != buttons.rend(); ++it) {
        const QSize size = buttonSize(it->text, m_style);
        it->rect =
            QRect(right - size.width(), (headerHeight() - size.height()) / 2, size.width(), size.height());
        right = it->rect.left() - m_style.padding / 4;
    }
    return buttons;
}

QString CodePart::toHtml(int begin, int end) const
{
    return u"<pre><code>"_s + m_text.mid(begin, end - begin).toHtmlEscaped() + u"</code></pre>\n"_s;
}

QString CodePart::toMarkdown(int begin, int end) const
{
    const QString code = m_text.mid(begin, end - begin);
    qsizetype fence = 3;
    while (code.contains(QString(fence, u'`')))
        ++fence;
    const QString fenceText(fence, u'`');
    return fenceText + m_language + u'\n' + code + u'\n' + fenceText;
}

} // namespace bobbin
