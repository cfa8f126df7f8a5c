#pragma once

#include "core/conversation.h"
#include "core/result.h"
#include "store/searchquery.h"
#include "store/storeerror.h"

#include <QList>

namespace bobbin {

class Database;

/// Finds words in titles and messages, on all branches, outside the trash. Part of a ConversationStore,
/// used in its thread.
class SearchIndex final
{
public:
    explicit SearchIndex(Database &database) : m_database(database) { }

    /// Conversations that have what `text` asks for (see SearchQuery), each once and `limit` at the most:
    /// first some with the words in their title, then those with the words in one message, the newest message
    /// first, then those where they are parts of names in code. A text that asks for nothing finds nothing.
    [[nodiscard]] Result<QList<ConversationSummary>, StoreError> find(const QString &text, int limit) const;

    /// Goes on with what an earlier version did not index, `most` messages at once; false when all is done.
    Result<bool, StoreError> indexOlder(int most);

private:
    Database &m_database;
};

} // namespace bobbin
