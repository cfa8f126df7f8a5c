#pragma once

#include "core/chatmessage.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace bobbin {

/// The entries of a list of messages in the order in which they were said.
///
/// The APIs list the newest first when asked to; servers that ignore how they are asked list the oldest
/// first. Which of the two a list is shows in the times, else in the order of `said`, ids that were made one
/// after the other, else in the roles: a user begins and an assistant ends.
[[nodiscard]] QList<QJsonObject> oldestFirst(const QJsonArray &list, const QStringList &said);

/// Whether `list` came with the oldest first.
[[nodiscard]] bool isOldestFirst(const QJsonArray &list, const QStringList &said);

/// Those that are messages, with the text of all their parts.
[[nodiscard]] QList<ChatMessage> chatMessages(const QList<QJsonObject> &entries);

} // namespace bobbin
