#include "sentturnstore.h"

#include "core/enumnames.h"
#include "store/conversationstore.h"

#include <QJsonArray>

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

// The summary that was sent then, not the one that would be sent today.
Status<StoreError> takeSummary(ConversationStore &store, const ConversationId &conversation, const QUuid &id,
                               ContextSource &source)
{
    const auto summaries = store.context().summariesOf(conversation);
    if (!summaries)
        return Failure {summaries.error()};
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
    ContextSource rebuilt = source.value();
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
    request.messages = rebuildMessages(rebuilt, rangesIn(recipe.value("kept"_L1).toArray()),
                                       !summary.isNull(), isContinuation);
    SentTurn turn;
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
