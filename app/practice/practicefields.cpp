#include "practicefields.h"

#include <QJsonArray>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = PracticeField::Kind;

bool isInteger(const QJsonValue &value)
{
    return value.isDouble() && value.toDouble() == static_cast<double>(value.toInteger());
}

bool isOfKind(const QJsonValue &value, Kind kind)
{
    switch (kind) {
    case Kind::Any:
        return true;
    case Kind::String:
        return value.isString();
    case Kind::Boolean:
        return value.isBool();
    case Kind::Integer:
        return isInteger(value);
    case Kind::Number:
        return value.isDouble();
    case Kind::Object:
        return value.isObject();
    case Kind::Array:
        return value.isArray();
    }
    Q_UNREACHABLE();
}

QString nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Any:
        return u"anything"_s;
    case Kind::String:
        return u"a string"_s;
    case Kind::Boolean:
        return u"a boolean"_s;
    case Kind::Integer:
        return u"an integer"_s;
    case Kind::Number:
        return u"a decimal"_s;
    case Kind::Object:
        return u"an object"_s;
    case Kind::Array:
        return u"an array"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

std::optional<PracticeError> checkFields(const QJsonObject &object, const QList<PracticeField> &known,
                                         const QString &path)
{
    const auto fieldNamed = [&known](const QString &name) {
        return std::find_if(known.begin(), known.end(),
                            [&name](const PracticeField &field) { return field.name == name; });
    };
    const QStringList names = object.keys();
    for (const QString &name : names) {
        if (fieldNamed(name) == known.end())
            return PracticeError::unknown(path % name);
    }
    for (const PracticeField &field : known) {
        const QJsonValue value = object.value(field.name);
        if (!value.isUndefined() && !value.isNull() && !isOfKind(value, field.kind))
            return PracticeError::wrongType(path % field.name, nameOf(field.kind), value);
    }
    return {};
}

std::optional<PracticeError> checkTokenLimit(const QJsonObject &object, QLatin1StringView name, qint64 least)
{
    const std::optional<qsizetype> limit = tokenLimit(object, name);
    if (limit && *limit < least)
        return PracticeError::tooSmall(name, least, *limit);
    return {};
}

std::optional<qsizetype> tokenLimit(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = object.value(name);
    if (!isInteger(value))
        return {};
    return static_cast<qsizetype>(value.toInteger());
}

QString textOf(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    QString text;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue &value : parts) {
        const QJsonObject part = value.toObject();
        const QJsonValue partText = part.value("text"_L1);
        if (partText.isObject()) // in messages of threads
            text += partText.toObject().value("value"_L1).toString();
        else
            text += partText.toString() % part.value("refusal"_L1).toString();
    }
    return text;
}

} // namespace bobbin
