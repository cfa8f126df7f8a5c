#pragma once

#include "core/conversation.h"
#include "core/message.h"
#include "core/service.h"
#include "net/completionerror.h"
#include "secrets/secretstore.h"
#include "store/storeerror.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;

namespace bobbin {

class Clock;
class Delivery;
class ReplyChanges;
struct DeliveryOutcome;
class ServiceRegistry;
class StoreThread;

/// One reply on its way: has it asked for, by whatever way of giving the model its context, and keeps what
/// arrives in the store while it arrives.
///
/// The reply stands in the store as Streaming before the turn starts. The turn ends with exactly one ended(),
/// after which the store has all of it; as long as the disk takes nothing, the end is held and tried again.
class Turn final : public QObject
{
    Q_OBJECT
public:
    struct Context {
        StoreThread &store;
        StoreThread &reader;
        ServiceRegistry &services;
        QNetworkAccessManager &network;
        const Clock &clock;
    };
    /// What is asked; the reply is below it.
    struct Question {
        Conversation conversation;
        Service service;
        QString model;
        Strategy strategy = Strategy::FullHistory;
        Message reply;
        bool isContinuation = false; ///< The reply goes on where it stopped.
    };

    Turn(const Context &context, const Question &question, QObject *parent);
    ~Turn() override;

    void start();
    /// Ends the turn at once; what has arrived is kept.
    void stop();
    /// Ends a wait of retryScheduled() at once, or one for the disk.
    void retryNow();
    /// Everything has come, but the disk does not take it.
    [[nodiscard]] bool isHeld() const { return m_hold.isActive() || m_isHolding; }

    /// Part of what has come is only here, since the disk did not take the last check-point.
    [[nodiscard]] bool isStoreFailing() const { return m_isStoreFailing; }

    /// The reply as it will be or was stored.
    [[nodiscard]] const Message &reply() const { return m_reply; }
    [[nodiscard]] bool isContinuation() const { return m_isContinuation; }
    [[nodiscard]] Strategy askedStrategy() const { return m_askedStrategy; }
    /// When ended: how the context was given to the model, which can be another way than was asked for.
    [[nodiscard]] Strategy strategy() const { return m_strategy; }

Q_SIGNALS:
    void textReceived(const QString &text);
    void reasoningReceived(const QString &text);
    /// All text of this turn so far was reasoning.
    void textWasReasoning();
    /// All text of this turn so far is replaced; that of a reply that is continued stays before it.
    void textReplaced(const QString &text);
    /// What is being done before the answer comes, in the user's language; empty when that is over.
    void statusChanged(const QString &status);
    /// Something was done about the context that the user is to be told; it stands in reply() too.
    void noticed(const bobbin::ContextNotice &notice);
    /// The service could not answer; the turn asks again after `delay`.
    void retryScheduled(const bobbin::CompletionError &error, std::chrono::milliseconds delay);
    void retrying();
    /// `error` is empty unless the reply is Interrupted or Failed, `storeError` unless its end could not be
    /// stored.
    void ended(const bobbin::Message &reply, const std::optional<bobbin::CompletionError> &error,
               const std::optional<bobbin::StoreError> &storeError);
    /// A check-point or the end could not be stored; it is tried again.
    void storeFailed(const bobbin::StoreError &error);
    /// Check-points are stored again after storeFailed().
    void storeRecovered();

private:
    struct Checkpoint;
    void connectDelivery();
    void takeText(const QString &text);
    void takeReasoning(const QString &text);
    void takeTextAsReasoning();
    void replaceText(const QString &text);
    void keep();
    void keepSoon();
    void noteArrival();
    void finish(const DeliveryOutcome &outcome);
    void fail(const CompletionError &error);
    void failForOtherReason(const QString &reason);
    [[nodiscard]] ReplyState failedState() const;
    void keepEnd();
    void end(ReplyState state, const std::optional<CompletionError> &error = {});

    const Context m_context;
    const ConversationId m_conversation;
    const QString m_serviceName;
    const QString m_earlierContent; // of a reply that is continued
    const bool m_isContinuation;
    const Strategy m_askedStrategy;
    Message m_reply;
    Strategy m_strategy;
    std::unique_ptr<ReplyChanges> m_unkept;
    std::shared_ptr<Checkpoint> m_keeping; // the check-point on its way
    std::unique_ptr<Delivery> m_delivery;
    std::unique_ptr<DeliveryOutcome> m_outcome; // null unless the reply is complete
    QTimer m_checkpoint;
    QTimer m_hold; // until the end is tried again
    QElapsedTimer m_sinceRequest;
    std::optional<CompletionError> m_error;
    bool m_hasReceived = false;
    bool m_hasEnded = false;
    bool m_isEndHandedOver = false; // to the store
    bool m_isHolding = false; // the end has been refused by the disk
    bool m_isStoreFailing = false;
};

} // namespace bobbin
