#pragma once

#include "core/clock.h"

#include <QList>
#include <QString>

#include <optional>

namespace bobbin {

/// A verified copy of the history.
struct Backup {
    enum class Reason {
        Regular, ///< Made by the clock, or because the user asked for it.
        Migration, ///< Made before a newer Bobbin changed the form of the history.
    };
    QString path;
    Timestamp madeAt;
    qint64 size = 0; ///< In bytes.
    Reason reason = Reason::Regular;

    friend bool operator==(const Backup &, const Backup &) = default;
};

/// In bytes.
[[nodiscard]] qint64 sizeOf(const QList<Backup> &backups);

/// How many bytes all backups together may take, where the largest takes `largest` and `free` are left on
/// the disk beside the `taken` ones that backups take already: eight times that, or 1 GiB if it is small, and
/// never more than a quarter of what the disk has for them.
[[nodiscard]] qint64 backupLimit(qint64 largest, qint64 free, qint64 taken);

/// Which of `backups` are to be deleted at `now`, which is the time by which ages are judged: see KnownTime.
///
/// Of the last day the last one of each hour stays, of the last 30 days the last of each day, of the last
/// 365 days the last of each month (all in UTC), and for 365 days every one made before a migration. If
/// those take more than `limit` bytes, the ones go whose neighbours in time are closest for their age; what
/// stays lies the closer together the younger it is. Of those that are dated in the future, since a clock was
/// or is wrong, none is ever too old; of them the last one of each hour or day stays, reckoned from the
/// newest. The newest always stays, and so do the newest that is not dated in the future, and the last one
/// that is more than twice as large as the newest until those after it go back for 30 days: the history may
/// have lost what it had, or have been begun anew.
[[nodiscard]] QList<Backup> expendableBackups(QList<Backup> backups, Timestamp now, qint64 limit);

/// Which of `backups` are to be deleted at `now` so that another `missing` bytes are free; no value if
/// that would not do.
[[nodiscard]] std::optional<QList<Backup>> backupsForRoom(const QList<Backup> &backups, Timestamp now,
                                                          qint64 missing);

} // namespace bobbin
