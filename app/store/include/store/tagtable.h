#pragma once

#include "core/place.h"
#include "core/result.h"
#include "store/storeerror.h"

namespace bobbin {

class Database;

/// The tags of conversations, of which each is there as long as a conversation has it; see cleanTag(). Part
/// of a ConversationStore, used in its thread.
class TagTable final
{
public:
    explicit TagTable(Database &database) : m_database(database) { }

    /// In the order of foldedTag(), spelled as they were first.
    [[nodiscard]] Result<QStringList, StoreError> all() const;
    /// Gives the conversation these tags and no others; when it was changed is for the caller to say.
    Status<StoreError> replace(const ConversationId &conversation, const QStringList &tags);

private:
    Database &m_database;
};

} // namespace bobbin
