#pragma once

#include "core/networkoptions.h"
#include "secrets/keyring.h"

#include <QObject>

class QNetworkAccessManager;

namespace bobbin {

/// The proxy of the whole program, with its password from the keychain.
class ProgramProxy final : public QObject
{
    Q_OBJECT
public:
    /// Both must live longer. Connections of `network` are made anew whenever the way is another one.
    ProgramProxy(Keyring &keyring, QNetworkAccessManager &network, QObject *parent = nullptr);

    /// The whole program goes this way from now on; with the password as soon as the keychain has given it,
    /// unless another way has been chosen meanwhile.
    void apply(const ProxyChoice &proxy);

private:
    void install(const ProxyChoice &proxy, const QByteArray &password);

    Keyring &m_keyring;
    QNetworkAccessManager &m_network;
    int m_choices = 0;
};

} // namespace bobbin
