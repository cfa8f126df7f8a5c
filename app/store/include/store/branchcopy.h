#pragma once

#include "core/conversation.h"
#include "core/result.h"
#include "store/storeerror.h"

namespace bobbin {

class ConversationStore;

/// Stores `copy` as a conversation of its own, with copies of the messages of `from` from the first to `end`,
/// their files, and the summaries that stand for their beginning; all of it or nothing. `copy` gets its leaf
/// from that.
///
/// What servers hold of `from` is not taken along, and neither is what its replies have cost: that was paid
/// once.
Status<StoreError> copyBranch(ConversationStore &store, const ConversationId &from, const MessageId &end,
                              const Conversation &copy);

} // namespace bobbin
