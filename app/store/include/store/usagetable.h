#pragma once

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
    [[nodiscard]] Result<UsageSum, StoreError> ofConversation(const ConversationId &id) const;
    /// Of all time, the oldest month first. Reads the whole book.
    [[nodiscard]] Result<QList<UsageOfMonth>, StoreError> months() const;

private:
    Database &m_database;
};

} // namespace bobbin
