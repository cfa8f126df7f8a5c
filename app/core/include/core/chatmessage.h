#pragma once

#include "core/message.h"

#include <QString>

namespace bobbin {

/// A message as a request carries it.
struct ChatMessage {
    Role role = Role::User;
    QString content;

    friend bool operator==(const ChatMessage &, const ChatMessage &) = default;
};

} // namespace bobbin
