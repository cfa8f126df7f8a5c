#include "benchmarks.h"
#include "measuredprogram.h"
#include "sqlite.h"

#include "settings/datapaths.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Rounds = 3;

// The columns of Bobbin's own export.
const QString &shellQuery()
{
    static const QString sql = u"SELECT lower(hex(c.id)) AS conversation, c.title, lower(hex(m.id)) AS id, "
                               u"lower(hex(p.id)) AS parent, m.role, m.state,"
                               " m.finish, m.refused, m.milestone, m.error, m.model, "
                               "lower(hex(m.service_id)) AS service, m.request_id,"
                               " m.prompt_tokens, m.completion_tokens, m.cached_tokens, m.reasoning_tokens, "
                               "m.created_ms, m.updated_ms, m.reasoning,"
                               " m.content FROM conversations c JOIN messages m ON m.conversation = c.pk "
                               "LEFT JOIN messages p ON p.pk = m.parent"
                               " ORDER BY c.pk, m.pk"_s;
    return sql;
}

double megabytesOfText(const QString &database)
{
    const SqliteFile file(database);
    SqliteStatement sum(file, "SELECT sum(length(CAST(content AS BLOB))) FROM messages");
    return sum.step() ? double(sum.number(0)) / 1e6 : 0;
}

} // namespace

QList<Figure> measureExchange(const BenchmarkSetup &setup)
{
    const QString program = QStringLiteral(BOBBIN_PROGRAM);
    const QString database = DataPaths::in(setup.history).database;
    const QString shell = QStandardPaths::findExecutable(u"sqlite3"_s);
    const QString target = setup.scratch + u"/export.json"_s;
    QList<double> times;
    QList<double> shellTimes;
    double peak = 0;
    for (int round = 0; round < Rounds; ++round) {
        if (!shell.isEmpty()) {
            MeasuredProgram sqlite(shell, {u"-readonly"_s, u"-json"_s, database, shellQuery()});
            sqlite.writeTo(target);
            shellTimes.append(sqlite.runToEnd().count());
            QFile::remove(target);
        }
        MeasuredProgram bobbin(program, {u"--data-dir"_s, setup.history, u"--export"_s, target});
        times.append(bobbin.runToEnd().count());
        peak = qMax(peak, bobbin.peakMemory());
    }
    const double text = megabytesOfText(database);
    const double file = double(QFileInfo(target).size()) / 1e6;
    const auto perSecond = [](double megabytes, double milliseconds) {
        return megabytes / milliseconds * 1000;
    };
    const std::optional<double> floor =
        shellTimes.isEmpty() ? std::nullopt : std::optional(perSecond(text, median(shellTimes)));
    QList<Figure> figures {{.what = u"export, messages' text per second"_s,
                            .unit = u"MB/s"_s,
                            .value = perSecond(text, median(times)),
                            .high = {},
                            .floor = floor,
                            .goal = Goal {Goal::Of::Ratio, Goal::Bound::AtLeast, 0.5}},
                           {.what = u"export, JSON per second"_s,
                            .unit = u"MB/s"_s,
                            .value = perSecond(file, median(times)),
                            .high = {},
                            .floor = {},
                            .goal = {}},
                           {.what = u"export, peak memory"_s,
                            .unit = u"MB"_s,
                            .value = peak,
                            .high = {},
                            .floor = {},
                            .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, 100}}};

    MeasuredProgram(program, {u"--data-dir"_s, setup.smallHistory, u"--export"_s, target}).runToEnd();
    const double smallText = megabytesOfText(DataPaths::in(setup.smallHistory).database);
    MeasuredProgram import(program, {u"--data-dir"_s, setup.scratch + u"/imported"_s, u"--import"_s, target});
    const double importTime = import.runToEnd().count();
    figures.append({.what = u"import, messages' text per second"_s,
                    .unit = u"MB/s"_s,
                    .value = perSecond(smallText, importTime),
                    .high = {},
                    .floor = {},
                    .goal = {}});
    figures.append({.what = u"import, peak memory"_s,
                    .unit = u"MB"_s,
                    .value = import.peakMemory(),
                    .high = {},
                    .floor = {},
                    .goal = {}});
    return figures;
}

} // namespace bobbin
