#pragma once

#include "models/transcriptmodel.h"
#include "ui/messageitem.h"

#include <QHash>

#include <memory>

namespace bobbin {

/// The messages of a model that have been built, the least recently used ones of which are given up.
///
/// Items are counted by the characters they hold. An item stays valid until trim(), forget() or clear().
class TranscriptItems
{
public:
    /// `style` has to outlive the items.
    explicit TranscriptItems(const TranscriptStyle &style) : m_style(style) { }

    void setModel(const TranscriptModel *model);
    void setWidth(int width);

    /// The item of a row; built if it is not, null if the row is not loaded.
    [[nodiscard]] MessageItem *build(int row);
    /// The item of a row if it has been built.
    [[nodiscard]] MessageItem *find(int row) const;
    /// Shows what the model has in a row now, if its item has been built.
    void update(int row);
    /// Keeps those that were asked for since the last trim(), and others up to a total of characters.
    void trim();
    /// Gives up the items of messages that are not in the model any more.
    void forgetStrangers();
    void remove(int row);
    void clear() { m_items.clear(); }
    /// As MessageDocument says.
    [[nodiscard]] bool isOutdated() const;
    void refresh();

    [[nodiscard]] int count() const { return static_cast<int>(m_items.size()); }
    /// How many have been built since the beginning.
    [[nodiscard]] int buildCount() const { return m_buildCount; }

private:
    struct Entry {
        std::shared_ptr<MessageItem> item;
        quint64 lastUse = 0;
    };

    void place(MessageItem &item, int row) const;

    const TranscriptStyle &m_style;
    const TranscriptModel *m_model = nullptr;
    mutable QHash<MessageId, Entry> m_items;
    mutable quint64 m_clock = 0;
    quint64 m_lastTrim = 0;
    int m_width = 0;
    int m_buildCount = 0;
};

} // namespace bobbin
