#include "summarizer.h"

#include "core/logging.h"
#include "core/wholecharacters.h"
#include "session/serviceregistry.h"
#include "store/conversationstore.h"
#include "store/storethread.h"

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 LongestSummary = 600; // tokens
constexpr qint64 RoomToThink = 4096; // for models that do so before they write, summary included
constexpr qint64 LeastShare = 4; // of what is taken at once, the least beside the summary before

// For the model, hence not translated.
QString summaryRequest()
{
    return u"Summarize the conversation above for yourself, so that you can go on with it without having it: "
           "who the user is, what was asked, what was found and decided, names, figures, code and open "
           "questions that may matter later. Write in the language of the conversation, at most 300 words, "
           "without any introduction."_s;
}

// Where the newest turns begin that a context of `source` has whole; 0 if it has all. The last one stands
// for itself even if it is too long.
qsizetype newestPart(const ContextSource &source, const TokenCounter &counter, qint64 limit)
{
    const Context context = buildContext(source, counter, limit);
    if (context.excess > 0) {
        const auto last =
            std::find_if(source.branch.rbegin(), source.branch.rend(),
                         [](const ContextEntry &entry) { return entry.role == Role::User; });
        return std::max<qsizetype>(0, source.branch.rend() - last - 1);
    }
    return context.leftOut == 0 || context.kept.isEmpty() ? 0 : context.kept.last().first;
}

// A small window has to take the request too.
int longestAnswer(const ModelFacts &facts, qint64 requestTokens)
{
    constexpr qint64 Slack = 512; // for what is asked, and for counts that are estimates
    qint64 room = RoomToThink;
    if (facts.window > 0)
        room = std::min(room, facts.window - requestTokens - Slack);
    if (facts.maxOutput > 0)
        room = std::min(room, facts.maxOutput);
    return static_cast<int>(std::max(room, LongestSummary));
}

QString previousSummary(const QString &text) { return u"Summary of what came before:\n\n"_s + text; }

} // namespace

Result<std::optional<SummaryWish>, StoreError>
findSummaryWish(ConversationStore &store, const TurnQuestion &question, const SummaryLimits &limits)
{
    const ModelKnowledge model = readModel(store, question.service.id, question.model);
    const TokenCounter counter(question.model, model.details.tokenFactor);
    const auto source = contextSource(store, question.conversation, question.end(), counter.encoding());
    if (!source)
        return Failure {source.error()};
    const qsizetype covered = source->summary ? source->summary->end : 0;
    if (limits.kept <= 0 || newestPart(source.value(), counter, limits.needed) <= covered)
        return std::optional<SummaryWish>();
    // Up to the newest turns, which stand for themselves.
    const qsizetype end = newestPart(source.value(), counter, limits.kept);
    if (end <= covered)
        return std::optional<SummaryWish>();
    qint64 room = limits.kept;
    if (source->summary)
        room -= counter.corrected(counter.count(source->summary->text));
    if (room < limits.kept / LeastShare) // what counts as summarized would hardly be shown to the model
        return std::optional<SummaryWish>();

    // From the oldest on, as much as a request takes; what follows is for the next summary.
    SummaryWish wish;
    const ModelKnowledge asked =
        readModel(store, question.service.id, question.service.summaryModel(question.model));
    wish.quirks = asked.quirks;
    wish.longestAnswer = longestAnswer(asked.facts, limits.kept);
    if (source->summary)
        wish.messages.append({Role::User, previousSummary(source->summary->text)});
    for (qsizetype i = 0; i < covered; ++i)
        wish.covered.append(source->branch.at(i).id);
    for (qsizetype i = covered; i < end; ++i) {
        const ContextEntry &entry = source->branch.at(i);
        QString content = source->content(entry.id);
        const qint64 tokens = counter.corrected(entry.tokens ? *entry.tokens : counter.count(content));
        if (tokens > room && wish.covered.size() > covered)
            break;
        if (tokens > room) // longer than all that is taken at once
            content = wholeBeginning(content, content.size() * std::max<qint64>(room, 1) / tokens);
        room -= tokens;
        wish.covered.append(entry.id);
        if (!content.isEmpty())
            wish.messages.append({entry.role, content});
    }
    if (const auto read = source->read(); !read)
        return Failure {read.error()};
    return std::optional(wish);
}

// Unless messages were deleted or put back while the model wrote: false then.
static Result<bool, StoreError> keepSummary(ConversationStore &store, const Summary &summary,
                                            const QList<MessageId> &covered)
{
    const auto outline = store.messages().outline(summary.lastMessage, 0);
    if (!outline)
        return Failure {outline.error()};
    const bool holds = std::equal(outline->begin(), outline->end(), covered.begin(), covered.end(),
                                  [](const BranchEntry &entry, const MessageId &id) { return entry.id == id; });
    if (!holds)
        return false;
    if (const auto added = store.context().addSummary(summary); !added)
        return Failure {added.error()};
    return true;
}

Summarizer::Summarizer(const Turn::Context &context, const TurnQuestion &question, QObject *parent)
    : QObject(parent), m_context(context), m_question(question)
{
}

void Summarizer::start(const SummaryWish &wish)
{
    m_wish = wish;
    m_context.services.endpoint(m_question.service.id, this,
                                [this](const Result<Endpoint, SecretError> &endpoint) {
                                    if (endpoint)
                                        ask(endpoint.value());
                                    else
                                        Q_EMIT failed(true);
                                });
}

void Summarizer::ask(const Endpoint &endpoint)
{
    CompletionRequest request;
    request.model =
        m_question.service.backgroundModel.isEmpty() ? m_question.model : m_question.service.backgroundModel;
    request.messages = m_wish.messages;
    if (!request.messages.isEmpty() && request.messages.last().role == Role::User)
        request.messages.last().content += u"\n\n"_s + summaryRequest();
    else
        request.messages.append({Role::User, summaryRequest()});
    request.parameters.maxOutputTokens = m_wish.longestAnswer;
    const auto backend = createBackend(m_context.network, endpoint, Strategy::FullHistory, m_wish.quirks);
    CompletionReply *reply = backend->complete(request, this);
    connect(reply, &CompletionReply::textReceived, this, [this](const QString &text) { m_text += text; });
    connect(reply, &CompletionReply::textReplaced, this, [this](const QString &text) { m_text = text; });
    connect(reply, &CompletionReply::textWasReasoning, this, [this] { m_text.clear(); });
    connect(reply, &CompletionReply::finished, this, &Summarizer::keep);
    connect(reply, &CompletionReply::failed, this, [this](const CompletionError &error) {
        qCInfo(lcSession) << "no summary from the model, status" << error.httpStatus;
        const bool wasAnswered = error.httpStatus / 100 == 2 || !m_text.isEmpty();
        Q_EMIT failed(error.mayRetry && !wasAnswered);
    });
}

// Part of a summary would be taken for all that there was to say, and a refusal says nothing of it.
QString Summarizer::wholeText(const CompletionResult &result) const
{
    const bool isCut =
        result.finishReason == FinishReason::Length || result.finishReason == FinishReason::ContentFilter;
    return isCut || result.refused ? QString() : m_text.trimmed();
}

void Summarizer::keep(const CompletionResult &result)
{
    qCDebug(lcSession) << "a summary of" << m_wish.messages.size() << "messages has" << m_text.size() << "characters";
    const QString asked =
        m_question.service.backgroundModel.isEmpty() ? m_question.model : m_question.service.backgroundModel;
    const QString model = result.model.isEmpty() ? asked : result.model;
    const Timestamp now = m_context.clock.now();
    const Summary summary {.id = createUuid7(now),
                           .lastMessage = m_wish.covered.constLast(),
                           .depth = 0,
                           .model = model,
                           .createdAt = now,
                           .text = wholeText(result)};
    const auto outdated = std::make_shared<bool>(false);
    const auto work = [summary, result, asked, model, outdated, covered = m_wish.covered,
                       service = m_question.service.id,
                       conversation = m_question.conversation.id](ConversationStore &store) {
        return store.atomically([&]() -> Status<StoreError> {
            const ModelKnowledge knowledge = readModel(store, service, asked);
            const auto logged = store.usage().add({.at = summary.createdAt,
                                                   .conversation = conversation,
                                                   .service = service,
                                                   .model = model,
                                                   .purpose = Purpose::Summary,
                                                   .usage = result.usage,
                                                   .cost = costOf(result.usage, knowledge.facts)});
            if (!logged || summary.text.isEmpty())
                return logged;
            const auto kept = keepSummary(store, summary, covered);
            *outdated = kept && !kept.value();
            return kept ? Status<StoreError>(Ok) : Failure {kept.error()};
        });
    };
    m_context.store.run(
        this, work, [this, outdated, isEmpty = summary.text.isEmpty()](const Status<StoreError> &kept) {
            if (kept && !isEmpty && !*outdated)
                Q_EMIT finished();
            else
                Q_EMIT failed(*outdated);
        });
}

} // namespace bobbin
