#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace bobbin {

/// Why a request to a service ended without a complete answer. The kinds differ in what the user can do.
///
/// Nothing in it is secret: API keys are masked, and addresses carry neither paths nor queries.
struct CompletionError {
    enum class Kind {
        Unreachable, ///< No connection could be made, or it died before the service said anything.
        TimedOut, ///< The service did not begin, or stopped, within the service's time limits.
        Unauthorized, ///< The API key is missing or refused.
        Forbidden, ///< The key is good, but not for this.
        QuotaExhausted, ///< No credit left: waiting does not help.
        RateLimited, ///< Too many requests: waiting helps, see retryAfter.
        ModelMissing,
        RouteMissing, ///< The service does not offer this API at this base URL.
        ContextTooLong, ///< The messages do not fit the model's context window.
        TooLarge, ///< The request, in bytes, is larger than the service or a proxy takes.
        Rejected, ///< The service found the request wrong; detail says how.
        ServerFailed,
        Redirected, ///< The service answered with the address of another one (host), which was not asked.
        Malformed, ///< The answer is not the protocol.
        Interrupted, ///< The connection ended after the answer had begun; what was received is worth keeping.
        Empty, ///< A complete answer without any content.
        BadTls, ///< The service's certificate is not to be trusted, or no secure connection was possible.
        BadKey, ///< The API key has characters that cannot be sent; nothing was sent.
        Cancelled, ///< By the user of the reply.
        ThreadLost, ///< The server no longer has the container that the request named; nothing was shown.
        ThreadBusy, ///< The container is in use by another request; waiting helps.
        StateIgnored, ///< The server does not keep conversations, or did not prove it; nothing was shown.
        AssistantMissing, ///< The server does not have the assistant that the request named.
    };

    Kind kind = Kind::Rejected;
    int httpStatus = 0; ///< 0 if there was no HTTP answer.
    QString detail {}; ///< The service's own words or a technical reason; plain text, at most 500 characters.
    QString code {}; ///< As the service named it, or one of this program's for failed connections.
    QString param {}; ///< The request's field that the service objects to.
    QString requestId {}; ///< The service's name for the request, for its support.
    QString host {}; ///< "host:port" that was asked; for Redirected, the host that the answer names.
    bool mayRetry = false; ///< Nothing was shown, and asking again without the user's doing can help.
    std::optional<std::chrono::milliseconds> retryAfter {}; ///< How long the service asked to wait.
    std::optional<qint64>
        contextWindow {}; ///< Of ContextTooLong: the tokens that fit, if the service said it.
    std::optional<qint64> promptTokens {}; ///< Of ContextTooLong: the tokens that it counted.
    QByteArray
        certificate {}; ///< Of BadTls: what the service showed, as DER; empty if it did not come to that.

    friend bool operator==(const CompletionError &, const CompletionError &) = default;
};

/// One or two plain sentences in the user's language: what happened and what can be done about it.
[[nodiscard]] QString explain(const CompletionError &error, const QString &serviceName);

} // namespace bobbin
