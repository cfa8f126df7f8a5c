#pragma once

#include "secrets/secretstore.h"

#include <QHash>

namespace bobbin {

/// The API keys of this run: those of the keychain, and those that are kept in memory until the program
/// ends, because the environment gave them or the user asked for that.
class Keyring final : public QObject
{
    Q_OBJECT
public:
    /// `store` must live longer than the keyring.
    explicit Keyring(SecretStore &store, QObject *parent = nullptr) : QObject(parent), m_store(store) { }
    ~Keyring() override;

    /// A key that is kept for this run comes before the one of the keychain.
    void read(const QString &account, QObject *context, SecretStore::ReadAnswer answer);
    /// Keeps the key in the keychain; if that fails, nothing is changed and the key is kept nowhere.
    void write(const QString &account, const QByteArray &key, QObject *context, SecretStore::Answer answer);
    void remove(const QString &account, QObject *context, SecretStore::Answer answer);

    void keepForThisRun(const QString &account, const QByteArray &key);
    [[nodiscard]] bool isKeptForThisRun(const QString &account) const { return m_keys.contains(account); }

private:
    void forget(const QString &account);

    SecretStore &m_store;
    QHash<QString, QByteArray> m_keys;
};

} // namespace bobbin
