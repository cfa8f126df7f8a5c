#pragma once

#include "core/message.h"

namespace bobbin {

/// A message in the tree of its conversation, without its text.
struct TreeMessage {
    MessageId id;
    int parent = -1; ///< Its place in the tree's list; -1 for a first message.
    Role role = Role::User;
    ReplyState state = ReplyState::Complete;
    bool isMilestone = false;

    friend bool operator==(const TreeMessage &, const TreeMessage &) = default;
};

/// All messages of a conversation: parents before their children, children oldest first.
using MessageTree = QList<TreeMessage>;

/// As much of a message as a list shows.
struct MessagePreview {
    MessageId id {};
    Role role = Role::User;
    ReplyState state = ReplyState::Complete;
    ServiceId service {};
    QString model {};
    Timestamp createdAt {};
    QString words {}; ///< The beginning of its text.

    friend bool operator==(const MessagePreview &, const MessagePreview &) = default;
};

} // namespace bobbin
