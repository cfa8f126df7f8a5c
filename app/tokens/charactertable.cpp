#include "charactertable_p.h"

#include <algorithm>

namespace bobbin {
namespace {

constexpr int BitsOfClass = 3;

constexpr char32_t beginOf(quint32 range) { return range >> BitsOfClass; }

constexpr CharacterClass classOfRange(quint32 range)
{
    return CharacterClass(1u << (range & ((1u << BitsOfClass) - 1)));
}

} // namespace

const CharacterTable &CharacterTable::get()
{
    static const CharacterTable table;
    return table;
}

CharacterTable::CharacterTable()
{
    const auto ranges = characterRanges();
    for (size_t i = 0; i < ranges.size() && beginOf(ranges[i]) < m_plane0.size(); ++i) {
        const size_t end = i + 1 < ranges.size() ? beginOf(ranges[i + 1]) : m_plane0.size();
        std::fill(m_plane0.begin() + beginOf(ranges[i]), m_plane0.begin() + qMin(end, m_plane0.size()),
                  classOfRange(ranges[i]));
    }
}

CharacterClass CharacterTable::classBeyondPlane0(char32_t character)
{
    const auto ranges = characterRanges();
    const auto next =
        std::upper_bound(ranges.begin(), ranges.end(), character,
                         [](char32_t wanted, quint32 range) { return wanted < beginOf(range); });
    return classOfRange(*std::prev(next)); // the first range begins at 0
}

} // namespace bobbin
