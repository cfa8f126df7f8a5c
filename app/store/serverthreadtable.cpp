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
                        .lostReason = row.text(8)});
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
             conversation)
        .status();
}

} // namespace bobbin
