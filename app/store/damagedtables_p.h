#pragma once

#include "recordreader_p.h"
#include "tableshape_p.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace bobbin {

class PageFile;

/// Finds the rows of a damaged file: first along the trees whose roots the schema in the file names, then on
/// all other pages.
class DamagedTables final
{
public:
    using TakeRow = std::function<bool(const TableShape &, const StoredRecord &)>; ///< False ends it.

    DamagedTables(PageFile &file, const QList<TableShape> &shapes);

    /// Calls `take` with every row; those that are more certain come first. `progressed` is told the share
    /// of pages that were read. False if one of both wanted to end it.
    bool forEach(const TakeRow &take, const std::function<bool(double)> &progressed);
    /// Calls `take` with every entry of the index of this name that can be reached.
    void forEachIn(const QString &index, const std::function<void(const QVariantList &)> &take);

    /// Pages that should have been readable and were not.
    [[nodiscard]] qint64 unreadablePages() const { return m_unreadablePages; }
    /// Of known tables, but of another form.
    [[nodiscard]] qint64 unknownRows() const { return m_unknownRows; }

private:
    void readSchema();
    /// All pages of the tree below `root` that have records, marked as known.
    [[nodiscard]] QList<quint32> pagesOfTree(quint32 root, PageKind leaf, PageKind interior);
    bool hasGoneAstray(quint32 page, const TableShape &shape);
    bool takePage(quint32 page, const TableShape &shape, const TakeRow &take);
    [[nodiscard]] const TableShape *shapeOfOrphan(quint32 page);
    bool go(double share) { return !m_progressed || m_progressed(share); }

    PageFile &m_file;
    RecordReader m_reader;
    const QList<TableShape> m_shapes;
    QHash<QString, quint32> m_roots; // of tables and indexes, by name
    QSet<quint32> m_known;
    QHash<quint32, const TableShape *> m_astray; // pages whose rows do not fit the table of their tree
    std::function<bool(double)> m_progressed;
    qint64 m_unreadablePages = 0;
    qint64 m_unknownRows = 0;
};

} // namespace bobbin
