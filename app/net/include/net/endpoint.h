#pragma once

#include "core/service.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace bobbin {

/// A service together with what is secret about it: everything that is needed to ask it.
struct Endpoint {
    Service service {};
    QByteArray apiKey {}; ///< Empty for services that want none. Space around it is not sent.
    QString organization {}; ///< OpenAI-Organization, if not empty.
    QString project {}; ///< OpenAI-Project, if not empty.
    QByteArray clientPassphrase {}; ///< Of the service's client certificate.
    QByteArray proxyPassword {}; ///< Of the service's own proxy.

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

/// The base URL that a user means by `typed`; an invalid URL if there is no host in it.
///
/// Space, trailing slashes, fragments, user names and the name of an API's own address ("/chat/completions",
/// "/responses", "/conversations", "/threads", "/assistants", "/models") are dropped; a query is kept, since
/// some gateways need one. Without a scheme it is http for hosts of this computer and of private networks,
/// https for all others.
[[nodiscard]] QUrl normalizedBaseUrl(const QString &typed);

/// Whether `name` can be that of a header: a token, as RFC 9110 has it in section 5.6.2.
[[nodiscard]] bool isHeaderName(const QString &name);

/// Whether `url` names this computer.
[[nodiscard]] bool isLoopback(const QUrl &url);

} // namespace bobbin
