#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "practice/practiceserver.h"
#include "secrets/keychainsecretstore.h"
#include "secrets/keyring.h"
#include "session/chatsession.h"
#include "session/serviceregistry.h"
#include "settings/datapaths.h"
#include "settings/settings.h"
#include "singleinstance.h"
#include "store/storethread.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <memory>

namespace bobbin {

struct CommandLine;

/// Everything that the program works with, with or without a window: one data folder and what is open in it.
class Workspace final
{
public:
    struct Error {
        enum class Kind { InUse, Failed };
        Kind kind = Kind::Failed;
        QString message; ///< In the user's language.
    };

    /// Opens the data folder that `line` names. If another window has it, that one is raised.
    static Result<std::unique_ptr<Workspace>, Error> open(const CommandLine &line);
    ~Workspace();
    Q_DISABLE_COPY_MOVE(Workspace)

    /// Where everything would be kept, without opening it.
    [[nodiscard]] static DataPaths pathsFor(const CommandLine &line);

    [[nodiscard]] const DataPaths &paths() const { return m_paths; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] Settings &settings() { return *m_settings; }
    [[nodiscard]] SingleInstance &instance() { return *m_instance; }
    [[nodiscard]] ServiceRegistry &services() { return *m_services; }
    [[nodiscard]] QNetworkAccessManager &network() { return m_network; }
    [[nodiscard]] StoreThread &writer() { return *m_writer; }
    [[nodiscard]] StoreThread &searcher() { return *m_searcher; }
    [[nodiscard]] ChatSession::Context sessionContext()
    {
        return {*m_writer, *m_reader, *m_services, m_network, m_clock};
    }

    /// Starts the practice service if it does not run, and offers it among the services.
    Status<QString> startPractice();

private:
    explicit Workspace(const DataPaths &paths);
    Status<Error> openStores();
    void applyProxy();

    DataPaths m_paths;
    std::unique_ptr<QTemporaryDir> m_throwAway; // holds the data folder of a demonstration
    SystemClock m_clock;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<StoreThread> m_writer;
    std::unique_ptr<StoreThread> m_reader;
    std::unique_ptr<StoreThread> m_searcher;
    QNetworkAccessManager m_network;
    KeychainSecretStore m_secrets;
    Keyring m_keyring;
    std::unique_ptr<ServiceRegistry> m_services;
    std::unique_ptr<PracticeServer> m_practice;
};

} // namespace bobbin
