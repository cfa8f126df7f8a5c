#include "historycopy_p.h"

#include "database_p.h"
#include "durablefile_p.h"
#include "interruption_p.h"

#include "store/historylock.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int PagesAtOnce = 1024; // between two reports of progress
constexpr double ShareOfCopying = 0.7; // the rest is for verifying

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
            firstColumn(m_database, u"SELECT 1 FROM sqlite_schema LIMIT 1"_s, error);
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
        return {Kind::DiskFailed, path + u": "_s + QString::fromLatin1(sqlite3_errstr(code))};
    default:
        return {Kind::CannotCopy, path};
    }
}

int openTarget(const QString &path, const std::optional<HistoryKey> &key, sqlite3 **target)
{
    const int code = sqlite3_open_v2(path.toUtf8().constData(), target, SQLITE_OPEN_READWRITE, nullptr);
    return code == SQLITE_OK && key ? useKey(*target, *key) : code;
}

// Copies all pages into the empty file at `path`, with the key that they have. It is no history until it is
// complete, so it needs no journal, and is synchronized once, at the end.
int copyPages(sqlite3 *source, const QString &path, const std::optional<HistoryKey> &key,
              const std::function<bool(double)> &progressed)
{
    sqlite3 *target = nullptr;
    int code = openTarget(path, key, &target);
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
int leaveWalMode(const QString &path, const std::optional<HistoryKey> &key)
{
    sqlite3 *target = nullptr;
    int code = openTarget(path, key, &target);
    if (code == SQLITE_OK)
        code = sqlite3_exec(target, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    sqlite3_close(target);
    return code;
}

// SQL has the address of the target, and the address has the key: nothing that fails here may be logged in
// words.
QByteArray vacuumStatement(const QString &path, const std::optional<HistoryKey> &key)
{
    QByteArray sql = "VACUUM INTO 'file:" + QUrl::toPercentEncoding(path, "/"); // which leaves no apostrophe
    if (!key)
        return sql + "?key='";
    sql += "?cipher=sqlcipher&legacy=4&key=x%27";
    QByteArray secret = key->secret();
    sql.reserve(sql.size() + secret.size() + 8); // no copy of the key is left behind
    sql += secret;
    sql += "%27'";
    wipe(secret);
    return sql;
}

// Writes all rows anew, into the empty file at `path`, with another key.
int writeAnew(Database &source, const QString &path, const std::optional<HistoryKey> &key,
              const std::function<bool(double)> &progressed)
{
    const double size = double(qMax<qint64>(1, QFileInfo(source.path()).size()));
    const std::function<bool(double)> told = [&](double) {
        return !progressed || progressed(qMin(1.0, double(QFileInfo(path).size()) / size) * ShareOfCopying);
    };
    sqlite3 *reader = nullptr; // of its own: only here is a file's name an address
    int code = sqlite3_open_v2(source.path().toUtf8().constData(), &reader,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    const std::optional<HistoryKey> present = keyOf(source.path());
    if (code == SQLITE_OK && present)
        code = useKey(reader, *present);
    if (code == SQLITE_OK) {
        Interruption interruption(reader, told);
        QByteArray sql = vacuumStatement(path, key);
        code = interruption.reach(0) ? sqlite3_exec(reader, sql.constData(), nullptr, nullptr, nullptr)
                                     : SQLITE_INTERRUPT;
        wipe(sql);
    }
    sqlite3_close(reader);
    return code;
}

// How many rows each table has.
QStringList census(const Database &database, std::optional<StoreError> &error)
{
    QStringList counts;
    for (const QString &table : firstColumn(
             database, u"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"_s, error)) {
        counts += table + u' '
            + firstColumn(database, u"SELECT count(*) FROM \"%1\""_s.arg(table), error).join(u' ');
    }
    return counts;
}

Status<StoreError> verify(const QString &path, const std::function<bool(double)> &progressed)
{
    const auto copy = Database::open(path, Database::Access::Copy);
    if (!copy)
        return Failure {copy.error()};
    Interruption interruption(copy.value()->handle(), progressed);
    interruption.reach(ShareOfCopying);
    std::optional<StoreError> error;
    QStringList problems = firstColumn(*copy.value(), u"PRAGMA quick_check(1)"_s, error);
    problems.removeAll(u"ok"_s);
    if (error)
        return Failure {*error};
    if (!problems.isEmpty())
        return Failure {StoreError {StoreError::Kind::Damaged, problems.join(u' ')}};
    return Ok;
}

// A copy of pages has the same rows if SQLite finds it in order; one that was written anew is counted.
Status<StoreError> compare(const Database &source, const QString &path)
{
    const auto copy = Database::open(path, Database::Access::Copy);
    if (!copy)
        return Failure {copy.error()};
    std::optional<StoreError> error;
    const bool isSame = census(source, error) == census(*copy.value(), error);
    if (error)
        return Failure {*error};
    if (!isSame)
        return Failure {StoreError {StoreError::Kind::QueryFailed, path}};
    return Ok;
}

Status<StoreError> writePart(Database &database, const QString &part, const std::optional<HistoryKey> &key,
                             const std::function<bool(double)> &progressed)
{
    if (key)
        keep(*key); // to verify it with
    const Snapshot snapshot(database);
    const bool isSame = key == keyOf(database.path());
    int code = isSame ? copyPages(database.handle(), part, key, progressed)
                      : writeAnew(database, part, key, progressed);
    if (code == SQLITE_OK)
        code = leaveWalMode(part, key);
    if (code != SQLITE_OK)
        return Failure {errorOf(code, part)};
    if (auto verified = verify(part, progressed); !verified || isSame)
        return verified;
    return compare(database, part);
}

} // namespace

Status<StoreError> writeCopy(Database &database, const QString &path, const std::optional<HistoryKey> &key,
                             const std::function<bool(double)> &progressed)
{
    using Kind = StoreError::Kind;
    if (QFile::exists(path))
        return Failure {StoreError {Kind::CopyExists, path}};
    const QString part = path + u".part"_s;
    QFile::remove(part); // of a program that died
    QFile file(part);
    if (!file.open(QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Failure {StoreError {Kind::CannotCopy, path}};
    file.close();

    Status<StoreError> done = writePart(database, part, key, progressed);
    if (done && !(syncFile(part) && renameDurably(part, path)))
        done = Failure {StoreError {Kind::CannotCopy, path}};
    if (done && progressed)
        progressed(1.0);
    if (!done) {
        for (const QString &left : QStringList {part, journalOf(part), walOf(part), sharedMemoryOf(part)})
            QFile::remove(left);
    }
    return done;
}

} // namespace bobbin
