#pragma once

#include "core/result.h"
#include "session/sentturn.h"
#include "turnplan.h"

#include <optional>

namespace bobbin {

// Both read a store, in that store's thread. `service` is the one that was or will be asked, without its key.

/// Empty if no request was kept for the reply, as of imported ones.
[[nodiscard]] Result<std::optional<SentTurn>, StoreError> readSentTurn(ConversationStore &store,
                                                                       const Conversation &conversation,
                                                                       const Service &service,
                                                                       const MessageId &reply);

/// `question` has a draft.
[[nodiscard]] Result<SentTurn, StoreError> readComingTurn(ConversationStore &store,
                                                          const TurnQuestion &question);

} // namespace bobbin
