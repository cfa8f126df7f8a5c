#include "practicechat.h"

#include "core/chatmessage.h"
#include "practiceguide.h"
#include "practicehttp.h"
#include "roughtokens.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr auto guideModel = "practice-guide"_L1;
constexpr auto echoModel = "practice-echo"_L1;
constexpr int tick = 16; // milliseconds between two looks at the clock
constexpr qint64 maxBacklog = 256 * 1024; // bytes
constexpr qsizetype batch = 64; // tokens written at once when nothing limits the speed

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

QString textOf(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    QString text;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue &part : parts)
        text += part.toObject().value("text"_L1).toString();
    return text;
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

QString lastUserText(const QList<ChatMessage> &messages)
{
    const auto it = std::find_if(messages.rbegin(), messages.rend(),
                                 [](const ChatMessage &message) { return message.role == Role::User; });
    return it == messages.rend() ? QString() : it->content;
}

std::optional<int> tokenLimit(const QJsonObject &request)
{
    for (const auto field : {"max_completion_tokens"_L1, "max_tokens"_L1}) {
        if (const int limit = request.value(field).toInt(-1); limit >= 0)
            return limit;
    }
    return {};
}

} // namespace

QStringList PracticeChat::models() { return {guideModel, echoModel}; }

PracticeChat::PracticeChat(PracticeResponse &response, const PracticeGuide &guide, int tokensPerSecond)
    : m_response(response), m_guide(guide), m_tokensPerSecond(tokensPerSecond)
{
    connect(&m_timer, &QTimer::timeout, this, &PracticeChat::writeMore);
}

void PracticeChat::start(const QByteArray &body)
{
    if (!prepare(body)) {
        Q_EMIT finished();
        return;
    }
    if (!m_isStream) {
        sendWhole();
        Q_EMIT finished();
        return;
    }
    m_response.beginStream();
    m_isStreaming = true;
    sendChunk({{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}}, {});
    m_age.start();
    if (m_tokensPerSecond > 0)
        m_timer.start(tick);
    writeMore();
}

// Understands the request and thinks up the answer; if it cannot, it has sent an error.
bool PracticeChat::prepare(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) {
        m_response.sendError(400, u"The body of the request is not a JSON object."_s, u"invalid_json"_s);
        return false;
    }
    const QJsonObject request = document.object();
    m_model = request.value("model"_L1).toString();
    if (!models().contains(m_model)) {
        m_response.sendError(404, u"The model '%1' does not exist"_s.arg(m_model.left(100)),
                             u"model_not_found"_s, u"model"_s);
        return false;
    }
    const QList<ChatMessage> messages = messagesIn(request);
    if (messages.isEmpty()) {
        m_response.sendError(400, u"'messages' must be a list of messages with known roles."_s, {},
                             u"messages"_s);
        return false;
    }

    m_id = u"chatcmpl-"_s % QUuid::createUuid().toString(QUuid::Id128);
    m_created = QDateTime::currentSecsSinceEpoch();
    m_isStream = request.value("stream"_L1).toBool();
    m_wantsUsage = request.value("stream_options"_L1).toObject().value("include_usage"_L1).toBool();
    m_tokens = roughTokens(m_model == echoModel ? lastUserText(messages) : m_guide.answer(messages));
    m_finishReason = u"stop"_s;
    if (const std::optional<int> limit = tokenLimit(request); limit && *limit < m_tokens.size()) {
        m_tokens.resize(*limit);
        m_finishReason = u"length"_s;
    }
    for (const ChatMessage &message : messages)
        m_promptTokens += roughTokens(message.content).size();
    return true;
}

QJsonObject PracticeChat::frame(const QString &objectName) const
{
    return {{u"id"_s, m_id}, {u"object"_s, objectName}, {u"created"_s, m_created}, {u"model"_s, m_model}};
}

QJsonObject PracticeChat::usage() const
{
    return {{u"prompt_tokens"_s, m_promptTokens},
            {u"completion_tokens"_s, m_tokens.size()},
            {u"total_tokens"_s, m_promptTokens + m_tokens.size()}};
}

void PracticeChat::sendWhole()
{
    const QJsonObject message {{u"role"_s, u"assistant"_s}, {u"content"_s, m_tokens.join(QString())}};
    QJsonObject answer = frame(u"chat.completion"_s);
    answer.insert(u"choices"_s,
                  QJsonArray {QJsonObject {
                      {u"index"_s, 0}, {u"message"_s, message}, {u"finish_reason"_s, m_finishReason}}});
    answer.insert(u"usage"_s, usage());
    m_response.sendJson(200, answer);
}

void PracticeChat::sendChunk(const QJsonObject &delta, const QJsonValue &finishReason)
{
    QJsonObject chunk = frame(u"chat.completion.chunk"_s);
    const QJsonObject choice {{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finishReason}};
    chunk.insert(u"choices"_s, QJsonArray {choice});
    m_response.sendEvent(QJsonDocument(chunk).toJson(QJsonDocument::Compact));
}

// How many tokens of the answer should have been written by now.
qsizetype PracticeChat::dueTokens() const
{
    if (m_tokensPerSecond <= 0)
        return m_response.backlog() < maxBacklog ? std::min(m_sent + batch, m_tokens.size()) : m_sent;
    return std::min<qsizetype>(m_age.elapsed() * m_tokensPerSecond / 1000, m_tokens.size());
}

void PracticeChat::writeMore()
{
    if (!m_isStreaming)
        return;
    for (const qsizetype due = dueTokens(); m_sent < due; ++m_sent)
        sendChunk({{u"content"_s, m_tokens.at(m_sent)}}, {});
    if (m_sent == m_tokens.size())
        endStream();
}

void PracticeChat::endStream()
{
    m_isStreaming = false;
    m_timer.stop();
    sendChunk({}, m_finishReason);
    if (m_wantsUsage) {
        QJsonObject chunk = frame(u"chat.completion.chunk"_s);
        chunk.insert(u"choices"_s, QJsonArray());
        chunk.insert(u"usage"_s, usage());
        m_response.sendEvent(QJsonDocument(chunk).toJson(QJsonDocument::Compact));
    }
    m_response.sendEvent("[DONE]");
    m_response.endStream();
    Q_EMIT finished();
}

} // namespace bobbin
