#include "connections.h"

#include "net/proxyrules.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

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
    if (endpoint.service.network == NetworkOptions() && endpoint.service.caFile.isEmpty())
        return common;
    const QString name = nameOf(endpoint);
    if (auto *known = common.findChild<QNetworkAccessManager *>(name, Qt::FindDirectChildrenOnly))
        return *known;
    auto *manager = new QNetworkAccessManager(&common);
    manager->setObjectName(name);
    if (endpoint.service.network.proxy.kind != ProxyChoice::Kind::Default)
        manager->setProxyFactory(
            createProxyRules(endpoint.service.network.proxy, endpoint.proxyPassword).release());
    return *manager;
}

} // namespace bobbin
