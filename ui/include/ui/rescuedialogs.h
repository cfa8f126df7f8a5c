#pragma once

#include "ui/errand.h"

#include <QString>

namespace bobbin {

class HistoryKeychain;

/// Does it with the history at `database`, which must be open nowhere, with a dialog that shows how far it
/// is, and tells the user what came of it; false if the history still cannot be opened. `keychain` has the keys of
/// encrypted histories that the user wants to be remembered.
[[nodiscard]] bool runErrand(const QString &database, const Errand &errand, const HistoryKeychain &keychain);

/// Asks what to do about a history that is gone while its backups are there.
[[nodiscard]] Errand askAboutMissingHistory(const QString &database);

} // namespace bobbin
