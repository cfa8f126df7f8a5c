#include "tableshape_p.h"

#include "database_p.h"
#include "recordreader_p.h"

#include <QSqlError>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = TableShape::Column::Kind;

constexpr qint64 EarliestTime = 100'000'000'000; // in milliseconds, 1973: less is no time of a history

constexpr qsizetype UnmistakableColumns = 10; // no two tables have that many of the same kinds

bool fits(const TableShape::Column &column, const QVariant &value)
{
    if (!value.isValid())
        return column.isNullable || column.isRowid;
    switch (column.kind) {
    case Kind::Integer:
        return value.typeId() == QMetaType::LongLong;
    case Kind::Text:
        return value.typeId() == QMetaType::QString;
    case Kind::Blob:
        return value.typeId() == QMetaType::QByteArray;
    }
    Q_UNREACHABLE();
}

bool isUuid(const QByteArray &bytes)
{
    return bytes.size() == 16 && (static_cast<quint8>(bytes.at(8)) & 0xc0U) == 0x80U;
}

bool fitsSurely(const TableShape::Column &column, const QVariant &value)
{
    if (!fits(column, value))
        return false;
    if (!value.isValid())
        return true;
    if (column.name == u"id"_s || column.name.endsWith(u"_id"_s)) {
        const bool isNull = value.toByteArray() == QByteArray(16, 0);
        return column.kind != Kind::Blob || isNull || isUuid(value.toByteArray());
    }
    if (column.kind == Kind::Text && column.name == u"recipe"_s)
        return value.toString().startsWith(u'{');
    const bool isTime = column.name.endsWith(u"_ms"_s) && column.name != u"connect_ms"_s
        && column.name != u"first_byte_ms"_s && column.name != u"idle_ms"_s
        && column.name != u"first_token_ms"_s && column.name != u"rest_ms"_s;
    if (column.kind != Kind::Integer || column.name == u"cost_nano"_s)
        return true;
    return isTime == (qAbs(value.toLongLong()) >= EarliestTime);
}

Result<TableShape, StoreError> shapeOf(const Database &database, const QString &name, bool hasRowid)
{
    TableShape shape {name, {}, 0, 0, hasRowid};
    QSqlQuery query(database.connection());
    if (!query.exec(u"PRAGMA table_info(%1)"_s.arg(name)))
        return Failure {storeErrorFrom(query.lastError())};
    while (query.next()) {
        const QString type = query.value(2).toString();
        const bool isRequired = query.value(3).toBool();
        const bool isKey = query.value(5).toInt() > 0;
        shape.columns.append({query.value(1).toString(),
                              type == u"TEXT"_s       ? Kind::Text
                                  : type == u"BLOB"_s ? Kind::Blob
                                                      : Kind::Integer,
                              !isRequired, hasRowid && isKey && type == u"INTEGER"_s});
        shape.keys += isKey ? 1 : 0;
        if (isRequired && query.isNull(4)) // without a default: there from the beginning
            shape.fewest = shape.columns.size();
    }
    return shape;
}

bool allFit(const TableShape &shape, const StoredRecord &record,
            bool (*fitting)(const TableShape::Column &, const QVariant &))
{
    const qsizetype size = record.values.size();
    if (size > shape.columns.size() || (size < shape.fewest && !record.isCut))
        return false;
    for (qsizetype i = 0; i < size; ++i) {
        if (!fitting(shape.columns.at(i), record.values.at(i)))
            return false;
    }
    return true;
}

} // namespace

bool TableShape::matches(const StoredRecord &record) const { return allFit(*this, record, &fits); }

bool TableShape::isUnmistakable() const { return fewest >= UnmistakableColumns; }

bool TableShape::matchesSurely(const StoredRecord &record) const
{
    if (isUnmistakable())
        return matches(record);
    return allFit(*this, record, &fitsSurely)
        // Many tables have two texts behind the number of the row.
        && (name != u"tags"_s || record.values.value(1).toString().size() < 200);
}

Result<QList<TableShape>, StoreError> shapesToSalvage(const Database &database)
{
    static const QList<std::pair<QString, bool>> names {{u"devices"_s, true},
                                                        {u"services"_s, false},
                                                        {u"models"_s, false},
                                                        {u"folders"_s, true},
                                                        {u"tags"_s, true},
                                                        {u"conversations"_s, true},
                                                        {u"messages"_s, true},
                                                        {u"attachments"_s, true},
                                                        {u"server_threads"_s, true},
                                                        {u"responses"_s, true},
                                                        {u"requests"_s, true},
                                                        {u"summaries"_s, true},
                                                        {u"usage"_s, true},
                                                        {u"drafts"_s, false},
                                                        {u"tombstones"_s, false},
                                                        {u"conversation_tags"_s, false},
                                                        {u"reading_positions"_s, true}};
    QList<TableShape> shapes;
    for (const auto &[name, hasRowid] : names) {
        const auto shape = shapeOf(database, name, hasRowid);
        if (!shape)
            return Failure {shape.error()};
        shapes.append(shape.value());
    }
    return shapes;
}

} // namespace bobbin
