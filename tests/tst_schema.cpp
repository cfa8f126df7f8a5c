#include "schema_p.h"
#include "statements_p.h"
#include "store/conversationstore.h"

#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_Schema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void migratesFromEveryVersion_data();
    void migratesFromEveryVersion();
    void failedMigrationChangesNothing();
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

    const QString fresh = freshPath();
    QVERIFY(ConversationStore::open(fresh, ConversationStore::Access::ReadWrite, m_clock));
    const auto schemaOf = [](const QString &file) {
        return RawDatabase(file).column(u"SELECT sql FROM sqlite_schema ORDER BY name"_s);
    };
    QCOMPARE(schemaOf(path), schemaOf(fresh));
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
                                               Statement::ListServices, Statement::UsageByMonth,
                                               Statement::SearchRecent};
    const QString path = freshPath();
    QVERIFY(ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock));
    RawDatabase raw(path);

    QString sql = sqlOf(static_cast<Statement>(statement));
    sql.replace(QRegularExpression(u"\\?\\d?"_s), u"1"_s);

    QSqlQuery query(raw.database);
    QVERIFY2(query.exec(u"EXPLAIN QUERY PLAN "_s + sql), qPrintable(query.lastError().text()));
    static const QRegularExpression scan(
        u"^SCAN (?!CONSTANT ROW|branch|down|devices|json_each VIRTUAL|.*_fts VIRTUAL TABLE INDEX \\d+:[^$])\\w+(?! USING (COVERING )?INDEX conversations_)"_s);
    while (query.next()) {
        const QString step = query.value(3).toString();
        if (!wholeTables.contains(static_cast<Statement>(statement)))
            QVERIFY2(!scan.match(step).hasMatch(), qPrintable(step));
        if (statement != static_cast<int>(Statement::UsageByMonth))
            QVERIFY2(!step.contains(u"USE TEMP B-TREE"_s), qPrintable(step));
    }
}

QTEST_GUILESS_MAIN(tst_Schema)
#include "tst_schema.moc"
