#include "store/maintenance.h"

#include "database_p.h"
#include "historycopy_p.h"
#include "interruption_p.h"
#include "schema_p.h"

#include "store/historylock.h"

#include <sqlite3.h>

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

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

constexpr std::array searchIndexes {"titles_fts"_L1, "messages_fts"_L1, "characters_fts"_L1, "names_fts"_L1};

// Whether "PRAGMA integrity_check" looks at them, which it does without keeping anybody from writing.
// Versions from 3.44 on tried it, and took a connection that only reads for damage.
bool checksIndexesItself() { return sqlite3_libversion_number() >= 3'045'001; }

// Of any version that there ever was.
bool isHistory(const Database &database)
{
    std::optional<StoreError> error;
    return firstColumn(database, u"PRAGMA application_id"_s, error)
        == QStringList {QString::number(ApplicationId)}
    && firstColumn(database, u"PRAGMA user_version"_s, error) != QStringList {u"0"_s};
}

} // namespace

Result<QStringList, StoreError> Maintenance::check(const std::function<bool(double)> &progressed) const
{
    std::optional<StoreError> error;
    QStringList problems;
    Interruption interruption(m_database.handle(), progressed);
    const bool hasIndexesLeft =
        !checksIndexesItself() && sqlite3_db_readonly(m_database.handle(), "main") == 0;
    const double parts = double(rules().size() + 2 + (hasIndexesLeft ? std::ssize(searchIndexes) : 0));
    double part = 0;
    const auto look = [&](const QString &sql) {
        if (error || !interruption.reach(part / parts)) {
            error = error.value_or(StoreError {StoreError::Kind::Interrupted, {}});
            return QStringList();
        }
        ++part;
        return firstColumn(m_database, sql, error);
    };
    problems = look(u"PRAGMA integrity_check(100)"_s);
    problems.removeAll(u"ok"_s);
    if (!checksIndexesItself())
        problems.removeIf([](const QString &problem) {
            return problem.startsWith("unable to validate the inverted index"_L1);
        });
    for (const QString &table : look(u"SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check"_s))
        problems.append(u"%1: refers to a row that is missing"_s.arg(table));
    for (const QString &rule : rules())
        problems += look(rule);
    if (hasIndexesLeft)
        problems += checkSearch([&] { return !error && interruption.reach(part++ / parts); });
    if (error && error->kind == StoreError::Kind::Damaged)
        problems.append(error->detail);
    else if (error)
        return Failure {*error};
    return problems;
}

// Each index while nobody else can write.
QStringList Maintenance::checkSearch(const std::function<bool()> &goesOn) const
{
    QStringList problems;
    for (const QLatin1StringView index : searchIndexes) {
        if (!goesOn())
            break;
        std::optional<StoreError> error;
        firstColumn(m_database, u"INSERT INTO %1(%1) VALUES ('integrity-check')"_s.arg(index), error);
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
    return writeCopy(m_database, path, keyOf(m_database.path()), progressed);
}

Status<StoreError> Maintenance::copyHistory(const QString &source, const QString &path,
                                            const std::optional<HistoryKey> &key,
                                            const std::function<bool(double)> &progressed)
{
    const auto opened = Database::open(source, Database::Access::Copy);
    if (!opened)
        return Failure {opened.error()};
    if (!isHistory(*opened.value()))
        return Failure {StoreError {StoreError::Kind::NotADatabase, source}};
    return writeCopy(*opened.value(), path, key, progressed);
}

std::optional<qint64> Maintenance::conversationsIn(const QString &path)
{
    const auto opened = Database::open(path, Database::Access::Copy);
    if (!opened)
        return {};
    std::optional<StoreError> error;
    const QStringList count =
        firstColumn(*opened.value(), u"SELECT count(*) FROM conversations WHERE trashed_ms IS NULL"_s, error);
    return count.isEmpty() ? std::nullopt : std::optional(count.constFirst().toLongLong());
}

int Maintenance::schemaVersion() { return currentSchemaVersion(); }

QString Maintenance::sqliteVersion() { return QString::fromLatin1(sqlite3_libversion()); }

} // namespace bobbin
