#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "exchange/exchangeerror.h"

#include <QList>

#include <functional>
#include <optional>

class QIODevice;

namespace bobbin {

class ConversationStore;

enum class ExportFormat {
    Json, ///< Bobbin's own: everything, see docs/export-format.md.
    Messages, ///< One conversation as the list of roles and contents that the Chat Completions API takes.
    Markdown,
    Html,
};

struct ExportRequest {
    ExportFormat format = ExportFormat::Json;
    /// None for the whole history. Messages takes exactly one.
    QList<ConversationId> conversations;
};

struct ExportReport {
    qint64 conversations = 0;
    qint64 messages = 0;
};

/// Is told how many conversations have been written of how many; false cancels.
using ExportProgress = std::function<bool(qint64 done, qint64 all)>;

/// Writes the history or a part of it to `device`, in memory that does not depend on its size. Never
/// writes keys: it has none. All of it is of the moment at which it begins. To be called in the store's
/// thread.
[[nodiscard]] Result<ExportReport, ExchangeError> exportTo(QIODevice &device, ConversationStore &store,
                                                           const ExportRequest &request,
                                                           const ExportProgress &progress = {});

/// The same to the file `path`, which is replaced when all of it has been written, and not touched before.
/// The file can be read by its owner only.
[[nodiscard]] Result<ExportReport, ExchangeError> exportToFile(const QString &path, ConversationStore &store,
                                                               const ExportRequest &request,
                                                               const ExportProgress &progress = {});

} // namespace bobbin
