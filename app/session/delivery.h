#pragma once

#include "core/contextnotice.h"
#include "net/completionbackend.h"
#include "net/serverthreads.h"
#include "secrets/secretstore.h"
#include "session/turn.h"
#include "store/storeerror.h"
#include "turnplan.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace bobbin {

class Summarizer;
class ThreadOpening;

/// How a delivery ended well.
struct DeliveryOutcome {
    CompletionResult result;
    QString asked; ///< The model; what answered can have a more exact name.
    ModelKnowledge model;
    Strategy strategy = Strategy::FullHistory; ///< That worked.
    std::optional<ServerThread> thread; ///< That holds the turn now.
    std::optional<ServerThread> lost; ///< In whose place it is, if that is not stored yet.
    QString lossReason; ///< Why.
    Context context; ///< What was sent.
};

/// Corrects what is known of the model's way of counting by the figures of the answer.
Status<StoreError> keepTokenFactor(ConversationStore &store, const ServiceId &service,
                                   const DeliveryOutcome &outcome);

/// Gets one turn's request to the service and the answer back, in whatever way the service offers: decides
/// what is sent, opens and fills containers on the server, finds out that they are lost and makes new ones,
/// asks again where that can help.
///
/// What every step changes is in the store before the next one, so that the program can die at any of them.
/// Ends with exactly one of finished(), failed(), keyFailed() and storeFailed(). Deleting it cancels
/// silently.
class Delivery final : public QObject
{
    Q_OBJECT
public:
    Delivery(const Turn::Context &context, const TurnQuestion &question, QObject *parent);
    ~Delivery() override;

    void start();
    /// Ends a wait of retryScheduled() at once.
    void retryNow();

    /// What was done so far that the user is to be told.
    [[nodiscard]] const QList<ContextNotice> &notices() const { return m_notices; }
    /// Whether any of the answer has been received.
    [[nodiscard]] bool hasReceived() const { return m_hasReceived; }

Q_SIGNALS:
    /// What is being done before the request, in the user's language; empty when it is on its way.
    void statusChanged(const QString &status);
    void noticed(const bobbin::ContextNotice &notice);
    void posted();
    void textReceived(const QString &text);
    void reasoningReceived(const QString &text);
    void textWasReasoning();
    void textReplaced(const QString &text);
    void retryScheduled(const bobbin::CompletionError &error, std::chrono::milliseconds delay);
    void retrying();

    void finished(const bobbin::DeliveryOutcome &outcome);
    void failed(const bobbin::CompletionError &error);
    void keyFailed(const bobbin::SecretError &error);
    void storeFailed(const bobbin::StoreError &error);

private:
    using Reason = ContextNotice::Reason;

    void plan(std::optional<int> heldDepth = {});
    void takePlan(const TurnPlan &plan);
    void keepPlan(const TurnPlan &plan);
    void removeOrphans(const QList<ServerThread> &orphans);
    void removeFromServer(const ServerThread &thread, const QString &reason);
    void useHeld();
    void check();
    void compareWithHeld(const ServerThreadReply::Answer &answer);
    void openThread(Reason reason, const QString &detail = {});
    void prime();
    void takePriming(const TurnPlan &plan);
    void summarize();
    [[nodiscard]] ServerThread newThread(const QString &remoteId) const;
    void open();
    void keepOpening(const QString &remoteId);
    void keepOpened();
    void failOpening(const CompletionError &error);
    void noteReplacement(const QString &newId);
    void fallBack(Reason reason, const CompletionError &error);
    void noteCut();
    void failTooLong();
    [[nodiscard]] bool shorten(const CompletionError &error);
    void learnWindow(const CompletionError &error);
    [[nodiscard]] qint64 shorterLimit(const CompletionError &error) const;
    void openSmallerThread(const CompletionError &error);
    [[nodiscard]] bool isIgnored(Strategy strategy) const;
    void markLost(const ServerThread &thread, const QString &reason);
    void findAssistant();
    void post();
    void send();
    void finish(const CompletionResult &result);
    void takeFailure(const CompletionError &error);
    [[nodiscard]] bool recover(const CompletionError &error);
    [[nodiscard]] bool askLater(const CompletionError &error);
    void dropNewThread();
    void notice(const ContextNotice &notice);
    void learn(const ModelQuirks &quirks);
    void fail(const CompletionError &error);
    [[nodiscard]] bool isHeldByServer() const { return m_question.strategy != Strategy::FullHistory; }
    /// Whether the request adds to something on the server.
    [[nodiscard]] bool isContainer() const { return m_thread && m_question.strategy != Strategy::Response; }

    const Turn::Context m_context;
    TurnQuestion m_question;
    Endpoint m_endpoint;
    TurnPlan m_plan;
    std::optional<ModelQuirks> m_learned; // in this turn; what is read from the store may be older
    CompletionRequest m_request;
    QList<Strategy> m_fallbacks;
    QList<ContextNotice> m_notices;

    std::optional<ServerThread> m_thread; // that the request goes to
    std::optional<ServerThread> m_lost; // that m_thread takes the place of
    std::optional<ServerThread>
        m_abandoned; // with its way of keeping the context; lost when another has worked
    QString m_abandonedReason;
    ContextNotice m_replacement; // told when there is a new one
    bool m_isNew = false; // m_thread was made in this turn
    std::optional<ContextNotice> m_change; // of the strategy; told when it has worked
    qint64 m_primed = 0; // tokens that a container made in this turn was given
    int m_losses = 0;
    bool m_isChecked = false;
    int m_summaries = 0;
    bool m_hasCut = false;
    bool m_hasMadeAssistant = false;

    QPointer<CompletionReply> m_completion;
    QPointer<ThreadOpening> m_opening;
    QPointer<Summarizer> m_summarizer;
    QTimer m_retry;
    int m_attempt = 0;
    bool m_isInDoubt = false; // the container may have the message of the request that failed
    bool m_hasReceived = false;
};

/// What stands in the story of a server thread for `reason`.
[[nodiscard]] QString nameOfLoss(ContextNotice::Reason reason);

} // namespace bobbin
