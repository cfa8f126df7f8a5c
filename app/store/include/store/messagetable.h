#pragma once

#include "core/message.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QHash>
#include <QList>

#include <functional>

namespace bobbin {

class Database;

/// A message of a branch without its text.
struct BranchEntry {
    MessageId id;
    int depth = 0;
    Role role = Role::User;
    ReplyState state = ReplyState::Complete;
    bool isMilestone = false;
    std::optional<qint64> tokens; ///< Of its text, where they have been counted.

    friend bool operator==(const BranchEntry &, const BranchEntry &) = default;
};

/// The trees of messages. Part of a ConversationStore, used in its thread.
class MessageTable final
{
public:
    MessageTable(Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    /// Stores `message` below its parent, makes it the leaf of the active branch and the conversation the
    /// newest. Its depth follows from the parent. It is on the disk when this returns.
    Status<StoreError> append(const ConversationId &conversation, const Message &message);
    /// Stores `message` as it is and changes nothing else; part of the caller's transaction.
    Status<StoreError> insert(const ConversationId &conversation, const Message &message);
    /// The same, but for the book of usage, which does not get to know of it.
    Status<StoreError> insertUncounted(const ConversationId &conversation, const Message &message);
    /// Deletes a message below which there is none, as if it had never been there.
    Status<StoreError> forget(const MessageId &id);

    /// Takes the text of a streaming reply for its reasoning, but for `kept`, with which it begins.
    Status<StoreError> turnContentIntoReasoning(const MessageId &id, const QString &kept = {});
    /// Replaces the text of a streaming reply.
    Status<StoreError> setContent(const MessageId &id, const QString &content);
    /// Appends what a streaming reply has received since the last call; survives the death of the program.
    Status<StoreError> appendToReply(const MessageId &id, const QString &content, const QString &reasoning);
    /// Ends a streaming reply: appends `content` and `reasoning` and takes everything else from `reply`.
    /// It is on the disk when this returns.
    Status<StoreError> finishReply(const ConversationId &conversation, const Message &reply,
                                   const QString &content, const QString &reasoning);
    /// Makes a reply that has ended stream again, to be appended to.
    Status<StoreError> resumeReply(const MessageId &id);
    /// Marks the replies that an earlier run of the program left streaming; returns how many.
    Result<int, StoreError> interruptStreaming(const QString &reason);

    [[nodiscard]] Result<Message, StoreError> find(const MessageId &id) const;
    /// The part from depth `first` to depth `last` of the branch that ends with `leaf`, oldest first.
    [[nodiscard]] Result<QList<BranchMessage>, StoreError> branch(const MessageId &leaf, int first,
                                                                  int last) const;
    /// The whole branch that ends with `leaf`, oldest first, with the tokens that were counted by `encoding`.
    [[nodiscard]] Result<QList<BranchEntry>, StoreError> outline(const MessageId &leaf, int encoding) const;
    [[nodiscard]] Result<QString, StoreError> content(const MessageId &id) const;
    /// Keeps the tokens that texts have in `encoding`, a number of the caller's, until they change.
    Status<StoreError> setTokenCounts(int encoding, const QHash<MessageId, qint64> &counts);
    Status<StoreError> setNotices(const MessageId &id, const QList<ContextNotice> &notices);
    /// All children of the parent of `id`, oldest first.
    [[nodiscard]] Result<QList<MessageId>, StoreError> alternatives(const MessageId &id) const;
    /// The end of the branch that goes through `id` and then always to the newest child.
    [[nodiscard]] Result<MessageId, StoreError> leafBelow(const MessageId &id) const;
    Status<StoreError> setMilestone(const MessageId &id, bool milestone);

    /// Calls `visit` with every message of the conversation, parents before children, until it returns false.
    Status<StoreError> forEach(const ConversationId &conversation,
                               const std::function<bool(const Message &)> &visit) const;
    [[nodiscard]] Result<qint64, StoreError> count() const;

private:
    Status<StoreError> forgetResponse(const MessageId &id, const QString &added);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace bobbin
