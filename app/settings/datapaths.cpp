#include "settings/datapaths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace bobbin {

using namespace Qt::StringLiterals;

DataPaths DataPaths::in(const QString &folder)
{
    const QDir dir(QDir(folder).absolutePath());
    return {.folder = dir.path(),
            .database = dir.filePath(u"history.sqlite"_s),
            .settings = dir.filePath(u"settings.ini"_s),
            .backups = dir.filePath(u"backups"_s),
            .lock = dir.filePath(u"bobbin.lock"_s)};
}

DataPaths DataPaths::standard()
{
    DataPaths paths =
        in(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/bobbin"_s);
    paths.settings =
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/bobbin/settings.ini"_s;
    return paths;
}

bool DataPaths::create() const
{
    for (const QString &path : {folder, QFileInfo(settings).path()}) {
        if (!QDir().mkpath(path))
            return false;
    }
    constexpr QFile::Permissions OwnFile = QFile::ReadOwner | QFile::WriteOwner;
    if (QFile::exists(settings))
        (void)QFile::setPermissions(settings, OwnFile); // it holds names of models and conversations' ids
    if (QFile::exists(backups))
        (void)QFile::setPermissions(backups, OwnFile | QFile::ExeOwner);
    return QFile::setPermissions(folder, OwnFile | QFile::ExeOwner);
}

} // namespace bobbin
