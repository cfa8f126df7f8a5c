#include "diff/sequencediff.h"

#include <QSet>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

namespace bobbin {
namespace {

// What of a sequence can have a counterpart at all, and where it stood.
struct Candidates {
    Candidates(const QList<int> &sequence, const QList<int> &other, QBitArray &unmatched);

    std::vector<int> elements;
    std::vector<int> places;
};

Candidates::Candidates(const QList<int> &sequence, const QList<int> &other, QBitArray &unmatched)
{
    const QSet<int> known(other.begin(), other.end());
    unmatched = QBitArray(sequence.size());
    for (int i = 0; i < sequence.size(); ++i) {
        if (known.contains(sequence.at(i))) {
            elements.push_back(sequence.at(i));
            places.push_back(i);
        } else {
            unmatched.setBit(i);
        }
    }
}

// A part of both sequences; the ends are behind it.
struct Box {
    int left;
    int leftEnd;
    int right;
    int rightEnd;

    [[nodiscard]] int width() const { return leftEnd - left; }
    [[nodiscard]] int height() const { return rightEnd - right; }
};

// How far the paths with a number of differences lead into a box from one of its corners. A path on diagonal
// k that has gone x along the width has gone x - k along the height.
class Frontier
{
public:
    static constexpr int Unreached = -1;

    explicit Frontier(int patience)
        : m_patience(patience), m_reach(static_cast<size_t>(2 * patience + 3), Unreached)
    {
    }

    int &at(int k) { return m_reach[static_cast<size_t>(k + m_patience + 1)]; }
    [[nodiscard]] int at(int k) const { return m_reach[static_cast<size_t>(k + m_patience + 1)]; }

    // Goes one difference further and then along all that is equal by isEqual(x, y).
    template<typename IsEqual>
    void advance(int differences, int width, int height, IsEqual isEqual)
    {
        at(-differences - 1) = at(differences + 1) = Unreached;
        for (int k = -differences; k <= differences; k += 2) {
            const int before = at(k - 1);
            const int above = at(k + 1);
            int x = differences == 0 ? 0 : Unreached;
            if (before != Unreached && before < width)
                x = before + 1;
            if (above != Unreached && above - k <= height)
                x = std::max(x, above);
            if (x != Unreached) {
                while (x < width && x - k < height && isEqual(x, x - k))
                    ++x;
            }
            at(k) = x;
        }
    }

    // The diagonal that has been followed farthest.
    [[nodiscard]] int farthest(int differences) const
    {
        int best = differences;
        for (int k = -differences; k <= differences; k += 2) {
            if (at(k) != Unreached && (at(best) == Unreached || 2 * at(k) - k > 2 * at(best) - best))
                best = k;
        }
        return best;
    }

private:
    const int m_patience;
    std::vector<int> m_reach;
};

class Comparison
{
public:
    Comparison(const std::vector<int> &left, const std::vector<int> &right, int patience)
        : m_left(left), m_right(right), m_patience(patience), m_forward(patience), m_backward(patience)
    {
    }

    // Calls `leftOnly` and `rightOnly` with each place that has no counterpart.
    template<typename LeftOnly, typename RightOnly>
    void run(LeftOnly leftOnly, RightOnly rightOnly)
    {
        std::vector<Box> boxes {{0, static_cast<int>(m_left.size()), 0, static_cast<int>(m_right.size())}};
        while (!boxes.empty()) {
            Box box = boxes.back();
            boxes.pop_back();
            shrink(box);
            if (box.width() > 0 && box.height() > 0) {
                const auto [left, right] = split(box);
                boxes.push_back({box.left, left, box.right, right});
                boxes.push_back({left, box.leftEnd, right, box.rightEnd});
                continue;
            }
            for (int i = box.left; i < box.leftEnd; ++i)
                leftOnly(i);
            for (int i = box.right; i < box.rightEnd; ++i)
                rightOnly(i);
        }
    }

private:
    struct Point {
        int left;
        int right;
    };

    [[nodiscard]] bool isEqual(int left, int right) const
    {
        return m_left[static_cast<size_t>(left)] == m_right[static_cast<size_t>(right)];
    }
    void shrink(Box &box) const;
    [[nodiscard]] Point split(const Box &box);
    [[nodiscard]] std::optional<Point> meeting(const Box &box, const Frontier &moved, int differences,
                                               const Frontier &other, int otherDifferences,
                                               bool isForward) const;
    [[nodiscard]] static Point forwardPoint(const Box &box, int k, int x)
    {
        return {box.left + x, box.right + x - k};
    }
    [[nodiscard]] static Point backwardPoint(const Box &box, int k, int x)
    {
        return {box.leftEnd - x, box.rightEnd - (x - k)};
    }

    const std::vector<int> &m_left;
    const std::vector<int> &m_right;
    const int m_patience;
    Frontier m_forward;
    Frontier m_backward;
};

// Takes off what both parts begin and end with.
void Comparison::shrink(Box &box) const
{
    while (box.width() > 0 && box.height() > 0 && isEqual(box.left, box.right)) {
        ++box.left;
        ++box.right;
    }
    while (box.width() > 0 && box.height() > 0 && isEqual(box.leftEnd - 1, box.rightEnd - 1)) {
        --box.leftEnd;
        --box.rightEnd;
    }
}

// A point on the shortest path, found from both corners at once; where that takes too long, the farthest that
// was reached. Never a corner, since the box begins and ends with a difference.
Comparison::Point Comparison::split(const Box &box)
{
    const bool isOdd = (box.width() - box.height()) % 2 != 0;
    for (int differences = 0;; ++differences) {
        m_forward.advance(differences, box.width(), box.height(),
                          [&](int x, int y) { return isEqual(box.left + x, box.right + y); });
        if (isOdd && differences > 0) {
            if (const auto point = meeting(box, m_forward, differences, m_backward, differences - 1, true))
                return *point;
        }
        m_backward.advance(differences, box.width(), box.height(),
                           [&](int x, int y) { return isEqual(box.leftEnd - 1 - x, box.rightEnd - 1 - y); });
        if (!isOdd) {
            if (const auto point = meeting(box, m_backward, differences, m_forward, differences, false))
                return *point;
        }
        if (differences < m_patience)
            continue;
        const int there = m_forward.farthest(differences);
        const int back = m_backward.farthest(differences);
        return 2 * m_forward.at(there) - there >= 2 * m_backward.at(back) - back
            ? forwardPoint(box, there, m_forward.at(there))
            : backwardPoint(box, back, m_backward.at(back));
    }
}

// Where the paths that have just `moved` run into those from the other corner.
std::optional<Comparison::Point> Comparison::meeting(const Box &box, const Frontier &moved, int differences,
                                                     const Frontier &other, int otherDifferences,
                                                     bool isForward) const
{
    for (int k = -differences; k <= differences; k += 2) {
        const int opposite = box.width() - box.height() - k; // the same diagonal, seen from the other corner
        if (std::abs(opposite) > otherDifferences || moved.at(k) == Frontier::Unreached
            || other.at(opposite) == Frontier::Unreached)
            continue;
        if (moved.at(k) + other.at(opposite) >= box.width())
            return isForward ? forwardPoint(box, k, moved.at(k)) : backwardPoint(box, k, moved.at(k));
    }
    return {};
}

} // namespace

SequenceDiff diffSequences(const QList<int> &left, const QList<int> &right, int patience)
{
    SequenceDiff diff;
    const Candidates fromLeft(left, right, diff.left);
    const Candidates fromRight(right, left, diff.right);
    Comparison(fromLeft.elements, fromRight.elements, std::max(1, patience))
        .run([&](int i) { diff.left.setBit(fromLeft.places[static_cast<size_t>(i)]); },
             [&](int i) { diff.right.setBit(fromRight.places[static_cast<size_t>(i)]); });
    return diff;
}

} // namespace bobbin
