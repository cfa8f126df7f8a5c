#include "schema_p.h"
#include "statements_p.h"
#include "store/backupfolder.h"
#include "store/conversationstore.h"

#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_Schema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void migratesFromEveryVersion_data();
    void migratesFromEveryVersion();
    void migrationKeepsWhatIsThere();
    void foreignKeysAreIndexed();
    void failedMigrationChangesNothing();
    void migrationMayFailAtAnyStatement_data();
    void migrationMayFailAtAnyStatement();
    void failedMigrationIsExplained();
    void leavesANewerFileUntouched();
    void leavesAForeignFileUntouched_data();
    void leavesAForeignFileUntouched();
    void statementsUseIndexes_data();
    void statementsUseIndexes();

private:
    QString freshPath() { return m_dir.filePath(QString::number(m_count++)); }

    QTemporaryDir m_dir;
    int m_count = 0;
    SystemClock m_clock;
};

namespace {

// A connection of the test's own to the file at `path`, for putting it into a given state.
class RawDatabase
{
public:
    explicit RawDatabase(const QString &path)
    {
        database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        database.setDatabaseName(path);
        database.open();
    }
    ~RawDatabase()
    {
        database = {};
        QSqlDatabase::removeDatabase(u"raw"_s);
    }
    bool exec(const QString &statement) { return QSqlQuery(database).exec(statement); }
    QStringList column(const QString &statement)
    {
        QStringList values;
        QSqlQuery query(statement, database);
        while (query.next())
            values << query.value(0).toString();
        return values;
    }

    QSqlDatabase database;
};

// Refuses every statement but ROLLBACK in a connection, from the one behind `allowed` others on.
class Sabotage
{
public:
    Sabotage(const QSqlDatabase &database, int allowed) : m_allowed(allowed)
    {
        m_handle = *static_cast<sqlite3 *const *>(database.driver()->handle().constData());
        sqlite3_trace_v2(m_handle, SQLITE_TRACE_STMT, &Sabotage::count, this);
        sqlite3_set_authorizer(m_handle, &Sabotage::authorize, this);
    }
    ~Sabotage()
    {
        sqlite3_trace_v2(m_handle, 0, nullptr, nullptr);
        sqlite3_set_authorizer(m_handle, nullptr, nullptr);
    }
    Q_DISABLE_COPY_MOVE(Sabotage)

private:
    static int count(unsigned, void *self, void *, void *sql)
    {
        if (!QByteArrayView(static_cast<const char *>(sql)).startsWith("--")) // not what a trigger does
            ++static_cast<Sabotage *>(self)->m_count;
        return 0;
    }
    static int authorize(void *self, int action, const char *what, const char *, const char *, const char *)
    {
        const auto *sabotage = static_cast<Sabotage *>(self);
        if (action == SQLITE_TRANSACTION && qstrcmp(what, "ROLLBACK") == 0)
            return SQLITE_OK;
        return sabotage->m_count < sabotage->m_allowed ? SQLITE_OK : SQLITE_DENY;
    }

    sqlite3 *m_handle;
    const int m_allowed;
    int m_count = 0;
};

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void tst_Schema::migratesFromEveryVersion_data()
{
    QTest::addColumn<int>("version");
    for (int version = 0; version < currentSchemaVersion(); ++version)
        QTest::addRow("version %d", version) << version;
}

// A database of any released version opens, and ends up like a fresh one.
void tst_Schema::migratesFromEveryVersion()
{
    QFETCH(const int, version);
    const QString path = freshPath();
    {
        RawDatabase raw(path);
        QVERIFY(migrate(raw.database, version));
    }

    QVERIFY(ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock));

    const QList<Backup> copies = BackupFolder(path).all();
    QCOMPARE(copies.size(), version > 0 ? 1 : 0);
    if (version > 0) {
        QCOMPARE(copies.constFirst().reason, Backup::Reason::Migration);
        QCOMPARE(RawDatabase(copies.constFirst().path).column(u"PRAGMA user_version"_s),
                 QStringList {QString::number(version)});
    }

    const QString fresh = freshPath();
    QVERIFY(ConversationStore::open(fresh, ConversationStore::Access::ReadWrite, m_clock));
    QVERIFY(BackupFolder(fresh).all().isEmpty());
    const auto schemaOf = [](const QString &file) {
        return RawDatabase(file).column(u"SELECT sql FROM sqlite_schema ORDER BY name"_s);
    };
    QCOMPARE(schemaOf(path), schemaOf(fresh));
}

// A history of the first version: everything is there afterwards, and what it cost stands in the book.
void tst_Schema::migrationKeepsWhatIsThere()
{
    const QString path = freshPath();
    {
        RawDatabase raw(path);
        QVERIFY(migrate(raw.database, 1));
        const QStringList rows {
            u"INSERT INTO devices (id) VALUES (x'00000000000070008000000000000001')"_s,
            u"INSERT INTO services VALUES (x'00000000000070008000000000000002', 'Mine', 'http://h/v1', 1, "
            u"'m', 'key',"
            " '', '[[\"a\",\"b\"]]', 1000, 2000, 3000, '', 0, 5, 1)"_s,
            u"INSERT INTO models VALUES (x'00000000000070008000000000000002', 'm', 1, '{\"a\":1}')"_s,
            u"INSERT INTO conversations VALUES (1, x'00000000000070008000000000000003', 'Old', 2,"
            " x'00000000000070008000000000000002', 'm', 'Be brief.', '{}', 2, 1, 0, NULL, 10, 20, 30, 1)"_s,
            u"INSERT INTO messages VALUES (1, x'00000000000070008000000000000004', 1, NULL, 0, 1, 0, 0, 0, "
            u"1, 10, 10, 1,"
            " NULL, '', '', '', NULL, NULL, NULL, NULL, '', 'Where is the whale?')"_s,
            u"INSERT INTO messages VALUES (2, x'00000000000070008000000000000005', 1, 1, 1, 2, 0, 1, 0, 0, "
            u"1700000000000,"
            " 20, 1, x'00000000000070008000000000000002', 'm', 'req', '', 7, 3, 2, NULL, 'Hm', 'In the sea.')"_s,
            u"INSERT INTO attachments VALUES (1, x'00000000000070008000000000000006', 1, 'a.png', 'image/png', x'0102')"_s,
            u"INSERT INTO server_threads VALUES (1, x'00000000000070008000000000000007', 1,"
            " x'00000000000070008000000000000002', 'thread', 'thread_1', "
            "x'00000000000070008000000000000005', 10, 20,"
            " NULL, '')"_s,
            u"INSERT INTO drafts VALUES (x'00000000000070008000000000000003', 'half', 5)"_s,
            u"INSERT INTO tombstones VALUES (x'00000000000070008000000000000009', 1, 5, 1)"_s,
        };
        for (const QString &row : rows)
            QVERIFY2(raw.exec(row), qPrintable(row));
    }

    auto opened = ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock);
    QVERIFY(opened);
    ConversationStore &store = *opened.value();

    const auto conversation = store.conversations().find(
        ConversationId::fromBytes(QByteArray::fromHex("00000000000070008000000000000003")));
    QVERIFY(conversation);
    QCOMPARE(conversation->title, u"Old"_s);
    QCOMPARE(conversation->length, 2);
    QVERIFY(!conversation->strategy);
    const auto reply = store.messages().find(conversation->leaf);
    QCOMPARE(reply->content, u"In the sea."_s);
    QCOMPARE(reply->reasoning, u"Hm"_s);
    QCOMPARE(reply->usage, (Usage {7, 3, 2, {}}));
    QVERIFY(reply->notices.isEmpty());
    QVERIFY(store.messages().find(reply->parent)->milestone);
    QCOMPARE(store.attachments().of(reply->parent)->size(), 1);
    const Service service = store.services().all()->first();
    QCOMPARE(service.apiKind, ApiKind::Responses);
    QCOMPARE(service.headers.size(), 1);
    QVERIFY(service.makesSummaries);
    QVERIFY(!service.makesTitles);
    QCOMPARE(service.threadDays, 30);
    QCOMPARE(store.services().quirks(service.id, u"m"_s).value(), (QJsonObject {{u"a"_s, 1}}));
    const auto threads = store.serverThreads().of(conversation->id);
    QCOMPARE(threads->size(), 1);
    QCOMPARE(threads->first().lastMessage, conversation->leaf);
    QVERIFY(!threads->first().isOpening);
    QVERIFY(threads->first().pending.isNull());
    QCOMPARE(store.drafts().find(conversation->id).value(), u"half"_s);
    const auto months = store.usage().months();
    QCOMPARE(months->size(), 1);
    QCOMPARE(months->first().month, u"2023-11"_s);
    QCOMPARE(months->first().service, service.id);
    QCOMPARE(months->first().sum.requests, 1);
    QCOMPARE(months->first().sum.promptTokens, 7);
    QCOMPARE(store.usage().ofConversation(conversation->id)->completionTokens, 3);
    QCOMPARE(store.maintenance().check().value(), QStringList());
}

// Deleting a row looks for the rows that refer to it, each time in the whole table without an index.
void tst_Schema::foreignKeysAreIndexed()
{
    const QString path = freshPath();
    QVERIFY(ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock));
    RawDatabase raw(path);

    const QStringList unindexed = raw.column(
        u"SELECT t.name || '.' || f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f"
        " WHERE t.type = 'table' AND f.\"table\" <> 'devices'"
        " AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c"
        "  WHERE c.seqno = 0 AND c.name = f.\"from\")"
        " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.pk = 1 AND c.name = f.\"from\")"_s);

    QCOMPARE(unindexed, QStringList());
}

void tst_Schema::failedMigrationChangesNothing()
{
    const QString path = freshPath();
    RawDatabase raw(path);
    QVERIFY(
        raw.exec(u"CREATE TABLE messages (unexpected)"_s)); // a statement in the middle of step 1 will fail

    const auto migrated = migrate(raw.database);

    QVERIFY(!migrated);
    QCOMPARE(migrated.error().kind, StoreError::Kind::QueryFailed);
    QCOMPARE(raw.column(u"PRAGMA user_version"_s), QStringList {u"0"_s});
    QCOMPARE(raw.column(u"SELECT name FROM sqlite_schema"_s),
             QStringList {u"messages"_s}); // the statements before it are undone
}

void tst_Schema::migrationMayFailAtAnyStatement_data()
{
    QTest::addColumn<int>("version");
    for (int version = 0; version < currentSchemaVersion(); ++version)
        QTest::addRow("version %d", version) << version;
}

// Whichever statement fails, the file is byte for byte what it was.
void tst_Schema::migrationMayFailAtAnyStatement()
{
    QFETCH(const int, version);
    const QString path = freshPath();
    RawDatabase raw(path);
    QVERIFY(migrate(raw.database, version));
    if (version > 0)
        QVERIFY(raw.exec(u"INSERT INTO devices (id) VALUES (x'00000000000070008000000000000001')"_s));
    QVERIFY(raw.exec(u"PRAGMA user_version = %1"_s.arg(version))); // for the file to have a header
    const QByteArray before = contentsOf(path);

    int allowed = 0;
    for (;; ++allowed) {
        const Sabotage sabotage(raw.database, allowed);
        const auto migrated = migrate(raw.database);
        if (migrated)
            break;
        QCOMPARE(contentsOf(path), before);
        QVERIFY(!migrated.error().detail.isEmpty());
    }

    QVERIFY(allowed > 1); // or nothing was refused
    QCOMPARE(raw.column(u"PRAGMA user_version"_s), QStringList {QString::number(currentSchemaVersion())});
}

void tst_Schema::failedMigrationIsExplained()
{
    const QString path = freshPath();
    {
        RawDatabase raw(path);
        QVERIFY(migrate(raw.database, 2));
        QVERIFY(raw.exec(u"CREATE TABLE folders (unexpected)"_s)); // the last step will not go through
    }

    const auto opened = ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock);

    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, StoreError::Kind::NotMigrated);
    QVERIFY(explain(opened.error()).contains(u"folders"_s));
    RawDatabase raw(path);
    QCOMPARE(raw.column(u"PRAGMA user_version"_s), QStringList {u"2"_s});
    QCOMPARE(raw.column(u"SELECT count(*) FROM sqlite_schema WHERE name = 'search_parts'"_s),
             QStringList {u"0"_s});
}

void tst_Schema::leavesANewerFileUntouched()
{
    const QString path = freshPath();
    {
        RawDatabase raw(path);
        QVERIFY(raw.exec(u"PRAGMA user_version = 99"_s));
        QVERIFY(raw.exec(u"CREATE TABLE later (x)"_s));
    }
    const QByteArray before = contentsOf(path);

    const auto opened = ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock);

    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, StoreError::Kind::TooNew);
    QVERIFY(explain(opened.error()).contains(path));
    QCOMPARE(contentsOf(path), before);
    QVERIFY(!QFile::exists(path + u"-wal"_s));
}

void tst_Schema::leavesAForeignFileUntouched_data()
{
    QTest::addColumn<QByteArray>("contents");

    QTest::newRow("text") << QByteArray("Dear diary, ").repeated(50);
    QTest::newRow("short") << QByteArray("SQLite");
    const QString path = freshPath();
    {
        RawDatabase raw(path);
        raw.exec(u"PRAGMA application_id = 42"_s);
        raw.exec(u"CREATE TABLE theirs (x)"_s);
    }
    QTest::newRow("another program's database") << contentsOf(path);
}

void tst_Schema::leavesAForeignFileUntouched()
{
    QFETCH(const QByteArray, contents);
    const QString path = freshPath();
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
    }

    const auto opened = ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock);

    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, StoreError::Kind::NotADatabase);
    QCOMPARE(contentsOf(path), contents);
}

// No statement may read a whole table, but those that are meant to.
void tst_Schema::statementsUseIndexes_data()
{
    QTest::addColumn<int>("statement");
    for (size_t i = 0; i < StatementCount; ++i)
        QTest::addRow("%s", qPrintable(QString::number(i) + u' ' + sqlOf(static_cast<Statement>(i)).left(40)))
            << static_cast<int>(i);
}

void tst_Schema::statementsUseIndexes()
{
    QFETCH(const int, statement);
    static const QList<Statement> wholeTables {Statement::CountConversations, Statement::CountMessages,
                                               Statement::ListServices,       Statement::UsageByMonth,
                                               Statement::SearchRecent,       Statement::ListFolders,
                                               Statement::ListTags,           Statement::AllTitles,
                                               Statement::SearchOrganized,    Statement::UsageOfReplies};
    const QString path = freshPath();
    QVERIFY(ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock));
    RawDatabase raw(path);

    for (const Statement temporary :
         {Statement::CreateRemovedMessages, Statement::CreateRemovedAttachments,
          Statement::CreateRemovedRequests, Statement::CreateRemovedParents, Statement::CreateRemovals})
        QVERIFY(raw.exec(sqlOf(temporary)));

    QString sql = sqlOf(static_cast<Statement>(statement));
    sql.replace(QRegularExpression(u"\\?\\d?"_s), u"1"_s);

    QSqlQuery query(raw.database);
    QVERIFY2(query.exec(u"EXPLAIN QUERY PLAN "_s + sql), qPrintable(query.lastError().text()));
    static const QRegularExpression scan(
        u"^SCAN (?!CONSTANT ROW|back|below|gone|moved|shift|temp|r$|branch|down|devices|json_each VIRTUAL|f VIRTUAL|t VIRTUAL|asked VIRTUAL|.*_fts VIRTUAL TABLE INDEX \\d+:[^$])\\w+(?! USING (COVERING )?INDEX conversations_)"_s);
    while (query.next()) {
        const QString step = query.value(3).toString();
        if (!wholeTables.contains(static_cast<Statement>(statement)))
            QVERIFY2(!scan.match(step).hasMatch(), qPrintable(step));
        static const QList<Statement> sorted {Statement::UsageByMonth, Statement::SearchOrganized};
        if (!sorted.contains(static_cast<Statement>(statement)))
            QVERIFY2(!step.contains(u"USE TEMP B-TREE"_s), qPrintable(step));
    }
}

QTEST_GUILESS_MAIN(tst_Schema)
#include "tst_schema.moc"
