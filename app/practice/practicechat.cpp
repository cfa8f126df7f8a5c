#include "practicechat.h"

#include "practicefields.h"
#include "practicestate.h"

#include <QJsonArray>

#include <functional>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

std::optional<Role> roleFromName(const QString &name)
{
    if (name == "system"_L1 || name == "developer"_L1)
        return Role::System;
    if (name == "user"_L1)
        return Role::User;
    if (name == "assistant"_L1)
        return Role::Assistant;
    if (name == "tool"_L1)
        return Role::Tool;
    return {};
}

// The messages of a request; empty if there are none or one has an unknown role.
QList<ChatMessage> messagesIn(const QJsonObject &request)
{
    QList<ChatMessage> messages;
    const QJsonArray list = request.value("messages"_L1).toArray();
    for (const QJsonValue &value : list) {
        const std::optional<Role> role = roleFromName(value.toObject().value("role"_L1).toString());
        if (!role)
            return {};
        messages.append({.role = *role, .content = textOf(value.toObject().value("content"_L1))});
    }
    return messages;
}

std::optional<qsizetype> tokenLimit(const QJsonObject &request)
{
    for (const auto field : {"max_completion_tokens"_L1, "max_tokens"_L1}) {
        if (const std::optional<qsizetype> limit = bobbin::tokenLimit(request, field); limit && *limit >= 0)
            return limit;
    }
    return {};
}

QString finishReason(const PracticeAnswer &answer) { return answer.isCut ? u"length"_s : u"stop"_s; }

QJsonObject usage(const PracticeAnswer &answer)
{
    return {{u"prompt_tokens"_s, answer.promptTokens},
            {u"completion_tokens"_s, answer.tokens.size()},
            {u"total_tokens"_s, answer.promptTokens + answer.tokens.size()}};
}

} // namespace

QList<PracticeRoute> PracticeChat::routes()
{
    return {
        {PracticeApi::Chat, "get", "/models", std::bind_front(&PracticeChat::listModels, this)},
        {PracticeApi::Chat, "post", "/chat/completions", std::bind_front(&PracticeChat::complete, this)},
    };
}

PracticeOutcome PracticeChat::listModels(const PracticeCall &) const
{
    QJsonArray models;
    for (const QString &name : PracticeModels::names()) {
        models.append(QJsonObject {
            {u"id"_s, name}, {u"object"_s, u"model"_s}, {u"created"_s, 0}, {u"owned_by"_s, u"bobbin"_s}});
    }
    return PracticeReply {.json = {{u"object"_s, u"list"_s}, {u"data"_s, models}}};
}

PracticeOutcome PracticeChat::complete(const PracticeCall &call) const
{
    const QString model = call.body.value("model"_L1).toString();
    if (!PracticeModels::names().contains(model)) {
        return Failure {PracticeError {.status = 404,
                                       .message = u"The model '%1' does not exist"_s.arg(model.left(100)),
                                       .code = u"model_not_found"_s,
                                       .param = u"model"_s}};
    }
    const QList<ChatMessage> messages = messagesIn(call.body);
    if (messages.isEmpty()) {
        return Failure {PracticeError {
            .message = u"'messages' must be a list of messages with known roles."_s, .param = u"messages"_s}};
    }
    const auto answer = m_state.models.answer(model, messages, tokenLimit(call.body));
    if (!answer)
        return Failure {answer.error()};

    QJsonObject head {{u"id"_s, newId("chatcmpl-"_L1)}, {u"created"_s, secondsNow()}, {u"model"_s, model}};
    if (call.body.value("stream"_L1).toBool()) {
        const QJsonObject options = call.body.value("stream_options"_L1).toObject();
        head.insert(u"object"_s, u"chat.completion.chunk"_s);
        return PracticeReply {.stream = std::make_shared<PracticeCompletion>(
                                  head, answer.value(), options.value("include_usage"_L1).toBool(),
                                  m_state.models.tokensPerSecond())};
    }
    const QJsonObject message {{u"role"_s, u"assistant"_s}, {u"content"_s, answer->text()}};
    const QJsonObject choice {
        {u"index"_s, 0}, {u"message"_s, message}, {u"finish_reason"_s, finishReason(answer.value())}};
    head.insert(u"object"_s, u"chat.completion"_s);
    head.insert(u"choices"_s, QJsonArray {choice});
    head.insert(u"usage"_s, usage(answer.value()));
    return PracticeReply {.json = head};
}

PracticeCompletion::PracticeCompletion(QJsonObject head, const PracticeAnswer &answer, bool wantsUsage,
                                       int tokensPerSecond)
    : m_head(std::move(head)), m_answer(answer), m_wantsUsage(wantsUsage),
      m_typing(answer.tokens, tokensPerSecond)
{
    connect(&m_typing, &PracticeTyping::tokenWritten, this, [this](const QString &token) {
        writeChunk({{u"content"_s, token}}, {});
    });
    connect(&m_typing, &PracticeTyping::finished, this, &PracticeCompletion::end);
}

void PracticeCompletion::begin()
{
    writeChunk({{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}}, {});
    m_typing.start();
}

void PracticeCompletion::end()
{
    writeChunk({}, finishReason(m_answer));
    if (m_wantsUsage) {
        QJsonObject chunk = m_head;
        chunk.insert(u"choices"_s, QJsonArray());
        chunk.insert(u"usage"_s, usage(m_answer));
        writeEvent({}, chunk);
    }
    Q_EMIT eventWritten({}, "[DONE]");
    Q_EMIT finished();
}

void PracticeCompletion::writeChunk(const QJsonObject &delta, const QJsonValue &finishReason)
{
    QJsonObject chunk = m_head;
    const QJsonObject choice {{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finishReason}};
    chunk.insert(u"choices"_s, QJsonArray {choice});
    writeEvent({}, chunk);
}

} // namespace bobbin
