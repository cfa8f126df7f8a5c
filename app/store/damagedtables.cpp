#include "damagedtables_p.h"

#include "pagefile_p.h"

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

DamagedTables::DamagedTables(PageFile &file, const QList<TableShape> &shapes)
    : m_file(file), m_reader(file), m_shapes(shapes)
{
    readSchema();
}

// Each row of the schema is: type, name, table, root, SQL. All trees are walked, also those of tables that
// are made anew, so that their pages are not taken for something else.
void DamagedTables::readSchema()
{
    qint64 unreadable = 0;
    for (const quint32 page : pagesOfTree(1, PageKind::TableLeaf, PageKind::TableInterior)) {
        for (const StoredRecord &row : m_reader.recordsOf(page, unreadable)) {
            const qint64 root = row.values.value(3).toLongLong();
            if (root > 1 && root <= 0xffffffff && m_file.hasPage(static_cast<quint32>(root)))
                m_roots.insert(row.values.value(1).toString(), static_cast<quint32>(root));
        }
    }
}

bool DamagedTables::forEach(const TakeRow &take, const std::function<bool(double)> &progressed)
{
    m_progressed = progressed;
    const double total = qMax<double>(1, m_file.pageCount());
    double done = 0;
    for (const TableShape &shape : m_shapes) {
        if (!m_roots.contains(shape.name))
            continue;
        const auto leaf = shape.hasRowid ? PageKind::TableLeaf : PageKind::IndexLeaf;
        const auto interior = shape.hasRowid ? PageKind::TableInterior : PageKind::IndexInterior;
        for (const quint32 page : pagesOfTree(m_roots.value(shape.name), leaf, interior)) {
            if ((!hasGoneAstray(page, shape) && !takePage(page, shape, take)) || !go(++done / total))
                return false;
        }
    }
    QStringList others = m_roots.keys();
    for (const TableShape &shape : m_shapes)
        others.removeOne(shape.name);
    for (const QString &other : std::as_const(others)) {
        const quint32 root = m_roots.value(other);
        const PageKind kind = m_reader.kindOf(root);
        const bool isTable = kind == PageKind::TableLeaf || kind == PageKind::TableInterior;
        const QList<quint32> pages = pagesOfTree(root, isTable ? PageKind::TableLeaf : PageKind::IndexLeaf,
                                                 isTable ? PageKind::TableInterior : PageKind::IndexInterior);
        done += double(pages.size());
        for (const quint32 page : pages) {
            const TableShape *shape = shapeOfOrphan(page);
            if (shape && shape->isUnmistakable())
                m_known.remove(page);
        }
    }
    for (quint32 i = 0; i < m_file.pageCount(); ++i) {
        const quint32 page = m_file.numberAt(i);
        if (m_known.contains(page))
            continue;
        const TableShape *shape = shapeOfOrphan(page);
        if (!shape) // a damaged one may still have rows of the table whose tree it stands in
            shape = m_astray.value(page);
        if (shape && !takePage(page, *shape, take))
            return false;
        if (i % 64 == 0 && !go(qMin(1.0, ++done / total)))
            return false;
    }
    return true;
}

void DamagedTables::forEachIn(const QString &index, const std::function<void(const QVariantList &)> &take)
{
    QSet<quint32> known;
    known.swap(m_known); // its pages may have been walked before
    qint64 unreadable = 0;
    if (m_roots.contains(index)) {
        for (const quint32 page :
             pagesOfTree(m_roots.value(index), PageKind::IndexLeaf, PageKind::IndexInterior)) {
            for (const StoredRecord &entry : m_reader.recordsOf(page, unreadable))
                take(entry.values);
        }
    }
    known.swap(m_known);
}

// Entries of an index also stand on its interior pages.
QList<quint32> DamagedTables::pagesOfTree(quint32 root, PageKind leaf, PageKind interior)
{
    QList<quint32> pages;
    QList<quint32> waiting {root};
    while (!waiting.isEmpty()) {
        const quint32 page = waiting.takeLast();
        if (!m_file.hasPage(page) || m_known.contains(page))
            continue;
        const PageKind kind = m_reader.kindOf(page);
        if (kind != leaf && kind != interior) {
            ++m_unreadablePages;
            continue; // something else, or nothing; it is looked at again with those that nothing leads to
        }
        m_known.insert(page);
        if (kind == leaf || kind == PageKind::IndexInterior)
            pages.append(page);
        if (kind == interior) {
            const QList<quint32> children = m_reader.childrenOf(page);
            waiting.append(QList<quint32>(children.rbegin(), children.rend()));
        }
    }
    return pages;
}

// Where the root of a tree is that of another one, all of its leaves are another table's; they are looked at
// again with those that nothing leads to.
bool DamagedTables::hasGoneAstray(quint32 page, const TableShape &shape)
{
    qint64 unreadable = 0;
    const QList<StoredRecord> records = m_reader.recordsOf(page, unreadable);
    const auto fitting = std::count_if(records.begin(), records.end(),
                                       [&](const StoredRecord &record) { return shape.matches(record); });
    if (2 * fitting >= records.size())
        return false;
    m_known.remove(page);
    m_astray.insert(page, &shape);
    return true;
}

bool DamagedTables::takePage(quint32 page, const TableShape &shape, const TakeRow &take)
{
    qint64 unreadable = 0;
    for (const StoredRecord &record : m_reader.recordsOf(page, unreadable)) {
        if (!shape.matches(record))
            ++m_unknownRows;
        else if (!take(shape, record))
            return false;
    }
    m_unreadablePages += unreadable > 0 ? 1 : 0;
    return true;
}

// The table that most of the page's records fit into, if those are most of them.
const TableShape *DamagedTables::shapeOfOrphan(quint32 page)
{
    const PageKind kind = m_reader.kindOf(page);
    if (kind != PageKind::TableLeaf && kind != PageKind::IndexLeaf)
        return nullptr;
    qint64 unreadable = 0;
    const QList<StoredRecord> records = m_reader.recordsOf(page, unreadable);
    const TableShape *best = nullptr;
    qsizetype most = records.size() / 2;
    for (const TableShape &shape : m_shapes) {
        // What has no rowid and no text looks like an index.
        if (shape.hasRowid != (kind == PageKind::TableLeaf) || shape.columns.size() < 3)
            if (shape.name != u"devices"_s || kind != PageKind::TableLeaf)
                continue;
        const auto fitting = std::count_if(records.begin(), records.end(), [&](const StoredRecord &record) {
            return shape.matchesSurely(record);
        });
        if (fitting > most) {
            best = &shape;
            most = fitting;
        }
    }
    return best;
}

} // namespace bobbin
