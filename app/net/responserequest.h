#pragma once

#include "apicall.h"
#include "net/completionbackend.h"

// The calls of the Responses API.

namespace bobbin {

/// The request of a response. The server keeps what is asked by Strategy::Response, and nothing of
/// Strategy::FullHistory.
[[nodiscard]] ApiCall responseCall(const CompletionRequest &request, const ModelQuirks &quirks);

[[nodiscard]] QString responsePath(const QString &id);
[[nodiscard]] QString conversationPath(const QString &id);

/// How many items a conversation takes at once.
inline constexpr qsizetype mostItemsAtOnce = 20;

[[nodiscard]] ApiCall createConversationCall();
/// Requires 1 to mostItemsAtOnce `messages`.
[[nodiscard]] ApiCall addItemsCall(const QString &conversation, const QList<ChatMessage> &messages);
/// The newest items, or those that follow `after` in the list; `most` is at most 100.
[[nodiscard]] ApiCall listItemsCall(const QString &conversation, int most, const QString &after = {});

} // namespace bobbin
