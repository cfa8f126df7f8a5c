#pragma once

#include "practicemodels.h"
#include "practiceroute.h"

#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QString>

#include <map>
#include <memory>

namespace bobbin {

class PracticeRun;
class PracticeResponse;

/// A conversation of the Responses API.
struct PracticeConversation {
    QJsonObject json {};
    QList<QJsonObject> items {}; ///< Oldest first.
    PracticeResponse *writer = nullptr; ///< The response that is being written into it; null without one.
};

/// A thread of the Assistants API.
struct PracticeThread {
    QJsonObject json {};
    QList<QJsonObject> messages {}; ///< Oldest first.
    std::map<QString, std::shared_ptr<PracticeRun>> runs {};

    /// The run that is queued or under way; there is at most one.
    [[nodiscard]] PracticeRun *activeRun() const;
};

/// What the practice service remembers while it runs: everything that its clients created, under its id,
/// which sorts by age.
///
/// Shared by all connections of a listener, and lives in its thread.
struct PracticeState {
    explicit PracticeState(int tokensPerSecond) : models(tokensPerSecond) { }
    ~PracticeState();
    Q_DISABLE_COPY_MOVE(PracticeState)

    PracticeModels models;
    std::map<QString, PracticeConversation> conversations {};
    std::map<QString, std::shared_ptr<PracticeResponse>> responses {}; ///< Those to be stored.
    std::map<QString, QJsonObject> assistants {};
    std::map<QString, PracticeThread> threads {};

    QSet<PracticeApi> withdrawn {}; ///< The APIs that answer as if they did not exist.
    bool dropsMessages = false; ///< Whether messages and items that clients append get lost in silence.

    /// Forgets a thread or a conversation, and ends what is being written into it. It must be there.
    void removeThread(const QString &id);
    void removeConversation(const QString &id);
    /// Forgets the container, the response or the assistant called `id`; false if there is none.
    bool forget(const QString &id);
};

[[nodiscard]] PracticeError conversationMissing(const QString &id);
[[nodiscard]] PracticeError threadMissing(const QString &id);
[[nodiscard]] PracticeError assistantMissing(const QString &id);

/// A new id that begins with `prefix`.
[[nodiscard]] QString newId(QLatin1StringView prefix);
/// The time as the APIs give it.
[[nodiscard]] qint64 secondsNow();

/// What `map` has under `id`; null if that is nothing.
template<typename Map>
[[nodiscard]] auto *findIn(Map &map, const QString &id)
{
    const auto it = map.find(id);
    return it == map.end() ? nullptr : &it->second;
}

} // namespace bobbin
