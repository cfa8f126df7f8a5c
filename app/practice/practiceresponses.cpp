#include "practiceresponses.h"

#include "practicefields.h"
#include "practicepage.h"
#include "practiceresponse.h"
#include "practicestate.h"

#include <functional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

constexpr qint64 leastTokenLimit = 16;

std::optional<PracticeError> checkRequest(const QJsonObject &request)
{
    static const QList<PracticeField> fields {
        {"background"_L1, Kind::Boolean},
        {"context_management"_L1, Kind::Array},
        {"conversation"_L1},
        {"include"_L1, Kind::Array},
        {"input"_L1},
        {"instructions"_L1, Kind::String},
        {"max_output_tokens"_L1, Kind::Integer},
        {"max_tool_calls"_L1, Kind::Integer},
        {"metadata"_L1, Kind::Object},
        {"model"_L1, Kind::String},
        {"moderation"_L1, Kind::Object},
        {"parallel_tool_calls"_L1, Kind::Boolean},
        {"previous_response_id"_L1, Kind::String},
        {"prompt"_L1, Kind::Object},
        {"prompt_cache_key"_L1, Kind::String},
        {"prompt_cache_options"_L1, Kind::Object},
        {"prompt_cache_retention"_L1, Kind::String},
        {"reasoning"_L1, Kind::Object},
        {"safety_identifier"_L1, Kind::String},
        {"service_tier"_L1, Kind::String},
        {"store"_L1, Kind::Boolean},
        {"stream"_L1, Kind::Boolean},
        {"stream_options"_L1, Kind::Object},
        {"temperature"_L1, Kind::Number},
        {"text"_L1, Kind::Object},
        {"tool_choice"_L1},
        {"tools"_L1, Kind::Array},
        {"top_logprobs"_L1, Kind::Integer},
        {"top_p"_L1, Kind::Number},
        {"truncation"_L1, Kind::String},
        {"user"_L1, Kind::String},
    };
    if (const auto error = PracticeModels::check(request.value("model"_L1)))
        return error;
    if (const auto error = checkFields(request, fields))
        return error;
    if (const auto error = checkFields(request.value("stream_options"_L1).toObject(),
                                       {{"include_obfuscation"_L1, Kind::Boolean}}, u"stream_options."_s))
        return error;
    return checkTokenLimit(request, "max_output_tokens"_L1, leastTokenLimit);
}

// The id of the conversation that the request names; empty if it names none.
QString conversationIn(const QJsonObject &request)
{
    const QJsonValue value = request.value("conversation"_L1);
    return value.isObject() ? value.toObject().value("id"_L1).toString() : value.toString();
}

PracticeError previousMissing(const QString &id)
{
    return {.message = u"Previous response with id '%1' not found."_s.arg(id),
            .code = u"previous_response_not_found"_s,
            .param = u"previous_response_id"_s};
}

PracticeError responseMissing(const QString &id)
{
    return PracticeError::notFound(u"Response with id '%1' not found."_s.arg(id));
}

PracticeError conversationLocked()
{
    return {.message = u"Another process is currently operating on this conversation. Please retry in a few "
                       "seconds."_s,
            .code = u"conversation_locked"_s,
            .param = u"conversation"_s};
}

PracticeError bothNamed()
{
    return {.message =
                u"Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you "
                "are only providing one of: 'previous_response_id' or 'conversation'."_s,
            .code = u"mutually_exclusive_parameters"_s};
}

} // namespace

QList<PracticeRoute> PracticeResponses::routes()
{
    const auto route = [this](const QByteArray &method, const QByteArray &pattern, auto answer) {
        return PracticeRoute {PracticeApi::Responses, method, pattern, std::bind_front(answer, this)};
    };
    return {
        route("post", "/responses", &PracticeResponses::create),
        route("get", "/responses/{}", &PracticeResponses::get),
        route("delete", "/responses/{}", &PracticeResponses::remove),
        route("post", "/responses/{}/cancel", &PracticeResponses::cancel),
        route("get", "/responses/{}/input_items", &PracticeResponses::listInput),
    };
}

PracticeOutcome PracticeResponses::create(const PracticeCall &call)
{
    const QJsonObject &request = call.body;
    if (const auto error = checkRequest(request))
        return Failure {*error};
    const QJsonValue inputField = request.value("input"_L1);
    const bool hasInput = !inputField.isUndefined() && !inputField.isNull();
    const auto input = hasInput ? parseItems(inputField, u"input"_s) : PracticeItems();
    if (!input)
        return Failure {input.error()};
    const auto earlier = earlierItems(request);
    if (!earlier)
        return Failure {earlier.error()};
    if (input->isEmpty() && earlier->isEmpty())
        return Failure {PracticeError::missing(u"input"_s)};

    QList<ChatMessage> messages = messagesOf(earlier.value() + input.value());
    if (const QString instructions = request.value("instructions"_L1).toString(); !instructions.isEmpty())
        messages.prepend({Role::System, instructions});
    auto answer = m_state.models.answer(request.value("model"_L1).toString(), messages,
                                        tokenLimit(request, "max_output_tokens"_L1));
    if (!answer) {
        PracticeError error = answer.error();
        error.param = u"input"_s;
        return Failure {error};
    }

    const auto response = std::make_shared<PracticeResponse>(m_state,
                                                             PracticeResponsePlan {
                                                                 .request = request,
                                                                 .earlier = earlier.value(),
                                                                 .input = input.value(),
                                                                 .answer = answer.value(),
                                                                 .conversation = conversationIn(request),
                                                             });
    if (request.value("store"_L1).toBool(true) || response->isBackground())
        m_state.responses.emplace(response->id(), response);
    if (request.value("stream"_L1).toBool())
        return PracticeReply {.stream = response};
    if (!response->isBackground())
        response->complete();
    return PracticeReply {.json = response->json()};
}

Result<PracticeItems, PracticeError> PracticeResponses::earlierItems(const QJsonObject &request) const
{
    const QString previousId = request.value("previous_response_id"_L1).toString();
    const QString conversationId = conversationIn(request);
    if (!previousId.isEmpty() && !conversationId.isEmpty())
        return Failure {bothNamed()};
    if (!previousId.isEmpty()) {
        const auto *previous = findIn(m_state.responses, previousId);
        if (!previous || !(*previous)->canBeContinued())
            return Failure {previousMissing(previousId)};
        return (*previous)->context();
    }
    if (!conversationId.isEmpty()) {
        const PracticeConversation *conversation = findIn(m_state.conversations, conversationId);
        if (!conversation)
            return Failure {conversationMissing(conversationId)};
        if (conversation->writer)
            return Failure {conversationLocked()};
        return conversation->items;
    }
    return PracticeItems();
}

PracticeOutcome PracticeResponses::get(const PracticeCall &call) const
{
    const auto *response = findIn(m_state.responses, call.ids.first());
    if (!response)
        return Failure {responseMissing(call.ids.first())};
    return PracticeReply {.json = (*response)->json()};
}

PracticeOutcome PracticeResponses::remove(const PracticeCall &call)
{
    const QString &id = call.ids.first();
    if (m_state.responses.erase(id) == 0)
        return Failure {responseMissing(id)};
    return PracticeReply {.json = {{u"id"_s, id}, {u"object"_s, u"response"_s}, {u"deleted"_s, true}}};
}

PracticeOutcome PracticeResponses::cancel(const PracticeCall &call)
{
    const auto *found = findIn(m_state.responses, call.ids.first());
    if (!found)
        return Failure {responseMissing(call.ids.first())};
    const std::shared_ptr<PracticeResponse> &response = *found;
    if (!response->isBackground())
        return Failure {PracticeError {.message = u"Cannot cancel a synchronous response."_s}};
    if (response->isActive())
        response->cancel();
    else if (response->status() != PracticeStatus::Cancelled)
        return Failure {PracticeError {.message = u"Cannot cancel a completed response."_s}};
    return PracticeReply {.json = response->json()};
}

PracticeOutcome PracticeResponses::listInput(const PracticeCall &call) const
{
    const auto *response = findIn(m_state.responses, call.ids.first());
    if (!response)
        return Failure {responseMissing(call.ids.first())};
    const auto page = pageOf((*response)->input(), call.query);
    if (!page)
        return Failure {page.error()};
    return PracticeReply {.json = page.value()};
}

} // namespace bobbin
