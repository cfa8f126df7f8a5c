#include "chatrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr auto maxTokens = "max_tokens"_L1;
constexpr auto maxCompletionTokens = "max_completion_tokens"_L1;

QString roleName(Role role)
{
    static constexpr std::array names {"system"_L1, "user"_L1, "assistant"_L1,
                                       "tool"_L1}; // in the order of Role
    return names.at(static_cast<size_t>(role));
}

QJsonArray messageList(const QList<ChatMessage> &messages)
{
    QList<ChatMessage> joined;
    for (const ChatMessage &message : messages) {
        if (message.content.isEmpty())
            continue;
        if (!joined.isEmpty() && joined.last().role == message.role)
            joined.last().content += "\n\n"_L1 % message.content;
        else
            joined << message;
    }
    QJsonArray list;
    for (const ChatMessage &message : std::as_const(joined))
        list.append(QJsonObject {{u"role"_s, roleName(message.role)}, {u"content"_s, message.content}});
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
    return isOpenAi ? maxCompletionTokens : maxTokens;
}

QJsonObject requestObject(const CompletionRequest &request, const Endpoint &endpoint,
                          const ModelQuirks &quirks)
{
    const Parameters &parameters = request.parameters;
    QJsonObject body {{u"model"_s, request.model}, {u"messages"_s, messageList(request.messages)}};
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

bool mentions(const QString &text, QLatin1StringView field)
{
    const QRegularExpression word(u"\\b"_s % field % u"\\b"_s);
    return word.match(text).hasMatch();
}

} // namespace

QByteArray chatRequestBody(const CompletionRequest &request, const Endpoint &endpoint,
                           const ModelQuirks &quirks)
{
    return QJsonDocument(requestObject(request, endpoint, quirks)).toJson(QJsonDocument::Compact);
}

std::optional<ModelQuirks> learnQuirks(const CompletionError &error, const CompletionRequest &request,
                                       const Endpoint &endpoint, const ModelQuirks &quirks)
{
    static const QRegularExpression unknown(
        u"unsupported|unknown|unrecogni[sz]ed|not (supported|permitted|allowed)|does not support"
        "|extra (inputs|fields)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static constexpr std::array dispensable {
        "stream_options"_L1, "temperature"_L1, "top_p"_L1, "reasoning_effort"_L1,
        maxCompletionTokens, maxTokens,        "stream"_L1};
    if (error.httpStatus != 400 && error.httpStatus != 422)
        return {};
    if (!unknown.match(error.code).hasMatch() && !unknown.match(error.detail).hasMatch())
        return {};

    const QJsonObject body = requestObject(request, endpoint, quirks);
    for (const auto field : dispensable) {
        const bool isNamed =
            error.param.isEmpty() ? mentions(error.detail, field) : error.param.section(u'.', 0, 0) == field;
        if (!isNamed || !body.contains(field))
            continue;
        ModelQuirks learned = quirks;
        const bool isTokenLimit = field == maxTokens || field == maxCompletionTokens;
        if (isTokenLimit && quirks.tokenLimitField.isEmpty()) {
            learned.tokenLimitField = field == maxTokens ? maxCompletionTokens : maxTokens;
        } else {
            learned.rejectedParameters << field;
            learned.rejectedParameters.sort();
        }
        return learned;
    }
    return {};
}

} // namespace bobbin
