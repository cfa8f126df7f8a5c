#pragma once

#include "core/result.h"
#include "store/historykey.h"
#include "store/storeerror.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace bobbin {

/// What became of the backups when their history was encrypted or decrypted.
struct ReencryptionReport {
    int backups = 0; ///< Written anew.
    QStringList left; ///< As they were: could not be read or written, or the user gave up; by their paths.
};

/// Encrypts the history at `database` with `key`, gives it another key, or, without `key`, decrypts it; with
/// `withBackups` its backups, too. It must be open nowhere, and unlocked. The key is kept (historylock.h).
///
/// The history is written anew beside the present one, verified, compared, and put in its place in one step;
/// so it is there whole at any time, in the one form or the other, also when the program or the system dies.
/// What was there before is overwritten and deleted then. The backups follow. Whenever it fails nothing has
/// changed.
///
/// Blocks. `progressed` is as for Maintenance::backUp().
Result<ReencryptionReport, StoreError> reencryptHistory(const QString &database,
                                                        const std::optional<HistoryKey> &key,
                                                        bool withBackups,
                                                        const std::function<bool(double)> &progressed = {});

/// Files beside the history at `database` that hold an earlier one and are not encrypted: those that were
/// damaged, or replaced by a backup. Nobody but the user deletes them.
[[nodiscard]] QStringList unencryptedRemains(const QString &database);

} // namespace bobbin
