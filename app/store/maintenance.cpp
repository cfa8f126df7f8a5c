#include "store/maintenance.h"

#include "database_p.h"
#include "schema_p.h"

#include <QFile>
#include <QSqlError>

#include <sqlite3.h>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int PagesAtOnce = 1024; // between two reports of progress

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

Failure<StoreError> backupFailed(int code, const QString &path)
{
    if ((code & 0xFF) == SQLITE_FULL)
        return Failure {StoreError {StoreError::Kind::DiskFull, path}};
    return Failure {StoreError {StoreError::Kind::CannotOpen, path}};
}

} // namespace

Result<QStringList, StoreError> Maintenance::check() const
{
    std::optional<StoreError> error;
    QStringList problems = rowsOf(m_database, u"PRAGMA integrity_check(100)"_s, error);
    problems.removeAll(u"ok"_s);
    for (const QString &table :
         rowsOf(m_database, u"SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check"_s, error))
        problems.append(u"%1: refers to a row that is missing"_s.arg(table));
    for (const QString &rule : rules())
        problems += rowsOf(m_database, rule, error);
    for (const QString &index : {u"titles_fts"_s, u"messages_fts"_s, u"characters_fts"_s, u"names_fts"_s}) {
        std::optional<StoreError> indexError;
        rowsOf(m_database, u"INSERT INTO %1(%1) VALUES ('integrity-check')"_s.arg(index), indexError);
        if (indexError)
            problems.append(u"%1: %2"_s.arg(index, indexError->detail));
    }
    if (error && error->kind == StoreError::Kind::Damaged)
        problems.append(error->detail);
    else if (error)
        return Failure {*error};
    return problems;
}

Status<StoreError> Maintenance::backUp(const QString &path,
                                       const std::function<bool(double)> &progressed) const
{
    QFile file(path);
    if (!file.open(QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Failure {StoreError {StoreError::Kind::CannotOpen, path}};
    file.close();

    sqlite3 *target = nullptr;
    int code = sqlite3_open_v2(path.toUtf8().constData(), &target, SQLITE_OPEN_READWRITE, nullptr);
    bool cancelled = false;
    if (code == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(target, "main", m_database.handle(), "main");
        code = backup ? SQLITE_OK : sqlite3_errcode(target);
        while (backup && !cancelled && (code == SQLITE_OK || code == SQLITE_BUSY)) {
            code = sqlite3_backup_step(backup, PagesAtOnce);
            const int pages = qMax(1, sqlite3_backup_pagecount(backup));
            cancelled = progressed && !progressed(1.0 - double(sqlite3_backup_remaining(backup)) / pages);
        }
        if (backup)
            sqlite3_backup_finish(backup);
    }
    sqlite3_close(target);

    if (cancelled || code != SQLITE_DONE) {
        QFile::remove(path);
        return cancelled ? Failure {StoreError {StoreError::Kind::Interrupted, {}}}
                         : backupFailed(code, path);
    }
    const auto copy = Database::open(path, Database::Access::ReadOnly);
    if (!copy)
        return Failure {copy.error()};
    std::optional<StoreError> error;
    const QStringList problems = rowsOf(*copy.value(), u"PRAGMA quick_check(1)"_s, error);
    if (error)
        return Failure {*error};
    if (problems != QStringList {u"ok"_s})
        return Failure {StoreError {StoreError::Kind::Damaged, problems.join(u' ')}};
    return Ok;
}

int Maintenance::schemaVersion() { return currentSchemaVersion(); }

QString Maintenance::sqliteVersion() { return QString::fromLatin1(sqlite3_libversion()); }

} // namespace bobbin
