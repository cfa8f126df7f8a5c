#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace bobbin {

/// The tokens of an encoding and their ranks: which pair of neighbours is joined first, and at the same time
/// the ids.
///
/// About 6 MB for 200,000 tokens: the bytes of all in a row, and a hash table of where each begins.
class RankTable final
{
public:
    using Rank = quint32;
    static constexpr Rank None = 0xFFFFFFFF;

    /// `data` as make_token_ranks writes it: the number of tokens as four bytes in little-endian order; the
    /// length of each in one byte; the bytes of all. They are in the order of their ranks, from 0.
    explicit RankTable(const QByteArray &data);

    /// None if `bytes` is no token.
    [[nodiscard]] Rank rankOf(QByteArrayView bytes) const;

private:
    struct Slot {
        quint32 begin = 0;
        quint32 rankAndLength = 0; ///< Length in the low byte; 0 if the slot is free.

        [[nodiscard]] bool isFree() const { return rankAndLength == 0; }
        [[nodiscard]] Rank rank() const { return rankAndLength >> 8; }
        [[nodiscard]] qsizetype length() const { return rankAndLength & 0xFF; }
    };

    [[nodiscard]] bool holds(const Slot &slot, QByteArrayView bytes) const;

    QByteArray m_data;
    std::vector<Slot> m_slots;
    size_t m_mask;
    qsizetype m_longest = 0;
};

} // namespace bobbin
