#include "delivery.h"

#include "context/tokencounter.h"
#include "core/enumnames.h"
#include "core/logging.h"
#include "net/assistants.h"
#include "net/retrypolicy.h"
#include "session/serviceregistry.h"
#include "store/storethread.h"
#include "summarizer.h"
#include "threadopening.h"

#include <QRandomGenerator>

namespace bobbin {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

Status<StoreError> keepTokenFactor(ConversationStore &store, const ServiceId &service,
                                   const DeliveryOutcome &outcome)
{
    constexpr qint64 Meaningful = 50; // tokens; below, the service's own additions tell more than the text
    constexpr double Weight = 0.3; // of the newest answer
    const qint64 counted = outcome.result.usage.promptTokens.value_or(0);
    if (outcome.strategy != Strategy::FullHistory || outcome.context.isExact || counted < Meaningful
        || outcome.context.tokens < Meaningful)
        return Ok;
    // What was counted was corrected within the bounds: a factor beyond them would grow with each turn.
    const double old = TokenCounter::bounded(outcome.model.details.tokenFactor);
    const double seen = TokenCounter::bounded(old * static_cast<double>(counted)
                                              / static_cast<double>(outcome.context.tokens));
    return changeDetails(store, service, outcome.asked, [&](ModelDetails &details) {
        details.tokenFactor = outcome.model.details.tokenFactor > 0 ? old + (seen - old) * Weight : seen;
    });
}

Delivery::Delivery(const Turn::Context &context, const TurnQuestion &question, QObject *parent)
    : QObject(parent), m_context(context), m_question(question), m_fallbacks(fallbacksOf(question.strategy))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        Q_EMIT retrying();
        if (m_isInDoubt)
            plan();
        else
            send();
    });
}

Delivery::~Delivery() = default;

void Delivery::start()
{
    m_context.services.endpoint(m_question.service.id, this,
                                [this](const Result<Endpoint, SecretError> &endpoint) {
                                    if (!endpoint) {
                                        Q_EMIT keyFailed(endpoint.error());
                                        return;
                                    }
                                    m_endpoint = endpoint.value();
                                    plan();
                                });
}

void Delivery::retryNow()
{
    if (m_retry.isActive())
        m_retry.start(0);
}

void Delivery::plan(std::optional<int> heldDepth)
{
    const auto work = [question = m_question, heldDepth](ConversationStore &store) {
        return planTurn(store, question, heldDepth);
    };
    m_context.reader.run(this, work, [this](const Result<TurnPlan, StoreError> &plan) {
        if (plan)
            takePlan(plan.value());
        else
            Q_EMIT storeFailed(plan.error());
    });
}

void Delivery::takePlan(const TurnPlan &plan)
{
    keepPlan(plan);
    if (!isHeldByServer()) {
        if (plan.context.excess > 0) {
            failTooLong();
            return;
        }
        noteCut();
        m_request = requestOf(m_question, plan);
        post();
        return;
    }
    removeOrphans(plan.orphans);
    if (isIgnored(m_question.strategy)) {
        fallBack(Reason::Ignored, {});
    } else if (plan.held) {
        useHeld();
    } else if (plan.expired) {
        m_thread = plan.expired;
        openThread(Reason::Expired);
    } else {
        openThread(Reason::None);
    }
}

// Whether the service was found to take no notice of what it is to go on from.
bool Delivery::isIgnored(Strategy strategy) const
{
    return m_plan.model.quirks.rejects(parameterOf(strategy));
}

void Delivery::keepPlan(const TurnPlan &plan)
{
    m_plan = plan;
    if (m_learned)
        m_plan.model.quirks = *m_learned;
    if (plan.context.counted.isEmpty())
        return;
    m_context.store.run([encoding = plan.encoding, counted = plan.context.counted](ConversationStore &store) {
        (void)store.messages().setTokenCounts(encoding, counted);
    });
}

void Delivery::noteCut()
{
    if (!m_hasCut)
        return;
    notice({.kind = ContextNotice::Kind::ContextCut,
            .at = m_context.clock.now(),
            .given = static_cast<int>(m_plan.context.messages.size()),
            .leftOut = static_cast<int>(m_plan.context.leftOut),
            .hasSummary = m_plan.context.hasSummary});
}

// The message by the user, or what else must be sent, is longer than the window.
void Delivery::failTooLong()
{
    fail({.kind = Kind::ContextTooLong,
          .code = u"message_too_long"_s,
          .contextWindow = m_plan.limit,
          .promptTokens = m_plan.limit + m_plan.context.excess});
}

void Delivery::post()
{
    if (m_question.strategy == Strategy::Thread && m_request.assistant.isEmpty()) {
        findAssistant();
        return;
    }
    const SentRequest sent {.sentAt = m_context.clock.now(),
                            .recipe = recipeOf(m_question, m_plan, m_request)};
    const ServerThreadId container = isContainer() ? m_thread->id : ServerThreadId();
    const auto work = [container, sent, end = m_question.end(),
                       reply = m_question.reply.id](ConversationStore &store) {
        return store.atomically([&]() -> Status<StoreError> {
            if (container.isValid()) {
                if (const auto kept = store.serverThreads().setPending(container, end); !kept)
                    return kept;
            }
            return store.context().setRequest(reply, sent);
        });
    };
    m_context.store.run(this, work, [this](const Status<StoreError> &kept) {
        if (!kept) {
            Q_EMIT storeFailed(kept.error());
            return;
        }
        Q_EMIT statusChanged({});
        send();
    });
}

void Delivery::send()
{
    const auto backend =
        createBackend(m_context.network, m_endpoint, m_question.strategy, m_plan.model.quirks);
    Q_EMIT posted();
    m_isInDoubt = false;
    m_completion = backend->complete(m_request, this);
    connect(m_completion, &CompletionReply::textReceived, this, [this](const QString &text) {
        m_hasReceived = true;
        Q_EMIT textReceived(text);
    });
    connect(m_completion, &CompletionReply::reasoningReceived, this, [this](const QString &text) {
        m_hasReceived = true;
        Q_EMIT reasoningReceived(text);
    });
    connect(m_completion, &CompletionReply::textWasReasoning, this, &Delivery::textWasReasoning);
    connect(m_completion, &CompletionReply::textReplaced, this, &Delivery::textReplaced);
    connect(m_completion, &CompletionReply::quirksLearned, this, &Delivery::learn);
    connect(m_completion, &CompletionReply::messagesTaken, this, [this] { m_request.messages.clear(); });
    connect(m_completion, &CompletionReply::finished, this, &Delivery::finish);
    connect(m_completion, &CompletionReply::failed, this, &Delivery::takeFailure);
}

void Delivery::learn(const ModelQuirks &quirks)
{
    m_plan.model.quirks = quirks;
    m_learned = quirks;
    m_context.store.run(
        [quirks, service = m_question.service.id, model = m_question.model](ConversationStore &store) {
            (void)store.services().setQuirks(service, model, quirks.toJson());
        });
}

void Delivery::finish(const CompletionResult &result)
{
    m_completion->deleteLater();
    // Only now is it sure that the other way works, and that there is another chain.
    if (m_change)
        notice(*m_change);
    if (m_abandoned)
        markLost(*m_abandoned, m_abandonedReason);
    if (m_isNew && m_question.strategy == Strategy::Response)
        noteReplacement({});
    Q_EMIT finished({.result = result,
                     .asked = m_question.model,
                     .model = m_plan.model,
                     .strategy = m_question.strategy,
                     .thread = m_thread,
                     .lost = m_question.strategy == Strategy::Response ? m_lost : std::nullopt,
                     .lossReason = nameOfLoss(m_replacement.reason),
                     .context = m_plan.context});
}

void Delivery::takeFailure(const CompletionError &error)
{
    m_completion->deleteLater();
    m_completion = nullptr;
    if (m_hasReceived) {
        fail(error);
        return;
    }
    if (recover(error))
        return;
    // A service that failed may have kept the message all the same, and so may one that failed after it had
    // accepted it, whatever it then says; one that refused has not.
    const bool wasAccepted = error.httpStatus / 100 == 2;
    const bool isRefusal = error.kind == Kind::RateLimited || error.kind == Kind::ThreadBusy;
    m_isInDoubt = isContainer() && !m_request.messages.isEmpty()
        && (wasAccepted || (error.httpStatus >= 400 && !isRefusal));
    if (!askLater(error))
        fail(error);
}

bool Delivery::askLater(const CompletionError &error)
{
    const auto delay = retryDelay(error, m_attempt, QRandomGenerator::global()->generateDouble());
    if (!delay)
        return false;
    ++m_attempt;
    qCInfo(lcSession) << "asking again in" << delay->count() << "ms, status" << error.httpStatus;
    m_retry.start(*delay);
    Q_EMIT retryScheduled(error, *delay);
    return true;
}

// Whether something else than the same request can help.
bool Delivery::recover(const CompletionError &error)
{
    switch (error.kind) {
    case Kind::ThreadLost:
        if (m_losses > 0)
            return false; // twice in one turn: something is wrong that a third one would not mend
        openThread(Reason::Lost, error.detail);
        return true;
    case Kind::StateIgnored:
        if (!isHeldByServer())
            return false;
        fallBack(Reason::Ignored, error);
        return true;
    case Kind::RouteMissing:
        if (!isHeldByServer())
            return false;
        fallBack(Reason::NotOffered, error);
        return true;
    case Kind::ContextTooLong:
        return shorten(error);
    case Kind::AssistantMissing:
        if (!m_question.service.assistant.isEmpty() || std::exchange(m_hasMadeAssistant, true))
            return false;
        m_request.assistant.clear();
        m_plan.model.details.assistant.clear();
        findAssistant();
        return true;
    default:
        return false;
    }
}

// Once: to the service's own figure, or by a good part where it named none. A container that was not made in
// this turn is replaced by one with what fits, and that one too if it still has too much.
bool Delivery::shorten(const CompletionError &error)
{
    const bool isOld = m_plan.held && !m_isNew;
    if (isOld ? m_losses > 0 : std::exchange(m_hasCut, true))
        return false;
    learnWindow(error);
    if (const qint64 limit = shorterLimit(error); limit > 0)
        m_question.limit = limit;
    if (isOld)
        openThread(Reason::Full, error.detail);
    else if (isContainer())
        openSmallerThread(error);
    else if (m_question.strategy == Strategy::Response)
        prime();
    else
        plan();
    return true;
}

void Delivery::learnWindow(const CompletionError &error)
{
    if (!error.contextWindow)
        return;
    m_context.store.run([window = *error.contextWindow, service = m_question.service.id,
                         model = m_question.model](ConversationStore &store) {
        (void)changeDetails(store, service, model,
                            [window](ModelDetails &details) { details.learnedWindow = window; });
    });
}

// Tokens of the prompt; 0 if that cannot be said. How long a container is that is not of this turn is not
// known.
qint64 Delivery::shorterLimit(const CompletionError &error) const
{
    constexpr double WithoutFigure = 0.6;
    const bool isKnown = !m_plan.held || m_isNew;
    const auto ours =
        static_cast<double>(isKnown ? m_plan.context.tokens + (isContainer() ? m_primed : 0) : 0);
    double limit = ours * WithoutFigure;
    if (error.contextWindow) {
        ModelFacts facts;
        facts.window = *error.contextWindow;
        limit = static_cast<double>(promptLimit(facts, m_question.conversation.parameters));
        if (isKnown && error.promptTokens && *error.promptTokens > 0 && !m_plan.context.isExact)
            limit *= ours / static_cast<double>(*error.promptTokens); // it counts in another way
        if (isKnown && limit >= ours)
            limit = ours * WithoutFigure; // by our count it fitted, which it did not
    }
    return limit > 0 ? std::max<qint64>(1, static_cast<qint64>(limit)) : 0;
}

// In place of the one that was made in this turn, which is of no use to anybody.
void Delivery::openSmallerThread(const CompletionError &error)
{
    if (m_thread)
        removeFromServer(*m_thread, nameOfLoss(Reason::Full));
    openThread(Reason::Full, error.detail);
}

// An assistant of Bobbin's own has a model and no instructions: those of the conversation go with each run.
void Delivery::findAssistant()
{
    const QString known = m_question.service.assistant.isEmpty() ? m_plan.model.details.assistant
                                                                 : m_question.service.assistant;
    if (!known.isEmpty()) {
        m_request.assistant = known;
        post();
        return;
    }
    m_hasMadeAssistant = true;
    AssistantReply *reply =
        createAssistant(m_context.network, m_endpoint,
                        {.id = {}, .name = u"Bobbin"_s, .model = m_question.model, .instructions = {}}, this);
    connect(reply, &AssistantReply::failed, this, [this](const CompletionError &error) {
        if (!recover(error))
            fail(error);
    });
    connect(reply, &AssistantReply::finished, this, [this](const QList<Assistant> &made) {
        const QString id = made.isEmpty() ? QString() : made.first().id;
        m_request.assistant = id;
        m_context.store.run(
            [id, service = m_question.service.id, model = m_question.model](ConversationStore &store) {
                (void)changeDetails(store, service, model,
                                    [&id](ModelDetails &details) { details.assistant = id; });
            });
        post();
    });
}

// The next way of giving the model its context.
void Delivery::fallBack(Reason reason, const CompletionError &error)
{
    dropNewThread();
    if (reason == Reason::Ignored && error.kind == Kind::StateIgnored) {
        ModelQuirks quirks = m_plan.model.quirks;
        const QString parameter = parameterOf(m_question.strategy);
        if (!quirks.rejects(parameter))
            quirks.rejectedParameters << parameter;
        quirks.rejectedParameters.sort();
        learn(quirks);
    }
    if (m_lost) { // with a wrong base URL nothing works, and nothing is lost
        m_abandoned = m_lost;
        m_abandonedReason = nameOfLoss(m_replacement.reason);
    }
    const Strategy next = m_fallbacks.takeFirst();
    if (!m_change) {
        m_change = ContextNotice {.kind = ContextNotice::Kind::StrategyChanged,
                                  .reason = reason,
                                  .from = m_question.strategy,
                                  .oldId = m_lost ? m_lost->remoteId : QString(),
                                  .detail = error.detail,
                                  .at = m_context.clock.now()};
    }
    m_change->to = next;
    qCInfo(lcSession) << "the context is kept as" << nameOf(next) << "from here on";
    m_question.strategy = next;
    m_thread.reset();
    m_lost.reset();
    m_isNew = false;
    m_request = {};
    plan();
}

void Delivery::notice(const ContextNotice &notice)
{
    m_notices.append(notice);
    Q_EMIT noticed(notice);
}

void Delivery::fail(const CompletionError &error)
{
    const bool isHopeless = error.kind == Kind::ModelMissing || error.kind == Kind::AssistantMissing
        || error.kind == Kind::Unauthorized || error.kind == Kind::Forbidden
        || error.kind == Kind::RouteMissing;
    if (isHopeless)
        dropNewThread();
    Q_EMIT failed(error);
}

} // namespace bobbin
