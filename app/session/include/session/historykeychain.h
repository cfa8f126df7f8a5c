#pragma once

#include "core/result.h"
#include "secrets/secretstore.h"
#include "store/historykey.h"

#include <QString>

#include <optional>

namespace bobbin {

/// The keys of encrypted histories in the keychain, for what happens while no window is there: each call runs
/// an event loop until the keychain has answered.
class HistoryKeychain final
{
public:
    /// `store` must live longer.
    explicit HistoryKeychain(SecretStore &store) : m_store(store) { }

    /// The key that is kept for the history at `path`; it may be that of an earlier passphrase.
    [[nodiscard]] std::optional<HistoryKey> keyOf(const QString &path) const;
    Status<SecretError> remember(const QString &path, const HistoryKey &key) const;
    /// `account` is from keychainAccountOf(), of when the key was kept.
    void forget(const QString &account) const;

private:
    SecretStore &m_store;
};

} // namespace bobbin
