#include "core/message.h"

#include <QCoreApplication>

namespace bobbin {

QString displayName(Role role)
{
    switch (role) {
    case Role::System:
        return QCoreApplication::translate("bobbin::Message", "System");
    case Role::User:
        return QCoreApplication::translate("bobbin::Message", "You");
    case Role::Assistant:
        return QCoreApplication::translate("bobbin::Message", "Assistant");
    case Role::Tool:
        return QCoreApplication::translate("bobbin::Message", "Tool");
    }
    Q_UNREACHABLE();
}

QString shortfallOf(const Message &message)
{
    if (message.role != Role::Assistant)
        return {};
    const QString error = message.error.trimmed();
    switch (message.state) {
    case ReplyState::Failed:
        return error.isEmpty() ? QCoreApplication::translate("bobbin::Message", "The service gave no answer.")
                               : error;
    case ReplyState::Interrupted:
        return error.isEmpty()
            ? QCoreApplication::translate("bobbin::Message", "Interrupted before the answer was complete.")
            : QCoreApplication::translate("bobbin::Message", "Interrupted: %1").arg(error);
    case ReplyState::Stopped:
        return QCoreApplication::translate("bobbin::Message", "Stopped.");
    case ReplyState::Streaming:
        return QCoreApplication::translate("bobbin::Message", "It was still being written.");
    case ReplyState::Complete:
        break;
    }
    if (message.refused)
        return QCoreApplication::translate("bobbin::Message", "Refused: the model declined to answer.");
    if (message.finishReason == FinishReason::Length)
        return QCoreApplication::translate("bobbin::Message", "Cut off at the token limit.");
    if (message.finishReason == FinishReason::ContentFilter)
        return QCoreApplication::translate("bobbin::Message", "Cut off by the service's content filter.");
    return {};
}

bool isUnfinished(const Message &message)
{
    if (message.role != Role::Assistant || message.state == ReplyState::Streaming)
        return false;
    return message.state != ReplyState::Complete
        || (message.finishReason == FinishReason::Length && !message.refused);
}

QString displayName(ReplyState state)
{
    switch (state) {
    case ReplyState::Complete:
        return {};
    case ReplyState::Streaming:
        return QCoreApplication::translate("bobbin::Message", "being received");
    case ReplyState::Stopped:
        return QCoreApplication::translate("bobbin::Message", "stopped");
    case ReplyState::Interrupted:
        return QCoreApplication::translate("bobbin::Message", "interrupted");
    case ReplyState::Failed:
        return QCoreApplication::translate("bobbin::Message", "failed");
    }
    Q_UNREACHABLE();
}

} // namespace bobbin
