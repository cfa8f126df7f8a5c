#include "durablefile_p.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 PieceSize = 1 << 20; // bytes that are copied at once

#ifdef Q_OS_UNIX
bool syncPath(const QString &path, int flags)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool isSynced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return isSynced;
}
#endif

bool copyContents(QFile &source, QFile &target)
{
    while (!source.atEnd()) {
        const QByteArray piece = source.read(PieceSize);
        if (piece.isEmpty() || target.write(piece) != piece.size())
            return false;
    }
    return target.flush();
}

} // namespace

bool makePrivate(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return true;
    QFile::Permissions wanted = QFile::ReadOwner | QFile::WriteOwner;
    if (info.isDir())
        wanted |= QFile::ExeOwner;
    constexpr QFile::Permissions Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    return !(info.permissions() & Others) || QFile::setPermissions(path, wanted);
}

bool makePrivateFolder(const QString &folder) { return QDir().mkpath(folder) && makePrivate(folder); }

bool syncFile(const QString &path)
{
#ifdef Q_OS_UNIX
    return syncPath(path, O_RDONLY);
#else
    Q_UNUSED(path)
    return true; // closing the file has handed it to the system
#endif
}

bool syncFolderOf(const QString &path)
{
#ifdef Q_OS_UNIX
    return syncPath(QFileInfo(path).absolutePath(), O_RDONLY | O_DIRECTORY);
#else
    Q_UNUSED(path)
    return true;
#endif
}

bool renameDurably(const QString &from, const QString &to)
{
#ifdef Q_OS_UNIX
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return false;
#else
    QFile::remove(to);
    if (!QFile::rename(from, to))
        return false;
#endif
    return syncFolderOf(to);
}

bool linkOrRename(const QString &from, const QString &to)
{
#ifdef Q_OS_UNIX
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return syncFolderOf(to);
#endif
    return renameDurably(from, to);
}

bool copyDurably(const QString &from, const QString &to)
{
    QFile source(from);
    QFile target(to);
    if (!source.open(QIODevice::ReadOnly)
        || !target.open(QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return false;
    const bool isCopied = copyContents(source, target);
    target.close();
    if (isCopied && syncFile(to))
        return true;
    QFile::remove(to);
    return false;
}

QString walOf(const QString &path) { return path + u"-wal"_s; }

QString journalOf(const QString &path) { return path + u"-journal"_s; }

QString sharedMemoryOf(const QString &path) { return path + u"-shm"_s; }

} // namespace bobbin
