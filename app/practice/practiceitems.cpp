#include "practiceitems.h"

#include "practicefields.h"
#include "practicestate.h"

#include <QJsonArray>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

const QStringList &roles()
{
    static const QStringList names {u"assistant"_s, u"system"_s, u"developer"_s, u"user"_s};
    return names;
}

// The kinds of items beside messages that are kept, and given back, without being read.
const QStringList &opaqueTypes()
{
    static const QStringList names {u"function_call"_s, u"function_call_output"_s, u"reasoning"_s};
    return names;
}

QStringList partTypes(const QString &role)
{
    return role == "assistant"_L1 ? QStringList {u"output_text"_s, u"refusal"_s}
                                  : QStringList {u"input_text"_s, u"input_image"_s, u"input_file"_s};
}

Result<QJsonArray, PracticeError> parseParts(const QJsonValue &content, const QString &role,
                                             const QString &param)
{
    if (content.isString()) {
        if (role == "assistant"_L1)
            return QJsonArray {outputTextPart(content.toString())};
        return QJsonArray {QJsonObject {{u"type"_s, u"input_text"_s}, {u"text"_s, content}}};
    }
    if (content.isUndefined() || content.isNull())
        return Failure {PracticeError::missing(param)};
    if (!content.isArray())
        return Failure {
            PracticeError::wrongType(param, u"one of a string or array of content parts"_s, content)};
    const QJsonArray parts = content.toArray();
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString type = parts.at(i).toObject().value("type"_L1).toString();
        const QStringList types = partTypes(role);
        if (!types.contains(type))
            return Failure {PracticeError::wrongValue(u"%1[%2]"_s.arg(param).arg(i), type, types)};
    }
    return parts;
}

Result<QJsonObject, PracticeError> parseMessage(const QJsonObject &message, const QString &param)
{
    static const QList<PracticeField> fields {
        {"content"_L1}, {"id"_L1, Kind::String},   {"phase"_L1, Kind::String}, {"role"_L1, Kind::String},
        {"status"_L1},  {"type"_L1, Kind::String},
    };
    if (const auto error = checkFields(message, fields, param % u'.'))
        return Failure {*error};
    const QString role = message.value("role"_L1).toString();
    if (!roles().contains(role))
        return Failure {PracticeError::wrongValue(param % u".role", role, roles())};
    const auto parts = parseParts(message.value("content"_L1), role, param % u".content");
    if (!parts)
        return Failure {parts.error()};
    const QString id = message.value("id"_L1).toString();
    return QJsonObject {{u"id"_s, id.isEmpty() ? newId("msg_"_L1) : id},
                        {u"type"_s, u"message"_s},
                        {u"status"_s, u"completed"_s},
                        {u"role"_s, role},
                        {u"content"_s, parts.value()}};
}

Result<QJsonObject, PracticeError> parseItem(const QJsonValue &value, const QString &param)
{
    if (!value.isObject())
        return Failure {PracticeError::wrongType(param, u"an input item"_s, value)};
    QJsonObject item = value.toObject();
    const QString type = item.value("type"_L1).toString(u"message"_s);
    if (type == "message"_L1)
        return parseMessage(item, param);
    if (!opaqueTypes().contains(type))
        return Failure {PracticeError::wrongValue(param, type, QStringList {u"message"_s} + opaqueTypes())};
    if (!item.contains("id"_L1))
        item.insert(u"id"_s, newId("item_"_L1));
    return item;
}

// Developers and the system both instruct.
Role roleFromName(const QString &name)
{
    if (name == "user"_L1)
        return Role::User;
    return name == "assistant"_L1 ? Role::Assistant : Role::System;
}

} // namespace

Result<PracticeItems, PracticeError> parseItems(const QJsonValue &input, const QString &param)
{
    if (input.isString()) {
        const QJsonObject message {{u"role"_s, u"user"_s}, {u"content"_s, input}};
        return parseItems(QJsonArray {message}, param);
    }
    if (!input.isArray())
        return Failure {PracticeError::wrongType(param, u"one of a string or array of input items"_s, input)};
    const QJsonArray array = input.toArray();
    PracticeItems items;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto item = parseItem(array.at(i), u"%1[%2]"_s.arg(param).arg(i));
        if (!item)
            return Failure {item.error()};
        items.append(item.value());
    }
    return items;
}

QJsonObject answerItem(const QString &id, const QString &status, const QJsonArray &content)
{
    return {{u"id"_s, id},
            {u"type"_s, u"message"_s},
            {u"status"_s, status},
            {u"role"_s, u"assistant"_s},
            {u"content"_s, content}};
}

QJsonObject outputTextPart(const QString &text)
{
    return {{u"type"_s, u"output_text"_s},
            {u"text"_s, text},
            {u"annotations"_s, QJsonArray()},
            {u"logprobs"_s, QJsonArray()}};
}

QList<ChatMessage> messagesOf(const PracticeItems &items)
{
    QList<ChatMessage> messages;
    for (const QJsonObject &item : items) {
        if (item.value("type"_L1) != "message"_L1)
            continue;
        messages.append({.role = roleFromName(item.value("role"_L1).toString()),
                         .content = textOf(item.value("content"_L1))});
    }
    return messages;
}

} // namespace bobbin
