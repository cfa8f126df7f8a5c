#include "practicethreads.h"

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

PracticeError messageMissing(const QString &id)
{
    return PracticeError::notFound(u"No message found with id '%1'."_s.arg(id));
}

PracticeError busy(const QString &threadId, const QString &runId)
{
    return {.message = u"Can't add messages to %1 while a run %2 is active."_s.arg(threadId, runId)};
}

} // namespace

QList<PracticeRoute> PracticeThreads::routes()
{
    const auto route = [this](const QByteArray &method, const QByteArray &pattern, auto answer) {
        return PracticeRoute {PracticeApi::Assistants, method, pattern, std::bind_front(answer, this)};
    };
    return {
        route("post", "/threads", &PracticeThreads::create),
        route("get", "/threads/{}", &PracticeThreads::get),
        route("post", "/threads/{}", &PracticeThreads::update),
        route("delete", "/threads/{}", &PracticeThreads::remove),
        route("post", "/threads/{}/messages", &PracticeThreads::addMessage),
        route("get", "/threads/{}/messages", &PracticeThreads::listMessages),
        route("get", "/threads/{}/messages/{}", &PracticeThreads::getMessage),
    };
}

PracticeOutcome PracticeThreads::create(const PracticeCall &call)
{
    if (const auto error = checkFields(call.body,
                                       {{"messages"_L1, Kind::Array},
                                        {"metadata"_L1, Kind::Object},
                                        {"tool_resources"_L1, Kind::Object}}))
        return Failure {*error};
    const QString id = newId("thread_"_L1);
    const auto messages = parseThreadMessages(call.body.value("messages"_L1).toArray(), id, u"messages"_s);
    if (!messages)
        return Failure {messages.error()};
    const QJsonObject json {{u"id"_s, id},
                            {u"object"_s, u"thread"_s},
                            {u"created_at"_s, secondsNow()},
                            {u"metadata"_s, call.body.value("metadata"_L1).toObject()},
                            {u"tool_resources"_s, call.body.value("tool_resources"_L1).toObject()}};
    PracticeThread &thread = m_state.threads[id];
    thread.json = json;
    if (!m_state.dropsMessages)
        thread.messages = messages.value();
    return PracticeReply {.json = json};
}

PracticeOutcome PracticeThreads::get(const PracticeCall &call) const
{
    const PracticeThread *thread = findIn(m_state.threads, call.ids.first());
    if (!thread)
        return Failure {threadMissing(call.ids.first())};
    return PracticeReply {.json = thread->json};
}

PracticeOutcome PracticeThreads::update(const PracticeCall &call)
{
    PracticeThread *thread = findIn(m_state.threads, call.ids.first());
    if (!thread)
        return Failure {threadMissing(call.ids.first())};
    if (const auto error =
            checkFields(call.body, {{"metadata"_L1, Kind::Object}, {"tool_resources"_L1, Kind::Object}}))
        return Failure {*error};
    for (auto it = call.body.begin(); it != call.body.end(); ++it)
        thread->json.insert(it.key(), it.value().toObject());
    return PracticeReply {.json = thread->json};
}

PracticeOutcome PracticeThreads::remove(const PracticeCall &call)
{
    const QString &id = call.ids.first();
    if (!findIn(m_state.threads, id))
        return Failure {threadMissing(id)};
    m_state.removeThread(id);
    return PracticeReply {.json = {{u"id"_s, id}, {u"object"_s, u"thread.deleted"_s}, {u"deleted"_s, true}}};
}

PracticeOutcome PracticeThreads::addMessage(const PracticeCall &call)
{
    const QString &id = call.ids.first();
    PracticeThread *thread = findIn(m_state.threads, id);
    if (!thread)
        return Failure {threadMissing(id)};
    const auto message = parseThreadMessage(call.body, id);
    if (!message)
        return Failure {message.error()};
    if (const PracticeRun *run = thread->activeRun())
        return Failure {busy(id, run->id())};
    if (!m_state.dropsMessages)
        thread->messages.append(message.value());
    return PracticeReply {.json = message.value()};
}

PracticeOutcome PracticeThreads::listMessages(const PracticeCall &call) const
{
    const PracticeThread *thread = findIn(m_state.threads, call.ids.first());
    if (!thread)
        return Failure {threadMissing(call.ids.first())};
    QList<QJsonObject> messages = thread->messages;
    if (const QString run = call.query.queryItemValue(u"run_id"_s); !run.isEmpty())
        messages.removeIf([&run](const QJsonObject &message) { return message.value("run_id"_L1) != run; });
    const auto page = pageOf(messages, call.query);
    if (!page)
        return Failure {page.error()};
    return PracticeReply {.json = page.value()};
}

PracticeOutcome PracticeThreads::getMessage(const PracticeCall &call) const
{
    const PracticeThread *thread = findIn(m_state.threads, call.ids.first());
    if (!thread)
        return Failure {threadMissing(call.ids.first())};
    const QString &id = call.ids.last();
    const auto message =
        std::find_if(thread->messages.begin(), thread->messages.end(),
                     [&id](const QJsonObject &candidate) { return candidate.value("id"_L1) == id; });
    if (message == thread->messages.end())
        return Failure {messageMissing(id)};
    return PracticeReply {.json = *message};
}

} // namespace bobbin
