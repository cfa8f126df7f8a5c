#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "exchange/exchangeerror.h"

#include <functional>

class QIODevice;

namespace bobbin {

class ConversationStore;

struct ImportReport {
    qint64 conversations = 0; ///< New ones.
    qint64 updated = 0; ///< That were there already and gained or changed something.
    qint64 unchanged = 0; ///< That were there already, just as they are in the file.
    qint64 messages = 0; ///< New ones.
    qint64 notUnderstood = 0; ///< Members of the file that this version does not know; they were skipped.
    qint64 distrusted = 0; ///< New services that came with certificates or a proxy, which were left out.
};

/// What the user has to know of an import besides the numbers, as sentences; empty for nothing.
[[nodiscard]] QString notesOn(const ImportReport &report);

/// Is told how many bytes of how many have been read, first for checking, then for storing; false cancels.
using ImportProgress = std::function<bool(qint64 done, qint64 all)>;

/// Reads a file in Bobbin's JSON format, or a list of roles and contents, into the history.
///
/// The whole file is checked before anything is stored. What is in the history already is recognised by
/// its id: reading a file twice changes nothing, and of two versions of a conversation the newer one
/// prevails, while the messages of both are kept. To be called in the store's thread.
[[nodiscard]] Result<ImportReport, ExchangeError> importFile(const QString &path, ConversationStore &store,
                                                             const Clock &clock,
                                                             const ImportProgress &progress = {});

} // namespace bobbin
