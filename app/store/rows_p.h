#pragma once

#include "core/conversation.h"
#include "core/result.h"
#include "store/storeerror.h"

namespace bobbin {

class Database;
class Query;

/// What kind of thing a row of tombstones stands for.
enum class Tombstone { Conversation = 1, Folder = 2 };

/// How many summaryColumns() of statements.cpp are, of which the last is the conversation's pk.
inline constexpr int SummaryColumns = 10;
/// Reads them; they come first.
[[nodiscard]] ConversationSummary summaryFrom(const Query &row);
/// The tags in the column that the statements have for them.
[[nodiscard]] QStringList tagsFrom(const QString &text);

/// How the statement went; one that changed no row found nothing.
[[nodiscard]] Status<StoreError> affected(const Query &query);

/// Indexes what the search needs of a text besides its words; nothing for most texts.
Status<StoreError> indexParts(Database &database, const MessageId &id, const QString &content);

} // namespace bobbin
