#include "commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::CommandLine)
};

struct Options {
    QCommandLineOption dataDir {
        u"data-dir"_s, Tr::tr("Keep everything (history, settings, backups) in <folder>."), Tr::tr("folder")};
    QCommandLineOption demo {
        u"demo"_s,
        Tr::tr("Start with the practice service, in a throw-away data folder unless one is given.")};
    QCommandLineOption exportTo {u"export"_s, Tr::tr("Write the history to <file>; “-” is standard output."),
                                 Tr::tr("file")};
    QCommandLineOption format {
        u"format"_s, Tr::tr("Of the export: json, markdown, html, or messages (of one conversation)."),
        Tr::tr("format")};
    QCommandLineOption conversation {
        u"conversation"_s, Tr::tr("Export or continue the conversation with this <id>."), Tr::tr("id")};
    QCommandLineOption import {u"import"_s, Tr::tr("Read the given files into the history.")};
    QCommandLineOption ask {
        u"ask"_s, Tr::tr("Send <text> and write the reply to standard output; both are kept in the history."),
        Tr::tr("text")};
    QCommandLineOption model {u"model"_s, Tr::tr("Of --ask: the <model> to ask."), Tr::tr("model")};
    QCommandLineOption backup {u"backup"_s, Tr::tr("Write a verified copy of the database to <file>."),
                               Tr::tr("file")};
    QCommandLineOption check {u"check"_s, Tr::tr("Check the database and report what is wrong with it.")};
    QCommandLineOption restore {
        u"restore"_s, Tr::tr("Put the backup <file> in the place of the history, which is set aside."),
        Tr::tr("file")};
    QCommandLineOption recover {
        u"recover"_s,
        Tr::tr("Bring back what can be read of a damaged history; the damaged file is set aside.")};
    QCommandLineOption encrypt {
        u"encrypt"_s,
        Tr::tr(
            "Encrypt the history and its backups with a passphrase, or give them a new one. Asks for it.")};
    QCommandLineOption decrypt {u"decrypt"_s,
                                Tr::tr("Remove the passphrase of the history and its backups.")};
    QCommandLineOption diagnostics {u"diagnostics"_s, Tr::tr("Show versions and paths, without secrets.")};
    QCommandLineOption version {{u"v"_s, u"version"_s}, Tr::tr("Show the version.")};
    QCommandLineOption help {{u"h"_s, u"help"_s}, Tr::tr("Show this help.")};
};

std::optional<ExportFormat> formatFromName(const QString &name)
{
    static const QHash<QString, ExportFormat> formats {{u"json"_s, ExportFormat::Json},
                                                       {u"messages"_s, ExportFormat::Messages},
                                                       {u"markdown"_s, ExportFormat::Markdown},
                                                       {u"html"_s, ExportFormat::Html}};
    const auto it = formats.constFind(name);
    return it == formats.constEnd() ? std::nullopt : std::optional(*it);
}

// The command that was asked for; empty if there are several.
std::optional<CommandLine::Command> commandOf(const QCommandLineParser &parser, const Options &options)
{
    using Command = CommandLine::Command;
    const QList<std::pair<const QCommandLineOption *, Command>> commands {
        {&options.exportTo, Command::Export},
        {&options.import, Command::Import},
        {&options.ask, Command::Ask},
        {&options.backup, Command::BackUp},
        {&options.restore, Command::Restore},
        {&options.check, Command::Check},
        {&options.recover, Command::Recover},
        {&options.encrypt, Command::Encrypt},
        {&options.decrypt, Command::Decrypt},
        {&options.diagnostics, Command::Diagnose},
        {&options.version, Command::ShowVersion},
        {&options.help, Command::ShowHelp}};
    std::optional<Command> found;
    for (const auto &[option, command] : commands) {
        if (!parser.isSet(*option))
            continue;
        if (found)
            return {};
        found = command;
    }
    return found.value_or(Command::OpenWindow);
}

// A browser that passes on a broken address shows nobody what is written to standard error.
void readLink(const QString &address, CommandLine &line)
{
    constexpr qsizetype longest = 150; // characters; no good one comes near it
    line.link = BobbinLink::parse(address);
    if (!line.link && address.startsWith("bobbin:"_L1, Qt::CaseInsensitive))
        line.brokenLink = address.left(longest);
}

} // namespace

Result<CommandLine, QString> CommandLine::parse(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Tr::tr("A desktop chat program for language-model services that never loses the thread."));
    parser.addOptions({options.dataDir, options.demo, options.exportTo, options.format, options.conversation,
                       options.import, options.ask, options.model, options.backup, options.restore,
                       options.check, options.recover, options.encrypt, options.decrypt, options.diagnostics,
                       options.version, options.help});
    if (!parser.parse(arguments))
        return Failure {parser.errorText()};

    CommandLine line;
    const auto command = commandOf(parser, options);
    if (!command)
        return Failure {Tr::tr("Only one thing can be done at a time.")};
    line.command = *command;
    line.dataFolder = parser.value(options.dataDir);
    if (parser.isSet(options.dataDir) && line.dataFolder.isEmpty())
        return Failure {Tr::tr("--data-dir needs a folder.")};
    line.isDemo = parser.isSet(options.demo);
    line.text = parser.value(options.ask);
    line.model = parser.value(options.model);
    if (line.command == Command::ShowHelp)
        line.help = parser.helpText();

    if (line.command == Command::Import)
        line.files = parser.positionalArguments();
    else if (line.command == Command::Export)
        line.files = {parser.value(options.exportTo)};
    else if (line.command == Command::BackUp || line.command == Command::Restore)
        line.files = {parser.value(line.command == Command::BackUp ? options.backup : options.restore)};
    else if (line.command == Command::OpenWindow && parser.positionalArguments().size() == 1)
        readLink(parser.positionalArguments().constFirst(), line);
    if (!line.link && line.brokenLink.isEmpty() && line.command != Command::Import
        && !parser.positionalArguments().isEmpty())
        return Failure {Tr::tr("“%1” is not understood.").arg(parser.positionalArguments().constFirst())};
    if (line.command == Command::Import && line.files.isEmpty())
        return Failure {Tr::tr("--import needs a file.")};

    if (parser.isSet(options.format)) {
        const auto format = formatFromName(parser.value(options.format));
        if (!format)
            return Failure {Tr::tr("There is no format “%1”; use json, markdown, html or messages.")
                                .arg(parser.value(options.format))};
        line.format = *format;
    }
    if (parser.isSet(options.conversation)) {
        line.conversation = ConversationId::fromString(parser.value(options.conversation));
        if (line.conversation.isNull())
            return Failure {
                Tr::tr("“%1” is not the id of a conversation.").arg(parser.value(options.conversation))};
    }
    if (line.command == Command::Ask && line.text.trimmed().isEmpty())
        return Failure {Tr::tr("--ask needs a text.")};
    if (line.command == Command::Export && line.format == ExportFormat::Messages
        && line.conversation.isNull())
        return Failure {
            Tr::tr("The format “messages” holds one conversation; say which with --conversation.")};
    return line;
}

} // namespace bobbin
