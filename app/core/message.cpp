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
