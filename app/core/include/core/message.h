#pragma once

#include "core/clock.h"
#include "core/contextnotice.h"
#include "core/ids.h"

#include <QList>
#include <QString>

#include <optional>

namespace bobbin {

enum class Role { System, User, Assistant, Tool };

/// How far an assistant message has come. Messages of the other roles are always Complete.
enum class ReplyState {
    Complete,
    Streaming, ///< Being received by a running program.
    Stopped, ///< The user stopped it.
    Interrupted, ///< A fault cut it off after some of it had come, or the program ended.
    Failed, ///< The service refused or could not be reached; see Message::error.
};

/// What they are called, in the user's language; nothing of a reply that is complete.
[[nodiscard]] QString displayName(Role role);
[[nodiscard]] QString displayName(ReplyState state);

struct Message;
/// What is to be said below a reply that is not whole, as a sentence; empty for one that is, and for all
/// other messages.
[[nodiscard]] QString shortfallOf(const Message &message);
/// Whether it is a reply that ended before the model had said all, so that it can be asked to go on.
[[nodiscard]] bool isUnfinished(const Message &message);

/// Why the model stopped writing, as the service said.
enum class FinishReason {
    None, ///< It has not, or the service did not say.
    Stop,
    Length, ///< Cut by the token limit or a full context window.
    ToolCalls,
    ContentFilter,
    Other, ///< A reason that is not in the published contracts.
};

/// What a completion cost, in tokens; a figure that the service did not report is empty.
struct Usage {
    std::optional<qint64> promptTokens;
    std::optional<qint64> completionTokens;
    std::optional<qint64> cachedTokens; ///< Of the prompt.
    std::optional<qint64> reasoningTokens; ///< Of the completion.

    [[nodiscard]] bool isEmpty() const { return !promptTokens && !completionTokens; }
    friend bool operator==(const Usage &, const Usage &) = default;
};

/// How a reply came in; empty where it was not measured. Both in milliseconds.
struct Timing {
    std::optional<qint64> firstToken; ///< From the request to the first piece of the answer or its reasoning.
    std::optional<qint64> rest; ///< From there to the last.

    friend bool operator==(const Timing &, const Timing &) = default;
};

/// One node of a conversation's tree.
struct Message {
    MessageId id;
    MessageId parent; ///< Null for a first message.
    int depth = 0; ///< Number of messages above it.
    Role role = Role::User;
    QString content; ///< Markdown as received or typed.
    QString reasoning; ///< The model's thinking, where the service sends it; never sent back.
    ReplyState state = ReplyState::Complete;
    FinishReason finishReason = FinishReason::None;
    bool refused = false; ///< The content is the model's refusal.
    bool milestone = false; ///< Always kept in the context.
    QString error; ///< Why it failed or was interrupted, in the user's language at the time.
    QString model; ///< Of assistant messages: what wrote it.
    ServiceId service; ///< Of assistant messages: where it came from.
    QString requestId; ///< The service's name for the request, for its support.
    Usage usage;
    Timing timing;
    std::optional<qint64>
        cost; ///< In billionths of a US dollar, by the prices of its day; empty if not known.
    QList<ContextNotice> notices; ///< Of assistant messages: what was done about their context.
    Timestamp createdAt {};
    Timestamp updatedAt {};

    friend bool operator==(const Message &, const Message &) = default;
};

/// What is known of a file that belongs to a message, without its contents.
struct AttachmentInfo {
    AttachmentId id;
    QString name;
    QString mediaType;
    qint64 size = 0; ///< In bytes.

    friend bool operator==(const AttachmentInfo &, const AttachmentInfo &) = default;
};

/// A message and its place among its alternatives (the other children of its parent).
struct BranchMessage {
    Message message;
    int alternative = 0; ///< From 0, oldest first.
    int alternatives = 1;
    QList<AttachmentInfo> attachments {};

    friend bool operator==(const BranchMessage &, const BranchMessage &) = default;
};

} // namespace bobbin
