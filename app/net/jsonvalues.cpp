#include "jsonvalues.h"

#include <QJsonArray>
#include <QJsonObject>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString partText(const QJsonValue &part)
{
    if (part.isString())
        return part.toString();
    const QJsonObject object = part.toObject();
    if (object.value("type"_L1) == "refusal"_L1)
        return object.value("refusal"_L1).toString();
    const QJsonValue text = object.value("text"_L1);
    return text.isObject() ? text.toObject().value("value"_L1).toString() : text.toString();
}

} // namespace

QJsonDocument parseJson(const QByteArray &json)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(json).toUtf8());
    return document;
}

QString contentText(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    if (content.isDouble())
        return content.toVariant().toString();
    QString text;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue &part : parts)
        text += partText(part);
    return text;
}

std::optional<qint64> countIn(const QJsonValue &value)
{
    if (!value.isDouble() && !value.isString())
        return {};
    bool isNumber = false;
    const double count = value.toVariant().toDouble(&isNumber);
    if (!isNumber || !(count >= 0) || count > 1e15)
        return {};
    return qRound64(count);
}

} // namespace bobbin
