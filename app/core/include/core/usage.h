#pragma once

#include "core/message.h"

namespace bobbin {

/// What a request was for.
enum class Purpose { Reply, Title, Summary };

/// One request that cost something.
struct UsageEntry {
    Timestamp at {};
    ConversationId conversation;
    ServiceId service;
    QString model;
    Purpose purpose = Purpose::Reply;
    Usage usage;
    std::optional<qint64> cost; ///< In billionths of a US dollar.

    friend bool operator==(const UsageEntry &, const UsageEntry &) = default;
};

/// More than one request can use: what says so is made up or broken.
inline constexpr qint64 MostTokens = 1'000'000'000;
inline constexpr qint64 MostCost = 10'000'000'000'000; ///< In billionths of a US dollar.

/// The sum of some requests. Tokens and costs that are not known count nothing.
struct UsageSum {
    /// No sum is larger, so that sums can be added.
    static constexpr qint64 Most = 9'000'000'000'000'000;

    qint64 requests = 0;
    qint64 promptTokens = 0;
    qint64 completionTokens = 0;
    qint64 cachedTokens = 0;
    qint64 reasoningTokens = 0;
    qint64 cost = 0; ///< In billionths of a US dollar.
    qint64 requestsWithCost = 0;

    UsageSum &operator+=(const UsageSum &other);
    friend bool operator==(const UsageSum &, const UsageSum &) = default;
};

/// What was used of one model in one month.
struct UsageOfMonth {
    QString month; ///< Local, as "2026-11".
    ServiceId service;
    QString model;
    Purpose purpose = Purpose::Reply;
    UsageSum sum;

    friend bool operator==(const UsageOfMonth &, const UsageOfMonth &) = default;
};

} // namespace bobbin
