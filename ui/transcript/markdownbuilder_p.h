#pragma once

#include "maths/formula.h"
#include "ui/markdownbuilder.h"

#include <QCoreApplication>
#include <QTextCursor>
#include <QTextDocument>

#include <memory>
#include <optional>

class QTextTable;

namespace bobbin {

/// Goes once through what a block of Markdown consists of, and builds its parts on the way: blocks become
/// paragraphs of a document, or parts of their own; spans become formats of its characters.
class MarkdownBuilder
{
    Q_DECLARE_TR_FUNCTIONS(bobbin::MarkdownBuilder)
public:
    MarkdownBuilder(const TranscriptStyle &style, BuildOptions options) : m_style(style), m_options(options)
    {
    }

    std::vector<std::unique_ptr<BlockPart>> build(const std::vector<MarkdownEvent> &events);

private:
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

} // namespace bobbin
