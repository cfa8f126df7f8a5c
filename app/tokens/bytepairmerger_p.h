#pragma once

#include "ranktable_p.h"

#include <functional>
#include <queue>
#include <vector>

namespace bobbin {

/// Divides pieces of text into tokens: beginning with single bytes, it joins the neighbours that make the
/// token of the lowest rank, the leftmost ones first, until no neighbours make a token.
///
/// It keeps its memory from piece to piece, and is for one thread.
class BytePairMerger final
{
public:
    /// The table must outlive the merger.
    explicit BytePairMerger(const RankTable &ranks) : m_ranks(ranks) { }

    /// Where the tokens of `piece` begin, and its size at the end; valid until the next call. A piece of n
    /// bytes takes O(n log n).
    [[nodiscard]] const std::vector<quint32> &divide(QByteArrayView piece);

private:
    using Rank = RankTable::Rank;

    /// A part of the piece, which ends where the next one begins.
    struct Part {
        quint32 begin;
        Rank rank; ///< Of the token that it makes with the next one.
    };
    /// A part of a long piece; its number is where it begins.
    struct LinkedPart {
        quint32 previous;
        quint32 next; ///< Also its end.
        Rank rank; ///< Of the token that it makes with the next one; None if it has become part of another.
    };
    /// A pair that may be joined. The lowest rank comes first, then the leftmost; it is out of date if the
    /// part has another rank by now.
    struct Candidate {
        Rank rank;
        quint32 begin;

        auto operator<=>(const Candidate &) const = default;
    };

    void divideShort(QByteArrayView piece);
    void divideLong(QByteArrayView piece);
    [[nodiscard]] Rank rankWithNext(QByteArrayView piece, quint32 begin) const;
    void setRank(quint32 begin, Rank rank);

    const RankTable &m_ranks;
    std::vector<quint32> m_begins;
    std::vector<Part> m_parts;
    std::vector<LinkedPart> m_linked;
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> m_candidates;
};

} // namespace bobbin
