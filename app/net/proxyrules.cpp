#include "net/proxyrules.h"

#include "net/endpoint.h"
#include "systemproxies.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QPair>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QNetworkProxy proxyOf(const ProxyChoice &choice, const QByteArray &password)
{
    // The proxy looks up the names of hosts itself: so does every HTTP proxy, and SOCKS5 is told to.
    const auto type =
        choice.kind == ProxyChoice::Kind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    QNetworkProxy proxy(type, choice.host, static_cast<quint16>(choice.port), choice.user,
                        QString::fromUtf8(password));
    proxy.setCapabilities(proxy.capabilities() | QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

class ProxyRules final : public QNetworkProxyFactory
{
public:
    ProxyRules(ProxyChoice choice, const QByteArray &password, SystemProxyQuery ask)
        : m_choice(std::move(choice)), m_proxy(proxyOf(m_choice, password))
    {
        if (!m_choice.isManual() && m_choice.kind != ProxyChoice::Kind::None)
            m_system = std::make_shared<SystemProxies>(std::move(ask));
    }

    /// Null if the system is not asked.
    [[nodiscard]] std::shared_ptr<SystemProxies> system() const { return m_system; }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.url().isEmpty() ? query.peerHostName() : query.url().host();
        if (isLoopback(query.url()) || m_choice.kind == ProxyChoice::Kind::None)
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        if (m_system)
            return m_system->answer(query);
        return {isBypassed(host, m_choice.bypass) ? QNetworkProxy(QNetworkProxy::NoProxy) : m_proxy};
    }

private:
    const ProxyChoice m_choice;
    const QNetworkProxy m_proxy;
    std::shared_ptr<SystemProxies> m_system;
};

// Qt does not tell which factory it has for the program.
std::shared_ptr<SystemProxies> &programsSystem()
{
    static std::shared_ptr<SystemProxies> system;
    return system;
}

// Null if requests of `manager` to `url` go where the system has no say.
std::shared_ptr<SystemProxies> systemFor(const QNetworkAccessManager &manager, const QUrl &url)
{
    if (isLoopback(url) || manager.proxy().type() != QNetworkProxy::DefaultProxy)
        return nullptr;
    const QNetworkProxyFactory *factory = manager.proxyFactory();
    const auto *rules = dynamic_cast<const ProxyRules *>(factory);
    return rules ? rules->system() : factory ? nullptr : programsSystem();
}

// "example.com", ".example.com" and "*.example.com" are the host and all below it.
QString domainIn(QString entry)
{
    if (entry.startsWith("*."_L1))
        entry.remove(0, 1);
    return entry.startsWith(u'.') ? entry.sliced(1) : entry;
}

bool isNetwork(const QString &entry)
{
    const auto [address, bits] = QHostAddress::parseSubnet(entry);
    return bits >= 0 && !address.isNull() && (entry.contains(u'/') || !QHostAddress(entry).isNull());
}

bool matches(const QString &host, const QString &entry)
{
    if (const QHostAddress address(host); !address.isNull())
        return isNetwork(entry) && address.isInSubnet(QHostAddress::parseSubnet(entry));
    const QString domain = domainIn(entry);
    return !domain.isEmpty() && !isNetwork(entry)
        && (host.compare(domain, Qt::CaseInsensitive) == 0
            || host.endsWith(u'.' + domain, Qt::CaseInsensitive));
}

} // namespace

void installProxyRules(const ProxyChoice &proxy, const QByteArray &password, SystemProxyQuery ask)
{
    auto *rules = new ProxyRules(proxy, password, std::move(ask));
    programsSystem() = rules->system();
    QNetworkProxyFactory::setApplicationProxyFactory(rules); // Qt takes it over
}

std::unique_ptr<QNetworkProxyFactory> createProxyRules(const ProxyChoice &proxy, const QByteArray &password)
{
    return std::make_unique<ProxyRules>(proxy, password, &QNetworkProxyFactory::systemProxyForQuery);
}

bool isWayKnown(const QNetworkAccessManager &manager, const QUrl &url)
{
    const auto system = systemFor(manager, url);
    return !system || system->isKnown(url);
}

void findWay(const QNetworkAccessManager &manager, const QUrl &url, QObject *context,
             std::function<void()> ready)
{
    if (isWayKnown(manager, url))
        ready();
    else
        systemFor(manager, url)->find(url, context, std::move(ready));
}

bool isBypassed(const QString &host, const QStringList &bypass)
{
    return std::any_of(bypass.begin(), bypass.end(),
                       [&host](const QString &entry) { return matches(host, entry.trimmed()); });
}

QString badBypass(const QStringList &bypass)
{
    const auto bad = std::find_if(bypass.begin(), bypass.end(), [](const QString &entry) {
        const QString domain = domainIn(entry.trimmed());
        const bool isHost = !domain.isEmpty() && QUrl(u"http://"_s + domain).host() == domain.toLower()
            && !domain.contains(u'/');
        return !isNetwork(entry.trimmed()) && !isHost;
    });
    return bad == bypass.end() ? QString() : *bad;
}

} // namespace bobbin
