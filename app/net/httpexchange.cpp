#include "httpexchange.h"

#include "certificatetrust.h"
#include "connections.h"
#include "core/logging.h"
#include "requestbody.h"
#include "serviceerror.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <algorithm>
#include <array>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;
using std::chrono::milliseconds;

constexpr qint64 pieceSize = 16 * 1024; // bytes; what is taken in at once, in a millisecond or two
constexpr qint64 smallPiece = 4 * 1024; // bytes; less than this can wait for more
constexpr milliseconds readInterval {16}; // as long as a frame is shown: nobody sees a word earlier
constexpr qint64 readBufferSize = 64 * 1024; // bytes; what is not read yet holds the server back
constexpr milliseconds lingering {1'000};
constexpr milliseconds standstill {1'000}; // by which no timer is late while the program runs
constexpr qsizetype connectionsPerHost = 6; // of QNetworkAccessManager

QString hostAndPort(const QUrl &url)
{
    const QString host = url.host();
    return url.port() < 0 ? host : host % u':' % QString::number(url.port());
}

// The words of OpenSSL for the alerts of TLS by which a server refuses who the user is.
bool wantsIdentity(const QString &reason)
{
    static constexpr std::array alerts {"certificate required"_L1, "bad certificate"_L1, "unknown ca"_L1,
                                        "alert handshake failure"_L1};
    return std::any_of(alerts.begin(), alerts.end(), [&reason](QLatin1StringView alert) {
        return reason.contains(alert, Qt::CaseInsensitive);
    });
}

bool isRedirection(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

milliseconds monotonicTime()
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

HttpExchange::HttpExchange(const QUrl &url, const Timeouts &timeouts, const QByteArray &trusted,
                           MonotonicClock clock, QObject *parent)
    : QObject(parent), m_timeouts(timeouts), m_host(hostAndPort(url)), m_clock(std::move(clock)),
      m_trusted(trusted)
{
    m_age.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpExchange::takeTimeout);
    m_reading.setSingleShot(true);
    m_reading.setTimerType(Qt::PreciseTimer);
    connect(&m_reading, &QTimer::timeout, this, &HttpExchange::read);
    limit(m_timeouts.connect);
}

void HttpExchange::begin(QNetworkReply *reply, const RequestBody *body)
{
    Q_ASSERT(!m_reply && !hasEnded());
    m_reply = reply;
    m_body = body;
    reply->setReadBufferSize(readBufferSize);
    connect(reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_startedConnecting = true; });
    connect(reply, &QNetworkReply::requestSent, this, [this] { enter(Phase::Waiting); });
    connect(reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::takeHead);
    connect(reply, &QNetworkReply::readyRead, this, &HttpExchange::readSoon);
    connect(reply, &QNetworkReply::sslErrors, this, &HttpExchange::judgeCertificate);
    connect(reply, &QNetworkReply::encrypted, this, &HttpExchange::checkTrust);
    // Queued, since a request that cannot even be started finishes at once.
    connect(reply, &QNetworkReply::finished, this, &HttpExchange::finish, Qt::QueuedConnection);
}

HttpExchange::HttpExchange(CompletionError error, QObject *parent)
    : QObject(parent), m_host(error.host), m_error(std::move(error))
{
    QMetaObject::invokeMethod(this, &HttpExchange::finish, Qt::QueuedConnection);
}

HttpExchange::~HttpExchange()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (m_reply->isRunning())
        m_reply->abort();
    m_reply->deleteLater();
}

int HttpExchange::status() const
{
    return m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
}

QByteArray HttpExchange::header(const char *name) const
{
    return m_reply ? m_reply->rawHeader(name) : QByteArray();
}

QString HttpExchange::requestId() const
{
    for (const char *name : {"X-Request-Id", "Apim-Request-Id", "X-Generation-Id"}) {
        if (const QByteArray id = header(name); !id.isEmpty())
            return repeatsSecret(id) ? QString() : plainDetail(QString::fromLatin1(id), {});
    }
    return {};
}

// Whether a service says what it was told in confidence where it should say something of its own.
bool HttpExchange::repeatsSecret(const QByteArray &text) const
{
    constexpr qsizetype shortest = 4; // what is shorter is in many a word
    const QNetworkRequest request = m_reply->request();
    const QList<QByteArray> names = request.rawHeaderList();
    return std::any_of(names.begin(), names.end(), [&](const QByteArray &name) {
        const QByteArray kind = name.toLower();
        const QByteArray value = request.rawHeader(name);
        const QByteArray secret = value.mid(value.lastIndexOf(' ') + 1).toLower();
        return (kind.contains("auth") || kind.contains("key") || kind.contains("token"))
            && secret.size() >= shortest && text.toLower().contains(secret);
    });
}

void HttpExchange::enter(Phase phase)
{
    if (phase < m_phase)
        return; // the signals of a request that is received already
    m_phase = phase;
    switch (phase) {
    case Phase::Connecting:
        limit(m_timeouts.connect);
        break;
    case Phase::Waiting:
        limit(m_timeouts.firstByte);
        break;
    case Phase::Receiving:
        limit(m_timeouts.idle);
        break;
    case Phase::Ended:
        m_timer.stop();
        break;
    }
}

void HttpExchange::noteProgress()
{
    if (m_phase != Phase::Ended)
        enter(Phase::Receiving);
}

void HttpExchange::setIdleLimit(milliseconds time)
{
    m_timeouts.idle = time;
    if (m_phase == Phase::Receiving)
        limit(time);
}

void HttpExchange::limit(milliseconds time)
{
    m_timer.start(time);
    m_limitSetAt = m_clock();
}

void HttpExchange::judgeCertificate(const QList<QSslError> &errors)
{
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    const QList<QSslError> tolerated = toleratedErrors(errors, leaf, m_trusted);
    if (!tolerated.isEmpty()) {
        m_reply->ignoreSslErrors(tolerated);
        return;
    }
    m_tlsErrors = errors;
    m_certificate = leaf.toDer();
    m_hasChanged = !m_trusted.isEmpty() && fingerprintOf(leaf) != m_trusted;
}

// Nothing of the request has been sent yet: the manager waits for this.
void HttpExchange::checkTrust()
{
    m_isEncrypted = true;
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    if (m_trusted.isEmpty() || fingerprintOf(leaf) == m_trusted)
        return;
    m_certificate = leaf.toDer();
    m_hasChanged = true;
    abort(Kind::BadTls, u"certificate_changed"_s);
}

void HttpExchange::takeHead()
{
    if (m_phase == Phase::Ended)
        return;
    enter(Phase::Waiting);
    if (status() >= 400)
        noteProgress(); // an error says nothing new after its first words
}

// A service sends each token in a packet of its own. To take in every one by itself would cost several times
// as much as the tokens.
void HttpExchange::readSoon()
{
    if (!m_reply)
        return;
    const qint64 wait = m_sinceReading.isValid() ? readInterval.count() - m_sinceReading.elapsed() : 0;
    if (wait <= 0 || m_reply->bytesAvailable() >= smallPiece)
        read();
    else if (!m_reading.isActive())
        m_reading.start(static_cast<int>(wait));
}

void HttpExchange::read()
{
    if (m_phase == Phase::Ended || !m_reply)
        return;
    m_sinceReading.start();
    m_reading.stop();
    const QByteArray bytes = m_reply->read(pieceSize);
    m_received += bytes.size();
    if (m_received > maxBodySize) {
        abort(Kind::Malformed, u"answer_too_large"_s);
        return;
    }
    if (m_reply->bytesAvailable() > 0) // a timer, so that painting and keys come in between
        m_reading.start(0);
    if (!bytes.isEmpty())
        Q_EMIT bodyReceived(bytes);
}

void HttpExchange::finish()
{
    if (m_phase == Phase::Ended)
        return;
    if (m_reply && m_reply->bytesAvailable() > 0) {
        QTimer::singleShot(0, this, &HttpExchange::finish); // after the rest has been read
        read();
        return;
    }
    enter(Phase::Ended);
    if (!m_error)
        m_error = errorOfReply();
    qCDebug(lcNet) << "answer from" << m_host << "status" << status() << "bytes" << m_received << "after"
                   << m_age.elapsed() << "ms" << (m_error ? m_error->code : QString());
    Q_EMIT ended();
}

// A program that was stopped, or whose computer slept, comes back to time limits that ran out meanwhile,
// before it can see what has come or that the connection is dead. Then it is as if the time began now.
void HttpExchange::takeTimeout()
{
    const milliseconds time = m_timer.intervalAsDuration();
    if (m_clock() - m_limitSetAt > time + time / 10 + standstill) {
        limit(time);
        return;
    }
    if (m_phase == Phase::Connecting && isQueued()) {
        limit(m_timeouts.connect); // other requests to the host hold all connections
        return;
    }
    abort(m_phase == Phase::Connecting ? Kind::Unreachable : Kind::TimedOut,
          m_phase == Phase::Connecting    ? u"connect_timeout"_s
              : m_phase == Phase::Waiting ? u"first_byte_timeout"_s
                                          : u"idle_timeout"_s);
}

// Whether the request has not begun because the manager works on enough other ones to the same host.
bool HttpExchange::isQueued() const
{
    if (m_startedConnecting || !m_reply || !m_reply->manager())
        return false;
    const QList<QNetworkReply *> all = m_reply->manager()->findChildren<QNetworkReply *>();
    const auto running = std::count_if(all.begin(), all.end(), [this](const QNetworkReply *other) {
        return other != m_reply && other->isRunning()
            && other->url().authority() == m_reply->url().authority();
    });
    return running >= connectionsPerHost;
}

// An answer with an error status keeps its own error, however it ended.
void HttpExchange::abort(Kind kind, const QString &code)
{
    if (status() < 400)
        m_error = makeFailure(kind, code);
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    enter(Phase::Ended);
    qCDebug(lcNet) << "gave up on" << m_host << "bytes" << m_received << "after" << m_age.elapsed() << "ms"
                   << code;
    Q_EMIT ended();
}

void HttpExchange::release()
{
    const bool wasEnded = m_phase == Phase::Ended;
    enter(Phase::Ended);
    disconnect(this, nullptr, nullptr, nullptr);
    if (wasEnded || !m_reply || !m_reply->isRunning()) {
        deleteLater();
        return;
    }
    setParent(m_reply->manager());
    m_reply->setReadBufferSize(0);
    connect(m_reply, &QNetworkReply::finished, this, &QObject::deleteLater);
    QTimer::singleShot(lingering, this, &QObject::deleteLater);
}

// Whether asking again cannot make the service do something twice.
bool HttpExchange::isSurelyUnsent() const { return !m_body || !m_body->wasRead(); }

CompletionError HttpExchange::makeFailure(Kind kind, const QString &code) const
{
    return {
        .kind = kind,
        .httpStatus = status(),
        .code = code,
        .requestId = requestId(),
        .host = m_host,
        .mayRetry = isSurelyUnsent() && (kind == Kind::Unreachable || kind == Kind::TimedOut),
        .certificate = m_certificate,
    };
}

std::optional<CompletionError> HttpExchange::errorOfReply() const
{
    if (!m_reply)
        return makeFailure(Kind::Interrupted, u"shut_down"_s);
    const int code = status();
    if (isRedirection(code)) {
        CompletionError error = makeFailure(Kind::Redirected, u"redirected"_s);
        const QUrl target = m_reply->url().resolved(QUrl::fromEncoded(m_reply->rawHeader("Location")));
        error.host = hostAndPort(target);
        if (repeatsSecret(error.host.toUtf8()))
            error.host = u"***"_s;
        return error;
    }
    if (code >= 400)
        return {};
    switch (m_reply->error()) {
    case QNetworkReply::NoError:
        if (code < 200 || code >= 300)
            return makeFailure(Kind::Malformed, u"unexpected_status"_s);
        return {};
    case QNetworkReply::ConnectionRefusedError:
        return makeFailure(Kind::Unreachable, isProxied() ? u"proxy_failed"_s : u"connection_refused"_s);
    case QNetworkReply::HostNotFoundError:
        return makeFailure(Kind::Unreachable, isProxied() ? u"proxy_failed"_s : u"host_not_found"_s);
    case QNetworkReply::SslHandshakeFailedError:
        return tlsError();
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return makeFailure(Kind::Unreachable, u"proxy_authentication_required"_s);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return makeFailure(Kind::Unreachable, u"proxy_failed"_s);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::UnknownContentError:
        return makeFailure(Kind::Malformed, u"protocol_error"_s);
    case QNetworkReply::RemoteHostClosedError:
        if (wasRefusedInHandshake())
            return makeFailure(Kind::BadTls, u"client_certificate_wanted"_s);
        [[fallthrough]];
    default:
        if (code > 0)
            return makeFailure(Kind::Interrupted, u"connection_lost"_s);
        return makeFailure(Kind::Unreachable, isSurelyUnsent() ? u"no_connection"_s : u"connection_lost"_s);
    }
}

// Some servers that ask for a certificate of the user end the connection without a word.
bool HttpExchange::wasRefusedInHandshake() const
{
    return m_reply->url().scheme() == "https"_L1 && m_startedConnecting && !m_isEncrypted;
}

// Whether it was the proxy that a connection was to be made to: it is told what to ask for later.
bool HttpExchange::isProxied() const
{
    return m_reply->manager() && usesHttpProxy(*m_reply->manager(), m_reply->url());
}

CompletionError HttpExchange::tlsError() const
{
    const QString code = m_hasChanged           ? u"certificate_changed"_s
        : wantsIdentity(m_reply->errorString()) ? u"client_certificate_wanted"_s
                                                : codeOf(m_tlsErrors);
    CompletionError error = makeFailure(Kind::BadTls, code);
    QStringList reasons;
    for (const QSslError &tlsError : m_tlsErrors)
        reasons << tlsError.errorString();
    reasons.removeDuplicates();
    error.detail = plainDetail(reasons.isEmpty() ? m_reply->errorString() : reasons.join(" "_L1), {});
    return error;
}

} // namespace bobbin
