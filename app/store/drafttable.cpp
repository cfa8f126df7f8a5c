#include "store/drafttable.h"

#include "database_p.h"

namespace bobbin {

Result<QString, StoreError> DraftTable::find(const ConversationId &conversation) const
{
    Query row = m_database.run(Statement::SelectDraft, conversation.toBytes());
    if (row.next())
        return row.text(0);
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return QString();
}

Status<StoreError> DraftTable::set(const ConversationId &conversation, const QString &text)
{
    Transaction transaction(m_database, Transaction::Durability::Quick);
    const auto changed = text.isEmpty()
        ? m_database.run(Statement::DeleteDraft, conversation.toBytes()).status()
        : m_database.run(Statement::ReplaceDraft, conversation.toBytes(), text, m_clock.now()).status();
    if (!changed)
        return changed;
    return transaction.commit();
}

Result<std::optional<ReadingPosition>, StoreError>
DraftTable::readingPosition(const ConversationId &conversation) const
{
    Query row = m_database.run(Statement::SelectReadingPosition, conversation);
    if (row.next()) {
        return std::optional(ReadingPosition {.message = row.id<MessageId>(0),
                                              .row = static_cast<int>(row.number(1)),
                                              .block = static_cast<int>(row.number(2)),
                                              .y = static_cast<int>(row.number(3))});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return std::optional<ReadingPosition>();
}

Status<StoreError> DraftTable::setReadingPosition(const ConversationId &conversation,
                                                  const std::optional<ReadingPosition> &position)
{
    Transaction transaction(m_database, Transaction::Durability::Quick);
    const auto changed = position ? m_database
                                        .run(Statement::ReplaceReadingPosition, position->message,
                                             position->block, position->y, conversation)
                                        .status()
                                  : m_database.run(Statement::DeleteReadingPosition, conversation).status();
    if (!changed)
        return changed;
    return transaction.commit();
}

} // namespace bobbin
