#pragma once

#include "secrets/secretstore.h"

#include <chrono>

namespace bobbin {

/// The operating system's keychain, by QtKeychain: Secret Service or KWallet, macOS's keychain, Windows'
/// credential store. QtKeychain's fallback to a plain file stays off.
///
/// All entries stand under the service name "Bobbin". A keyring may ask the user for its password, for
/// which it gets `patience`; a later answer is dropped.
class KeychainSecretStore final : public SecretStore
{
public:
    explicit KeychainSecretStore(std::chrono::milliseconds patience = std::chrono::seconds(60));

    void read(const QString &account, QObject *context, ReadAnswer answer) override;
    void write(const QString &account, const QByteArray &secret, QObject *context, Answer answer) override;
    void remove(const QString &account, QObject *context, Answer answer) override;

    /// What the entries of this program are filed under; "Bobbin" but in tests.
    void setServiceName(const QString &name) { m_serviceName = name; }

private:
    QString serviceName(const QString &account) const;

    const std::chrono::milliseconds m_patience;
    QString m_serviceName;
};

} // namespace bobbin
