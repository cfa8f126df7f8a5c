#include "core/modeldetails.h"

#include <cmath>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// Calls `visit(name, member)` for every member, so that reading and writing cannot part.
template<typename Details, typename Visit>
void forEachMember(Details &details, const Visit &visit)
{
    visit("listed_window"_L1, details.listedWindow);
    visit("learned_window"_L1, details.learnedWindow);
    visit("chosen_window"_L1, details.chosenWindow);
    visit("listed_prompt_price"_L1, details.listedPromptPrice);
    visit("listed_completion_price"_L1, details.listedCompletionPrice);
    visit("chosen_prompt_price"_L1, details.chosenPromptPrice);
    visit("chosen_completion_price"_L1, details.chosenCompletionPrice);
    visit("token_factor"_L1, details.tokenFactor);
}

} // namespace

QJsonObject toJson(const ModelDetails &details)
{
    QJsonObject json;
    forEachMember(details, [&json](QLatin1StringView name, auto value) {
        if (value > 0)
            json.insert(name, value);
    });
    if (!details.assistant.isEmpty())
        json.insert("assistant"_L1, details.assistant);
    return json;
}

ModelDetails modelDetailsFromJson(const QJsonObject &json)
{
    ModelDetails details;
    forEachMember(details, [&json](QLatin1StringView name, auto &value) {
        const double number = json.value(name).toDouble();
        if (std::isfinite(number) && number > 0 && number < 1e15)
            value = static_cast<std::remove_reference_t<decltype(value)>>(number);
    });
    details.assistant = json.value("assistant"_L1).toString();
    return details;
}

} // namespace bobbin
