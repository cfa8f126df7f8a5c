#pragma once

#include "exchange/importer.h"
#include "importsink_p.h"

#include <memory>

namespace bobbin {

/// Reads Bobbin's own format. Without a store it only checks and leaves `report` as it is.
[[nodiscard]] std::unique_ptr<ImportSink> createHistoryImport(ConversationStore *store, ImportReport &report);

} // namespace bobbin
