#include "practiceerror.h"

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// "an integer"; null is an object to OpenAI, as it is to JavaScript.
QString kindOf(const QJsonValue &value)
{
    if (value.isString())
        return u"a string"_s;
    if (value.isBool())
        return u"a boolean"_s;
    if (value.isArray())
        return u"an array"_s;
    if (value.isDouble())
        return value.toDouble() == static_cast<double>(value.toInteger()) ? u"an integer"_s : u"a decimal"_s;
    return u"an object"_s;
}

// "'a' and 'b'", "'a', 'b', and 'c'"
QString enumeration(const QStringList &values)
{
    QStringList quoted;
    for (const QString &value : values)
        quoted << u'\'' % value % u'\'';
    if (quoted.size() == 2)
        return quoted.join(" and "_L1);
    quoted.last().prepend("and "_L1);
    return quoted.join(", "_L1);
}

QJsonValue textOrNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

} // namespace

PracticeError PracticeError::missing(const QString &param)
{
    return {.message = u"Missing required parameter: '%1'."_s.arg(param),
            .code = u"missing_required_parameter"_s,
            .param = param};
}

PracticeError PracticeError::unknown(const QString &param)
{
    return {
        .message = u"Unknown parameter: '%1'."_s.arg(param), .code = u"unknown_parameter"_s, .param = param};
}

PracticeError PracticeError::wrongType(const QString &param, const QString &expected, const QJsonValue &got)
{
    return {.message = u"Invalid type for '%1': expected %2, but got %3 instead."_s.arg(param, expected,
                                                                                        kindOf(got)),
            .code = u"invalid_type"_s,
            .param = param};
}

PracticeError PracticeError::wrongValue(const QString &param, const QString &value,
                                        const QStringList &supported)
{
    Q_ASSERT(supported.size() >= 2);
    return {.message = u"Invalid value: '%1'. Supported values are: %2."_s.arg(value, enumeration(supported)),
            .code = u"invalid_value"_s,
            .param = param};
}

PracticeError PracticeError::tooSmall(const QString &param, qint64 least, qint64 got)
{
    return {.message = u"Invalid '%1': integer below minimum value. Expected a value >= %2, but got %3 "
                       "instead."_s.arg(param, QString::number(least), QString::number(got)),
            .code = u"integer_below_min_value"_s,
            .param = param};
}

PracticeError PracticeError::tooLarge(const QString &param, qint64 most, qint64 got)
{
    return {.message = u"Invalid '%1': integer above maximum value. Expected a value <= %2, but got %3 "
                       "instead."_s.arg(param, QString::number(most), QString::number(got)),
            .code = u"integer_above_max_value"_s,
            .param = param};
}

PracticeError PracticeError::tooMany(const QString &param, qsizetype most, qsizetype got)
{
    return {.message =
                u"Invalid '%1': array too long. Expected an array with maximum length %2, but got an "
                "array with length %3 instead."_s.arg(param, QString::number(most), QString::number(got)),
            .code = u"array_above_max_length"_s,
            .param = param};
}

PracticeError PracticeError::notFound(const QString &message) { return {.status = 404, .message = message}; }

PracticeError PracticeError::modelMissing(const QString &model)
{
    return {.message = u"The requested model '%1' does not exist."_s.arg(model.left(100)),
            .code = u"model_not_found"_s,
            .param = u"model"_s};
}

QJsonObject PracticeError::toJson() const
{
    return {{u"error"_s,
             QJsonObject {{u"message"_s, message},
                          {u"type"_s, u"invalid_request_error"_s},
                          {u"param"_s, textOrNull(param)},
                          {u"code"_s, textOrNull(code)}}}};
}

} // namespace bobbin
