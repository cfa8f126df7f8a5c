#pragma once

#include "core/networkoptions.h"
#include "secrets/keyring.h"

#include <QObject>

#include <optional>
#include <utility>

class QNetworkAccessManager;

namespace bobbin {

/// The proxy of the whole program, with its password from the keychain.
class ProgramProxy final : public QObject
{
    Q_OBJECT
public:
    /// Both must live longer. Connections of `network` are made anew whenever the way is another one, while
    /// replies under way come to their end over the old ones.
    ProgramProxy(Keyring &keyring, QNetworkAccessManager &network, QObject *parent = nullptr);

    /// The whole program goes this way from now on; with the password as soon as the keychain has given it,
    /// unless another way has been chosen meanwhile. Nothing happens if it does so already.
    void apply(const ProxyChoice &proxy);

private:
    void install(const ProxyChoice &proxy, const QByteArray &password);

    Keyring &m_keyring;
    QNetworkAccessManager &m_network;
    int m_choices = 0;
    std::optional<std::pair<ProxyChoice, QByteArray>> m_installed; // with the password
};

} // namespace bobbin
