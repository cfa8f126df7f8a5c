#include "store/messagetable.h"

#include "database_p.h"
#include "rows_p.h"
#include "store/usagetable.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace bobbin {
namespace {

constexpr int VisitedAtOnce = 200;

// The order is that of messageColumns() in statements.cpp, which placeColumns() may follow.
constexpr int PkColumn = 20;
constexpr int AlternativeColumn = 25;
constexpr int AlternativesColumn = 26;
constexpr int AttachmentsColumn = 27;

QString noticesText(const QList<ContextNotice> &notices)
{
    if (notices.isEmpty())
        return {};
    QJsonArray array;
    for (const ContextNotice &notice : notices)
        array.append(toJson(notice));
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<ContextNotice> noticesFrom(const QByteArray &text)
{
    QList<ContextNotice> notices;
    if (text.isEmpty())
        return notices;
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    for (const QJsonValue &value : array) {
        if (const auto notice = contextNoticeFromJson(value.toObject()))
            notices.append(*notice);
    }
    return notices;
}

QList<AttachmentInfo> attachmentsFrom(const QByteArray &text)
{
    QList<AttachmentInfo> attachments;
    if (text == "[]")
        return attachments;
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    for (const QJsonValue &value : array) {
        const QByteArray id = QByteArray::fromHex(value[0].toString().toLatin1());
        attachments.append({.id = AttachmentId::fromBytes(id),
                            .name = value[1].toString(),
                            .mediaType = value[2].toString(),
                            .size = value[3].toInteger()});
    }
    return attachments;
}

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
    message.timing = {row.optionalNumber(21), row.optionalNumber(22)};
    message.cost = row.optionalNumber(23);
    message.notices = noticesFrom(row.bytes(24));
    return message;
}

Status<StoreError> logUsage(Database &database, const ConversationId &conversation, const Message &m,
                            Timestamp at)
{
    if (m.usage.isEmpty())
        return Ok;
    return UsageTable(database).add(usageOf(conversation, m, at));
}

Failure<StoreError> notFound() { return Failure {StoreError {StoreError::Kind::NotFound, {}}}; }

} // namespace

Status<StoreError> MessageTable::insert(const ConversationId &conversation, const Message &m)
{
    if (const auto inserted = insertUncounted(conversation, m); !inserted)
        return inserted;
    return logUsage(m_database, conversation, m, m.createdAt);
}

Status<StoreError> MessageTable::insertUncounted(const ConversationId &conversation, const Message &m)
{
    const Query query = m_database.run(
        Statement::InsertMessage, m.id, m.role, m.state, m.finishReason, m.refused, m.milestone, m.createdAt,
        m.updatedAt, m_database.devicePk(), m.service, m.model, m.requestId, m.error, m.usage.promptTokens,
        m.usage.completionTokens, m.usage.cachedTokens, m.usage.reasoningTokens, m.reasoning, m.content,
        m.timing.firstToken, m.timing.rest, m.cost, noticesText(m.notices), m.parent, conversation,
        m.parent.isNull());
    if (!query.isOk())
        return query.error();
    if (query.changedRows() == 0)
        return notFound();
    return indexParts(m_database, m.id, m.content);
}

Status<StoreError> MessageTable::forget(const MessageId &id)
{
    return m_database.run(Statement::DeleteMessage, id).status();
}

Status<StoreError> MessageTable::append(const ConversationId &conversation, const Message &message)
{
    Transaction transaction(m_database);
    if (const auto inserted = insert(conversation, message); !inserted)
        return inserted;
    const Timestamp now = m_clock.now();
    const auto leafSet = affected(m_database.run(Statement::SetLeaf, message.id, now, m_database.devicePk(),
                                                 conversation, message.id, message.id));
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
    if (const auto forgotten = forgetResponse(id, content); !forgotten)
        return forgotten;
    return transaction.commit();
}

Status<StoreError> MessageTable::finishReply(const ConversationId &conversation, const Message &m,
                                             const QString &content, const QString &reasoning)
{
    Transaction transaction(m_database);
    const Timestamp now = m_clock.now();
    const auto finished = affected(m_database.run(
        Statement::FinishReply, content, reasoning, m.state, m.finishReason, m.refused, m.error, m.service,
        m.model, m.requestId, m.usage.promptTokens, m.usage.completionTokens, m.usage.cachedTokens,
        m.usage.reasoningTokens, m.timing.firstToken, m.timing.rest, m.cost, noticesText(m.notices), now,
        m_database.devicePk(), m.id));
    if (!finished)
        return finished;
    if (const auto forgotten = forgetResponse(m.id, content); !forgotten)
        return forgotten;
    const auto touched =
        m_database.run(Statement::Touch, now, now, m_database.devicePk(), conversation).status();
    if (!touched)
        return touched;
    const auto whole = this->content(m.id);
    if (!whole)
        return Failure {whole.error()};
    if (const auto indexed = indexParts(m_database, m.id, whole.value()); !indexed)
        return indexed;
    if (const auto logged = logUsage(m_database, conversation, m, now); !logged)
        return logged;
    return transaction.commit();
}

Status<StoreError> MessageTable::resumeReply(const MessageId &id)
{
    return affected(m_database.run(Statement::ResumeReply, ReplyState::Streaming, m_clock.now(), id));
}

Status<StoreError> MessageTable::turnContentIntoReasoning(const MessageId &id, const QString &kept)
{
    return m_database.run(Statement::TurnContentIntoReasoning, kept, kept, m_clock.now(), id).status();
}

Status<StoreError> MessageTable::setContent(const MessageId &id, const QString &content)
{
    Transaction transaction(m_database);
    if (const auto set = m_database.run(Statement::SetContent, content, m_clock.now(), id).status(); !set)
        return set;
    if (const auto forgotten = forgetResponse(id, content); !forgotten)
        return forgotten;
    return transaction.commit();
}

// A server's response that was the reply knows nothing of what is added to that.
Status<StoreError> MessageTable::forgetResponse(const MessageId &id, const QString &added)
{
    return added.isEmpty() ? Ok : m_database.run(Statement::ForgetResponse, id).status();
}

Result<int, StoreError> MessageTable::interruptStreaming(const QString &reason)
{
    Transaction transaction(m_database);
    QList<std::pair<MessageId, QString>> streaming;
    {
        Query row = m_database.run(Statement::StreamingMessages);
        while (row.next())
            streaming.append({row.id<MessageId>(0), row.text(1)});
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    const auto interrupted =
        m_database.run(Statement::InterruptStreaming, ReplyState::Interrupted, reason, m_clock.now())
            .status();
    if (!interrupted)
        return Failure {interrupted.error()};
    // As when a reply ends by itself: what it has is found from now on.
    for (const auto &[id, content] : std::as_const(streaming)) {
        if (const auto indexed = indexParts(m_database, id, content); !indexed)
            return Failure {indexed.error()};
    }
    if (const auto committed = transaction.commit(); !committed)
        return Failure {committed.error()};
    return static_cast<int>(streaming.size());
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
                         .alternatives = static_cast<int>(row.number(AlternativesColumn)),
                         .attachments = attachmentsFrom(row.bytes(AttachmentsColumn))});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    std::reverse(messages.begin(), messages.end()); // the way leads upwards
    return messages;
}

Result<QList<BranchEntry>, StoreError> MessageTable::outline(const MessageId &leaf, int encoding) const
{
    QList<BranchEntry> entries;
    Query row = m_database.run(Statement::BranchOutline, leaf, encoding);
    while (row.next()) {
        entries.append({.id = row.id<MessageId>(0),
                        .depth = static_cast<int>(row.number(1)),
                        .role = row.choice(2, Role::Tool, Role::System),
                        .state = row.choice(3, ReplyState::Failed, ReplyState::Complete),
                        .isMilestone = row.flag(4),
                        .tokens = row.optionalNumber(5)});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    std::reverse(entries.begin(), entries.end());
    return entries;
}

Result<QString, StoreError> MessageTable::content(const MessageId &id) const
{
    Query row = m_database.run(Statement::MessageContent, id);
    if (row.next())
        return row.text(0);
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return notFound();
}

Status<StoreError> MessageTable::setTokenCounts(int encoding, const QHash<MessageId, qint64> &counts)
{
    Transaction transaction(m_database, Transaction::Durability::Quick);
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        if (const auto kept =
                m_database.run(Statement::ReplaceTokenCount, encoding, it.value(), it.key()).status();
            !kept)
            return kept;
    }
    return transaction.commit();
}

Status<StoreError> MessageTable::setNotices(const MessageId &id, const QList<ContextNotice> &notices)
{
    return m_database.run(Statement::SetNotices, noticesText(notices), m_clock.now(), id).status();
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
