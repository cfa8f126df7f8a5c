#include "core/enumnames.h"
#include "core/logging.h"
#include "delivery.h"
#include "session/serviceregistry.h"
#include "store/storethread.h"
#include "summarizer.h"
#include "threadopening.h"

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

namespace {

constexpr int MostSummaries = 8; // in one turn

// White space does not count. Nothing less than the whole message does: a short one ends many others.
bool endsWith(const QList<ChatMessage> &messages, const PossibleEnd &end)
{
    if (messages.isEmpty() || end.texts.isEmpty())
        return messages.isEmpty() && end.texts.isEmpty();
    const QString last = messages.last().content.simplified();
    return messages.last().role == end.role
        && std::any_of(end.texts.begin(), end.texts.end(),
                       [&last](const QString &text) { return text.simplified() == last; });
}

} // namespace

// What stands in the story of a server thread; a name, since it is stored.
QString nameOfLoss(ContextNotice::Reason reason)
{
    return toJson(ContextNotice {.reason = reason}).value("reason"_L1).toString();
}

void Delivery::useHeld()
{
    const HeldPart &held = *m_plan.held;
    m_thread = held.thread;
    m_request = requestOf(m_question, m_plan);
    const bool wasAsked = !m_isNew || held.thread.pending.isValid();
    if (held.isInDoubt || (m_question.service.checksThreads && !m_isNew && !m_isChecked))
        check();
    else if (m_request.messages.isEmpty() && m_question.strategy != Strategy::Thread && wasAsked)
        openThread(
            Reason::OutOfStep); // it has the message already, and only a run can answer without a new one
    else
        post();
}

// Asks the server what it has: each time where the user wants that, else where a turn ended in doubt.
void Delivery::check()
{
    m_isChecked = true;
    Q_EMIT statusChanged(tr("Asking the service whether it still has this conversation…"));
    constexpr int Tail = 4;
    const HeldPart &held = *m_plan.held;
    ServerThreads threads(m_context.network, m_endpoint, m_question.strategy);
    ServerThreadReply *reply =
        held.isInDoubt ? threads.list(held.goOnFrom, Tail, this) : threads.find(held.goOnFrom, this);
    connect(reply, &ServerThreadReply::failed, this, [this](const CompletionError &error) {
        if (error.kind == Kind::ThreadLost && m_losses == 0)
            openThread(Reason::Lost, error.detail);
        else if (error.kind == Kind::RouteMissing || error.kind == Kind::Rejected)
            openThread(Reason::OutOfStep, error.detail); // it cannot be looked at
        else if (m_attempt == 0 || !askLater(error))
            fail(error);
    });
    connect(reply, &ServerThreadReply::finished, this, [this](const ServerThreadReply::Answer &answer) {
        if (m_plan.held->isInDoubt)
            compareWithHeld(answer);
        else
            post();
    });
}

void Delivery::compareWithHeld(const ServerThreadReply::Answer &answer)
{
    const HeldPart &held = *m_plan.held;
    QList<int> matching;
    for (const PossibleEnd &end : held.ends) {
        if (endsWith(answer.messages, end))
            matching.append(end.depth);
    }
    if (matching.size() != 1) // what could be either is not guessed
        openThread(Reason::OutOfStep);
    else if (matching.first() == held.depth)
        post();
    else
        plan(matching.first());
}

// A container in place of the one that the request would have gone to, or the first one.
void Delivery::openThread(Reason reason, const QString &detail)
{
    m_lost = reason == Reason::None ? std::nullopt : m_thread;
    m_losses += reason == Reason::None ? 0 : 1;
    m_replacement = {.kind = ContextNotice::Kind::ThreadReplaced,
                     .reason = reason,
                     .from = m_question.strategy,
                     .to = m_question.strategy,
                     .oldId = m_lost ? m_lost->remoteId : QString(),
                     .detail = detail,
                     .at = m_context.clock.now()};
    m_thread.reset();
    m_isNew = false;
    if (m_lost) {
        qCInfo(lcSession) << "a new server thread is needed:" << nameOfLoss(reason);
        Q_EMIT statusChanged(tr("The service no longer has this conversation. It is given it again…"));
    }
    prime();
}

void Delivery::prime()
{
    const auto work = [question = m_question](ConversationStore &store) {
        return planPriming(store, question);
    };
    m_context.reader.run(this, work, [this](const Result<TurnPlan, StoreError> &plan) {
        if (plan)
            takePriming(plan.value());
        else
            Q_EMIT storeFailed(plan.error());
    });
}

void Delivery::takePriming(const TurnPlan &plan)
{
    keepPlan(plan);
    if (plan.context.excess > 0) {
        failTooLong();
        return;
    }
    if (plan.context.leftOut > 0 && m_question.service.makesSummaries && m_summaries < MostSummaries) {
        summarize();
        return;
    }
    m_replacement.given = static_cast<int>(plan.context.messages.size()) - (plan.context.hasSummary ? 1 : 0);
    m_replacement.leftOut = static_cast<int>(plan.context.leftOut);
    m_replacement.hasSummary = plan.context.hasSummary;
    if (ServerThreads::canCreate(m_question.strategy)) {
        m_primed = plan.context.tokens;
        open();
        return;
    }
    // A chain begins with its first response, which gets everything at once.
    m_replacement.given = std::max(0, m_replacement.given - 1);
    m_thread = newThread({});
    m_isNew = true;
    m_request = requestOf(m_question, plan);
    noteCut();
    post();
}

// A long history takes several summaries, each of which goes on from the one before. Without any, the
// milestones and the newest turns must do.
void Delivery::summarize()
{
    const auto work = [question = m_question, limit = m_plan.limit / 2](ConversationStore &store) {
        return findSummaryWish(store, question, {.needed = limit, .kept = limit});
    };
    m_context.reader.run(this, work, [this](const Result<std::optional<SummaryWish>, StoreError> &wish) {
        if (!wish || !wish.value()) {
            m_summaries = MostSummaries;
            prime();
            return;
        }
        ++m_summaries;
        Q_EMIT statusChanged(tr("The earlier part of the conversation is being summarized…"));
        delete m_summarizer;
        m_summarizer = new Summarizer(m_context, m_question, this);
        connect(m_summarizer, &Summarizer::finished, this, &Delivery::prime);
        connect(m_summarizer, &Summarizer::failed, this, [this] {
            m_summaries = MostSummaries;
            prime();
        });
        m_summarizer->start(*wish.value());
    });
}

ServerThread Delivery::newThread(const QString &remoteId) const
{
    ServerThread thread;
    thread.id = ServerThreadId::create();
    thread.service = m_question.service.id;
    thread.strategy = nameOf(m_question.strategy);
    thread.remoteId = remoteId;
    thread.createdAt = m_context.clock.now();
    thread.usedAt = thread.createdAt;
    return thread;
}

void Delivery::open()
{
    qCDebug(lcSession) << "opening a server thread with" << m_plan.context.messages.size() << "messages";
    m_opening =
        new ThreadOpening(m_context.network, m_endpoint, m_question.strategy, m_plan.context.messages, this);
    connect(m_opening, &ThreadOpening::created, this, &Delivery::keepOpening);
    connect(m_opening, &ThreadOpening::opened, this, &Delivery::keepOpened);
    connect(m_opening, &ThreadOpening::failed, this, &Delivery::failOpening);
    m_opening->start();
}

// So that a container that nobody fills, since the program dies, is found and deleted later.
void Delivery::keepOpening(const QString &remoteId)
{
    m_thread = newThread(remoteId);
    m_thread->isOpening = true;
    m_isNew = true;
    const auto work = [thread = *m_thread,
                       conversation = m_question.conversation.id](ConversationStore &store) {
        return store.serverThreads().put(conversation, thread);
    };
    m_context.store.run(this, work, [this](const Status<StoreError> &kept) {
        if (kept)
            m_opening->goOn();
        else
            Q_EMIT storeFailed(kept.error());
    });
}

// The new id and the story of the old one in one transaction.
void Delivery::keepOpened()
{
    qCDebug(lcSession) << "the server thread is filled";
    m_opening->deleteLater();
    m_thread->isOpening = false;
    m_thread->lastMessage = m_plan.end;
    noteReplacement(m_thread->remoteId);
    const auto work = [thread = *m_thread, lost = m_lost, reason = nameOfLoss(m_replacement.reason),
                       conversation = m_question.conversation.id, reply = m_question.reply.id,
                       notices = m_notices, now = m_context.clock.now()](ConversationStore &store) {
        return store.atomically([&]() -> Status<StoreError> {
            if (lost) {
                if (const auto kept = store.serverThreads().setLost(lost->id, reason, now); !kept)
                    return kept;
            }
            if (const auto kept = store.serverThreads().put(conversation, thread); !kept)
                return kept;
            return store.messages().setNotices(reply, notices);
        });
    };
    m_context.store.run(this, work, [this](const Status<StoreError> &kept) {
        if (kept)
            plan();
        else
            Q_EMIT storeFailed(kept.error());
    });
}

void Delivery::failOpening(const CompletionError &error)
{
    m_opening->deleteLater();
    if (error.kind == Kind::RouteMissing || error.kind == Kind::StateIgnored) {
        fallBack(error.kind == Kind::RouteMissing ? Reason::NotOffered : Reason::Ignored, error);
        return;
    }
    dropNewThread();
    fail(error);
}

void Delivery::noteReplacement(const QString &newId)
{
    if (m_replacement.reason == Reason::None)
        return;
    m_replacement.newId = newId;
    notice(m_replacement);
}

void Delivery::markLost(const ServerThread &thread, const QString &reason)
{
    m_context.store.run([id = thread.id, reason, now = m_context.clock.now()](ConversationStore &store) {
        (void)store.serverThreads().setLost(id, reason, now);
    });
}

// What was made in this turn and is of no use goes again, from the server too as far as that can be done.
void Delivery::dropNewThread()
{
    if (!std::exchange(m_isNew, false) || !m_thread)
        return;
    const ServerThread thread = *std::exchange(m_thread, std::nullopt);
    if (thread.remoteId.isEmpty())
        return;
    removeOrphans({thread});
}

void Delivery::removeOrphans(const QList<ServerThread> &orphans)
{
    for (const ServerThread &thread : orphans)
        removeFromServer(thread, u"never_filled"_s);
}

void Delivery::removeFromServer(const ServerThread &thread, const QString &reason)
{
    const auto strategy = strategyFromName(thread.strategy);
    if (!strategy)
        return;
    markLost(thread, reason);
    ServerThreadReply *reply =
        ServerThreads(m_context.network, m_endpoint, *strategy).remove(thread.remoteId, &m_context.services);
    connect(reply, &ServerThreadReply::finished, reply, &QObject::deleteLater);
    connect(reply, &ServerThreadReply::failed, reply, &QObject::deleteLater);
}

} // namespace bobbin
