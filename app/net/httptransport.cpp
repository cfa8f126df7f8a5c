#include "httptransport.h"

#include "clientidentity.h"
#include "connections.h"
#include "requestbody.h"
#include "trustfile.h"

#include "net/proxyrules.h"

#include "core/threadaffinity.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr std::chrono::milliseconds plainFirstByte {30'000}; // where nothing has to be computed

CompletionError unsent(Kind kind, const QString &code, const QString &detail = {})
{
    return {.kind = kind, .detail = detail, .code = code};
}

void beginExchange(HttpExchange &exchange, QNetworkAccessManager &network, QNetworkRequest request,
                   ApiCall::Method method, const QByteArray &bytes)
{
    if (const QByteArray login = proxyLogin(network, request.url()); !login.isEmpty())
        request.setRawHeader("Proxy-Authorization", login);
    switch (method) {
    case ApiCall::Method::Get:
        exchange.begin(network.get(request), nullptr);
        break;
    case ApiCall::Method::Delete:
        exchange.begin(network.deleteResource(request), nullptr);
        break;
    case ApiCall::Method::Post: {
        auto *body = new RequestBody(bytes, nullptr);
        QNetworkReply *reply = network.post(request, body);
        body->setParent(reply);
        exchange.begin(reply, body);
        break;
    }
    }
}

} // namespace

HttpTransport::HttpTransport(QNetworkAccessManager &network, Endpoint endpoint, MonotonicClock clock)
    : m_network(network), m_endpoint(std::move(endpoint)), m_clock(std::move(clock))
{
}

HttpExchange *HttpTransport::send(const ApiCall &call, QObject *parent)
{
    Q_ASSERT(isInItsThread(&m_network));
    if (auto error = obstacle())
        return new HttpExchange(std::move(*error), parent);
    Timeouts timeouts = m_endpoint.service.timeouts;
    if (!call.isCompletion)
        timeouts.firstByte = std::min(timeouts.firstByte, plainFirstByte);
    QNetworkRequest request = makeRequest(m_endpoint, call);
    if (m_trustLoaded)
        request.setSslConfiguration(m_tls);
    auto *exchange = new HttpExchange(request.url(), timeouts, m_endpoint.service.network.trustedCertificate,
                                      m_clock, parent);
    findWay(connectionsFor(m_network, m_endpoint), request.url(), exchange,
            [exchange, &network = m_network, endpoint = m_endpoint, request, method = call.method,
             body = call.body] {
                if (!exchange->hasEnded())
                    beginExchange(*exchange, connectionsFor(network, endpoint), request, method, body);
            });
    return exchange;
}

void HttpTransport::sendAndForget(const ApiCall &call)
{
    HttpExchange *exchange = send(call, &m_network);
    QObject::connect(exchange, &HttpExchange::ended, exchange, &QObject::deleteLater);
}

// Why no request can be made at all.
std::optional<CompletionError> HttpTransport::obstacle()
{
    const QUrl &url = m_endpoint.service.baseUrl;
    if (!url.isValid() || url.host().isEmpty())
        return unsent(Kind::Unreachable, u"no_address"_s);
    for (const QByteArray &secret : {m_endpoint.apiKey.trimmed(), m_endpoint.organization.trimmed().toUtf8(),
                                     m_endpoint.project.trimmed().toUtf8()}) {
        if (!isSendableKey(secret))
            return unsent(Kind::BadKey, u"bad_characters"_s);
    }
    if (url.scheme() == "https"_L1) {
        if (!QSslSocket::supportsSsl())
            return unsent(Kind::BadTls, u"tls_missing"_s);
        loadTrust();
        if (m_authoritiesMissing)
            return unsent(Kind::BadTls, u"ca_file_unreadable"_s, m_endpoint.service.caFile);
        if (!m_identityFault.isEmpty())
            return unsent(Kind::BadTls, m_identityFault, m_endpoint.service.network.clientCertificate);
    }
    return {};
}

void HttpTransport::loadTrust()
{
    if (std::exchange(m_trustLoaded, true))
        return;
    m_tls = QSslConfiguration::defaultConfiguration();
    if (const QString file = m_endpoint.service.network.clientCertificate; !file.isEmpty()) {
        const auto identity = readClientIdentity(file, m_endpoint.clientPassphrase);
        if (identity) {
            m_tls.setLocalCertificateChain(identity->chain);
            m_tls.setPrivateKey(identity->key);
        } else {
            m_identityFault = identity.error();
        }
    }
    if (m_endpoint.service.caFile.isEmpty())
        return;
    const QByteArray authorities = readTrustFile(m_endpoint.service.caFile).value_or(QByteArray());
    const QList<QSslCertificate> own = QSslCertificate::fromData(authorities, QSsl::Pem);
    m_authoritiesMissing = own.isEmpty();
    // Added by name: adding to the default configuration would switch off the system's own authorities.
    m_tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
}

} // namespace bobbin
