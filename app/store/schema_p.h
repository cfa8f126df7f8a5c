#pragma once

#include "core/result.h"
#include "store/storeerror.h"

class QSqlDatabase;

namespace bobbin {

/// The version a fresh database is created at.
int currentSchemaVersion();

/// PRAGMA application_id of a Bobbin history: "Bobb".
inline constexpr int ApplicationId = 0x426F6262;

/// Brings `database` to `targetVersion` in one transaction.
///
/// If a statement fails the database stays as it was: all of them and the change of PRAGMA user_version
/// commit together or not at all. A database of a later version is refused.
Status<StoreError> migrate(QSqlDatabase &database, int targetVersion = currentSchemaVersion());

} // namespace bobbin
