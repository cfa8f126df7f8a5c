#include "fuzzinput.h"
#include "fuzztargets.h"

#include "damagedtables_p.h"
#include "database_p.h"
#include "pagefile_p.h"

#include <QTemporaryDir>
#include <QtEndian>

namespace bobbin::fuzz {
namespace {

using namespace Qt::StringLiterals;

void write(const QString &path, QByteArrayView bytes)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size(),
            "a file can be written");
}

const QList<TableShape> &shapes(const QTemporaryDir &folder)
{
    static const QList<TableShape> all = [&folder] {
        const auto database =
            Database::open(folder.filePath(u"good.sqlite"_s), Database::Access::ReadWrite).value();
        return shapesToSalvage(*database).value();
    }();
    return all;
}

} // namespace

// Two bytes, the size of the log in units of 8 bytes, then the log, then the file.
void damage(QByteArrayView bytes)
{
    static const QTemporaryDir folder;
    if (bytes.size() < 2)
        return;
    const qsizetype size = qMin<qsizetype>(bytes.size() - 2, 8 * qFromBigEndian<quint16>(bytes.data()));
    const QString path = folder.filePath(u"damaged.sqlite"_s);
    write(path + u"-wal"_s, bytes.sliced(2, size));
    write(path, bytes.sliced(2 + size));

    PageFile file(path);
    DamagedTables tables(file, shapes(folder));
    const auto take = [](const TableShape &shape, const StoredRecord &record) {
        require(record.values.size() <= shape.columns.size(),
                "a row has no more than the columns of its table");
        return true;
    };
    (void)tables.forEach(take, {});
    tables.forEachIn(u"messages_by_parent"_s, [](const QVariantList &) {});
}

} // namespace bobbin::fuzz
