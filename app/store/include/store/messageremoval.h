#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "store/storeerror.h"

namespace bobbin {

class Database;

/// Takes messages out of a conversation, and puts them back as they were as long as the store is open: what
/// was taken out is kept in memory only.
///
/// What servers hold of the conversation is out of step from then on, and counts as lost. Part of a
/// ConversationStore, used in its thread.
class MessageRemoval final
{
public:
    enum class Scope {
        Message, ///< Only the message: what follows goes on from the message before.
        Branch, ///< The message and everything that follows it, on all branches.
    };

    explicit MessageRemoval(Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    /// `reason` is kept with the server's containers that are lost by it. Returns a number for putBack().
    /// Where the active branch ended in what was removed, it ends in the neighbouring alternative, or else in
    /// the message before; the conversation may be empty then.
    Result<int, StoreError> remove(const ConversationId &conversation, const MessageId &message, Scope scope,
                                   const QString &reason);
    /// Undoes remove(), the latest one first. Refused while a reply is being received: what was sent for it
    /// lacks the messages, and the server would be taken to know them.
    Status<StoreError> putBack(const ConversationId &conversation, int number, const QString &reason);

private:
    [[nodiscard]] Result<MessageId, StoreError> leafWithout(const MessageId &message, const MessageId &leaf,
                                                            Scope scope) const;
    Status<StoreError> run(const ConversationId &conversation, const MessageId &message, Scope scope,
                           const QString &reason, int number);

    Database &m_database;
    const Clock &m_clock;
    int m_count = 0;
};

} // namespace bobbin
