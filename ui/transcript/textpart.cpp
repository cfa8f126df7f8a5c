#include "ui/textpart.h"

#include "formulaobject_p.h"
#include "fragmentwriter_p.h"
#include "horizontalscroll_p.h"
#include "maths/mathrenderer.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace bobbin {

TextPart::TextPart(std::unique_ptr<QTextDocument> document, const TranscriptStyle &style, int indent)
    : m_document(std::move(document)), m_style(style), m_indent(indent)
{
    findFormulas();
}

TextPart::~TextPart() = default;

void TextPart::findFormulas()
{
    const QList<QTextFormat> formats = m_document->allFormats();
    const bool hasFormulas = std::any_of(formats.begin(), formats.end(), [](const QTextFormat &format) {
        return FormulaObject::isFormula(format.toCharFormat());
    });
    if (!hasFormulas)
        return;
    m_formulaObject = std::make_unique<FormulaObject>(m_style);
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (!FormulaObject::isFormula(format))
                continue;
            for (int i = 0; i < fragment.length(); ++i) // the same one several times
                m_formulas.push_back({fragment.position() + i, FormulaObject::source(format)});
            if (const std::optional<Formula> awaited = FormulaObject::awaited(format))
                m_awaited << *awaited;
        }
    }
}

bool TextPart::isOutdated() const
{
    return m_style.maths && std::any_of(m_awaited.begin(), m_awaited.end(), [this](const Formula &formula) {
               return m_style.maths->find(formula).has_value();
           });
}

void TextPart::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    if (m_formulaObject)
        m_document->documentLayout()->registerHandler(FormulaObject::Type, m_formulaObject.get());
    const int available = qMax(m_style.listIndent, width - m_indent);
    // Otherwise all glyphs of a paragraph are found again each time that a part of it is painted.
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next())
        block.layout()->setCacheEnabled(true);
    m_document->setTextWidth(available);
    const QSizeF size = m_document->size();
    HorizontalScroll scroll {qCeil(size.width()), available, m_scroll};
    m_contentWidth = scroll.contentWidth;
    m_hiddenWidth = scroll.hiddenWidth();
    setScrollPosition(m_scroll);
    m_height = qCeil(size.height()) + scroll.barHeight(m_style);
}

int TextPart::height() const { return m_height; }

QRect TextPart::scrollBar() const
{
    const int available = m_width - m_indent;
    const int height = HorizontalScroll {m_contentWidth, available, m_scroll}.barHeight(m_style);
    return {m_indent, m_height - height, available, height};
}

QRect TextPart::scrollHandle() const
{
    return HorizontalScroll {m_contentWidth, m_width - m_indent, m_scroll}.handle(scrollBar());
}

void TextPart::paint(QPainter &painter, const PartPaint &how) const
{
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, how.isMuted ? m_style.muted : m_style.foreground);
    context.clip = QRectF(how.clip.translated(-origin()));
    const auto addSelection = [this, &context](int begin, int end, const QTextCharFormat &format) {
        QAbstractTextDocumentLayout::Selection selection;
        selection.cursor = QTextCursor(m_document.get());
        selection.cursor.setPosition(begin);
        selection.cursor.setPosition(end, QTextCursor::KeepAnchor);
        selection.format = format;
        context.selections.append(selection);
    };
    for (const TranscriptControl *link : {how.hovered, how.focused}) {
        if (link && link->kind == TranscriptControl::Kind::Link) {
            QTextCharFormat underlined;
            underlined.setFontUnderline(true);
            addSelection(link->offset, linkEnd(link->offset), underlined);
        }
    }
    if (!how.marked.isEmpty()) {
        QTextCharFormat marked;
        marked.setBackground(m_style.mark);
        const QString all = text();
        const auto size = static_cast<int>(how.marked.size());
        for (qsizetype at = all.indexOf(how.marked, 0, Qt::CaseInsensitive); at >= 0;
             at = all.indexOf(how.marked, at + size, Qt::CaseInsensitive))
            addSelection(static_cast<int>(at), static_cast<int>(at) + size, marked);
    }
    if (how.selectionBegin < how.selectionEnd) {
        QTextCharFormat selected;
        selected.setBackground(m_style.selection);
        selected.setForeground(m_style.selectedText);
        int begin = how.selectionBegin;
        for (const PlacedFormula &formula : m_formulas) {
            if (formula.position < begin || formula.position >= how.selectionEnd)
                continue;
            if (begin < formula.position)
                addSelection(begin, formula.position, selected);
            begin = formula.position + 1;
        }
        if (begin < how.selectionEnd)
            addSelection(begin, how.selectionEnd, selected);
    }
    if (m_formulaObject)
        m_formulaObject->setSelection(how.selectionBegin, how.selectionEnd);

    painter.save();
    if (m_hiddenWidth > 0)
        painter.setClipRect(QRect(m_indent, 0, m_width - m_indent, m_height), Qt::IntersectClip);
    painter.translate(origin());
    m_document->documentLayout()->draw(&painter, context);
    paintDecorations(painter, context.clip);
    painter.restore();
    if (how.focused && how.focused->kind == TranscriptControl::Kind::Link)
        paintFocus(painter, how.focused->offset);
    HorizontalScroll {m_contentWidth, m_width - m_indent, m_scroll}.paint(painter, scrollBar(), m_style);
}

// Where the link that begins at `begin` ends.
int TextPart::linkEnd(int begin) const
{
    int end = begin;
    QString address;
    const QTextBlock block = m_document->findBlock(begin);
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        if (fragment.position() < begin)
            continue;
        if (fragment.position() == begin)
            address = fragment.charFormat().anchorHref();
        if (fragment.position() != end || fragment.charFormat().anchorHref() != address)
            break;
        end = fragment.position() + fragment.length();
    }
    return end;
}

// A frame around the link that begins at `begin`, as far as it is on its first line.
void TextPart::paintFocus(QPainter &painter, int begin) const
{
    QRect rect = characterRect(begin);
    for (int position = begin + 1, end = linkEnd(begin); position < end; ++position) {
        const QRect next = characterRect(position);
        if (next.top() != rect.top())
            break;
        rect |= next;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_style.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(-2, -1, 2, 1), m_style.radius / 1.5, m_style.radius / 1.5);
    painter.restore();
}

void TextPart::paintDecorations(QPainter &painter, const QRectF &clip) const
{
    const QAbstractTextDocumentLayout &layout = *m_document->documentLayout();
    double previousBottom = 0;
    int previousDepth = 0;
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        const QTextBlockFormat format = block.blockFormat();
        const int depth = format.intProperty(QuoteDepth);
        const bool isRule = format.boolProperty(IsRule);
        if (depth == 0 && !isRule) {
            previousDepth = 0;
            continue;
        }
        const QRectF rect = layout.blockBoundingRect(block);
        if (rect.bottom() >= clip.top() && rect.top() <= clip.bottom()) {
            const double thickness = qMax(2, m_style.radius / 2);
            for (int level = 0; level < depth; ++level) {
                const double top = level < previousDepth ? previousBottom : rect.top();
                const double fromSide = format.intProperty(QuoteLeft) + level * m_style.quoteIndent;
                const bool isTurned = block.textDirection() == Qt::RightToLeft;
                const double x = isTurned ? m_document->textWidth() - fromSide - thickness : fromSide;
                painter.fillRect(QRectF(x, top, thickness, rect.bottom() - top), m_style.border);
            }
            if (isRule)
                painter.fillRect(QRectF(rect.left(), rect.center().y(), rect.width(), 1), m_style.border);
        }
        previousBottom = rect.bottom();
        previousDepth = depth;
    }
}

QString TextPart::text() const
{
    QString text = m_document->toRawText();
    for (QChar &c : text) {
        // What divides paragraphs and cells: one character each, so that positions stay the same.
        if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator || c.unicode() == 0xfdd0
            || c.unicode() == 0xfdd1)
            c = u'\n';
    }
    return text;
}

QString TextPart::toPlainText(int begin, int end) const { return plainTextIn(text(), begin, end); }

QString TextPart::plainTextIn(const QString &all, int begin, int end) const
{
    QString result;
    int from = begin;
    for (const PlacedFormula &formula : m_formulas) {
        if (formula.position < begin || formula.position >= end)
            continue;
        result += QStringView(all).sliced(from, formula.position - from) + formula.source;
        from = formula.position + 1;
    }
    return result + all.mid(from, end - from);
}

int TextPart::plainOffset(int position) const
{
    int offset = position;
    for (const PlacedFormula &formula : m_formulas) {
        if (formula.position < position)
            offset += static_cast<int>(formula.source.size()) - 1;
    }
    return offset;
}

int TextPart::fromPlainOffset(int offset) const
{
    int longer = 0; // than the text in front of it
    for (const PlacedFormula &formula : m_formulas) {
        const int begin = formula.position + longer;
        if (offset <= begin)
            break;
        const auto length = static_cast<int>(formula.source.size());
        if (offset < begin + length)
            return formula.position;
        longer += length - 1;
    }
    return offset - longer;
}

QString TextPart::toolTipAt(QPoint point) const
{
    const QTextFormat format = m_document->documentLayout()->formatAt(point - origin());
    return FormulaObject::problem(format);
}

int TextPart::length() const { return m_document->characterCount() - 1; }

int TextPart::positionAt(QPoint point) const
{
    const int position = m_document->documentLayout()->hitTest(point - origin(), Qt::FuzzyHit);
    return qBound(0, position, length());
}

QRect TextPart::characterRect(int position) const
{
    const QTextBlock block = m_document->findBlock(qBound(0, position, length()));
    const int offset = position - block.position();
    const QTextLine line = block.layout()->lineForTextPosition(qMin(offset, block.length() - 1));
    if (!line.isValid())
        return {};
    const double left = line.cursorToX(offset);
    double right = offset < block.length() - 1 ? line.cursorToX(offset, QTextLine::Trailing) : left;
    if (m_document->characterAt(position) == QChar::ObjectReplacementCharacter)
        right = line.cursorToX(offset + 1); // QTextLine does not know where a formula ends
    // That of the layout would be in the cell of a table.
    const QPointF layoutTop = m_document->documentLayout()->blockBoundingRect(block).topLeft();
    const QRectF rect(layoutTop.x() + qMin(left, right), layoutTop.y() + line.y(), qAbs(right - left),
                      line.height());
    return rect.toAlignedRect().translated(origin());
}

QList<TranscriptControl> TextPart::controls() const
{
    QList<TranscriptControl> links;
    int previousEnd = -1;
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (!fragment.charFormat().isAnchor())
                continue;
            const QString address = fragment.charFormat().anchorHref();
            if (!links.isEmpty() && previousEnd == fragment.position() && links.constLast().data == address) {
                links.last().text +=
                    toPlainText(fragment.position(), fragment.position() + fragment.length());
            } else {
                TranscriptControl link;
                link.data = address;
                link.text = toPlainText(fragment.position(), fragment.position() + fragment.length());
                link.offset = fragment.position();
                links << link;
            }
            previousEnd = fragment.position() + fragment.length();
            const QRect last = characterRect(previousEnd - 1);
            QRect &rect = links.last().rect;
            if (rect.isEmpty())
                rect = characterRect(links.constLast().offset);
            if (last.top() == rect.top())
                rect |= last;
            else
                rect.setRight(qMax(rect.right(), m_width));
        }
    }
    return links;
}

int TextPart::cutAbove(int y) const
{
    if (y >= m_height)
        return m_height;
    int cut = 0;
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        const QRectF rect = m_document->documentLayout()->blockBoundingRect(block);
        if (rect.top() <= y)
            cut = qMax(cut, qFloor(rect.top()));
        for (int i = 1; i < block.layout()->lineCount(); ++i) {
            const double top = rect.top() + block.layout()->lineAt(i).y();
            if (top <= y)
                cut = qMax(cut, qFloor(top));
        }
    }
    return cut;
}

std::optional<int> TextPart::difference(const QTextBlock &one, const QTextBlock &other)
{
    if (one.blockFormat() != other.blockFormat() || one.textDirection() != other.textDirection())
        return 0;
    auto a = one.begin();
    auto b = other.begin();
    for (int at = 0;; ++a, ++b) {
        if (a.atEnd() && b.atEnd())
            return {};
        if (a.atEnd() || b.atEnd() || a.fragment().charFormat() != b.fragment().charFormat())
            return at;
        const QString text = a.fragment().text();
        const QString otherText = b.fragment().text();
        if (text != otherText) {
            const auto end = std::mismatch(text.begin(), text.end(), otherText.begin(), otherText.end());
            return at + static_cast<int>(std::distance(text.begin(), end.first));
        }
        at += static_cast<int>(text.size());
    }
}

// The top of the line in which the word around `position` begins: when it grows, it may go to the next one.
// The bars of quotes go on between paragraphs, so the space above the first line counts with it.
static double lineTop(const QTextDocument &document, const QTextBlock &block, int position)
{
    const QAbstractTextDocumentLayout &layout = *document.documentLayout();
    const QString text = block.text();
    int begin = qMin(position, static_cast<int>(text.size()));
    while (begin > 0 && !text.at(begin - 1).isSpace())
        --begin;
    const QTextLine line = block.layout()->lineForTextPosition(qMax(0, begin - 1));
    if (line.isValid() && line.lineNumber() > 0)
        return layout.blockBoundingRect(block).top() + line.y();
    return block.previous().isValid() ? layout.blockBoundingRect(block.previous()).bottom() : 0;
}

bool TextPart::isAsWideAs(const TextPart &other) const
{
    return m_width == other.m_width && m_hiddenWidth == 0 && other.m_hiddenWidth == 0;
}

int TextPart::sameAbove(const BlockPart &earlier) const
{
    const auto *before = dynamic_cast<const TextPart *>(&earlier);
    if (!before || !isAsWideAs(*before))
        return 0;
    QTextBlock old = before->m_document->begin();
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next(), old = old.next()) {
        if (!old.isValid())
            return qFloor(lineTop(*m_document, block, 0));
        if (const auto position = difference(block, old))
            return qFloor(
                qMin(lineTop(*m_document, block, *position), lineTop(*before->m_document, old, *position)));
    }
    return m_height;
}

QString TextPart::toHtml(int begin, int end) const { return htmlOf(*m_document, begin, end); }

QString TextPart::toMarkdown(int begin, int end) const { return markdownOf(*m_document, begin, end); }

} // namespace bobbin
