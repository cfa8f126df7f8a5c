#pragma once

#include "apicall.h"
#include "net/completionbackend.h"

// The calls of the Assistants API (version 2).

namespace bobbin {

struct Assistant;

[[nodiscard]] ApiCall createThreadCall();
/// The call for one message; the API knows only users and assistants.
[[nodiscard]] ApiCall addMessageCall(const QString &thread, const ChatMessage &message);
/// The newest messages, or those that follow `after` in the list; `most` is at most 100.
[[nodiscard]] ApiCall listMessagesCall(const QString &thread, int most, const QString &after = {});
[[nodiscard]] ApiCall findThreadCall(const QString &thread);
[[nodiscard]] ApiCall removeThreadCall(const QString &thread);

/// Starts the run that answers what the thread holds.
[[nodiscard]] ApiCall runCall(const CompletionRequest &request, const ModelQuirks &quirks);
[[nodiscard]] ApiCall findRunCall(const QString &thread, const QString &run);
[[nodiscard]] ApiCall cancelRunCall(const QString &thread, const QString &run);

/// The assistants that follow `after`, newest first; the first ones if it is empty.
[[nodiscard]] ApiCall listAssistantsCall(const QString &after);
[[nodiscard]] ApiCall createAssistantCall(const Assistant &assistant);

} // namespace bobbin
