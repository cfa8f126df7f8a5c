#pragma once

#include "core/result.h"
#include "store/storeerror.h"

#include <QList>
#include <QString>

namespace bobbin {

class Database;
struct StoredRecord;

/// What rows of one table look like in the file, by which they are recognized when nothing says what a page
/// belongs to.
struct TableShape {
    struct Column {
        enum class Kind { Integer, Text, Blob };
        QString name;
        Kind kind = Kind::Integer;
        bool isNullable = false;
        bool isRowid = false; ///< Stands in the file as the row's number.
    };
    QString name;
    QList<Column> columns;
    qsizetype fewest = 0; ///< Columns that a row has; those that came later may be missing in old rows.
    qsizetype keys = 0; ///< Columns of the key, which are the first ones.
    bool hasRowid = true;

    /// Whether `record` can be a row of this table.
    [[nodiscard]] bool matches(const StoredRecord &record) const;
    /// The same where there is no other clue, so that identifiers and times have to look like such.
    [[nodiscard]] bool matchesSurely(const StoredRecord &record) const;
    /// Whether no other table's rows look like this one's.
    [[nodiscard]] bool isUnmistakable() const;
};

/// The tables of the present schema whose rows cannot be made anew from others, in the order in which they
/// are put back.
[[nodiscard]] Result<QList<TableShape>, StoreError> shapesToSalvage(const Database &database);

} // namespace bobbin
