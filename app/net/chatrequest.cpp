#include "chatrequest.h"

#include "core/enumnames.h"
#include "requestmessages.h"

#include <QJsonArray>
#include <QJsonObject>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QJsonArray messageList(const CompletionRequest &request)
{
    QList<ChatMessage> messages = request.messages;
    messages.prepend({Role::System, request.instructions});
    QJsonArray list;
    const QList<ChatMessage> joined = joinedNeighbours(messages);
    for (const ChatMessage &message : joined)
        list.append(QJsonObject {{u"role"_s, nameOf(message.role)}, {u"content"_s, message.content}});
    return list;
}

// OpenAI's newer models know only max_completion_tokens; some local servers ignore it silently, which
// would mean no limit at all.
QString tokenLimitField(const Endpoint &endpoint, const ModelQuirks &quirks)
{
    if (!quirks.tokenLimitField.isEmpty())
        return quirks.tokenLimitField;
    const QString host = endpoint.service.baseUrl.host();
    const bool isOpenAi = host == "api.openai.com"_L1 || host.endsWith(".openai.com"_L1)
        || host.endsWith(".openai.azure.com"_L1) || host.endsWith(".azure.com"_L1);
    return isOpenAi ? u"max_completion_tokens"_s : u"max_tokens"_s;
}

QJsonObject requestObject(const CompletionRequest &request, const Endpoint &endpoint,
                          const ModelQuirks &quirks)
{
    const Parameters &parameters = request.parameters;
    QJsonObject body {{u"model"_s, request.model}, {u"messages"_s, messageList(request)}};
    const auto insert = [&](const QString &field, const QJsonValue &value) {
        if (!quirks.rejects(field))
            body.insert(field, value);
    };
    insert(u"stream"_s, true);
    if (body.contains("stream"_L1))
        insert(u"stream_options"_s, QJsonObject {{u"include_usage"_s, true}});
    if (parameters.temperature)
        insert(u"temperature"_s, *parameters.temperature);
    if (parameters.topP)
        insert(u"top_p"_s, *parameters.topP);
    if (parameters.maxOutputTokens)
        insert(tokenLimitField(endpoint, quirks), *parameters.maxOutputTokens);
    if (!parameters.reasoningEffort.isEmpty())
        insert(u"reasoning_effort"_s, parameters.reasoningEffort);
    return body;
}

} // namespace

ApiCall chatCompletionCall(const CompletionRequest &request, const Endpoint &endpoint,
                           const ModelQuirks &quirks)
{
    ApiCall call = ApiCall::post(u"/chat/completions"_s, requestObject(request, endpoint, quirks));
    call.isCompletion = true;
    return call;
}

} // namespace bobbin
