#include "net/modelquirks.h"

#include <QJsonArray>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr auto tokenLimitKey = "tokenLimitField"_L1;
constexpr auto rejectedKey = "rejectedParameters"_L1;

} // namespace

QJsonObject ModelQuirks::toJson() const
{
    QJsonObject json;
    if (!tokenLimitField.isEmpty())
        json.insert(tokenLimitKey, tokenLimitField);
    if (!rejectedParameters.isEmpty())
        json.insert(rejectedKey, QJsonArray::fromStringList(rejectedParameters));
    return json;
}

ModelQuirks ModelQuirks::fromJson(const QJsonObject &json)
{
    ModelQuirks quirks;
    const QString field = json.value(tokenLimitKey).toString();
    if (field == "max_tokens"_L1 || field == "max_completion_tokens"_L1)
        quirks.tokenLimitField = field;
    const QJsonArray rejected = json.value(rejectedKey).toArray();
    for (const QJsonValue &parameter : rejected) {
        if (parameter.isString() && !parameter.toString().isEmpty())
            quirks.rejectedParameters << parameter.toString();
    }
    quirks.rejectedParameters.removeDuplicates();
    quirks.rejectedParameters.sort();
    return quirks;
}

} // namespace bobbin
