#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/readingposition.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <optional>

namespace bobbin {

class Database;

/// What stands in the composer and was not sent, and where the reader was. Part of a ConversationStore, used
/// in its thread.
///
/// The null id keeps the draft of the conversation that has not begun.
class DraftTable final
{
public:
    DraftTable(Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    /// Empty if there is none.
    [[nodiscard]] Result<QString, StoreError> find(const ConversationId &conversation) const;
    /// An empty text removes the draft. Survives the death of the program.
    Status<StoreError> set(const ConversationId &conversation, const QString &text);

    /// Where the reader left the conversation; empty for its end.
    [[nodiscard]] Result<std::optional<ReadingPosition>, StoreError>
    readingPosition(const ConversationId &conversation) const;
    Status<StoreError> setReadingPosition(const ConversationId &conversation,
                                          const std::optional<ReadingPosition> &position);

private:
    Database &m_database;
    const Clock &m_clock;
};

} // namespace bobbin
