#pragma once

#include "context/modelfacts.h"
#include "core/chatmessage.h"
#include "core/message.h"
#include "net/requesttext.h"

#include <QList>

namespace bobbin {

/// The request of a turn: as it was sent, or as it would be. Made up again from the history, in which nothing
/// is overwritten, by the way in which it was made up then.
struct SentTurn {
    bool isComing = false; ///< It has not been sent yet.
    Timestamp sentAt {};
    QString model;
    QString serviceName; ///< Empty if the service was removed.
    Strategy strategy = Strategy::FullHistory;
    QString threadId; ///< The server's id of what the messages were added to; empty if it holds nothing.
    QString instructions;
    QList<ChatMessage> messages;
    bool isWhole = true; ///< Nothing of it was deleted since.
    QList<RequestText> requests; ///< Byte for byte, without the key.

    qint64 tokens = 0; ///< Of the prompt.
    bool isExact = false; ///< Counted as the service counts; else estimated.
    qint64 window = 0; ///< 0 if not known.
    qint64 limit = 0; ///< What the prompt might have; 0 if not known.
    qint64 excess = 0; ///< Of a coming one: by how much it is too long to be sent.
    int leftOut = 0;
    bool hasSummary = false;
    bool needsNewThread = false; ///< Of a coming one: a container is made on the server first.

    Usage usage; ///< As the service counted it.
    Timing timing;
    std::optional<qint64> cost; ///< Of a coming one: of the prompt alone.
    QList<ContextNotice> notices;
    QString error;
};

} // namespace bobbin
