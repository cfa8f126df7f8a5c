#include "workspace.h"

#include "commandline.h"

#include "store/backupfolder.h"
#include "store/historyreplacement.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cstdlib>
#include <cstring>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Workspace)
};

bool isDatabase(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(16) == QByteArray("SQLite format 3\0", 16);
}

} // namespace

DataPaths Workspace::pathsFor(const CommandLine &line)
{
    return line.dataFolder.isEmpty() ? DataPaths::standard() : DataPaths::in(line.dataFolder);
}

std::optional<Endpoint> Workspace::takeEnvironmentEndpoint()
{
    std::optional<Endpoint> endpoint = environmentEndpoint();
    // Linux shows the place that the variable had at the start, whatever has become of it. A copy of the
    // value, as Qt gives, would not do.
#ifdef Q_OS_LINUX
    if (char *value = std::getenv("OPENAI_API_KEY")) // clazy:exclude=raw-environment-function
        explicit_bzero(value, std::strlen(value));
#endif
    qunsetenv("OPENAI_API_KEY");
    return endpoint;
}

Result<std::unique_ptr<Workspace>, Workspace::Error>
Workspace::open(const CommandLine &line, const std::optional<Endpoint> &environment)
{
    std::unique_ptr<QTemporaryDir> throwAway;
    DataPaths paths = pathsFor(line);
    if (line.isDemo && line.dataFolder.isEmpty()) {
        throwAway = std::make_unique<QTemporaryDir>();
        paths = DataPaths::in(throwAway->path());
    }
    auto claimed = claimFolder(paths, line);
    if (!claimed)
        return Failure {claimed.error()};
    std::unique_ptr<Workspace> workspace(new Workspace(paths, std::move(claimed).value()));
    workspace->m_throwAway = std::move(throwAway);
    if (line.command == CommandLine::Command::OpenWindow)
        workspace->m_instance->listen();
    if (const auto opened = workspace->openStores(); !opened)
        return Failure {opened.error()};
    workspace->m_services =
        std::make_unique<ServiceRegistry>(*workspace->m_writer, workspace->m_keyring, workspace->m_network);
    if (environment && !line.isDemo)
        workspace->m_services->addForThisRun(*environment);
    workspace->m_proxy.apply(workspace->m_settings->proxy());
    QObject::connect(
        workspace->m_settings.get(), &Settings::proxyChanged, &workspace->m_proxy,
        [workspace = workspace.get()] { workspace->m_proxy.apply(workspace->m_settings->proxy()); });
    if (line.isDemo) {
        if (const auto started = workspace->startPractice(); !started)
            return Failure {Error {Error::Kind::Failed, started.error()}};
    }
    workspace->m_services->load();
    return workspace;
}

Result<std::unique_ptr<SingleInstance>, Workspace::Error> Workspace::claim(const CommandLine &line)
{
    return claimFolder(pathsFor(line), line);
}

Result<std::unique_ptr<SingleInstance>, Workspace::Error> Workspace::claimFolder(const DataPaths &paths,
                                                                                 const CommandLine &line)
{
    if (!paths.create()) {
        return Failure {Error {Error::Kind::Failed,
                               Tr::tr("The data folder %1 could not be made. Check that you may write there, "
                                      "or choose another one with --data-dir.")
                                   .arg(paths.folder)}};
    }
    auto instance = std::make_unique<SingleInstance>(paths.lock);
    if (instance->claim()) {
        // That of a program that was killed while it wrote its settings would be waited for, half a minute
        // long.
        QFile::remove(paths.settings + u".lock"_s);
        return instance;
    }
    if (!instance->isInUse()) {
        return Failure {Error {
            Error::Kind::Failed,
            Tr::tr("The data folder %1 cannot be written to. Check that the disk is neither full "
                   "nor read-only. To read the history meanwhile, copy the folder to another disk, and "
                   "open the copy with --data-dir.")
                .arg(paths.folder)}};
    }
    const bool isRaised = line.command == CommandLine::Command::OpenWindow
        && instance->askToRaise(line.link ? line.link->toString() : line.brokenLink);
    const QString message = isRaised
        ? Tr::tr("Bobbin is running already; its window was raised.")
        : Tr::tr("The data folder %1 is in use by another Bobbin (%2). "
                 "Close it first, or choose another folder with --data-dir. If none is "
                 "running, delete %3.")
              .arg(paths.folder, instance->owner(), paths.lock);
    return Failure {Error {isRaised ? Error::Kind::InUse : Error::Kind::Failed, message}};
}

Workspace::Workspace(const DataPaths &paths, std::unique_ptr<SingleInstance> instance)
    : m_paths(paths), m_settings(std::make_unique<Settings>(paths.settings)), m_instance(std::move(instance)),
      m_keyring(m_secrets), m_proxy(m_keyring, m_network)
{
}

Workspace::~Workspace() { m_services.reset(); }

Status<Workspace::Error> Workspace::openStores()
{
    const auto failure = [this](const StoreError &error) {
        // Another program's database is left alone; what is no database at all was ours, in our folder.
        const bool isDamaged = error.kind == StoreError::Kind::Damaged
            || (error.kind == StoreError::Kind::NotADatabase && !isDatabase(m_paths.database));
        const auto kind = isDamaged                  ? Error::Kind::Damaged
            : error.kind == StoreError::Kind::Locked ? Error::Kind::Locked
                                                     : Error::Kind::Failed;
        return Failure {Error {kind, explain(error)}};
    };
    if (const auto finished = finishReplacement(m_paths.database); !finished)
        return failure(finished.error());
    const bool isMissing =
        QFileInfo(m_paths.database).size() == 0 && QFileInfo(m_paths.database + u"-wal"_s).size() == 0;
    if (isMissing && !BackupFolder(m_paths.database).all().isEmpty()) {
        return Failure {
            Error {Error::Kind::Missing,
                   Tr::tr("The history %1 is gone, but there are backups of it in %2. Put one in its "
                          "place with bobbin --restore FILE, or begin a new history with bobbin "
                          "--recover.")
                       .arg(m_paths.database, m_paths.backups)}};
    }
    // Whoever closes the history last puts its log away.
    m_endedAbruptly = QFileInfo(m_paths.database + u"-wal"_s).size() > 0;
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
    m_care = std::make_unique<HistoryCare>(m_paths.database, m_clock);
    for (StoreThread *thread : {m_writer.get(), m_reader.get(), m_searcher.get()})
        thread->setDamageHandler([this](const QString &detail) { m_care->reportDamage(detail); });
    return Ok;
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
