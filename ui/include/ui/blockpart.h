#pragma once

#include "ui/transcriptstyle.h"

#include <QList>
#include <QRect>
#include <QString>

class QPainter;

namespace bobbin {

/// Something of a message that can be pressed.
struct TranscriptControl {
    enum class Kind {
        Link, ///< data: the address.
        CopyCode,
        WrapCode,
        Copy,
        Retry,
        Edit,
        More,
        PreviousAlternative,
        NextAlternative,
        Reasoning, ///< Opens and closes it.
        Continue,
        NoticeDetails, ///< offset: which one.
        LoadImage, ///< data: the address.
        ImageMenu, ///< data: the address.
        TableMenu,
        SaveCode,
    };
    Kind kind = Kind::Link;
    QRect rect; ///< For a link, of its first line.
    QString text; ///< What it shows, and how assistive technology calls it if name is empty.
    QString name;
    QString data;
    int block = -1; ///< Of what is inside the message's text: where.
    int offset = 0;
    bool inReasoning = false;
    bool isFramed = false; ///< A button that is the next thing to do.
    bool isOverlay = false; ///< Only to be seen while the mouse is over its part, or it has the focus.

    /// Whether it is the same thing, wherever it is by now.
    [[nodiscard]] bool isSameAs(const TranscriptControl &other) const
    {
        return kind == other.kind && block == other.block && offset == other.offset
            && inReasoning == other.inReasoning;
    }
};

/// What painting a part depends on besides the part.
struct PartPaint {
    QRect clip; ///< In the part's coordinates.
    int selectionBegin = 0; ///< Positions of the part's text; nothing is selected if they are equal.
    int selectionEnd = 0;
    QStringView marked {}; ///< What the user looks for: marked wherever it stands, whatever the case.
    bool isMuted = false; ///< As the model's reasoning is.
    bool isHovered = false; ///< The mouse is over the part.
    const TranscriptControl *hovered = nullptr; ///< Null if it is not in this part.
    const TranscriptControl *focused = nullptr;
};

/// How large the button with `text` is, and what it looks like; `control.rect` says where it is.
[[nodiscard]] QSize buttonSize(const QString &text, const TranscriptStyle &style);
void paintButton(QPainter &painter, const TranscriptControl &control, const TranscriptStyle &style,
                 const PartPaint &how);

/// A piece of a message's block with its own way of being laid out and painted: text, a table, code.
///
/// Positions count the characters of text(); coordinates are relative to the part's top left corner.
/// A part is laid out by setWidth(), which comes before anything that speaks of places.
class BlockPart
{
public:
    BlockPart() = default;
    virtual ~BlockPart();
    Q_DISABLE_COPY_MOVE(BlockPart)

    virtual void setWidth(int width) = 0;
    [[nodiscard]] virtual int height() const = 0;
    virtual void paint(QPainter &painter, const PartPaint &how) const = 0;

    [[nodiscard]] virtual QString text() const = 0;
    [[nodiscard]] virtual int length() const = 0;
    /// The characters from `begin` to `end` for those who cannot see them: where a character of text() stands
    /// for a formula, its source. plainOffset() and fromPlainOffset() convert positions to and from its
    /// offsets.
    [[nodiscard]] virtual QString toPlainText(int begin, int end) const;
    [[nodiscard]] virtual int plainOffset(int position) const { return position; }
    [[nodiscard]] virtual int fromPlainOffset(int offset) const { return offset; }
    /// The position nearest to `point`.
    [[nodiscard]] virtual int positionAt(QPoint point) const = 0;
    /// Where the character at `position` is painted.
    [[nodiscard]] virtual QRect characterRect(int position) const = 0;
    /// The characters from `begin` to `end` as the other flavours of a clipboard; both may be the whole text.
    [[nodiscard]] virtual QString toHtml(int begin, int end) const = 0;
    [[nodiscard]] virtual QString toMarkdown(int begin, int end) const = 0;
    /// The line of text, between line breaks, that `position` is in: begin and end.
    [[nodiscard]] std::pair<int, int> paragraphAt(int position) const;

    /// Links and buttons; `block` and `inReasoning` are left for the owner to fill in.
    [[nodiscard]] virtual QList<TranscriptControl> controls() const { return {}; }

    /// What is to be known about what is at `point`; mostly nothing.
    [[nodiscard]] virtual QString toolTipAt(QPoint) const { return {}; }
    /// Whether it has to be built again to show a formula or an image that has become known since.
    [[nodiscard]] virtual bool isOutdated() const { return false; }
    /// Whether something of it is on its way; isOutdated() when that has come.
    [[nodiscard]] virtual bool isAwaiting() const { return false; }

    /// The lowest place at `y` or above it where the part can be cut without cutting a line; 0 if there is
    /// none.
    [[nodiscard]] virtual int cutAbove(int y) const { return y >= height() ? height() : 0; }

    /// Above which height it is painted as `earlier` was, which stood in its place with the same width.
    [[nodiscard]] virtual int sameAbove(const BlockPart &) const { return 0; }

    /// How much wider than the part its contents are; 0 if they fit.
    [[nodiscard]] virtual int hiddenWidth() const { return 0; }
    [[nodiscard]] virtual int scrollPosition() const { return 0; }
    virtual void setScrollPosition(int) { }
    /// The horizontal scroll bar and its handle; empty if there is none.
    [[nodiscard]] virtual QRect scrollBar() const { return {}; }
    [[nodiscard]] virtual QRect scrollHandle() const { return {}; }
};

} // namespace bobbin
