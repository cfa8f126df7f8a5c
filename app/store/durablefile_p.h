#pragma once

#include <QString>

namespace bobbin {

// Files that are still there, whole, after the power has failed. All block; false when the disk refuses.

/// Access for the owner alone, to a file or a folder.
bool makePrivate(const QString &path);
/// Makes `folder`, and those above it, for the owner alone; true if it is there already.
bool makePrivateFolder(const QString &folder);
/// Puts what was written to the file on the disk.
bool syncFile(const QString &path);
/// Puts the names in the folder that holds `path` on the disk.
bool syncFolderOf(const QString &path);
/// Gives the file a new name, in place of a file that has it, in one step. Both in the same folder.
bool renameDurably(const QString &from, const QString &to);
/// A second name for the same file if the file system knows such, otherwise its new name.
bool linkOrRename(const QString &from, const QString &to);
/// Copies the file, for the owner alone, onto the disk. Nothing stays at `to` when it fails.
bool copyDurably(const QString &from, const QString &to);

/// Beside the database at `path`: the files that SQLite keeps while it is open.
[[nodiscard]] QString walOf(const QString &path);
[[nodiscard]] QString journalOf(const QString &path);
[[nodiscard]] QString sharedMemoryOf(const QString &path);

} // namespace bobbin
