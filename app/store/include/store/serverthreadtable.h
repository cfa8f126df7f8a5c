#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QList>

#include <optional>

namespace bobbin {

class Database;

/// A container of a conversation on a server: a cache of the local history, present or lost.
struct ServerThread {
    ServerThreadId id;
    ServiceId service;
    QString strategy; ///< How the server holds it: "conversation", "response" or "thread".
    QString remoteId; ///< The server's own id, such as "conv_…"; opaque.
    MessageId lastMessage; ///< The newest message that the server is known to hold.
    Timestamp createdAt {};
    Timestamp usedAt {};
    std::optional<Timestamp> lostAt;
    QString lostReason;

    friend bool operator==(const ServerThread &, const ServerThread &) = default;
};

/// The server threads of conversations. Part of a ConversationStore, used in its thread.
class ServerThreadTable final
{
public:
    explicit ServerThreadTable(Database &database) : m_database(database) { }

    /// Oldest first; the lost ones are kept as the story of the conversation.
    [[nodiscard]] Result<QList<ServerThread>, StoreError> of(const ConversationId &conversation) const;
    /// Adds the thread or overwrites the one with its id.
    Status<StoreError> put(const ConversationId &conversation, const ServerThread &thread);

private:
    Database &m_database;
};

} // namespace bobbin
