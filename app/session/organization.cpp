#include "organization.h"

#include "store/conversationstore.h"

namespace bobbin {

Organization organizationOf(const Conversation &conversation)
{
    return {.pinned = conversation.pinned,
            .archived = conversation.archived,
            .trashed = conversation.trashedAt.has_value(),
            .folder = conversation.folder,
            .tags = conversation.tags};
}

Status<StoreError> reorganize(ConversationStore &store, const ConversationId &id, const Organization &from,
                              const Organization &to)
{
    ConversationTable &table = store.conversations();
    Status<StoreError> status = Ok;
    if (from.pinned != to.pinned)
        status = table.setPinned(id, to.pinned);
    if (status && from.archived != to.archived)
        status = table.setArchived(id, to.archived);
    if (status && from.trashed != to.trashed)
        status = table.setTrashed(id, to.trashed);
    if (status && from.folder != to.folder)
        status = table.setFolder(id, to.folder);
    if (status && from.tags != to.tags)
        status = table.setTags(id, to.tags);
    return status;
}

} // namespace bobbin
