#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/strategy.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace bobbin {

/// Where a conversation's title comes from. A later one may replace an earlier one, never the reverse.
enum class TitleSource { FirstWords, Model, User };

/// How a list of conversations is ordered: the newest first, or by title. Those that are pinned come before
/// all.
enum class ListOrder { Activity, Creation, Title };

/// What a request asks of the model beyond its messages; empty means the service's default.
struct Parameters {
    std::optional<double> temperature; ///< 0 to 2.
    std::optional<double> topP; ///< 0 to 1.
    std::optional<int> maxOutputTokens;
    QString reasoningEffort; ///< As the service names it, such as "low"; empty for its default.

    friend bool operator==(const Parameters &, const Parameters &) = default;
};

/// A titled tree of messages, with what is used to continue it.
struct Conversation {
    ConversationId id;
    QString title;
    TitleSource titleSource = TitleSource::FirstWords;
    ServiceId service; ///< Null until one is chosen.
    QString model; ///< Empty for the service's default model.
    QString instructions; ///< The system prompt.
    Parameters parameters;
    std::optional<Strategy> strategy; ///< Empty for its service's.
    MessageId leaf; ///< The end of the active branch; null in an empty conversation.
    int length = 0; ///< Number of messages on the active branch.
    bool pinned = false;
    bool archived = false;
    std::optional<Timestamp> trashedAt;
    FolderId folder; ///< Null for none.
    QStringList tags; ///< As sortedTags() puts them.
    Timestamp createdAt {};
    Timestamp activeAt {}; ///< When something was last said in it; the sidebar's order.
    Timestamp updatedAt {}; ///< When the row last changed in any way.

    friend bool operator==(const Conversation &, const Conversation &) = default;
};

/// What the sidebar shows of a conversation.
struct ConversationSummary {
    ConversationId id;
    QString title;
    bool pinned = false;
    bool archived = false;
    bool trashed = false;
    Timestamp activeAt {};
    Timestamp createdAt {};
    FolderId folder;
    QStringList tags;
    QString snippet; ///< Of search results: where the words are, with U+E000 and U+E001 around each hit.
    MessageId hit; ///< Of search results: the message with the words; null if they are in the title.

    friend bool operator==(const ConversationSummary &, const ConversationSummary &) = default;
};

} // namespace bobbin
