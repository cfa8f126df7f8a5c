#include "sessionstore.h"

#include "store/conversationstore.h"

namespace bobbin {
namespace {

constexpr int FoundAtOnce = 500; // rows that are searched between two queries

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

// Where the reader left the conversation, unless another branch is shown by now.
static Result<std::optional<ReadingPosition>, StoreError> positionOn(ConversationStore &store,
                                                                     const Conversation &conversation)
{
    auto left = store.drafts().readingPosition(conversation.id);
    if (!left || !left.value())
        return left;
    const int row = left.value()->row;
    const auto standing = store.messages().branch(conversation.leaf, row, row);
    if (!standing)
        return Failure {standing.error()};
    if (standing->isEmpty() || standing->first().message.id != left.value()->message)
        return std::optional<ReadingPosition>();
    return left;
}

Result<Opening, StoreError> readOpening(ConversationStore &store, const ConversationId &id)
{
    const auto conversation = store.conversations().find(id);
    if (!conversation)
        return Failure {conversation.error()};
    const int length = conversation->length;
    const auto left = positionOn(store, conversation.value());
    if (!left)
        return Failure {left.error()};
    const bool wasLeft = left.value().has_value();
    const int row = wasLeft ? left.value()->row : length - 1;
    const int last = wasLeft ? row + FirstPage : length;
    const auto messages = store.messages().branch(conversation->leaf, row - FirstPage + 1, last);
    if (!messages)
        return Failure {messages.error()};
    const auto draft = store.drafts().find(id);
    if (!draft)
        return Failure {draft.error()};
    return Opening {.conversation = conversation.value(),
                    .first = qMax(0, row - FirstPage + 1),
                    .messages = messages.value(),
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
    return Opening {.conversation = found.value(),
                    .first = qMax(0, row - FirstPage),
                    .messages = messages.value(),
                    .draft = {},
                    .row = row};
}

Result<MessageId, StoreError> findInBranch(ConversationStore &store, const Conversation &conversation,
                                           const QString &text, int row, int step)
{
    while (row >= 0 && row < conversation.length) {
        const int first = step < 0 ? qMax(0, row - FoundAtOnce + 1) : row;
        const int last = step < 0 ? row : row + FoundAtOnce - 1;
        const auto page = store.messages().branch(conversation.leaf, first, last);
        if (!page)
            return Failure {page.error()};
        for (qsizetype i = 0; i < page->size(); ++i) {
            const Message &message = page->at(step < 0 ? page->size() - 1 - i : i).message;
            if (message.content.contains(text, Qt::CaseInsensitive))
                return message.id;
        }
        row = step < 0 ? first - 1 : last + 1;
    }
    return MessageId();
}

Result<QList<int>, StoreError> findAllInBranch(ConversationStore &store, const MessageId &leaf,
                                               const QString &text)
{
    const auto outline = store.messages().outline(leaf, 0);
    if (!outline)
        return Failure {outline.error()};
    QList<int> rows;
    for (const BranchEntry &entry : outline.value()) {
        const auto content = store.messages().content(entry.id);
        if (!content)
            return Failure {content.error()};
        if (content->contains(text, Qt::CaseInsensitive))
            rows.append(entry.depth);
    }
    return rows;
}

Status<StoreError> storeTurn(ConversationStore &store, const TurnToStore &turn)
{
    return store.atomically([&] { return keepTurn(store, turn); });
}

} // namespace bobbin
