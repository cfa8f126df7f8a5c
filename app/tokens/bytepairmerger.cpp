#include "bytepairmerger_p.h"

#include <algorithm>

namespace bobbin {
namespace {

// Below this, looking through all parts costs less than keeping a queue of them.
constexpr qsizetype LongPiece = 100;

} // namespace

const std::vector<quint32> &BytePairMerger::divide(QByteArrayView piece)
{
    m_begins.clear();
    if (piece.size() < LongPiece)
        divideShort(piece);
    else
        divideLong(piece);
    return m_begins;
}

void BytePairMerger::divideShort(QByteArrayView piece)
{
    const auto size = quint32(piece.size());
    m_parts.clear();
    for (quint32 i = 0; i < size; ++i)
        m_parts.push_back({i, i + 1 < size ? m_ranks.rankOf(piece.sliced(i, 2)) : RankTable::None});
    m_parts.push_back({size, RankTable::None});

    const auto rankWithNextOf = [&](size_t part) {
        if (part + 2 >= m_parts.size())
            return RankTable::None;
        const quint32 begin = m_parts[part].begin;
        return m_ranks.rankOf(piece.sliced(begin, m_parts[part + 2].begin - begin));
    };
    for (;;) {
        const auto lowest = std::min_element(m_parts.begin(), m_parts.end(),
                                             [](const Part &a, const Part &b) { return a.rank < b.rank; });
        if (lowest->rank == RankTable::None)
            break;
        const auto joined = size_t(lowest - m_parts.begin());
        m_parts.erase(lowest + 1);
        m_parts[joined].rank = rankWithNextOf(joined);
        if (joined > 0)
            m_parts[joined - 1].rank = rankWithNextOf(joined - 1);
    }
    for (const Part &part : m_parts)
        m_begins.push_back(part.begin);
}

void BytePairMerger::divideLong(QByteArrayView piece)
{
    const auto size = quint32(piece.size());
    m_linked.clear();
    m_linked.reserve(size + 1);
    for (quint32 i = 0; i < size; ++i)
        m_linked.push_back({i - 1, i + 1, RankTable::None}); // nothing looks before the first
    m_linked.push_back({size - 1, size, RankTable::None}); // the end
    for (quint32 i = 0; i < size; ++i)
        setRank(i, rankWithNext(piece, i));

    while (!m_candidates.empty()) {
        const Candidate candidate = m_candidates.top();
        m_candidates.pop();
        LinkedPart &part = m_linked[candidate.begin];
        if (part.rank != candidate.rank)
            continue;
        LinkedPart &absorbed = m_linked[part.next];
        absorbed.rank = RankTable::None;
        m_linked[absorbed.next].previous = candidate.begin;
        part.next = absorbed.next;
        setRank(candidate.begin, rankWithNext(piece, candidate.begin));
        if (candidate.begin > 0)
            setRank(part.previous, rankWithNext(piece, part.previous));
    }
    for (quint32 i = 0; i < size; i = m_linked[i].next)
        m_begins.push_back(i);
    m_begins.push_back(size);
}

BytePairMerger::Rank BytePairMerger::rankWithNext(QByteArrayView piece, quint32 begin) const
{
    const quint32 next = m_linked[begin].next;
    if (next == piece.size())
        return RankTable::None;
    return m_ranks.rankOf(piece.sliced(begin, m_linked[next].next - begin));
}

void BytePairMerger::setRank(quint32 begin, Rank rank)
{
    m_linked[begin].rank = rank;
    if (rank != RankTable::None)
        m_candidates.push({rank, begin});
}

} // namespace bobbin
