#pragma once

#include "core/knowntime.h"
#include "core/result.h"
#include "store/storeerror.h"

namespace bobbin {

class Database;

/// What time the history knows it is: see KnownTime. Part of a ConversationStore, used in its thread.
class TimeTable final
{
public:
    TimeTable(Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    /// In a history that has never looked at the clock the time of its newest message. If it cannot be read,
    /// it is long ago, so that nothing is old.
    [[nodiscard]] KnownTime known() const;
    /// The time by which ages are judged now.
    [[nodiscard]] Timestamp forAges() const { return known().at(m_clock.now()); }
    /// Says of a history that is new and has never looked at the clock what time it surely is already.
    static Status<StoreError> begin(Database &database, Timestamp known);
    /// Looks at the clock and keeps what that tells, as far as it is news.
    Status<StoreError> look();

private:
    Status<StoreError> store(const KnownTime &time);
    [[nodiscard]] Result<KnownTime, StoreError> stored() const; // nothing is known before the first look
    [[nodiscard]] Result<KnownTime, StoreError> read() const;

    Database &m_database;
    const Clock &m_clock;
};

} // namespace bobbin
