#include "headless.h"

#include "askcommand.h"
#include "commandline.h"
#include "exchange/importer.h"
#include "store/backupfolder.h"
#include "store/historyreplacement.h"
#include "store/salvage.h"
#include "unixsignals.h"
#include "workspace.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QTextStream>

#include <cstdio>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Headless)
};

constexpr int Done = 0;
constexpr int Failed = 1;

int fail(const QString &message)
{
    QTextStream(stderr) << message << Qt::endl;
    return Failed;
}

int report(const QString &message)
{
    QTextStream(stdout) << message << Qt::endl;
    return Done;
}

int exportHistory(const CommandLine &line, ConversationStore &store)
{
    ExportRequest request {line.format, {}};
    if (line.conversation.isValid())
        request.conversations = {line.conversation};
    const QString path = line.files.constFirst();
    if (path == "-"_L1) {
        QFile output;
        if (!output.open(stdout, QIODevice::WriteOnly))
            return fail(Tr::tr("Standard output cannot be written to."));
        const auto exported = exportTo(output, store, request);
        return exported ? Done : fail(explain(exported.error(), Tr::tr("Standard output")));
    }
    const auto exported = exportToFile(path, store, request);
    if (!exported)
        return fail(explain(exported.error(), path));
    return report(Tr::tr("%1: %2 conversations, %3 messages.")
                      .arg(path)
                      .arg(exported->conversations)
                      .arg(exported->messages));
}

int importFiles(const CommandLine &line, ConversationStore &store, const Clock &clock)
{
    int status = Done;
    for (const QString &path : line.files) {
        const auto imported = importFile(path, store, clock);
        if (!imported) {
            status = fail(explain(imported.error(), path));
            continue;
        }
        report(Tr::tr("%1: %2 conversations (%3 new, %4 updated), %5 new messages, %6 parts not understood.")
                   .arg(path)
                   .arg(imported->conversations + imported->updated + imported->unchanged)
                   .arg(imported->conversations)
                   .arg(imported->updated)
                   .arg(imported->messages)
                   .arg(imported->notUnderstood));
    }
    return status;
}

int check(ConversationStore &store)
{
    const auto problems = store.maintenance().check();
    if (!problems)
        return fail(explain(problems.error()));
    if (!problems->isEmpty())
        return fail(problems->join(u'\n') + u'\n'
                    + Tr::tr("bobbin --recover brings back what can be read, and keeps the damaged file."));
    return report(Tr::tr("The history is in order: %1 conversations, %2 messages.")
                      .arg(store.conversations().count().isOk() ? store.conversations().count().value() : 0)
                      .arg(store.messages().count().isOk() ? store.messages().count().value() : 0));
}

int backUp(const CommandLine &line, ConversationStore &store)
{
    const auto copied = store.maintenance().backUp(line.files.constFirst());
    if (!copied)
        return fail(explain(copied.error()));
    return report(Tr::tr("%1 is a verified copy of the history.").arg(line.files.constFirst()));
}

int restore(const CommandLine &line)
{
    const auto claimed = Workspace::claim(line);
    if (!claimed)
        return fail(claimed.error().message);
    const QString database = Workspace::pathsFor(line).database;
    const QString backup = QFileInfo(line.files.constFirst()).absoluteFilePath();
    if (const auto finished = finishReplacement(database); !finished)
        return fail(explain(finished.error()));
    const auto aside = restoreBackup(database, backup, SystemClock().now());
    if (!aside)
        return fail(Tr::tr("Nothing was changed. %1").arg(explain(aside.error())));
    return report(aside->isEmpty() ? Tr::tr("The history is now that of %1.").arg(backup)
                                   : Tr::tr("The history is now that of %1. The one before was kept as %2.")
                                         .arg(backup, aside.value()));
}

int recover(const CommandLine &line)
{
    const auto claimed = Workspace::claim(line);
    if (!claimed)
        return fail(claimed.error().message);
    const QString database = Workspace::pathsFor(line).database;
    if (const auto finished = finishReplacement(database); !finished)
        return fail(explain(finished.error()));
    const auto salvaged = salvageHistory(database, SystemClock());
    if (!salvaged)
        return fail(Tr::tr("Nothing was changed. %1").arg(explain(salvaged.error())));
    QString text = describe(salvaged.value()).trimmed();
    const QList<Backup> backups = BackupFolder(database).all();
    if (!backups.isEmpty())
        text += u'\n'
            + Tr::tr("The newest backup is %1; bobbin --restore puts it in the place of what was "
                     "brought back.")
                  .arg(backups.constFirst().path);
    return report(text);
}

int diagnose(const CommandLine &line)
{
    const DataPaths paths = Workspace::pathsFor(line);
    QTextStream out(stdout);
    out << "Bobbin " << QCoreApplication::applicationVersion() << '\n'
        << "Qt " << qVersion() << " (built with " << QT_VERSION_STR << ")\n"
        << "System " << QSysInfo::prettyProductName() << ", " << QSysInfo::kernelType() << ' '
        << QSysInfo::kernelVersion() << ", " << QSysInfo::currentCpuArchitecture() << '\n'
        << "SQLite " << Maintenance::sqliteVersion() << '\n'
        << "Schema " << Maintenance::schemaVersion() << '\n'
        << "Data " << paths.folder << '\n'
        << "Settings " << paths.settings << '\n'
        << "Keychain "
        << (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ? "session bus present"
                                                                  : "no session bus in the environment")
        << '\n'
        << "Display " << qEnvironmentVariable("WAYLAND_DISPLAY", qEnvironmentVariable("DISPLAY", u"none"_s))
        << Qt::endl;
    return Done;
}

int ask(const CommandLine &line, Workspace &workspace)
{
    AskCommand command(line, workspace);
    UnixSignals signals_;
    int status = Failed;
    QObject::connect(&signals_, &UnixSignals::endRequested, &command, &AskCommand::stop);
    QObject::connect(&command, &AskCommand::finished, &command, [&status](int result) {
        status = result;
        QCoreApplication::quit();
    });
    command.start();
    QCoreApplication::exec();
    return status;
}

} // namespace

int runHeadless(const CommandLine &line)
{
    using Command = CommandLine::Command;
    if (line.command == Command::Diagnose)
        return diagnose(line);
    if (line.command == Command::Restore)
        return restore(line);
    if (line.command == Command::Recover)
        return recover(line);
    const auto opened = Workspace::open(line);
    if (!opened)
        return fail(opened.error().message);
    Workspace &workspace = *opened.value();
    if (line.command == Command::Ask)
        return ask(line, workspace);

    const auto store = ConversationStore::open(workspace.paths().database,
                                               ConversationStore::Access::ReadWrite, workspace.clock());
    if (!store)
        return fail(explain(store.error()));
    switch (line.command) {
    case Command::Export:
        return exportHistory(line, *store.value());
    case Command::Import:
        return importFiles(line, *store.value(), workspace.clock());
    case Command::Check:
        return check(*store.value());
    case Command::BackUp:
        return backUp(line, *store.value());
    default:
        Q_UNREACHABLE();
    }
}

} // namespace bobbin
