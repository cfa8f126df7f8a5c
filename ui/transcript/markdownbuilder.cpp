#include "ui/markdownbuilder.h"

#include "emojiruns_p.h"
#include "formulaobject_p.h"
#include "maths/mathrenderer.h"
#include "ui/imagepart.h"
#include "ui/tablepart.h"
#include "ui/textpart.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Step = MarkdownEvent::Step;

constexpr auto FootnotePrefix = "#footnote:"_L1;
constexpr auto FootnoteMarkPrefix = "#footnote-mark:"_L1;
constexpr int DeepestIndent = 8; // levels of lists or quotes beyond this one are not indented further

// A document that reads nothing from the disk and nothing from the network, whatever its text names.
class InertDocument final : public QTextDocument
{
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

class Builder
{
    Q_DECLARE_TR_FUNCTIONS(bobbin::MarkdownBuilder)
public:
    Builder(const TranscriptStyle &style, BuildOptions options) : m_style(style), m_options(options) { }

    std::vector<std::unique_ptr<BlockPart>> build(const std::vector<MarkdownEvent> &events)
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

private:
    // Of the table that begins at `it`.
    template<typename Iterator>
    static int rowsOfTable(Iterator it, Iterator end)
    {
        int rows = 0;
        for (; it != end && !(it->step == Step::Leave && it->element == MarkdownElement::Table); ++it)
            rows += it->step == Step::Enter && it->element == MarkdownElement::Row ? 1 : 0;
        return rows;
    }

    struct List {
        bool isOrdered = false;
        int number = 0;
    };

    void enterBlock(const MarkdownEvent &event);
    void leaveBlock(const MarkdownEvent &event);
    void enterSpan(const MarkdownEvent &event);
    void leaveSpan(const MarkdownEvent &event);
    void addText(const QString &text);
    void beginText();
    void addFormula();
    [[nodiscard]] bool isImageInline() const;
    void addImage();
    void beginInline();
    void beginDisplay();

    void startDocument();
    void finishDocument();
    void turnAround();
    void startBlock();
    void startTable(int columns, int rows);
    void startCell(const MarkdownEvent &event);
    [[nodiscard]] QTextBlockFormat blockFormat() const;
    [[nodiscard]] QTextCharFormat textFormat() const;
    [[nodiscard]] int leftMargin() const;
    [[nodiscard]] QString takeMark();
    void endFootnote();
    void insert(const QString &text, const QTextCharFormat &format);

    const TranscriptStyle &m_style;
    const BuildOptions m_options;
    std::vector<std::unique_ptr<BlockPart>> m_parts;
    std::unique_ptr<QTextDocument> m_document;
    QTextCursor m_cursor;
    QTextTable *m_table = nullptr;
    int m_row = -1;
    int m_column = 0;

    std::vector<List> m_lists;
    int m_quotes = 0;
    int m_quoteLeft = 0; // where the outermost one begins
    int m_itemsToSkip = m_options.depth;
    bool m_isSkipping = false; // what comes next is the text of an item that is only there for its mark
    bool m_needsBlock = true; // the next text begins a block
    bool m_hasMark = false; // the item's mark has not been shown yet
    bool m_isTight = false; // the next block is of a list and has no gap above it
    int m_task = -1;
    int m_heading = 0;
    QString m_footnote; // the label of the open one
    bool m_isCode = false;
    bool m_hasBreak = false; // a line break comes before the next text
    bool m_isAfterDisplay = false; // the text goes on behind a displayed formula
    std::optional<Formula> m_formula; // the open one
    QString m_formulaSource;
    std::optional<QString> m_image; // the address of the open one
    QString m_imageDescription;
    std::vector<QTextCharFormat> m_formats; // of the open spans
};

void Builder::startDocument()
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
void Builder::turnAround()
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

void Builder::finishDocument()
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

int Builder::leftMargin() const
{
    const int lists = std::min(static_cast<int>(m_lists.size()), DeepestIndent);
    const int footnote = m_footnote.isEmpty() ? 0 : m_style.listIndent;
    return footnote + lists * m_style.listIndent + std::min(m_quotes, DeepestIndent) * m_style.quoteIndent;
}

QTextBlockFormat Builder::blockFormat() const
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
void Builder::endFootnote()
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
QString Builder::takeMark()
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

void Builder::startBlock()
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
void Builder::startTable(int columns, int rows)
{
    finishDocument();
    startDocument();
    QTextOption option = m_document->defaultTextOption();
    option.setWrapMode(QTextOption::WordWrap); // a table that is too wide scrolls
    m_document->setDefaultTextOption(option);
    QTextTableFormat format;
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(m_style.border);
    format.setCellPadding(m_style.padding / 2.0);
    format.setCellSpacing(0);
    m_table = m_cursor.insertTable(std::max(rows, 1), std::max(columns, 1), format);
    m_row = -1;
}

void Builder::startCell(const MarkdownEvent &event)
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

void Builder::enterBlock(const MarkdownEvent &event)
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

void Builder::leaveBlock(const MarkdownEvent &event)
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

QTextCharFormat Builder::textFormat() const
{
    QTextCharFormat format = m_formats.empty() ? QTextCharFormat() : m_formats.back();
    if (m_heading > 0) {
        const QFont font = m_style.heading(m_heading);
        format.setFontPointSize(font.pointSizeF());
        format.setFontWeight(font.weight());
    }
    if (!m_footnote.isEmpty())
        format.setFontPointSize(m_style.small.pointSizeF());
    if (m_isCode || (m_table && m_row == 0)) {
        if (m_isCode)
            format.setFont(m_style.mono, QTextCharFormat::FontPropertiesSpecifiedOnly);
        else
            format.setFontWeight(QFont::DemiBold);
    }
    return format;
}

void Builder::enterSpan(const MarkdownEvent &event)
{
    QTextCharFormat format = m_formats.empty() ? QTextCharFormat() : m_formats.back();
    switch (event.element) {
    case MarkdownElement::Emphasis:
        format.setFontItalic(true);
        break;
    case MarkdownElement::Strong:
        format.setFontWeight(QFont::Bold);
        break;
    case MarkdownElement::Strike:
        format.setFontStrikeOut(true);
        break;
    case MarkdownElement::InlineCode:
        format.setFontFamilies(m_style.mono.families());
        format.setFontPointSize(m_style.mono.pointSizeF());
        format.setFontFixedPitch(true);
        format.setBackground(m_style.codeHeader);
        break;
    case MarkdownElement::Image:
        if (!isImageInline()) {
            m_image = event.text;
            break;
        }
        [[fallthrough]];
    case MarkdownElement::Link:
        format.setAnchor(true);
        format.setAnchorHref(event.text);
        format.setForeground(m_style.link);
        break;
    case MarkdownElement::FootnoteMark:
        format.setAnchor(true);
        format.setAnchorHref(footnoteAddress(event.text));
        format.setForeground(m_style.link);
        format.setVerticalAlignment(QTextCharFormat::AlignSuperScript);
        break;
    case MarkdownElement::Math:
        // Where lines are to be short, none is displayed.
        m_formula = Formula {event.text, event.number > 0 && !m_table && m_heading == 0};
        break;
    default:
        break;
    }
    m_formats.push_back(format);
    if (event.element == MarkdownElement::Image && !m_image)
        addText(u'[' + tr("image") + u": "_s);
}

void Builder::leaveSpan(const MarkdownEvent &event)
{
    if (event.element == MarkdownElement::Image && m_image) {
        addImage();
    } else if (event.element == MarkdownElement::Image) {
        const QString host = QUrl(m_formats.back().anchorHref()).host();
        addText((host.isEmpty() ? QString() : u" ("_s + host + u')') + u']');
    }
    if (event.element == MarkdownElement::Math)
        addFormula();
    m_formats.pop_back();
}

// Inside a link, a heading or a table an image is a link to it: it would be in the way.
bool Builder::isImageInline() const
{
    return m_table || m_heading > 0
        || std::any_of(m_formats.begin(), m_formats.end(),
                       [](const QTextCharFormat &format) { return format.isAnchor(); });
}

// An image is a part of its own; the text goes on behind it in a new one.
void Builder::addImage()
{
    const QString address = *std::exchange(m_image, std::nullopt);
    if (m_hasMark)
        startBlock();
    finishDocument();
    m_parts.push_back(
        std::make_unique<ImagePart>(std::exchange(m_imageDescription, {}), address, m_style, leftMargin()));
    m_hasBreak = false;
}

void Builder::beginText()
{
    const bool isBroken = m_hasBreak && !m_needsBlock;
    m_hasBreak = false;
    if (m_needsBlock)
        startBlock();
    if (isBroken)
        m_cursor.insertText(QString(QChar(QChar::LineSeparator)), textFormat());
}

// A line with a high formula in it is no farther from the next one than others are.
void Builder::beginInline()
{
    beginText();
    QTextBlockFormat format = m_cursor.blockFormat();
    if (format.lineHeightType() != QTextBlockFormat::ProportionalHeight)
        return;
    const double distance = (format.lineHeight() - 100) / 100 * QFontMetricsF(m_style.text).height();
    format.setLineHeight(distance, QTextBlockFormat::LineDistanceHeight);
    m_cursor.setBlockFormat(format);
}

// A displayed formula is in a line of its own, in the middle; behind the mark of an item it stays beside
// that.
void Builder::beginDisplay()
{
    m_hasBreak = false;
    const bool isBesideMark = m_hasMark;
    startBlock();
    QTextBlockFormat format = m_cursor.blockFormat();
    format.setLineHeight(100, QTextBlockFormat::SingleHeight);
    if (!isBesideMark)
        format.setAlignment(Qt::AlignHCenter);
    m_cursor.setBlockFormat(format);
}

void Builder::addFormula()
{
    const Formula formula = *std::exchange(m_formula, std::nullopt);
    const QString source = std::exchange(m_formulaSource, {});
    std::optional<FormulaResult> known;
    if (m_style.maths) {
        known = m_style.maths->find(formula);
        if (!known)
            m_style.maths->request(formula);
    }
    if (!m_style.maths || (known && !*known)) {
        const FormulaError error = known ? known->error() : FormulaError {};
        QTextCharFormat format = textFormat();
        if (m_style.maths)
            format.merge(FormulaObject::problemFormat(error, m_style));
        beginText();
        insert(QString(source).replace(u'\n', QChar::LineSeparator).remove(u'\r'), format);
        return;
    }
    if (formula.isDisplay)
        beginDisplay();
    else
        beginInline();
    QTextCharFormat format = textFormat();
    const QFont font = m_heading > 0 ? m_style.heading(m_heading) : m_style.text;
    format.merge(
        FormulaObject::format(formula, source, known ? std::optional(known->value()) : std::nullopt, font));
    m_cursor.insertText(QString(QChar(QChar::ObjectReplacementCharacter)), format);
    m_needsBlock = m_needsBlock || formula.isDisplay;
    m_isAfterDisplay = formula.isDisplay;
}

void Builder::addText(const QString &text)
{
    if (m_isSkipping) {
        m_isSkipping = false;
        return;
    }
    if (m_formula) {
        m_formulaSource += text;
        return;
    }
    if (m_image) {
        m_imageDescription += text;
        return;
    }
    QString shown = text;
    if (m_isCode) {
        shown.replace(u'\n', QChar::LineSeparator);
        // Code is one text: its last line break ends it.
        if (shown.endsWith(QChar::LineSeparator))
            shown.chop(1);
        if (!m_needsBlock)
            shown.prepend(QChar::LineSeparator);
    } else {
        shown.replace(u'\n', u' ');
        shown.remove(u'\r');
    }
    if (m_isAfterDisplay) {
        while (shown.startsWith(u' '))
            shown.remove(0, 1);
        if (shown.isEmpty())
            return;
        m_isAfterDisplay = false;
    }
    beginText();
    insert(shown, textFormat());
}

void Builder::insert(const QString &text, const QTextCharFormat &format)
{
    forEachEmojiRun(text, [this, &text, &format](qsizetype begin, qsizetype end, bool isEmoji) {
        QTextCharFormat run = format;
        if (isEmoji && !m_style.isOnPaper) // colours cannot be printed
            run.setFontFamilies(emojiFamilies());
        m_cursor.insertText(text.mid(begin, end - begin), run);
    });
}

} // namespace

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
    return Builder(style, options).build(events);
}

} // namespace bobbin
