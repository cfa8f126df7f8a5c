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
/// `anchor` is where selecting began, `cursor` where it is now. Rows between them that are not loaded do
/// not count. Reasoning counts only while it is unfolded.
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
    void selectAll();
    void clear();
    /// Clears the selection if one of its ends is in a message that has gone.
    void forgetStrangers();

    /// What of `row` is selected.
    [[nodiscard]] std::optional<std::pair<MessageItem::Position, MessageItem::Position>> in(int row) const;

    [[nodiscard]] QString text() const;
    [[nodiscard]] QString html() const;
    [[nodiscard]] QString markdown() const;
    /// All three at once, for the clipboard; null if nothing is selected. The caller owns it.
    [[nodiscard]] std::unique_ptr<QMimeData> mimeData() const;

private:
    template<typename Take>
    QString gather(QStringView separator, Take take) const;

    TranscriptItems &m_items;
    const TranscriptModel *m_model = nullptr;
    TranscriptPosition m_anchor;
    TranscriptPosition m_cursor;
};

/// What of one message is copied, in all flavours.
[[nodiscard]] std::unique_ptr<QMimeData> mimeDataOf(MessageItem &item);

} // namespace bobbin
