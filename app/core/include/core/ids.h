#pragma once

#include "core/clock.h"

#include <QUuid>

#include <compare>

namespace bobbin {

/// A new UUID of version 7 (RFC 9562, section 5.7): sorts by time of creation, also among those made
/// in the same millisecond by this process. Can be called from any thread.
[[nodiscard]] QUuid createUuid7(Timestamp now);
[[nodiscard]] QUuid createUuid7();

/// The id of one kind of thing, which cannot be confused with the id of another kind.
///
/// A default-constructed id is null and means "none".
template<typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(const QUuid &uuid) : m_uuid(uuid) { }

    [[nodiscard]] static Id create() { return Id(createUuid7()); }
    /// The id that toString() or toBytes() gave; null if `text` or `bytes` is no UUID.
    [[nodiscard]] static Id fromString(const QString &text) { return Id(QUuid::fromString(text)); }
    [[nodiscard]] static Id fromBytes(const QByteArray &bytes) { return Id(QUuid::fromRfc4122(bytes)); }

    [[nodiscard]] bool isNull() const { return m_uuid.isNull(); }
    [[nodiscard]] bool isValid() const { return !m_uuid.isNull(); }
    [[nodiscard]] QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    [[nodiscard]] QByteArray toBytes() const { return m_uuid.toRfc4122(); } ///< 16 bytes.

    friend bool operator==(const Id &a, const Id &b) { return a.m_uuid == b.m_uuid; }
    friend bool operator<(const Id &a, const Id &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using ConversationId = Id<struct ConversationTag>;
using FolderId = Id<struct FolderTag>;
using MessageId = Id<struct MessageTag>;
using ServiceId = Id<struct ServiceTag>;
using AttachmentId = Id<struct AttachmentTag>;
using ServerThreadId = Id<struct ServerThreadTag>;
using DeviceId = Id<struct DeviceTag>;

} // namespace bobbin
