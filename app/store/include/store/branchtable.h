#pragma once

#include "core/messagetree.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <functional>

namespace bobbin {

class Database;

/// The trees of messages as wholes, across all branches. Part of a ConversationStore, used in its thread.
class BranchTable final
{
public:
    explicit BranchTable(Database &database) : m_database(database) { }

    /// The shape of the conversation; empty if it is not stored.
    [[nodiscard]] Result<MessageTree, StoreError> tree(const ConversationId &conversation) const;
    /// Of those of `messages` that are stored, in the same order.
    [[nodiscard]] Result<QList<MessagePreview>, StoreError> previews(const QList<MessageId> &messages) const;
    /// Calls `visit` with the text of every message, in the order of tree().
    Status<StoreError>
    forEachText(const ConversationId &conversation,
                const std::function<void(const MessageId &id, const QString &text)> &visit) const;

private:
    Database &m_database;
};

} // namespace bobbin
