#include "store/historyencryption.h"

#include "durablefile_p.h"

#include "core/logging.h"
#include "store/backupfolder.h"
#include "store/historylock.h"
#include "store/historyreplacement.h"
#include "store/maintenance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

using Progress = std::function<bool(double)>;

// A part of the work, as its whole is told of it.
Progress part(const Progress &whole, double begin, double end)
{
    if (!whole)
        return {};
    return [&whole, begin, end](double share) { return whole(begin + share * (end - begin)); };
}

Status<StoreError> reencryptFile(const QString &path, const std::optional<HistoryKey> &key,
                                 const Progress &progressed, const QDateTime &time = {})
{
    const QString prepared = placeForPreparing(path);
    if (const auto copied = Maintenance::copyHistory(path, prepared, key, progressed); !copied)
        return copied;
    // Before it has the name by which it counts, since the program may end at any moment.
    if (QFile file(prepared); time.isValid() && file.open(QIODevice::ReadWrite))
        file.setFileTime(time, QFileDevice::FileModificationTime);
    return replaceHistory(path, nameForSuperseding(path));
}

} // namespace

Result<ReencryptionReport, StoreError> reencryptHistory(const QString &database,
                                                        const std::optional<HistoryKey> &key,
                                                        bool withBackups, const Progress &progressed)
{
    removeSuperseded(database); // their names are needed
    const QList<Backup> backups = withBackups ? BackupFolder(database).all() : QList<Backup>();
    double total = double(QFileInfo(database).size()) + 1;
    for (const Backup &backup : backups)
        total += double(backup.size);

    ReencryptionReport report;
    double done = 0;
    const auto partOf = [&](qint64 size) {
        const double begin = done;
        done += double(size);
        return part(progressed, begin / total, done / total);
    };
    if (const auto written = reencryptFile(database, key, partOf(QFileInfo(database).size())); !written)
        return Failure {written.error()};
    for (const Backup &backup : backups) {
        // The time of a backup's file is that of the history in it.
        const QDateTime time = QFileInfo(backup.path).lastModified();
        if (const auto written = reencryptFile(backup.path, key, partOf(backup.size), time); !written) {
            qCWarning(lcStore).noquote() << "is left as it was:" << backup.path << written.error().detail;
            report.left.append(backup.path);
        }
    }
    report.backups = static_cast<int>(backups.size() - report.left.size());
    removeSuperseded(database);
    return report;
}

QStringList unencryptedRemains(const QString &database)
{
    const QFileInfo file(database);
    QStringList remains;
    for (const QFileInfo &other : QDir(file.absolutePath())
                                      .entryInfoList({file.completeBaseName() + u".*.sqlite"_s,
                                                      file.completeBaseName() + u".*"_s
                                                          + QFileInfo(nameForSuperseding({})).fileName()},
                                                     QDir::Files)) {
        if (!isEncrypted(other.absoluteFilePath()))
            remains.append(other.absoluteFilePath());
    }
    return remains;
}

} // namespace bobbin
