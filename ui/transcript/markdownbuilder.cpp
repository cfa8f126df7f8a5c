#include "markdownbuilder_p.h"

#include "ui/tablepart.h"
#include "ui/textpart.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextTable>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace bobbin {

using namespace Qt::StringLiterals;
using Step = MarkdownEvent::Step;

static constexpr auto FootnotePrefix = "#footnote:"_L1;
static constexpr auto FootnoteMarkPrefix = "#footnote-mark:"_L1;
static constexpr int DeepestIndent = 8; // levels of lists or quotes beyond this one are not indented further

namespace {

// A document that reads nothing from the disk and nothing from the network, whatever its text names.
class InertDocument final : public QTextDocument
{
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

} // namespace

// Of the table that begins at `it`.
template<typename Iterator>
static int rowsOfTable(Iterator it, Iterator end)
{
    int rows = 0;
    for (; it != end && !(it->step == Step::Leave && it->element == MarkdownElement::Table); ++it)
        rows += it->step == Step::Enter && it->element == MarkdownElement::Row ? 1 : 0;
    return rows;
}

std::vector<std::unique_ptr<BlockPart>> MarkdownBuilder::build(const std::vector<MarkdownEvent> &events)
{
    for (auto it = events.begin(); it != events.end(); ++it) {
        const MarkdownEvent &event = *it;
        switch (event.step) {
        case Step::Enter:
            if (event.element == MarkdownElement::Table)
                startTable(event.number, rowsOfTable(it, events.end()));
            else if (event.element < MarkdownElement::Emphasis)
                enterBlock(event);
            else
                enterSpan(event);
            break;
        case Step::Leave:
            if (event.element < MarkdownElement::Emphasis)
                leaveBlock(event);
            else
                leaveSpan(event);
            break;
        case Step::Text:
            addText(event.text);
            break;
        case Step::LineBreak:
            m_hasBreak = true;
            break;
        }
    }
    finishDocument();
    return std::move(m_parts);
}

void MarkdownBuilder::startDocument()
{
    if (m_document)
        return;
    m_document = std::make_unique<InertDocument>();
    m_document->setUndoRedoEnabled(false);
    m_document->setDocumentMargin(0);
    m_document->setDefaultFont(m_style.text);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_document->setDefaultTextOption(option);
    m_cursor = QTextCursor(m_document.get());
}

// What is written from right to left is also indented from there.
void MarkdownBuilder::turnAround()
{
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        if (block.textDirection() != Qt::RightToLeft || format.leftMargin() <= 0)
            continue;
        format.setRightMargin(format.leftMargin());
        format.setLeftMargin(0);
        QTextCursor(block).setBlockFormat(format);
    }
}

void MarkdownBuilder::finishDocument()
{
    if (!m_document)
        return;
    m_cursor = {};
    turnAround();
    if (std::exchange(m_table, nullptr))
        m_parts.push_back(std::make_unique<TablePart>(std::move(m_document), m_style, leftMargin()));
    else
        m_parts.push_back(std::make_unique<TextPart>(std::move(m_document), m_style, 0));
    m_needsBlock = true;
}

int MarkdownBuilder::leftMargin() const
{
    const int lists = std::min(static_cast<int>(m_lists.size()), DeepestIndent);
    const int footnote = m_footnote.isEmpty() ? 0 : m_style.listIndent;
    return footnote + lists * m_style.listIndent + std::min(m_quotes, DeepestIndent) * m_style.quoteIndent;
}

QTextBlockFormat MarkdownBuilder::blockFormat() const
{
    QTextBlockFormat format;
    format.setLineHeight(m_style.lineHeight, QTextBlockFormat::ProportionalHeight);
    format.setLeftMargin(leftMargin());
    if (m_quotes > 0) {
        format.setProperty(TextPart::QuoteDepth, std::min(m_quotes, DeepestIndent));
        format.setProperty(TextPart::QuoteLeft, m_quoteLeft);
    }
    if (m_heading > 0) {
        format.setProperty(TextPart::HeadingLevel, m_heading);
        format.setLineHeight(115, QTextBlockFormat::ProportionalHeight);
    }
    if (m_isCode)
        format.setBackground(m_style.codeBackground);
    return format;
}

// What leads from a footnote back to where it is referred to.
void MarkdownBuilder::endFootnote()
{
    if (m_footnote.isEmpty())
        return;
    QTextCharFormat back;
    back.setAnchor(true);
    back.setAnchorHref(footnoteMarkAddress(m_footnote));
    back.setForeground(m_style.link);
    back.setFontPointSize(m_style.small.pointSizeF());
    beginText();
    m_cursor.insertText(u"\u00a0↩"_s, back);
    m_footnote.clear();
}

// The mark of the item that begins, for the text of its first block.
QString MarkdownBuilder::takeMark()
{
    if (!m_footnote.isEmpty())
        return m_footnote + u".\t"_s;
    if (!m_hasMark)
        return {};
    m_hasMark = false;
    List &list = m_lists.back();
    QString mark;
    if (m_task >= 0)
        mark = m_task > 0 ? u"☑"_s : u"☐"_s;
    else if (list.isOrdered)
        mark = QString::number(list.number) + u'.';
    else
        mark = m_lists.size() % 3 == 2 ? u"◦"_s : m_lists.size() % 3 == 0 ? u"▪"_s : u"•"_s;
    if (list.isOrdered)
        ++list.number;
    return mark + u'\t';
}

void MarkdownBuilder::startBlock()
{
    const bool isFirst = !m_document;
    startDocument();
    QTextBlockFormat format = blockFormat();
    const QString mark = takeMark();
    if (!isFirst)
        format.setTopMargin(m_isTight ? m_style.tightGap : m_style.paragraphGap);
    if (!mark.isEmpty()) {
        const double width = std::max<double>(
            m_style.listIndent, QFontMetricsF(m_style.text).horizontalAdvance(mark.chopped(1) + u' '));
        format.setTextIndent(-width);
        if (!m_footnote.isEmpty())
            format.setLeftMargin(format.leftMargin() - m_style.listIndent + width); // labels may be words
        format.setTabPositions({QTextOption::Tab(width, QTextOption::LeftTab)});
        format.setProperty(TextPart::MarkLength, static_cast<int>(mark.size()));
    }
    if (isFirst)
        m_cursor.setBlockFormat(format);
    else
        m_cursor.insertBlock(format);
    m_needsBlock = false;
    m_isTight = false;
    if (!mark.isEmpty()) {
        QTextCharFormat plain;
        plain.setForeground(m_style.muted);
        if (m_task >= 0)
            plain.clearForeground();
        if (!m_footnote.isEmpty())
            plain.setFontPointSize(m_style.small.pointSizeF());
        m_cursor.insertText(mark, plain);
    }
}

// Made with all its rows: adding them one by one takes a time that grows with the square of their number.
void MarkdownBuilder::startTable(int columns, int rows)
{
    finishDocument();
    startDocument();
    QTextOption option = m_document->defaultTextOption();
    option.setWrapMode(QTextOption::WordWrap); // a table that is too wide scrolls
    m_document->setDefaultTextOption(option);
    QTextTableFormat format;
    format.setBorder(0); // the lines are not drawn by Qt
    format.setCellPadding(m_style.padding / 2.0);
    format.setCellSpacing(TablePart::Line);
    m_table = m_cursor.insertTable(std::max(rows, 1), std::max(columns, 1), format);
    m_row = -1;
}

void MarkdownBuilder::startCell(const MarkdownEvent &event)
{
    if (!m_table || m_column >= m_table->columns())
        return;
    QTextTableCell cell = m_table->cellAt(m_row, m_column++);
    if (event.element == MarkdownElement::HeaderCell) {
        QTextCharFormat header = cell.format();
        header.setBackground(m_style.codeHeader);
        cell.setFormat(header);
    }
    m_cursor = cell.firstCursorPosition();
    QTextBlockFormat format;
    format.setLineHeight(115, QTextBlockFormat::ProportionalHeight);
    if (event.number > 0)
        format.setAlignment(static_cast<Qt::Alignment>(event.number));
    m_cursor.setBlockFormat(format);
    m_needsBlock = false;
}

void MarkdownBuilder::enterBlock(const MarkdownEvent &event)
{
    switch (event.element) {
    case MarkdownElement::Quote:
        if (m_quotes == 0)
            m_quoteLeft = leftMargin();
        ++m_quotes;
        break;
    case MarkdownElement::BulletList:
    case MarkdownElement::OrderedList: {
        const bool isOwn = m_lists.size() == static_cast<size_t>(m_options.depth) && m_options.depth == 0;
        const int number = isOwn && m_options.number >= 0 ? m_options.number : event.number;
        m_lists.push_back({event.element == MarkdownElement::OrderedList, number});
        break;
    }
    case MarkdownElement::Item:
        m_needsBlock = true;
        m_isTight = true;
        m_task = event.number;
        m_isSkipping = m_itemsToSkip > 0;
        m_hasMark = !m_isSkipping;
        if (m_isSkipping)
            --m_itemsToSkip;
        break;
    case MarkdownElement::Rule:
        startBlock();
        {
            QTextBlockFormat format = m_cursor.blockFormat();
            format.setProperty(TextPart::IsRule, true);
            m_cursor.setBlockFormat(format);
        }
        m_needsBlock = true;
        break;
    case MarkdownElement::Heading:
        m_heading = event.number;
        m_needsBlock = true;
        break;
    case MarkdownElement::Code:
        m_isCode = true;
        m_needsBlock = true;
        break;
    case MarkdownElement::Footnote:
        m_footnote = event.text;
        m_isTight = true;
        [[fallthrough]];
    case MarkdownElement::Paragraph:
        m_needsBlock = true;
        break;
    case MarkdownElement::Row:
        ++m_row;
        m_column = 0;
        break;
    case MarkdownElement::HeaderCell:
    case MarkdownElement::Cell:
        startCell(event);
        break;
    default:
        break;
    }
}

void MarkdownBuilder::leaveBlock(const MarkdownEvent &event)
{
    m_hasBreak = false;
    m_isAfterDisplay = false;
    switch (event.element) {
    case MarkdownElement::Quote:
        --m_quotes;
        break;
    case MarkdownElement::BulletList:
    case MarkdownElement::OrderedList:
        m_lists.pop_back();
        break;
    case MarkdownElement::Item:
        if (m_hasMark)
            startBlock();
        m_isSkipping = false;
        break;
    case MarkdownElement::Heading:
        m_heading = 0;
        break;
    case MarkdownElement::Code:
        m_isCode = false;
        break;
    case MarkdownElement::Footnote:
        endFootnote();
        break;
    case MarkdownElement::Table:
        finishDocument();
        break;
    default:
        break;
    }
    m_needsBlock = m_needsBlock || event.element < MarkdownElement::HeaderCell;
}

QString footnoteAddress(const QString &label) { return FootnotePrefix + label; }

QString footnoteMarkAddress(const QString &label) { return FootnoteMarkPrefix + label; }

std::optional<FootnoteTarget> footnoteTargetOf(const QString &address)
{
    if (address.startsWith(FootnotePrefix))
        return FootnoteTarget {address.mid(FootnotePrefix.size()), false};
    if (address.startsWith(FootnoteMarkPrefix))
        return FootnoteTarget {address.mid(FootnoteMarkPrefix.size()), true};
    return {};
}

std::vector<std::unique_ptr<BlockPart>> buildParts(const std::vector<MarkdownEvent> &events,
                                                   const TranscriptStyle &style, BuildOptions options)
{
    return MarkdownBuilder(style, options).build(events);
}

} // namespace bobbin
