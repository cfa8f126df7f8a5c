#pragma once

#include "net/completionerror.h"
#include "net/endpoint.h"

#include <QSslConfiguration>

#include <optional>

class QNetworkAccessManager;
class QNetworkRequest;

namespace bobbin {

class HttpExchange;

/// Starts exchanges with one endpoint: addresses, headers, trust.
///
/// `network` must outlive it; the exchanges may outlive the transport.
class HttpTransport
{
public:
    HttpTransport(QNetworkAccessManager &network, Endpoint endpoint);

    /// Exchanges with `path`, such as "/models", below the base URL. Never null; owned by `parent`.
    [[nodiscard]] HttpExchange *get(const QString &path, QObject *parent);
    [[nodiscard]] HttpExchange *post(const QString &path, const QByteArray &json, QObject *parent);

    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }

private:
    [[nodiscard]] std::optional<CompletionError> obstacle();
    [[nodiscard]] QNetworkRequest makeRequest(const QString &path) const;
    void loadAuthorities();

    QNetworkAccessManager &m_network;
    const Endpoint m_endpoint;
    QSslConfiguration m_tls;
    bool m_authoritiesLoaded = false;
    bool m_authoritiesMissing = false;
};

} // namespace bobbin
