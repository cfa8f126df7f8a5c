#pragma once

#include "core/messagetree.h"

namespace bobbin {

/// A line in a picture of a conversation's tree.
struct BranchRow {
    MessageId id;
    int parent = -1; ///< The row of the message above it; -1 for a first message.
    int level = 0; ///< How far it is indented.
    int alternative = 0; ///< Its place among the children of its parent, from 0, oldest first.
    int alternatives = 1;
    Role role = Role::User;
    ReplyState state = ReplyState::Complete;
    bool isMilestone = false;

    friend bool operator==(const BranchRow &, const BranchRow &) = default;
};

/// Lays out `tree` from top to bottom: a message stands below its parent, and is indented only where the
/// conversation forks. The alternative with most messages after it goes on at its parent's level, below the
/// indented others, so that no level is deeper than the logarithm of the number of messages, and a fork that
/// led nowhere does not move what follows. Takes time linear in the size of the tree.
[[nodiscard]] QList<BranchRow> layOutBranches(const MessageTree &tree);

} // namespace bobbin
