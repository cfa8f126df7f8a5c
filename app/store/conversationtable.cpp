#include "store/conversationtable.h"

#include "core/enumnames.h"
#include "database_p.h"
#include "rows_p.h"

#include <QJsonDocument>

#include <limits>

namespace bobbin {
namespace {

constexpr int TombstoneOfConversation = 1;
constexpr int VisitedAtOnce = 200;

QString parametersText(const Parameters &parameters)
{
    return QString::fromUtf8(QJsonDocument(toJson(parameters)).toJson(QJsonDocument::Compact));
}

QString strategyText(const std::optional<Strategy> &strategy)
{
    return strategy ? QString(nameOf(*strategy)) : QString();
}

// In the order of conversationColumns() in statements.cpp.
Conversation conversationFrom(const Query &row)
{
    Conversation conversation;
    conversation.id = row.id<ConversationId>(0);
    conversation.title = row.text(1);
    conversation.titleSource = row.choice(2, TitleSource::User, TitleSource::User);
    conversation.service = row.id<ServiceId>(3);
    conversation.model = row.text(4);
    conversation.instructions = row.text(5);
    conversation.parameters = parametersFromJson(QJsonDocument::fromJson(row.bytes(6)).object());
    conversation.leaf = row.id<MessageId>(7);
    conversation.length = static_cast<int>(row.number(8));
    conversation.pinned = row.flag(9);
    conversation.archived = row.flag(10);
    conversation.trashedAt = row.optionalTime(11);
    conversation.createdAt = row.time(12);
    conversation.activeAt = row.time(13);
    conversation.updatedAt = row.time(14);
    conversation.strategy = strategyFromName(row.text(15));
    return conversation;
}

Status<StoreError> affected(const Query &query)
{
    if (!query.isOk())
        return query.error();
    if (query.changedRows() == 0)
        return Failure {StoreError {StoreError::Kind::NotFound, {}}};
    return Ok;
}

} // namespace

ConversationSummary summaryFrom(const Query &row)
{
    return {.id = row.id<ConversationId>(0),
            .title = row.text(1),
            .pinned = row.flag(2),
            .archived = row.flag(3),
            .trashed = row.flag(4),
            .activeAt = row.time(5),
            .snippet = {},
            .hit = {}};
}

Status<StoreError> ConversationTable::insert(const Conversation &c)
{
    return m_database
        .run(Statement::InsertConversation, c.id, c.title, c.titleSource, c.service, c.model, c.instructions,
             parametersText(c.parameters), c.leaf, c.pinned, c.archived, c.trashedAt, c.createdAt, c.activeAt,
             c.updatedAt, strategyText(c.strategy), m_database.devicePk())
        .status();
}

Status<StoreError> ConversationTable::replace(const Conversation &c)
{
    return affected(m_database.run(Statement::ReplaceConversation, c.title, c.titleSource, c.service, c.model,
                                   c.instructions, parametersText(c.parameters), c.leaf, c.pinned, c.archived,
                                   c.trashedAt, c.createdAt, c.activeAt, c.updatedAt,
                                   strategyText(c.strategy), m_database.devicePk(), c.id));
}

Result<Conversation, StoreError> ConversationTable::find(const ConversationId &id) const
{
    Query row = m_database.run(Statement::SelectConversation, id);
    if (row.next())
        return conversationFrom(row);
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return Failure {StoreError {StoreError::Kind::NotFound, {}}};
}

Result<ConversationListPage, StoreError>
ConversationTable::page(ConversationList list, int limit, const std::optional<ListPosition> &after) const
{
    constexpr qint64 Top = std::numeric_limits<qint64>::max();
    const qint64 pinned = after ? after->pinned : Top;
    const qint64 time = after ? after->time.time_since_epoch().count() : Top;
    const qint64 pk = after ? after->pk : Top;

    Query row = list == ConversationList::Current
        ? m_database.run(Statement::ListCurrent, pinned, time, pk, limit)
        : list == ConversationList::Archived ? m_database.run(Statement::ListArchived, time, pk, limit)
                                             : m_database.run(Statement::ListTrashed, time, pk, limit);
    ConversationListPage page;
    while (row.next()) {
        page.conversations.append(summaryFrom(row));
        page.next = ListPosition {row.flag(2), row.time(7), row.number(6)};
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    if (page.conversations.size() < limit)
        page.next.reset();
    return page;
}

Result<bool, StoreError> ConversationTable::setTitle(const ConversationId &id, const QString &title,
                                                     TitleSource source)
{
    const Query query =
        m_database.run(Statement::SetTitle, title, source, m_clock.now(), m_database.devicePk(), id, source);
    if (!query.isOk())
        return query.error();
    return query.changedRows() > 0;
}

template<typename Value>
Status<StoreError> ConversationTable::set(Statement statement, const ConversationId &id, const Value &value)
{
    return affected(m_database.run(statement, value, m_clock.now(), m_database.devicePk(), id));
}

Status<StoreError> ConversationTable::setPinned(const ConversationId &id, bool pinned)
{
    return set(Statement::SetPinned, id, pinned);
}

Status<StoreError> ConversationTable::setArchived(const ConversationId &id, bool archived)
{
    return set(Statement::SetArchived, id, archived);
}

Status<StoreError> ConversationTable::setTrashed(const ConversationId &id, bool trashed)
{
    return set(Statement::SetTrashed, id, trashed ? std::optional(m_clock.now()) : std::nullopt);
}

Status<StoreError> ConversationTable::setModel(const ConversationId &id, const ServiceId &service,
                                               const QString &model)
{
    return affected(
        m_database.run(Statement::SetModel, service, model, m_clock.now(), m_database.devicePk(), id));
}

Status<StoreError> ConversationTable::setInstructions(const ConversationId &id, const QString &instructions)
{
    return set(Statement::SetInstructions, id, instructions);
}

Status<StoreError> ConversationTable::setStrategy(const ConversationId &id,
                                                  const std::optional<Strategy> &strategy)
{
    return set(Statement::SetStrategy, id, strategyText(strategy));
}

Status<StoreError> ConversationTable::setParameters(const ConversationId &id, const Parameters &parameters)
{
    return set(Statement::SetParameters, id, parametersText(parameters));
}

Status<StoreError> ConversationTable::setLeaf(const ConversationId &id, const MessageId &leaf)
{
    return set(Statement::SetLeaf, id, leaf);
}

Status<StoreError> ConversationTable::remove(const ConversationId &id)
{
    Transaction transaction(m_database);
    // The messages go first and by themselves: the search index follows each of them by a trigger.
    for (const Statement statement :
         {Statement::DeleteMessages, Statement::DeleteConversation, Statement::DeleteDraft}) {
        if (const auto deleted = m_database.run(statement, id).status(); !deleted)
            return deleted;
    }
    const auto marked = m_database
                            .run(Statement::InsertTombstone, id, TombstoneOfConversation, m_clock.now(),
                                 m_database.devicePk())
                            .status();
    if (!marked)
        return marked;
    return transaction.commit();
}

Result<int, StoreError> ConversationTable::emptyTrash(Timestamp time, int most)
{
    QList<ConversationId> expired;
    {
        Query row = m_database.run(Statement::ExpiredTrash, time, most);
        while (row.next())
            expired.append(row.id<ConversationId>(0));
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    for (const ConversationId &id : std::as_const(expired)) {
        if (const auto gone = remove(id); !gone)
            return Failure {gone.error()};
    }
    return static_cast<int>(expired.size());
}

Status<StoreError> ConversationTable::forEach(const std::function<bool(const Conversation &)> &visit) const
{
    qint64 pk = 0;
    while (true) {
        QList<Conversation> page;
        {
            Query row = m_database.run(Statement::ConversationsAfter, pk, VisitedAtOnce);
            while (row.next()) {
                page.append(conversationFrom(row));
                pk = row.number(16);
            }
            if (const auto status = row.status(); !status)
                return status;
        }
        for (const Conversation &conversation : std::as_const(page)) {
            if (!visit(conversation))
                return Ok;
        }
        if (page.size() < VisitedAtOnce)
            return Ok;
    }
}

Result<qint64, StoreError> ConversationTable::count() const
{
    Query row = m_database.run(Statement::CountConversations);
    if (!row.next())
        return row.error();
    return row.number(0);
}

} // namespace bobbin
