#pragma once

#include "core/service.h"

#include <QList>
#include <QString>

namespace bobbin {

/// How a model is given what was said before. A conversation can change it at any turn, since the local
/// history has everything.
enum class Strategy {
    FullHistory, ///< Every request carries it; the server holds nothing.
    Response, ///< The server keeps its responses, and a request names the one that it goes on from.
    Conversation, ///< The server keeps a conversation (Responses API), to which requests add.
    Thread, ///< The server keeps a thread (Assistants API), to which messages are added and which runs
            ///< answer.
};

/// What it is called, in the user's language.
[[nodiscard]] QString displayName(Strategy strategy);

/// Those of an API, the one that is used unless another is chosen first.
[[nodiscard]] QList<Strategy> strategiesOf(ApiKind api);
/// The API that `strategy` is spoken in at a service that is set to `api`.
[[nodiscard]] ApiKind apiOf(Strategy strategy, ApiKind api);
/// What to fall back to where a server does not offer `strategy`, in this order.
[[nodiscard]] QList<Strategy> fallbacksOf(Strategy strategy);

} // namespace bobbin
