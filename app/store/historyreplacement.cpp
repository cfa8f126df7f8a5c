#include "store/historyreplacement.h"

#include "durablefile_p.h"

#include "core/logging.h"
#include "store/historylock.h"
#include "store/maintenance.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::HistoryReplacement)
};

const QString supersededSuffix = u".superseded"_s;

// In a name of what is ready: before it stands the name of what is to be replaced, behind it the name that
// this gets then.
const QString readyMark = u".next."_s;

QString readyNameOf(const QString &database, const QString &aside)
{
    return database + readyMark + QFileInfo(aside).fileName();
}

QString backupsOf(const QString &database) { return QFileInfo(database).absolutePath() + u"/backups"_s; }

bool setAside(const QString &path, const QString &aside)
{
    (void)makePrivate(path);
    return !QFile::exists(path) || QFile::exists(aside) || linkOrRename(path, aside);
}

// Whether the contents have another name, under which they are still wanted: a program may have died between
// giving them the second name and giving the first to others.
bool hasOtherName(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat status {
    };
    return ::stat(QFile::encodeName(path).constData(), &status) != 0 || status.st_nlink != 1;
#else
    Q_UNUSED(path)
    return false; // they are renamed there
#endif
}

// Before the file goes, what is in it: other than its name, that would stay on the disk for long. From its
// end on, so that what is done by then can be cut off when the rest is left for the next time.
void eraseFile(const QString &path, const std::function<bool()> &mayGoOn)
{
    QFile file(path);
    if (!hasOtherName(path) && file.open(QIODevice::ReadWrite)) {
        const QByteArray zeros(1 << 20, 0);
        qint64 left = file.size();
        while (left > 0 && (!mayGoOn || mayGoOn())) {
            const qint64 piece = qMin<qint64>(left, zeros.size());
            left -= piece;
            file.seek(left);
            file.write(zeros.constData(), piece);
        }
        file.flush();
        (void)syncFile(path);
        if (left > 0) {
            file.resize(left);
            return;
        }
    }
    QFile::remove(path);
}

// Each step can have been taken before. Neither the log nor the journal may stay where it is: SQLite would
// take it for a part of the new history.
bool finish(const QString &database, const QString &ready, const QString &aside)
{
    if (!setAside(database, aside) || !setAside(walOf(database), walOf(aside))
        || !setAside(journalOf(database), journalOf(aside)))
        return false;
    for (const QString &path : {walOf(database), journalOf(database), sharedMemoryOf(database)}) {
        if (QFile::exists(path) && !QFile::remove(path))
            return false;
    }
    // Once it has its new name the next start could only say the same.
    return syncFolderOf(database) && (renameDurably(ready, database) || !QFile::exists(ready));
}

// Whether nothing changes with the next start either. Once the log or the journal is under another name only,
// there is only the way forward.
bool withdraw(const QString &database, const QString &ready, const QString &aside)
{
    const auto isThere = [&](QString (*name)(const QString &)) {
        return QFile::exists(name(database)) || !QFile::exists(name(aside));
    };
    if (QFile::exists(database) && isThere(&walOf) && isThere(&journalOf) && QFile::remove(ready))
        (void)syncFolderOf(database);
    return !QFile::exists(ready);
}

// Those whose names match, in the folder of `database` or of its backups.
Status<StoreError> finishAll(const QString &folder, const QString &pattern)
{
    for (const QFileInfo &ready : QDir(folder).entryInfoList({pattern + readyMark + u'*'}, QDir::Files)) {
        const qsizetype mark = ready.fileName().indexOf(readyMark);
        const QString replaced = folder + u'/' + ready.fileName().left(mark);
        const QString aside = folder + u'/' + ready.fileName().mid(mark + readyMark.size());
        qCInfo(lcStore) << "finishes the replacement of" << replaced;
        if (!finish(replaced, ready.absoluteFilePath(), aside))
            return Failure {StoreError {StoreError::Kind::CannotOpen, replaced}};
    }
    return Ok;
}

} // namespace

QString nameForSettingAside(const QString &database, const QString &reason, Timestamp now)
{
    const QFileInfo file(database);
    const QString stem =
        u"%1/%2.%3-%4"_s.arg(file.absolutePath(), file.completeBaseName(), reason,
                             QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), Qt::UTC)
                                 .toString(u"yyyyMMdd'T'HHmmss'Z'"_s));
    QString name = stem + u".sqlite"_s;
    for (int number = 2; QFile::exists(name) || QFile::exists(walOf(name)); ++number)
        name = u"%1-%2.sqlite"_s.arg(stem).arg(number);
    return name;
}

QString nameForSuperseding(const QString &path) { return path + supersededSuffix; }

void removeSuperseded(const QString &database, const std::function<bool()> &mayGoOn)
{
    const QFileInfo file(database);
    for (const QString &folder : QStringList {file.absolutePath(), backupsOf(database)}) {
        for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s, u"-journal"_s}) {
            const QString pattern = file.completeBaseName() + u'*' + supersededSuffix + suffix;
            for (const QFileInfo &old : QDir(folder).entryInfoList({pattern}, QDir::Files)) {
                // As long as what is ready has not taken its place, neither of the two may go.
                const QString path = old.absoluteFilePath();
                const QString replaced = path.chopped(supersededSuffix.size() + suffix.size());
                const QString ready = readyNameOf(replaced, nameForSuperseding(replaced));
                if (!old.fileName().contains(readyMark) && !QFile::exists(ready))
                    eraseFile(path, mayGoOn);
            }
        }
    }
}

QString placeForPreparing(const QString &database)
{
    const QString place = database + u".preparing"_s;
    for (const QString &path :
         QStringList {place, walOf(place), journalOf(place), sharedMemoryOf(place), place + u".part"_s})
        QFile::remove(path);
    return place;
}

Status<StoreError> replaceHistory(const QString &database, const QString &aside)
{
    const QString prepared = database + u".preparing"_s;
    const QString ready = readyNameOf(database, aside);
    if (syncFile(prepared) && renameDurably(prepared, ready) && finish(database, ready, aside))
        return Ok;
    using Kind = StoreError::Kind;
    const bool isWithdrawn = withdraw(database, ready, aside);
    return Failure {StoreError {isWithdrawn ? Kind::CannotOpen : Kind::NotFinished, database}};
}

Status<StoreError> finishReplacement(const QString &database)
{
    (void)placeForPreparing(database); // removes what was not ready
    const QFileInfo file(database);
    if (const auto finished = finishAll(file.absolutePath(), file.fileName()); !finished)
        return finished;
    const QString backups = file.completeBaseName() + u"-*.sqlite"_s;
    for (const QFileInfo &left :
         QDir(backupsOf(database)).entryInfoList({backups + u".preparing*"_s}, QDir::Files))
        QFile::remove(left.absoluteFilePath());
    (void)finishAll(backupsOf(database), backups); // the history can do without them
    return Ok;
}

Result<QString, StoreError> restoreBackup(const QString &database, const QString &backup, Timestamp now,
                                          const std::function<bool(double)> &progressed)
{
    const QString prepared = placeForPreparing(database);
    if (!QFile::exists(backup))
        return Failure {StoreError {StoreError::Kind::CannotOpen, backup}};
    // What is encrypted stays so, be it the history or the backup: only reencryptHistory() decrypts.
    std::optional<HistoryKey> key = keyOf(database);
    if (!key)
        key = keyOf(backup);
    if (const auto copied = Maintenance::copyHistory(backup, prepared, key, progressed); !copied)
        return Failure {copied.error()};
    const QString aside = nameForSettingAside(database, u"replaced"_s, now);
    const bool hasPresent = QFile::exists(database) || QFile::exists(walOf(database));
    if (const auto replaced = replaceHistory(database, aside); !replaced)
        return Failure {replaced.error()};
    return hasPresent ? aside : QString();
}

QString explainReplacement(const StoreError &error)
{
    return error.kind == StoreError::Kind::NotFinished
        ? explain(error)
        : Tr::tr("Nothing was changed. %1").arg(explain(error));
}

} // namespace bobbin
