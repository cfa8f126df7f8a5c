#include "ui/transcriptitems.h"

#include <algorithm>
#include <vector>

namespace bobbin {

// Characters of messages that are kept built though they are out of sight; about 90 bytes each.
static constexpr qsizetype MaximalCost = 500'000;

void TranscriptItems::setModel(const TranscriptModel *model)
{
    m_items.clear();
    m_model = model;
}

void TranscriptItems::setWidth(int width)
{
    m_width = width;
    for (const Entry &entry : std::as_const(m_items))
        entry.item->setWidth(width);
}

MessageItem *TranscriptItems::find(int row) const
{
    if (!m_model || !m_model->isLoaded(row))
        return nullptr;
    const auto it = m_items.find(m_model->messageAt(row).id);
    if (it == m_items.end())
        return nullptr;
    it->lastUse = ++m_clock;
    return it->item.get();
}

void TranscriptItems::remove(int row)
{
    if (m_model && m_model->isLoaded(row))
        m_items.remove(m_model->messageAt(row).id);
}

MessageItem *TranscriptItems::build(int row)
{
    if (MessageItem *item = find(row))
        return item;
    if (!m_model || !m_model->isLoaded(row))
        return nullptr;
    const BranchMessage &message = m_model->at(row);
    Entry entry {std::make_shared<MessageItem>(message, m_style), ++m_clock};
    entry.item->setWidth(m_width);
    place(*entry.item, row);
    ++m_buildCount;
    return m_items.insert(message.message.id, entry)->item.get();
}

void TranscriptItems::update(int row)
{
    if (MessageItem *item = find(row)) {
        item->setMessage(m_model->at(row));
        place(*item, row);
    }
}

void TranscriptItems::place(MessageItem &item, int row) const
{
    item.setStartsContext(row > 0 && row == m_model->contextBegin());
    item.setLast(row == m_model->rowCount() - 1);
}

void TranscriptItems::trim()
{
    qsizetype cost = 0;
    for (const Entry &entry : std::as_const(m_items))
        cost += entry.item->cost();
    std::vector<std::pair<quint64, MessageId>> byAge;
    if (cost > MaximalCost) {
        for (auto it = m_items.cbegin(); it != m_items.cend(); ++it) {
            if (it->lastUse <= m_lastTrim)
                byAge.emplace_back(it->lastUse, it.key());
        }
        std::sort(byAge.begin(), byAge.end());
    }
    for (const auto &[lastUse, id] : byAge) {
        if (cost <= MaximalCost)
            break;
        cost -= m_items[id].item->cost();
        m_items.remove(id);
    }
    m_lastTrim = m_clock;
}

bool TranscriptItems::isOutdated() const
{
    return std::any_of(m_items.cbegin(), m_items.cend(),
                       [](const Entry &entry) { return entry.item->isOutdated(); });
}

void TranscriptItems::refresh()
{
    for (const Entry &entry : std::as_const(m_items))
        entry.item->refresh();
}

void TranscriptItems::forgetStrangers()
{
    m_items.removeIf([this](const auto &it) { return !m_model || m_model->rowOf(it.key()) < 0; });
}

} // namespace bobbin
