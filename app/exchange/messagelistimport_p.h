#pragma once

#include "exchange/importer.h"
#include "importsink_p.h"

#include <memory>

namespace bobbin {

/// Reads a list of {"role", "content"} objects, as the Chat Completions API takes it, as one new
/// conversation.
[[nodiscard]] std::unique_ptr<ImportSink> createMessageListImport(ConversationStore *store,
                                                                  const Clock &clock, ImportReport &report);

} // namespace bobbin
