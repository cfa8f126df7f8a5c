#pragma once

#include "markdown/markdownblocks.h"
#include "ui/blockpart.h"
#include "ui/markdownbuilder.h"
#include "ui/tablepart.h"
#include "ui/transcriptlayout.h"

#include <compare>

namespace bobbin {

/// The Markdown of one text, cut into blocks that are built and laid out one by one, when they are needed.
///
/// Growing it changes only the last blocks. Blocks that have not been measured count with an estimate, so
/// the positions of those below move when measure() is called. Coordinates are relative to the top left
/// corner; the width has to be set before anything that speaks of places.
class MessageDocument
{
public:
    /// A place between two characters; `offset` counts in the block's text.
    struct Position {
        int block = 0;
        int offset = 0;
        friend auto operator<=>(const Position &, const Position &) = default;
    };

    struct Paint {
        QRect clip;
        Position selectionBegin;
        Position selectionEnd;
        QStringView marked {};
        bool isMuted = false;
        std::optional<QPoint> mouse {}; ///< Where the mouse is, if it is over the document.
        const TranscriptControl *hovered = nullptr;
        const TranscriptControl *focused = nullptr;
    };

    /// `style` has to outlive the document.
    explicit MessageDocument(const TranscriptStyle &style);
    ~MessageDocument();
    Q_DISABLE_COPY_MOVE(MessageDocument)

    /// Replaces the text, or goes on with it where it is a continuation.
    void setText(const QString &text, bool isComplete);
    /// Adds to the text. Above the returned height nothing looks different.
    int append(QStringView text);
    /// The same height after measuring, which can tell more exactly.
    [[nodiscard]] int changedTop() const;
    [[nodiscard]] const QString &source() const { return m_text; }

    void setWidth(int width);
    [[nodiscard]] int height() const { return m_layout.totalHeight(); }
    /// Lays out what is between `top` and `bottom`.
    void measure(int top, int bottom);
    void measureBlock(int block);
    void measureAll();
    /// Whether something of what is built is on its way; isOutdated() when that has come.
    [[nodiscard]] bool isAwaiting() const;
    /// The lowest place at `y` or above it where the document can be cut without cutting a line.
    [[nodiscard]] int cutAbove(int y);
    /// Forgets what has been built, except between `top` and `bottom`, once it is a lot. Heights stay.
    void trim(int top, int bottom);
    /// Whether formulas of what is built have been set since; refresh() then lets them be shown. Heights stay
    /// until measure().
    [[nodiscard]] bool isOutdated() const;
    void refresh();

    [[nodiscard]] int blockCount() const { return m_source.count(); }
    [[nodiscard]] int blockTop(int block) const { return m_layout.top(block); }
    [[nodiscard]] int blockHeight(int block) const { return m_layout.height(block); }
    /// The block at `y`, or the nearest one; -1 if there is none.
    [[nodiscard]] int blockAt(int y) const { return blockCount() == 0 ? -1 : m_layout.rowAt(y); }
    [[nodiscard]] bool isBuilt(int block) const { return m_blocks[static_cast<size_t>(block)].isBuilt; }
    /// How many blocks have been built since the document was made, counting those built again.
    [[nodiscard]] int buildCount() const { return m_buildCount; }

    void paint(QPainter &painter, const Paint &how);

    [[nodiscard]] Position positionAt(QPoint point);
    /// Where the character at `position` is. Measures its block.
    [[nodiscard]] QRect characterRect(Position position);
    [[nodiscard]] Position end();
    /// The word, or the paragraph, around `position`.
    [[nodiscard]] std::pair<Position, Position> wordAt(Position position);
    [[nodiscard]] std::pair<Position, Position> paragraphAt(Position position);

    /// What is shown, as plain text; positions convert to and from its characters.
    [[nodiscard]] QString plainText();
    [[nodiscard]] int toOffset(Position position);
    [[nodiscard]] Position fromOffset(int offset);
    [[nodiscard]] QString text(Position begin, Position end);
    [[nodiscard]] QString html(Position begin, Position end);
    [[nodiscard]] QString markdown(Position begin, Position end);
    /// The code of a block of code; empty for other blocks.
    [[nodiscard]] QString code(int block);
    [[nodiscard]] int lastCodeBlock() const; ///< -1 if there is none.
    /// The language that a block of code names; empty if it names none.
    [[nodiscard]] QString codeLanguage(int block) const;
    /// The rows of the table that the part at `position` is of, which may go on in further blocks; empty if
    /// it is no table.
    [[nodiscard]] TableRows table(Position position, bool asMarkdown);
    /// Where the footnote is, or the first mark that refers to it.
    [[nodiscard]] std::optional<Position> find(const FootnoteTarget &target) const;

    /// The links and buttons of the blocks between `top` and `bottom` that are laid out.
    [[nodiscard]] QList<TranscriptControl> controls(int top, int bottom);

    struct PartPlace {
        BlockPart *part = nullptr;
        QPoint topLeft;
        int block = 0;
        int offset = 0; ///< Of the part's text in that of the block.
    };
    /// The part at `point`; null if there is none.
    [[nodiscard]] PartPlace partAt(QPoint point);

private:
    struct Block {
        bool isBuilt = false;
        qsizetype sourceLength = 0; // when it was built
        std::vector<std::unique_ptr<BlockPart>> parts;
    };

    // What stood in the first block that has changed, as it was painted last.
    struct Earlier {
        int block = -1;
        std::unique_ptr<BlockPart> part;
    };

    int divide(bool isComplete);
    void keepEarlier(int block);
    void build(int block);
    void drop(int block);
    [[nodiscard]] int gapAbove(int block) const;
    [[nodiscard]] int estimate(int block) const;
    [[nodiscard]] QString blockText(int block);
    [[nodiscard]] int blockLength(int block);
    [[nodiscard]] QString plainText(int block, int from, int to);
    [[nodiscard]] int plainLength(int block);
    [[nodiscard]] QStringView separatorAfter(int block) const;
    [[nodiscard]] const std::vector<std::unique_ptr<BlockPart>> &parts(int block);
    template<typename Visit>
    void forEachPart(int block, Visit visit);
    [[nodiscard]] PartPlace partOf(Position position);
    template<typename Write>
    QString gather(Position begin, Position end, Write write);

    const TranscriptStyle &m_style;
    QString m_text;
    MarkdownBlocks m_source;
    std::vector<Block> m_blocks;
    TranscriptLayout m_layout;
    Earlier m_earlier;
    int m_changedTop = 0; // of the last change
    int m_width = 0;
    int m_buildCount = 0;
    qsizetype m_builtLength = 0; // characters of the source of the blocks that are built
};

} // namespace bobbin
