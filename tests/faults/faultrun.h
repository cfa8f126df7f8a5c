#pragma once

#include "fault.h"
#include "session/notice.h"

#include <QStringList>

namespace bobbin {

/// What came of a fault in a real conversation, with a real store and real sockets.
struct FaultOutcome {
    Message user; ///< As the store has it afterwards.
    Message reply; ///< Likewise.
    QString shown; ///< The text of the reply in the window.
    Notice notice; ///< The last one.
    QStringList errors; ///< The texts of all errors that were shown.
    QStringList countdowns; ///< What was shown while Bobbin waited to ask again.
    QStringList requests; ///< "METHOD path" of those of the turn, in their order.
    int generations = 0;
    bool hasEnded = false;
    bool isBusy = true;
    bool hasKey = false; ///< The key was found in a message, in the log or in the files of the history.
    bool hasDisconnected = true; ///< After a stop, the connection is closed.
    std::chrono::milliseconds longestPass {}; ///< Processor time of the window's thread, at once.
    qint64 memory = 0; ///< In bytes: how much more the program had in use, at the most.
};

/// The key that services have here; it begins like none that are masked by their looks.
[[nodiscard]] QByteArray faultKey();

/// Plays `fault` to a conversation that asks "Question".
[[nodiscard]] FaultOutcome playFault(ApiKind kind, const Fault &fault);

} // namespace bobbin
