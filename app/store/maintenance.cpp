#include "store/maintenance.h"

#include "database_p.h"
#include "durablefile_p.h"
#include "schema_p.h"

#include <QFile>
#include <QSqlError>

#include <sqlite3.h>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int PagesAtOnce = 1024; // between two reports of progress
constexpr double ShareOfCopying = 0.7; // the rest is for verifying

QStringList rowsOf(const Database &database, const QString &sql, std::optional<StoreError> &error)
{
    QStringList rows;
    QSqlQuery query(database.connection());
    query.setForwardOnly(true);
    if (!query.exec(sql)) {
        error = storeErrorFrom(query.lastError());
        return rows;
    }
    while (query.next())
        rows.append(query.value(0).toString());
    return rows;
}

// What no constraint of the schema says; each gives a row for what is wrong.
const QStringList &rules()
{
    static const QStringList sql {
        u"SELECT 'conversation ' || hex(c.id) || ': the end of its active branch is not its message'"
        " FROM conversations c LEFT JOIN messages m ON m.pk = c.leaf"
        " WHERE c.leaf IS NOT NULL AND (m.pk IS NULL OR m.conversation <> c.pk)"_s,
        u"SELECT 'message ' || hex(m.id) || ': its parent does not fit'"
        " FROM messages m JOIN messages p ON p.pk = m.parent"
        " WHERE p.conversation <> m.conversation OR p.depth + 1 <> m.depth"_s,
    };
    return sql;
}

constexpr int WorkBetweenQuestions = 100000; // of SQLite's virtual machine, a few milliseconds

// Gives up what runs in the connection when `progressed` says so.
class Interruption
{
public:
    Interruption(sqlite3 *handle, const std::function<bool(double)> &progressed)
        : m_handle(handle), m_progressed(progressed)
    {
        if (m_progressed)
            sqlite3_progress_handler(m_handle, WorkBetweenQuestions, &Interruption::isOver, this);
    }
    ~Interruption()
    {
        if (m_progressed)
            sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
    }
    Q_DISABLE_COPY_MOVE(Interruption)

    // False when the work is to end.
    bool reach(double share)
    {
        m_share = share;
        return !m_progressed || m_progressed(share);
    }

private:
    static int isOver(void *self)
    {
        auto *interruption = static_cast<Interruption *>(self);
        return interruption->m_progressed(interruption->m_share) ? 0 : 1;
    }

    sqlite3 *const m_handle;
    const std::function<bool(double)> &m_progressed;
    double m_share = 0;
};

// As long as it is there, the connection sees the history as it was at its beginning.
class Snapshot
{
public:
    explicit Snapshot(Database &database)
        : m_database(database), m_isOurs(sqlite3_get_autocommit(database.handle()) != 0)
    {
        if (m_isOurs) {
            std::optional<StoreError> error;
            (void)m_database.execute(u"BEGIN"_s);
            rowsOf(m_database, u"SELECT 1 FROM sqlite_schema LIMIT 1"_s, error);
        }
    }
    ~Snapshot()
    {
        if (m_isOurs)
            (void)m_database.execute(u"ROLLBACK"_s);
    }
    Q_DISABLE_COPY_MOVE(Snapshot)

private:
    Database &m_database;
    const bool m_isOurs;
};

StoreError errorOf(int code, const QString &path)
{
    using Kind = StoreError::Kind;
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return {Kind::DiskFull, path};
    case SQLITE_INTERRUPT:
        return {Kind::Interrupted, {}};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {Kind::Damaged, QString::fromLatin1(sqlite3_errstr(code))};
    case SQLITE_IOERR:
        return {Kind::QueryFailed, path + u": "_s + QString::fromLatin1(sqlite3_errstr(code))};
    default:
        return {Kind::CannotOpen, path};
    }
}

// Copies all pages into the empty file at `path`. It is no history until it is complete, so it needs no
// journal, and is synchronized once, at the end.
int copyPages(sqlite3 *source, const QString &path, const std::function<bool(double)> &progressed)
{
    sqlite3 *target = nullptr;
    int code = sqlite3_open_v2(path.toUtf8().constData(), &target, SQLITE_OPEN_READWRITE, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_exec(target, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY", nullptr,
                            nullptr, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(target, "main", source, "main");
        code = backup ? SQLITE_OK : sqlite3_extended_errcode(target);
        while (backup && (code == SQLITE_OK || code == SQLITE_BUSY)) {
            code = sqlite3_backup_step(backup, PagesAtOnce);
            const int pages = qMax(1, sqlite3_backup_pagecount(backup));
            const double share = 1.0 - double(sqlite3_backup_remaining(backup)) / pages;
            if (progressed && !progressed(share * ShareOfCopying))
                code = SQLITE_INTERRUPT;
        }
        if (backup)
            sqlite3_backup_finish(backup);
    }
    sqlite3_close(target);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

// The copy is in WAL mode as its original is; without it, it is one file that can be read from a medium
// that cannot be written to.
int leaveWalMode(const QString &path)
{
    sqlite3 *target = nullptr;
    int code = sqlite3_open_v2(path.toUtf8().constData(), &target, SQLITE_OPEN_READWRITE, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_exec(target, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    sqlite3_close(target);
    return code;
}

// Of any version that there ever was.
bool isHistory(const Database &database)
{
    std::optional<StoreError> error;
    return rowsOf(database, u"PRAGMA application_id"_s, error) == QStringList {QString::number(ApplicationId)}
    && rowsOf(database, u"PRAGMA user_version"_s, error) != QStringList {u"0"_s};
}

Status<StoreError> verify(const QString &path, const std::function<bool(double)> &progressed)
{
    const auto copy = Database::open(path, Database::Access::Copy);
    if (!copy)
        return Failure {copy.error()};
    Interruption interruption(copy.value()->handle(), progressed);
    interruption.reach(ShareOfCopying);
    std::optional<StoreError> error;
    QStringList problems = rowsOf(*copy.value(), u"PRAGMA quick_check(1)"_s, error);
    problems.removeAll(u"ok"_s);
    if (error)
        return Failure {*error};
    if (!problems.isEmpty())
        return Failure {StoreError {StoreError::Kind::Damaged, problems.join(u' ')}};
    return Ok;
}

} // namespace

Result<QStringList, StoreError> Maintenance::check(const std::function<bool(double)> &progressed) const
{
    std::optional<StoreError> error;
    QStringList problems;
    Interruption interruption(m_database.handle(), progressed);
    const double parts = double(rules().size() + 6);
    double part = 0;
    const auto look = [&](const QString &sql) {
        if (error || !interruption.reach(part / parts)) {
            error = error.value_or(StoreError {StoreError::Kind::Interrupted, {}});
            return QStringList();
        }
        ++part;
        return rowsOf(m_database, sql, error);
    };
    problems = look(u"PRAGMA integrity_check(100)"_s);
    problems.removeAll(u"ok"_s);
    for (const QString &table : look(u"SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check"_s))
        problems.append(u"%1: refers to a row that is missing"_s.arg(table));
    for (const QString &rule : rules())
        problems += look(rule);
    if (sqlite3_db_readonly(m_database.handle(), "main") == 0)
        problems += checkSearch([&] { return !error && interruption.reach(part++ / parts); });
    if (error && error->kind == StoreError::Kind::Damaged)
        problems.append(error->detail);
    else if (error)
        return Failure {*error};
    return problems;
}

// FTS5 compares what it has indexed with the tables, each index while nobody else can write.
QStringList Maintenance::checkSearch(const std::function<bool()> &goesOn) const
{
    QStringList problems;
    for (const QString &index : {u"titles_fts"_s, u"messages_fts"_s, u"characters_fts"_s, u"names_fts"_s}) {
        if (!goesOn())
            break;
        std::optional<StoreError> error;
        rowsOf(m_database, u"INSERT INTO %1(%1) VALUES ('integrity-check')"_s.arg(index), error);
        if (error && error->kind == StoreError::Kind::Interrupted)
            break;
        if (error)
            problems.append(u"%1: %2"_s.arg(index, error->detail));
    }
    return problems;
}

Status<StoreError> Maintenance::backUp(const QString &path,
                                       const std::function<bool(double)> &progressed) const
{
    if (QFile::exists(path))
        return Failure {StoreError {StoreError::Kind::CannotOpen, path}};
    const QString part = path + u".part"_s;
    QFile::remove(part); // of a program that died
    QFile file(part);
    if (!file.open(QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Failure {StoreError {StoreError::Kind::CannotOpen, path}};
    file.close();

    Status<StoreError> done = Ok;
    int code = SQLITE_OK;
    {
        const Snapshot snapshot(m_database);
        code = copyPages(m_database.handle(), part, progressed);
    }
    if (code == SQLITE_OK)
        code = leaveWalMode(part);
    if (code != SQLITE_OK)
        done = Failure {errorOf(code, path)};
    if (done)
        done = verify(part, progressed);
    if (done && !(syncFile(part) && renameDurably(part, path)))
        done = Failure {StoreError {StoreError::Kind::CannotOpen, path}};
    if (done && progressed)
        progressed(1.0);
    if (!done) {
        for (const QString &left :
             QStringList {part, part + u"-journal"_s, walOf(part), sharedMemoryOf(part)})
            QFile::remove(left);
    }
    return done;
}

Status<StoreError> Maintenance::copyHistory(const QString &source, const QString &path,
                                            const std::function<bool(double)> &progressed)
{
    const auto opened = Database::open(source, Database::Access::Copy);
    if (!opened)
        return Failure {opened.error()};
    if (!isHistory(*opened.value()))
        return Failure {StoreError {StoreError::Kind::NotADatabase, source}};
    return Maintenance(*opened.value()).backUp(path, progressed);
}

std::optional<qint64> Maintenance::conversationsIn(const QString &path)
{
    const auto opened = Database::open(path, Database::Access::Copy);
    if (!opened)
        return {};
    std::optional<StoreError> error;
    const QStringList count =
        rowsOf(*opened.value(), u"SELECT count(*) FROM conversations WHERE trashed_ms IS NULL"_s, error);
    return count.isEmpty() ? std::nullopt : std::optional(count.constFirst().toLongLong());
}

int Maintenance::schemaVersion() { return currentSchemaVersion(); }

QString Maintenance::sqliteVersion() { return QString::fromLatin1(sqlite3_libversion()); }

} // namespace bobbin
