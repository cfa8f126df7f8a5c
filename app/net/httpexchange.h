#pragma once

#include "core/service.h"
#include "net/completionerror.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QSslError>
#include <QTimer>

#include <functional>

class QNetworkReply;

namespace bobbin {

class RequestBody;

/// Tells the time by a clock that does not jump when the time of day is set.
using MonotonicClock = std::function<std::chrono::milliseconds()>;
[[nodiscard]] std::chrono::milliseconds monotonicTime();

/// One HTTP request and the answer to it; the only class that handles a QNetworkReply.
///
/// Emits bodyReceived() any number of times, small pieces once for each frame of a screen, and then ended()
/// once, never before control has returned to the event loop. Time limits are its own, on a monotonic clock:
/// until the request could be sent, until the answer made progress, and between two steps of progress.
/// Progress is what the receiver of the bytes says it is, so that a server cannot keep a request alive for
/// ever with comments. Redirections are not followed. Deleting it closes the connection silently.
class HttpExchange final : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 maxBodySize = 64 * 1024 * 1024; ///< In bytes, after decompression.

    /// With `url`, and still to begin. `trusted` is the SHA-256 of the only certificate that the user trusts,
    /// empty to trust the authorities.
    HttpExchange(const QUrl &url, const Timeouts &timeouts, const QByteArray &trusted, MonotonicClock clock,
                 QObject *parent);
    /// An exchange that cannot be made because of `error`.
    HttpExchange(CompletionError error, QObject *parent);
    ~HttpExchange() override;

    /// Receives `reply`, whose ownership it takes. `body`, a child of the reply, is null for a GET. Called
    /// once at the most, and not any more when hasEnded(): the time to connect runs from the beginning.
    void begin(QNetworkReply *reply, const RequestBody *body);
    [[nodiscard]] bool hasEnded() const { return m_phase == Phase::Ended; }

    /// 0 before the head of the answer has come.
    [[nodiscard]] int status() const;
    [[nodiscard]] QByteArray header(const char *name) const;
    [[nodiscard]] QString requestId() const;
    [[nodiscard]] QString host() const { return m_host; }

    /// Why there is no whole answer; an answer with an error status is whole. Final when ended() is emitted.
    [[nodiscard]] const std::optional<CompletionError> &error() const { return m_error; }

    /// The bytes received last brought the answer forward.
    void noteProgress();
    /// Changes the time limit between two steps of progress.
    void setIdleLimit(std::chrono::milliseconds limit);

    /// Everything needed has been received: nothing is emitted any more, and the exchange deletes itself.
    /// The connection is left to its natural end for a moment, so that it can be used again.
    void release();

Q_SIGNALS:
    void bodyReceived(const QByteArray &bytes);
    void ended();

private:
    enum class Phase { Connecting, Waiting, Receiving, Ended };

    void enter(Phase phase);
    void judgeCertificate(const QList<QSslError> &errors);
    void checkTrust();
    void takeHead();
    void readSoon();
    void read();
    void finish();
    void limit(std::chrono::milliseconds time);
    void takeTimeout();
    void abort(CompletionError::Kind kind, const QString &code);
    [[nodiscard]] bool isQueued() const;
    [[nodiscard]] bool repeatsSecret(const QByteArray &text) const;
    [[nodiscard]] bool isSurelyUnsent() const;
    [[nodiscard]] std::optional<CompletionError> errorOfReply() const;
    [[nodiscard]] bool isProxied() const;
    [[nodiscard]] bool wasRefusedInHandshake() const;
    [[nodiscard]] CompletionError tlsError() const;
    [[nodiscard]] CompletionError makeFailure(CompletionError::Kind kind, const QString &code) const;

    QPointer<QNetworkReply> m_reply;
    const RequestBody *m_body = nullptr;
    Timeouts m_timeouts;
    QString m_host;
    Phase m_phase = Phase::Connecting;
    QTimer m_timer;
    const MonotonicClock m_clock = &monotonicTime;
    std::chrono::milliseconds m_limitSetAt {};
    QTimer m_reading; // runs until what has come is taken in
    QElapsedTimer m_sinceReading; // invalid before anything was read
    QElapsedTimer m_age;
    qint64 m_received = 0;
    bool m_startedConnecting = false;
    bool m_isEncrypted = false; // only told of a connection that was made for this exchange
    const QByteArray m_trusted;
    QList<QSslError> m_tlsErrors;
    QByteArray m_certificate; // what the service showed, if that was not accepted
    bool m_hasChanged = false; // the certificate is not the one that the user trusts
    std::optional<CompletionError> m_error;
};

} // namespace bobbin
