#include "core/savefile.h"

#include <QFile>
#include <QSaveFile>

namespace bobbin {

bool openPrivate(QSaveFile &file)
{
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // not all file systems know owners
    return true;
}

bool commitWhole(QSaveFile &file)
{
    if (file.flush())
        return file.commit();
    file.cancelWriting();
    return false;
}

} // namespace bobbin
