#include "treerepair_p.h"

#include "database_p.h"

#include "core/message.h"
#include "core/title.h"
#include "store/salvage.h"

#include <QCoreApplication>
#include <QSqlError>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Salvage)
};

// One statement after the other; the first failure ends it.
class Repair
{
public:
    Repair(Database &database, const LostRows &lost, Timestamp now, SalvageReport &report)
        : m_database(database), m_lost(lost), m_now(now.time_since_epoch().count()), m_report(report)
    {
    }

    Status<StoreError> run()
    {
        settleDevices();
        markLostMessages();
        makeConversations();
        makeFolders();
        dropWhatIsAboutNothing();
        straightenTree();
        settleLeaves();
        restartBackgroundWork();
        if (m_error)
            return Failure {*m_error};
        return Ok;
    }

private:
    // How many rows were changed.
    qint64 change(const QString &sql, const QVariantList &values = {})
    {
        if (m_error)
            return 0;
        const Query query = m_database.run(sql, values);
        if (!query.isOk()) {
            m_error = query.error().error;
            return 0;
        }
        return query.changedRows();
    }
    QList<QVariantList> rows(const QString &sql, int columns, const QVariantList &values = {})
    {
        QList<QVariantList> found;
        if (m_error)
            return found;
        Query query = m_database.run(sql, values);
        while (query.next()) {
            QVariantList row;
            for (int i = 0; i < columns; ++i)
                row.append(query.isNull(i) ? QVariant() : QVariant(query.number(i)));
            found.append(row);
        }
        if (const auto status = query.status(); !status)
            m_error = status.error();
        return found;
    }

    void settleDevices()
    {
        change(u"INSERT INTO devices (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM devices)"_s,
               {DeviceId::create().toBytes()});
        for (const QString &table :
             {u"services"_s, u"conversations"_s, u"messages"_s, u"folders"_s, u"tombstones"_s})
            change(u"UPDATE %1 SET device = (SELECT min(pk) FROM devices)"
                   " WHERE device NOT IN (SELECT pk FROM devices)"_s.arg(table));
    }

    // The messages that an index has, those that others hang at, and those that files belong to.
    void markLostMessages()
    {
        QHash<qint64, LostRows::Place> places = m_lost.messagePlaces;
        for (const QVariantList &row :
             rows(u"SELECT DISTINCT m.parent, m.conversation FROM messages m"
                  " WHERE m.parent IS NOT NULL AND m.parent NOT IN (SELECT pk FROM messages)"_s,
                  2)) {
            if (!places.contains(row.at(0).toLongLong()))
                places.insert(row.at(0).toLongLong(), {row.at(1).toLongLong(), 0});
        }
        for (const QVariantList &row : rows(
                 u"SELECT DISTINCT message FROM attachments WHERE message NOT IN (SELECT pk FROM messages)"_s,
                 1)) {
            if (!places.contains(row.at(0).toLongLong()))
                places.insert(row.at(0).toLongLong(), {conversationForFiles(), 0});
        }
        QSet<qint64> there;
        for (const QVariantList &row : rows(u"SELECT pk FROM messages"_s, 1))
            there.insert(row.at(0).toLongLong());
        for (auto it = places.cbegin(); it != places.cend(); ++it) {
            if (!there.contains(it.key()))
                addPlaceholder(it.key(), it.value(), places, there);
        }
    }
    void addPlaceholder(qint64 pk, const LostRows::Place &place, const QHash<qint64, LostRows::Place> &places,
                        const QSet<qint64> &there)
    {
        const bool hasParent = there.contains(place.parent) || places.contains(place.parent);
        const QByteArray id = m_lost.messageIds.value(pk, MessageId::create().toBytes());
        m_report.placeholders +=
            change(u"WITH lost(pk, id, conversation, parent, now, mark) AS (VALUES (?, ?, ?, ?, ?, ?))"
                   " INSERT OR IGNORE INTO messages (pk, id, conversation, parent, depth, role, state, "
                   "finish, refused,"
                   " milestone, created_ms, updated_ms, device, model, request_id, error, reasoning, content)"
                   " SELECT lost.pk, lost.id, lost.conversation, lost.parent, 0,"
                   " coalesce((SELECT CASE role WHEN 1 THEN 2 ELSE 1 END FROM messages m WHERE m.parent = "
                   "lost.pk LIMIT 1),"
                   "  (SELECT CASE role WHEN 1 THEN 2 ELSE 1 END FROM messages m WHERE m.pk = lost.parent), "
                   "1), 0, 0, 0, 0,"
                   " coalesce((SELECT created_ms FROM messages m WHERE m.parent = lost.pk LIMIT 1),"
                   "  (SELECT created_ms FROM messages m WHERE m.pk = lost.parent), lost.now), lost.now,"
                   " (SELECT min(pk) FROM devices), '', '', '', '', lost.mark FROM lost"_s,
                   {pk, id, place.conversation, hasParent ? QVariant(place.parent) : QVariant(), m_now,
                    Tr::tr("[The message that stood here was lost when the history was damaged.]")});
    }
    qint64 conversationForFiles()
    {
        if (m_filesConversation == 0) {
            m_filesConversation = nextConversationPk();
            addConversation(m_filesConversation, Tr::tr("Recovered files"));
        }
        return m_filesConversation;
    }
    // Behind all that are there, or that rows may refer to.
    qint64 nextConversationPk()
    {
        const auto found = rows(u"SELECT max(coalesce((SELECT max(pk) FROM conversations), 0),"
                                " coalesce((SELECT max(conversation) FROM messages), 0)) + 1"_s,
                                1);
        return found.isEmpty() ? 1 : found.constFirst().constFirst().toLongLong();
    }

    void makeConversations()
    {
        for (
            const QVariantList &row : rows(
                u"SELECT DISTINCT conversation FROM messages WHERE conversation NOT IN (SELECT pk FROM conversations)"_s,
                1)) {
            const qint64 pk = row.at(0).toLongLong();
            Query first = m_database.run(u"SELECT content FROM messages WHERE conversation = ? AND role = 1"
                                         " ORDER BY pk LIMIT 1"_s,
                                         {pk});
            const QString text = first.next() ? titleFromWords(first.text(0)) : QString();
            addConversation(
                pk, text.isEmpty() ? Tr::tr("Recovered conversation") : Tr::tr("Recovered: %1").arg(text));
        }
    }
    void addConversation(qint64 pk, const QString &title)
    {
        const LostRows::ConversationFacts facts = m_lost.conversationFacts.value(pk);
        m_report.conversationsAnew += change(
            u"WITH anew(pk, id, title, pinned, archived, created, now) AS (VALUES (?, ?, ?, ?, ?, ?, ?)),"
            // A damaged index may say that it is another one's.
            " own(id) AS (SELECT CASE WHEN EXISTS (SELECT 1 FROM conversations c WHERE c.id = anew.id)"
            "  THEN ? ELSE anew.id END FROM anew),"
            " newest(service_id, model) AS (SELECT m.service_id, m.model FROM messages m JOIN anew"
            "  ON m.conversation = anew.pk WHERE m.model <> '' ORDER BY m.pk DESC LIMIT 1),"
            " span(first, last) AS (SELECT min(m.created_ms), max(m.created_ms) FROM messages m JOIN anew"
            "  ON m.conversation = anew.pk)"
            " INSERT INTO conversations (pk, id, title, title_source, service_id, model, instructions, "
            "parameters,"
            " pinned, archived, created_ms, active_ms, updated_ms, device)"
            " SELECT anew.pk, own.id, anew.title, 0, (SELECT service_id FROM newest),"
            " coalesce((SELECT model FROM newest), ''), '', '{}', anew.pinned, anew.archived,"
            " coalesce(nullif(anew.created, 0), span.first, anew.now), coalesce(span.last, anew.now), "
            "anew.now,"
            " (SELECT min(pk) FROM devices) FROM anew, own, span"_s,
            {pk, m_lost.conversationIds.value(pk, ConversationId::create().toBytes()), title,
             facts.isPinned ? 1 : 0, facts.isArchived ? 1 : 0, facts.createdMs, m_now,
             ConversationId::create().toBytes()});
    }

    void makeFolders()
    {
        for (const QVariantList &row :
             rows(u"SELECT DISTINCT folder FROM conversations WHERE folder IS NOT NULL"
                  " AND folder NOT IN (SELECT pk FROM folders)"_s,
                  1))
            m_report.foldersAnew +=
                change(u"INSERT INTO folders (pk, id, name, position, updated_ms, device) SELECT ?, ?, ?,"
                       " (SELECT count(*) FROM folders), ?, (SELECT min(pk) FROM devices)"_s,
                       {row.at(0), FolderId::create().toBytes(), Tr::tr("Recovered folder"), m_now});
    }

    void dropWhatIsAboutNothing()
    {
        const auto drop = [this](const QString &table, const QString &column, const QString &other) {
            m_report.dropped +=
                change(u"DELETE FROM %1 WHERE %2 NOT IN (SELECT pk FROM %3)"_s.arg(table, column, other));
        };
        drop(u"server_threads"_s, u"conversation"_s, u"conversations"_s);
        drop(u"responses"_s, u"message"_s, u"messages"_s);
        drop(u"responses"_s, u"thread"_s, u"server_threads"_s);
        drop(u"requests"_s, u"message"_s, u"messages"_s);
        drop(u"summaries"_s, u"conversation"_s, u"conversations"_s);
        drop(u"summaries"_s, u"last_message"_s, u"messages"_s);
        drop(u"conversation_tags"_s, u"conversation"_s, u"conversations"_s);
        drop(u"conversation_tags"_s, u"tag"_s, u"tags"_s);
        drop(u"reading_positions"_s, u"conversation"_s, u"conversations"_s);
        change(
            u"UPDATE usage SET conversation = NULL WHERE conversation NOT IN (SELECT pk FROM conversations)"_s);
    }

    void straightenTree()
    {
        // A parent is always stored before its children, and so no circle is without a damaged one.
        change(u"UPDATE messages SET parent = NULL WHERE parent IS NOT NULL AND (parent >= pk OR NOT EXISTS"
               " (SELECT 1 FROM messages p WHERE p.pk = messages.parent"
               " AND p.conversation = messages.conversation))"_s);
        change(u"CREATE TEMP TABLE reached (pk INTEGER PRIMARY KEY, depth INTEGER NOT NULL)"_s);
        change(u"WITH RECURSIVE tree(pk, depth) AS (SELECT pk, 0 FROM messages WHERE parent IS NULL"
               " UNION ALL SELECT m.pk, t.depth + 1 FROM tree t JOIN messages m ON m.parent = t.pk)"
               " INSERT INTO reached SELECT pk, depth FROM tree"_s);
        change(u"UPDATE messages SET depth = r.depth FROM reached r"
               " WHERE r.pk = messages.pk AND messages.depth <> r.depth"_s);
        change(u"DROP TABLE reached"_s);
    }

    void settleLeaves()
    {
        change(u"UPDATE conversations SET leaf = (SELECT m.pk FROM messages m WHERE m.conversation = "
               u"conversations.pk"
               " AND NOT EXISTS (SELECT 1 FROM messages c WHERE c.parent = m.pk) ORDER BY m.created_ms DESC, "
               "m.pk DESC LIMIT 1)"
               " WHERE leaf IS NULL OR NOT EXISTS (SELECT 1 FROM messages m WHERE m.pk = conversations.leaf"
               " AND m.conversation = conversations.pk)"_s);
    }

    // What is made of the rows in the background begins anew.
    void restartBackgroundWork()
    {
        change(
            u"UPDATE progress SET value = (SELECT coalesce(max(pk), 0) FROM messages) WHERE name = 'search_parts'"_s);
        change(
            u"UPDATE progress SET value = (SELECT coalesce(max(pk), 0) FROM conversations) WHERE name = 'title_keys'"_s);
    }

    Database &m_database;
    const LostRows &m_lost;
    const qint64 m_now;
    SalvageReport &m_report;
    std::optional<StoreError> m_error;
    qint64 m_filesConversation = 0;
};

} // namespace

Status<StoreError> repairTree(Database &database, const LostRows &lost, Timestamp now, SalvageReport &report)
{
    return Repair(database, lost, now, report).run();
}

} // namespace bobbin
