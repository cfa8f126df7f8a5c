#include "practiceruns.h"

#include "practicefields.h"
#include "practicemessages.h"
#include "practicepage.h"
#include "practicerun.h"
#include "practicestate.h"

#include <algorithm>
#include <functional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

constexpr qint64 leastTokenLimit = 256;

std::optional<PracticeError> checkRequest(const QJsonObject &request)
{
    static const QList<PracticeField> fields {
        {"additional_instructions"_L1, Kind::String},
        {"additional_messages"_L1, Kind::Array},
        {"assistant_id"_L1, Kind::String},
        {"instructions"_L1, Kind::String},
        {"max_completion_tokens"_L1, Kind::Integer},
        {"max_prompt_tokens"_L1, Kind::Integer},
        {"metadata"_L1, Kind::Object},
        {"model"_L1, Kind::String},
        {"parallel_tool_calls"_L1, Kind::Boolean},
        {"reasoning_effort"_L1, Kind::String},
        {"response_format"_L1},
        {"stream"_L1, Kind::Boolean},
        {"temperature"_L1, Kind::Number},
        {"tool_choice"_L1},
        {"tools"_L1, Kind::Array},
        {"top_p"_L1, Kind::Number},
        {"truncation_strategy"_L1, Kind::Object},
    };
    if (request.value("assistant_id"_L1).isUndefined())
        return PracticeError::missing(u"assistant_id"_s);
    if (const auto error = checkFields(request, fields))
        return error;
    for (const auto limit : {"max_completion_tokens"_L1, "max_prompt_tokens"_L1}) {
        if (const auto error = checkTokenLimit(request, limit, leastTokenLimit))
            return error;
    }
    return {};
}

// Those of the request or else the assistant's, then those that the request adds.
QString instructionsFor(const QJsonObject &request, const QJsonObject &assistant)
{
    const QString own = request.value("instructions"_L1).toString();
    const QString added = request.value("additional_instructions"_L1).toString();
    QStringList parts {own.isEmpty() ? assistant.value("instructions"_L1).toString() : own, added};
    parts.removeAll(QString());
    return parts.join("\n\n"_L1);
}

// What the model gets to read of a thread.
QList<ChatMessage> contextOf(const QList<QJsonObject> &messages, const QJsonObject &request,
                             const QString &instructions)
{
    QList<ChatMessage> context = messagesOfThread(messages);
    const QJsonObject strategy = request.value("truncation_strategy"_L1).toObject();
    if (const int count = strategy.value("last_messages"_L1).toInt(); count > 0)
        context = context.last(std::min<qsizetype>(count, context.size()));
    if (!instructions.isEmpty())
        context.prepend({Role::System, instructions});
    return context;
}

PracticeError alreadyRunning(const QString &threadId, const QString &runId)
{
    return {.message = u"Thread %1 already has an active run %2."_s.arg(threadId, runId)};
}

PracticeError runMissing(const QString &id)
{
    return PracticeError::notFound(u"No run found with id '%1'."_s.arg(id));
}

} // namespace

QList<PracticeRoute> PracticeRuns::routes()
{
    const auto route = [this](const QByteArray &method, const QByteArray &pattern, auto answer) {
        return PracticeRoute {PracticeApi::Assistants, method, pattern, std::bind_front(answer, this)};
    };
    return {
        route("post", "/threads/{}/runs", &PracticeRuns::create),
        route("get", "/threads/{}/runs", &PracticeRuns::list),
        route("get", "/threads/{}/runs/{}", &PracticeRuns::get),
        route("post", "/threads/{}/runs/{}/cancel", &PracticeRuns::cancel),
        route("get", "/threads/{}/runs/{}/steps", &PracticeRuns::listSteps),
    };
}

PracticeOutcome PracticeRuns::create(const PracticeCall &call)
{
    const QJsonObject &request = call.body;
    const QString &threadId = call.ids.first();
    if (const auto error = checkRequest(request))
        return Failure {*error};
    PracticeThread *thread = findIn(m_state.threads, threadId);
    if (!thread)
        return Failure {threadMissing(threadId)};
    const QString assistantId = request.value("assistant_id"_L1).toString();
    const QJsonObject *assistant = findIn(m_state.assistants, assistantId);
    if (!assistant)
        return Failure {assistantMissing(assistantId)};
    const QJsonValue model = request.value("model"_L1).toString().isEmpty() ? assistant->value("model"_L1)
                                                                            : request.value("model"_L1);
    if (const auto error = PracticeModels::check(model))
        return Failure {*error};
    if (const PracticeRun *active = thread->activeRun())
        return Failure {alreadyRunning(threadId, active->id())};
    const auto added = parseThreadMessages(request.value("additional_messages"_L1).toArray(), threadId,
                                           u"additional_messages"_s);
    if (!added)
        return Failure {added.error()};

    const QList<QJsonObject> messages =
        m_state.dropsMessages ? thread->messages : thread->messages + added.value();
    const QString instructions = instructionsFor(request, *assistant);
    const auto answer = m_state.models.answer(model.toString(), contextOf(messages, request, instructions),
                                              tokenLimit(request, "max_completion_tokens"_L1));
    if (!answer)
        return Failure {answer.error()};
    thread->messages = messages;
    const auto run = std::make_shared<PracticeRun>(*thread,
                                                   PracticeRunPlan {.request = request,
                                                                    .assistant = *assistant,
                                                                    .model = model.toString(),
                                                                    .instructions = instructions,
                                                                    .answer = answer.value()},
                                                   m_state.models.tokensPerSecond());
    thread->runs.emplace(run->id(), run);
    if (request.value("stream"_L1).toBool())
        return PracticeReply {.stream = run};
    return PracticeReply {.json = run->json()};
}

PracticeOutcome PracticeRuns::list(const PracticeCall &call) const
{
    const PracticeThread *thread = findIn(m_state.threads, call.ids.first());
    if (!thread)
        return Failure {threadMissing(call.ids.first())};
    QList<QJsonObject> runs;
    for (const auto &[id, run] : thread->runs)
        runs.append(run->json());
    const auto page = pageOf(runs, call.query);
    if (!page)
        return Failure {page.error()};
    return PracticeReply {.json = page.value()};
}

Result<std::shared_ptr<PracticeRun>, PracticeError> PracticeRuns::find(const PracticeCall &call) const
{
    const PracticeThread *thread = findIn(m_state.threads, call.ids.first());
    if (!thread)
        return Failure {threadMissing(call.ids.first())};
    const auto *run = findIn(thread->runs, call.ids.last());
    if (!run)
        return Failure {runMissing(call.ids.last())};
    return *run;
}

PracticeOutcome PracticeRuns::get(const PracticeCall &call) const
{
    const auto run = find(call);
    if (!run)
        return Failure {run.error()};
    return PracticeReply {.json = run.value()->json()};
}

PracticeOutcome PracticeRuns::cancel(const PracticeCall &call)
{
    const auto run = find(call);
    if (!run)
        return Failure {run.error()};
    if (!run.value()->isActive()) {
        return Failure {PracticeError {
            .message = u"Cannot cancel run with status '%1'."_s.arg(statusName(run.value()->status()))}};
    }
    run.value()->cancel();
    return PracticeReply {.json = run.value()->json()};
}

PracticeOutcome PracticeRuns::listSteps(const PracticeCall &call) const
{
    const auto run = find(call);
    if (!run)
        return Failure {run.error()};
    const auto page = pageOf(run.value()->steps(), call.query);
    if (!page)
        return Failure {page.error()};
    return PracticeReply {.json = page.value()};
}

} // namespace bobbin
