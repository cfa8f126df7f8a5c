#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace bobbin {

/// What the window tells about a conversation in place, and what the user can do about it.
struct Notice {
    enum class Kind { None, Information, Error };
    enum class Action {
        Retry,
        RetryNow,
        Continue,
        Stop,
        OpenServices, ///< The settings of services.
        OpenNetwork, ///< The settings of the way to all services.
        ChooseModel,
        SaveReply, ///< The last reply into a file of the user's choice.
        ShowCertificate,
        Dismiss,
    };

    Kind kind = Kind::None;
    QString text;
    QList<Action> actions;
    ServiceId service {}; ///< Of ShowCertificate: whose it is.
    QByteArray certificate {}; ///< Likewise: what the service showed, as DER.

    friend bool operator==(const Notice &, const Notice &) = default;
};

} // namespace bobbin
