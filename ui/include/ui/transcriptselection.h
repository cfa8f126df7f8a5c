#pragma once

#include "ui/transcriptitems.h"

#include <optional>

class QMimeData;

namespace bobbin {

/// A place between two characters of a transcript. It stays the same while messages grow, arrive and go.
struct TranscriptPosition {
    MessageId message;
    MessageItem::Position place;
    friend bool operator==(const TranscriptPosition &, const TranscriptPosition &) = default;
};

/// The characters that are selected, possibly in several messages.
///
/// `anchor` is where selecting began, `cursor` where it is now. Reasoning counts only while it is unfolded.
/// What is selected in rows that are not loaded has to be loaded before it can be had: see isLoaded().
class TranscriptSelection
{
public:
    /// `items` has to outlive the selection.
    explicit TranscriptSelection(TranscriptItems &items) : m_items(items) { }

    void setModel(const TranscriptModel *model);

    [[nodiscard]] bool isEmpty() const { return m_anchor == m_cursor; }
    [[nodiscard]] const TranscriptPosition &anchor() const { return m_anchor; }
    [[nodiscard]] const TranscriptPosition &cursor() const { return m_cursor; }
    void select(const TranscriptPosition &anchor, const TranscriptPosition &cursor);
    /// Everything, also what is not loaded and what comes later.
    void selectAll();
    void clear();
    /// Clears the selection if one of its ends is in a message that has gone.
    void forgetStrangers();

    /// What of `row` is selected.
    [[nodiscard]] std::optional<std::pair<MessageItem::Position, MessageItem::Position>> in(int row) const;

    /// The first and the last row in which something is selected.
    [[nodiscard]] std::optional<std::pair<int, int>> rows() const;
    /// Whether all of those rows are loaded. What follows has only what is.
    [[nodiscard]] bool isLoaded() const;

    struct Copy {
        QString text;
        QString html;
        QString markdown;
    };
    /// Appends what of `row` is selected.
    void addTo(Copy &copy, int row) const;
    [[nodiscard]] QString text() const { return copy().text; }
    /// For the clipboard; null if nothing is selected. The caller owns it.
    [[nodiscard]] std::unique_ptr<QMimeData> mimeData() const;

private:
    [[nodiscard]] Copy copy() const;

    TranscriptItems &m_items;
    const TranscriptModel *m_model = nullptr;
    TranscriptPosition m_anchor;
    TranscriptPosition m_cursor;
    bool m_isAll = false;
};

/// In all flavours, for the clipboard.
[[nodiscard]] std::unique_ptr<QMimeData> mimeDataOf(const TranscriptSelection::Copy &copy);

/// What of one message is copied, in all flavours.
[[nodiscard]] std::unique_ptr<QMimeData> mimeDataOf(MessageItem &item);

} // namespace bobbin
