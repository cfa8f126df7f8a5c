#include "practiceassistants.h"

#include "practicefields.h"
#include "practicepage.h"
#include "practicestate.h"

#include <QJsonArray>

#include <functional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

std::optional<PracticeError> checkRequest(const QJsonObject &request)
{
    static const QList<PracticeField> fields {
        {"description"_L1, Kind::String},
        {"instructions"_L1, Kind::String},
        {"metadata"_L1, Kind::Object},
        {"model"_L1, Kind::String},
        {"name"_L1, Kind::String},
        {"reasoning_effort"_L1, Kind::String},
        {"response_format"_L1},
        {"temperature"_L1, Kind::Number},
        {"tool_resources"_L1, Kind::Object},
        {"tools"_L1, Kind::Array},
        {"top_p"_L1, Kind::Number},
    };
    return checkFields(request, fields);
}

QJsonObject newAssistant()
{
    return {
        {u"id"_s, newId("asst_"_L1)},
        {u"object"_s, u"assistant"_s},
        {u"created_at"_s, secondsNow()},
        {u"name"_s, QJsonValue()},
        {u"description"_s, QJsonValue()},
        {u"model"_s, QJsonValue()},
        {u"instructions"_s, QJsonValue()},
        {u"tools"_s, QJsonArray()},
        {u"tool_resources"_s, QJsonObject()},
        {u"metadata"_s, QJsonObject()},
        {u"temperature"_s, 1.0},
        {u"top_p"_s, 1.0},
        {u"response_format"_s, u"auto"_s},
        {u"reasoning_effort"_s, QJsonValue()},
    };
}

void apply(const QJsonObject &request, QJsonObject &assistant)
{
    for (auto it = request.begin(); it != request.end(); ++it)
        assistant.insert(it.key(), it.value());
}

} // namespace

QList<PracticeRoute> PracticeAssistants::routes()
{
    const auto route = [this](const QByteArray &method, const QByteArray &pattern, auto answer) {
        return PracticeRoute {PracticeApi::Assistants, method, pattern, std::bind_front(answer, this)};
    };
    return {
        route("post", "/assistants", &PracticeAssistants::create),
        route("get", "/assistants", &PracticeAssistants::list),
        route("get", "/assistants/{}", &PracticeAssistants::get),
        route("post", "/assistants/{}", &PracticeAssistants::update),
        route("delete", "/assistants/{}", &PracticeAssistants::remove),
    };
}

PracticeOutcome PracticeAssistants::create(const PracticeCall &call)
{
    if (const auto error = checkRequest(call.body))
        return Failure {*error};
    if (const auto error = PracticeModels::check(call.body.value("model"_L1)))
        return Failure {*error};
    QJsonObject assistant = newAssistant();
    apply(call.body, assistant);
    m_state.assistants.emplace(assistant.value("id"_L1).toString(), assistant);
    return PracticeReply {.json = assistant};
}

PracticeOutcome PracticeAssistants::list(const PracticeCall &call) const
{
    QList<QJsonObject> assistants;
    for (const auto &[id, assistant] : m_state.assistants)
        assistants.append(assistant);
    const auto page = pageOf(assistants, call.query);
    if (!page)
        return Failure {page.error()};
    return PracticeReply {.json = page.value()};
}

PracticeOutcome PracticeAssistants::get(const PracticeCall &call) const
{
    const QJsonObject *assistant = findIn(m_state.assistants, call.ids.first());
    if (!assistant)
        return Failure {assistantMissing(call.ids.first())};
    return PracticeReply {.json = *assistant};
}

PracticeOutcome PracticeAssistants::update(const PracticeCall &call)
{
    QJsonObject *assistant = findIn(m_state.assistants, call.ids.first());
    if (!assistant)
        return Failure {assistantMissing(call.ids.first())};
    if (const auto error = checkRequest(call.body))
        return Failure {*error};
    if (call.body.contains("model"_L1)) {
        if (const auto error = PracticeModels::check(call.body.value("model"_L1)))
            return Failure {*error};
    }
    apply(call.body, *assistant);
    return PracticeReply {.json = *assistant};
}

PracticeOutcome PracticeAssistants::remove(const PracticeCall &call)
{
    const QString &id = call.ids.first();
    if (m_state.assistants.erase(id) == 0)
        return Failure {assistantMissing(id)};
    return PracticeReply {
        .json = {{u"id"_s, id}, {u"object"_s, u"assistant.deleted"_s}, {u"deleted"_s, true}}};
}

} // namespace bobbin
