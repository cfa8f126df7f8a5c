#pragma once

#include "core/networkoptions.h"

#include <QByteArray>
#include <QNetworkProxyFactory>
#include <QUrl>

#include <memory>

namespace bobbin {

/// Lets the whole program reach the network as `proxy` says, but this computer directly: services on
/// loopback, the practice service among them, are no business of a proxy.
void installProxyRules(const ProxyChoice &proxy = {}, const QByteArray &password = {});

/// The way that `proxy` describes, for a part of the program.
[[nodiscard]] std::unique_ptr<QNetworkProxyFactory> createProxyRules(const ProxyChoice &proxy,
                                                                     const QByteArray &password);

/// Whether `host` is one that is reached without a proxy: see ProxyChoice::bypass.
[[nodiscard]] bool isBypassed(const QString &host, const QStringList &bypass);
/// The entry of a list of bypasses that cannot be understood; empty if there is none.
[[nodiscard]] QString badBypass(const QStringList &bypass);

} // namespace bobbin
