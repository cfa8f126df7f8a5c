#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <functional>

class QIODevice;

namespace bobbin {

/// Reads a JSON text of any size and hands over chosen parts of it one by one, so that no more than one of
/// them is in memory.
///
/// A place is written as its path: member names after slashes, and `*` for the elements of an array, such
/// as "/conversations/*/messages/*"; the document itself has the empty path. In
/// names `~`, `/` and `*` stand as `~0`, `~1` and `~2`.
class JsonStream
{
public:
    /// Is given a part that has been read; it is not kept. False ends the reading.
    std::function<bool(const QString &path, const QJsonValue &value)> partRead;
    /// Is told that the object at `path` is about to have a streamed array, with what came before that.
    std::function<bool(const QString &path, const QJsonObject &head)> headRead;
    /// Is told how many bytes have been read. False ends the reading.
    std::function<bool(qint64 bytes)> progressed;

    /// The paths whose values are handed over.
    QStringList parts;
    /// The paths of arrays whose object is announced by headRead().
    QStringList arraysWithHead;

    /// Reads all of `device`. Returns the byte where the text stops being JSON, or the whole, less the
    /// parts that were handed over; an undefined value if the reading was ended by a function above.
    [[nodiscard]] Result<QJsonValue, qint64> read(QIODevice &device);
};

} // namespace bobbin
