#include "store/serverthreadtable.h"

#include "database_p.h"

namespace bobbin {

Result<QList<ServerThread>, StoreError> ServerThreadTable::of(const ConversationId &conversation) const
{
    QList<ServerThread> threads;
    Query row = m_database.run(Statement::ServerThreadsOf, conversation);
    while (row.next()) {
        threads.append({.id = row.id<ServerThreadId>(0),
                        .service = row.id<ServiceId>(1),
                        .strategy = row.text(2),
                        .remoteId = row.text(3),
                        .lastMessage = row.id<MessageId>(4),
                        .createdAt = row.time(5),
                        .usedAt = row.time(6),
                        .lostAt = row.optionalTime(7),
                        .lostReason = row.text(8),
                        .isOpening = row.flag(9),
                        .pending = row.id<MessageId>(10)});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return threads;
}

Status<StoreError> ServerThreadTable::put(const ConversationId &conversation, const ServerThread &thread)
{
    return m_database
        .run(Statement::ReplaceServerThread, thread.id, thread.service, thread.strategy, thread.remoteId,
             thread.lastMessage, thread.createdAt, thread.usedAt, thread.lostAt, thread.lostReason,
             thread.isOpening, thread.pending, conversation)
        .status();
}

Status<StoreError> ServerThreadTable::forget(const ConversationId &conversation, const ServerThreadId &thread)
{
    return m_database.run(Statement::DeleteServerThread, thread, conversation).status();
}

Status<StoreError> ServerThreadTable::setPending(const ServerThreadId &thread, const MessageId &message)
{
    return m_database.run(Statement::SetThreadPending, message, thread).status();
}

Status<StoreError> ServerThreadTable::setUsed(const ServerThreadId &thread, const QString &remoteId,
                                              const MessageId &lastMessage, Timestamp at)
{
    return m_database.run(Statement::SetThreadUsed, lastMessage, at, remoteId, thread).status();
}

Status<StoreError> ServerThreadTable::setLost(const ServerThreadId &thread, const QString &reason,
                                              Timestamp at)
{
    return m_database.run(Statement::SetThreadLost, at, reason, thread).status();
}

Status<StoreError> ServerThreadTable::putResponse(const ServerResponse &response)
{
    return m_database.run(Statement::ReplaceResponse, response.remoteId, response.message, response.thread)
        .status();
}

Result<std::optional<ServerResponse>, StoreError>
ServerThreadTable::responseAbove(const MessageId &leaf, const ServiceId &service) const
{
    Query row = m_database.run(Statement::ResponseAbove, leaf, service);
    if (row.next()) {
        return std::optional(ServerResponse {
            .message = row.id<MessageId>(0), .thread = row.id<ServerThreadId>(1), .remoteId = row.text(2)});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return std::optional<ServerResponse>();
}

} // namespace bobbin
