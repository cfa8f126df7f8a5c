#include "store/branchcopy.h"

#include "store/conversationstore.h"

namespace bobbin {
namespace {

using CopiedIds = QHash<MessageId, MessageId>; // by the id of the original

Status<StoreError> copyAttachments(ConversationStore &store, const MessageId &from, const MessageId &to)
{
    const auto attachments = store.attachments().of(from);
    if (!attachments)
        return Failure {attachments.error()};
    for (Attachment attachment : attachments.value()) {
        attachment.id = AttachmentId::create();
        if (const auto inserted = store.attachments().insert(to, attachment); !inserted)
            return inserted;
    }
    return Ok;
}

Result<CopiedIds, StoreError> copyMessages(ConversationStore &store, const ConversationId &from,
                                           const MessageId &end, const ConversationId &to)
{
    const auto outline = store.messages().outline(end, 0);
    const auto owners = store.attachments().ownersIn(from);
    if (!outline || !owners)
        return Failure {outline ? owners.error() : outline.error()};
    if (outline->isEmpty())
        return Failure {StoreError {StoreError::Kind::NotFound, {}}};
    CopiedIds ids;
    for (const BranchEntry &entry : outline.value()) {
        const auto found = store.messages().find(entry.id);
        if (!found)
            return Failure {found.error()};
        Message message = found.value();
        message.id = MessageId::create();
        message.parent = ids.value(message.parent);
        message.usage = {};
        message.cost.reset();
        if (const auto inserted = store.messages().insert(to, message); !inserted)
            return Failure {inserted.error()};
        if (owners->contains(entry.id)) {
            if (const auto copied = copyAttachments(store, entry.id, message.id); !copied)
                return Failure {copied.error()};
        }
        ids.insert(entry.id, message.id);
    }
    return ids;
}

Status<StoreError> copySummaries(ConversationStore &store, const ConversationId &from, const CopiedIds &ids)
{
    const auto summaries = store.context().summariesOf(from);
    if (!summaries)
        return Failure {summaries.error()};
    for (Summary summary : summaries.value()) {
        summary.lastMessage = ids.value(summary.lastMessage);
        if (summary.lastMessage.isNull())
            continue; // of another branch, or of more than is copied
        summary.id = createUuid7();
        if (const auto added = store.context().addSummary(summary); !added)
            return added;
    }
    return Ok;
}

Status<StoreError> copyAll(ConversationStore &store, const ConversationId &from, const MessageId &end,
                           const Conversation &copy)
{
    Conversation empty = copy;
    empty.leaf = {}; // follows with the messages
    if (const auto inserted = store.conversations().insert(empty); !inserted)
        return inserted;
    const auto ids = copyMessages(store, from, end, copy.id);
    if (!ids)
        return Failure {ids.error()};
    if (const auto copied = copySummaries(store, from, ids.value()); !copied)
        return copied;
    return store.conversations().setLeaf(copy.id, ids->value(end));
}

} // namespace

Status<StoreError> copyBranch(ConversationStore &store, const ConversationId &from, const MessageId &end,
                              const Conversation &copy)
{
    return store.atomically([&] { return copyAll(store, from, end, copy); });
}

} // namespace bobbin
