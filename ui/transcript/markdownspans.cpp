// The spans of a block of Markdown: its text, formulas, images, links.
#include "markdownbuilder_p.h"

#include "core/hiddencharacters.h"
#include "core/linktarget.h"
#include "emojiruns_p.h"
#include "formulaobject_p.h"
#include "maths/mathrenderer.h"
#include "ui/imagepart.h"

#include <QFontMetricsF>

#include <algorithm>
#include <utility>

namespace bobbin {

using namespace Qt::StringLiterals;

QTextCharFormat MarkdownBuilder::textFormat() const
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

void MarkdownBuilder::enterSpan(const MarkdownEvent &event)
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

void MarkdownBuilder::leaveSpan(const MarkdownEvent &event)
{
    if (event.element == MarkdownElement::Image && m_image) {
        addImage();
    } else if (event.element == MarkdownElement::Image) {
        const QString host = LinkTarget::of(m_formats.back().anchorHref()).host;
        addText((host.isEmpty() ? QString() : u" ("_s + host + u')') + u']');
    }
    if (event.element == MarkdownElement::Math)
        addFormula();
    m_formats.pop_back();
}

// Inside a link, a heading or a table an image is a link to it: it would be in the way.
bool MarkdownBuilder::isImageInline() const
{
    return m_table || m_heading > 0
        || std::any_of(m_formats.begin(), m_formats.end(),
                       [](const QTextCharFormat &format) { return format.isAnchor(); });
}

// An image is a part of its own; the text goes on behind it in a new one.
void MarkdownBuilder::addImage()
{
    const QString address = *std::exchange(m_image, std::nullopt);
    if (m_hasMark)
        startBlock();
    finishDocument();
    m_parts.push_back(
        std::make_unique<ImagePart>(std::exchange(m_imageDescription, {}), address, m_style, leftMargin()));
    m_hasBreak = false;
}

void MarkdownBuilder::beginText()
{
    const bool isBroken = m_hasBreak && !m_needsBlock;
    m_hasBreak = false;
    if (m_needsBlock)
        startBlock();
    if (isBroken)
        m_cursor.insertText(QString(QChar(QChar::LineSeparator)), textFormat());
}

// A line with a high formula in it is no farther from the next one than others are.
void MarkdownBuilder::beginInline()
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
void MarkdownBuilder::beginDisplay()
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

void MarkdownBuilder::addFormula()
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

void MarkdownBuilder::addText(const QString &text)
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
    insert(withSignsInProse(shown), textFormat());
}

void MarkdownBuilder::insert(const QString &text, const QTextCharFormat &format)
{
    forEachEmojiRun(text, [this, &text, &format](qsizetype begin, qsizetype end, bool isEmoji) {
        QTextCharFormat run = format;
        if (isEmoji && !m_style.isOnPaper) // colours cannot be printed
            run.setFontFamilies(emojiFamilies());
        m_cursor.insertText(text.mid(begin, end - begin), run);
    });
}

} // namespace bobbin
