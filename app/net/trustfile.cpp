#include "trustfile.h"

#include <QFile>
#include <QFileInfo>

namespace bobbin {

std::optional<QByteArray> readTrustFile(const QString &path)
{
    constexpr qint64 mostBytes = 4 * 1024 * 1024; // the authorities of a whole system are a tenth of that
    if (!QFileInfo(path).isFile()) // before opening it: that waits for the other end of a pipe
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray bytes = file.read(mostBytes + 1); // some regular files have no size, and an end neither
    if (file.error() != QFileDevice::NoError || bytes.size() > mostBytes)
        return {};
    return bytes;
}

} // namespace bobbin
