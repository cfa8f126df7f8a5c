#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QMap>
#include <QString>

#include <functional>

namespace bobbin {

/// What was brought back of a damaged history.
struct SalvageReport {
    QString aside; ///< The damaged file, which is as it was.
    QString file; ///< Where this report is kept.
    QMap<QString, qint64> rows; ///< Brought back, by the names of their tables.
    qint64 placeholders = 0; ///< Messages that are lost; what stood below them hangs at a marked place.
    qint64 shortened = 0; ///< Messages whose end is lost.
    qint64 conversationsAnew = 0; ///< Made from their messages.
    qint64 foldersAnew = 0;
    qint64 lostConversations = 0; ///< Known by an index, and without anything that could be brought back.
    qint64 lostFiles = 0; ///< Their ends are lost, and what is left of them is of no use.
    qint64 lostOthers = 0; ///< The same, of everything else.
    qint64 dropped = 0; ///< Rows about things that are lost, such as what a server held of them.
    qint64 unknownRows = 0; ///< Of another form than this version of Bobbin knows.
    qint64 unreadablePages = 0;
    qint64 pages = 0;
    bool isEncryptionLost = false; ///< The new history is not encrypted, though its backups are.
    QStringList problems; ///< Of the new history; empty if it is in order, which it should be.

    [[nodiscard]] qint64 count(const QString &table) const { return rows.value(table); }
};

/// The report in the user's language, as plain text of several lines.
[[nodiscard]] QString describe(const SalvageReport &report);

/// Brings back what can be read of the history at `database`, its log included, whatever state they are in:
/// sets them aside as they are, and puts a new history with everything that was found in their place. If it
/// fails, nothing has changed. The report is kept beside the file that was set aside.
///
/// Pages are read past SQLite. What the tables' trees lead to comes first, then rows on pages that nothing
/// leads to any more, recognized by their form; indexes tell of messages that are lost where they stood.
///
/// Blocks; the history must be open nowhere. `progressed` is as for Maintenance::backUp(). A history that
/// cannot be read at all, or that a later version has written, is no damaged one, and stays as it is.
Result<SalvageReport, StoreError> salvageHistory(const QString &database, const Clock &clock,
                                                 const std::function<bool(double)> &progressed = {});

/// Puts a new history, which is empty and not encrypted, in the place of the one at `database`, if there is
/// one; that is set aside as it is, without being read. Blocks; the history must be open nowhere.
Status<StoreError> beginHistory(const QString &database, Timestamp now);

} // namespace bobbin
