#include "practicemessages.h"

#include "practicefields.h"
#include "practicestate.h"

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

Result<QJsonArray, PracticeError> parseContent(const QJsonValue &content, const QString &param)
{
    static const QStringList types {u"text"_s, u"image_url"_s, u"image_file"_s};
    if (content.isUndefined() || content.isNull())
        return Failure {PracticeError::missing(param)};
    if (content.isString())
        return QJsonArray {threadTextPart(content.toString())};
    if (!content.isArray())
        return Failure {PracticeError::wrongType(param, u"one of a string or array of objects"_s, content)};
    const QJsonArray parts = content.toArray();
    QJsonArray result;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QJsonObject part = parts.at(i).toObject();
        const QString type = part.value("type"_L1).toString();
        if (!types.contains(type))
            return Failure {PracticeError::wrongValue(u"%1[%2].type"_s.arg(param).arg(i), type, types)};
        if (type == "text"_L1)
            result.append(threadTextPart(part.value("text"_L1).toString()));
        else
            result.append(part);
    }
    return result;
}

} // namespace

Result<QList<QJsonObject>, PracticeError> parseThreadMessages(const QJsonArray &array,
                                                              const QString &threadId, const QString &param)
{
    QList<QJsonObject> messages;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto message =
            parseThreadMessage(array.at(i).toObject(), threadId, u"%1[%2]."_s.arg(param).arg(i));
        if (!message)
            return Failure {message.error()};
        messages.append(message.value());
    }
    return messages;
}

Result<QJsonObject, PracticeError> parseThreadMessage(const QJsonObject &message, const QString &threadId,
                                                      const QString &path)
{
    static const QList<PracticeField> fields {
        {"attachments"_L1, Kind::Array},
        {"content"_L1},
        {"metadata"_L1, Kind::Object},
        {"role"_L1, Kind::String},
    };
    static const QStringList roles {u"user"_s, u"assistant"_s};
    if (const auto error = checkFields(message, fields, path))
        return Failure {*error};
    if (!message.contains("role"_L1))
        return Failure {PracticeError::missing(path % u"role")};
    const QString role = message.value("role"_L1).toString();
    if (!roles.contains(role))
        return Failure {PracticeError::wrongValue(path % u"role", role, roles)};
    const auto content = parseContent(message.value("content"_L1), path % u"content");
    if (!content)
        return Failure {content.error()};
    QJsonObject result = threadMessage(threadId, role, content.value());
    result.insert(u"attachments"_s, message.value("attachments"_L1).toArray());
    result.insert(u"metadata"_s, message.value("metadata"_L1).toObject());
    return result;
}

QJsonObject threadMessage(const QString &threadId, const QString &role, const QJsonArray &content)
{
    const qint64 now = secondsNow();
    return {{u"id"_s, newId("msg_"_L1)},
            {u"object"_s, u"thread.message"_s},
            {u"created_at"_s, now},
            {u"completed_at"_s, now},
            {u"incomplete_at"_s, QJsonValue()},
            {u"incomplete_details"_s, QJsonValue()},
            {u"thread_id"_s, threadId},
            {u"assistant_id"_s, QJsonValue()},
            {u"run_id"_s, QJsonValue()},
            {u"status"_s, u"completed"_s},
            {u"role"_s, role},
            {u"content"_s, content},
            {u"attachments"_s, QJsonArray()},
            {u"metadata"_s, QJsonObject()}};
}

QJsonObject threadTextPart(const QString &text)
{
    return {{u"type"_s, u"text"_s},
            {u"text"_s, QJsonObject {{u"value"_s, text}, {u"annotations"_s, QJsonArray()}}}};
}

QList<ChatMessage> messagesOfThread(const QList<QJsonObject> &messages)
{
    QList<ChatMessage> result;
    for (const QJsonObject &message : messages) {
        const bool isUser = message.value("role"_L1) == "user"_L1;
        result.append(
            {.role = isUser ? Role::User : Role::Assistant, .content = textOf(message.value("content"_L1))});
    }
    return result;
}

} // namespace bobbin
