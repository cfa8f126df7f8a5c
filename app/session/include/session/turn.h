#pragma once

#include "net/completionbackend.h"
#include "net/modelquirks.h"
#include "secrets/secretstore.h"
#include "store/storeerror.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QNetworkAccessManager;

namespace bobbin {

class ServiceRegistry;
class StoreThread;

/// One reply on its way: asks the service, asks again where that can help, and keeps what arrives in the
/// store while it arrives.
///
/// The reply stands in the store as Streaming before the turn starts. The turn ends with exactly one
/// ended(), after which the store has, or is about to have, all of it.
class Turn final : public QObject
{
    Q_OBJECT
public:
    struct Context {
        StoreThread &store;
        ServiceRegistry &services;
        QNetworkAccessManager &network;
    };

    Turn(const Context &context, const ConversationId &conversation, const Message &reply,
         const CompletionRequest &request, const ModelQuirks &quirks, QObject *parent);
    ~Turn() override;

    void start();
    /// Ends the turn at once; what has arrived is kept.
    void stop();
    /// Ends a wait of retryScheduled() at once.
    void retryNow();

    /// The reply as it will be or was stored.
    [[nodiscard]] const Message &reply() const { return m_reply; }

Q_SIGNALS:
    void textReceived(const QString &text);
    void reasoningReceived(const QString &text);
    /// All text of this reply so far was reasoning.
    void textWasReasoning();
    /// The service could not answer; the turn asks again after `delay`.
    void retryScheduled(const bobbin::CompletionError &error, std::chrono::milliseconds delay);
    void retrying();
    /// The key could not be read from the keychain; ended() follows.
    void keyFailed(const bobbin::SecretError &error);
    /// `error` is empty unless the reply is Interrupted or Failed, `storeError` unless its end could not be
    /// stored.
    void ended(const bobbin::Message &reply, const std::optional<bobbin::CompletionError> &error,
               const std::optional<bobbin::StoreError> &storeError);
    /// A check-point could not be stored; it is tried again.
    void storeFailed(const bobbin::StoreError &error);

private:
    void request();
    void post(const Endpoint &endpoint);
    void takeText(const QString &text);
    void takeReasoning(const QString &text);
    void takeTextAsReasoning();
    void keep();
    void noteArrival();
    void finish(const CompletionResult &result);
    void fail(const CompletionError &error);
    void keepEnd();
    void end(ReplyState state, const std::optional<CompletionError> &error = {});

    const Context m_context;
    const ConversationId m_conversation;
    const CompletionRequest m_request;
    ModelQuirks m_quirks;
    Message m_reply;
    QString m_unkeptContent;
    QString m_unkeptReasoning;
    QPointer<CompletionReply> m_completion;
    QTimer m_checkpoint;
    QTimer m_retry;
    int m_attempt = 0;
    std::optional<CompletionError> m_error;
    bool m_isKeeping = false; // a check-point is on its way
    bool m_hasReceived = false;
    bool m_hasEnded = false;
    bool m_isEndHandedOver = false; // to the store
};

} // namespace bobbin
