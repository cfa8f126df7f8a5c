#pragma once

#include "ui/blockpart.h"

#include <QCoreApplication>
#include <QTextLayout>

namespace bobbin {

/// A block of code under a line that names its language, with buttons to copy it and to wrap its lines.
///
/// The code can grow, at the cost of what is added: lines are coloured, and given a QTextLayout, only
/// while they are painted. Long lines scroll horizontally, or are wrapped if the style says so.
class CodePart final : public BlockPart
{
    Q_DECLARE_TR_FUNCTIONS(bobbin::CodePart)
public:
    /// `info` is what follows the fence; `style` has to outlive the part.
    CodePart(const QString &info, const TranscriptStyle &style, int indent);
    ~CodePart() override;

    /// Sets the code to `source`, whose lines still have up to `columns` columns of indentation that are
    /// not theirs. It begins with the lines of the last call, except for the last two. Returns the first
    /// line that changed.
    int setSource(QStringView source, int columns);

    void setWidth(int width) override;
    [[nodiscard]] int height() const override;
    void paint(QPainter &painter, const PartPaint &how) const override;
    [[nodiscard]] QString text() const override { return m_text; }
    [[nodiscard]] int length() const override { return static_cast<int>(m_text.size()); }
    [[nodiscard]] int positionAt(QPoint point) const override;
    [[nodiscard]] QRect characterRect(int position) const override;
    [[nodiscard]] QString toHtml(int begin, int end) const override;
    [[nodiscard]] QString toMarkdown(int begin, int end) const override;
    [[nodiscard]] QList<TranscriptControl> controls() const override;
    [[nodiscard]] int hiddenWidth() const override;
    [[nodiscard]] int scrollPosition() const override { return m_scroll; }
    void setScrollPosition(int position) override;
    [[nodiscard]] QRect scrollBar() const override;
    [[nodiscard]] QRect scrollHandle() const override;

    [[nodiscard]] int cutAbove(int y) const override;
    /// Which hidden character the sign at `point` stands for.
    [[nodiscard]] QString toolTipAt(QPoint point) const override;

    [[nodiscard]] int lineCount() const { return static_cast<int>(m_lines.size()); }
    /// Where `line` begins, from the top of the part.
    [[nodiscard]] int lineTop(int line) const;

private:
    struct Line {
        int begin = 0; // of the text
        int rowsBefore = 0; // painted rows above it; more than lines if they are wrapped
        int state = 0; // of the highlighter, at its start; valid up to m_validStates
    };

    [[nodiscard]] QStringView lineText(int line) const;
    [[nodiscard]] int lineAt(int position) const;
    [[nodiscard]] int lineAtY(int y) const;
    [[nodiscard]] int rowsOf(QStringView line) const;
    [[nodiscard]] double widthOf(QStringView line) const;
    void appendLine(QStringView line);
    void wrap(size_t from);
    void layOut(QTextLayout &layout, QStringView line) const;
    [[nodiscard]] int stateOf(int line) const;
    void paintPanel(QPainter &painter, const PartPaint &how) const;
    void paintHeader(QPainter &painter, const PartPaint &how) const;
    [[nodiscard]] QList<QTextLayout::FormatRange> formatsOf(int line, qsizetype from) const;
    [[nodiscard]] QList<QTextLayout::FormatRange> formatsOfSigns(QStringView text) const;
    void paintLine(QPainter &painter, int line, const PartPaint &how) const;
    [[nodiscard]] QRect frame() const;
    [[nodiscard]] QRect codeRect() const;
    [[nodiscard]] int headerHeight() const;

    const QString m_language;
    const TranscriptStyle &m_style;
    const int m_indent;
    const std::unique_ptr<CodeHighlighter> m_highlighter;

    QString m_text;
    mutable std::vector<Line> m_lines;
    mutable int m_validStates = 1;
    std::vector<qsizetype> m_sourceLines; // where the lines begin in the source
    int m_rows = 0;
    double m_contentWidth = 0;

    double m_advance; // of a character
    int m_lineSpacing;
    int m_ascentGap;
    int m_width = 0;
    int m_columns = 0; // that fit, when lines are wrapped
    int m_scroll = 0;
};

} // namespace bobbin
