#pragma once

#include "net/endpoint.h"

class QNetworkAccessManager;

namespace bobbin {

/// The manager whose connections requests to `endpoint` may use. It belongs to `common` and serves all
/// endpoints with the same trust and the same way, until renewConnections(): it is not to be kept.
///
/// A manager uses a connection again for whatever goes to the same host. A connection that one service
/// trusts, or that has gone through its proxy, must not carry another's requests, nor its own after the trust
/// was taken back.
[[nodiscard]] QNetworkAccessManager &connectionsFor(QNetworkAccessManager &common, const Endpoint &endpoint);

/// Whether requests of `manager` to `url` are given to an HTTP proxy as they are, without a tunnel.
[[nodiscard]] bool usesHttpProxy(const QNetworkAccessManager &manager, const QUrl &url);

/// What tells that proxy who the user is; empty if there is none, or nothing to tell. The manager would only
/// say it when asked, and could not send the body a second time.
[[nodiscard]] QByteArray proxyLogin(const QNetworkAccessManager &manager, const QUrl &url);

} // namespace bobbin
