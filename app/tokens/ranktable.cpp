#include "ranktable_p.h"

#include <QtEndian>

#include <bit>
#include <cstring>

namespace bobbin {
namespace {

constexpr qsizetype HeaderSize = 4;

template<typename Number>
quint64 load(const char *bytes)
{
    Number number;
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

// Most keys have less than nine bytes, and each is asked for in the innermost loop.
size_t hashOf(QByteArrayView key)
{
    constexpr quint64 Multiplier = 0x9E3779B97F4A7C15;
    const char *bytes = key.data();
    auto left = size_t(key.size());
    quint64 hash = left * Multiplier;
    const auto add = [&](quint64 part) {
        hash = (hash ^ part) * Multiplier;
        hash ^= hash >> 32;
    };
    for (; left > 8; bytes += 8, left -= 8)
        add(load<quint64>(bytes));
    if (left >= 4)
        add(load<quint32>(bytes) << 32 | load<quint32>(bytes + left - 4)); // they may overlap
    else if (left > 0)
        add(load<quint8>(bytes) << 16 | load<quint8>(bytes + left / 2) << 8 | load<quint8>(bytes + left - 1));
    return size_t(hash);
}

} // namespace

RankTable::RankTable(const QByteArray &data) : m_data(data)
{
    Q_ASSERT(data.size() > HeaderSize);
    const auto count = qFromLittleEndian<quint32>(data.constData());
    m_slots.resize(std::bit_ceil(size_t(count) * 2));
    m_mask = m_slots.size() - 1;

    auto begin = quint32(HeaderSize + count);
    for (Rank rank = 0; rank < count; ++rank) {
        const auto length = quint8(data[HeaderSize + rank]);
        const QByteArrayView token = QByteArrayView(data).sliced(begin, length);
        size_t slot = hashOf(token) & m_mask;
        while (!m_slots[slot].isFree())
            slot = (slot + 1) & m_mask;
        m_slots[slot] = {begin, rank << 8 | length};
        begin += length;
        m_longest = qMax(m_longest, qsizetype(length));
    }
    Q_ASSERT(begin == data.size());
}

inline bool RankTable::holds(const Slot &slot, QByteArrayView bytes) const
{
    return slot.length() == bytes.size()
        && std::memcmp(m_data.constData() + slot.begin, bytes.data(), size_t(bytes.size())) == 0;
}

RankTable::Rank RankTable::rankOf(QByteArrayView bytes) const
{
    if (bytes.isEmpty() || bytes.size() > m_longest)
        return None;
    for (size_t slot = hashOf(bytes) & m_mask; !m_slots[slot].isFree(); slot = (slot + 1) & m_mask) {
        if (holds(m_slots[slot], bytes))
            return m_slots[slot].rank();
    }
    return None;
}

} // namespace bobbin
