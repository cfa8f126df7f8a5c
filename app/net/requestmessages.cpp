#include "requestmessages.h"

namespace bobbin {

using namespace Qt::StringLiterals;

QList<ChatMessage> joinedNeighbours(const QList<ChatMessage> &messages)
{
    QList<ChatMessage> joined;
    for (const ChatMessage &message : messages) {
        if (message.content.isEmpty())
            continue;
        if (!joined.isEmpty() && joined.last().role == message.role)
            joined.last().content += "\n\n"_L1 % message.content;
        else
            joined << message;
    }
    return joined;
}

QList<ChatMessage> withoutEmpty(QList<ChatMessage> messages)
{
    messages.removeIf([](const ChatMessage &message) { return message.content.isEmpty(); });
    return messages;
}

ChatMessage asUserOrAssistant(const ChatMessage &message)
{
    switch (message.role) {
    case Role::User:
    case Role::Assistant:
        return message;
    case Role::System:
        return {Role::User, "[System message]\n\n"_L1 % message.content};
    case Role::Tool:
        return {Role::User, "[Result of a tool]\n\n"_L1 % message.content};
    }
    Q_UNREACHABLE();
}

} // namespace bobbin
