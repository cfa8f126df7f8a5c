#include "practiceconversations.h"

#include "practicefields.h"
#include "practicepage.h"
#include "practicestate.h"

#include <QJsonArray>

#include <algorithm>
#include <functional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

constexpr qsizetype maxItems = 20; // in one request

Result<PracticeItems, PracticeError> newItems(const QJsonObject &request)
{
    const QString name = u"items"_s;
    const QJsonArray items = request.value(name).toArray();
    if (items.size() > maxItems)
        return Failure {PracticeError::tooMany(name, maxItems, items.size())};
    return parseItems(items, name);
}

auto findItem(const PracticeItems &items, const QString &id)
{
    return std::find_if(items.begin(), items.end(),
                        [&id](const QJsonObject &item) { return item.value("id"_L1) == id; });
}

PracticeError itemMissing(const QString &id)
{
    return PracticeError::notFound(u"Item with id '%1' not found."_s.arg(id));
}

} // namespace

QList<PracticeRoute> PracticeConversations::routes()
{
    const auto route = [this](const QByteArray &method, const QByteArray &pattern, auto answer) {
        return PracticeRoute {PracticeApi::Conversations, method, pattern, std::bind_front(answer, this)};
    };
    return {
        route("post", "/conversations", &PracticeConversations::create),
        route("get", "/conversations/{}", &PracticeConversations::get),
        route("post", "/conversations/{}", &PracticeConversations::update),
        route("delete", "/conversations/{}", &PracticeConversations::remove),
        route("post", "/conversations/{}/items", &PracticeConversations::addItems),
        route("get", "/conversations/{}/items", &PracticeConversations::listItems),
        route("get", "/conversations/{}/items/{}", &PracticeConversations::getItem),
        route("delete", "/conversations/{}/items/{}", &PracticeConversations::removeItem),
    };
}

PracticeOutcome PracticeConversations::create(const PracticeCall &call)
{
    if (const auto error = checkFields(call.body, {{"items"_L1, Kind::Array}, {"metadata"_L1, Kind::Object}}))
        return Failure {*error};
    const auto items = newItems(call.body);
    if (!items)
        return Failure {items.error()};
    const QString id = newId("conv_"_L1);
    const QJsonObject json {{u"id"_s, id},
                            {u"object"_s, u"conversation"_s},
                            {u"created_at"_s, secondsNow()},
                            {u"metadata"_s, call.body.value("metadata"_L1).toObject()}};
    m_state.conversations.emplace(
        id,
        PracticeConversation {.json = json,
                              .items = m_state.dropsMessages ? PracticeItems() : items.value()});
    return PracticeReply {.json = json};
}

PracticeOutcome PracticeConversations::get(const PracticeCall &call) const
{
    const PracticeConversation *conversation = findIn(m_state.conversations, call.ids.first());
    if (!conversation)
        return Failure {conversationMissing(call.ids.first())};
    return PracticeReply {.json = conversation->json};
}

PracticeOutcome PracticeConversations::update(const PracticeCall &call)
{
    PracticeConversation *conversation = findIn(m_state.conversations, call.ids.first());
    if (!conversation)
        return Failure {conversationMissing(call.ids.first())};
    if (const auto error = checkFields(call.body, {{"metadata"_L1, Kind::Object}}))
        return Failure {*error};
    if (!call.body.contains("metadata"_L1))
        return Failure {PracticeError::missing(u"metadata"_s)};
    conversation->json.insert(u"metadata"_s, call.body.value("metadata"_L1).toObject());
    return PracticeReply {.json = conversation->json};
}

PracticeOutcome PracticeConversations::remove(const PracticeCall &call)
{
    const QString &id = call.ids.first();
    if (!findIn(m_state.conversations, id))
        return Failure {conversationMissing(id)};
    m_state.removeConversation(id);
    return PracticeReply {
        .json = {{u"id"_s, id}, {u"object"_s, u"conversation.deleted"_s}, {u"deleted"_s, true}}};
}

PracticeOutcome PracticeConversations::addItems(const PracticeCall &call)
{
    PracticeConversation *conversation = findIn(m_state.conversations, call.ids.first());
    if (!conversation)
        return Failure {conversationMissing(call.ids.first())};
    if (const auto error = checkFields(call.body, {{"items"_L1, Kind::Array}}))
        return Failure {*error};
    const auto items = newItems(call.body);
    if (!items)
        return Failure {items.error()};
    if (items->isEmpty())
        return Failure {PracticeError::missing(u"items"_s)};
    if (!m_state.dropsMessages)
        conversation->items += items.value();
    return PracticeReply {.json = listOf(items.value())};
}

PracticeOutcome PracticeConversations::listItems(const PracticeCall &call) const
{
    const PracticeConversation *conversation = findIn(m_state.conversations, call.ids.first());
    if (!conversation)
        return Failure {conversationMissing(call.ids.first())};
    const auto page = pageOf(conversation->items, call.query);
    if (!page)
        return Failure {page.error()};
    return PracticeReply {.json = page.value()};
}

PracticeOutcome PracticeConversations::getItem(const PracticeCall &call) const
{
    const PracticeConversation *conversation = findIn(m_state.conversations, call.ids.first());
    if (!conversation)
        return Failure {conversationMissing(call.ids.first())};
    const auto item = findItem(conversation->items, call.ids.last());
    if (item == conversation->items.end())
        return Failure {itemMissing(call.ids.last())};
    return PracticeReply {.json = *item};
}

PracticeOutcome PracticeConversations::removeItem(const PracticeCall &call)
{
    PracticeConversation *conversation = findIn(m_state.conversations, call.ids.first());
    if (!conversation)
        return Failure {conversationMissing(call.ids.first())};
    const auto item = findItem(conversation->items, call.ids.last());
    if (item == conversation->items.constEnd())
        return Failure {itemMissing(call.ids.last())};
    conversation->items.erase(item);
    return PracticeReply {.json = conversation->json};
}

} // namespace bobbin
