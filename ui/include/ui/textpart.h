#pragma once

#include "maths/formula.h"
#include "ui/blockpart.h"

#include <optional>

class QTextBlock;
class QTextDocument;

namespace bobbin {

class FormulaObject;

/// Text in a QTextDocument: paragraphs, list items, quotes, or one table.
///
/// Beyond what a QTextDocument paints it draws what the properties below ask for. Scrolls horizontally
/// if a word or a table is wider than the part. Never loads anything that the text names. A formula is one
/// character of the text (see FormulaObject).
class TextPart : public BlockPart
{
public:
    /// Properties of the document's block formats (QTextFormat::UserProperty and up).
    enum Property {
        QuoteDepth = 0x100000 + 1, ///< Number of bars to the left.
        QuoteLeft, ///< Where the first bar is.
        MarkLength, ///< Characters of a list item's mark, with the tab behind it.
        IsRule, ///< A horizontal line instead of the text.
        HeadingLevel,
    };

    /// `style` has to outlive the part. The document has the style's fonts and no width yet.
    TextPart(std::unique_ptr<QTextDocument> document, const TranscriptStyle &style, int indent);
    ~TextPart() override;

    void setWidth(int width) override;
    [[nodiscard]] int height() const override;
    void paint(QPainter &painter, const PartPaint &how) const override;
    [[nodiscard]] QString text() const override;
    [[nodiscard]] int length() const override;
    [[nodiscard]] QString toPlainText(int begin, int end) const override;
    [[nodiscard]] int plainOffset(int position) const override;
    [[nodiscard]] int fromPlainOffset(int offset) const override;
    [[nodiscard]] int positionAt(QPoint point) const override;
    [[nodiscard]] QRect characterRect(int position) const override;
    [[nodiscard]] QString toHtml(int begin, int end) const override;
    [[nodiscard]] QString toMarkdown(int begin, int end) const override;
    [[nodiscard]] QList<TranscriptControl> controls() const override;
    [[nodiscard]] QString toolTipAt(QPoint point) const override;
    [[nodiscard]] bool isOutdated() const override;
    [[nodiscard]] bool isAwaiting() const override { return m_style.maths && !m_awaited.isEmpty(); }
    [[nodiscard]] int cutAbove(int y) const override;
    [[nodiscard]] int sameAbove(const BlockPart &earlier) const override;
    [[nodiscard]] int hiddenWidth() const override { return m_hiddenWidth; }
    [[nodiscard]] int scrollPosition() const override { return m_scroll; }
    void setScrollPosition(int position) override { m_scroll = qBound(0, position, m_hiddenWidth); }
    [[nodiscard]] QRect scrollBar() const override;
    [[nodiscard]] QRect scrollHandle() const override;

    [[nodiscard]] const QTextDocument &document() const { return *m_document; }

protected:
    /// As toPlainText(), for many ranges; `all` is text().
    [[nodiscard]] QString plainTextIn(const QString &all, int begin, int end) const;
    /// Whether it has the same width as `other`, and nothing of either is hidden.
    [[nodiscard]] bool isAsWideAs(const TextPart &other) const;
    /// Where the two blocks, or what is in front of that position in them, look different; nothing if
    /// nowhere.
    [[nodiscard]] static std::optional<int> difference(const QTextBlock &one, const QTextBlock &other);
    /// What Qt does not draw of the document, in its coordinates.
    virtual void paintDecorations(QPainter &painter, const QRectF &clip) const;
    [[nodiscard]] const TranscriptStyle &style() const { return m_style; }
    [[nodiscard]] int indent() const { return m_indent; }
    /// Up to where something is painted, at most the part's width.
    [[nodiscard]] int shownWidth() const { return qMin(m_width, m_indent + m_contentWidth); }

private:
    struct PlacedFormula {
        int position = 0;
        QString source;
    };

    void findFormulas();
    [[nodiscard]] QPoint origin() const { return {m_indent - m_scroll, 0}; }
    [[nodiscard]] int linkEnd(int begin) const;
    void paintFocus(QPainter &painter, int begin) const;
    std::unique_ptr<FormulaObject> m_formulaObject; // null if there are no formulas
    std::vector<PlacedFormula> m_formulas; // by position
    QList<Formula> m_awaited; // of them those that have not been set
    std::unique_ptr<QTextDocument> m_document;
    const TranscriptStyle &m_style;
    int m_indent;
    int m_width = 0;
    int m_height = 0;
    int m_contentWidth = 0;
    int m_hiddenWidth = 0;
    int m_scroll = 0;
};

} // namespace bobbin
