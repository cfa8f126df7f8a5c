#include "gzip.h"

#include <QtEndian>

#include <array>

namespace bobbin {
namespace {

quint32 crc32(const QByteArray &bytes)
{
    static const auto table = [] {
        std::array<quint32, 256> values {};
        for (quint32 i = 0; i < values.size(); ++i) {
            quint32 value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = value & 1 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
            values.at(i) = value;
        }
        return values;
    }();
    quint32 crc = ~0U;
    for (const char byte : bytes)
        crc = table.at((crc ^ static_cast<uchar>(byte)) & 0xFF) ^ (crc >> 8);
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes(sizeof value, Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

} // namespace

// qCompress() puts a length, a head of two bytes and a checksum of four around what gzip has inside.
QByteArray gzip(const QByteArray &bytes)
{
    const QByteArray inside = qCompress(bytes).sliced(6).chopped(4);
    return QByteArray::fromHex("1f8b0800000000000003") + inside + littleEndian(crc32(bytes))
        + littleEndian(static_cast<quint32>(bytes.size()));
}

} // namespace bobbin
