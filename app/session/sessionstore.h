#pragma once

#include "core/conversation.h"
#include "core/message.h"
#include "core/readingposition.h"
#include "core/result.h"
#include "session/textfinder.h"
#include "store/storeerror.h"

namespace bobbin {

class ConversationStore;

// What a ChatSession does in the store's thread.

/// How many rows are read at once where a conversation is opened: more than a screen of short messages.
inline constexpr int FirstPage = 40;
/// How many rows the last turn has, with what tools may have said in it.
inline constexpr int LastTurn = 6;

/// A conversation and the part of its active branch that is to be seen first.
struct Opening {
    Conversation conversation;
    int first = 0; ///< The row of the first message.
    QList<BranchMessage> messages;
    QList<BranchMessage>
        end; ///< The last rows, which commands are about wherever one reads; may be among those.
    QString draft;
    int row = 0; ///< What is to be seen.
    std::optional<ReadingPosition> position {}; ///< More exactly; empty for the end.
};

/// The conversation where it was left: the surroundings of that message, if it is on the active branch, else
/// the end. If that message has gone, what stands in `row` now is as good.
[[nodiscard]] Result<Opening, StoreError> readOpening(ConversationStore &store, const ConversationId &id,
                                                      const std::optional<int> &row = {});

/// The alternative `step` places after `id`; Kind::NotFound if there is none.
[[nodiscard]] Result<MessageId, StoreError> findAlternative(ConversationStore &store, const MessageId &id,
                                                            int step);

/// The surroundings of `target`, on the active branch if it is there, else on its own branch, which is
/// made the active one. `leaf` is the end of the active branch.
[[nodiscard]] Result<Opening, StoreError> switchToBranchOf(ConversationStore &store,
                                                           const ConversationId &conversation,
                                                           const MessageId &leaf, const MessageId &target);

/// The messages of all branches whose text contains `text`, whatever the case. `leaf` is the end of the
/// branch that is shown.
[[nodiscard]] Result<TextHits, StoreError> findInTree(ConversationStore &store,
                                                      const ConversationId &conversation,
                                                      const MessageId &leaf, const QString &text);

/// A turn before its request leaves.
struct TurnToStore {
    Conversation conversation;
    QList<Message> added; ///< Stored in this order, each the leaf.
    MessageId resumed; ///< Or a stored reply that streams again.
    Message reply; ///< What will be received.
    bool isNewConversation = false;
    bool isRestored = false; ///< It was in the trash.
    bool clearsDraft = false;
};

/// Stores the turn, all of it or nothing.
[[nodiscard]] Status<StoreError> storeTurn(ConversationStore &store, const TurnToStore &turn);

} // namespace bobbin
