#include "countedusage_p.h"

#include "store/conversationstore.h"

#include <algorithm>

namespace bobbin {

CountedUsage::Key CountedUsage::keyOf(const UsageEntry &entry)
{
    return {entry.service.toBytes(),
            entry.model,
            entry.usage.promptTokens,
            entry.usage.completionTokens,
            entry.usage.cachedTokens,
            entry.usage.reasoningTokens,
            entry.cost};
}

Status<StoreError> CountedUsage::learn(ConversationStore &store)
{
    if (m_isLearned)
        return Ok;
    const auto replies = store.usage().replies();
    if (!replies)
        return Failure {replies.error()};
    for (const auto &[number, entry] : replies.value())
        m_entries.insert({keyOf(entry), {entry.at, number}});
    m_isLearned = true;
    return Ok;
}

std::optional<qint64> CountedUsage::take(const Message &reply, Timestamp now)
{
    const Timestamp first = reply.createdAt > now ? Timestamp::min() : reply.createdAt;
    const auto [begin, end] = m_entries.equal_range(keyOf(usageOf({}, reply, {})));
    const auto found = std::find_if(begin, end, [&](const auto &entry) {
        const Timestamp at = entry.second.first;
        return at >= first && at <= std::max(reply.createdAt, reply.updatedAt);
    });
    if (found == end)
        return {};
    const qint64 number = found->second.second;
    m_entries.erase(found);
    return number;
}

} // namespace bobbin
