#pragma once

#include "core/ids.h"

#include <QString>

#include <optional>

namespace bobbin {

/// An address that leads to a conversation in the history of this program, and to a message in it:
/// `bobbin:conversation/UUID` and `bobbin:conversation/UUID/message/UUID`. It can be followed, and nothing
/// else can be done with it.
struct BobbinLink {
    ConversationId conversation;
    MessageId message; ///< Null for the conversation as a whole.

    [[nodiscard]] QString toString() const;
    /// Nothing if `text` is no such address.
    [[nodiscard]] static std::optional<BobbinLink> parse(const QString &text);

    friend bool operator==(const BobbinLink &, const BobbinLink &) = default;
};

} // namespace bobbin
