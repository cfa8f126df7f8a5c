#pragma once

#include "context/tokencounter.h"
#include "core/chatmessage.h"
#include "core/ids.h"

#include <QHash>
#include <QList>

#include <functional>
#include <optional>
#include <utility>

namespace bobbin {

/// A message of the branch before its text is read.
struct ContextEntry {
    MessageId id;
    Role role = Role::User;
    bool isMilestone = false;
    std::optional<qint64> tokens; ///< Of its text, if they have been counted by the builder's counter.
    bool isGrowing = false; ///< Its text is being received: what is counted of it does not hold for long.
};

/// A text that stands for the beginning of the branch.
struct ContextSummary {
    QString text;
    qsizetype end = 0; ///< The first entry that it does not cover.
};

/// What a context can be chosen from.
struct ContextSource {
    QString instructions;
    QList<ContextEntry> branch; ///< Oldest first.
    std::function<QString(const MessageId &)> content; ///< Reads a text.
    std::optional<ContextSummary> summary;
    bool isContinuation = false; ///< The last message, by the assistant, is to be continued.
    bool isAsked = true; ///< The last message by the user is the one to be answered, and so must be sent.
};

/// What a request carries of a conversation, and what that amounts to.
struct Context {
    using Range = std::pair<qsizetype, qsizetype>; ///< Of entries, both ends included.

    QList<ChatMessage> messages; ///< Oldest first, without the instructions.
    QList<Range> kept; ///< Which entries they are.
    bool hasSummary = false; ///< A summary stands before them.
    bool isContinuation = false;
    qsizetype leftOut = 0; ///< Entries with text that are not among them.
    qint64 tokens = 0; ///< Of the request, instructions and all.
    bool isExact = false; ///< Whether that is counted and not estimated.
    qint64 excess = 0; ///< By how many tokens what must be sent is too long; nothing can be sent then.
    QHash<MessageId, qint64> counted; ///< Tokens that the source did not know and that stay as they are.
};

/// Chooses what fits into `limit` tokens: the instructions, the message to be answered, milestones, the
/// newest turns as whole turns, and a summary for the rest. A limit of 0 takes everything. Where no message
/// is to be answered, nothing is too long: what does not fit is left out.
///
/// Left out are replies without text (an empty assistant message at the end would be taken for the beginning
/// of the answer by some servers) and the models' reasoning. Neighbours of one role become one message,
/// since the chat templates of many local models accept only alternating roles. Only the texts that are
/// needed are read, but for those whose tokens are not known.
///
/// The tokens are those of a chat request by OpenAI's published formula: three for each message and one for
/// its role, and three for the beginning of the answer. Source: OpenAI cookbook, "How to count tokens".
[[nodiscard]] Context buildContext(const ContextSource &source, const TokenCounter &counter, qint64 limit);

/// The messages of a context that was built before.
[[nodiscard]] QList<ChatMessage> rebuildMessages(const ContextSource &source,
                                                 const QList<Context::Range> &kept, bool hasSummary,
                                                 bool isContinuation);

/// The tokens of a request with `instructions` and `messages`, by the same formula.
[[nodiscard]] qint64 countRequest(const QString &instructions, const QList<ChatMessage> &messages,
                                  const TokenCounter &counter);

} // namespace bobbin
