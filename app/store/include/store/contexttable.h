#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace bobbin {

class Database;

/// What stands for the beginning of a branch, from its first message to `lastMessage`.
struct Summary {
    QUuid id;
    MessageId lastMessage;
    int depth = 0; ///< Of lastMessage.
    QString model; ///< That wrote it.
    Timestamp createdAt {};
    QString text;

    friend bool operator==(const Summary &, const Summary &) = default;
};

/// How the request for a reply was made up.
struct SentRequest {
    Timestamp sentAt {};
    QJsonObject recipe; ///< Of the session layer.

    friend bool operator==(const SentRequest &, const SentRequest &) = default;
};

/// What is given to models besides the messages, and what was given. Part of a ConversationStore, used in its
/// thread.
class ContextTable final
{
public:
    explicit ContextTable(Database &database) : m_database(database) { }

    /// Of all branches, oldest first. One holds for every branch that has its last message.
    [[nodiscard]] Result<QList<Summary>, StoreError> summariesOf(const ConversationId &conversation) const;
    Status<StoreError> addSummary(const Summary &summary);

    /// Of the reply's newest request; empty if none was kept.
    [[nodiscard]] Result<std::optional<SentRequest>, StoreError> request(const MessageId &reply) const;
    Status<StoreError> setRequest(const MessageId &reply, const SentRequest &request);

private:
    Database &m_database;
};

} // namespace bobbin
