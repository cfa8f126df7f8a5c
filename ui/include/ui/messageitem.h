#pragma once

#include "core/message.h"
#include "ui/messagedocument.h"

#include <QCoreApplication>

#include <memory>
#include <optional>

namespace bobbin {

/// One message as it is seen: a header with its buttons, notices on its context, the model's reasoning, the
/// text, and a note on how it ended. Above the first one that the next request has, a line says so.
///
/// Coordinates are relative to the top left corner of the row, whose width is the whole viewport's; the
/// text is a column of limited width in the middle of it.
class MessageItem
{
public:
    enum class Section { Header, Reasoning, Content, Footer };

    /// A place that stays the same while heights above it change: `y` pixels below the top of a section's
    /// block.
    struct Place {
        Section section = Section::Header;
        int block = 0;
        int y = 0;
    };

    /// A place between two characters of the message.
    struct Position {
        bool inReasoning = false;
        MessageDocument::Position place;
        friend bool operator==(const Position &, const Position &) = default;
        friend bool operator<(const Position &a, const Position &b)
        {
            return a.inReasoning != b.inReasoning ? a.inReasoning : a.place < b.place;
        }
    };

    struct Paint {
        QRect clip;
        std::optional<std::pair<Position, Position>> selection;
        QStringView marked {}; ///< What the user looks for.
        bool isHovered = false; ///< The mouse is over the row: the buttons are shown.
        std::optional<QPoint> mouse {}; ///< Where it is then.
        bool isCurrent = false;
        bool hasFocusFrame = false;
        std::optional<TranscriptControl> hovered;
        std::optional<TranscriptControl> focused;
    };

    /// `style` has to outlive the item.
    MessageItem(const BranchMessage &message, const TranscriptStyle &style);
    ~MessageItem();
    Q_DISABLE_COPY_MOVE(MessageItem)

    /// What has changed about the same message; text that goes on from the old one keeps its blocks.
    void setMessage(const BranchMessage &message);
    /// Return where, from the top of the row, something may look different.
    int appendContent(QStringView text);
    int appendReasoning(QStringView text);
    /// After measuring what was appended last: the same height, more exactly.
    [[nodiscard]] int changedTop() const;

    [[nodiscard]] const Message &message() const { return m_message; }
    /// Whether what stands above it is left out of the next request.
    void setStartsContext(bool starts) { m_startsContext = starts; }
    /// Whether nothing follows it: only then can the model be asked to go on with it.
    void setLast(bool last) { m_isLast = last; }
    [[nodiscard]] qsizetype cost() const;

    void setWidth(int width);
    [[nodiscard]] int height() const;
    void measure(int top, int bottom);
    /// Lays out the lowest `pixels`.
    void measureBottom(int pixels);
    void trim(int top, int bottom);
    /// As MessageDocument says.
    [[nodiscard]] bool isOutdated() const;
    void refresh();

    [[nodiscard]] Place placeAt(int y) const;
    [[nodiscard]] int yOf(const Place &place) const;
    /// The place that ends where `place` begins, measured, with y at its beginning; none at the top of the
    /// row.
    [[nodiscard]] std::optional<Place> placeBefore(const Place &place);
    [[nodiscard]] Place lastPlace() const { return {Section::Footer, 0, 0}; }

    void paint(QPainter &painter, const Paint &how);

    [[nodiscard]] bool isReasoningOpen() const { return m_isReasoningOpen; }
    void setReasoningOpen(bool open);

    /// What can be pressed, from top to bottom; of the text only what is between `top` and `bottom`.
    [[nodiscard]] QList<TranscriptControl> controls(int top, int bottom);
    [[nodiscard]] Position positionAt(QPoint point);
    [[nodiscard]] bool isOverText(QPoint point);
    [[nodiscard]] QRect characterRect(const Position &position);
    [[nodiscard]] MessageDocument::PartPlace partAt(QPoint point); ///< topLeft is relative to the row.

    [[nodiscard]] MessageDocument &content() { return m_content; }
    [[nodiscard]] MessageDocument *reasoning() { return m_isReasoningOpen ? m_reasoning.get() : nullptr; }
    [[nodiscard]] MessageDocument *document(bool inReasoning)
    {
        return inReasoning ? reasoning() : &m_content;
    }
    /// The mark of where the model is writing: now, and when it was painted last. Empty if there is none.
    [[nodiscard]] QRect caretRect();
    [[nodiscard]] QRect paintedCaret() const { return m_paintedCaret; }
    /// Where the message itself is, without the space around it.
    [[nodiscard]] QRect frame() const;

    /// The text of a message as it is shown, with the files that belong to it above.
    [[nodiscard]] static QString shownMarkdown(const BranchMessage &message);
    /// "You", "Assistant · gpt-4o", as the header names the writer.
    [[nodiscard]] static QString writer(const Message &message);

private:
    Q_DECLARE_TR_FUNCTIONS(bobbin::MessageItem)

    struct Note {
        QString text;
        bool isDanger = false;
        QList<TranscriptControl> buttons;
    };

    [[nodiscard]] bool isPanel() const { return m_message.role != Role::Assistant; }
    [[nodiscard]] int columnLeft() const;
    [[nodiscard]] int columnWidth() const;
    [[nodiscard]] int leadHeight() const; // of the line above the message
    [[nodiscard]] int headerTop() const;
    [[nodiscard]] int noticesTop() const;
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] int reasoningTop() const; // of the line that opens it
    [[nodiscard]] int reasoningLineHeight() const;
    [[nodiscard]] int reasoningTextTop() const;
    [[nodiscard]] int contentTop() const;
    [[nodiscard]] int footerTop() const;
    [[nodiscard]] int footerHeight() const;
    [[nodiscard]] QString reasoningTitle() const;
    [[nodiscard]] std::optional<Note> note() const;
    [[nodiscard]] QRect barTextRect(const Note &note, int top) const;
    [[nodiscard]] QRect noteTextRect(const Note &note) const;
    [[nodiscard]] QList<std::pair<Note, QRect>> notices() const; // and where their texts are
    [[nodiscard]] QList<TranscriptControl> barControls(const Note &note, const QRect &text) const;
    [[nodiscard]] QList<TranscriptControl> noticeControls() const;
    [[nodiscard]] QStringList figures() const;
    [[nodiscard]] QList<TranscriptControl> headerControls() const;
    [[nodiscard]] QList<TranscriptControl> noteControls() const;
    [[nodiscard]] TranscriptControl reasoningControl() const;
    void paintHeader(QPainter &painter, const Paint &how) const;
    void paintReasoning(QPainter &painter, const Paint &how);
    void paintBar(QPainter &painter, const Note &note, const QRect &text) const;
    void paintNote(QPainter &painter, const Paint &how) const;
    void paintNotices(QPainter &painter, const Paint &how) const;
    void paintLead(QPainter &painter) const;
    void paintButtons(QPainter &painter, const QList<TranscriptControl> &buttons, const Paint &how) const;
    [[nodiscard]] MessageDocument::Paint documentPaint(const Paint &how, bool inReasoning, int top);

    const TranscriptStyle &m_style;
    Message m_message; // its texts are empty: the documents have them
    bool m_isEmpty = false;
    bool m_isTextAppended = false; // by the last change, to text that was there
    bool m_startsContext = false;
    bool m_isLast = false;
    int m_alternative = 0;
    int m_alternatives = 1;
    MessageDocument m_content;
    std::unique_ptr<MessageDocument> m_reasoning; // null if there is none
    bool m_isReasoningOpen = false;
    QRect m_paintedCaret;
    int m_width = 0;
};

} // namespace bobbin
