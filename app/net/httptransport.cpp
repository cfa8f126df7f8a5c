#include "httptransport.h"

#include "core/logging.h"
#include "httpexchange.h"
#include "requestbody.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>

#include <algorithm>
#include <array>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr std::chrono::milliseconds listFirstByte {30'000}; // nothing has to be computed for a GET

// What may stand in a header's value unchanged everywhere; above all no line break, which would begin
// another header.
bool isVisibleAscii(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool isHeaderValue(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

bool isHeaderName(const QByteArray &name)
{
    static constexpr std::array ownHeaders {"accept-encoding", "connection", "content-length",
                                            "content-type",    "host",       "transfer-encoding"};
    const QByteArray lower = name.toLower();
    return !name.isEmpty() && isVisibleAscii(name) && !name.contains(':')
        && std::find(ownHeaders.begin(), ownHeaders.end(), lower) == ownHeaders.end();
}

void addHeader(QNetworkRequest &request, const QString &name, const QString &value)
{
    const QByteArray rawName = name.trimmed().toUtf8();
    const QByteArray rawValue = value.trimmed().toUtf8();
    if (isHeaderName(rawName) && isHeaderValue(rawValue))
        request.setRawHeader(rawName, rawValue);
    else
        qCWarning(lcNet) << "a header of the service cannot be sent:" << name.left(40);
}

CompletionError unsent(Kind kind, const QString &code, const QString &detail = {})
{
    return {.kind = kind, .detail = detail, .code = code};
}

} // namespace

HttpTransport::HttpTransport(QNetworkAccessManager &network, Endpoint endpoint)
    : m_network(network), m_endpoint(std::move(endpoint))
{
}

HttpExchange *HttpTransport::get(const QString &path, QObject *parent)
{
    if (auto error = obstacle())
        return new HttpExchange(std::move(*error), parent);
    Timeouts timeouts = m_endpoint.service.timeouts;
    timeouts.firstByte = std::min(timeouts.firstByte, listFirstByte);
    QNetworkRequest request = makeRequest(path);
    request.setRawHeader("Accept", "application/json");
    return new HttpExchange(m_network.get(request), nullptr, timeouts, parent);
}

HttpExchange *HttpTransport::post(const QString &path, const QByteArray &json, QObject *parent)
{
    if (auto error = obstacle())
        return new HttpExchange(std::move(*error), parent);
    QNetworkRequest request = makeRequest(path);
    request.setRawHeader("Accept", "text/event-stream, application/json");
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::ContentLengthHeader, json.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true); // see RequestBody
    auto *body = new RequestBody(json, nullptr);
    QNetworkReply *reply = m_network.post(request, body);
    body->setParent(reply);
    return new HttpExchange(reply, body, m_endpoint.service.timeouts, parent);
}

// Why no request can be made at all.
std::optional<CompletionError> HttpTransport::obstacle()
{
    const QUrl &url = m_endpoint.service.baseUrl;
    if (!url.isValid() || url.host().isEmpty())
        return unsent(Kind::Unreachable, u"no_address"_s);
    for (const QByteArray &secret : {m_endpoint.apiKey.trimmed(), m_endpoint.organization.trimmed().toUtf8(),
                                     m_endpoint.project.trimmed().toUtf8()}) {
        if (!isVisibleAscii(secret))
            return unsent(Kind::BadKey, u"bad_characters"_s);
    }
    if (url.scheme() == "https"_L1) {
        if (!QSslSocket::supportsSsl())
            return unsent(Kind::BadTls, u"tls_missing"_s);
        loadAuthorities();
        if (m_authoritiesMissing)
            return unsent(Kind::BadTls, u"ca_file_unreadable"_s, m_endpoint.service.caFile);
    }
    return {};
}

void HttpTransport::loadAuthorities()
{
    if (std::exchange(m_authoritiesLoaded, true))
        return;
    m_tls = QSslConfiguration::defaultConfiguration();
    if (m_endpoint.service.caFile.isEmpty())
        return;
    const QList<QSslCertificate> own = QSslCertificate::fromPath(m_endpoint.service.caFile);
    m_authoritiesMissing = own.isEmpty();
    // Added by name: adding to the default configuration would switch off the system's own authorities.
    m_tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
}

QNetworkRequest HttpTransport::makeRequest(const QString &path) const
{
    const Service &service = m_endpoint.service;
    QUrl url = service.baseUrl;
    url.setPath(url.path() + path); // some gateways have a query, which stays behind the path
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // it replays requests by itself
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    if (m_authoritiesLoaded)
        request.setSslConfiguration(m_tls);

    const QString program =
        QCoreApplication::applicationName() % u'/' % QCoreApplication::applicationVersion();
    request.setHeader(QNetworkRequest::UserAgentHeader, program);
    for (const auto &[name, value] : service.headers)
        addHeader(request, name, value);
    if (const QByteArray key = m_endpoint.apiKey.trimmed(); !key.isEmpty()) {
        if (service.keyHeader.trimmed().isEmpty())
            request.setRawHeader("Authorization", "Bearer " + key);
        else
            addHeader(request, service.keyHeader, QString::fromLatin1(key));
    }
    if (const QString organization = m_endpoint.organization.trimmed(); !organization.isEmpty())
        addHeader(request, u"OpenAI-Organization"_s, organization);
    if (const QString project = m_endpoint.project.trimmed(); !project.isEmpty())
        addHeader(request, u"OpenAI-Project"_s, project);
    return request;
}

} // namespace bobbin
