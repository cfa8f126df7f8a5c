#pragma once

#include "core/chatmessage.h"
#include "core/conversation.h"

#include <QList>

namespace bobbin {

/// What a request carries of a conversation: the instructions, then the active branch, oldest first.
///
/// Left out are replies without text (an empty assistant message at the end would be taken for the
/// beginning of the answer by some servers) and the models' reasoning. Neighbours of one role become one
/// message, since the chat templates of many local models accept only alternating roles.
[[nodiscard]] QList<ChatMessage> buildContext(const QString &instructions,
                                              const QList<BranchMessage> &branch);

/// The same for going on with the last reply of the branch where it stopped.
[[nodiscard]] QList<ChatMessage> buildContinuation(const QString &instructions,
                                                   const QList<BranchMessage> &branch);

/// About how many tokens `messages` have: four bytes of UTF-8 each, and four more per message.
[[nodiscard]] qint64 estimateTokens(const QList<ChatMessage> &messages);
/// The same for one text.
[[nodiscard]] qint64 estimateTokens(QStringView text);

} // namespace bobbin
