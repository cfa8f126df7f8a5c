#include "core/savefile.h"

#include <QSaveFile>

namespace bobbin {

bool commitWhole(QSaveFile &file)
{
    if (file.flush())
        return file.commit();
    file.cancelWriting();
    return false;
}

} // namespace bobbin
