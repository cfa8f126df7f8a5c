#include "connections.h"

#include "net/proxyrules.h"
#include "net/renewal.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>

#include <functional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// Passwords are in it as a part of a digest only.
QString nameOf(const Endpoint &endpoint)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &part) {
        hash.addData(QByteArray::number(part.size()));
        hash.addData(":");
        hash.addData(part);
    };
    add(QJsonDocument(toJson(endpoint.service.network)).toJson(QJsonDocument::Compact));
    add(endpoint.service.caFile.toUtf8());
    add(endpoint.clientPassphrase);
    add(endpoint.proxyPassword);
    return u"connections-"_s + QString::fromLatin1(hash.result().toHex());
}

// That of requests which are not encrypted; all others go through a tunnel.
QNetworkProxy plainProxy(const QNetworkAccessManager &manager, const QUrl &url)
{
    if (url.scheme() != "http"_L1 || isLoopback(url))
        return {QNetworkProxy::NoProxy};
    const QNetworkProxyQuery query(url);
    const QList<QNetworkProxy> proxies = manager.proxyFactory() ? manager.proxyFactory()->queryProxy(query)
                                                                : QNetworkProxyFactory::proxyForQuery(query);
    return proxies.value(0);
}

// A reply whose manager lets go of its connections is left without an end.
void whenIdle(QNetworkAccessManager &manager, const std::function<void()> &act)
{
    const auto *reply = manager.findChild<QNetworkReply *>(QString(), Qt::FindDirectChildrenOnly);
    if (!reply) {
        act();
        return;
    }
    QObject::connect(
        reply, &QObject::destroyed, &manager, [&manager, act] { whenIdle(manager, act); },
        Qt::QueuedConnection);
}

} // namespace

bool usesHttpProxy(const QNetworkAccessManager &manager, const QUrl &url)
{
    return plainProxy(manager, url).type() == QNetworkProxy::HttpProxy;
}

QByteArray proxyLogin(const QNetworkAccessManager &manager, const QUrl &url)
{
    const QNetworkProxy proxy = plainProxy(manager, url);
    if (proxy.type() != QNetworkProxy::HttpProxy || proxy.user().isEmpty())
        return {};
    return "Basic " + QString(proxy.user() + u':' + proxy.password()).toUtf8().toBase64();
}

QNetworkAccessManager &connectionsFor(QNetworkAccessManager &common, const Endpoint &endpoint)
{
    const QString name = nameOf(endpoint);
    if (auto *known = common.findChild<QNetworkAccessManager *>(name, Qt::FindDirectChildrenOnly))
        return *known;
    auto *manager = new QNetworkAccessManager(&common);
    manager->setObjectName(name);
    if (endpoint.service.network.proxy.kind != ProxyChoice::Kind::Default)
        manager->setProxyFactory(
            createProxyRules(endpoint.service.network.proxy, endpoint.proxyPassword).release());
    else if (common.proxy().type() != QNetworkProxy::DefaultProxy)
        manager->setProxy(common.proxy());
    return *manager;
}

void renewConnections(QNetworkAccessManager &common)
{
    const auto managers = common.findChildren<QNetworkAccessManager *>(QString(), Qt::FindDirectChildrenOnly);
    for (QNetworkAccessManager *manager : managers) {
        manager->setObjectName({}); // nobody finds it any more
        whenIdle(*manager, [manager] { manager->deleteLater(); });
    }
    whenIdle(common, [&common] { common.clearConnectionCache(); });
}

} // namespace bobbin
