#pragma once

#include "core/conversation.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QList>
#include <QMap>

namespace bobbin {

class Database;

/// Finds words in titles and messages, on all branches, outside the trash. Part of a ConversationStore,
/// used in its thread.
class SearchIndex final
{
public:
    explicit SearchIndex(Database &database) : m_database(database) { }

    /// Conversations that have every word of `text`, the last word as a beginning: those with the words in
    /// their title, then those with the words in one message, the newest message first; each conversation
    /// once and `limit` at the most. A text without a word finds nothing.
    [[nodiscard]] Result<QList<ConversationSummary>, StoreError> find(const QString &text, int limit) const;

private:
    /// `hits` says which of `found` has its words in which message, by the message's pk.
    Status<StoreError> addSnippets(const QString &query, const QMap<qint64, qsizetype> &hits,
                                   QList<ConversationSummary> &found) const;

    Database &m_database;
};

/// `text` as an FTS5 query: every word quoted, so that nothing in it is an operator; the last one as a
/// prefix unless white space follows it. Empty if there is no word in it.
[[nodiscard]] QString ftsQuery(const QString &text);

} // namespace bobbin
