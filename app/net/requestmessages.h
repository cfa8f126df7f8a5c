#pragma once

#include "core/chatmessage.h"

#include <QList>

namespace bobbin {

/// `messages` without empty ones, and with neighbours of the same role joined by an empty line.
[[nodiscard]] QList<ChatMessage> joinedNeighbours(const QList<ChatMessage> &messages);

/// `messages` without empty ones.
[[nodiscard]] QList<ChatMessage> withoutEmpty(QList<ChatMessage> messages);

/// `message` for an API that knows only users and assistants: what a user may be taken to say. What it
/// really is stands before it, for the model to read.
[[nodiscard]] ChatMessage asUserOrAssistant(const ChatMessage &message);

} // namespace bobbin
