#include "store/salvage.h"

#include "damagedtables_p.h"
#include "database_p.h"
#include "durablefile_p.h"
#include "pagefile_p.h"
#include "treerepair_p.h"

#include "store/backupfolder.h"
#include "store/historylock.h"
#include "store/historyreplacement.h"
#include "store/maintenance.h"
#include "store/timetable.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>
#include <QtEndian>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr double ShareOfReading = 0.8; // the rest is for the repair and the check

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Salvage)
};

// Puts rows into the new history as they were, the first one under each key.
class RowWriter
{
public:
    RowWriter(Database &database, SalvageReport &report) : m_database(database), m_report(report) { }

    // False when the new history cannot be written to.
    bool write(const TableShape &shape, const StoredRecord &record)
    {
        QVariantList values = record.values;
        QStringList names;
        for (qsizetype i = 0; i < values.size(); ++i) {
            names.append(shape.columns.at(i).name);
            if (shape.columns.at(i).isRowid)
                values[i] = record.rowid;
        }
        if (record.isCut && !completeCut(shape, names, values)) {
            remember(shape, record);
            return true;
        }
        const QString sql = u"INSERT OR IGNORE INTO %1 (%2) VALUES (?%3)"_s.arg(
            shape.name, names.join(u", "_s), u", ?"_s.repeated(names.size() - 1));
        const Query query = m_database.run(sql, values);
        if (!query.isOk()) {
            m_error = query.error().error;
            return false;
        }
        if (query.changedRows() > 0) {
            ++m_report.rows[shape.name];
            m_report.shortened += record.isCut ? 1 : 0;
        }
        return true;
    }
    // Counts the rows that are of no use without their ends, unless something stands under their keys by now:
    // a whole copy, or what was made anew. Conversations that an index knows are counted by that.
    [[nodiscard]] Status<StoreError> countLost(const LostRows &known)
    {
        for (const auto &[shape, keys] : std::as_const(m_useless)) {
            if (shape.name == u"conversations"_s
                && known.conversationIds.contains(keys.constFirst().toLongLong()))
                continue;
            const auto isThere = hasRow(shape, keys);
            if (!isThere)
                return Failure {isThere.error()};
            if (!isThere.value())
                ++(shape.name == u"attachments"_s ? m_report.lostFiles : m_report.lostOthers);
        }
        return Ok;
    }
    [[nodiscard]] const std::optional<StoreError> &error() const { return m_error; }

private:
    void remember(const TableShape &shape, const StoredRecord &record)
    {
        QVariantList keys;
        if (shape.hasRowid)
            keys.append(record.rowid);
        else if (record.values.size() > shape.keys) // the last value may be shortened
            keys = record.values.first(shape.keys);
        QString name = shape.name;
        for (const QVariant &key : std::as_const(keys))
            name += u' ' + QString::fromLatin1(key.toByteArray().toHex());
        if (!keys.isEmpty() && m_names.contains(name))
            return; // a damaged file may have one row twice
        m_names.insert(name);
        m_useless.append({shape, keys});
    }
    [[nodiscard]] Result<bool, StoreError> hasRow(const TableShape &shape, const QVariantList &keys)
    {
        if (keys.isEmpty())
            return false;
        QStringList conditions;
        for (qsizetype i = 0; i < keys.size(); ++i)
            conditions.append((shape.hasRowid ? u"rowid"_s : shape.columns.at(i).name) + u" = ?"_s);
        Query row =
            m_database.run(u"SELECT 1 FROM %1 WHERE %2"_s.arg(shape.name, conditions.join(u" AND "_s)), keys);
        const bool isThere = row.next();
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
        return isThere;
    }
    // Of what is cut only the text of a message is of use without its end.
    static bool completeCut(const TableShape &shape, const QStringList &names, QVariantList &values)
    {
        if (shape.name != u"messages"_s || !names.contains(u"content"_s))
            return false;
        if (names.constLast() == u"content"_s) {
            const QString mark = Tr::tr("[The rest of this message was lost when the history was damaged.]");
            values.last() = QString(values.constLast().toString() + u"\n\n"_s + mark);
        }
        return true;
    }

    Database &m_database;
    SalvageReport &m_report;
    QList<std::pair<TableShape, QVariantList>> m_useless; // their keys; none where those are cut, too
    QSet<QString> m_names; // of those
    std::optional<StoreError> m_error;
};

LostRows readIndexes(DamagedTables &tables)
{
    LostRows lost;
    tables.forEachIn(u"sqlite_autoindex_messages_1"_s, [&](const QVariantList &entry) {
        lost.messageIds.insert(entry.value(1).toLongLong(), entry.value(0).toByteArray());
    });
    tables.forEachIn(u"messages_by_parent"_s, [&](const QVariantList &entry) {
        if (entry.size() == 3 && entry.at(1).toLongLong() > 0)
            lost.messagePlaces.insert(entry.at(2).toLongLong(),
                                      {entry.at(1).toLongLong(), entry.at(0).toLongLong()});
    });
    tables.forEachIn(u"sqlite_autoindex_conversations_1"_s, [&](const QVariantList &entry) {
        lost.conversationIds.insert(entry.value(1).toLongLong(), entry.value(0).toByteArray());
    });
    tables.forEachIn(u"conversations_by_creation"_s, [&](const QVariantList &entry) {
        lost.conversationFacts.insert(entry.value(3).toLongLong(),
                                      {entry.value(0).toLongLong() == 1, entry.value(1).toLongLong() == 1,
                                       entry.value(2).toLongLong()});
    });
    // An index that is damaged itself must not make messages up: both have to know them.
    for (auto it = lost.messagePlaces.begin(); it != lost.messagePlaces.end();) {
        const bool isKnown = lost.messageIds.value(it.key()).size() == 16;
        it = isKnown ? std::next(it) : lost.messagePlaces.erase(it);
    }
    return lost;
}

Status<StoreError> fill(Database &database, PageFile &file, Timestamp now,
                        const std::function<bool(double)> &progressed, SalvageReport &report)
{
    const auto shapes = shapesToSalvage(database);
    if (!shapes)
        return Failure {shapes.error()};
    for (const QString &sql : {u"PRAGMA foreign_keys = OFF"_s, u"PRAGMA synchronous = OFF"_s, u"BEGIN"_s,
                               u"DELETE FROM devices"_s}) {
        if (const auto executed = database.execute(sql); !executed)
            return executed;
    }
    DamagedTables tables(file, shapes.value());
    RowWriter writer(database, report);
    const bool isComplete = tables.forEach(
        [&](const TableShape &shape, const StoredRecord &record) { return writer.write(shape, record); },
        [&](double share) { return !progressed || progressed(share * ShareOfReading); });
    if (writer.error())
        return Failure {*writer.error()};
    if (!isComplete)
        return Failure {StoreError {StoreError::Kind::Interrupted, {}}};
    report.pages = file.pageCount();
    report.unreadablePages = tables.unreadablePages();
    report.unknownRows = tables.unknownRows();
    const LostRows lost = readIndexes(tables);
    if (const auto repaired = repairTree(database, lost, now, report); !repaired)
        return repaired;
    if (const auto counted = writer.countLost(lost); !counted)
        return counted;
    if (progressed && !progressed(0.9))
        return Failure {StoreError {StoreError::Kind::Interrupted, {}}};
    Query count = database.run(u"SELECT count(*) FROM conversations"_s, {});
    if (count.next())
        report.lostConversations = qMax<qint64>(0, lost.conversationIds.size() - count.number(0));
    return database.execute(u"COMMIT"_s);
}

// Damage can set a bit of the version, too, but hardly one that leaves it close to ours.
bool isOfLaterVersion(PageFile &file)
{
    constexpr quint32 VersionsAhead = 100;
    constexpr qsizetype VersionOffset = 60; // https://sqlite.org/fileformat.html#the_database_header
    const QByteArrayView header = file.page(1);
    if (!header.startsWith("SQLite format 3"))
        return false;
    const auto version = qFromBigEndian<quint32>(header.data() + VersionOffset);
    const auto ours = static_cast<quint32>(Maintenance::schemaVersion());
    return version > ours && version <= ours + VersionsAhead;
}

// What may not be read is not damaged: nothing would be found in it, and the report would say that nothing is
// missing.
bool canBeRead(const QString &path)
{
    QFile file(path);
    char first = 0;
    return !file.exists()
        || (file.open(QIODevice::ReadOnly) && (file.size() == 0 || file.read(&first, 1) == 1));
}

// Nothing in a new history says what time it is, and if the clock were believed, all backups of what there
// was might be too old to be kept. It is surely as late as when the last of them was made.
Status<StoreError> beginTime(Database &database, const QString &path, Timestamp now)
{
    for (const Backup &backup : BackupFolder(path).all()) { // the newest first
        if (backup.madeAt <= now)
            return TimeTable::begin(database, backup.madeAt);
    }
    return Ok;
}

Result<SalvageReport, StoreError> prepare(const QString &database, const QString &prepared, Timestamp now,
                                          const std::function<bool(double)> &progressed)
{
    SalvageReport report;
    const std::optional<HistoryKey> key = keyOf(database);
    auto opened = Database::open(prepared, Database::Access::ReadWrite, key);
    if (!opened)
        return Failure {opened.error()};
    const std::unique_ptr<Database> target = std::move(opened).value();
    PageFile file(database, key);
    if (isOfLaterVersion(file))
        return Failure {StoreError {StoreError::Kind::TooNew, database}};
    if (const auto filled = fill(*target, file, now, progressed, report); !filled) {
        (void)target->execute(u"ROLLBACK"_s);
        return Failure {filled.error()};
    }
    if (report.count(u"messages"_s) + report.placeholders == 0) {
        if (const auto begun = beginTime(*target, database, now); !begun)
            return Failure {begun.error()};
    }
    const auto problems = Maintenance(*target).check();
    if (!problems)
        return Failure {problems.error()};
    report.problems = problems.value();
    const QList<Backup> backups = BackupFolder(database).all();
    report.isEncryptionLost = !key && !backups.isEmpty() && isEncrypted(backups.constFirst().path);
    // Closing must leave nothing in the log.
    if (const auto closed = target->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); !closed)
        return Failure {closed.error()};
    return report;
}

bool writeReport(const SalvageReport &report)
{
    QFile file(report.file);
    return file.open(QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
        && file.write(describe(report).toUtf8()) > 0 && file.flush() && syncFile(report.file);
}

} // namespace

Result<SalvageReport, StoreError> salvageHistory(const QString &database, const Clock &clock,
                                                 const std::function<bool(double)> &progressed)
{
    if (!canBeRead(database) || !canBeRead(walOf(database)) || !canBeRead(journalOf(database)))
        return Failure {StoreError {StoreError::Kind::CannotOpen, database}};
    const Timestamp now = clock.now();
    const QString prepared = placeForPreparing(database);
    auto made = prepare(database, prepared, now, progressed);
    if (!made) {
        (void)placeForPreparing(database); // removes it
        return made;
    }
    SalvageReport report = std::move(made).value();
    report.aside = nameForSettingAside(database, u"damaged"_s, now);
    report.file = report.aside + u".txt"_s;
    (void)writeReport(report); // the history counts for more
    if (const auto replaced = replaceHistory(database, report.aside); !replaced)
        return Failure {replaced.error()};
    if (progressed)
        progressed(1.0);
    return report;
}

Status<StoreError> beginHistory(const QString &database, Timestamp now)
{
    const QString prepared = placeForPreparing(database);
    {
        const auto opened = Database::open(prepared, Database::Access::ReadWrite);
        if (!opened)
            return Failure {opened.error()};
        if (const auto begun = beginTime(*opened.value(), database, now); !begun)
            return begun;
        if (const auto closed = opened.value()->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); !closed)
            return closed;
    }
    return replaceHistory(database, nameForSettingAside(database, u"replaced"_s, now));
}

QString describe(const SalvageReport &report)
{
    QStringList lines {Tr::tr("The history was damaged. What could be read was brought back."),
                       Tr::tr("Brought back: %1 conversations, %2 messages, %3 files, %4 services.")
                           .arg(report.count(u"conversations"_s))
                           .arg(report.count(u"messages"_s))
                           .arg(report.count(u"attachments"_s))
                           .arg(report.count(u"services"_s))};
    const auto add = [&lines](qint64 count, const QString &text) {
        if (count > 0)
            lines.append(text.arg(count));
    };
    add(report.conversationsAnew,
        Tr::tr(
            "Conversations that were made anew from their messages, with “Recovered” in their titles: %1."));
    add(report.foldersAnew, Tr::tr("Folders whose names are lost: %1."));
    add(report.placeholders, Tr::tr("Messages that are lost; their places are marked: %1."));
    add(report.shortened, Tr::tr("Messages whose end is lost: %1."));
    add(report.lostConversations, Tr::tr("Conversations of which nothing is left: %1."));
    add(report.lostFiles, Tr::tr("Files that are lost: %1."));
    add(report.lostOthers, Tr::tr("Other entries that are lost: %1."));
    add(report.unreadablePages, Tr::tr("Parts of the file that could not be read: %1."));
    add(report.unknownRows, Tr::tr("Entries of a form that this version of Bobbin does not know: %1."));
    if (report.conversationsAnew + report.foldersAnew + report.placeholders + report.shortened
            + report.lostConversations + report.lostFiles + report.lostOthers + report.unreadablePages
            + report.unknownRows
        == 0)
        lines.append(Tr::tr("Nothing is known to be missing."));
    if (!report.problems.isEmpty())
        lines.append(Tr::tr("The new history has faults of its own: %1").arg(report.problems.join(u"; "_s)));
    if (report.isEncryptionLost)
        lines.append(
            Tr::tr("The new history is not encrypted, though backups are. Settings ▸ Data encrypts it."));
    lines.append(Tr::tr("The damaged file was kept as it was: %1").arg(report.aside));
    return lines.join(u'\n') + u'\n';
}

} // namespace bobbin
