#pragma once

#include "core/result.h"
#include "store/storeerror.h"

#include <QStringList>

#include <functional>

namespace bobbin {

class Database;

/// The care of the file as a whole. Part of a ConversationStore, used in its thread.
class Maintenance final
{
public:
    explicit Maintenance(Database &database) : m_database(database) { }

    /// Everything that is wrong with the file, by SQLite's own checks, the foreign keys, the search index
    /// and the rules of the schema; empty if all is well. Reads the whole file.
    [[nodiscard]] Result<QStringList, StoreError> check() const;

    /// Writes a copy of the whole file to `path`, which must not exist, and verifies it. `progressed` is told
    /// the share that is done, 0 to 1; when it returns false the copy is given up and nothing stays at
    /// `path`.
    Status<StoreError> backUp(const QString &path, const std::function<bool(double)> &progressed = {}) const;

    [[nodiscard]] static int schemaVersion();
    [[nodiscard]] static QString sqliteVersion();

private:
    Database &m_database;
};

} // namespace bobbin
