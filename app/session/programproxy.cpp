#include "session/programproxy.h"

#include "net/proxyrules.h"
#include "net/renewal.h"

namespace bobbin {

ProgramProxy::ProgramProxy(Keyring &keyring, QNetworkAccessManager &network, QObject *parent)
    : QObject(parent), m_keyring(keyring), m_network(network)
{
}

void ProgramProxy::apply(const ProxyChoice &proxy)
{
    const int number = ++m_choices;
    const bool isKnown = m_installed && m_installed->first == proxy; // perhaps with another password
    if (!isKnown || proxy.passwordAccount.isEmpty())
        install(proxy, {});
    if (proxy.passwordAccount.isEmpty())
        return;
    m_keyring.read(proxy.passwordAccount, this,
                   [this, number, proxy](const Result<QByteArray, SecretError> &password) {
                       if (password && number == m_choices)
                           install(proxy, password.value());
                   });
}

// What has been connected in the old way must not be used any more. Qt would: it knows connections by proxy
// and user, and not by the password.
void ProgramProxy::install(const ProxyChoice &proxy, const QByteArray &password)
{
    if (m_installed == std::pair(proxy, password))
        return;
    m_installed = {proxy, password};
    installProxyRules(proxy, password);
    renewConnections(m_network);
}

} // namespace bobbin
