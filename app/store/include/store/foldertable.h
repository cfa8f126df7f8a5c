#pragma once

#include "core/place.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QList>

namespace bobbin {

class Clock;
class Database;

/// The folders that conversations can be put into. Part of a ConversationStore, used in its thread.
class FolderTable final
{
public:
    FolderTable(Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    /// In the order of their positions.
    [[nodiscard]] Result<QList<Folder>, StoreError> all() const;
    [[nodiscard]] Result<Folder, StoreError> find(const FolderId &id) const;
    /// Adds the folder or overwrites the one with its id; times are taken as they are given.
    Status<StoreError> put(const Folder &folder);
    /// Leaves a tombstone. The conversations stay, in no folder; which they are is returned.
    Result<QList<ConversationId>, StoreError> remove(const FolderId &id);
    /// Deletes a folder that holds none, as if it had never been there.
    Status<StoreError> forget(const FolderId &id);

private:
    Database &m_database;
    const Clock &m_clock;
};

} // namespace bobbin
