#include "recordreader_p.h"

#include "pagefile_p.h"

#include <QtEndian>

#include <bit>

namespace bobbin {
namespace {

constexpr qsizetype FileHeaderSize = 100; // before the header of page 1
constexpr quint64 MostColumns = 200;

PageKind kindFrom(char flag)
{
    switch (flag) {
    case 2:
        return PageKind::IndexInterior;
    case 5:
        return PageKind::TableInterior;
    case 10:
        return PageKind::IndexLeaf;
    case 13:
        return PageKind::TableLeaf;
    default:
        return PageKind::None;
    }
}

bool isInterior(PageKind kind) { return kind == PageKind::IndexInterior || kind == PageKind::TableInterior; }

qsizetype headerOffset(quint32 page) { return page == 1 ? FileHeaderSize : 0; }

// Reads the number at `offset` and moves behind it; false at the end of the bytes.
bool readVarint(QByteArrayView bytes, qsizetype &offset, quint64 &value)
{
    value = 0;
    for (int i = 0; i < 9 && offset < bytes.size(); ++i) {
        const auto byte = static_cast<quint8>(bytes.at(offset++));
        if (i == 8) {
            value = (value << 8) | byte;
            return true;
        }
        value = (value << 7) | (byte & 0x7fU);
        if (byte < 0x80)
            return true;
    }
    return false;
}

quint64 sizeOfValue(quint64 type)
{
    static constexpr quint64 Small[] {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    return type < 10 ? Small[type] : (type - 12) / 2;
}

qint64 integerFrom(QByteArrayView bytes)
{
    quint64 value = !bytes.isEmpty() && static_cast<qint8>(bytes.at(0)) < 0 ? ~quint64(0) : 0;
    for (const char byte : bytes)
        value = (value << 8) | static_cast<quint8>(byte);
    return static_cast<qint64>(value);
}

// Never null, which would be stored as NULL.
QVariant valueFrom(quint64 type, QByteArrayView bytes)
{
    if (type == 0)
        return {};
    if (type == 7)
        return std::bit_cast<double>(integerFrom(bytes));
    if (type < 7)
        return integerFrom(bytes);
    if (type < 10)
        return qint64(type - 8);
    if (type % 2 == 0)
        return bytes.isEmpty() ? QByteArray("") : bytes.toByteArray();
    return bytes.isEmpty() ? QString(QLatin1String("")) : QString::fromUtf8(bytes);
}

// A text that was cut may end within a character.
QByteArrayView withoutHalfCharacter(QByteArrayView text)
{
    qsizetype end = text.size();
    while (end > 0 && text.size() - end < 4 && (static_cast<quint8>(text.at(end - 1)) & 0xc0U) == 0x80U)
        --end;
    return end > 0 && static_cast<quint8>(text.at(end - 1)) >= 0xc0U ? text.first(end - 1) : text;
}

} // namespace

PageKind RecordReader::kindOf(quint32 page)
{
    const QByteArrayView bytes = m_file.page(page);
    return bytes.isEmpty() ? PageKind::None : kindFrom(bytes.at(headerOffset(page)));
}

QList<quint32> RecordReader::childrenOf(quint32 page)
{
    QList<quint32> children;
    const QByteArrayView bytes = m_file.page(page);
    const qsizetype header = headerOffset(page);
    if (bytes.isEmpty() || !isInterior(kindFrom(bytes.at(header))))
        return children;
    const int cells = qFromBigEndian<quint16>(bytes.data() + header + 3);
    for (int i = 0; i < cells && header + 14 + 2 * i <= bytes.size(); ++i) {
        const qsizetype cell = qFromBigEndian<quint16>(bytes.data() + header + 12 + 2 * i);
        if (cell + 4 <= bytes.size())
            children.append(qFromBigEndian<quint32>(bytes.data() + cell));
    }
    children.append(qFromBigEndian<quint32>(bytes.data() + header + 8));
    return children;
}

QList<StoredRecord> RecordReader::recordsOf(quint32 page, qint64 &unreadable)
{
    QList<StoredRecord> records;
    const QByteArray bytes = m_file.page(page).toByteArray(); // overflow pages are read meanwhile
    const qsizetype header = headerOffset(page);
    const PageKind kind = bytes.isEmpty() ? PageKind::None : kindFrom(bytes.at(header));
    if (kind == PageKind::None || kind == PageKind::TableInterior)
        return records;
    const QByteArrayView usable = QByteArrayView(bytes).first(m_file.usableSize());
    const qsizetype pointers = header + (isInterior(kind) ? 12 : 8);
    const int cells = qFromBigEndian<quint16>(bytes.constData() + header + 3);
    QSet<qsizetype> read; // many pointers to one large cell would fill the memory
    m_chained.clear();
    for (int i = 0; i < cells && pointers + 2 * i + 2 <= usable.size(); ++i) {
        const qsizetype offset = qFromBigEndian<quint16>(bytes.constData() + pointers + 2 * i);
        const bool isNew = !read.contains(offset);
        read.insert(offset);
        StoredRecord record;
        if (isNew && offset >= pointers && offset + 4 <= usable.size()
            && readCell(usable, offset, kind, record))
            records.append(record);
        else
            ++unreadable;
    }
    return records;
}

bool RecordReader::readCell(QByteArrayView page, qsizetype offset, PageKind kind, StoredRecord &record)
{
    quint64 size = 0;
    quint64 rowid = 0;
    if (kind == PageKind::IndexInterior)
        offset += 4; // the page below
    if (!readVarint(page, offset, size) || size == 0)
        return false;
    if (kind == PageKind::TableLeaf && !readVarint(page, offset, rowid))
        return false;
    record.rowid = static_cast<qint64>(rowid);
    const QByteArray bytes = payload(page.sliced(offset), size, kind == PageKind::TableLeaf, record.isCut);
    return !bytes.isEmpty() && decode(bytes, record);
}

// What does not fit into the cell lies on a chain of pages.
QByteArray RecordReader::payload(QByteArrayView cell, quint64 size, bool isTable, bool &isCut)
{
    const auto usable = static_cast<quint64>(m_file.usableSize());
    if (size > usable * m_file.pageCount())
        return {};
    const quint64 most = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (size <= most)
        return size <= quint64(cell.size()) ? cell.first(qsizetype(size)).toByteArray() : QByteArray();
    const quint64 least = (usable - 12) * 32 / 255 - 23;
    const quint64 fitting = least + (size - least) % (usable - 4);
    const quint64 local = fitting <= most ? fitting : least;
    if (local + 4 > quint64(cell.size()))
        return {};
    QByteArray bytes = cell.first(qsizetype(local)).toByteArray();
    quint32 next = qFromBigEndian<quint32>(cell.data() + local);
    while (quint64(bytes.size()) < size && next != 0) {
        const QByteArrayView page = m_file.page(next);
        if (page.isEmpty() || m_chained.contains(next))
            break;
        m_chained.insert(next);
        next = qFromBigEndian<quint32>(page.data());
        if (next > m_file.lastNumber())
            break; // no page of a chain begins like that
        bytes.append(page.sliced(4, qsizetype(qMin(usable - 4, size - quint64(bytes.size())))));
    }
    isCut = quint64(bytes.size()) < size;
    return bytes;
}

bool RecordReader::decode(const QByteArray &payload, StoredRecord &record)
{
    qsizetype offset = 0;
    quint64 headerSize = 0;
    if (!readVarint(payload, offset, headerSize) || headerSize < quint64(offset)
        || headerSize > quint64(payload.size()))
        return false;
    QList<quint64> types;
    quint64 total = headerSize;
    while (quint64(offset) < headerSize) {
        quint64 type = 0;
        if (!readVarint(QByteArrayView(payload).first(qsizetype(headerSize)), offset, type) || type == 10
            || type == 11 || quint64(types.size()) >= MostColumns || type > (quint64(1) << 32))
            return false;
        types.append(type);
        total += sizeOfValue(type);
    }
    if (types.isEmpty() || (!record.isCut && total != quint64(payload.size())))
        return false;
    for (const quint64 type : std::as_const(types)) {
        const auto size = qsizetype(sizeOfValue(type));
        const QByteArrayView rest = QByteArrayView(payload).sliced(offset);
        if (size > rest.size()) { // only if it is cut
            if (type < 12 || type % 2 == 0)
                break;
            record.values.append(valueFrom(type, withoutHalfCharacter(rest)));
            break;
        }
        record.values.append(valueFrom(type, rest.first(size)));
        offset += size;
    }
    return true;
}

} // namespace bobbin
