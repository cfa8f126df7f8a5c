#include "sentturnstore.h"

#include "core/enumnames.h"
#include "store/conversationstore.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QList<Context::Range> rangesIn(const QJsonArray &array)
{
    QList<Context::Range> ranges;
    for (const QJsonValue &range : array)
        ranges.append({range[0].toInteger(), range[1].toInteger()});
    return ranges;
}

// What is left of the messages that a request carried.
struct Remaining {
    QList<Context::Range> kept; // on the branch as it is now
    bool isAll = true;
};

// Finds them where some of the branch were deleted since. Where the ends of a range are gone, only what
// surely was in it is taken.
class RemainingFinder
{
public:
    RemainingFinder(const QJsonObject &recipe, const QList<ContextEntry> &branch)
        : m_kept(rangesIn(recipe.value("kept"_L1).toArray())), m_ends(recipe.value("kept_ends"_L1).toArray())
    {
        for (qsizetype i = 0; i < branch.size(); ++i)
            m_places.insert(branch.at(i).id.toString(), i);
        // What was kept ended where the branch did.
        m_deleted = m_kept.isEmpty() ? 0 : m_kept.last().second + 1 - branch.size();
    }

    [[nodiscard]] Remaining find() const
    {
        if (m_deleted == 0 || m_ends.size() != m_kept.size()) // of an old recipe only the places are known
            return {m_kept, m_deleted == 0};
        const qsizetype unseen = m_deleted - deletedEnds(m_kept.size());
        Remaining remaining;
        for (qsizetype i = 0; i < m_kept.size(); ++i) {
            const Context::Range now = rangeNow(i, unseen);
            if (now.first <= now.second)
                remaining.kept.append(now);
            remaining.isAll = remaining.isAll && sizeOf(now) == sizeOf(m_kept.at(i));
        }
        return remaining;
    }

private:
    static qsizetype sizeOf(const Context::Range &range) { return range.second - range.first + 1; }

    [[nodiscard]] std::optional<qsizetype> place(qsizetype range, int end) const
    {
        const auto it = m_places.constFind(m_ends.at(range)[end].toString());
        return it == m_places.constEnd() ? std::nullopt : std::optional(*it);
    }

    // Of the ranges before `range`.
    [[nodiscard]] qsizetype deletedEnds(qsizetype range) const
    {
        qsizetype deleted = 0;
        for (qsizetype i = 0; i < range; ++i) {
            deleted += place(i, 0) ? 0 : 1;
            deleted += place(i, 1) || sizeOf(m_kept.at(i)) == 1 ? 0 : 1;
        }
        return deleted;
    }

    // `unseen` others were deleted, nobody knows where.
    [[nodiscard]] Context::Range rangeNow(qsizetype range, qsizetype unseen) const
    {
        constexpr Context::Range nothing {0, -1};
        const auto first = place(range, 0);
        const auto last = place(range, 1);
        const qsizetype length = sizeOf(m_kept.at(range));
        const qsizetype inner = length - 2 - unseen; // at least that many are left between the ends
        if (first && last)
            return {*first, *last};
        if (first)
            return {*first, *first + std::max<qsizetype>(0, inner)};
        if (last)
            return {*last - std::max<qsizetype>(0, inner), *last};
        if (unseen > 0 || length <= 2)
            return nothing;
        const qsizetype begin = m_kept.at(range).first - deletedEnds(range);
        return {begin, begin + inner - 1};
    }

    const QList<Context::Range> m_kept;
    const QJsonArray m_ends;
    QHash<QString, qsizetype> m_places;
    qsizetype m_deleted = 0;
};

// The summary that was sent then, not the one that would be sent today.
Status<StoreError> takeSummary(ConversationStore &store, const ConversationId &conversation, const QUuid &id,
                               ContextSource &source)
{
    const auto summaries = store.context().summariesOf(conversation);
    if (!summaries)
        return Failure {summaries.error()};
    source.summary.reset();
    for (const Summary &summary : summaries.value()) {
        if (summary.id == id)
            source.summary = ContextSummary {.text = summary.text, .end = summary.depth + 1};
    }
    return Ok;
}

CompletionRequest requestFrom(const QJsonObject &recipe)
{
    CompletionRequest request;
    request.model = recipe.value("model"_L1).toString();
    request.instructions = recipe.value("instructions"_L1).toString();
    request.parameters = parametersFromJson(recipe.value("parameters"_L1).toObject());
    request.strategy =
        strategyFromName(recipe.value("strategy"_L1).toString()).value_or(Strategy::FullHistory);
    request.threadId = recipe.value("thread_id"_L1).toString();
    request.assistant = recipe.value("assistant"_L1).toString();
    return request;
}

void takeRequest(SentTurn &turn, const CompletionRequest &request)
{
    turn.model = request.model;
    turn.strategy = request.strategy;
    turn.threadId = request.threadId;
    turn.instructions = request.instructions;
    turn.messages = request.messages;
}

} // namespace

Result<std::optional<SentTurn>, StoreError> readSentTurn(ConversationStore &store,
                                                         const Conversation &conversation,
                                                         const Service &service, const MessageId &reply)
{
    const auto sent = store.context().request(reply);
    if (!sent)
        return Failure {sent.error()};
    if (!sent.value())
        return std::optional<SentTurn>();
    const auto message = store.messages().find(reply);
    if (!message)
        return Failure {message.error()};
    const QJsonObject &recipe = sent.value()->recipe;
    const bool isContinuation = recipe.value("is_continuation"_L1).toBool();
    const auto source = contextSource(store, conversation, isContinuation ? message->id : message->parent, 0);
    if (!source)
        return Failure {source.error()};
    StoredSource rebuilt = source.value();
    const QUuid summary(recipe.value("summary"_L1).toString());
    if (const auto taken = takeSummary(store, conversation.id, summary, rebuilt); !taken)
        return Failure {taken.error()};

    if (isContinuation && recipe.contains("continued_length"_L1)) {
        const qsizetype length = recipe.value("continued_length"_L1).toInteger();
        rebuilt.content = [stored = rebuilt.content, reply, length](const MessageId &id) {
            return id == reply ? stored(id).left(length) : stored(id);
        };
    }

    CompletionRequest request = requestFrom(recipe);
    const Remaining remaining = RemainingFinder(recipe, rebuilt.branch).find();
    request.messages = rebuildMessages(rebuilt, remaining.kept, !summary.isNull(), isContinuation);
    if (const auto &read = rebuilt.read(); !read)
        return Failure {read.error()};
    SentTurn turn;
    turn.isWhole = remaining.isAll && (summary.isNull() || rebuilt.summary);
    takeRequest(turn, request);
    turn.sentAt = sent.value()->sentAt;
    turn.serviceName = service.name;
    turn.requests = requestTexts({.service = service}, request,
                                 ModelQuirks::fromJson(recipe.value("quirks"_L1).toObject()));
    turn.tokens = recipe.value("tokens"_L1).toInteger();
    turn.isExact = recipe.value("is_exact"_L1).toBool();
    turn.window = recipe.value("window"_L1).toInteger();
    turn.limit = recipe.value("limit"_L1).toInteger();
    turn.leftOut = recipe.value("left_out"_L1).toInt();
    turn.hasSummary = !summary.isNull();
    turn.usage = message->usage;
    turn.timing = message->timing;
    turn.cost = message->cost;
    turn.notices = message->notices;
    turn.error = message->error;
    return std::optional(turn);
}

Result<SentTurn, StoreError> readComingTurn(ConversationStore &store, const TurnQuestion &question)
{
    auto plan = planTurn(store, question);
    if (!plan)
        return Failure {plan.error()};
    TurnPlan coming = plan.value();
    SentTurn turn;
    turn.isComing = true;
    if (question.strategy != Strategy::FullHistory && !coming.held) {
        turn.needsNewThread = true;
        const auto priming = planPriming(store, question);
        if (!priming)
            return Failure {priming.error()};
        coming = priming.value();
    }
    CompletionRequest request = requestOf(question, coming);
    turn.messages = request.messages;
    if (turn.needsNewThread && question.strategy != Strategy::Response) {
        // The container is made and filled before; its id is not known yet.
        request.threadId = u"NEW"_s;
        request.messages.clear();
        if (!question.draft->isEmpty()) {
            request.messages.append({Role::User, *question.draft});
            turn.messages.append(request.messages.first());
        }
    }
    if (question.strategy == Strategy::Thread)
        request.assistant = question.service.assistant.isEmpty() ? coming.model.details.assistant
                                                                 : question.service.assistant;
    turn.model = request.model;
    turn.strategy = request.strategy;
    turn.instructions = request.instructions;
    turn.threadId = coming.held ? request.threadId : QString();
    turn.serviceName = question.service.name;
    turn.requests = requestTexts({.service = question.service}, request, coming.model.quirks);
    turn.tokens = coming.context.tokens;
    turn.isExact = coming.context.isExact;
    turn.window = coming.model.facts.window;
    turn.limit = coming.limit;
    turn.excess = coming.context.excess;
    turn.leftOut = static_cast<int>(coming.context.leftOut);
    turn.hasSummary = coming.context.hasSummary;
    Usage prompt;
    prompt.promptTokens = turn.tokens;
    turn.cost = costOf(prompt, coming.model.facts);
    return turn;
}

} // namespace bobbin
