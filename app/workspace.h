#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "practice/practiceserver.h"
#include "secrets/keychainsecretstore.h"
#include "secrets/keyring.h"
#include "session/chatsession.h"
#include "session/programproxy.h"
#include "session/serviceregistry.h"
#include "settings/datapaths.h"
#include "settings/settings.h"
#include "singleinstance.h"
#include "store/historycare.h"
#include "store/storethread.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace bobbin {

struct CommandLine;

/// Everything that the program works with, with or without a window: one data folder and what is open in it.
class Workspace final
{
public:
    struct Error {
        enum class Kind {
            InUse,
            Locked, ///< The history is encrypted, and not unlocked.
            Damaged, ///< recoverHistory() brings back what can be read.
            Missing, ///< There is no history, but there are backups of one.
            Failed,
        };
        Kind kind = Kind::Failed;
        QString message; ///< In the user's language.
    };

    /// What the OPENAI_… variables describe. The key is taken out of the environment: programs that we start,
    /// such as a browser, have no use for it, and neither has who lists the processes. So this comes before
    /// anything that can keep the program waiting, as a question for a passphrase does.
    [[nodiscard]] static std::optional<Endpoint> takeEnvironmentEndpoint();

    /// Opens the data folder that `line` names, with the service of the environment. If another window has
    /// it, that one is raised.
    static Result<std::unique_ptr<Workspace>, Error> open(const CommandLine &line,
                                                          const std::optional<Endpoint> &environment);
    ~Workspace();
    Q_DISABLE_COPY_MOVE(Workspace)

    /// Takes the data folder for this program without opening what is in it. As long as the object is there
    /// nobody else has it.
    static Result<std::unique_ptr<SingleInstance>, Error> claim(const CommandLine &line);

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
    [[nodiscard]] HistoryCare &care() { return *m_care; }
    /// Whether the history goes away with the program.
    [[nodiscard]] bool isThrowAway() const { return m_throwAway != nullptr; }
    /// Whether the program before this one did not come to its end.
    [[nodiscard]] bool endedAbruptly() const { return m_endedAbruptly; }
    [[nodiscard]] ChatSession::Context sessionContext()
    {
        return {*m_writer, *m_reader, *m_services, m_network, m_clock};
    }

    /// Starts the practice service if it does not run, and offers it among the services.
    Status<QString> startPractice();

private:
    Workspace(const DataPaths &paths, std::unique_ptr<SingleInstance> instance);
    static Result<std::unique_ptr<SingleInstance>, Error> claimFolder(const DataPaths &paths,
                                                                      const CommandLine &line);
    Status<Error> openStores();

    DataPaths m_paths;
    std::unique_ptr<QTemporaryDir> m_throwAway; // holds the data folder of a demonstration
    SystemClock m_clock;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<StoreThread> m_writer;
    std::unique_ptr<StoreThread> m_reader;
    std::unique_ptr<StoreThread> m_searcher;
    std::unique_ptr<HistoryCare> m_care;
    bool m_endedAbruptly = false;
    QNetworkAccessManager m_network;
    KeychainSecretStore m_secrets;
    Keyring m_keyring;
    ProgramProxy m_proxy;
    std::unique_ptr<ServiceRegistry> m_services;
    std::unique_ptr<PracticeServer> m_practice;
};

} // namespace bobbin
