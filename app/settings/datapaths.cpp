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
    return QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace bobbin
