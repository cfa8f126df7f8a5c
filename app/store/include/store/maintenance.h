#pragma once

#include "core/result.h"
#include "store/historykey.h"
#include "store/storeerror.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace bobbin {

class Database;

/// The care of the file as a whole. Part of a ConversationStore, used in its thread.
class Maintenance final
{
public:
    explicit Maintenance(Database &database) : m_database(database) { }

    /// Everything that is wrong with the file, by SQLite's own checks, the foreign keys, the rules of the
    /// schema and the search indexes; empty if all is well. Reads the whole file, and keeps nobody from
    /// writing meanwhile; only SQLite before 3.45.1 has to do that for the indexes, so that they are left out
    /// then in a store that may not write. `progressed` is told the share that is done, 0 to 1; when it
    /// returns false the check is given up with Kind::Interrupted.
    [[nodiscard]] Result<QStringList, StoreError>
    check(const std::function<bool(double)> &progressed = {}) const;

    /// Writes a copy of the history as it is at this moment to `path`, which must not exist, verifies it,
    /// and gives it its name when it is on the disk: one file, for its owner alone, encrypted as the history
    /// is. Others may write to the history meanwhile. `progressed` is told the share that is done, 0 to 1;
    /// when it returns false the copy is given up. Whenever it fails nothing stays.
    Status<StoreError> backUp(const QString &path, const std::function<bool(double)> &progressed = {}) const;

    /// The same with the history in the file `source`, which may be a backup of any earlier version. The copy
    /// is encrypted with `key`, or not at all without one.
    static Status<StoreError> copyHistory(const QString &source, const QString &path,
                                          const std::optional<HistoryKey> &key,
                                          const std::function<bool(double)> &progressed = {});

    /// How many conversations are in the history in this file, without its trash; empty if it cannot be read.
    [[nodiscard]] static std::optional<qint64> conversationsIn(const QString &path);

    [[nodiscard]] static int schemaVersion();
    [[nodiscard]] static QString sqliteVersion();

private:
    [[nodiscard]] QStringList checkSearch(const std::function<bool()> &goesOn) const;

    Database &m_database;
};

} // namespace bobbin
