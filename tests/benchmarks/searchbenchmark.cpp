#include "benchmarks.h"
#include "benchmarkwindow.h"
#include "measuredprogram.h"
#include "sqlite.h"
#include "timing.h"
#include "words.h"

#include "settings/datapaths.h"
#include "store/conversationstore.h"

#include <QLineEdit>
#include <QSet>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int MostResults = 100; // as the sidebar asks for
constexpr double Instant = 30; // milliseconds
constexpr double Soon = 100;

// What somebody types who looks for the words of these ranks, letter by letter from the second one on.
QStringList prefixesOf(const Words &words, qsizetype firstRank, int count)
{
    QSet<QByteArray> prefixes;
    for (qsizetype rank = firstRank; rank < firstRank + count; ++rank) {
        const QByteArray &word = words.word(rank);
        for (qsizetype length = 2; length <= word.size(); ++length)
            prefixes.insert(word.left(length));
    }
    QStringList sorted;
    for (const QByteArray &prefix : std::as_const(prefixes))
        sorted.append(QString::fromLatin1(prefix));
    sorted.sort();
    return sorted;
}

// From a letter in the sidebar's field to the painted results: the beginnings of words, of 2 to 12 letters.
QList<Figure> measureField(const BenchmarkSetup &setup, const SqliteFile &file)
{
    constexpr qsizetype Rare = 40'000;
    constexpr qsizetype LongestWord = 12;
    SqliteStatement plain(
        file, "SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? ORDER BY rowid DESC LIMIT 100");
    BenchmarkWindow window(setup.history);
    auto *field = window.window().findChild<QLineEdit *>(u"searchConversations"_s);
    bool isListed = false;
    QObject::connect(&window.library(), &Library::listChanged, field, [&isListed] { isListed = true; });
    const auto type = [&](const QString &text) {
        isListed = false;
        field->setText(text);
        BenchmarkWindow::waitUntil([&isListed] { return isListed; });
        QCoreApplication::processEvents();
    };
    const Words words(1);
    QList<Figure> figures;
    for (const auto &[name, first] : {std::pair(u"common"_s, qsizetype {0}), std::pair(u"rare"_s, Rare)}) {
        QList<double> times;
        QList<double> floors;
        for (const QString &prefix : prefixesOf(words, first, 60)) {
            times.append(timeOf([&] { type(prefix); }));
            type({});
            const QByteArray expression = ftsExpression(parseSearch(prefix)).toUtf8();
            plain.bindText(0, expression);
            floors.append(timeOf([&plain] {
                while (plain.step()) { }
            }));
        }
        const QString what =
            u"search in the window, %1 words of 2 to %2 letters: "_s.arg(name).arg(LongestWord);
        figures.append(figureOfTimes(what + u"letter to painted results"_s, times, median(floors),
                                     Goal {Goal::Of::Value, Goal::Bound::AtMost, Instant}));
        figures.append(figureOfTimes(what + u"the same"_s, times, percentile(floors, 0.95),
                                     Goal {Goal::Of::High, Goal::Bound::AtMost, Soon}));
    }
    return figures;
}

} // namespace

QList<Figure> measureSearch(const BenchmarkSetup &setup)
{
    const QString path = DataPaths::in(setup.history).database;
    const SystemClock clock;
    const auto store = ConversationStore::open(path, ConversationStore::Access::ReadOnly, clock).value();
    const SqliteFile file(path);
    SqliteStatement plain(
        file, "SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? ORDER BY rowid DESC LIMIT 100");

    const Words words(1);
    const QList<std::tuple<QString, qsizetype, int>> groups {
        {u"the 40 most frequent words"_s, 0, 40}, {u"usual words"_s, 500, 40}, {u"rare words"_s, 40'000, 20}};
    QList<Figure> figures;
    for (const auto &[name, rank, count] : groups) {
        QList<double> times;
        QList<double> floors;
        for (const QString &prefix : prefixesOf(words, rank, count)) {
            const QByteArray query = ftsExpression(parseSearch(prefix)).toUtf8();
            const auto runPlain = [&] {
                plain.bindText(0, query);
                while (plain.step()) { }
            };
            runPlain(); // brings the pages into memory, for both that are compared
            floors.append(timeOf(runPlain));
            times.append(timeOf([&] {
                if (!store->search().find(prefix, MostResults))
                    qFatal("the search failed");
            }));
        }
        figures.append({.what = u"search as one types: %1"_s.arg(name),
                        .unit = u"ms"_s,
                        .value = median(times),
                        .high = percentile(times, 0.95),
                        .floor = median(floors),
                        .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, Instant}});
        figures.append({.what = u"the same, slowest prefix (%1)"_s.arg(name),
                        .unit = u"ms"_s,
                        .value = percentile(times, 1),
                        .high = {},
                        .floor = percentile(floors, 1),
                        .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, Instant}});
    }
    return figures + measureField(setup, file);
}

} // namespace bobbin
