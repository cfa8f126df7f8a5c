#include "net/proxyrules.h"

#include "net/endpoint.h"

#include <QNetworkProxyFactory>

namespace bobbin {
namespace {

class ProxyRules final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (isLoopback(query.url()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

} // namespace

void installProxyRules()
{
    QNetworkProxyFactory::setApplicationProxyFactory(new ProxyRules); // Qt takes it over
}

} // namespace bobbin
