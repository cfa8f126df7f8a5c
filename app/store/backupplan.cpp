#include "store/backupplan.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <optional>

namespace bobbin {
namespace {

using std::chrono::days;

constexpr qint64 SmallEnough = 1LL << 30; // bytes
constexpr int CopiesOfALargeHistory = 8;
constexpr days Day {1};
constexpr days Month {30};
constexpr days Year {365};

// A name for the hour, day or month of `time`, by how long ago it is; empty when it is too old for any. For
// what is dated in the future, how long before the newest is all that can be said.
QString spanOf(Timestamp time, Timestamp now, Timestamp newest)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    const bool isFuture = time > now;
    const auto age = (isFuture ? newest : now) - time;
    if (age < Day)
        return moment.toString(u"yyyyMMddHH");
    if (age < Month || isFuture)
        return moment.toString(u"yyyyMMdd");
    if (age < Year)
        return moment.toString(u"yyyyMM");
    return {};
}

// The one whose loss leaves the smallest gap in relation to how old it is; the newest, `present` and, as long
// as there is another, the oldest are not asked. `kept` is sorted, the newest first, and has at least two.
// Empty if none can go.
std::optional<qsizetype> leastMissed(const QList<Backup> &kept, Timestamp now,
                                     const std::optional<Backup> &present)
{
    std::optional<qsizetype> least;
    if (kept.constLast() != present)
        least = kept.size() - 1;
    double leastGap = std::numeric_limits<double>::infinity();
    for (qsizetype i = 1; i < kept.size() - 1; ++i) {
        if (kept.at(i) == present)
            continue;
        const Timestamp made = kept.at(i).madeAt;
        const double age = qMax(1.0, double(((made > now ? kept.constFirst().madeAt : now) - made).count()));
        const double gap = double((kept.at(i - 1).madeAt - kept.at(i + 1).madeAt).count()) / age;
        if (gap < leastGap) {
            least = i;
            leastGap = gap;
        }
    }
    return least;
}

} // namespace

qint64 backupLimit(qint64 newest, qint64 free, qint64 taken)
{
    return qMin(qMax(SmallEnough, newest * CopiesOfALargeHistory), (free + taken) / 4);
}

QList<Backup> expendableBackups(QList<Backup> backups, Timestamp now, qint64 limit)
{
    std::sort(backups.begin(), backups.end(),
              [](const Backup &a, const Backup &b) { return a.madeAt > b.madeAt; });
    QList<Backup> kept;
    QList<Backup> expendable;
    QSet<QString> spans;
    std::optional<Backup> present; // the newest that is not dated in the future
    qint64 total = 0;
    for (const Backup &backup : std::as_const(backups)) {
        const QString span = spanOf(backup.madeAt, now, backups.constFirst().madeAt);
        bool isKept = kept.isEmpty();
        if (!present && backup.madeAt <= now) {
            present = backup;
            isKept = true;
        }
        if (backup.reason == Backup::Reason::Migration)
            isKept = isKept || !span.isEmpty();
        else if (!span.isEmpty() && !spans.contains(span)) {
            isKept = true;
            spans.insert(span);
        }
        (isKept ? kept : expendable).append(backup);
        total += isKept ? backup.size : 0;
    }
    while (total > limit && kept.size() > 1) {
        const auto least = leastMissed(kept, now, present);
        if (!least)
            break;
        const Backup given = kept.takeAt(*least);
        total -= given.size;
        expendable.append(given);
    }
    return expendable;
}

} // namespace bobbin
