#include "store/contexttable.h"

#include "database_p.h"

#include <QJsonDocument>

namespace bobbin {

Result<QList<Summary>, StoreError> ContextTable::summariesOf(const ConversationId &conversation) const
{
    QList<Summary> summaries;
    Query row = m_database.run(Statement::SummariesOf, conversation);
    while (row.next()) {
        summaries.append({.id = QUuid::fromRfc4122(row.bytes(0)),
                          .lastMessage = row.id<MessageId>(1),
                          .depth = static_cast<int>(row.number(2)),
                          .model = row.text(3),
                          .createdAt = row.time(4),
                          .text = row.text(5)});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return summaries;
}

Status<StoreError> ContextTable::addSummary(const Summary &summary)
{
    return m_database
        .run(Statement::InsertSummary, summary.id.toRfc4122(), summary.model, summary.createdAt, summary.text,
             summary.lastMessage)
        .status();
}

Result<std::optional<SentRequest>, StoreError> ContextTable::request(const MessageId &reply) const
{
    Query row = m_database.run(Statement::SelectRequest, reply);
    if (row.next()) {
        return std::optional(
            SentRequest {.sentAt = row.time(0), .recipe = QJsonDocument::fromJson(row.bytes(1)).object()});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return std::optional<SentRequest>();
}

Status<StoreError> ContextTable::setRequest(const MessageId &reply, const SentRequest &request)
{
    const QString text = QString::fromUtf8(QJsonDocument(request.recipe).toJson(QJsonDocument::Compact));
    return m_database.run(Statement::ReplaceRequest, request.sentAt, text, reply).status();
}

} // namespace bobbin
