#pragma once

#include "net/endpoint.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <utility>

class QNetworkRequest;

namespace bobbin {

/// What is asked of a service, whichever service it is: method, path, body.
struct ApiCall {
    enum class Method { Get, Post, Delete };

    Method method = Method::Get;
    QString path {}; ///< Below the base URL, percent-encoded, with a query if there is one.
    QByteArray body {}; ///< JSON; only of Post.
    bool isCompletion = false; ///< The answer has to be computed, and may be a stream.
    QList<std::pair<QByteArray, QByteArray>> headers {}; ///< That the API wants beyond those of every call.

    [[nodiscard]] static ApiCall get(const QString &path) { return {.path = path}; }
    [[nodiscard]] static ApiCall remove(const QString &path)
    {
        return {.method = Method::Delete, .path = path};
    }
    [[nodiscard]] static ApiCall post(const QString &path, const QJsonObject &body);

    [[nodiscard]] QByteArray methodName() const;

    friend bool operator==(const ApiCall &, const ApiCall &) = default;
};

/// `id` as one segment of a path. Ids are opaque: a server may use any characters.
[[nodiscard]] QString pathSegment(const QString &id);

/// The path of a list, newest first: its first `most` entries, or those that follow the one called `after`.
[[nodiscard]] QString listPath(const QString &path, int most, const QString &after);

/// `call` addressed to `endpoint`, with all headers. Those that cannot be sent are left out with a warning.
[[nodiscard]] QNetworkRequest makeRequest(const Endpoint &endpoint, const ApiCall &call);

/// Whether `value` can stand in a header as a key: it has no spaces, and above all no line break, which
/// would begin another header.
[[nodiscard]] bool isSendableKey(const QByteArray &value);

} // namespace bobbin
