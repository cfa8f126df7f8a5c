#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/threadaffinity.h"
#include "core/wholecharacters.h"
#include "statements_p.h"
#include "store/historykey.h"
#include "store/storeerror.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

class QSqlDriver;
class QSqlError;
struct sqlite3;

namespace bobbin {

/// The error that QtSql reported, by SQLite's result code; with the driver of the connection also by what the
/// operating system said.
StoreError storeErrorFrom(const QSqlError &error, const QSqlDriver *driver = nullptr);

/// Makes the connection, which has touched nothing yet, read and write with the key; SQLite's result code.
int useKey(sqlite3 *handle, const HistoryKey &key);

// How values of the program are bound. A null QString would be bound as NULL; the schema has no NULL texts.
// SQLite does not look whether UTF-16 is right.
inline QVariant toSql(const QString &text)
{
    return text.isNull() ? QVariant(QStringLiteral("")) : QVariant(wholeCharacters(text));
}
inline QVariant toSql(const QByteArray &bytes) { return bytes; }
inline QVariant toSql(bool value) { return value ? 1 : 0; }
inline QVariant toSql(int value) { return value; }
inline QVariant toSql(qint64 value) { return value; }
inline QVariant toSql(Timestamp time) { return static_cast<qint64>(time.time_since_epoch().count()); }
template<typename Tag>
QVariant toSql(const Id<Tag> &id)
{
    return id.isNull() ? QVariant() : QVariant(id.toBytes());
}
template<typename Enum>
requires std::is_enum_v<Enum> QVariant toSql(Enum value) { return static_cast<int>(value); }
template<typename T>
QVariant toSql(const std::optional<T> &value)
{
    return value ? toSql(*value) : QVariant();
}

/// A statement that has been run, and its rows. Frees the statement for its next use when it goes.
class Query
{
public:
    /// `damage` is told if the file turns out to be damaged.
    Query(QSqlQuery &query, bool ok, std::optional<QString> &damage)
        : m_query(&query), m_ok(ok), m_damage(&damage)
    {
    }
    /// One that was not run, because of `refusal`.
    explicit Query(const StoreError &refusal) : m_refusal(refusal) { }
    Query(Query &&other) noexcept
        : m_query(std::exchange(other.m_query, nullptr)), m_ok(other.m_ok), m_damage(other.m_damage),
          m_refusal(std::move(other.m_refusal))
    {
    }
    ~Query()
    {
        if (m_query)
            m_query->finish();
    }
    Q_DISABLE_COPY(Query)
    Query &operator=(Query &&) = delete;

    /// Whether the statement ran; a failure while stepping through rows shows in error() after next().
    [[nodiscard]] bool isOk() const { return m_ok; }
    bool next();
    [[nodiscard]] Failure<StoreError> error() const;
    [[nodiscard]] Status<StoreError> status() const;
    [[nodiscard]] int changedRows() const { return m_ok ? m_query->numRowsAffected() : 0; }
    [[nodiscard]] qint64 lastInsertPk() const { return m_ok ? m_query->lastInsertId().toLongLong() : 0; }

    [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }
    [[nodiscard]] QString text(int column) const { return m_query->value(column).toString(); }
    [[nodiscard]] QByteArray bytes(int column) const { return m_query->value(column).toByteArray(); }
    [[nodiscard]] qint64 number(int column) const { return m_query->value(column).toLongLong(); }
    [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
    [[nodiscard]] Timestamp time(int column) const
    {
        return Timestamp(std::chrono::milliseconds(number(column)));
    }
    [[nodiscard]] std::optional<qint64> optionalNumber(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(number(column));
    }
    [[nodiscard]] std::optional<Timestamp> optionalTime(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(time(column));
    }
    template<typename IdType>
    [[nodiscard]] IdType id(int column) const
    {
        return IdType::fromBytes(bytes(column));
    }
    /// An enum stored as a number; a number that a later version added gives `otherwise`.
    template<typename Enum>
    [[nodiscard]] Enum choice(int column, Enum last, Enum otherwise) const
    {
        const qint64 value = number(column);
        return value >= 0 && value <= static_cast<qint64>(last) ? static_cast<Enum>(value) : otherwise;
    }

private:
    QSqlQuery *m_query = nullptr;
    bool m_ok = false;
    std::optional<QString> *m_damage = nullptr;
    std::optional<StoreError> m_refusal;
};

/// One connection to the file, with every statement prepared once. Used in the thread that opened it.
class Database
{
public:
    enum class Access {
        ReadWrite,
        ReadOnly,
        Copy, ///< A backup, of any schema, only for reading it as a whole.
    };

    /// A file that is encrypted must have been unlocked (historylock.h). One that is made anew is encrypted
    /// if `newKey` says so.
    static Result<std::unique_ptr<Database>, StoreError> open(const QString &path, Access access,
                                                              const std::optional<HistoryKey> &newKey = {});
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    template<typename... Values>
    Query run(Statement statement, const Values &...values)
    {
        if (m_refusal)
            return Query(*m_refusal);
        Prepared &prepared = m_statements[static_cast<size_t>(statement)];
        QSqlQuery &query = queryOf(prepared);
        if (!prepared.isReady && !prepare(prepared, sqlOf(statement))) {
            logFailure(sqlOf(statement), query);
            return Query(query, false, m_damage);
        }
        int position = 0;
        (query.bindValue(position++, toSql(values)), ...);
        const bool ok = query.exec();
        if (!ok)
            logFailure(sqlOf(statement), query);
        return Query(query, ok, m_damage);
    }
    /// Runs a statement that is put together; its text is prepared once, too.
    Query run(const QString &sql, const QVariantList &values);
    /// Runs a statement that is needed once, such as a PRAGMA.
    Status<StoreError> execute(const QString &sql);

    /// As long as there is a reason to refuse, nothing is run.
    [[nodiscard]] bool refuses() const { return m_refusal.has_value(); }
    void setRefusal(const std::optional<StoreError> &reason) { m_refusal = reason; }

    [[nodiscard]] QSqlDatabase connection() const { return m_connection; }
    [[nodiscard]] sqlite3 *handle() const;
    [[nodiscard]] QString path() const { return m_connection.databaseName(); }
    /// What was found damaged since the last call, in SQLite's words.
    [[nodiscard]] std::optional<QString> takeDamage() { return std::exchange(m_damage, std::nullopt); }
    [[nodiscard]] qint64 devicePk() const { return m_devicePk; }

private:
    explicit Database(const QString &connectionName);
    Status<StoreError> configure(Access access);
    Status<StoreError> keepBeforeMigration();
    Status<StoreError> findDevice(Access access);

    struct Prepared {
        std::unique_ptr<QSqlQuery> query;
        bool isReady = false; // preparing can fail and be tried again, such as when it is interrupted
    };
    QSqlQuery &queryOf(Prepared &prepared);
    static bool prepare(Prepared &prepared, const QString &sql);
    static void logFailure(const QString &sql, const QSqlQuery &query);

    [[no_unique_address]] const ThreadAffinity m_thread {};
    const QString m_connectionName;
    QSqlDatabase m_connection;
    std::array<Prepared, StatementCount> m_statements;
    std::map<QString, Prepared> m_others; // by their text
    std::optional<QString> m_damage;
    std::optional<StoreError> m_refusal;
    qint64 m_devicePk = 0;
};

/// The first column of all rows; empty, with the reason in `error`, if it cannot be read. For what is asked
/// once.
QStringList firstColumn(const Database &database, const QString &sql, std::optional<StoreError> &error);

/// A transaction that is undone unless commit() was called. If it cannot begin, then nothing is run as long
/// as it lives: one by one its statements could succeed, and would be reported as failed.
///
/// Lasting is on the disk when commit() returns; Quick survives the death of the program, but the last
/// ones may be missing after a power failure. Inside another transaction it is a part of that one.
class Transaction
{
public:
    enum class Durability { Lasting, Quick };

    explicit Transaction(Database &database, Durability durability = Durability::Lasting);
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)

    [[nodiscard]] Status<StoreError> commit();

private:
    Database &m_database;
    const bool m_isPart;
    const bool m_isQuick;
    bool m_open = false;
    bool m_refuses = false;
    std::optional<StoreError> m_error;
};

} // namespace bobbin
