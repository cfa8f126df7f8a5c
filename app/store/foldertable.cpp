#include "store/foldertable.h"

#include "database_p.h"
#include "rows_p.h"

namespace bobbin {
namespace {

// In the order of Statement::ListFolders.
Folder folderFrom(const Query &row)
{
    return {
        .id = row.id<FolderId>(0), .name = row.text(1), .position = row.number(2), .updatedAt = row.time(3)};
}

} // namespace

Result<QList<Folder>, StoreError> FolderTable::all() const
{
    QList<Folder> folders;
    Query row = m_database.run(Statement::ListFolders);
    while (row.next())
        folders.append(folderFrom(row));
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return folders;
}

Result<Folder, StoreError> FolderTable::find(const FolderId &id) const
{
    Query row = m_database.run(Statement::SelectFolder, id);
    if (row.next())
        return folderFrom(row);
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return Failure {StoreError {StoreError::Kind::NotFound, {}}};
}

Status<StoreError> FolderTable::put(const Folder &folder)
{
    Transaction transaction(m_database);
    if (const auto revived = m_database.run(Statement::DeleteTombstone, folder.id).status(); !revived)
        return revived;
    const auto kept = m_database
                          .run(Statement::ReplaceFolder, folder.id, folder.name, folder.position,
                               folder.updatedAt, m_database.devicePk())
                          .status();
    if (!kept)
        return kept;
    return transaction.commit();
}

Result<QList<ConversationId>, StoreError> FolderTable::remove(const FolderId &id)
{
    QList<ConversationId> held;
    Transaction transaction(m_database);
    {
        Query row = m_database.run(Statement::ConversationsInFolder, id);
        while (row.next())
            held.append(row.id<ConversationId>(0));
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    const Timestamp now = m_clock.now();
    const qint64 device = m_database.devicePk();
    for (const auto &changed :
         {m_database.run(Statement::EmptyFolder, now, device, id).status(),
          m_database.run(Statement::DeleteFolder, id).status(),
          m_database.run(Statement::InsertTombstone, id, Tombstone::Folder, now, device).status()}) {
        if (!changed)
            return Failure {changed.error()};
    }
    if (const auto committed = transaction.commit(); !committed)
        return Failure {committed.error()};
    return held;
}

Status<StoreError> FolderTable::forget(const FolderId &id)
{
    return m_database.run(Statement::DeleteFolder, id).status();
}

} // namespace bobbin
