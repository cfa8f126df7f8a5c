#include "core/enumnames.h"

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// In the order of the enumerators.
constexpr std::array roleNames {"system"_L1, "user"_L1, "assistant"_L1, "tool"_L1};
constexpr std::array replyStateNames {"complete"_L1, "streaming"_L1, "stopped"_L1, "interrupted"_L1,
                                      "failed"_L1};
constexpr std::array finishReasonNames {"none"_L1,       "stop"_L1,           "length"_L1,
                                        "tool_calls"_L1, "content_filter"_L1, "other"_L1};
constexpr std::array apiKindNames {"chat_completions"_L1, "responses"_L1, "assistants"_L1};
constexpr std::array strategyNames {"full_history"_L1, "response"_L1, "conversation"_L1, "thread"_L1};
constexpr std::array titleSourceNames {"first_words"_L1, "model"_L1, "user"_L1};

template<typename Enum, size_t N>
std::optional<Enum> find(const std::array<QLatin1StringView, N> &names, QStringView name)
{
    const auto it = std::find_if(names.begin(), names.end(),
                                 [&](QLatin1StringView candidate) { return name == candidate; });
    if (it == names.end())
        return {};
    return static_cast<Enum>(it - names.begin());
}

} // namespace

QLatin1StringView nameOf(Role role) { return roleNames[static_cast<size_t>(role)]; }
QLatin1StringView nameOf(ReplyState state) { return replyStateNames[static_cast<size_t>(state)]; }
QLatin1StringView nameOf(FinishReason reason) { return finishReasonNames[static_cast<size_t>(reason)]; }
QLatin1StringView nameOf(ApiKind kind) { return apiKindNames[static_cast<size_t>(kind)]; }
QLatin1StringView nameOf(Strategy strategy) { return strategyNames[static_cast<size_t>(strategy)]; }
QLatin1StringView nameOf(TitleSource source) { return titleSourceNames[static_cast<size_t>(source)]; }

std::optional<Role> roleFromName(QStringView name) { return find<Role>(roleNames, name); }
std::optional<ReplyState> replyStateFromName(QStringView name)
{
    return find<ReplyState>(replyStateNames, name);
}
std::optional<FinishReason> finishReasonFromName(QStringView name)
{
    return find<FinishReason>(finishReasonNames, name);
}
std::optional<ApiKind> apiKindFromName(QStringView name) { return find<ApiKind>(apiKindNames, name); }
std::optional<Strategy> strategyFromName(QStringView name) { return find<Strategy>(strategyNames, name); }
std::optional<TitleSource> titleSourceFromName(QStringView name)
{
    return find<TitleSource>(titleSourceNames, name);
}

QJsonObject toJson(const Parameters &parameters)
{
    QJsonObject json;
    if (parameters.temperature)
        json.insert("temperature"_L1, *parameters.temperature);
    if (parameters.topP)
        json.insert("top_p"_L1, *parameters.topP);
    if (parameters.maxOutputTokens)
        json.insert("max_completion_tokens"_L1, *parameters.maxOutputTokens);
    if (!parameters.reasoningEffort.isEmpty())
        json.insert("reasoning_effort"_L1, parameters.reasoningEffort);
    return json;
}

Parameters parametersFromJson(const QJsonObject &json)
{
    const auto number = [&](QLatin1StringView name) -> std::optional<double> {
        const QJsonValue value = json.value(name);
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    };
    Parameters parameters;
    parameters.temperature = number("temperature"_L1);
    parameters.topP = number("top_p"_L1);
    if (const auto tokens = number("max_completion_tokens"_L1); tokens && *tokens >= 1 && *tokens <= 1e9)
        parameters.maxOutputTokens = static_cast<int>(*tokens);
    parameters.reasoningEffort = json.value("reasoning_effort"_L1).toString();
    return parameters;
}

} // namespace bobbin
