#include "threadrequest.h"

#include "core/enumnames.h"
#include "net/assistants.h"
#include "requestmessages.h"

#include <QJsonObject>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int fewestTokens = 256; // that the API takes as a limit

ApiCall ofAssistants(ApiCall call)
{
    call.headers = {{"OpenAI-Beta", "assistants=v2"}};
    return call;
}

QString threadPath(const QString &thread) { return "/threads/"_L1 % pathSegment(thread); }

QString runPath(const QString &thread, const QString &run)
{
    return threadPath(thread) % "/runs/"_L1 % pathSegment(run);
}

} // namespace

ApiCall createThreadCall() { return ofAssistants(ApiCall::post(u"/threads"_s, {})); }

ApiCall addMessageCall(const QString &thread, const ChatMessage &original)
{
    const ChatMessage message = asUserOrAssistant(original);
    return ofAssistants(ApiCall::post(threadPath(thread) + "/messages"_L1,
                                      {{u"role"_s, nameOf(message.role)}, {u"content"_s, message.content}}));
}

ApiCall listMessagesCall(const QString &thread, int most, const QString &after)
{
    return ofAssistants(ApiCall::get(listPath(threadPath(thread) + "/messages"_L1, most, after)));
}

ApiCall findThreadCall(const QString &thread) { return ofAssistants(ApiCall::get(threadPath(thread))); }

ApiCall removeThreadCall(const QString &thread) { return ofAssistants(ApiCall::remove(threadPath(thread))); }

ApiCall runCall(const CompletionRequest &request, const ModelQuirks &quirks)
{
    const Parameters &parameters = request.parameters;
    QJsonObject body {{u"assistant_id"_s, request.assistant}};
    const auto insert = [&](const QString &field, const QJsonValue &value) {
        if (!quirks.rejects(field))
            body.insert(field, value);
    };
    if (!request.instructions.isEmpty())
        body.insert(u"instructions"_s, request.instructions);
    if (!request.model.isEmpty())
        body.insert(u"model"_s, request.model);
    insert(u"stream"_s, true);
    if (parameters.temperature)
        insert(u"temperature"_s, *parameters.temperature);
    if (parameters.topP)
        insert(u"top_p"_s, *parameters.topP);
    if (parameters.maxOutputTokens)
        insert(u"max_completion_tokens"_s, std::max(*parameters.maxOutputTokens, fewestTokens));
    if (!parameters.reasoningEffort.isEmpty())
        insert(u"reasoning_effort"_s, parameters.reasoningEffort);
    ApiCall call = ofAssistants(ApiCall::post(threadPath(request.threadId) + "/runs"_L1, body));
    call.isCompletion = true;
    return call;
}

ApiCall findRunCall(const QString &thread, const QString &run)
{
    return ofAssistants(ApiCall::get(runPath(thread, run)));
}

ApiCall cancelRunCall(const QString &thread, const QString &run)
{
    return ofAssistants(ApiCall::post(runPath(thread, run) + "/cancel"_L1, {}));
}

ApiCall listAssistantsCall(const QString &after)
{
    return ofAssistants(ApiCall::get(listPath(u"/assistants"_s, 100, after)));
}

ApiCall createAssistantCall(const Assistant &assistant)
{
    QJsonObject body {{u"model"_s, assistant.model}};
    if (!assistant.name.isEmpty())
        body.insert(u"name"_s, assistant.name);
    if (!assistant.instructions.isEmpty())
        body.insert(u"instructions"_s, assistant.instructions);
    return ofAssistants(ApiCall::post(u"/assistants"_s, body));
}

} // namespace bobbin
