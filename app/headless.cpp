#include "headless.h"

#include "askcommand.h"
#include "commandline.h"
#include "exchange/importer.h"
#include "passphraseprompt.h"
#include "store/backupfolder.h"
#include "store/historyencryption.h"
#include "store/historylock.h"
#include "store/historyreplacement.h"
#include "store/salvage.h"
#include "terminaloutput.h"
#include "unixsignals.h"
#include "workspace.h"

#include <QCoreApplication>
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

// False after a message, if it is encrypted and its key could not be found.
bool unlockHistory(const QString &path)
{
    if (!isLocked(path) || unlockAtTerminal(path, Tr::tr("Passphrase of %1").arg(path)))
        return true;
    fail(Tr::tr("%1 is encrypted, and this passphrase does not open it. Type it at a terminal, give it as "
                "the first "
                "line of standard input, or let the window keep the key in the keychain.")
             .arg(path));
    return false;
}

int exportHistory(const CommandLine &line, ConversationStore &store, bool isHistoryEncrypted)
{
    ExportRequest request {line.format, {}};
    if (line.conversation.isValid())
        request.conversations = {line.conversation};
    const QString path = line.files.constFirst();
    if (path == "-"_L1) {
        TerminalOutput output;
        if (!output.isOpen())
            return fail(Tr::tr("Standard output cannot be written to."));
        const auto exported = exportTo(output, store, request);
        if (!exported)
            return fail(explain(exported.error(), Tr::tr("Standard output")));
        return output.flush() ? Done : fail(Tr::tr("Standard output cannot be written to."));
    }
    const QString note = isHistoryEncrypted ? u' ' + Tr::tr("The file is not encrypted.") : QString();
    const auto exported = exportToFile(path, store, request);
    if (!exported)
        return fail(explain(exported.error(), path));
    return report(Tr::tr("%1: %2 conversations, %3 messages.")
                      .arg(path)
                      .arg(exported->conversations)
                      .arg(exported->messages)
                  + note);
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
        if (const QString notes = notesOn(imported.value()); !notes.isEmpty())
            report(notes);
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
    return report(
        isEncrypted(line.files.constFirst())
            ? Tr::tr("%1 is a verified copy of the history, encrypted with its passphrase.")
                  .arg(line.files.constFirst())
            : Tr::tr("%1 is a verified copy of the history, not encrypted.").arg(line.files.constFirst()));
}

// Puts another history in the place of the one at `database`, which nobody else has open meanwhile.
int replace(const CommandLine &line, int (*work)(const CommandLine &line, const QString &database))
{
    const auto claimed = Workspace::claim(line);
    if (!claimed)
        return fail(claimed.error().message);
    const QString database = Workspace::pathsFor(line).database;
    const auto finished = finishReplacement(database);
    if (!finished)
        return fail(explain(finished.error()));
    removeSuperseded(database);
    return work(line, database);
}

int restore(const CommandLine &line, const QString &database)
{
    const QString backup = QFileInfo(line.files.constFirst()).absoluteFilePath();
    if (!unlockHistory(database) || !unlockHistory(backup))
        return Failed;
    const auto aside = restoreBackup(database, backup, SystemClock().now());
    if (!aside)
        return fail(explainReplacement(aside.error()));
    return report(aside->isEmpty() ? Tr::tr("The history is now that of %1.").arg(backup)
                                   : Tr::tr("The history is now that of %1. The one before was kept as %2.")
                                         .arg(backup, aside.value()));
}

int recover(const CommandLine &, const QString &database)
{
    if (!unlockHistory(database))
        return Failed;
    const auto salvaged = salvageHistory(database, SystemClock());
    if (!salvaged)
        return fail(explainReplacement(salvaged.error()));
    QString text = describe(salvaged.value()).trimmed();
    if (const auto backup = BackupFolder(database).best(SystemClock().now()))
        text += u'\n'
            + Tr::tr("The newest backup is %1; bobbin --restore puts it in the place of what was "
                     "brought back.")
                  .arg(backup->path);
    return report(text);
}

// The passphrases come from the terminal, or line by line from standard input: the present one, the new one.
int protect(const CommandLine &line, const QString &database)
{
    if (QFileInfo(database).size() == 0)
        return fail(Tr::tr("There is no history in %1 yet.").arg(Workspace::pathsFor(line).folder));
    if (!canEncrypt())
        return fail(Tr::tr("This build of Bobbin cannot encrypt the history."));
    if (!unlockHistory(database))
        return Failed;
    std::optional<HistoryKey> key;
    if (line.command == CommandLine::Command::Encrypt) {
        auto wanted = readPassphrase(Tr::tr("New passphrase"));
        auto repeated = readPassphrase(Tr::tr("Repeat it"));
        const bool isSame = wanted && !wanted->isEmpty() && wanted == repeated;
        if (isSame)
            key = HistoryKey::deriveNew(*wanted);
        for (auto *text : {&wanted, &repeated}) {
            if (*text)
                wipe(**text);
        }
        if (!isSame)
            return fail(Tr::tr("Nothing was changed: the new passphrase was not given twice the same."));
        if (!key)
            return fail(Tr::tr("Nothing was changed: the system's cryptography (OpenSSL) made no key. Check "
                               "how it is configured."));
    } else if (!isEncrypted(database)) {
        return fail(Tr::tr("The history is not encrypted."));
    }
    const auto done = reencryptHistory(database, key, true);
    if (!done)
        return fail(explainReplacement(done.error()));
    QString text =
        key ? Tr::tr("The history is encrypted now.") : Tr::tr("The history is not encrypted any more.");
    if (done->backups > 0)
        text += u' '
            + (key ? Tr::tr("Backups that were encrypted, too: %1.")
                   : Tr::tr("Backups that were decrypted, too: %1."))
                  .arg(done->backups);
    if (!done->left.isEmpty())
        text += u'\n' + Tr::tr("These backups are as they were: %1").arg(done->left.join(u", "_s));
    if (key && !unencryptedRemains(database).isEmpty())
        text += u'\n'
            + Tr::tr("These earlier histories are not encrypted; delete them if you need them no more: %1")
                  .arg(unencryptedRemains(database).join(u", "_s));
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
        << "Encryption " << (canEncrypt() ? "built in" : "not built in") << '\n'
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
    const std::optional<Endpoint> environment = Workspace::takeEnvironmentEndpoint();
    if (line.command == Command::Diagnose)
        return diagnose(line);
    if (line.command == Command::Restore)
        return replace(line, &restore);
    if (line.command == Command::Recover)
        return replace(line, &recover);
    if (line.command == Command::Encrypt || line.command == Command::Decrypt)
        return replace(line, &protect);
    const bool isThrowAway = line.isDemo && line.dataFolder.isEmpty();
    if (!isThrowAway && !unlockHistory(Workspace::pathsFor(line).database))
        return Failed;
    auto opened = Workspace::open(line, environment);
    // One that was not encrypted may be now: opening finishes what an earlier program had begun.
    if (!opened && opened.error().kind == Workspace::Error::Kind::Locked
        && unlockHistory(Workspace::pathsFor(line).database))
        opened = Workspace::open(line, environment);
    if (!opened)
        return fail(opened.error().message);
    Workspace &workspace = *opened.value();
    removeSuperseded(workspace.paths().database);
    if (line.command == Command::Ask)
        return ask(line, workspace);

    const auto store = ConversationStore::open(workspace.paths().database,
                                               ConversationStore::Access::ReadWrite, workspace.clock());
    if (!store)
        return fail(explain(store.error()));
    switch (line.command) {
    case Command::Export:
        return exportHistory(line, *store.value(), isEncrypted(workspace.paths().database));
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
