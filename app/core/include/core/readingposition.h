#pragma once

#include "core/ids.h"

namespace bobbin {

/// Where a reader is in a conversation: what stands at the top of the window.
struct ReadingPosition {
    MessageId message;
    int row = 0; ///< Of the message on its branch.
    int block = -1; ///< Of the message's text, as it is divided for reading; -1 above the text.
    int y = 0; ///< Pixels below the top of the block, or of the message.

    friend bool operator==(const ReadingPosition &, const ReadingPosition &) = default;
};

} // namespace bobbin
