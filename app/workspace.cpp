#include "workspace.h"

#include "commandline.h"

#include "net/proxyrules.h"

#include <QCoreApplication>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Workspace)
};

} // namespace

DataPaths Workspace::pathsFor(const CommandLine &line)
{
    return line.dataFolder.isEmpty() ? DataPaths::standard() : DataPaths::in(line.dataFolder);
}

Result<std::unique_ptr<Workspace>, Workspace::Error> Workspace::open(const CommandLine &line)
{
    std::unique_ptr<QTemporaryDir> throwAway;
    DataPaths paths = pathsFor(line);
    if (line.isDemo && line.dataFolder.isEmpty()) {
        throwAway = std::make_unique<QTemporaryDir>();
        paths = DataPaths::in(throwAway->path());
    }
    if (!paths.create()) {
        return Failure {Error {Error::Kind::Failed,
                               Tr::tr("The data folder %1 could not be made. Check that you may write there, "
                                      "or choose another one with --data-dir.")
                                   .arg(paths.folder)}};
    }
    std::unique_ptr<Workspace> workspace(new Workspace(paths));
    workspace->m_throwAway = std::move(throwAway);
    if (!workspace->m_instance->claim()) {
        const bool isRaised = line.command == CommandLine::Command::OpenWindow
            && workspace->m_instance->askToRaise(line.link ? line.link->toString() : QString());
        const QString message = isRaised
            ? Tr::tr("Bobbin is running already; its window was raised.")
            : Tr::tr("The data folder %1 is in use by another Bobbin (%2). "
                     "Close it first, or choose another folder with --data-dir. If none is "
                     "running, delete %3.")
                  .arg(paths.folder, workspace->m_instance->owner(), paths.lock);
        return Failure {Error {isRaised ? Error::Kind::InUse : Error::Kind::Failed, message}};
    }
    if (line.command == CommandLine::Command::OpenWindow)
        workspace->m_instance->listen();
    if (const auto opened = workspace->openStores(); !opened)
        return Failure {opened.error()};
    workspace->m_services =
        std::make_unique<ServiceRegistry>(*workspace->m_writer, workspace->m_keyring, workspace->m_network);
    if (const auto environment = environmentEndpoint(); environment && !line.isDemo)
        workspace->m_services->addForThisRun(*environment);
    workspace->applyProxy();
    QObject::connect(workspace->m_settings.get(), &Settings::proxyChanged, workspace->m_settings.get(),
                     [workspace = workspace.get()] { workspace->applyProxy(); });
    qunsetenv("OPENAI_API_KEY"); // programs that we start, such as a browser, have no use for it
    if (line.isDemo) {
        if (const auto started = workspace->startPractice(); !started)
            return Failure {Error {Error::Kind::Failed, started.error()}};
    }
    workspace->m_services->load();
    return workspace;
}

Workspace::Workspace(const DataPaths &paths)
    : m_paths(paths), m_settings(std::make_unique<Settings>(paths.settings)),
      m_instance(std::make_unique<SingleInstance>(paths.lock)), m_keyring(m_secrets)
{
}

Workspace::~Workspace() { m_services.reset(); }

Status<Workspace::Error> Workspace::openStores()
{
    const auto failure = [](const StoreError &error) {
        return Failure {Error {Error::Kind::Failed, explain(error)}};
    };
    auto writer = StoreThread::start(m_paths.database, ConversationStore::Access::ReadWrite, m_clock);
    if (!writer)
        return failure(writer.error());
    m_writer = std::move(writer).value();
    // The folder is ours alone, so whatever is still streaming was left so by a program that died.
    m_writer->run([](ConversationStore &store) {
        (void)store.messages().interruptStreaming(Tr::tr("Bobbin ended before the reply had."));
    });
    for (auto *thread : {&m_reader, &m_searcher}) {
        auto started = StoreThread::start(m_paths.database, ConversationStore::Access::ReadOnly, m_clock);
        if (!started)
            return failure(started.error());
        *thread = std::move(started).value();
    }
    return Ok;
}

// What has been connected in the old way must not be used any more.
void Workspace::applyProxy()
{
    const ProxyChoice proxy = m_settings->proxy();
    const auto install = [this, proxy](const QByteArray &password) {
        installProxyRules(proxy, password);
        m_network.clearAccessCache();
    };
    install({});
    if (proxy.passwordAccount.isEmpty())
        return;
    m_keyring.read(proxy.passwordAccount, m_settings.get(),
                   [install](const Result<QByteArray, SecretError> &password) {
                       if (password)
                           install(password.value());
                   });
}

Status<QString> Workspace::startPractice()
{
    if (m_practice)
        return Ok;
    auto practice = std::make_unique<PracticeServer>();
    if (const auto started = practice->start(); !started)
        return Failure {Tr::tr("The practice service could not be started (%1).").arg(started.error())};
    m_practice = std::move(practice);
    m_services->addForThisRun({.service = m_practice->service()});
    m_services->setModels(practiceServiceId(), {u"practice-echo"_s, u"practice-guide"_s});
    return Ok;
}

} // namespace bobbin
