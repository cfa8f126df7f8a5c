#pragma once

#include "apicall.h"
#include "httpexchange.h"
#include "net/completionerror.h"

#include <QSslConfiguration>

#include <optional>

class QNetworkAccessManager;

namespace bobbin {

/// Starts exchanges with one endpoint: trust, time limits, and what makes a request impossible.
///
/// `network` must outlive it; the exchanges may outlive the transport.
class HttpTransport
{
public:
    /// By `clock` the exchanges see that the program stood still.
    HttpTransport(QNetworkAccessManager &network, Endpoint endpoint, MonotonicClock clock = &monotonicTime);

    /// The exchange for `call`. Never null; owned by `parent`.
    [[nodiscard]] HttpExchange *send(const ApiCall &call, QObject *parent);
    /// Sends `call` without anybody waiting for its answer.
    void sendAndForget(const ApiCall &call);

    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }

private:
    [[nodiscard]] std::optional<CompletionError> obstacle();
    void loadTrust();

    QNetworkAccessManager &m_network;
    const Endpoint m_endpoint;
    const MonotonicClock m_clock;
    QSslConfiguration m_tls;
    bool m_trustLoaded = false;
    bool m_authoritiesMissing = false;
    QString m_identityFault; // why the client certificate cannot be used
};

} // namespace bobbin
