#include "store/historyreplacement.h"

#include "durablefile_p.h"

#include "core/logging.h"
#include "store/maintenance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// What follows this in a name is the name for the present history.
QString readyPrefix(const QString &database) { return database + u".next."_s; }

bool setAside(const QString &path, const QString &aside)
{
    (void)makePrivate(path);
    return !QFile::exists(path) || QFile::exists(aside) || linkOrRename(path, aside);
}

// Each step can have been taken before. The log must not stay where it is: SQLite would take it for a part
// of the new history.
bool finish(const QString &database, const QString &ready, const QString &aside)
{
    if (!setAside(database, aside) || !setAside(walOf(database), walOf(aside)))
        return false;
    for (const QString &path : {walOf(database), sharedMemoryOf(database)}) {
        if (QFile::exists(path) && !QFile::remove(path))
            return false;
    }
    return syncFolderOf(database) && renameDurably(ready, database);
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

QString placeForPreparing(const QString &database)
{
    const QString place = database + u".preparing"_s;
    for (const QString &path : QStringList {place, walOf(place), sharedMemoryOf(place), place + u".part"_s})
        QFile::remove(path);
    return place;
}

Status<StoreError> replaceHistory(const QString &database, const QString &aside)
{
    const QString prepared = database + u".preparing"_s;
    const QString ready = readyPrefix(database) + QFileInfo(aside).fileName();
    if (!syncFile(prepared) || !renameDurably(prepared, ready) || !finish(database, ready, aside))
        return Failure {StoreError {StoreError::Kind::CannotOpen, database}};
    return Ok;
}

Status<StoreError> finishReplacement(const QString &database)
{
    (void)placeForPreparing(database); // removes what was not ready
    const QFileInfo file(database);
    const QString prefix = QFileInfo(readyPrefix(database)).fileName();
    for (const QFileInfo &ready : QDir(file.absolutePath()).entryInfoList({prefix + u'*'}, QDir::Files)) {
        const QString aside = file.absolutePath() + u'/' + ready.fileName().mid(prefix.size());
        qCInfo(lcStore) << "finishes the replacement of" << database;
        if (!finish(database, ready.absoluteFilePath(), aside))
            return Failure {StoreError {StoreError::Kind::CannotOpen, database}};
    }
    return Ok;
}

Result<QString, StoreError> restoreBackup(const QString &database, const QString &backup, Timestamp now,
                                          const std::function<bool(double)> &progressed)
{
    const QString prepared = placeForPreparing(database);
    if (!QFile::exists(backup))
        return Failure {StoreError {StoreError::Kind::CannotOpen, backup}};
    if (const auto copied = Maintenance::copyHistory(backup, prepared, progressed); !copied)
        return Failure {copied.error()};
    const QString aside = nameForSettingAside(database, u"replaced"_s, now);
    const bool hasPresent = QFile::exists(database) || QFile::exists(walOf(database));
    if (const auto replaced = replaceHistory(database, aside); !replaced)
        return Failure {replaced.error()};
    return hasPresent ? aside : QString();
}

} // namespace bobbin
