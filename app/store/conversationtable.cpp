#include "store/conversationtable.h"

#include "core/enumnames.h"
#include "core/titlekey.h"
#include "database_p.h"
#include "rows_p.h"
#include "store/tagtable.h"
#include "store/timetable.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace bobbin {
namespace {

constexpr int VisitedAtOnce = 200;
constexpr int FewTagged = 2000; // conversations, which are sorted in a few milliseconds
constexpr auto TitleKeys = QLatin1StringView("title_keys");
constexpr auto TitleLanguage = QLatin1StringView("title_language");

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
    conversation.folder = row.id<FolderId>(17);
    conversation.tags = tagsFrom(row.text(18));
    return conversation;
}

} // namespace

Status<StoreError> affected(const Query &query)
{
    if (!query.isOk())
        return query.error();
    if (query.changedRows() == 0)
        return Failure {StoreError {StoreError::Kind::NotFound, {}}};
    return Ok;
}

ConversationSummary summaryFrom(const Query &row)
{
    return {.id = row.id<ConversationId>(0),
            .title = row.text(1),
            .pinned = row.flag(2),
            .archived = row.flag(3),
            .trashed = row.flag(4),
            .activeAt = row.time(5),
            .createdAt = row.time(6),
            .folder = row.id<FolderId>(7),
            .tags = tagsFrom(row.text(8)),
            .snippet = {},
            .hit = {}};
}

Status<StoreError> ConversationTable::insert(const Conversation &c)
{
    Transaction transaction(m_database);
    const auto inserted =
        m_database
            .run(Statement::InsertConversation, c.id, c.title, c.titleSource, c.service, c.model,
                 c.instructions, parametersText(c.parameters), c.leaf, c.pinned, c.archived, c.trashedAt,
                 c.createdAt, c.activeAt, c.updatedAt, strategyText(c.strategy), titleKey(c.title), c.folder,
                 m_database.devicePk())
            .status();
    if (!inserted)
        return inserted;
    if (const auto tagged = TagTable(m_database).replace(c.id, c.tags); !tagged)
        return tagged;
    return transaction.commit();
}

Status<StoreError> ConversationTable::replace(const Conversation &c)
{
    Transaction transaction(m_database);
    const auto replaced = affected(m_database.run(
        Statement::ReplaceConversation, c.title, c.titleSource, c.service, c.model, c.instructions,
        parametersText(c.parameters), c.leaf, c.pinned, c.archived, c.trashedAt, c.createdAt, c.activeAt,
        c.updatedAt, strategyText(c.strategy), titleKey(c.title), c.folder, m_database.devicePk(), c.id));
    if (!replaced)
        return replaced;
    if (const auto tagged = TagTable(m_database).replace(c.id, c.tags); !tagged)
        return tagged;
    return transaction.commit();
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

// Reading the few that have a tag is cheaper than looking for them, and the reverse.
Result<bool, StoreError> ConversationTable::isRare(const Place &place) const
{
    if (place.kind != Place::Kind::Tag)
        return false;
    Query row = m_database.run(Statement::CountTagged, foldedTag(place.tag), FewTagged);
    if (!row.next())
        return row.error();
    return row.number(0) < FewTagged;
}

Status<StoreError> ConversationTable::addSection(const ListQuery &query, bool isPinned, bool isRare,
                                                 int limit, const std::optional<ListPosition> &after,
                                                 ConversationListPage &page) const
{
    const bool isTrash = query.list == ConversationList::Trash;
    const bool isByTitle = query.order == ListOrder::Title && !isTrash;
    QVariantList values;
    if (isRare)
        values.append(toSql(foldedTag(query.place.tag)));
    if (!isTrash)
        values += {toSql(query.list == ConversationList::Archived), toSql(isPinned)};
    if (query.place.kind == Place::Kind::Tag && !isRare)
        values.append(toSql(foldedTag(query.place.tag)));
    else if (query.place.kind == Place::Kind::Folder || query.place.kind == Place::Kind::NoFolder)
        values.append(toSql(query.place.folder));
    constexpr qint64 Top = std::numeric_limits<qint64>::max();
    if (isByTitle)
        values += {after ? after->titleKey : QByteArray(""), after ? after->pk : qint64(-1)};
    else
        values += {after ? toSql(after->time) : QVariant(Top), after ? after->pk : Top};
    values.append(limit);

    Query row = m_database.run(sqlOf(query, isRare), values);
    while (row.next()) {
        page.conversations.append(summaryFrom(row));
        page.next = ListPosition {.pinned = isPinned,
                                  .time = isByTitle ? Timestamp() : row.time(SummaryColumns),
                                  .titleKey = isByTitle ? row.bytes(SummaryColumns) : QByteArray(),
                                  .pk = row.number(SummaryColumns - 1)};
    }
    return row.status();
}

Result<ConversationListPage, StoreError>
ConversationTable::page(const ListQuery &query, int limit, const std::optional<ListPosition> &after) const
{
    const auto rare = isRare(query.place);
    if (!rare)
        return Failure {rare.error()};
    ConversationListPage page;
    const bool hasPinned = query.list != ConversationList::Trash && (!after || after->pinned);
    if (hasPinned) {
        if (const auto added = addSection(query, true, rare.value(), limit, after, page); !added)
            return Failure {added.error()};
    }
    if (const auto left = limit - static_cast<int>(page.conversations.size()); left > 0) {
        const auto begin = hasPinned ? std::nullopt : after;
        if (const auto added = addSection(query, false, rare.value(), left, begin, page); !added)
            return Failure {added.error()};
    }
    if (page.conversations.size() < limit)
        page.next.reset();
    return page;
}

Result<bool, StoreError> ConversationTable::setTitle(const ConversationId &id, const QString &title,
                                                     TitleSource source)
{
    const Query query = m_database.run(Statement::SetTitle, title, titleKey(title), source, m_clock.now(),
                                       m_database.devicePk(), id, source);
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
    // A clock that was set back must not make it look as if it had been there for long.
    const auto time = [this] {
        return std::max(m_clock.now(), TimeTable(m_database, m_clock).known().known);
    };
    return set(Statement::SetTrashed, id, trashed ? std::optional(time()) : std::nullopt);
}

Status<StoreError> ConversationTable::setFolder(const ConversationId &id, const FolderId &folder)
{
    return affected(m_database.run(Statement::SetFolder, folder, m_clock.now(), m_database.devicePk(), id,
                                   folder, folder));
}

Status<StoreError> ConversationTable::setTags(const ConversationId &id, const QStringList &tags)
{
    Transaction transaction(m_database);
    const auto updated =
        affected(m_database.run(Statement::SetUpdated, m_clock.now(), m_database.devicePk(), id));
    if (!updated)
        return updated;
    if (const auto tagged = TagTable(m_database).replace(id, tags); !tagged)
        return tagged;
    return transaction.commit();
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
    return affected(m_database.run(Statement::SetLeaf, leaf, m_clock.now(), m_database.devicePk(), id, leaf,
                                   leaf));
}

Status<StoreError> ConversationTable::forget(const ConversationId &id)
{
    Transaction transaction(m_database);
    // The messages go first and by themselves: the search index follows each of them by a trigger.
    for (const Statement statement :
         {Statement::DeleteMessages, Statement::DeleteConversation, Statement::DeleteDraft}) {
        if (const auto deleted = m_database.run(statement, id).status(); !deleted)
            return deleted;
    }
    return transaction.commit();
}

Status<StoreError> ConversationTable::remove(const ConversationId &id)
{
    Transaction transaction(m_database);
    if (const auto deleted = forget(id); !deleted)
        return deleted;
    const auto marked = m_database
                            .run(Statement::InsertTombstone, id, Tombstone::Conversation, m_clock.now(),
                                 m_database.devicePk())
                            .status();
    if (!marked)
        return marked;
    return transaction.commit();
}

Result<QList<TrashedConversation>, StoreError> ConversationTable::trashedBefore(Timestamp time) const
{
    QList<TrashedConversation> trashed;
    Query row = m_database.run(Statement::ExpiredTrash, time);
    while (row.next())
        trashed.append({row.id<ConversationId>(0), row.time(1)});
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return trashed;
}

Result<QList<ConversationId>, StoreError>
ConversationTable::removeTrashed(const QList<TrashedConversation> &conversations)
{
    QList<ConversationId> removed;
    for (const TrashedConversation &conversation : conversations) {
        const auto there = [&] {
            Query row = m_database.run(Statement::IsTrashedSince, conversation.id, conversation.since);
            const bool isThere = row.next();
            const auto status = row.status();
            return status ? Result<bool, StoreError>(isThere) : Failure {status.error()};
        }();
        if (!there)
            return Failure {there.error()};
        if (!there.value())
            continue;
        if (const auto gone = remove(conversation.id); !gone)
            return Failure {gone.error()};
        removed.append(conversation.id);
    }
    return removed;
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

Result<QList<ConversationTitle>, StoreError> ConversationTable::titles() const
{
    QList<ConversationTitle> titles;
    Query row = m_database.run(Statement::AllTitles);
    while (row.next())
        titles.append({row.id<ConversationId>(0), row.text(1), row.time(2)});
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    std::sort(titles.begin(), titles.end(),
              [](const ConversationTitle &a, const ConversationTitle &b) { return a.activeAt > b.activeAt; });
    return titles;
}

// The pk up to which titles are still to be ordered; 0 for none.
Result<qint64, StoreError> ConversationTable::firstTitleToOrder()
{
    const auto progressOf = [this](QLatin1StringView name) -> Result<qint64, StoreError> {
        Query row = m_database.run(Statement::SelectProgress, QString(name));
        if (row.next())
            return row.number(0);
        return row.error();
    };
    const auto language = progressOf(TitleLanguage);
    if (!language)
        return Failure {language.error()};
    if (language.value() == titleLanguage())
        return progressOf(TitleKeys);
    constexpr qint64 All = std::numeric_limits<qint64>::max();
    Transaction transaction(m_database, Transaction::Durability::Quick);
    for (const auto &[name, value] :
         {std::pair(TitleLanguage, qint64(titleLanguage())), std::pair(TitleKeys, All)}) {
        if (const auto kept = m_database.run(Statement::SetProgress, value, QString(name)).status(); !kept)
            return Failure {kept.error()};
    }
    if (const auto committed = transaction.commit(); !committed)
        return Failure {committed.error()};
    return All;
}

Result<bool, StoreError> ConversationTable::orderTitles(int most)
{
    const auto first = firstTitleToOrder();
    if (!first)
        return Failure {first.error()};
    if (first.value() <= 0)
        return false;
    QList<std::pair<qint64, QString>> titles;
    {
        Query row = m_database.run(Statement::TitlesUpTo, first.value(), most);
        while (row.next())
            titles.append({row.number(0), row.text(1)});
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    Transaction transaction(m_database, Transaction::Durability::Quick);
    for (const auto &[pk, title] : std::as_const(titles)) {
        if (const auto kept = m_database.run(Statement::SetTitleKey, titleKey(title), pk).status(); !kept)
            return Failure {kept.error()};
    }
    const qint64 next = titles.size() < most ? 0 : titles.constLast().first - 1;
    if (const auto kept = m_database.run(Statement::SetProgress, next, QString(TitleKeys)).status(); !kept)
        return Failure {kept.error()};
    if (const auto committed = transaction.commit(); !committed)
        return Failure {committed.error()};
    return next > 0;
}

} // namespace bobbin
