#include "benchmarks.h"
#include "measuredprogram.h"

#include <QDir>
#include <QThread>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Rounds = 11;
constexpr int RestTime = 1000; // milliseconds from the start until memory is read

struct Start {
    QList<double> times;
    QList<double> memory;
    QList<double> residentMemory;
};

// One after the other in each round, so that a busy machine is busy for all of them.
void measureOnce(Start &start, const QString &program, const QStringList &arguments, bool withMemory)
{
    MeasuredProgram window(program, arguments);
    start.times.append(window.startWindow().count());
    if (withMemory) {
        QThread::msleep(RestTime);
        start.memory.append(window.memory());
        start.residentMemory.append(window.residentMemory());
    }
}

Figure timeFigure(const QString &what, const Start &start, const Start &floor, double limit)
{
    return {.what = what,
            .unit = u"ms"_s,
            .value = median(start.times),
            .high = percentile(start.times, 0.95),
            .floor = median(floor.times),
            .goal = Goal {Goal::Of::Ratio, Goal::Bound::AtMost, limit}};
}

QList<Figure> memoryFigures(const QString &what, const Start &start, const Start &floor, double limit)
{
    const auto figure = [limit](const QString &name, const QList<double> &values,
                                const QList<double> &floors) {
        return Figure {.what = name,
                       .unit = u"MB"_s,
                       .value = median(values),
                       .high = {},
                       .floor = median(floors),
                       .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, limit}};
    };
    return {figure(u"memory (PSS), "_s + what, start.memory, floor.memory),
            figure(u"memory (RSS), "_s + what, start.residentMemory, floor.residentMemory)};
}

} // namespace

QList<Figure> measureStart(const BenchmarkSetup &setup)
{
    const QString program = QStringLiteral(BOBBIN_PROGRAM);
    Start floor;
    Start first;
    Start empty;
    Start full;
    const QString emptyFolder = setup.scratch + u"/empty"_s;
    { // makes the empty history
        MeasuredProgram window(program, {u"--data-dir"_s, emptyFolder});
        (void)window.startWindow();
    }
    Start killed;
    for (int round = 0; round < Rounds; ++round) {
        const bool withMemory = round < 3;
        const QString newFolder = setup.scratch + u"/new%1"_s.arg(round);
        measureOnce(floor, QStringLiteral(EMPTY_WINDOW_PROGRAM), {}, withMemory);
        measureOnce(first, program, {u"--data-dir"_s, newFolder}, false);
        measureOnce(empty, program, {u"--data-dir"_s, emptyFolder}, withMemory);
        measureOnce(full, program, {u"--data-dir"_s, setup.history}, withMemory);
        QDir(newFolder).removeRecursively();
        {
            MeasuredProgram window(program, {u"--data-dir"_s, setup.history});
            (void)window.startWindow();
            window.kill();
        }
        measureOnce(killed, program, {u"--data-dir"_s, setup.history}, false);
    }
    const QString messages = u"%L1 messages"_s.arg(setup.messages);
    const QList<Figure> times {
        timeFigure(u"very first start"_s, first, floor, 2),
        timeFigure(u"start, no history"_s, empty, floor, 2),
        timeFigure(u"start, "_s + messages + u" (floor: no history)"_s, full, empty, 1.3),
        timeFigure(u"the same after it was killed (floor: after it was closed)"_s, killed, full, 1.5)};
    return times + memoryFigures(u"no history"_s, empty, floor, 60)
        + memoryFigures(messages, full, floor, 75);
}

} // namespace bobbin
