#pragma once

#include "core/networkoptions.h"

#include <QByteArray>
#include <QNetworkProxyFactory>
#include <QUrl>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace bobbin {

/// Asks the system for the way; may take as long as fetching a script (PAC) does. Called in any thread.
using SystemProxyQuery = std::function<QList<QNetworkProxy>(const QNetworkProxyQuery &)>;

/// Lets the whole program reach the network as `proxy` says, but this computer directly: services on
/// loopback, the practice service among them, are no business of a proxy.
void installProxyRules(const ProxyChoice &proxy = {}, const QByteArray &password = {},
                       SystemProxyQuery ask = &QNetworkProxyFactory::systemProxyForQuery);

/// The way that `proxy` describes, for a part of the program.
[[nodiscard]] std::unique_ptr<QNetworkProxyFactory> createProxyRules(const ProxyChoice &proxy,
                                                                     const QByteArray &password);

/// Whether a request of `manager` to `url` can begin without the system being asked for the way first.
[[nodiscard]] bool isWayKnown(const QNetworkAccessManager &manager, const QUrl &url);
/// Has the system asked in another thread if it has to be, and calls `ready` when a request of `manager` to
/// `url` will not wait for that any more: at once, or later in the thread of the window, if `context` is
/// still there.
void findWay(const QNetworkAccessManager &manager, const QUrl &url, QObject *context,
             std::function<void()> ready);
/// What the system has said does not hold any more: the network is another one.
void forgetSystemProxies();

/// Whether `host` is one that is reached without a proxy: see ProxyChoice::bypass.
[[nodiscard]] bool isBypassed(const QString &host, const QStringList &bypass);
/// The entry of a list of bypasses that cannot be understood; empty if there is none.
[[nodiscard]] QString badBypass(const QStringList &bypass);

} // namespace bobbin
