#pragma once

#include <QString>

namespace bobbin {

/// What is to be done with the history while no window has it open.
struct Errand {
    enum class Kind { None, Restore, Recover, BeginAnew };
    Kind kind = Kind::None;
    QString backup; ///< Of Restore.
};

/// Does it with the history at `database`, which must be open nowhere, with a dialog that shows how far it
/// is, and tells the user what came of it; false if the history still cannot be opened.
[[nodiscard]] bool runErrand(const QString &database, const Errand &errand);

/// Asks what to do about a history that is gone while its backups are there.
[[nodiscard]] Errand askAboutMissingHistory(const QString &database);

} // namespace bobbin
