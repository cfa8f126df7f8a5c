#include "store/messagetable.h"

#include "database_p.h"

#include <algorithm>

namespace bobbin {
namespace {

constexpr int VisitedAtOnce = 200;

// The order is that of messageColumns() in statements.cpp, which alternativesColumns() may follow.
constexpr int PkColumn = 20;
constexpr int AlternativeColumn = 21;
constexpr int AlternativesColumn = 22;

Message messageFrom(const Query &row)
{
    Message message;
    message.id = row.id<MessageId>(0);
    message.parent = row.id<MessageId>(1);
    message.depth = static_cast<int>(row.number(2));
    message.role = row.choice(3, Role::Tool, Role::System);
    message.state = row.choice(4, ReplyState::Failed, ReplyState::Complete);
    message.finishReason = row.choice(5, FinishReason::Other, FinishReason::Other);
    message.refused = row.flag(6);
    message.milestone = row.flag(7);
    message.createdAt = row.time(8);
    message.updatedAt = row.time(9);
    message.service = row.id<ServiceId>(10);
    message.model = row.text(11);
    message.requestId = row.text(12);
    message.error = row.text(13);
    message.usage.promptTokens = row.optionalNumber(14);
    message.usage.completionTokens = row.optionalNumber(15);
    message.usage.cachedTokens = row.optionalNumber(16);
    message.usage.reasoningTokens = row.optionalNumber(17);
    message.reasoning = row.text(18);
    message.content = row.text(19);
    return message;
}

Failure<StoreError> notFound() { return Failure {StoreError {StoreError::Kind::NotFound, {}}}; }

} // namespace

Status<StoreError> MessageTable::insert(const ConversationId &conversation, const Message &m)
{
    const Query query = m_database.run(
        Statement::InsertMessage, m.id, m.role, m.state, m.finishReason, m.refused, m.milestone, m.createdAt,
        m.updatedAt, m_database.devicePk(), m.service, m.model, m.requestId, m.error, m.usage.promptTokens,
        m.usage.completionTokens, m.usage.cachedTokens, m.usage.reasoningTokens, m.reasoning, m.content,
        m.parent, conversation);
    if (!query.isOk())
        return query.error();
    return query.changedRows() > 0 ? Status<StoreError>(Ok) : notFound();
}

Status<StoreError> MessageTable::append(const ConversationId &conversation, const Message &message)
{
    Transaction transaction(m_database);
    if (const auto inserted = insert(conversation, message); !inserted)
        return inserted;
    const Timestamp now = m_clock.now();
    const auto leafSet =
        m_database.run(Statement::SetLeaf, message.id, now, m_database.devicePk(), conversation).status();
    if (!leafSet)
        return leafSet;
    const auto touched =
        m_database.run(Statement::Touch, message.createdAt, now, m_database.devicePk(), conversation)
            .status();
    if (!touched)
        return touched;
    return transaction.commit();
}

Status<StoreError> MessageTable::appendToReply(const MessageId &id, const QString &content,
                                               const QString &reasoning)
{
    Transaction transaction(m_database, Transaction::Durability::Quick);
    const auto appended =
        m_database.run(Statement::AppendToReply, content, reasoning, m_clock.now(), id).status();
    if (!appended)
        return appended;
    return transaction.commit();
}

Status<StoreError> MessageTable::finishReply(const ConversationId &conversation, const Message &m,
                                             const QString &content, const QString &reasoning)
{
    Transaction transaction(m_database);
    const Timestamp now = m_clock.now();
    {
        const Query query =
            m_database.run(Statement::FinishReply, content, reasoning, m.state, m.finishReason, m.refused,
                           m.error, m.model, m.requestId, m.usage.promptTokens, m.usage.completionTokens,
                           m.usage.cachedTokens, m.usage.reasoningTokens, now, m_database.devicePk(), m.id);
        if (!query.isOk())
            return query.error();
        if (query.changedRows() == 0)
            return notFound();
    }
    const auto touched =
        m_database.run(Statement::Touch, now, now, m_database.devicePk(), conversation).status();
    if (!touched)
        return touched;
    return transaction.commit();
}

Status<StoreError> MessageTable::resumeReply(const MessageId &id)
{
    return m_database.run(Statement::ResumeReply, ReplyState::Streaming, m_clock.now(), id).status();
}

Status<StoreError> MessageTable::turnContentIntoReasoning(const MessageId &id)
{
    return m_database.run(Statement::TurnContentIntoReasoning, m_clock.now(), id).status();
}

Result<int, StoreError> MessageTable::interruptStreaming(const QString &reason)
{
    const Query query =
        m_database.run(Statement::InterruptStreaming, ReplyState::Interrupted, reason, m_clock.now());
    if (!query.isOk())
        return query.error();
    return query.changedRows();
}

Result<Message, StoreError> MessageTable::find(const MessageId &id) const
{
    Query row = m_database.run(Statement::SelectMessage, id);
    if (row.next())
        return messageFrom(row);
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return notFound();
}

Result<QList<BranchMessage>, StoreError> MessageTable::branch(const MessageId &leaf, int first,
                                                              int last) const
{
    QList<BranchMessage> messages;
    Query row = m_database.run(Statement::SelectBranch, leaf, first, last);
    while (row.next()) {
        messages.append({.message = messageFrom(row),
                         .alternative = static_cast<int>(row.number(AlternativeColumn)),
                         .alternatives = static_cast<int>(row.number(AlternativesColumn))});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    std::reverse(messages.begin(), messages.end()); // the way leads upwards
    return messages;
}

Result<QList<MessageId>, StoreError> MessageTable::alternatives(const MessageId &id) const
{
    QList<MessageId> ids;
    Query row = m_database.run(Statement::Alternatives, id);
    while (row.next())
        ids.append(row.id<MessageId>(0));
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return ids;
}

Result<MessageId, StoreError> MessageTable::leafBelow(const MessageId &id) const
{
    Query row = m_database.run(Statement::LeafBelow, id);
    if (row.next())
        return row.id<MessageId>(0);
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return notFound();
}

Status<StoreError> MessageTable::setMilestone(const MessageId &id, bool milestone)
{
    return m_database.run(Statement::SetMilestone, milestone, m_clock.now(), m_database.devicePk(), id)
        .status();
}

Status<StoreError> MessageTable::forEach(const ConversationId &conversation,
                                         const std::function<bool(const Message &)> &visit) const
{
    qint64 pk = 0;
    while (true) {
        QList<Message> page;
        {
            Query row = m_database.run(Statement::MessagesAfter, conversation, pk, VisitedAtOnce);
            while (row.next()) {
                page.append(messageFrom(row));
                pk = row.number(PkColumn);
            }
            if (const auto status = row.status(); !status)
                return status;
        }
        for (const Message &message : std::as_const(page)) {
            if (!visit(message))
                return Ok;
        }
        if (page.size() < VisitedAtOnce)
            return Ok;
    }
}

Result<qint64, StoreError> MessageTable::count() const
{
    Query row = m_database.run(Statement::CountMessages);
    if (!row.next())
        return row.error();
    return row.number(0);
}

} // namespace bobbin
