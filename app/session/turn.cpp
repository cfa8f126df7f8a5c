#include "session/turn.h"

#include "core/threadaffinity.h"

#include "delivery.h"
#include "replychanges.h"
#include "store/storethread.h"

namespace bobbin {
namespace {

// A program that is killed loses no more than this of a reply.
constexpr std::chrono::milliseconds CheckpointInterval {200};
constexpr std::chrono::milliseconds HoldInterval {2'000}; // between two attempts to write to a full disk
constexpr qsizetype CheckpointSize = 2048; // UTF-16 units, at most 4 KiB of ASCII and Latin text

// What the end of a turn changes, beside the reply itself.
Status<StoreError> keepOutcome(ConversationStore &store, const ConversationId &conversation,
                               const Message &reply, const DeliveryOutcome &outcome)
{
    if (outcome.lost) {
        const auto lost =
            store.serverThreads().setLost(outcome.lost->id, outcome.lossReason, reply.updatedAt);
        if (!lost)
            return lost;
    }
    if (outcome.thread) {
        const auto held =
            keepHeld(store, conversation, *outcome.thread, reply.id, outcome.result, reply.updatedAt);
        if (!held)
            return held;
    }
    return keepTokenFactor(store, reply.service, outcome);
}

} // namespace

// What is handed over to the store in one go.
struct Turn::Checkpoint {
    ReplyChanges changes;
    bool isStored = false; // written and read by the store's thread alone
};

Turn::Turn(const Context &context, const Question &question, QObject *parent)
    : QObject(parent), m_context(context), m_conversation(question.conversation.id),
      m_serviceName(question.service.name),
      m_earlierContent(question.isContinuation ? question.reply.content : QString()),
      m_isContinuation(question.isContinuation), m_askedStrategy(question.strategy), m_reply(question.reply),
      m_strategy(question.strategy), m_unkept(std::make_unique<ReplyChanges>())
{
    // A reply that streams again may have the figures of an earlier request.
    m_reply.usage = {};
    m_reply.cost.reset();
    m_reply.timing = {};
    m_reply.requestId.clear();
    if (!question.isContinuation) {
        m_reply.notices.removeIf(
            [](const ContextNotice &n) { return n.kind == ContextNotice::Kind::ContextCut; });
    }
    const TurnQuestion asked {.conversation = question.conversation,
                              .service = question.service,
                              .model = question.model,
                              .strategy = question.strategy,
                              .reply = question.reply,
                              .isContinuation = question.isContinuation,
                              .now = context.clock.now()};
    m_delivery = std::make_unique<Delivery>(context, asked, nullptr);
    connectDelivery();
    m_checkpoint.setSingleShot(true);
    m_checkpoint.setInterval(CheckpointInterval);
    connect(&m_checkpoint, &QTimer::timeout, this, &Turn::keep);
    m_hold.setSingleShot(true);
    m_hold.setInterval(HoldInterval);
    connect(&m_hold, &QTimer::timeout, this, &Turn::keepEnd);
}

void Turn::connectDelivery()
{
    Delivery *delivery = m_delivery.get();
    connect(delivery, &Delivery::textReceived, this, &Turn::takeText);
    connect(delivery, &Delivery::reasoningReceived, this, &Turn::takeReasoning);
    connect(delivery, &Delivery::textWasReasoning, this, &Turn::takeTextAsReasoning);
    connect(delivery, &Delivery::textReplaced, this, &Turn::replaceText);
    connect(delivery, &Delivery::statusChanged, this, &Turn::statusChanged);
    connect(delivery, &Delivery::noticed, this, [this](const ContextNotice &notice) {
        m_reply.notices.append(notice);
        Q_EMIT noticed(notice);
    });
    connect(delivery, &Delivery::posted, this, [this] { m_sinceRequest.start(); });
    connect(delivery, &Delivery::retryScheduled, this, &Turn::retryScheduled);
    connect(delivery, &Delivery::retrying, this, &Turn::retrying);
    connect(delivery, &Delivery::finished, this, &Turn::finish);
    connect(delivery, &Delivery::failed, this, &Turn::fail);
    connect(delivery, &Delivery::keyFailed, this,
            [this](const SecretError &error) { failForOtherReason(explain(error)); });
    connect(delivery, &Delivery::storeFailed, this,
            [this](const StoreError &error) { failForOtherReason(explain(error)); });
}

Turn::~Turn()
{
    if (m_isEndHandedOver)
        return;
    if (!m_hasEnded) {
        m_reply.error = tr("Bobbin was closed before the reply had ended.");
        m_reply.state = ReplyState::Interrupted;
    }
    keepEnd(); // a check-point may be on its way, whose answer nobody hears any more
}

void Turn::start() { m_delivery->start(); }

void Turn::takeText(const QString &text)
{
    Q_ASSERT(isInItsThread(this));
    m_unkept->append(text, {});
    noteArrival();
    Q_EMIT textReceived(text);
}

void Turn::takeReasoning(const QString &text)
{
    m_unkept->append({}, text);
    noteArrival();
    Q_EMIT reasoningReceived(text);
}

void Turn::takeTextAsReasoning()
{
    m_unkept->turnContentIntoReasoning(m_earlierContent);
    keepSoon();
    Q_EMIT textWasReasoning();
}

void Turn::replaceText(const QString &text)
{
    m_unkept->replaceContent(m_earlierContent + text);
    keepSoon();
    Q_EMIT textReplaced(text);
}

void Turn::noteArrival()
{
    if (!std::exchange(m_hasReceived, true))
        m_reply.timing.firstToken = m_sinceRequest.elapsed();
    keepSoon();
}

void Turn::keepSoon()
{
    if (m_unkept->size() >= CheckpointSize)
        keep();
    else if (!m_checkpoint.isActive())
        m_checkpoint.start();
}

// One check-point at a time: what one could not keep goes before what came since, and is tried again.
void Turn::keep()
{
    Q_ASSERT(isInItsThread(this));
    m_checkpoint.stop();
    if (m_keeping || m_unkept->isEmpty())
        return;
    m_keeping = std::make_shared<Checkpoint>(Checkpoint {std::exchange(*m_unkept, {})});
    m_context.store.run(
        this,
        [id = m_reply.id, checkpoint = m_keeping](ConversationStore &store) {
            const auto stored = checkpoint->changes.store(store, id);
            checkpoint->isStored = bool(stored);
            return stored;
        },
        [this](const Status<StoreError> &kept) {
            const std::shared_ptr<Checkpoint> checkpoint = std::exchange(m_keeping, nullptr);
            const bool hasFailedBefore = std::exchange(m_isStoreFailing, !kept);
            if (!kept) {
                m_unkept->putBefore(checkpoint->changes);
                Q_EMIT storeFailed(kept.error());
            } else if (hasFailedBefore) {
                Q_EMIT storeRecovered();
            }
            if (m_hasEnded)
                keepEnd();
            else if (!m_unkept->isEmpty())
                m_checkpoint.start();
        });
}

void Turn::stop() { end(ReplyState::Stopped); }

void Turn::retryNow()
{
    if (m_hold.isActive())
        keepEnd();
    else if (m_delivery)
        m_delivery->retryNow();
}

void Turn::finish(const DeliveryOutcome &outcome)
{
    Q_ASSERT(isInItsThread(this));
    const CompletionResult &result = outcome.result;
    m_outcome = std::make_unique<DeliveryOutcome>(outcome);
    m_strategy = outcome.strategy;
    m_reply.finishReason = result.finishReason;
    m_reply.refused = result.refused;
    m_reply.usage = result.usage;
    m_reply.requestId = result.requestId;
    m_reply.cost = costOf(result.usage, outcome.model.facts);
    if (!result.model.isEmpty())
        m_reply.model = result.model;
    end(ReplyState::Complete);
}

void Turn::fail(const CompletionError &error)
{
    Q_ASSERT(isInItsThread(this));
    m_reply.error = explain(error, m_serviceName);
    m_reply.requestId = error.requestId;
    end(failedState(), error);
}

// What is there from before can still be gone on with.
ReplyState Turn::failedState() const
{
    return m_hasReceived || m_isContinuation ? ReplyState::Interrupted : ReplyState::Failed;
}

void Turn::failForOtherReason(const QString &reason)
{
    m_reply.error = reason;
    end(failedState());
}

void Turn::end(ReplyState state, const std::optional<CompletionError> &error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_delivery->disconnect(this);
    m_delivery.release()->deleteLater(); // it may be the one that calls
    m_checkpoint.stop();
    if (m_hasReceived)
        m_reply.timing.rest = m_sinceRequest.elapsed() - m_reply.timing.firstToken.value_or(0);
    m_reply.state = state;
    m_reply.updatedAt = m_context.clock.now();
    m_error = error;
    if (!m_keeping)
        keepEnd();
}

// A full disk must not cost what has come: it stays here until the disk takes it.
void Turn::keepEnd()
{
    Q_ASSERT(isInItsThread(this));
    m_hold.stop();
    m_isEndHandedOver = true;
    const ReplyChanges unkept = std::exchange(*m_unkept, {});
    const auto outcome = m_outcome ? std::optional(*m_outcome) : std::nullopt;
    m_context.store.run(
        this,
        [conversation = m_conversation, reply = m_reply, unkept, earlier = m_keeping,
         outcome](ConversationStore &store) {
            ReplyChanges changes = unkept;
            if (earlier && !earlier->isStored)
                changes.putBefore(earlier->changes);
            return store.atomically([&]() -> Status<StoreError> {
                const auto finished = changes.storeWithEnd(store, conversation, reply);
                return finished && outcome ? keepOutcome(store, conversation, reply, *outcome) : finished;
            });
        },
        [this, unkept](const Status<StoreError> &kept) {
            m_isHolding = !kept && mayPass(kept.error());
            if (!m_isHolding) {
                Q_EMIT ended(m_reply, m_error, kept ? std::nullopt : std::optional(kept.error()));
                return;
            }
            *m_unkept = unkept;
            m_isEndHandedOver = false;
            m_hold.start();
            Q_EMIT storeFailed(kept.error());
        });
}

} // namespace bobbin
