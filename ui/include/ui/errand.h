#pragma once

#include <QString>

namespace bobbin {

/// How a history is to be protected, as the user said it.
struct PassphraseChoice {
    QString present; ///< The passphrase of now; empty if the history is not encrypted.
    QString wanted; ///< The new one; empty for none: the history is decrypted.
    bool withBackups = false;
    bool isRemembered = false; ///< Its key is to be kept in the keychain.

    /// Overwrites both passphrases.
    void wipe();
};

/// What is to be done with the history while no window has it open.
struct Errand {
    enum class Kind {
        None,
        TryAgain, ///< Nothing: what was in the way of opening it may be gone.
        Restore,
        Recover,
        BeginAnew,
        Unlock, ///< Asks for the passphrase, unless the keychain has the key.
        Lock, ///< Forgets the key, and asks for the passphrase.
        Protect, ///< Encrypts or decrypts it, or changes its passphrase.
    };
    Kind kind = Kind::None;
    QString backup; ///< Of Restore.
    PassphraseChoice passphrase; ///< Of Protect.
};

} // namespace bobbin
