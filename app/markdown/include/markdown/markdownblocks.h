#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace bobbin {

enum class DisplayMath;

/// A piece of a Markdown text that can be parsed and shown by itself.
///
/// All positions are of the whole text, in UTF-16 code units.
struct MarkdownBlock {
    enum class Kind {
        Text, ///< Anything but code: a paragraph, a heading, a table, a quote, one item of a list.
        Code, ///< The lines of one fenced or indented code block.
        Image, ///< An image that is in the text itself, as a data: URL, on a line of its own.
    };
    Kind kind = Kind::Text;
    qsizetype begin = 0;
    qsizetype end = 0; ///< Behind the last character that is not blank.

    bool tight =
        false; ///< Nothing separates it from the block before: an item of a tight list, a divided paragraph.
    int number = -1; ///< Of an item of an ordered list: its number, which the text does not always say.
    int depth =
        0; ///< How many list items it continues, that is, how far it is indented without a mark of its own.
    QString head; ///< What has to precede it to be understood: the marks of those items, or a table's header.

    // Of code:
    qsizetype infoBegin = 0; ///< What follows the opening fence.
    qsizetype infoEnd = 0;
    qsizetype codeBegin = 0;
    qsizetype codeEnd = 0; ///< Without the last line break.
    int codeIndent = 0; ///< Columns of white space that do not belong to the code, at the start of each line.

    // Of an image: what stands for it in words is from infoBegin to infoEnd, its address from codeBegin to
    // codeEnd. It ends behind the address as long as it is still being received, else behind a parenthesis.

    friend bool operator==(const MarkdownBlock &, const MarkdownBlock &) = default;
};

/// Divides a Markdown text that grows at its end into blocks, so that only the last ones have to be
/// parsed again.
///
/// The text stays with the caller; update() looks only at what has been added and at the last line.
/// The division does not depend on the pieces in which the text arrived. It is finer than CommonMark's
/// blocks: each item of a list is one, and code inside a list item is one too. A paragraph, table or
/// item that is longer than a few thousand characters is divided, so that the cost of a token has a
/// bound; for the same reason the text between two blocks that were divided is parsed apart. The lines of a
/// displayed formula stay in one block, whatever they look like.
///
/// Link reference definitions act on the whole text, as CommonMark wants: source() puts those that a
/// block uses in front of it, and a definition that arrives later changes the blocks that wait for it.
/// Definitions in a paragraph count once it is followed by something, or the text is complete; those inside
/// quotes and lists count only there.
class MarkdownBlocks
{
public:
    /// Takes notice of `text`, which begins with the text of the last call. `isComplete` says that
    /// nothing will follow. Returns the index of the first block that is new or changed, or count().
    int update(QStringView text, bool isComplete);
    void clear() { *this = {}; }

    [[nodiscard]] int count() const { return static_cast<int>(m_blocks.size()); }
    [[nodiscard]] const MarkdownBlock &at(int index) const { return m_blocks[static_cast<size_t>(index)]; }

    /// The line that closes the fence that is open at the end; empty if none is.
    [[nodiscard]] QString closingFence() const;

    /// What to give to parseMarkdown() for a block of kind Text: its part of `text` and what it refers to.
    [[nodiscard]] QString source(int index, QStringView text) const;

private:
    enum class Open { Nothing, Paragraph, Table, Quote, Item, Indented, Fence, Image };

    struct ListItem {
        int contentIndent = 0; // columns before its content
        QString mark; // with the white space around it, as wide as contentIndent
    };

    // Everything that is known at the start of a line.
    struct State {
        Open open = Open::Nothing;
        bool afterBlank = false;
        std::vector<ListItem> items; // the open items, outermost first
        QChar listType; // of the outermost list; null outside lists
        int listNumber = 0; // of its newest item
        QChar fenceChar;
        qsizetype fenceLength = 0;
        int fenceOuterIndent = 0; // what a line needs to be in the same list item as the fence
        qsizetype previousLine = 0; // where the line before begins
        QString tableHead;
        DisplayMath display {}; // a formula goes on in the line
    };

    // A stretch of the text between line breaks, or a part of a very long one.
    struct Line {
        QStringView text;
        qsizetype begin = 0;
        int indent = 0;
        qsizetype first = 0; // of text: where it begins behind its white space
        [[nodiscard]] qsizetype end() const { return begin + text.size(); }
        [[nodiscard]] QStringView trimmed() const { return text.sliced(first).trimmed(); }
    };

    void scan(QStringView text);
    void takeLine(QStringView text, qsizetype begin, qsizetype end);
    void takeRemainder(QStringView text, qsizetype begin, qsizetype end);
    bool takeFenceLine(const Line &line);
    bool openImage(const Line &line);
    void takeImageText(QStringView text, qsizetype begin);
    bool takeFormulaLine(const Line &line);
    [[nodiscard]] DisplayMath displayBehind(const Line &line) const;
    bool takeListLine(const Line &line);
    void takeItemLine(const Line &line);
    void takeTopLine(QStringView text, const Line &line);
    bool takeLeafLine(const Line &line);
    void takeParagraphLine(QStringView text, const Line &line);
    bool openItem(const Line &line);
    void openMarks(const Line &line, int depth);
    void openFence(const Line &line, qsizetype from, int indent, int outerIndent);
    MarkdownBlock &openBlock(Open open, qsizetype begin, qsizetype end);
    MarkdownBlock &continueItem(qsizetype begin, qsizetype end, int indent);
    void closeList();
    [[nodiscard]] bool isLongerThan(qsizetype length, qsizetype to) const;
    [[nodiscard]] int settleReferences(QStringView text, int end);
    [[nodiscard]] int takeDefinitions(QStringView text, const MarkdownBlock &block);

    std::vector<MarkdownBlock> m_blocks;
    State m_state;
    qsizetype m_lineBegin = 0; // of the first line that is not complete
    qsizetype m_searched = 0; // there is no line break between m_lineBegin and here
    bool m_isRemainder = false; // m_lineBegin is within a very long line
    bool m_isComplete = false;

    // How it was before the last line, which is not complete.
    State m_committedState;
    std::vector<MarkdownBlock> m_committedLast; // none or one
    size_t m_committedCount = 0;

    int m_settled = 0; // blocks whose references have been looked at
    QHash<QString, QString> m_definitions; // by normalized label
    QHash<QString, int> m_firstUse; // the first settled block that mentions a label
};

} // namespace bobbin
