#pragma once

#include <QString>

#include <optional>

namespace bobbin {

/// Asks for a passphrase without a window: at the terminal, where it is not shown, or, if standard input is
/// none, by reading a line of it. Nothing if there is no line. Blocks.
[[nodiscard]] std::optional<QString> readPassphrase(const QString &prompt);

/// Unlocks the encrypted history or backup at `path` with the key of the keychain or, if there is none or it
/// is another history's, with the passphrase that it asks for. The error says what to do.
[[nodiscard]] bool unlockAtTerminal(const QString &path, const QString &prompt);

} // namespace bobbin
