#pragma once

#include "core/conversation.h"
#include "core/message.h"
#include "core/service.h"
#include "core/strategy.h"

#include <QJsonObject>
#include <QLatin1StringView>

#include <optional>

namespace bobbin {

// The names of closed sets in files and requests; they never change and are not shown to the user.

/// As the OpenAI-shaped APIs write it: "system", "user", "assistant", "tool".
[[nodiscard]] QLatin1StringView nameOf(Role role);
[[nodiscard]] QLatin1StringView nameOf(ReplyState state);
[[nodiscard]] QLatin1StringView nameOf(FinishReason reason);
[[nodiscard]] QLatin1StringView nameOf(ApiKind kind);
[[nodiscard]] QLatin1StringView nameOf(TitleSource source);
[[nodiscard]] QLatin1StringView nameOf(Strategy strategy);

// The other way; empty for a name that is none of them.
[[nodiscard]] std::optional<Role> roleFromName(QStringView name);
[[nodiscard]] std::optional<ReplyState> replyStateFromName(QStringView name);
[[nodiscard]] std::optional<FinishReason> finishReasonFromName(QStringView name);
[[nodiscard]] std::optional<ApiKind> apiKindFromName(QStringView name);
[[nodiscard]] std::optional<TitleSource> titleSourceFromName(QStringView name);
[[nodiscard]] std::optional<Strategy> strategyFromName(QStringView name);

/// Only what is set, under the names of the Chat Completions API.
[[nodiscard]] QJsonObject toJson(const Parameters &parameters);
/// What cannot be understood is left at the service's default.
[[nodiscard]] Parameters parametersFromJson(const QJsonObject &json);

} // namespace bobbin
