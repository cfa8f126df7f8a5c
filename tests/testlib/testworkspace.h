#pragma once

#include "core/clock.h"
#include "secrets/keyring.h"
#include "session/library.h"
#include "session/serviceregistry.h"
#include "settings/settings.h"
#include "store/storethread.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <atomic>
#include <memory>

namespace bobbin {

/// Keeps secrets in memory, as a keychain that always works, or fails as it is told to.
class MemorySecretStore final : public SecretStore
{
public:
    void read(const QString &account, QObject *context, ReadAnswer answer) override;
    void write(const QString &account, const QByteArray &secret, QObject *context, Answer answer) override;
    void remove(const QString &account, QObject *context, Answer answer) override;

    QHash<QString, QByteArray> secrets;
    std::optional<SecretError> failure; ///< What every call ends with.
};

/// The system's clock, or one that was set to another time.
class JumpingClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return SystemClock().now() + std::chrono::hours(ahead); }

    std::atomic<int> ahead = 0; ///< In hours.
};

/// A history in a temporary folder with everything that the window works with, on a real database.
class TestWorkspace final
{
public:
    TestWorkspace();
    ~TestWorkspace();

    /// Adds a service at `url` with the model "m" and the given key, as if the user had.
    ServiceId addService(const QUrl &url, const QByteArray &key = "test-key");
    [[nodiscard]] ChatSession::Context sessionContext()
    {
        return {*writer, *reader, *services, network, clock};
    }
    /// A conversation with one turn for each pair of texts, which is what the store has and not more.
    ConversationId addConversation(const QString &title, const QStringList &texts);
    /// What the store has, read past everything else.
    [[nodiscard]] QList<Message> storedMessages(const ConversationId &conversation) const;
    [[nodiscard]] Conversation storedConversation(const ConversationId &conversation) const;
    [[nodiscard]] QString database() const { return folder.filePath(QStringLiteral("history.sqlite")); }
    /// Whether `text` stands in a file of the folder, as it is.
    [[nodiscard]] bool hasInFiles(const QByteArray &text) const;
    /// Waits until the store has done all that it was given.
    void settle();

    QTemporaryDir folder;
    JumpingClock clock;
    MemorySecretStore secrets;
    Keyring keyring;
    QNetworkAccessManager network;
    std::unique_ptr<StoreThread> writer;
    std::unique_ptr<StoreThread> reader;
    std::unique_ptr<StoreThread> searcher;
    std::unique_ptr<ServiceRegistry> services;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<Library> library;

private:
    [[nodiscard]] std::unique_ptr<ConversationStore> openStore() const;
};

} // namespace bobbin
