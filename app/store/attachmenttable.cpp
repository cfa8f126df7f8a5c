#include "store/attachmenttable.h"

#include "database_p.h"

namespace bobbin {

Result<QList<Attachment>, StoreError> AttachmentTable::of(const MessageId &message) const
{
    QList<Attachment> attachments;
    Query row = m_database.run(Statement::AttachmentsOf, message);
    while (row.next()) {
        attachments.append({.id = row.id<AttachmentId>(0),
                            .name = row.text(1),
                            .mediaType = row.text(2),
                            .data = row.bytes(3)});
    }
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return attachments;
}

Result<QByteArray, StoreError> AttachmentTable::data(const AttachmentId &id) const
{
    Query row = m_database.run(Statement::AttachmentData, id);
    if (row.next())
        return row.bytes(0);
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return Failure {StoreError {StoreError::Kind::NotFound, {}}};
}

Result<QSet<MessageId>, StoreError> AttachmentTable::ownersIn(const ConversationId &conversation) const
{
    QSet<MessageId> owners;
    Query row = m_database.run(Statement::AttachmentOwners, conversation);
    while (row.next())
        owners.insert(row.id<MessageId>(0));
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return owners;
}

Result<std::optional<MessageId>, StoreError> AttachmentTable::ownerOf(const AttachmentId &id) const
{
    Query row = m_database.run(Statement::AttachmentOwner, id);
    if (row.next())
        return std::optional(row.id<MessageId>(0));
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return std::optional<MessageId>();
}

Status<StoreError> AttachmentTable::insert(const MessageId &message, const Attachment &attachment)
{
    return m_database
        .run(Statement::InsertAttachment, attachment.id, attachment.name, attachment.mediaType,
             attachment.data, message)
        .status();
}

} // namespace bobbin
