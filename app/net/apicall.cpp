#include "apicall.h"

#include "core/logging.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QNetworkRequest>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

bool isHeaderValue(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

// Those that say how the request is built are no service's.
bool mayBeSet(const QString &name)
{
    static constexpr std::array ownHeaders {"accept-encoding", "connection", "content-length",
                                            "content-type",    "host",       "transfer-encoding"};
    return std::find(ownHeaders.begin(), ownHeaders.end(), name.toLower().toLatin1()) == ownHeaders.end();
}

void addHeader(QNetworkRequest &request, const QString &name, const QString &value)
{
    const QString plainName = name.trimmed();
    const QByteArray rawValue = value.trimmed().toUtf8();
    if (!isHeaderName(plainName)) // and may be anything, such as a key
        qCWarning(lcNet) << "a header of the service cannot be sent, for it has no name";
    else if (!mayBeSet(plainName) || !isHeaderValue(rawValue))
        qCWarning(lcNet) << "a header of the service cannot be sent:" << plainName.left(40);
    else
        request.setRawHeader(plainName.toLatin1(), rawValue);
}

// Some gateways have a query in their base URL, which stays behind the path.
QUrl urlOf(const QUrl &baseUrl, const QString &pathAndQuery)
{
    const qsizetype mark = pathAndQuery.indexOf(u'?');
    QUrl url = baseUrl;
    url.setPath(baseUrl.path(QUrl::FullyEncoded) + pathAndQuery.left(mark), QUrl::TolerantMode);
    if (mark >= 0) {
        const QString query = pathAndQuery.sliced(mark + 1);
        url.setQuery(baseUrl.hasQuery() ? baseUrl.query(QUrl::FullyEncoded) + u'&' + query : query);
    }
    return url;
}

void addServiceHeaders(QNetworkRequest &request, const Endpoint &endpoint)
{
    const Service &service = endpoint.service;
    for (const auto &[name, value] : service.headers)
        addHeader(request, name, value);
    if (const QByteArray key = endpoint.apiKey.trimmed(); !key.isEmpty()) {
        if (service.keyHeader.trimmed().isEmpty())
            request.setRawHeader("Authorization", "Bearer " + key);
        else
            addHeader(request, service.keyHeader, QString::fromLatin1(key));
    }
    if (const QString organization = endpoint.organization.trimmed(); !organization.isEmpty())
        addHeader(request, u"OpenAI-Organization"_s, organization);
    if (const QString project = endpoint.project.trimmed(); !project.isEmpty())
        addHeader(request, u"OpenAI-Project"_s, project);
}

} // namespace

ApiCall ApiCall::post(const QString &path, const QJsonObject &body)
{
    return {.method = Method::Post, .path = path, .body = QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

QByteArray ApiCall::methodName() const
{
    static constexpr std::array names {"Get", "Post", "Delete"}; // in the order of Method
    return QByteArray(names.at(static_cast<size_t>(method))).toUpper();
}

QString pathSegment(const QString &id) { return QString::fromLatin1(QUrl::toPercentEncoding(id)); }

QString listPath(const QString &path, int most, const QString &after)
{
    const QString first = path % "?order=desc&limit="_L1 % QString::number(most);
    return after.isEmpty() ? first : first % "&after="_L1 % pathSegment(after);
}

bool isSendableKey(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

QNetworkRequest makeRequest(const Endpoint &endpoint, const ApiCall &call)
{
    QNetworkRequest request(urlOf(endpoint.service.baseUrl, call.path));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // it replays requests by itself
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);

    const QString program =
        QCoreApplication::applicationName() % u'/' % QCoreApplication::applicationVersion();
    request.setHeader(QNetworkRequest::UserAgentHeader, program);
    request.setRawHeader("Accept",
                         call.isCompletion ? "text/event-stream, application/json" : "application/json");
    if (call.method == ApiCall::Method::Post) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setHeader(QNetworkRequest::ContentLengthHeader, call.body.size());
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true); // see RequestBody
    }
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    addServiceHeaders(request, endpoint);
    return request;
}

} // namespace bobbin
