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
    QString remoteId; ///< The server's own id, such as "conv_…"; opaque. Of responses the newest one's.
    MessageId lastMessage; ///< The newest message that the server is known to hold.
    Timestamp createdAt {};
    Timestamp usedAt {};
    std::optional<Timestamp> lostAt;
    QString lostReason {};
    bool isOpening = false; ///< It was made, and is not yet known to hold what it should.
    MessageId pending {}; ///< A message that was sent to it, of which it is not known whether it holds it.

    friend bool operator==(const ServerThread &, const ServerThread &) = default;
};

/// A reply that a server can go on from.
struct ServerResponse {
    MessageId message;
    ServerThreadId thread;
    QString remoteId;

    friend bool operator==(const ServerResponse &, const ServerResponse &) = default;
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

    /// Deletes the thread, if it is one of the conversation, as if it had never been there.
    Status<StoreError> forget(const ConversationId &conversation, const ServerThreadId &thread);

    /// Notes, before it is sent, that `message` may be in the thread from now on.
    Status<StoreError> setPending(const ServerThreadId &thread, const MessageId &message);
    /// Notes that the thread holds everything up to `lastMessage`.
    Status<StoreError> setUsed(const ServerThreadId &thread, const QString &remoteId,
                               const MessageId &lastMessage, Timestamp at);
    Status<StoreError> setLost(const ServerThreadId &thread, const QString &reason, Timestamp at);

    /// Keeps the server's name for a reply of the thread.
    Status<StoreError> putResponse(const ServerResponse &response);
    /// The nearest response at or above `leaf` that `service` still has, as far as is known; empty if none.
    [[nodiscard]] Result<std::optional<ServerResponse>, StoreError>
    responseAbove(const MessageId &leaf, const ServiceId &service) const;

private:
    Database &m_database;
};

} // namespace bobbin
