#pragma once

#include <QByteArrayView>
#include <QString>

namespace bobbin {

/// What this process has used of the processor, all threads together, in microseconds.
[[nodiscard]] double cpuTime();

/// A figure of the file `file` of a process in /proc, which are all in KiB, in MB. `name` ends with the
/// colon; `process` is a number or "self".
[[nodiscard]] double memoryFigure(const QString &process, const QString &file, QByteArrayView name);

} // namespace bobbin
