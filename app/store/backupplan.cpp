#include "store/backupplan.h"

#include <QSet>

#include <algorithm>
#include <limits>

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

// The last one of when the history was much larger, unless those since then go back for long: whatever took
// so much of it, a loss or a decision, may be regretted, however old what there was is by then.
std::optional<Backup> beforeAFall(const QList<Backup> &backups, Timestamp now)
{
    constexpr qint64 MuchLarger = 2;
    const auto it = std::find_if(backups.begin(), backups.end(), [&](const Backup &backup) {
        return backup.size > MuchLarger * backups.constFirst().size;
    });
    if (it == backups.end()) // never the first one, unless that is empty
        return {};
    const Timestamp fallen = it == backups.begin() ? it->madeAt : std::prev(it)->madeAt;
    return now - fallen < Month ? std::optional(*it) : std::nullopt;
}

// The one whose loss leaves the smallest gap in relation to how old it is; the newest, those that are
// `spared` and, as long as there is another, the oldest are not asked. `kept` is sorted, the newest first,
// and has at least two. Empty if none can go.
std::optional<qsizetype> leastMissed(const QList<Backup> &kept, Timestamp now, const QList<Backup> &spared)
{
    std::optional<qsizetype> least;
    if (!spared.contains(kept.constLast()))
        least = kept.size() - 1;
    double leastGap = std::numeric_limits<double>::infinity();
    for (qsizetype i = 1; i < kept.size() - 1; ++i) {
        if (spared.contains(kept.at(i)))
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

qint64 sizeOf(const QList<Backup> &backups)
{
    qint64 total = 0;
    for (const Backup &backup : backups)
        total += backup.size;
    return total;
}

qint64 backupLimit(qint64 largest, qint64 free, qint64 taken)
{
    return qMin(qMax(SmallEnough, largest * CopiesOfALargeHistory), (free + taken) / 4);
}

QList<Backup> expendableBackups(QList<Backup> backups, Timestamp now, qint64 limit)
{
    std::sort(backups.begin(), backups.end(),
              [](const Backup &a, const Backup &b) { return a.madeAt > b.madeAt; });
    QList<Backup> kept;
    QList<Backup> expendable;
    QSet<QString> spans;
    const auto present = std::find_if(backups.cbegin(), backups.cend(),
                                      [now](const Backup &backup) { return backup.madeAt <= now; });
    QList<Backup> spared;
    if (present != backups.cend())
        spared.append(*present);
    if (const auto larger = beforeAFall(backups, now))
        spared.append(*larger);
    qint64 total = 0;
    for (const Backup &backup : std::as_const(backups)) {
        const QString span = spanOf(backup.madeAt, now, backups.constFirst().madeAt);
        bool isKept = kept.isEmpty() || spared.contains(backup);
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
        const auto least = leastMissed(kept, now, spared);
        if (!least)
            break;
        const Backup given = kept.takeAt(*least);
        total -= given.size;
        expendable.append(given);
    }
    return expendable;
}

std::optional<QList<Backup>> backupsForRoom(const QList<Backup> &backups, Timestamp now, qint64 missing)
{
    QList<Backup> left = backups;
    QList<Backup> given;
    while (missing > sizeOf(given)) {
        const QList<Backup> next = expendableBackups(left, now, sizeOf(left) - 1);
        if (next.isEmpty())
            return {};
        given += next;
        for (const Backup &backup : next)
            left.removeOne(backup);
    }
    return given;
}

} // namespace bobbin
