#include "turnplan.h"

#include "core/enumnames.h"
#include "store/conversationstore.h"

#include <QJsonArray>

#include <algorithm>
#include <memory>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 PrimingShare = 2; // half of the window for what was said before

bool hasExpired(const ServerThread &thread, const TurnQuestion &question, const KnownTime &time)
{
    if (thread.usedAt == Timestamp {})
        return true; // the user said so
    const int days = question.service.threadDays;
    return days > 0 && time.at(question.now) - thread.usedAt > std::chrono::days(days);
}

// The depth of `message` on the branch; -1 if it is not on it.
int depthOn(const QList<ContextEntry> &branch, const MessageId &message)
{
    const auto it = std::find_if(branch.begin(), branch.end(),
                                 [&](const ContextEntry &entry) { return entry.id == message; });
    return it == branch.end() ? -1 : static_cast<int>(it - branch.begin());
}

HeldPart makeHeld(const ServerThread &thread, const QString &goOnFrom, int depth)
{
    HeldPart held;
    held.thread = thread;
    held.goOnFrom = goOnFrom;
    held.depth = depth;
    return held;
}

class Planner
{
public:
    Planner(ConversationStore &store, const TurnQuestion &question)
        : m_store(store), m_question(question),
          m_model(readModel(store, question.service.id, question.model)),
          m_counter(question.model, m_model.details.tokenFactor)
    {
    }

    Result<TurnPlan, StoreError> plan(std::optional<int> heldDepth);
    Result<TurnPlan, StoreError> planPriming();

private:
    [[nodiscard]] TurnPlan begin() const;
    Status<StoreError> readSource();
    Status<StoreError> findHeld(TurnPlan &plan, std::optional<int> heldDepth);
    Status<StoreError> findResponse(TurnPlan &plan);
    Status<StoreError> fillHeld(TurnPlan &plan, std::optional<int> heldDepth);
    [[nodiscard]] PossibleEnd endAt(int depth) const;
    void takeContext(TurnPlan &plan, qint64 limit) const;
    void takeMissing(TurnPlan &plan) const;
    void noteEnds(TurnPlan &plan) const;
    [[nodiscard]] Result<TurnPlan, StoreError> ifRead(const TurnPlan &plan) const;

    ConversationStore &m_store;
    const TurnQuestion &m_question;
    const ModelKnowledge m_model;
    const TokenCounter m_counter;
    StoredSource m_source;
};

TurnPlan Planner::begin() const
{
    TurnPlan plan;
    plan.model = m_model;
    plan.encoding = m_counter.encoding();
    plan.limit = m_question.limit > 0 ? m_question.limit
                                      : promptLimit(m_model.facts, m_question.conversation.parameters);
    return plan;
}

Status<StoreError> Planner::readSource()
{
    const auto source =
        contextSource(m_store, m_question.conversation, m_question.end(), m_counter.encoding());
    if (!source)
        return Failure {source.error()};
    m_source = source.value();
    m_source.isContinuation = m_question.isContinuation;
    if (m_question.draft && !m_question.draft->isEmpty()) {
        m_source.branch.append({.id = {}, .role = Role::User, .isMilestone = false, .tokens = {}});
        m_source.content = [stored = m_source.content, draft = *m_question.draft](const MessageId &id) {
            return id.isNull() ? draft : stored(id);
        };
    }
    return Ok;
}

// Of the containers that know this branch the one that holds most of it.
Status<StoreError> Planner::findHeld(TurnPlan &plan, std::optional<int> heldDepth)
{
    const auto threads = m_store.serverThreads().of(m_question.conversation.id);
    if (!threads)
        return Failure {threads.error()};
    std::optional<HeldPart> held;
    std::optional<ServerThread> expired;
    for (const ServerThread &thread : threads.value()) {
        if (thread.lostAt || thread.service != m_question.service.id
            || thread.strategy != nameOf(m_question.strategy))
            continue;
        if (thread.isOpening) {
            plan.orphans.append(thread);
            continue;
        }
        const int depth = thread.lastMessage.isNull() ? -1 : depthOn(m_source.branch, thread.lastMessage);
        if (depth < 0 && thread.lastMessage.isValid())
            continue; // it knows another branch
        if (hasExpired(thread, m_question, m_store.time().known()))
            expired = thread;
        else if (!held || depth >= held->depth)
            held = makeHeld(thread, thread.remoteId, depth);
    }
    plan.held = held;
    if (!held)
        plan.expired = expired;
    return m_question.strategy == Strategy::Response ? findResponse(plan) : fillHeld(plan, heldDepth);
}

// A chain of responses can be gone on with from any of them, so that another branch needs no new one.
Status<StoreError> Planner::findResponse(TurnPlan &plan)
{
    plan.held.reset();
    const auto response = m_store.serverThreads().responseAbove(m_question.end(), m_question.service.id);
    if (!response)
        return Failure {response.error()};
    const auto threads = m_store.serverThreads().of(m_question.conversation.id);
    if (!threads)
        return Failure {threads.error()};
    if (!response.value())
        return Ok;
    for (const ServerThread &thread : threads.value()) {
        if (thread.id != response.value()->thread)
            continue;
        if (hasExpired(thread, m_question, m_store.time().known())) {
            plan.expired = thread;
            continue;
        }
        plan.expired.reset();
        plan.held =
            makeHeld(thread, response.value()->remoteId, depthOn(m_source.branch, response.value()->message));
    }
    return Ok;
}

Status<StoreError> Planner::fillHeld(TurnPlan &plan, std::optional<int> heldDepth)
{
    if (!plan.held)
        return Ok;
    HeldPart &held = *plan.held;
    if (heldDepth)
        held.depth = *heldDepth;
    held.isInDoubt = held.thread.pending.isValid() && !heldDepth;
    if (!held.isInDoubt)
        return Ok;
    // Any of the messages that were sent can be the last one that arrived.
    held.ends.append(endAt(held.depth));
    const int pending = depthOn(m_source.branch, held.thread.pending);
    for (int depth = held.depth + 1; depth <= pending; ++depth) {
        if (!m_source.content(m_source.branch.at(depth).id).isEmpty())
            held.ends.append(endAt(depth));
    }
    return Ok;
}

PossibleEnd Planner::endAt(int depth) const
{
    PossibleEnd end;
    end.depth = depth;
    for (int i = depth; i >= 0; --i) {
        const ContextEntry &entry = m_source.branch.at(i);
        const QString content = m_source.content(entry.id);
        if (content.isEmpty())
            continue;
        if (end.texts.isEmpty())
            end.role = entry.role;
        else if (entry.role != end.role)
            break;
        end.texts.append(end.texts.isEmpty() ? content : content + u"\n\n"_s + end.texts.last());
    }
    return end;
}

void Planner::takeContext(TurnPlan &plan, qint64 limit) const
{
    plan.context = buildContext(m_source, m_counter, limit);
    if (plan.context.hasSummary)
        plan.summary = m_source.summaryId;
    noteEnds(plan);
}

void Planner::noteEnds(TurnPlan &plan) const
{
    plan.keptEnds.clear();
    for (const auto &[first, last] : plan.context.kept)
        plan.keptEnds.append({m_source.branch.at(first).id, m_source.branch.at(last).id});
}

// What a container lacks is sent as it is: it is a turn or two, and the container itself cannot be cut.
void Planner::takeMissing(TurnPlan &plan) const
{
    Context &context = plan.context;
    context.isContinuation = m_question.isContinuation;
    context.isExact = false; // the server adds what it holds
    const qsizetype first = plan.held->depth + 1;
    if (first < m_source.branch.size())
        context.kept = {{first, m_source.branch.size() - 1}};
    context.messages = rebuildMessages(m_source, context.kept, false, m_question.isContinuation);
    context.tokens = m_counter.corrected(countRequest(m_source.instructions, context.messages, m_counter));
    noteEnds(plan);
}

Result<TurnPlan, StoreError> Planner::plan(std::optional<int> heldDepth)
{
    TurnPlan plan = begin();
    if (const auto read = readSource(); !read)
        return Failure {read.error()};
    if (m_question.strategy != Strategy::FullHistory) {
        if (const auto found = findHeld(plan, heldDepth); !found)
            return Failure {found.error()};
        if (plan.held)
            takeMissing(plan);
    } else {
        takeContext(plan, plan.limit);
    }
    return ifRead(plan);
}

Result<TurnPlan, StoreError> Planner::planPriming()
{
    TurnPlan plan = begin();
    if (const auto read = readSource(); !read)
        return Failure {read.error()};
    if (m_question.strategy != Strategy::Response) { // the message by the user follows by itself
        const bool isAboveDraft = m_question.draft && m_question.draft->isEmpty();
        while (!isAboveDraft && !m_source.branch.isEmpty() && m_source.branch.last().role != Role::User)
            m_source.branch.removeLast();
        if (!isAboveDraft && !m_source.branch.isEmpty())
            m_source.branch.removeLast();
        m_source.isContinuation = false;
        m_source.isAsked = false;
    }
    if (!m_source.branch.isEmpty())
        plan.end = m_source.branch.last().id;
    takeContext(plan, plan.limit / PrimingShare);
    if (plan.context.excess > 0 && m_question.strategy == Strategy::Response)
        takeContext(plan, plan.limit); // the message by the user alone is more than half of the window
    return ifRead(plan);
}

// What could not be read is missing from the plan, and would be from what the model is told.
Result<TurnPlan, StoreError> Planner::ifRead(const TurnPlan &plan) const
{
    if (const auto &read = m_source.read(); !read)
        return Failure {read.error()};
    return plan;
}

} // namespace

ModelKnowledge readModel(ConversationStore &store, const ServiceId &service, const QString &model)
{
    ModelKnowledge knowledge;
    if (const auto quirks = store.services().quirks(service, model))
        knowledge.quirks = ModelQuirks::fromJson(quirks.value());
    if (const auto details = store.services().details(service, model))
        knowledge.details = details.value();
    knowledge.facts = factsOf(model, knowledge.details);
    return knowledge;
}

Result<StoredSource, StoreError> contextSource(ConversationStore &store, const Conversation &conversation,
                                               const MessageId &end, int encoding)
{
    const auto outline = store.messages().outline(end, encoding);
    if (!outline)
        return Failure {outline.error()};
    StoredSource source;
    source.instructions = conversation.instructions;
    source.branch.reserve(outline->size());
    for (const BranchEntry &entry : outline.value()) {
        source.branch.append({.id = entry.id,
                              .role = entry.role,
                              .isMilestone = entry.isMilestone,
                              .tokens = entry.tokens,
                              .isGrowing = entry.state == ReplyState::Streaming});
    }
    const auto texts = std::make_shared<Status<StoreError>>(Ok);
    source.texts = texts;
    source.content = [&store, texts](const MessageId &id) {
        const auto content = store.messages().content(id);
        if (!content && *texts)
            *texts = Failure {content.error()};
        return content ? content.value() : QString();
    };
    const auto summaries = store.context().summariesOf(conversation.id);
    if (!summaries)
        return Failure {summaries.error()};
    for (const Summary &candidate : summaries.value()) {
        const bool holds = candidate.depth < source.branch.size()
            && source.branch.at(candidate.depth).id == candidate.lastMessage;
        if (!holds || (source.summary && source.summary->end > candidate.depth + 1))
            continue;
        source.summary = ContextSummary {.text = candidate.text, .end = candidate.depth + 1};
        source.summaryId = candidate.id;
    }
    return source;
}

Result<TurnPlan, StoreError> planTurn(ConversationStore &store, const TurnQuestion &question,
                                      std::optional<int> heldDepth)
{
    return Planner(store, question).plan(heldDepth);
}

Result<TurnPlan, StoreError> planPriming(ConversationStore &store, const TurnQuestion &question)
{
    return Planner(store, question).planPriming();
}

CompletionRequest requestOf(const TurnQuestion &question, const TurnPlan &plan)
{
    return {.model = question.model,
            .instructions = question.conversation.instructions,
            .messages = plan.context.messages,
            .parameters = question.conversation.parameters,
            .strategy = question.strategy,
            .threadId = plan.held ? plan.held->goOnFrom : QString(),
            .assistant = {}};
}

QString parameterOf(Strategy strategy)
{
    switch (strategy) {
    case Strategy::Conversation:
        return u"conversation"_s;
    case Strategy::Response:
        return u"previous_response_id"_s;
    case Strategy::Thread:
        return u"thread"_s;
    case Strategy::FullHistory:
        break;
    }
    return {};
}

Status<StoreError> forgetIgnored(ConversationStore &store, const ServiceId &service, const QString &model,
                                 Strategy strategy)
{
    const auto stored = store.services().quirks(service, model);
    if (!stored)
        return Failure {stored.error()};
    ModelQuirks quirks = ModelQuirks::fromJson(stored.value());
    if (quirks.rejectedParameters.removeAll(parameterOf(strategy)) == 0)
        return Ok;
    return store.services().setQuirks(service, model, quirks.toJson());
}

Status<StoreError> keepHeld(ConversationStore &store, const ConversationId &conversation,
                            const ServerThread &thread, const MessageId &reply,
                            const CompletionResult &result, Timestamp now)
{
    if (thread.strategy != nameOf(Strategy::Response))
        return store.serverThreads().setUsed(thread.id, thread.remoteId, reply, now);
    if (result.responseId.isEmpty())
        return Ok; // nothing to go on from
    ServerThread used = thread;
    used.remoteId = result.responseId;
    used.lastMessage = reply;
    used.usedAt = now;
    if (const auto kept = store.serverThreads().put(conversation, used); !kept)
        return kept;
    return store.serverThreads().putResponse({reply, thread.id, result.responseId});
}

QJsonObject recipeOf(const TurnQuestion &question, const TurnPlan &plan, const CompletionRequest &request)
{
    QJsonArray kept;
    for (const auto &[first, last] : plan.context.kept)
        kept.append(QJsonArray {first, last});
    QJsonArray ends; // by which the kept ones are found when some above them are deleted
    for (const auto &[first, last] : plan.keptEnds)
        ends.append(QJsonArray {first.toString(), last.toString()});
    QJsonObject recipe {{"strategy"_L1, nameOf(request.strategy)},
                        {"service"_L1, question.service.id.toString()},
                        {"model"_L1, request.model},
                        {"instructions"_L1, request.instructions},
                        {"parameters"_L1, toJson(request.parameters)},
                        {"thread_id"_L1, request.threadId},
                        {"assistant"_L1, request.assistant},
                        {"kept"_L1, kept},
                        {"kept_ends"_L1, ends},
                        {"is_continuation"_L1, plan.context.isContinuation},
                        {"left_out"_L1, plan.context.leftOut},
                        {"tokens"_L1, plan.context.tokens},
                        {"is_exact"_L1, plan.context.isExact},
                        {"limit"_L1, plan.limit},
                        {"window"_L1, plan.model.facts.window},
                        {"quirks"_L1, plan.model.quirks.toJson()}};
    if (plan.context.isContinuation) // it will be longer
        recipe.insert("continued_length"_L1, question.reply.content.size());
    if (!plan.summary.isNull())
        recipe.insert("summary"_L1, plan.summary.toString(QUuid::WithoutBraces));
    return recipe;
}

} // namespace bobbin
