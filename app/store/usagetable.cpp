#include "store/usagetable.h"

#include "database_p.h"

namespace bobbin {
namespace {

// Seven columns, from `first` on: the requests, their sums, and how many have a cost.
UsageSum sumFrom(const Query &row, int first)
{
    return {.requests = row.number(first),
            .promptTokens = row.number(first + 1),
            .completionTokens = row.number(first + 2),
            .cachedTokens = row.number(first + 3),
            .reasoningTokens = row.number(first + 4),
            .cost = row.number(first + 5),
            .requestsWithCost = row.number(first + 6)};
}

} // namespace

Status<StoreError> UsageTable::add(const UsageEntry &e)
{
    const auto entered = enter(e);
    return entered ? Status<StoreError>(Ok) : Failure {entered.error()};
}

Result<qint64, StoreError> UsageTable::enter(const UsageEntry &e)
{
    const Query query = m_database.run(Statement::InsertUsage, e.at, e.conversation, e.service, e.model,
                                       e.purpose, e.usage.promptTokens, e.usage.completionTokens,
                                       e.usage.cachedTokens, e.usage.reasoningTokens, e.cost);
    if (!query.isOk())
        return query.error();
    return query.lastInsertPk();
}

Status<StoreError> UsageTable::strike(qint64 number)
{
    return m_database.run(Statement::DeleteUsage, number).status();
}

Status<StoreError> UsageTable::setOwner(qint64 number, const ConversationId &conversation)
{
    return m_database.run(Statement::SetUsageOwner, conversation, number).status();
}

Result<QList<std::pair<qint64, UsageEntry>>, StoreError> UsageTable::replies() const
{
    QList<std::pair<qint64, UsageEntry>> replies;
    Query row = m_database.run(Statement::UsageOfReplies);
    while (row.next()) {
        replies.append({row.number(0),
                        {.at = row.time(1),
                         .conversation = {},
                         .service = row.id<ServiceId>(2),
                         .model = row.text(3),
                         .purpose = Purpose::Reply,
                         .usage = {.promptTokens = row.optionalNumber(4),
                                   .completionTokens = row.optionalNumber(5),
                                   .cachedTokens = row.optionalNumber(6),
                                   .reasoningTokens = row.optionalNumber(7)},
                         .cost = row.optionalNumber(8)}});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return replies;
}

Result<UsageSum, StoreError> UsageTable::ofConversation(const ConversationId &id) const
{
    Query row = m_database.run(Statement::UsageOfConversation, id);
    if (!row.next())
        return row.error();
    return sumFrom(row, 0);
}

Result<QList<UsageOfMonth>, StoreError> UsageTable::months() const
{
    QList<UsageOfMonth> months;
    Query row = m_database.run(Statement::UsageByMonth);
    while (row.next()) {
        months.append({.month = row.text(0),
                       .service = row.id<ServiceId>(1),
                       .model = row.text(2),
                       .purpose = row.choice(3, Purpose::Summary, Purpose::Reply),
                       .sum = sumFrom(row, 4)});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return months;
}

UsageEntry usageOf(const ConversationId &conversation, const Message &reply, Timestamp at)
{
    return {.at = at,
            .conversation = conversation,
            .service = reply.service,
            .model = reply.model,
            .purpose = Purpose::Reply,
            .usage = reply.usage,
            .cost = reply.cost};
}

} // namespace bobbin
