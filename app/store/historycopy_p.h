#pragma once

#include "core/result.h"
#include "store/historykey.h"
#include "store/storeerror.h"

#include <functional>
#include <optional>

namespace bobbin {

class Database;

/// Writes a copy of what `database` has at this moment to `path`, which must not exist, verifies it, and
/// gives it its name when it is on the disk: one file, for its owner alone, encrypted with `key`, or not at
/// all without one. Others may write to the history meanwhile if the key stays the same. `progressed` is told
/// the share that is done, 0 to 1; when it returns false the copy is given up. Whenever it fails nothing
/// stays.
Status<StoreError> writeCopy(Database &database, const QString &path, const std::optional<HistoryKey> &key,
                             const std::function<bool(double)> &progressed);

} // namespace bobbin
