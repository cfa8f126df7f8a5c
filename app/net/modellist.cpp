#include "net/modellist.h"

#include "httpexchange.h"
#include "httptransport.h"
#include "serviceerror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <memory>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

QStringList namesIn(const QJsonArray &entries)
{
    QStringList names;
    names.reserve(entries.size());
    for (const QJsonValue &entry : entries) {
        const QString name = entry.isString() ? entry.toString() : entry.toObject().value("id"_L1).toString();
        if (!name.trimmed().isEmpty())
            names << name;
    }
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) {
        const int order = a.compare(b, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a < b;
    });
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

class HttpModelListReply final : public ModelListReply
{
    Q_OBJECT
public:
    HttpModelListReply(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent)
        : ModelListReply(parent), m_apiKey(endpoint.apiKey),
          m_exchange(HttpTransport(network, endpoint).get(u"/models"_s, this))
    {
        connect(m_exchange, &HttpExchange::bodyReceived, this, [this](const QByteArray &bytes) {
            m_exchange->noteProgress();
            m_body += bytes;
        });
        connect(m_exchange, &HttpExchange::ended, this, &HttpModelListReply::takeEnd);
    }

private:
    void takeEnd()
    {
        if (m_exchange->error())
            fail(*m_exchange->error());
        else if (m_exchange->status() >= 400)
            fail(makeError(m_exchange->status(), parseServiceError(m_body), m_apiKey));
        else
            takeList(QJsonDocument::fromJson(m_body));
    }

    void takeList(const QJsonDocument &document)
    {
        const QJsonObject object = document.object();
        const QJsonValue data = object.value(object.contains("data"_L1) ? "data"_L1 : "models"_L1);
        if (document.isArray())
            Q_EMIT finished(namesIn(document.array()));
        else if (data.isArray())
            Q_EMIT finished(namesIn(data.toArray()));
        else if (m_body.trimmed().startsWith('<'))
            fail({.kind = Kind::RouteMissing, .httpStatus = m_exchange->status()}); // a web page for people
        else if (isErrorObject(object))
            fail(makeError(m_exchange->status(), parseServiceError(object), m_apiKey));
        else
            fail({.kind = Kind::Malformed, .httpStatus = m_exchange->status(), .code = u"not_a_list"_s});
    }

    void fail(CompletionError error)
    {
        if (error.httpStatus == 404 && error.kind == Kind::Rejected)
            error.kind = Kind::RouteMissing; // nothing but the route can be missing here
        addHead(error, *m_exchange);
        Q_EMIT failed(error);
    }

    const QByteArray m_apiKey;
    HttpExchange *const m_exchange; // owned as a child
    QByteArray m_body;
};

} // namespace

ModelListReply *listModels(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent)
{
    return new HttpModelListReply(network, endpoint, parent);
}

} // namespace bobbin

#include "modellist.moc"
