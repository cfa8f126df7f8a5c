#include "net/completionerror.h"

#include <QCoreApplication>
#include <QLocale>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::CompletionError)
};

QString unreachable(const CompletionError &error, const QString &name)
{
    if (error.code == "no_address"_L1)
        return Tr::tr("“%1” has no usable base URL. Correct it in the settings.").arg(name);
    if (error.code == "proxy_authentication_required"_L1 || error.httpStatus == 407) {
        return Tr::tr("The proxy on the way to “%1” asks for a user name and a password, or "
                      "for other ones. Enter them in the settings.")
            .arg(name);
    }
    if (error.code == "proxy_failed"_L1)
        return Tr::tr("The proxy on the way to “%1” could not be reached. Check the proxy in the settings.")
            .arg(name);
    if (error.code == "host_not_found"_L1) {
        return Tr::tr("“%1” could not be reached: there is no host %2. Check the network and the base URL, "
                      "then retry.")
            .arg(name, error.host);
    }
    if (error.code == "connect_timeout"_L1)
        return Tr::tr("“%1” could not be reached at %2 in time. Check the network, then retry.")
            .arg(name, error.host);
    if (error.code == "connection_lost"_L1) {
        return Tr::tr("“%1” closed the connection without an answer. It may have received the message; "
                      "retry when it runs again.")
            .arg(name);
    }
    return Tr::tr("“%1” could not be reached at %2. Check that it is running, then retry.")
        .arg(name, error.host);
}

QString timedOut(const CompletionError &error, const QString &name)
{
    if (error.code == "idle_timeout"_L1)
        return Tr::tr("“%1” stopped sending. What had arrived is kept; retry for a whole answer.").arg(name);
    return Tr::tr("“%1” did not answer in time. Retry, or allow it more time in the settings.").arg(name);
}

QString badCertificate(const CompletionError &error, const QString &name)
{
    if (error.code == "certificate_changed"_L1)
        return Tr::
            tr("“%1” shows another certificate than the one that you trust, so that nothing was sent. If you "
               "know why it changed, look at the new one and trust that.")
                .arg(name);
    if (error.code == "certificate_expired"_L1)
        return Tr::
            tr("The certificate of “%1” has expired, so that nothing was sent. Its operator has to renew it.")
                .arg(name);
    if (error.code == "certificate_not_yet_valid"_L1)
        return Tr::tr("The certificate of “%1” is not valid yet, so that nothing was sent. Check the date "
                      "and time of "
                      "this computer.")
            .arg(name);
    if (error.code == "certificate_wrong_host"_L1)
        return Tr::tr("What answers for “%1” shows a certificate of another host, so that nothing was sent. "
                      "Check the "
                      "base URL; it may also be somebody in between.")
            .arg(name);
    if (error.code == "certificate_untrusted"_L1)
        return Tr::tr("The certificate of “%1” is signed by nobody whom this computer trusts, so that "
                      "nothing was sent. "
                      "If the service is your own or your company's, add its certification authority in the "
                      "settings, "
                      "or trust this one certificate.")
            .arg(name);
    if (error.code == "certificate_revoked"_L1)
        return Tr::tr("The certificate of “%1” was revoked, so that nothing was sent. Do not use the service "
                      "before its "
                      "operator has a new one.")
            .arg(name);
    return {};
}

QString badIdentity(const CompletionError &error, const QString &name)
{
    if (error.code == "client_certificate_unreadable"_L1)
        return Tr::
            tr("The file with your certificate for “%1” could not be read. Choose it again in the settings.")
                .arg(name);
    if (error.code == "client_certificate_locked"_L1)
        return Tr::tr("The file with your certificate for “%1” could not be opened: the passphrase is "
                      "missing or wrong. "
                      "Enter it in the settings.")
            .arg(name);
    if (error.code == "client_certificate_incomplete"_L1)
        return Tr::tr("The file with your certificate for “%1” does not have both the certificate and its "
                      "private key. "
                      "Choose another one in the settings.")
            .arg(name);
    if (error.code == "client_certificate_wanted"_L1)
        return Tr::tr("“%1” ended the connection before it was secure, so that nothing was sent. It may ask "
                      "for a certificate "
                      "of yours, or for another one: choose it in the settings. If it asks for none, check "
                      "its base URL.")
            .arg(name);
    return {};
}

QString badTls(const CompletionError &error, const QString &name)
{
    if (error.code == "ca_file_unreadable"_L1)
        return Tr::
            tr("The file of certification authorities of “%1” could not be read, so that nothing was sent. "
               "Choose it again in the settings.")
                .arg(name);
    if (error.code == "tls_missing"_L1)
        return Tr::tr("Secure connections are not possible here, since OpenSSL is missing.");
    if (const QString text = badCertificate(error, name); !text.isEmpty())
        return text;
    if (const QString text = badIdentity(error, name); !text.isEmpty())
        return text;
    return Tr::
        tr("No secure connection to “%1” was possible, so that nothing was sent. Check its base URL and the "
           "way to it, then retry.")
            .arg(name);
}

QString malformed(const CompletionError &error, const QString &name)
{
    if (error.code == "answer_too_large"_L1)
        return Tr::
            tr("“%1” sent far more than an answer can be, and was cut off. Check its base URL, then retry.")
                .arg(name);
    if (error.code == "web_page"_L1)
        return Tr::
            tr("“%1” answered with a web page. If the network that you are in asks you to log in, as those "
               "of "
               "hotels do, open any page in your browser and do that, then retry. Else check the base URL.")
                .arg(name);
    return Tr::tr("“%1” sent something that is not an answer. Check its base URL, then retry.").arg(name);
}

QString rateLimited(const CompletionError &error, const QString &name)
{
    if (!error.retryAfter || error.retryAfter->count() <= 0)
        return Tr::tr("“%1” received too many requests. Wait a little, then retry.").arg(name);
    const qint64 seconds = (error.retryAfter->count() + 999) / 1000;
    if (seconds < 120)
        return Tr::tr("“%1” received too many requests. It asks to wait %n second(s).", nullptr,
                      static_cast<int>(seconds))
            .arg(name);
    return Tr::tr("“%1” received too many requests. It asks to wait %n minute(s).", nullptr,
                  static_cast<int>((seconds + 59) / 60))
        .arg(name);
}

QString tooLong(const CompletionError &error, const QString &name)
{
    if (error.code == "message_too_long"_L1 && error.contextWindow && error.promptTokens)
        return Tr::
            tr("What is to be sent is too long by %1 tokens for the model, even without anything that was "
               "said before. Shorten it, or choose a model with a larger context window.")
                .arg(QLocale().toString(*error.promptTokens - *error.contextWindow));
    if (error.contextWindow && error.promptTokens) {
        return Tr::tr(
                   "The conversation has %1 tokens, and the model of “%2” takes %3. Shorten it, or choose a "
                   "model with a larger context window.")
            .arg(QLocale().toString(*error.promptTokens), name, QLocale().toString(*error.contextWindow));
    }
    return Tr::tr("The conversation is longer than the model of “%1” can take. Shorten it, or choose a model "
                  "with a larger context window.")
        .arg(name);
}

QString sentence(const CompletionError &error, const QString &name)
{
    switch (error.kind) {
    case Kind::Unreachable:
        return unreachable(error, name);
    case Kind::TimedOut:
        return timedOut(error, name);
    case Kind::Unauthorized:
        return Tr::tr("“%1” did not accept the API key. Enter another one in the settings.").arg(name);
    case Kind::Forbidden:
        return Tr::tr("“%1” does not allow this with the present API key.").arg(name);
    case Kind::QuotaExhausted:
        return Tr::tr("The account at “%1” has no credit left. Check its plan and billing.").arg(name);
    case Kind::RateLimited:
        return rateLimited(error, name);
    case Kind::ModelMissing:
        return Tr::tr("“%1” does not have this model. Choose another one.").arg(name);
    case Kind::RouteMissing:
        return Tr::tr("“%1” does not offer this at its base URL. Check the base URL: it often ends with /v1.")
            .arg(name);
    case Kind::ContextTooLong:
        return tooLong(error, name);
    case Kind::TooLarge:
        return Tr::tr("The message is larger than “%1” takes. Shorten it, or attach smaller files.")
            .arg(name);
    case Kind::Rejected:
        return error.detail.isEmpty()
            ? Tr::tr("“%1” did not accept the request and did not say why. Retry, or choose another model.")
                  .arg(name)
            : Tr::tr("“%1” did not accept the request. Change what it names, or choose another model, then "
                     "retry.")
                  .arg(name);
    case Kind::ServerFailed:
        return Tr::tr("“%1” has a problem of its own. Retry in a while.").arg(name);
    case Kind::Redirected:
        return Tr::tr(
                   "“%1” pointed to another address, %2, which was not asked. If the network that you are in "
                   "asks you to log in, open any page in your browser and do that, then retry. If the new "
                   "address is "
                   "right, make it the base URL in the settings.")
            .arg(name, error.host);
    case Kind::Malformed:
        return malformed(error, name);
    case Kind::Interrupted:
        if (error.code == "cut_before_text"_L1)
            return Tr::tr("The answer of “%1” was cut off before its first word. Retry for a whole answer.")
                .arg(name);
        return Tr::tr("The answer of “%1” was cut off. What had arrived is kept; retry for a whole answer.")
            .arg(name);
    case Kind::Empty:
        return Tr::tr("“%1” sent an empty answer. Retry, or choose another model.").arg(name);
    case Kind::BadTls:
        return badTls(error, name);
    case Kind::BadKey:
        return Tr::tr("The API key of “%1” has characters that no key has. Enter it again in the settings.")
            .arg(name);
    case Kind::Cancelled:
        return Tr::tr("Stopped.");
    case Kind::ThreadLost:
        return Tr::tr("“%1” no longer has this conversation. Retry, so that it gets a new one with what was "
                      "said here.")
            .arg(name);
    case Kind::ThreadBusy:
        return Tr::tr("“%1” is still at work on this conversation. Wait a little, then retry.").arg(name);
    case Kind::StateIgnored:
        return Tr::tr("“%1” does not remember conversations, so that it would have answered without knowing "
                      "what was said. Send it the full history instead.")
            .arg(name);
    case Kind::AssistantMissing:
        return Tr::tr("“%1” does not have this assistant. Choose another one in the settings.").arg(name);
    }
    Q_UNREACHABLE();
}

} // namespace

QString explain(const CompletionError &error, const QString &serviceName)
{
    const QString text = sentence(error, serviceName);
    if (error.detail.isEmpty() || error.kind == Kind::Cancelled)
        return text;
    //: %1 is a sentence or two about a failure, %2 the words in which the service itself reported it.
    return Tr::tr("%1 (%2)").arg(text, error.detail);
}

} // namespace bobbin
