#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QList>
#include <QSet>

#include <optional>

namespace bobbin {

class Database;

/// A file that belongs to a message.
struct Attachment {
    AttachmentId id;
    QString name;
    QString mediaType;
    QByteArray data;

    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/// The files of messages. Part of a ConversationStore, used in its thread.
class AttachmentTable final
{
public:
    explicit AttachmentTable(Database &database) : m_database(database) { }

    [[nodiscard]] Result<QList<Attachment>, StoreError> of(const MessageId &message) const;
    /// What is in the file `id`.
    [[nodiscard]] Result<QByteArray, StoreError> data(const AttachmentId &id) const;
    /// The messages of `conversation` that have any.
    [[nodiscard]] Result<QSet<MessageId>, StoreError> ownersIn(const ConversationId &conversation) const;
    /// The message that the attachment belongs to; nothing if there is none of that id.
    [[nodiscard]] Result<std::optional<MessageId>, StoreError> ownerOf(const AttachmentId &id) const;
    /// Fails if the id is stored already.
    Status<StoreError> insert(const MessageId &message, const Attachment &attachment);

private:
    Database &m_database;
};

} // namespace bobbin
