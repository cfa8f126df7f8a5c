#include "processfigures.h"

#include <QFile>

#include <sys/resource.h>

namespace bobbin {

using namespace Qt::StringLiterals;

double cpuTime()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto microseconds = [](const timeval &time) {
        return double(time.tv_sec) * 1e6 + double(time.tv_usec);
    };
    return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

double memoryFigure(const QString &process, const QString &file, QByteArrayView name)
{
    QFile proc(u"/proc/%1/%2"_s.arg(process, file));
    if (!proc.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : proc.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(name.size()).simplified().split(' ').constFirst().toDouble() * 1024 / 1e6;
    }
    return 0;
}

} // namespace bobbin
