#pragma once

#include "core/ids.h"
#include "core/networkoptions.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>
#include <utility>

namespace bobbin {

enum class ApiKind { ChatCompletions, Responses, Assistants };
enum class Strategy; // core/strategy.h

/// How long to wait for a service.
struct Timeouts {
    std::chrono::milliseconds connect = std::chrono::seconds(15);
    std::chrono::milliseconds firstByte =
        std::chrono::minutes(10); ///< Until the reply begins; local models load first.
    std::chrono::milliseconds idle = std::chrono::seconds(120); ///< Between two pieces of a reply.

    friend bool operator==(const Timeouts &, const Timeouts &) = default;
};

/// Where completions come from. Its API key is in the keychain under its id, never here.
struct Service {
    ServiceId id;
    QString name;
    QUrl baseUrl; ///< Up to and including the version, as "https://api.openai.com/v1"; no trailing slash.
    ApiKind apiKind = ApiKind::ChatCompletions;
    QString defaultModel;
    QString keyAccount; ///< What the key is called in the keychain; chosen once, so that renaming does not
                        ///< lose it.
    QString keyHeader; ///< The header that carries the key alone; empty for "Authorization: Bearer KEY".
    QList<std::pair<QString, QString>> headers; ///< Sent with every request; never secrets.
    Timeouts timeouts;
    QString caFile; ///< A PEM file of certification authorities trusted in addition to the system's.
    NetworkOptions network;
    bool makesTitles = true; ///< Whether it may be asked for titles of conversations in the background.
    bool makesSummaries = true; ///< Whether it may be asked to summarize what no longer fits, likewise.
    QString backgroundModel; ///< Makes titles and summaries; empty for the conversation's own.
    std::optional<Strategy> strategy; ///< Of new turns; empty for the first that its API has.
    bool checksThreads = false; ///< Whether a server's container is asked for before each turn.
    int threadDays = 30; ///< How long the server keeps a container that is idle; 0 for ever.
    QString assistant; ///< Of the Assistants API: the server's id; empty to make one.

    /// What makes titles and summaries of a conversation with `model`.
    [[nodiscard]] QString summaryModel(const QString &model) const
    {
        return backgroundModel.isEmpty() ? model : backgroundModel;
    }

    friend bool operator==(const Service &, const Service &) = default;
};

/// The service that the OPENAI_… variables of the environment describe; it is never stored.
[[nodiscard]] ServiceId environmentServiceId();
/// The practice service inside the program; it is never stored.
[[nodiscard]] ServiceId practiceServiceId();

} // namespace bobbin
