#include "responserequest.h"

#include "core/enumnames.h"
#include "requestmessages.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int fewestTokens = 16; // that the API takes as a limit

// The roles that an item can have; a result of a tool would need its call.
ChatMessage asItemRole(const ChatMessage &message)
{
    return message.role == Role::Tool ? asUserOrAssistant(message) : message;
}

// Content as a plain string, which every server takes for every role.
QJsonArray inputItems(const QList<ChatMessage> &messages)
{
    QJsonArray items;
    for (const ChatMessage &original : messages) {
        const ChatMessage message = asItemRole(original);
        items.append(QJsonObject {{u"role"_s, nameOf(message.role)}, {u"content"_s, message.content}});
    }
    return items;
}

QJsonObject reasoningObject(const QString &effort, const ModelQuirks &quirks)
{
    QJsonObject reasoning {{u"effort"_s, effort}};
    if (!quirks.rejects(u"reasoning.summary"))
        reasoning.insert(u"summary"_s, u"auto"_s);
    return reasoning;
}

} // namespace

ApiCall responseCall(const CompletionRequest &request, const ModelQuirks &quirks)
{
    const Parameters &parameters = request.parameters;
    QJsonObject body {{u"model"_s, request.model},
                      {u"input"_s, inputItems(joinedNeighbours(request.messages))}};
    const auto insert = [&](const QString &field, const QJsonValue &value) {
        if (!quirks.rejects(field))
            body.insert(field, value);
    };
    if (!request.instructions.isEmpty())
        body.insert(u"instructions"_s, request.instructions);
    if (request.strategy == Strategy::Conversation)
        body.insert(u"conversation"_s, request.threadId);
    else
        insert(u"store"_s, request.strategy == Strategy::Response);
    if (request.strategy == Strategy::Response && !request.threadId.isEmpty())
        body.insert(u"previous_response_id"_s, request.threadId);
    insert(u"stream"_s, true);
    if (parameters.temperature)
        insert(u"temperature"_s, *parameters.temperature);
    if (parameters.topP)
        insert(u"top_p"_s, *parameters.topP);
    if (parameters.maxOutputTokens)
        insert(u"max_output_tokens"_s, std::max(*parameters.maxOutputTokens, fewestTokens));
    if (!parameters.reasoningEffort.isEmpty())
        insert(u"reasoning"_s, reasoningObject(parameters.reasoningEffort, quirks));
    ApiCall call = ApiCall::post(u"/responses"_s, body);
    call.isCompletion = true;
    return call;
}

QString responsePath(const QString &id) { return "/responses/"_L1 % pathSegment(id); }

QString conversationPath(const QString &id) { return "/conversations/"_L1 % pathSegment(id); }

ApiCall createConversationCall() { return ApiCall::post(u"/conversations"_s, {}); }

ApiCall addItemsCall(const QString &conversation, const QList<ChatMessage> &messages)
{
    Q_ASSERT(!messages.isEmpty() && messages.size() <= mostItemsAtOnce);
    QJsonArray items;
    for (const ChatMessage &original : messages) {
        const ChatMessage message = asItemRole(original);
        QJsonValue content = message.content;
        if (message.role == Role::Assistant) // the only parts that it may have here
            content = QJsonArray {QJsonObject {{u"type"_s, u"output_text"_s}, {u"text"_s, message.content}}};
        items.append(QJsonObject {
            {u"type"_s, u"message"_s}, {u"role"_s, nameOf(message.role)}, {u"content"_s, content}});
    }
    return ApiCall::post(conversationPath(conversation) + "/items"_L1, {{u"items"_s, items}});
}

ApiCall listItemsCall(const QString &conversation, int most, const QString &after)
{
    return ApiCall::get(listPath(conversationPath(conversation) + "/items"_L1, most, after));
}

} // namespace bobbin
