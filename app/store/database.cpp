#include "database_p.h"

#include "durablefile_p.h"
#include "inmemory_p.h"
#include "pagefile_p.h"
#include "schema_p.h"

#include "core/logging.h"
#include "store/backupfolder.h"
#include "store/historylock.h"
#include "store/maintenance.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>
#include <QtEndian>

#include <sqlite3.h>

#include <cerrno>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int BusyTimeout = 5000; // milliseconds
constexpr qint64 WalHeaderSize = 32; // bytes

// Reads the file's header (https://www.sqlite.org/fileformat2.html, section 1.3) before SQLite touches
// the file, so that a history that cannot be used stays exactly as it was.
Status<StoreError> inspect(const QString &path, const std::optional<HistoryKey> &key)
{
    QFile file(path);
    if (!file.exists() || file.size() == 0) {
        // SQLite would take a log without its database for a leftover, and delete it.
        if (QFileInfo(walOf(path)).size() > WalHeaderSize)
            return Failure {StoreError {StoreError::Kind::Damaged, path}};
        return Ok;
    }
    if (!file.open(QIODevice::ReadOnly))
        return Failure {StoreError {StoreError::Kind::CannotOpen, path}};
    QByteArray header = file.read(HistoryKey::PageSize);
    if (file.error() != QFileDevice::NoError) // it may be in order, and the disk be at fault
        return Failure {StoreError {StoreError::Kind::DiskFailed, path}};
    if (key) {
        const bool isWhole = key->isAuthentic(header, 1);
        header = key->decrypted(header, 1);
        if (!isWhole) {
            // It may be torn because the power failed, or the disk was full, while it was written. Then the
            // log or the journal still has it, and SQLite takes it from there.
            PageFile pages(path, key);
            if (!pages.isBeside(1))
                return Failure {StoreError {StoreError::Kind::Damaged, path}};
            header = pages.page(1).toByteArray();
        }
    }
    if (header.size() < 100 || !header.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return Failure {StoreError {StoreError::Kind::NotADatabase, path}};
    const auto number = [&](int offset) { return qFromBigEndian<qint32>(header.constData() + offset); };
    const int version = number(60);
    const int application = number(68);
    if (application != 0 && application != ApplicationId)
        return Failure {StoreError {StoreError::Kind::NotADatabase, path}};
    if (version > currentSchemaVersion())
        return Failure {StoreError {StoreError::Kind::TooNew, path}};
    return Ok;
}

// The key of the file, which is none if it is not encrypted.
Result<std::optional<HistoryKey>, StoreError> findKey(const QString &path)
{
    if (!isEncrypted(path))
        return std::optional<HistoryKey>();
    if (!canEncrypt())
        return Failure {StoreError {StoreError::Kind::CannotDecrypt, path}};
    const std::optional<HistoryKey> key = keyOf(path);
    if (!key)
        return Failure {StoreError {StoreError::Kind::Locked, path}};
    return key;
}

// SQLite gives the files beside the database (-wal, -shm) the same permissions.
Status<StoreError> preparePrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Failure {StoreError {StoreError::Kind::CannotOpen, path}};
    for (const QString &name : {path, walOf(path), sharedMemoryOf(path)})
        (void)makePrivate(name); // of somebody else's file SQLite will say more
    return Ok;
}

} // namespace

// What SQLite calls an input or output error is one of several things for the user; errno tells.
static StoreError::Kind kindOfIoError(const QSqlDriver *driver)
{
    sqlite3 *handle = driver ? *static_cast<sqlite3 *const *>(driver->handle().constData()) : nullptr;
    switch (handle ? sqlite3_system_errno(handle) : 0) {
    case ENOSPC:
    case EDQUOT:
        return StoreError::Kind::DiskFull;
    case EROFS:
    case EACCES:
    case EPERM:
        return StoreError::Kind::ReadOnly;
    default:
        return StoreError::Kind::DiskFailed;
    }
}

StoreError storeErrorFrom(const QSqlError &error, const QSqlDriver *driver)
{
    using Kind = StoreError::Kind;
    const int code = error.nativeErrorCode().toInt() & 0xFF; // without the extended part
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Kind::InUse, text};
    case SQLITE_FULL:
        return {Kind::DiskFull, text};
    case SQLITE_READONLY:
        return {Kind::ReadOnly, text};
    case SQLITE_IOERR:
        return {kindOfIoError(driver), text};
    case SQLITE_CORRUPT:
        return {Kind::Damaged, text};
    case SQLITE_NOTADB:
        return {Kind::NotADatabase, text};
    case SQLITE_CANTOPEN:
        return {kindOfIoError(driver) == Kind::DiskFull ? Kind::DiskFull : Kind::CannotOpen, text};
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {Kind::CannotOpen, text};
    case SQLITE_INTERRUPT:
        return {Kind::Interrupted, text};
    default:
        return {Kind::QueryFailed, text};
    }
}

int useKey(sqlite3 *handle, const HistoryKey &key)
{
    QByteArray sql = "PRAGMA cipher = 'sqlcipher'; PRAGMA legacy = 4; PRAGMA key = \"x'";
    QByteArray secret = key.secret();
    sql.reserve(sql.size() + secret.size() + 8); // no copy of the key is left behind
    sql += secret;
    sql += "'\"";
    wipe(secret);
    const int code = sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr);
    wipe(sql);
    return code;
}

bool Query::next() { return m_ok && m_query->next(); }

Failure<StoreError> Query::error() const
{
    if (m_refusal)
        return Failure {*m_refusal};
    StoreError error = storeErrorFrom(m_query->lastError(), m_query->driver());
    if (error.kind == StoreError::Kind::Damaged || error.kind == StoreError::Kind::NotADatabase)
        *m_damage = error.detail;
    return Failure {error};
}

Status<StoreError> Query::status() const
{
    if (m_ok && !m_query->lastError().isValid())
        return Ok;
    return error();
}

Result<std::unique_ptr<Database>, StoreError> Database::open(const QString &path, Access access,
                                                             const std::optional<HistoryKey> &newKey)
{
    const bool isFile = path != InMemory;
    std::optional<HistoryKey> key;
    if (isFile) {
        const auto found = findKey(path);
        if (!found)
            return Failure {found.error()};
        key = found.value();
        if (const auto inspected = inspect(path, key); !inspected)
            return Failure {inspected.error()};
        if (!key && QFileInfo(path).size() == 0)
            key = newKey;
    }
    if (isFile && access == Access::ReadWrite) {
        if (const auto created = preparePrivateFile(path); !created)
            return Failure {created.error()};
    }
    std::unique_ptr<Database> database(new Database(QUuid::createUuid().toString(QUuid::WithoutBraces)));
    database->m_connection.setDatabaseName(path);
    QString options = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(BusyTimeout);
    if (access != Access::ReadWrite)
        options += u";QSQLITE_OPEN_READONLY"_s;
    database->m_connection.setConnectOptions(options);
    if (!database->m_connection.open())
        return Failure {StoreError {StoreError::Kind::CannotOpen, path}};
    if (key && useKey(database->handle(), *key) != SQLITE_OK)
        return Failure {StoreError {StoreError::Kind::CannotDecrypt, path}};
    if (const auto configured = database->configure(access); !configured)
        return Failure {configured.error()};
    return database;
}

Database::Database(const QString &connectionName)
    : m_connectionName(connectionName), m_connection(QSqlDatabase::addDatabase(u"QSQLITE"_s, connectionName))
{
}

Database::~Database()
{
    Q_ASSERT(m_thread.isHere());
    for (auto &statement : m_statements)
        statement.query.reset();
    m_others.clear();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_connectionName);
}

Status<StoreError> Database::configure(Access access)
{
    QStringList pragmas {u"PRAGMA foreign_keys = ON"_s, u"PRAGMA temp_store = MEMORY"_s};
    if (access == Access::ReadWrite) {
        pragmas +=
            {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s, u"PRAGMA secure_delete = ON"_s};
    }
    for (const QString &pragma : std::as_const(pragmas)) {
        if (const auto executed = execute(pragma); !executed)
            return executed;
    }
    if (access == Access::ReadWrite) {
        if (const auto kept = keepBeforeMigration(); !kept)
            return kept;
        if (const auto migrated = migrate(m_connection); !migrated) {
            if (migrated.error().kind == StoreError::Kind::QueryFailed)
                return Failure {StoreError {StoreError::Kind::NotMigrated, migrated.error().detail}};
            return migrated;
        }
    }
    if (access == Access::Copy)
        return Ok;
    return findDevice(access);
}

// A verified copy of the file as it was, among its backups, before its schema changes.
Status<StoreError> Database::keepBeforeMigration()
{
    int version = 0;
    {
        QSqlQuery query(m_connection);
        if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
            return Failure {storeErrorFrom(query.lastError())};
        version = query.value(0).toInt();
    }
    if (version == 0 || version >= currentSchemaVersion())
        return Ok; // a new file, or nothing to change
    return BackupFolder(path()).addBeforeMigration(Maintenance(*this), SystemClock().now(),
                                                   currentSchemaVersion());
}

// Each file knows the machine it lives on by an id of its own.
Status<StoreError> Database::findDevice(Access access)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        Query found = run(Statement::FindDevice);
        if (!found.isOk())
            return found.error();
        if (found.next()) {
            m_devicePk = found.number(0);
            return Ok;
        }
        if (access == Access::ReadOnly)
            return Ok;
        if (const auto added = run(Statement::InsertDevice, DeviceId::create()).status(); !added)
            return added;
    }
    return Ok;
}

Query Database::run(const QString &sql, const QVariantList &values)
{
    if (m_refusal)
        return Query(*m_refusal);
    Prepared &prepared = m_others[sql];
    QSqlQuery &query = queryOf(prepared);
    bool isRun = prepare(prepared, sql);
    if (isRun) {
        for (int position = 0; position < values.size(); ++position)
            query.bindValue(position, values.at(position));
        isRun = query.exec();
    }
    if (!isRun)
        logFailure(sql, query);
    return Query(query, isRun, m_damage);
}

Status<StoreError> Database::execute(const QString &sql)
{
    Q_ASSERT(m_thread.isHere());
    if (m_refusal)
        return Failure {*m_refusal};
    QSqlQuery query(m_connection);
    if (!query.exec(sql))
        return Failure {storeErrorFrom(query.lastError(), query.driver())};
    return Ok;
}

sqlite3 *Database::handle() const
{
    const QVariant handle = m_connection.driver()->handle();
    Q_ASSERT(qstrcmp(handle.typeName(), "sqlite3*") == 0);
    return *static_cast<sqlite3 *const *>(handle.constData());
}

QSqlQuery &Database::queryOf(Prepared &prepared)
{
    Q_ASSERT(m_thread.isHere());
    if (!prepared.query) {
        prepared.query = std::make_unique<QSqlQuery>(m_connection);
        prepared.query->setForwardOnly(true);
    }
    return *prepared.query;
}

bool Database::prepare(Prepared &prepared, const QString &sql)
{
    if (!prepared.isReady)
        prepared.isReady = prepared.query->prepare(sql);
    return prepared.isReady;
}

void Database::logFailure(const QString &sql, const QSqlQuery &query)
{
    const StoreError error = storeErrorFrom(query.lastError(), query.driver());
    Q_ASSERT(!error.detail.contains("Parameter count mismatch"_L1)); // it can never work
    if (error.kind != StoreError::Kind::Interrupted)
        qCWarning(lcStore).noquote() << "failed:" << error.detail << "in" << sql;
}

QStringList firstColumn(const Database &database, const QString &sql, std::optional<StoreError> &error)
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

Transaction::Transaction(Database &database, Durability durability)
    : m_database(database), m_isPart(sqlite3_get_autocommit(database.handle()) == 0),
      m_isQuick(!m_isPart && durability == Durability::Quick)
{
    if (m_isPart)
        return;
    if (m_isQuick)
        (void)m_database.execute(u"PRAGMA synchronous = NORMAL"_s);
    // Taking the write lock at once: a lock that is only wanted later cannot be waited for.
    const auto begun = m_database.execute(u"BEGIN IMMEDIATE"_s);
    m_open = begun.isOk();
    if (m_open)
        return;
    m_error = begun.error();
    m_refuses = !m_database.refuses(); // an outer one may have failed, too
    if (m_refuses)
        m_database.setRefusal(m_error);
}

Transaction::~Transaction()
{
    if (m_refuses)
        m_database.setRefusal({});
    if (m_open)
        (void)m_database.execute(u"ROLLBACK"_s);
    if (m_isQuick)
        (void)m_database.execute(u"PRAGMA synchronous = FULL"_s);
}

Status<StoreError> Transaction::commit()
{
    if (m_error)
        return Failure {*m_error};
    if (m_isPart)
        return Ok;
    auto committed = m_database.execute(u"COMMIT"_s);
    if (committed)
        m_open = false;
    return committed;
}

} // namespace bobbin
