#pragma once

#include "core/message.h"
#include "core/service.h"
#include "wire.h"

#include <QHash>
#include <QList>
#include <QString>

#include <functional>

namespace bobbin {

/// A way in which a server or the network misbehaves, and what must come of it.
struct Fault {
    /// When the user stops the reply.
    enum class Stop { Never, AtOnce, AtRequest, AtText, InCountdown };

    QByteArray name; ///< Unique in its API, in plain English; it stands in the document.
    QList<Wire::Answer>
        answers {}; ///< To the requests for a completion; to any further one a good answer "SECOND".
    ReplyState state = ReplyState::Failed;
    QString kept {}; ///< The text of the reply afterwards.
    int generations = 1; ///< How often a completion is asked for in all.
    int countdowns = 0; ///< How often Bobbin counts down before it asks again; the user skips them.

    /// Answers to other requests, by "METHOD path" without the query; the last one is given again and again.
    QHash<QByteArray, QList<Wire::Answer>> others {};
    bool isInSecondTurn = false; ///< After a turn that went well.
    Stop stop = Stop::Never;
    int stopAtRequest = 1; ///< Of Stop::AtRequest: counted in the turn, 1 for the first.
    Timeouts timeouts {.connect = std::chrono::seconds(20),
                       .firstByte = std::chrono::seconds(20),
                       .idle = std::chrono::seconds(20)};
    std::function<void(Service &)> change {}; ///< Of the service, before the turn.
    bool isLarge = false; ///< Much is sent: memory is looked at.
};

/// A fault by which the server says that it does not have this API: the next way of giving the model its
/// context is taken, if there is one.
[[nodiscard]] Fault routeMissing(const Wire &wire, const QByteArray &name, const Wire::Answer &answer);

/// What can happen in every API.
[[nodiscard]] QList<Fault> connectionFaults(const Wire &wire);
[[nodiscard]] QList<Fault> answerFaults(const Wire &wire);
[[nodiscard]] QList<Fault> statusFaults(const Wire &wire);
[[nodiscard]] QList<Fault> stopFaults(const Wire &wire);
/// What only one of them has.
[[nodiscard]] QList<Fault> chatFaults();
[[nodiscard]] QList<Fault> responsesFaults();
[[nodiscard]] QList<Fault> assistantsFaults();

/// All of an API.
[[nodiscard]] QList<Fault> faultsOf(ApiKind kind);

} // namespace bobbin
