#include "benchmarks.h"
#include "benchmarkwindow.h"
#include "historygenerator.h"

#include "settings/datapaths.h"
#include "ui/transcriptaccessible.h"
#include "ui/widgetaccessible.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTextStream>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

struct Group {
    QString name;
    QList<Figure> (*measure)(const BenchmarkSetup &);
};

const QList<Group> &groups()
{
    static const QList<Group> all {{u"start"_s, measureStart},         {u"streaming"_s, measureStreaming},
                                   {u"opening"_s, measureOpening},     {u"list"_s, measureList},
                                   {u"scrolling"_s, measureScrolling}, {u"shapes"_s, measureShapes},
                                   {u"search"_s, measureSearch},       {u"exchange"_s, measureExchange},
                                   {u"tokens"_s, measureTokens},       {u"recovery"_s, measureRecovery}};
    return all;
}

// Made once and used again: a large history takes minutes.
QString historyOf(const QString &folder, qint64 messages, QTextStream &log)
{
    const QString path = QDir(folder).filePath(QString::number(messages));
    if (QFileInfo::exists(path))
        return path;
    const QString unfinished = path + u".unfinished"_s;
    QDir(unfinished).removeRecursively();
    const HistorySize size {.conversations = messages / 10, .messages = messages};
    const auto generated = generateHistory(unfinished, size, [&](const QString &done) {
        log << "generating " << messages << " messages: " << done << Qt::endl;
    });
    if (!generated)
        qFatal("%s", qPrintable(generated.error()));
    QDir().rename(unfinished, path);
    return path;
}

} // namespace

/// Measures the program and prints a table; docs/performance.md says what is measured, and how.
int main(int argc, char *argv[])
{
    // Without a display unless one is asked for, which is before the application can read its arguments.
    const bool isOnDisplay = std::any_of(
        argv + 1, argv + argc, [](const char *argument) { return qstrcmp(argument, "--display") == 0; });
    if (!isOnDisplay)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    BenchmarkApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Bobbin beside what the machine gives without it."_s);
    parser.addHelpOption();
    const QCommandLineOption quick(u"quick"_s, u"A history of 100,000 messages instead of 1,000,000."_s);
    const QCommandLineOption display(u"display"_s, u"Windows on the display instead of in memory."_s);
    const QCommandLineOption data(u"data"_s, u"Where the generated histories are kept."_s, u"folder"_s,
                                  QDir::temp().filePath(u"bobbin-benchmarks"_s));
    const QCommandLineOption only(
        u"only"_s,
        u"Only this group: start, streaming, opening, list, scrolling, shapes, search, exchange, tokens, recovery."_s,
        u"group"_s);
    const QCommandLineOption compare(u"compare"_s, u"An earlier run to compare with."_s, u"file"_s);
    const QCommandLineOption store(u"store"_s, u"Keeps the figures, to compare with later."_s, u"file"_s);
    parser.addOptions({quick, display, data, only, compare, store});
    parser.process(application);

    QTextStream log(stderr);
    QTextStream out(stdout);
    QList<Figure> before;
    if (parser.isSet(compare)) {
        const auto loaded = loadFigures(parser.value(compare));
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error()));
        before = loaded.value();
    }
    if (!QDir().mkpath(parser.value(data)))
        qFatal("%s cannot be made", qPrintable(parser.value(data)));
    const QTemporaryDir scratch(QDir(parser.value(data)).filePath(u"scratch-XXXXXX"_s)); // on the same disk
    constexpr qint64 Small = 100'000;
    const qint64 messages = parser.isSet(quick) ? Small : 1'000'000;
    const BenchmarkSetup setup {.application = application,
                                .history = historyOf(parser.value(data), messages, log),
                                .messages = messages,
                                .smallHistory = historyOf(parser.value(data), Small, log),
                                .scratch = scratch.path(),
                                .isQuick = parser.isSet(quick)};
    installTranscriptAccessibility();
    installWidgetAccessibility();

    QList<Figure> figures;
    for (const Group &group : groups()) {
        if (parser.isSet(only) && !parser.values(only).contains(group.name))
            continue;
        log << "measuring: " << group.name << Qt::endl;
        figures += group.measure(setup);
    }
    out << tableOf(figures, before) << Qt::flush;
    if (parser.isSet(store)) {
        if (const auto stored = storeFigures(figures, parser.value(store)); !stored)
            qFatal("%s", qPrintable(stored.error()));
    }
    return 0;
}
