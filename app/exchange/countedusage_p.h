#pragma once

#include "core/result.h"
#include "core/usage.h"
#include "store/storeerror.h"

#include <map>
#include <optional>
#include <tuple>

namespace bobbin {

class ConversationStore;

/// Recognises what a reply cost in the book of usage, where it stays when the reply is deleted: whatever is
/// imported again has been counted.
class CountedUsage final
{
public:
    /// Reads the book once.
    [[nodiscard]] Status<StoreError> learn(ConversationStore &store);
    /// The number of an entry that is of `reply`: it says the same, and was made when the reply came in. Each
    /// is given once. A reply that claims to be of later than `now` may have an entry of any time.
    [[nodiscard]] std::optional<qint64> take(const Message &reply, Timestamp now);

private:
    using Number = std::optional<qint64>;
    using Key = std::tuple<QByteArray, QString, Number, Number, Number, Number, Number>;
    [[nodiscard]] static Key keyOf(const UsageEntry &entry);

    bool m_isLearned = false;
    std::multimap<Key, std::pair<Timestamp, qint64>> m_entries;
};

} // namespace bobbin
