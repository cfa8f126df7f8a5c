#pragma once

#include "core/result.h"
#include "practiceerror.h"
#include "practicestream.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace bobbin {

/// The parts of the practice service that can be switched off one by one, and those that cannot.
enum class PracticeApi { Chat, Responses, Conversations, Assistants, Control };

/// A request, as what answers it needs it.
struct PracticeCall {
    QStringList ids {}; ///< What stands in the place of each {} of the route.
    QUrlQuery query {};
    QJsonObject body {}; ///< Empty without one.
};

/// An answer: as a whole, or as a stream if there is one.
struct PracticeReply {
    QJsonObject json {};
    std::shared_ptr<PracticeStream> stream {}; ///< May be followed by a client and known to the state.
};

using PracticeOutcome = Result<PracticeReply, PracticeError>;

/// Which requests are answered by whom.
struct PracticeRoute {
    PracticeApi api;
    QByteArray method; ///< In lower case.
    QByteArray pattern; ///< Below the base path, as "/threads/{}/runs".
    std::function<PracticeOutcome(const PracticeCall &)> answer;
};

} // namespace bobbin
