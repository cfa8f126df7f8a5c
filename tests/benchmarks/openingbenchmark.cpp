#include "benchmarks.h"
#include "historygenerator.h"
#include "opener.h"
#include "processfigures.h"

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Rounds = 40;
constexpr double Frame = 16; // milliseconds

// What the process holds after few and after many switches between long conversations.
QList<Figure> measureMemory(Opener &opener)
{
    constexpr int Few = 50;
    constexpr int Many = 1'000;
    constexpr double MostGrowth = 20;
    const auto memory = [] { return memoryFigure(u"self"_s, u"smaps_rollup"_s, "Pss:"); };
    const auto open = [&opener](int round) {
        const size_t which = size_t(round) % LongConversations.size();
        (void)opener.open(opener.rowOf(titleOfLong(LongConversations.at(which))));
    };
    for (int round = 0; round < Few; ++round)
        open(round);
    BenchmarkWindow::settle();
    const double afterFew = memory();
    for (int round = Few; round < Many; ++round)
        open(round);
    BenchmarkWindow::settle();
    const double afterMany = memory();
    return {{.what = u"memory (PSS) after %L1 switches (floor: after %2)"_s.arg(Many).arg(Few),
             .unit = u"MB"_s,
             .value = afterMany,
             .high = {},
             .floor = afterFew,
             .goal = {}},
            {.what = u"the same, difference"_s,
             .unit = u"MB"_s,
             .value = afterMany - afterFew,
             .high = {},
             .floor = {},
             .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, MostGrowth}}};
}

} // namespace

QList<Figure> measureOpening(const BenchmarkSetup &setup)
{
    BenchmarkWindow window(setup.history);
    Opener opener(window);
    QList<Figure> figures;
    for (const int messages : LongConversations) {
        const int row = opener.rowOf(titleOfLong(messages));
        QList<double> times;
        for (int round = 0; round < Rounds; ++round) {
            opener.forget();
            BenchmarkWindow::settle();
            times.append(opener.open(row).count());
        }
        figures.append(figureOfTimes(u"open a conversation of %L1 messages"_s.arg(messages), times, Frame,
                                     Goal {Goal::Of::Value, Goal::Bound::AtMost, Frame}));
    }
    return figures + measureMemory(opener);
}

} // namespace bobbin
