#pragma once

#include <QBitArray>
#include <QList>

namespace bobbin {

/// Which elements of two sequences have no counterpart in the other one. What is left of each is the same
/// sequence, in the same order.
struct SequenceDiff {
    QBitArray left;
    QBitArray right;
};

/// Compares two sequences, whose elements stand for what is equal if the numbers are.
///
/// The algorithm is that of Myers (“An O(ND) Difference Algorithm and Its Variations”, 1986) in linear space.
/// Its result is the smallest one as long as no part of the sequences differs in more than about `patience`
/// elements; beyond that it is a good one, found in time proportional to the length of the sequences.
[[nodiscard]] SequenceDiff diffSequences(const QList<int> &left, const QList<int> &right, int patience = 256);

} // namespace bobbin
