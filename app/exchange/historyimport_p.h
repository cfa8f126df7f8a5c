#pragma once

#include "exchange/importer.h"
#include "importsink_p.h"

#include <memory>

namespace bobbin {

/// Reads Bobbin's own format into `store`; without one it only checks whether it goes with what is `known`,
/// and leaves `report` as it is.
[[nodiscard]] std::unique_ptr<ImportSink> createHistoryImport(ConversationStore *store,
                                                              ConversationStore &known, const Clock &clock,
                                                              ImportReport &report);

} // namespace bobbin
