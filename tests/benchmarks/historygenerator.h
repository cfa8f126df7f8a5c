#pragma once

#include "core/result.h"

#include <QString>

#include <array>
#include <functional>

namespace bobbin {

/// How large a generated history is; the same figures give the same history.
struct HistorySize {
    qint64 conversations = 100'000;
    qint64 messages = 1'000'000; ///< Enough for one in each conversation and for the long ones.
    int meanLength = 560; ///< Of a message, in bytes.
    quint64 seed = 1;

    friend bool operator==(const HistorySize &, const HistorySize &) = default;
};

/// The lengths of the long conversations that every generated history has, one of each, at the top of
/// the list; the title of each is titleOfLong().
inline constexpr std::array LongConversations {200, 2'000, 10'000};
[[nodiscard]] QString titleOfLong(int messages);

/// Writes a history into the data folder `folder`, which has none yet: `history.sqlite`, by the store's own
/// schema, and settings that name the conversation of 2,000 messages as the last one.
///
/// It is as if Bobbin itself had stored every message: the triggers and indexes that are put aside for speed
/// are made again as they were, and the search indexes are compared with the messages at the end.
/// `progressed` is told what is being done. The error is a message for whoever runs the benchmarks.
Status<QString> generateHistory(const QString &folder, const HistorySize &size,
                                const std::function<void(const QString &)> &progressed);

} // namespace bobbin
