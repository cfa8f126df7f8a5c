#pragma once

#include <QtGlobal>

#include <vector>

namespace bobbin {

/// The vertical geometry of a column of rows whose heights become known one by one.
///
/// A row that has not been measured counts with its own estimate if it was given one, else with the
/// average of the measured rows; so positions are estimates until everything has been seen. Finding
/// and changing cost O(log n), inserting at the end too; inserting elsewhere and removing from the
/// middle cost O(n). All lengths are in pixels. Knows nothing of widgets.
class TranscriptLayout
{
public:
    /// `estimate` stands for the height of a row before any row has been measured.
    explicit TranscriptLayout(int estimate = 100) : m_firstEstimate(estimate) { }

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int totalHeight() const { return top(count()); }
    /// The sum of the heights of the rows above `row`, which may be count().
    [[nodiscard]] int top(int row) const;
    [[nodiscard]] int height(int row) const;
    [[nodiscard]] bool isMeasured(int row) const { return m_rows[index(row)].isMeasured; }
    /// The row that covers `y`, or the nearest one. Requires count() > 0.
    [[nodiscard]] int rowAt(int y) const;

    void insert(int row, int number);
    void remove(int row, int number);
    void setHeight(int row, int height);
    void setEstimate(int row, int height);
    /// Forgets the measure of `row`, or of every row after a change of width; the last heights remain as
    /// estimates.
    void invalidate(int row);
    void invalidateAll();

private:
    struct Row {
        int height = Unknown;
        bool isMeasured = false;
    };
    // What a range of rows adds up to.
    struct Sum {
        qint64 height = 0;
        int unknown = 0; // rows without a height of their own
    };

    static constexpr int Unknown = -1;
    static size_t index(int row) { return static_cast<size_t>(row); }
    static Sum sumOf(const Row &row);

    [[nodiscard]] Sum sumBefore(int row) const;
    [[nodiscard]] int estimate() const;
    [[nodiscard]] int pixels(Sum sum) const;
    void set(int row, Row value);
    void rebuild();

    std::vector<Row> m_rows;
    std::vector<Sum> m_tree; // a Fenwick tree: m_tree[i - 1] is the sum of the rows (i - lowest bit of i, i]
    qint64 m_measuredHeight = 0;
    int m_measured = 0;
    int m_firstEstimate;
};

} // namespace bobbin
