#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QString>

#include <functional>

namespace bobbin {

// Puts another history in the place of the present one, which is never deleted: it gets a name of its own
// beside it, with its log. The exception is one that is there encrypted, or decrypted: see
// reencryptHistory(). All functions block, and want the history to be open nowhere.
//
// The other history first lies complete beside the present one, under a name that says what is to become
// of the present one. From then on the replacement happens, if not in this run of the program then in the
// next; before, nothing has changed. So either the one or the other is there whole at any time.

/// A name that is free for the history at `database` when it is set aside because of `reason`, a word such
/// as "replaced" or "damaged": "history.replaced-20261127T201500Z.sqlite".
[[nodiscard]] QString nameForSettingAside(const QString &database, const QString &reason, Timestamp now);

/// The name of the history or backup at `path` when one with the same contents takes its place.
[[nodiscard]] QString nameForSuperseding(const QString &path);

/// Overwrites and deletes what is left under such names, of the history at `database` and its backups, also
/// while it is open. That takes as long as writing it; when `mayGoOn` says no, the rest stays for the next
/// time.
void removeSuperseded(const QString &database, const std::function<bool()> &mayGoOn = {});

/// Where a history is to be prepared that will replace the one at `database`; what an earlier attempt left
/// there is removed.
[[nodiscard]] QString placeForPreparing(const QString &database);

/// Replaces the history at `database` by the one that was prepared at placeForPreparing(), which nobody has
/// open any more. The present one becomes `aside`. After a failure nothing has changed, unless it is
/// NotFinished.
Status<StoreError> replaceHistory(const QString &database, const QString &aside);

/// Finishes what a program that died had begun, or removes it if it was not ready. To be called before the
/// history is opened; removeSuperseded() may follow at leisure.
Status<StoreError> finishReplacement(const QString &database);

/// Puts a verified copy of `backup` in the place of the history at `database`, and returns what the present
/// one is called now; empty if there was none. `backup` stays as it is. If the present one is encrypted then
/// so is the copy, with the same key; otherwise it is as the backup is. Both must have been unlocked.
Result<QString, StoreError> restoreBackup(const QString &database, const QString &backup, Timestamp now,
                                          const std::function<bool(double)> &progressed = {});

/// What to tell the user when one of these functions has failed.
[[nodiscard]] QString explainReplacement(const StoreError &error);

} // namespace bobbin
