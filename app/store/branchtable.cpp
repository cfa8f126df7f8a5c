#include "store/branchtable.h"

#include "database_p.h"

#include <QHash>

namespace bobbin {

Result<MessageTree, StoreError> BranchTable::tree(const ConversationId &conversation) const
{
    MessageTree tree;
    QHash<qint64, int> places; // by pk
    Query row = m_database.run(Statement::TreeOfConversation, conversation);
    while (row.next()) {
        places.insert(row.number(0), static_cast<int>(tree.size()));
        tree.append({.id = row.id<MessageId>(2),
                     .parent = row.isNull(1) ? -1 : places.value(row.number(1), -1),
                     .role = row.choice(3, Role::Tool, Role::System),
                     .state = row.choice(4, ReplyState::Failed, ReplyState::Complete),
                     .isMilestone = row.flag(5)});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return tree;
}

Result<QList<MessagePreview>, StoreError> BranchTable::previews(const QList<MessageId> &messages) const
{
    QList<MessagePreview> previews;
    for (const MessageId &id : messages) {
        Query row = m_database.run(Statement::PreviewOfMessage, id);
        if (row.next()) {
            previews.append({.id = id,
                             .role = row.choice(0, Role::Tool, Role::System),
                             .state = row.choice(1, ReplyState::Failed, ReplyState::Complete),
                             .service = row.id<ServiceId>(2),
                             .model = row.text(3),
                             .createdAt = row.time(4),
                             .words = row.text(5)});
        } else if (const auto status = row.status(); !status) {
            return Failure {status.error()};
        }
    }
    return previews;
}

Status<StoreError>
BranchTable::forEachText(const ConversationId &conversation,
                         const std::function<void(const MessageId &, const QString &)> &visit) const
{
    Query row = m_database.run(Statement::TextsOfConversation, conversation);
    while (row.next())
        visit(row.id<MessageId>(0), row.text(1));
    return row.status();
}

} // namespace bobbin
