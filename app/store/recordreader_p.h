#pragma once

#include <QList>
#include <QSet>
#include <QVariant>

#include <functional>

namespace bobbin {

class PageFile;

/// One row of a table, or one entry of an index, as it lies in the file.
struct StoredRecord {
    qint64 rowid = 0; ///< Of a table with rowids.
    QVariantList values; ///< qint64, double, QString, QByteArray or invalid for NULL.
    bool isCut = false; ///< The end of it lies on pages that are lost; the last value may be shortened.
};

/// What a page of a B-tree is (https://www.sqlite.org/fileformat2.html, section 1.6).
enum class PageKind { None, IndexInterior, TableInterior, IndexLeaf, TableLeaf };

/// Reads records from pages that may contain anything: whatever does not fit is left out.
class RecordReader final
{
public:
    explicit RecordReader(PageFile &file) : m_file(file) { }

    [[nodiscard]] PageKind kindOf(quint32 page);
    /// The pages below an interior page.
    [[nodiscard]] QList<quint32> childrenOf(quint32 page);
    /// All records that are in cells of this page; cells that make no sense are counted in `unreadable`.
    [[nodiscard]] QList<StoredRecord> recordsOf(quint32 page, qint64 &unreadable);

private:
    [[nodiscard]] bool readCell(QByteArrayView page, qsizetype offset, PageKind kind, StoredRecord &record);
    [[nodiscard]] QByteArray payload(QByteArrayView cell, quint64 size, bool isTable, bool &isCut);
    [[nodiscard]] static bool decode(const QByteArray &payload, StoredRecord &record);

    PageFile &m_file;
    QSet<quint32> m_chained; // overflow pages of the records of one page; each belongs to one record
};

} // namespace bobbin
