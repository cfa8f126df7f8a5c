#pragma once

#include "core/message.h"
#include "core/result.h"
#include "core/usage.h"
#include "store/storeerror.h"

#include <QList>

namespace bobbin {

class Database;

/// The book of what requests cost. Part of a ConversationStore, used in its thread.
class UsageTable final
{
public:
    explicit UsageTable(Database &database) : m_database(database) { }

    Status<StoreError> add(const UsageEntry &entry);
    /// The same; returns the number by which strike() takes it out again.
    [[nodiscard]] Result<qint64, StoreError> enter(const UsageEntry &entry);
    Status<StoreError> strike(qint64 number);
    /// Says to whom an entry belongs whose conversation was deleted.
    Status<StoreError> setOwner(qint64 number, const ConversationId &conversation);
    /// Of every reply in the book, by number; without its conversation.
    [[nodiscard]] Result<QList<std::pair<qint64, UsageEntry>>, StoreError> replies() const;
    [[nodiscard]] Result<UsageSum, StoreError> ofConversation(const ConversationId &id) const;
    /// Of all time, the oldest month first. Reads the whole book.
    [[nodiscard]] Result<QList<UsageOfMonth>, StoreError> months() const;

private:
    Database &m_database;
};

/// What `reply` cost, as the book has it.
[[nodiscard]] UsageEntry usageOf(const ConversationId &conversation, const Message &reply, Timestamp at);

} // namespace bobbin
