#pragma once

#include "core/clock.h"
#include "core/strategy.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace bobbin {

/// What was done about the context of a reply that the user did not ask for, to be told in one line above it
/// and kept with it.
struct ContextNotice {
    enum class Kind {
        ThreadReplaced, ///< The server's container could not be used any more: a new one was filled from
                        ///< here.
        StrategyChanged, ///< The service cannot keep the context in the way that was chosen.
        ContextCut, ///< The request was too long for the service: it was cut to fit and sent again.
    };
    enum class Reason {
        None,
        Lost, ///< The server had deleted it.
        Expired, ///< It was idle for longer than the service keeps it; the server was not asked.
        OutOfStep, ///< It did not hold what the history says.
        Forgotten, ///< The user had it forgotten.
        Full, ///< What it holds no longer fits in the model's context window.
        NotOffered, ///< The service has no such API, or not any more.
        Ignored, ///< The service takes no notice of what it is to go on from.
    };

    Kind kind = Kind::ThreadReplaced;
    Reason reason = Reason::None;
    Strategy from = Strategy::FullHistory;
    Strategy to = Strategy::FullHistory; ///< The same, unless the kind is StrategyChanged.
    QString oldId {}; ///< The server's id of what was lost; empty if there was nothing.
    QString newId {}; ///< Of what took its place; empty where the server names it only with the reply.
    QString detail {}; ///< The service's own words.
    Timestamp at {};
    int given = 0; ///< How many earlier messages the new container or the request was given.
    int leftOut = 0; ///< How many it was not.
    bool hasSummary = false; ///< A summary stands for what was left out.

    friend bool operator==(const ContextNotice &, const ContextNotice &) = default;
};

/// One line in the user's language.
[[nodiscard]] QString describe(const ContextNotice &notice);
/// The line and everything else that is known, for those who want to know.
[[nodiscard]] QString describeInDetail(const ContextNotice &notice);

[[nodiscard]] QJsonObject toJson(const ContextNotice &notice);
/// Empty for what toJson() cannot have made.
[[nodiscard]] std::optional<ContextNotice> contextNoticeFromJson(const QJsonObject &json);

} // namespace bobbin
