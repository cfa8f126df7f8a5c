#pragma once

#include "core/conversation.h"

namespace bobbin {

class Query;

/// Reads the first eight columns, which are summaryColumns() of statements.cpp.
[[nodiscard]] ConversationSummary summaryFrom(const Query &row);

} // namespace bobbin
