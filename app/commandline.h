#pragma once

#include "core/bobbinlink.h"
#include "core/ids.h"
#include "core/result.h"
#include "exchange/exporter.h"

#include <QStringList>

#include <optional>

namespace bobbin {

/// What the program was asked to do when it was started.
struct CommandLine {
    enum class Command {
        OpenWindow,
        Export,
        Import,
        Ask,
        BackUp,
        Restore,
        Check,
        Recover,
        Encrypt,
        Decrypt,
        Diagnose,
        ShowVersion,
        ShowHelp
    };

    Command command = Command::OpenWindow;
    QString dataFolder; ///< Empty for the standard places.
    bool isDemo = false;
    QStringList files; ///< To write, or to read; "-" is standard output.
    ExportFormat format = ExportFormat::Json;
    ConversationId conversation;
    std::optional<BobbinLink> link; ///< Of OpenWindow: what to show first.
    QString brokenLink; ///< Of OpenWindow: a `bobbin:` address that leads nowhere, which the window says.
    QString text; ///< Of --ask.
    QString model; ///< Empty for the usual one.
    QString help; ///< Of ShowHelp.

    /// `arguments` begin with the program's name. The error is a message for the user.
    [[nodiscard]] static Result<CommandLine, QString> parse(const QStringList &arguments);
};

} // namespace bobbin
