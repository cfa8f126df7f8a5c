#include "store/timetable.h"

#include "database_p.h"

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array TimeNames {"time_known"_L1, "time_doubted_since"_L1, "time_doubted_last"_L1};
constexpr auto DaysName = "time_doubted_days"_L1;
// A clock that simply goes on is written down once a day: each time changes the history, which is then
// copied.
constexpr std::chrono::hours BetweenWriting {20};

} // namespace

KnownTime TimeTable::known() const
{
    const auto time = read();
    return time ? time.value() : KnownTime();
}

Status<StoreError> TimeTable::look()
{
    const auto kept = stored();
    if (!kept)
        return Failure {kept.error()};
    const auto before = read();
    if (!before)
        return Failure {before.error()};
    const KnownTime after = before->seen(m_clock.now());
    KnownTime goneOn = kept.value();
    goneOn.known = after.known;
    if (goneOn == after && kept->known != Timestamp {} && after.known - kept->known < BetweenWriting)
        return Ok;
    return store(after);
}

Status<StoreError> TimeTable::begin(Database &database, Timestamp known)
{
    return database.run(Statement::ReplaceProgress, QString(TimeNames.front()), known).status();
}

Status<StoreError> TimeTable::store(const KnownTime &time)
{
    Transaction transaction(m_database, Transaction::Durability::Quick);
    const std::array times {time.known, time.doubtedSince, time.doubtedLast};
    for (size_t i = 0; i < times.size(); ++i) {
        const auto kept =
            m_database.run(Statement::ReplaceProgress, QString(TimeNames.at(i)), times.at(i)).status();
        if (!kept)
            return kept;
    }
    const auto kept =
        m_database.run(Statement::ReplaceProgress, QString(DaysName), qint64(time.doubtedDays)).status();
    if (!kept)
        return kept;
    return transaction.commit();
}

Result<KnownTime, StoreError> TimeTable::stored() const
{
    KnownTime time;
    const std::array times {&time.known, &time.doubtedSince, &time.doubtedLast};
    for (size_t i = 0; i < times.size(); ++i) {
        Query row = m_database.run(Statement::SelectProgress, QString(TimeNames.at(i)));
        if (row.next())
            *times.at(i) = row.time(0);
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    Query days = m_database.run(Statement::SelectProgress, QString(DaysName));
    if (days.next())
        time.doubtedDays = static_cast<int>(days.number(0));
    if (const auto status = days.status(); !status)
        return Failure {status.error()};
    return time;
}

Result<KnownTime, StoreError> TimeTable::read() const
{
    const auto kept = stored();
    if (!kept || kept->known != Timestamp {})
        return kept;
    KnownTime time;
    Query newest = m_database.run(Statement::NewestMessageTime);
    time.known = newest.next() ? newest.time(0) : m_clock.now();
    if (const auto status = newest.status(); !status)
        return Failure {status.error()};
    return time;
}

} // namespace bobbin
