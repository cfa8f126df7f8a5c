#pragma once

#include "core/result.h"
#include "store/backupplan.h"
#include "store/storeerror.h"

#include <functional>
#include <optional>

namespace bobbin {

class Maintenance;

/// The backups of one history, in the folder "backups" beside it. Names carry when they were made (UTC):
/// history-20261127T201500Z.sqlite, or history-20261127T201500Z-before-5.sqlite before a migration.
///
/// Calls block; an object may be used in any one thread, any number of objects may be there.
class BackupFolder final
{
public:
    /// Of the history at `database`; touches nothing.
    explicit BackupFolder(const QString &database);

    [[nodiscard]] QString path() const { return m_path; }
    /// The newest first. What is there without having been finished is not among them.
    [[nodiscard]] QList<Backup> all() const;
    /// The one to offer when the history is lost: the newest that can be read, or is encrypted and locked.
    /// What is dated after `now` comes from a clock that was wrong, and is offered only where nothing else
    /// is.
    [[nodiscard]] std::optional<Backup> best(Timestamp now) const;
    /// Whether the history has changed since the newest backup, or there is none that is not dated in the
    /// future.
    [[nodiscard]] bool isOutdated(Timestamp now) const;
    /// Whether that is so, and an hour has gone by.
    [[nodiscard]] bool isDue(Timestamp now) const;

    /// Adds a verified copy, and deletes those that the plan no longer keeps, whose age is judged by
    /// `forAges`: see KnownTime. Empty if the newest backup has exactly the same. `progressed` is as for
    /// Maintenance::backUp(). If it fails nothing stays.
    Result<std::optional<Backup>, StoreError> add(const Maintenance &maintenance, Timestamp now,
                                                  Timestamp forAges,
                                                  const std::function<bool(double)> &progressed = {}) const;
    /// The same for the file as it is before its schema becomes `version`.
    Status<StoreError> addBeforeMigration(const Maintenance &maintenance, Timestamp now, int version) const;

private:
    Result<Backup, StoreError> write(const Maintenance &maintenance, Timestamp now, const QString &suffix,
                                     const std::function<bool(double)> &progressed) const;
    Status<StoreError> makeRoom(Timestamp now) const;
    void prune(Timestamp forAges) const;

    const QString m_database;
    const QString m_path;
};

} // namespace bobbin
