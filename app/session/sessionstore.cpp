#include "sessionstore.h"

#include "models/branchrows.h"
#include "store/conversationstore.h"

namespace bobbin {
namespace {

Status<StoreError> keepTurn(ConversationStore &store, const TurnToStore &turn)
{
    const ConversationId id = turn.conversation.id;
    if (turn.isNewConversation) {
        Conversation empty = turn.conversation;
        empty.leaf = {}; // follows with the messages
        if (const auto inserted = store.conversations().insert(empty); !inserted)
            return inserted;
    }
    if (turn.isRestored) { // what is being used again must not be deleted with the trash
        if (const auto restored = store.conversations().setTrashed(id, false); !restored)
            return restored;
    }
    for (const Message &message : turn.added) {
        if (const auto appended = store.messages().append(id, message); !appended)
            return appended;
    }
    if (turn.resumed.isValid()) {
        if (const auto resumed = store.messages().resumeReply(turn.resumed); !resumed)
            return resumed;
        if (const auto moved = store.conversations().setLeaf(id, turn.resumed); !moved)
            return moved;
    }
    if (turn.clearsDraft)
        return store.drafts().set(turn.isNewConversation ? ConversationId() : id, {});
    return Ok;
}

} // namespace

static Result<QList<BranchMessage>, StoreError> readEnd(ConversationStore &store,
                                                        const Conversation &conversation)
{
    return store.messages().branch(conversation.leaf, conversation.length - LastTurn, conversation.length);
}

// Where the reader left the conversation, unless another branch is shown by now.
static Result<std::optional<ReadingPosition>, StoreError>
positionOn(ConversationStore &store, const Conversation &conversation, const std::optional<int> &otherwise)
{
    auto left = store.drafts().readingPosition(conversation.id);
    if (!left || (!left.value() && !otherwise))
        return left;
    const bool isKnown = left.value().has_value();
    const int row = isKnown ? left.value()->row : qMin(*otherwise, conversation.length - 1);
    const auto standing = store.messages().branch(conversation.leaf, row, row);
    if (!standing)
        return Failure {standing.error()};
    if (standing->isEmpty())
        return std::optional<ReadingPosition>();
    const MessageId message = standing->first().message.id;
    if (!isKnown)
        return std::optional(ReadingPosition {.message = message, .row = row});
    return message == left.value()->message ? left : std::optional<ReadingPosition>();
}

Result<Opening, StoreError> readOpening(ConversationStore &store, const ConversationId &id,
                                        const std::optional<int> &otherwise)
{
    const auto conversation = store.conversations().find(id);
    if (!conversation)
        return Failure {conversation.error()};
    const int length = conversation->length;
    const auto left = positionOn(store, conversation.value(), otherwise);
    if (!left)
        return Failure {left.error()};
    const bool wasLeft = left.value().has_value();
    const int row = wasLeft ? left.value()->row : length - 1;
    const int last = wasLeft ? row + FirstPage : length;
    const auto messages = store.messages().branch(conversation->leaf, row - FirstPage + 1, last);
    if (!messages)
        return Failure {messages.error()};
    const auto end = readEnd(store, conversation.value());
    if (!end)
        return Failure {end.error()};
    const auto draft = store.drafts().find(id);
    if (!draft)
        return Failure {draft.error()};
    return Opening {.conversation = conversation.value(),
                    .first = qMax(0, row - FirstPage + 1),
                    .messages = messages.value(),
                    .end = end.value(),
                    .draft = draft.value(),
                    .row = row,
                    .position = left.value()};
}

Result<MessageId, StoreError> findAlternative(ConversationStore &store, const MessageId &id, int step)
{
    const auto alternatives = store.messages().alternatives(id);
    if (!alternatives)
        return Failure {alternatives.error()};
    const qsizetype wanted = alternatives->indexOf(id) + step;
    if (wanted < 0 || wanted >= alternatives->size())
        return Failure {StoreError {StoreError::Kind::NotFound, {}}};
    return alternatives->at(wanted);
}

Result<Opening, StoreError> switchToBranchOf(ConversationStore &store, const ConversationId &conversation,
                                             const MessageId &leaf, const MessageId &target)
{
    const auto message = store.messages().find(target);
    if (!message)
        return Failure {message.error()};
    const int row = message->depth;
    const auto standing = store.messages().branch(leaf, row, row);
    if (!standing)
        return Failure {standing.error()};
    MessageId end = leaf;
    if (standing->isEmpty() || standing->first().message.id != target) {
        const auto below = store.messages().leafBelow(target);
        if (!below)
            return Failure {below.error()};
        end = below.value();
        if (const auto moved = store.conversations().setLeaf(conversation, end); !moved)
            return Failure {moved.error()};
    }
    const auto found = store.conversations().find(conversation);
    if (!found)
        return Failure {found.error()};
    const auto messages = store.messages().branch(end, row - FirstPage, row + FirstPage);
    if (!messages)
        return Failure {messages.error()};
    const auto last = readEnd(store, found.value());
    if (!last)
        return Failure {last.error()};
    return Opening {.conversation = found.value(),
                    .first = qMax(0, row - FirstPage),
                    .messages = messages.value(),
                    .end = last.value(),
                    .draft = {},
                    .row = row};
}

Result<TextHits, StoreError> findInTree(ConversationStore &store, const ConversationId &conversation,
                                        const MessageId &leaf, const QString &text)
{
    QSet<MessageId> found;
    const auto read =
        store.branches().forEachText(conversation, [&](const MessageId &id, const QString &content) {
            if (content.contains(text, Qt::CaseInsensitive))
                found.insert(id);
        });
    if (!read)
        return Failure {read.error()};
    TextHits hits;
    if (found.isEmpty())
        return hits;
    const auto outline = store.messages().outline(leaf, 0);
    if (!outline)
        return Failure {outline.error()};
    for (const BranchEntry &entry : outline.value()) {
        if (found.remove(entry.id)) {
            hits.rows.append(entry.depth);
            hits.shown.append(entry.id);
        }
    }
    if (found.isEmpty())
        return hits;
    const auto tree = store.branches().tree(conversation);
    if (!tree)
        return Failure {tree.error()};
    for (const BranchRow &row : layOutBranches(tree.value())) {
        if (found.contains(row.id))
            hits.others.append(row.id);
    }
    return hits;
}

Status<StoreError> storeTurn(ConversationStore &store, const TurnToStore &turn)
{
    return store.atomically([&] { return keepTurn(store, turn); });
}

} // namespace bobbin
