#include "practicecontrol.h"

#include "practicefields.h"
#include "practiceitems.h"
#include "practicemessages.h"
#include "practiceresponse.h"
#include "practicerun.h"
#include "practicestate.h"

#include <QJsonArray>

#include <array>
#include <functional>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

constexpr std::array optionalApis {
    std::pair {"responses"_L1, PracticeApi::Responses},
    std::pair {"conversations"_L1, PracticeApi::Conversations},
    std::pair {"assistants"_L1, PracticeApi::Assistants},
};

QString roleName(Role role)
{
    switch (role) {
    case Role::System:
        return u"system"_s;
    case Role::User:
        return u"user"_s;
    case Role::Assistant:
        return u"assistant"_s;
    case Role::Tool:
        return u"tool"_s;
    }
    Q_UNREACHABLE();
}

QJsonArray describeMessages(const QList<ChatMessage> &messages)
{
    QJsonArray result;
    for (const ChatMessage &message : messages) {
        result.append(QJsonObject {{u"role"_s, roleName(message.role)}, {u"text"_s, message.content}});
    }
    return result;
}

QJsonObject describeThread(const QString &id, const PracticeThread &thread)
{
    QJsonArray runs;
    for (const auto &[runId, run] : thread.runs)
        runs.append(QJsonObject {{u"id"_s, runId}, {u"status"_s, statusName(run->status())}});
    return {{u"id"_s, id},
            {u"messages"_s, describeMessages(messagesOfThread(thread.messages))},
            {u"runs"_s, runs}};
}

} // namespace

QList<PracticeRoute> PracticeControl::routes()
{
    const auto route = [this](const QByteArray &method, const QByteArray &pattern, auto answer) {
        return PracticeRoute {PracticeApi::Control, method, pattern, std::bind_front(answer, this)};
    };
    return {
        route("post", "/practice/expire", &PracticeControl::expire),
        route("post", "/practice/limit", &PracticeControl::limit),
        route("post", "/practice/offer", &PracticeControl::offer),
        route("post", "/practice/ignore", &PracticeControl::ignore),
        route("get", "/practice/state", &PracticeControl::describe),
    };
}

PracticeOutcome PracticeControl::expire(const PracticeCall &call)
{
    if (const auto error = checkFields(call.body, {{"all"_L1, Kind::Boolean}, {"id"_L1, Kind::String}}))
        return Failure {*error};
    if (call.body.value("all"_L1).toBool()) {
        while (!m_state.threads.empty())
            m_state.removeThread(m_state.threads.begin()->first);
        while (!m_state.conversations.empty())
            m_state.removeConversation(m_state.conversations.begin()->first);
        m_state.responses.clear();
        return PracticeReply {.json = {{u"expired"_s, u"all"_s}}};
    }
    const QString id = call.body.value("id"_L1).toString();
    if (!m_state.forget(id))
        return Failure {PracticeError::notFound(u"Nothing has the id '%1'."_s.arg(id))};
    return PracticeReply {.json = {{u"expired"_s, id}}};
}

PracticeOutcome PracticeControl::limit(const PracticeCall &call)
{
    constexpr auto name = "context_window"_L1;
    if (const auto error = checkFields(call.body, {{name, Kind::Integer}}))
        return Failure {*error};
    const std::optional<qsizetype> tokens = tokenLimit(call.body, name);
    if (!tokens)
        return Failure {PracticeError::missing(name)};
    if (*tokens < 0)
        return Failure {PracticeError::tooSmall(name, 0, *tokens)};
    m_state.models.setContextWindow(*tokens);
    return PracticeReply {.json = call.body};
}

PracticeOutcome PracticeControl::offer(const PracticeCall &call)
{
    QList<PracticeField> fields;
    for (const auto &[name, api] : optionalApis)
        fields.append({name, Kind::Boolean});
    if (const auto error = checkFields(call.body, fields))
        return Failure {*error};
    QJsonObject offered;
    for (const auto &[name, api] : optionalApis) {
        if (call.body.value(name).toBool(!m_state.withdrawn.contains(api)))
            m_state.withdrawn.remove(api);
        else
            m_state.withdrawn.insert(api);
        offered.insert(name, !m_state.withdrawn.contains(api));
    }
    return PracticeReply {.json = offered};
}

PracticeOutcome PracticeControl::ignore(const PracticeCall &call)
{
    if (const auto error = checkFields(call.body, {{"messages"_L1, Kind::Boolean}}))
        return Failure {*error};
    m_state.dropsMessages = call.body.value("messages"_L1).toBool();
    return PracticeReply {.json = {{u"messages"_s, m_state.dropsMessages}}};
}

PracticeOutcome PracticeControl::describe(const PracticeCall &) const
{
    QJsonArray conversations;
    for (const auto &[id, conversation] : m_state.conversations) {
        conversations.append(
            QJsonObject {{u"id"_s, id}, {u"messages"_s, describeMessages(messagesOf(conversation.items))}});
    }
    QJsonArray responses;
    for (const auto &[id, response] : m_state.responses) {
        responses.append(QJsonObject {{u"id"_s, id},
                                      {u"status"_s, statusName(response->status())},
                                      {u"messages"_s, describeMessages(messagesOf(response->context()))}});
    }
    QJsonArray threads;
    for (const auto &[id, thread] : m_state.threads)
        threads.append(describeThread(id, thread));
    QJsonArray assistants;
    for (const auto &[id, assistant] : m_state.assistants)
        assistants.append(QJsonObject {{u"id"_s, id}, {u"model"_s, assistant.value("model"_L1)}});
    const QJsonObject counts {{u"conversations"_s, conversations.size()},
                              {u"responses"_s, responses.size()},
                              {u"threads"_s, threads.size()},
                              {u"assistants"_s, assistants.size()}};
    return PracticeReply {.json = {{u"counts"_s, counts},
                                   {u"conversations"_s, conversations},
                                   {u"responses"_s, responses},
                                   {u"threads"_s, threads},
                                   {u"assistants"_s, assistants}}};
}

} // namespace bobbin
