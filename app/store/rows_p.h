#pragma once

#include "core/conversation.h"
#include "core/result.h"
#include "store/storeerror.h"

namespace bobbin {

class Database;
class Query;

/// Reads the first eight columns, which are summaryColumns() of statements.cpp.
[[nodiscard]] ConversationSummary summaryFrom(const Query &row);

/// Indexes what the search needs of a text besides its words; nothing for most texts.
Status<StoreError> indexParts(Database &database, const MessageId &id, const QString &content);

} // namespace bobbin
