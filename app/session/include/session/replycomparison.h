#pragma once

#include "core/message.h"
#include "core/messagetree.h"
#include "core/result.h"
#include "diff/textdiff.h"
#include "store/storeerror.h"

#include <functional>

class QObject;

namespace bobbin {

class StoreThread;

/// Two messages side by side.
struct ReplyComparison {
    Message left;
    Message right;
    QList<DiffRow> rows;
};

/// Reads two messages in the reader's thread and compares them in a thread of the pool, however long they
/// are. `answer` is not called if `context` is gone by then.
void compareReplies(StoreThread &reader, const MessageId &left, const MessageId &right, QObject *context,
                    std::function<void(const Result<ReplyComparison, StoreError> &)> answer);

/// The other alternatives of `message`, oldest first. `answer` is not called if `context` is gone by then.
void readAlternatives(StoreThread &reader, const MessageId &message, QObject *context,
                      std::function<void(const QList<MessagePreview> &)> answer);

} // namespace bobbin
