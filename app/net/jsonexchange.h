#pragma once

#include "apicall.h"
#include "net/completionerror.h"
#include "serviceerror.h"

#include <QJsonDocument>
#include <QObject>

#include <optional>

namespace bobbin {

class HttpExchange;
class HttpTransport;

/// A call that is answered with one JSON document, as all are that ask for no completion.
///
/// Emits ended() once, never before control has returned to the event loop. Deleting it closes the
/// connection silently.
class JsonExchange final : public QObject
{
    Q_OBJECT
public:
    JsonExchange(HttpTransport &transport, const ApiCall &call, QObject *parent);

    // When ended:

    /// Why there is no document: the connection, the status, or an error in place of the document.
    [[nodiscard]] const std::optional<CompletionError> &error() const { return m_error; }
    /// The service's own words about it; empty if the failure is not the service's.
    [[nodiscard]] const ServiceError &serviceError() const { return m_serviceError; }
    /// Null if the answer is empty, which is enough for some calls.
    [[nodiscard]] const QJsonDocument &document() const { return m_document; }
    [[nodiscard]] QJsonObject object() const { return m_document.object(); }
    [[nodiscard]] QByteArray header(const char *name) const;

    /// An error for a document that is not what was asked for.
    [[nodiscard]] CompletionError unexpected(const QString &code) const;

Q_SIGNALS:
    void ended();

private:
    void takeEnd();
    [[nodiscard]] std::optional<CompletionError> errorOfAnswer();

    const QByteArray m_apiKey;
    HttpExchange *const m_exchange; // owned as a child
    QByteArray m_body;
    QJsonDocument m_document;
    ServiceError m_serviceError;
    std::optional<CompletionError> m_error;
};

/// The entries of a list, which most services wrap into an object.
[[nodiscard]] std::optional<QJsonArray> listIn(const QJsonDocument &document);

} // namespace bobbin
