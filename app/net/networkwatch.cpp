#include "net/networkwatch.h"

#include "net/proxyrules.h"

#include <QNetworkInformation>

#include <utility>

namespace bobbin {

NetworkWatch::NetworkWatch(QObject *parent) : QObject(parent)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    const QNetworkInformation *information = QNetworkInformation::instance();
    const auto take = [this](QNetworkInformation::Reachability reachability) {
        const bool isAway = reachability == QNetworkInformation::Reachability::Disconnected
            || reachability == QNetworkInformation::Reachability::Local;
        forgetSystemProxies();
        if (std::exchange(m_isAway, isAway) && !isAway)
            Q_EMIT returned();
    };
    connect(information, &QNetworkInformation::reachabilityChanged, this, take);
    take(information->reachability());
}

} // namespace bobbin
