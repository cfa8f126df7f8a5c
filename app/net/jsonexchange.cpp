#include "jsonexchange.h"

#include "httpexchange.h"
#include "httptransport.h"
#include "jsonvalues.h"

#include <QJsonArray>
#include <QJsonObject>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

} // namespace

JsonExchange::JsonExchange(HttpTransport &transport, const ApiCall &call, QObject *parent)
    : QObject(parent), m_apiKey(transport.endpoint().apiKey), m_exchange(transport.send(call, this))
{
    connect(m_exchange, &HttpExchange::bodyReceived, this, [this](const QByteArray &bytes) {
        m_exchange->noteProgress();
        m_body += bytes;
    });
    connect(m_exchange, &HttpExchange::ended, this, &JsonExchange::takeEnd);
}

QByteArray JsonExchange::header(const char *name) const { return m_exchange->header(name); }

void JsonExchange::takeEnd()
{
    m_error = m_exchange->error() ? m_exchange->error() : errorOfAnswer();
    if (m_error)
        addHead(*m_error, *m_exchange);
    Q_EMIT ended();
}

std::optional<CompletionError> JsonExchange::errorOfAnswer()
{
    const int status = m_exchange->status();
    if (status >= 400) {
        m_serviceError = parseServiceError(m_body);
        return makeError(status, m_serviceError, m_apiKey);
    }
    const QByteArray body = m_body.trimmed();
    if (body.isEmpty())
        return {};
    m_document = parseJson(body);
    if (isErrorObject(object())) {
        m_serviceError = parseServiceError(object());
        return makeError(status, m_serviceError, m_apiKey);
    }
    if (!m_document.isNull())
        return {};
    if (body.startsWith('<')) // a web page for people
        return CompletionError {.kind = Kind::RouteMissing, .httpStatus = status};
    return unexpected(u"not_json"_s);
}

CompletionError JsonExchange::unexpected(const QString &code) const
{
    CompletionError error {.kind = Kind::Malformed, .httpStatus = m_exchange->status(), .code = code};
    addHead(error, *m_exchange);
    return error;
}

std::optional<QJsonArray> listIn(const QJsonDocument &document)
{
    if (document.isArray())
        return document.array();
    const QJsonObject object = document.object();
    for (const auto name : {"data"_L1, "models"_L1}) {
        if (const QJsonValue list = object.value(name); list.isArray())
            return list.toArray();
    }
    return {};
}

} // namespace bobbin
