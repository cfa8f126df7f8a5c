#pragma once

#include "ui/textpart.h"

#include <QCoreApplication>
#include <QStringList>

#include <vector>

class QTextTable;

namespace bobbin {

/// A table of a message: rows of cells, the first of which is its header.
using TableRows = QList<QStringList>;

/// As other programs take tables: RFC 4180, GitHub's Markdown, HTML, and columns divided by tabs. The cells
/// of `rows` are Markdown for markdownOfTable(), else plain text.
[[nodiscard]] QString csvOfTable(const TableRows &rows);
[[nodiscard]] QString markdownOfTable(const TableRows &rows);
[[nodiscard]] QString htmlOfTable(const TableRows &rows);
[[nodiscard]] QString tabbedTextOfTable(const TableRows &rows);

/// A part that is a table. One that is wider than the text scrolls in its place.
class TablePart final : public TextPart
{
    Q_DECLARE_TR_FUNCTIONS(bobbin::TablePart)
public:
    static constexpr int Line = 1; ///< Pixels around each cell, where the part draws its lines.

    using TextPart::TextPart;

    void setWidth(int width) override;

    [[nodiscard]] TableRows rows() const;
    [[nodiscard]] TableRows markdownRows() const;

    [[nodiscard]] QString toHtml(int begin, int end) const override;
    [[nodiscard]] QString toMarkdown(int begin, int end) const override;
    [[nodiscard]] int cutAbove(int y) const override;
    [[nodiscard]] int sameAbove(const BlockPart &earlier) const override;
    void paint(QPainter &painter, const PartPaint &how) const override;
    [[nodiscard]] QList<TranscriptControl> controls() const override;

private:
    [[nodiscard]] QTextTable *table() const;
    [[nodiscard]] int rowTop(int row) const;
    [[nodiscard]] int firstRowFrom(double y) const; // whose top is there or below
    [[nodiscard]] bool isSameRow(int row, const TablePart &earlier) const;
    template<typename Write>
    [[nodiscard]] TableRows gather(Write write) const;
    [[nodiscard]] TranscriptControl menuButton() const;
    void shareWidth(double available);
    void paintDecorations(QPainter &painter, const QRectF &clip) const override;
    [[nodiscard]] QRectF cellRect(int row, int column) const;

    std::vector<double> m_natural; // how wide the columns would be without breaking a line
};

} // namespace bobbin
