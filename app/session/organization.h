#pragma once

#include "core/conversation.h"
#include "core/result.h"
#include "store/storeerror.h"

namespace bobbin {

class ConversationStore;

/// Where a conversation is, and what marks it.
struct Organization {
    bool pinned = false;
    bool archived = false;
    bool trashed = false;
    FolderId folder;
    QStringList tags;

    friend bool operator==(const Organization &, const Organization &) = default;
};

[[nodiscard]] Organization organizationOf(const Conversation &conversation);

/// Gives the conversation of `to` what differs from `from`, and leaves the rest as it is.
Status<StoreError> reorganize(ConversationStore &store, const ConversationId &id, const Organization &from,
                              const Organization &to);

} // namespace bobbin
