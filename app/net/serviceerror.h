#pragma once

#include "net/completionerror.h"

#include <QByteArray>
#include <QJsonObject>

namespace bobbin {

class HttpExchange;

/// What a service says about a failure, in any of the shapes that services use.
struct ServiceError {
    QString message {};
    QString code {};
    QString type {};
    QString param {};
    int status = 0; ///< An HTTP-like status inside the body; 0 without one.
    std::optional<qint64> contextWindow {}; ///< In tokens, where the body has fields for it.
    std::optional<qint64> promptTokens {};
    bool isJson = false; ///< Whether the body was JSON: the answer of an API, not of a web server.

    friend bool operator==(const ServiceError &, const ServiceError &) = default;
};

/// The error in the body of an answer. Of an HTML page only the title is taken.
[[nodiscard]] ServiceError parseServiceError(QByteArrayView body);

/// The error in an object that is `{"error": …}`, an error itself, or any other description of a failure.
[[nodiscard]] ServiceError parseServiceError(const QJsonObject &object);

/// Whether an object that arrived in place of an answer is an error.
[[nodiscard]] bool isErrorObject(const QJsonObject &object);

/// Whether the service says that there is nothing at the address that was asked, so that it was no part of
/// the API that failed.
[[nodiscard]] bool saysRouteIsMissing(const ServiceError &error);

/// The error to report for a failure with HTTP status `status`; 200 for one in an answer that began well.
[[nodiscard]] CompletionError makeError(int status, const ServiceError &error, const QByteArray &apiKey);

/// Adds what the head of the answer says: request id, how long to wait, whether to retry at all.
void addHead(CompletionError &error, const HttpExchange &exchange);

/// `text` made fit to be shown and logged: on one line, without control characters, at most 500 characters,
/// with `apiKey` and whatever looks like an API key masked.
[[nodiscard]] QString plainDetail(const QString &text, const QByteArray &apiKey);

/// How long the headers "Retry-After-Ms" or "Retry-After" ask to wait; empty if they make no sense.
/// `date` is the answer's own "Date", from which a date in "Retry-After" counts.
[[nodiscard]] std::optional<std::chrono::milliseconds>
parseRetryAfter(const QByteArray &retryAfterMs, const QByteArray &retryAfter, const QByteArray &date);

} // namespace bobbin
