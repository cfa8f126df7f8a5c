#pragma once

#include "store/historykey.h"

#include <QString>

#include <optional>

namespace bobbin {

// Encrypted histories, and the keys that they have been unlocked with in this run of the program. Stores,
// backups and everything else that reads a history find its key here, by the salt at the beginning of the
// file; so one key opens the history and all its backups. All functions can be called from any thread.

/// Whether this build of Bobbin, as it runs, has an SQLite that can encrypt. See docs/encryption.md.
[[nodiscard]] bool canEncrypt();

/// Whether the file looks like an encrypted history: like random bytes, from its beginning on or, if that is
/// damaged, behind it. Another program's encrypted or compressed file can look the same; nothing but the key
/// tells.
[[nodiscard]] bool isEncrypted(const QString &path);

/// Whether the history at `path` is encrypted and its key is not known: opening it would fail with
/// Kind::Locked.
[[nodiscard]] bool isLocked(const QString &path);

/// The key that is known for the encrypted history at `path`.
[[nodiscard]] std::optional<HistoryKey> keyOf(const QString &path);

/// What a keychain calls the key of the encrypted history at `path`. No two histories have the same.
[[nodiscard]] QString keychainAccountOf(const QString &path);

/// Tries the passphrase on the history at `path`, and on its beginning as its backups have it if that is
/// damaged; keeps the key and returns it if it is the right one. Reads a part of the file. Blocks for a tenth
/// of a second or more.
std::optional<HistoryKey> unlock(const QString &path, const QString &passphrase);
/// The same with a key that was kept; false if it is another history's.
bool unlock(const QString &path, const HistoryKey &key);

/// Keeps the key of a history that is about to be written.
void keep(const HistoryKey &key);
/// Forgets all keys. What is open stays open.
void forgetKeys();

} // namespace bobbin
