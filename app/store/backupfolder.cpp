#include "store/backupfolder.h"

#include "durablefile_p.h"

#include "core/logging.h"
#include "store/historylock.h"
#include "store/maintenance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStorageInfo>

#include <algorithm>
#include <limits>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::hours BetweenBackups {1};
constexpr qint64 Reserve = 64LL << 20; // bytes that a backup leaves on the disk for everything else
const QString timeFormat = u"yyyyMMdd'T'HHmmss'Z'"_s;

QDateTime toUtc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

// Piece by piece, as SQLite sees it: encrypted pages differ in two files that have the same in them.
QByteArray nextPiece(QFile &file, const std::optional<HistoryKey> &key)
{
    constexpr qint64 PieceSize = 1 << 20;
    if (!key)
        return file.read(PieceSize);
    QByteArray piece;
    while (piece.size() < PieceSize && !file.atEnd()) {
        const auto number = static_cast<quint32>(file.pos() / HistoryKey::PageSize) + 1;
        const QByteArray page = key->decrypted(file.read(HistoryKey::PageSize), number);
        piece += page.left(HistoryKey::PageSize - HistoryKey::ReservedSize);
    }
    return piece;
}

// Whether both files hold the same history. SQLite counts in the header how often a file was written,
// which is no part of it (https://www.sqlite.org/fileformat2.html, section 1.3).
bool haveSameContents(const QString &first, const QString &second)
{
    QFile a(first);
    QFile b(second);
    if (!a.open(QIODevice::ReadOnly) || !b.open(QIODevice::ReadOnly) || a.size() != b.size())
        return false;
    const std::optional<HistoryKey> keyOfA = keyOf(first);
    const std::optional<HistoryKey> keyOfB = keyOf(second);
    if (keyOfA.has_value() != keyOfB.has_value())
        return false;
    for (bool isFirst = true; !a.atEnd(); isFirst = false) {
        QByteArray ofA = nextPiece(a, keyOfA);
        QByteArray ofB = nextPiece(b, keyOfB);
        if (isFirst) {
            for (const auto &[offset, length] : {std::pair {24, 4}, std::pair {40, 4}, std::pair {92, 4}}) {
                ofA.replace(offset, length, QByteArray(length, 0));
                ofB.replace(offset, length, QByteArray(length, 0));
            }
        }
        if (ofA.isEmpty() || ofA != ofB)
            return false;
    }
    return true;
}

// Of `backups`, the newest first. What is dated later was made by a clock that was wrong.
std::optional<Backup> newestUntil(Timestamp now, const QList<Backup> &backups)
{
    const auto it = std::find_if(backups.begin(), backups.end(),
                                 [now](const Backup &backup) { return backup.madeAt <= now; });
    return it == backups.end() ? std::nullopt : std::optional(*it);
}

// In bytes. File systems that do not say how large they are leave it to trying.
qint64 freeSpaceAt(const QString &folder)
{
    const QStorageInfo disk(folder);
    const bool isKnown = disk.isValid() && disk.bytesTotal() > 0;
    return isKnown ? disk.bytesAvailable() : std::numeric_limits<qint64>::max() / 2;
}

} // namespace

BackupFolder::BackupFolder(const QString &database)
    : m_database(database), m_path(QFileInfo(database).absolutePath() + u"/backups"_s)
{
}

QList<Backup> BackupFolder::all() const
{
    const QRegularExpression name(u"^%1-(\\d{8}T\\d{6}Z)(-before-\\d+)?\\.sqlite$"_s.arg(
        QRegularExpression::escape(QFileInfo(m_database).completeBaseName())));
    QList<Backup> backups;
    for (const QFileInfo &file : QDir(m_path).entryInfoList(QDir::Files)) {
        const auto match = name.match(file.fileName());
        if (!match.hasMatch())
            continue;
        QDateTime made = QDateTime::fromString(match.captured(1), timeFormat);
        made.setTimeSpec(Qt::UTC);
        if (!made.isValid())
            continue;
        backups.append({file.absoluteFilePath(),
                        Timestamp(std::chrono::milliseconds(made.toMSecsSinceEpoch())), file.size(),
                        match.hasCaptured(2) ? Backup::Reason::Migration : Backup::Reason::Regular});
    }
    std::sort(backups.begin(), backups.end(),
              [](const Backup &a, const Backup &b) { return a.madeAt > b.madeAt; });
    return backups;
}

std::optional<Backup> BackupFolder::best(Timestamp now) const
{
    QList<Backup> backups = all();
    std::stable_partition(backups.begin(), backups.end(),
                          [now](const Backup &backup) { return backup.madeAt <= now; });
    const auto it = std::find_if(backups.cbegin(), backups.cend(), [](const Backup &backup) {
        return isLocked(backup.path) || Maintenance::conversationsIn(backup.path).has_value();
    });
    return it == backups.cend() ? std::nullopt : std::optional(*it);
}

// A backup's file carries the time of the history that it has: the time at which reading it began. Of a file
// from the future nobody knows whether what was written since is in it.
bool BackupFolder::isOutdated(Timestamp now) const
{
    const auto present = newestUntil(now, all());
    if (!present)
        return true;
    const QDateTime newest = QFileInfo(present->path).lastModified();
    if (newest > QDateTime::currentDateTimeUtc())
        return true;
    const auto isNewer = [&newest](const QString &path) {
        const QFileInfo file(path);
        return file.exists() && file.lastModified() >= newest;
    };
    return isNewer(m_database) || (QFileInfo(walOf(m_database)).size() > 0 && isNewer(walOf(m_database)));
}

bool BackupFolder::isDue(Timestamp now) const
{
    const QList<Backup> backups = all();
    // One that is dated in the future was made by a clock that was wrong.
    const auto regular = std::find_if(backups.begin(), backups.end(), [now](const Backup &backup) {
        return backup.reason == Backup::Reason::Regular && backup.madeAt <= now;
    });
    const bool isRecent = regular != backups.end() && now - regular->madeAt < BetweenBackups;
    return !isRecent && isOutdated(now);
}

Result<std::optional<Backup>, StoreError>
BackupFolder::add(const Maintenance &maintenance, Timestamp now, Timestamp forAges,
                  const std::function<bool(double)> &progressed) const
{
    const QDateTime began = QDateTime::currentDateTimeUtc();
    const auto before = newestUntil(now, all());
    const auto written = write(maintenance, now, {}, progressed);
    if (!written)
        return Failure {written.error()};
    if (before && haveSameContents(before->path, written->path)) {
        QFile same(before->path);
        if (same.open(QIODevice::ReadWrite))
            same.setFileTime(began, QFileDevice::FileModificationTime);
        QFile::remove(written->path);
        return std::optional<Backup>();
    }
    prune(std::min(now, forAges));
    return std::optional(written.value());
}

Status<StoreError> BackupFolder::addBeforeMigration(const Maintenance &maintenance, Timestamp now,
                                                    int version) const
{
    const auto written = write(maintenance, now, u"-before-%1"_s.arg(version), {});
    if (!written)
        return Failure {written.error()};
    return Ok;
}

Result<Backup, StoreError> BackupFolder::write(const Maintenance &maintenance, Timestamp now,
                                               const QString &suffix,
                                               const std::function<bool(double)> &progressed) const
{
    if (!makePrivateFolder(m_path))
        return Failure {StoreError {StoreError::Kind::CannotCopy, m_path}};
    if (const auto room = makeRoom(now); !room)
        return Failure {room.error()};
    // Two in the same second are the exception; the later one is dated a second later.
    const QString stem = m_path + u'/' + QFileInfo(m_database).completeBaseName() + u'-';
    QString path;
    do {
        path = stem + toUtc(now).toString(timeFormat) + suffix + u".sqlite"_s;
        now += std::chrono::seconds(QFile::exists(path) ? 1 : 0);
    } while (QFile::exists(path));
    const QDateTime began = QDateTime::currentDateTimeUtc();
    if (const auto copied = maintenance.backUp(path, progressed); !copied)
        return Failure {copied.error()};
    QFile file(path);
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(began, QFileDevice::FileModificationTime);
    return Backup {path, std::chrono::floor<std::chrono::seconds>(now), file.size(),
                   suffix.isEmpty() ? Backup::Reason::Regular : Backup::Reason::Migration};
}

// A disk that is nearly full is left to the history itself: old backups go first if that helps, else no new
// one is made.
Status<StoreError> BackupFolder::makeRoom(Timestamp now) const
{
    const qint64 needed = QFileInfo(m_database).size() + QFileInfo(walOf(m_database)).size() + Reserve;
    const QList<Backup> backups = all();
    // Without a history at hand it is as late as when the last one was made, whatever the clock says.
    const Timestamp forAges = backups.isEmpty() ? now : std::min(now, backups.constFirst().madeAt);
    const auto given = backupsForRoom(backups, forAges, needed - freeSpaceAt(m_path));
    if (!given)
        return Failure {StoreError {StoreError::Kind::DiskFull, m_path}};
    for (const Backup &backup : *given)
        QFile::remove(backup.path);
    return Ok;
}

void BackupFolder::prune(Timestamp forAges) const
{
    const QList<Backup> backups = all();
    qint64 largest = 0; // a history that has just lost most of itself is no reason to delete what it was
    for (const Backup &backup : backups)
        largest = qMax(largest, backup.size);
    const qint64 limit = backupLimit(largest, freeSpaceAt(m_path), sizeOf(backups));
    for (const Backup &backup : expendableBackups(backups, forAges, limit)) {
        qCDebug(lcStore) << "deletes the backup" << backup.path;
        QFile::remove(backup.path);
    }
    // What a program left that died while it wrote one.
    const QString stem = QFileInfo(m_database).completeBaseName();
    for (const QFileInfo &part : QDir(m_path).entryInfoList({stem + u"-*.sqlite.part*"_s}, QDir::Files))
        QFile::remove(part.absoluteFilePath());
}

} // namespace bobbin
