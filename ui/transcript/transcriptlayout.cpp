#include "ui/transcriptlayout.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace bobbin {

TranscriptLayout::Sum TranscriptLayout::sumOf(const Row &row)
{
    return row.height == Unknown ? Sum {0, 1} : Sum {row.height, 0};
}

int TranscriptLayout::estimate() const
{
    return m_measured == 0 ? m_firstEstimate : static_cast<int>(m_measuredHeight / m_measured);
}

int TranscriptLayout::pixels(Sum sum) const
{
    const qint64 height = sum.height + qint64 {sum.unknown} * estimate();
    return static_cast<int>(std::min<qint64>(height, std::numeric_limits<int>::max() / 2));
}

TranscriptLayout::Sum TranscriptLayout::sumBefore(int row) const
{
    Sum sum;
    for (int i = row; i > 0; i &= i - 1) {
        sum.height += m_tree[index(i - 1)].height;
        sum.unknown += m_tree[index(i - 1)].unknown;
    }
    return sum;
}

int TranscriptLayout::top(int row) const
{
    Q_ASSERT(row >= 0 && row <= count());
    return pixels(sumBefore(row));
}

int TranscriptLayout::height(int row) const
{
    const Row &entry = m_rows[index(row)];
    return entry.height == Unknown ? estimate() : entry.height;
}

int TranscriptLayout::rowAt(int y) const
{
    Q_ASSERT(count() > 0);
    int row = 0;
    Sum above;
    for (int step = static_cast<int>(std::bit_floor(m_rows.size())); step > 0; step /= 2) {
        if (row + step > count())
            continue;
        const Sum &range = m_tree[index(row + step - 1)];
        const Sum next {above.height + range.height, above.unknown + range.unknown};
        if (pixels(next) <= y) {
            row += step;
            above = next;
        }
    }
    return std::min(row, count() - 1);
}

void TranscriptLayout::set(int row, Row value)
{
    Row &entry = m_rows[index(row)];
    if (entry.isMeasured) {
        m_measuredHeight -= entry.height;
        --m_measured;
    }
    if (value.isMeasured) {
        m_measuredHeight += value.height;
        ++m_measured;
    }
    const Sum before = sumOf(entry);
    const Sum after = sumOf(value);
    entry = value;
    for (int i = row + 1; i <= count(); i += i & -i) {
        m_tree[index(i - 1)].height += after.height - before.height;
        m_tree[index(i - 1)].unknown += after.unknown - before.unknown;
    }
}

void TranscriptLayout::setHeight(int row, int height) { set(row, {height, true}); }

void TranscriptLayout::setEstimate(int row, int height) { set(row, {height, false}); }

void TranscriptLayout::invalidate(int row) { set(row, {m_rows[index(row)].height, false}); }

void TranscriptLayout::invalidateAll()
{
    const int average = estimate();
    for (Row &row : m_rows)
        row.isMeasured = false;
    m_firstEstimate = average;
    m_measuredHeight = 0;
    m_measured = 0;
}

void TranscriptLayout::insert(int row, int number)
{
    Q_ASSERT(row >= 0 && row <= count() && number >= 0);
    if (row < count() || number > count()) {
        m_rows.insert(m_rows.begin() + row, index(number), Row {});
        rebuild();
        return;
    }
    for (; number > 0; --number) {
        const int i = count() + 1;
        const Sum whole = sumBefore(i - 1);
        const Sum before = sumBefore(i & (i - 1));
        m_rows.push_back({});
        m_tree.push_back({whole.height - before.height, whole.unknown - before.unknown + 1});
    }
}

void TranscriptLayout::remove(int row, int number)
{
    Q_ASSERT(row >= 0 && number >= 0 && row + number <= count());
    for (int i = row; i < row + number; ++i) {
        if (m_rows[index(i)].isMeasured) {
            m_measuredHeight -= m_rows[index(i)].height;
            --m_measured;
        }
    }
    m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + number);
    if (row == count())
        m_tree.resize(m_rows.size());
    else
        rebuild();
}

void TranscriptLayout::rebuild()
{
    m_tree.assign(m_rows.size(), {});
    for (size_t i = 1; i <= m_rows.size(); ++i) {
        Sum &sum = m_tree[i - 1];
        const Sum own = sumOf(m_rows[i - 1]);
        sum.height += own.height;
        sum.unknown += own.unknown;
        if (const size_t parent = i + (i & (~i + 1)); parent <= m_rows.size()) {
            m_tree[parent - 1].height += sum.height;
            m_tree[parent - 1].unknown += sum.unknown;
        }
    }
}

} // namespace bobbin
