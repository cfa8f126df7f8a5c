#include "session/programproxy.h"

#include "net/proxyrules.h"

#include <QNetworkAccessManager>

namespace bobbin {

ProgramProxy::ProgramProxy(Keyring &keyring, QNetworkAccessManager &network, QObject *parent)
    : QObject(parent), m_keyring(keyring), m_network(network)
{
}

void ProgramProxy::apply(const ProxyChoice &proxy)
{
    const int number = ++m_choices;
    install(proxy, {});
    if (proxy.passwordAccount.isEmpty())
        return;
    m_keyring.read(proxy.passwordAccount, this,
                   [this, number, proxy](const Result<QByteArray, SecretError> &password) {
                       if (password && number == m_choices)
                           install(proxy, password.value());
                   });
}

// What has been connected in the old way must not be used any more.
void ProgramProxy::install(const ProxyChoice &proxy, const QByteArray &password)
{
    installProxyRules(proxy, password);
    m_network.clearAccessCache();
}

} // namespace bobbin
