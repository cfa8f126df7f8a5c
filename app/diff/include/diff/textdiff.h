#pragma once

#include <QList>
#include <QString>

namespace bobbin {

/// A part of a line, in UTF-16 units.
struct LineRange {
    int from = 0;
    int length = 0;

    friend bool operator==(const LineRange &, const LineRange &) = default;
};

/// A line of each of two texts, side by side.
struct DiffRow {
    enum class Kind {
        Same,
        Changed, ///< Both sides have a line, and they differ.
        LeftOnly,
        RightOnly,
    };
    Kind kind = Kind::Same;
    QString left {};
    QString right {};
    QList<LineRange> leftRanges {}; ///< Of `left`: what is not in `right`. Whole words.
    QList<LineRange> rightRanges {};

    friend bool operator==(const DiffRow &, const DiffRow &) = default;
};

/// Compares two texts line by line, and lines that have become others word by word.
///
/// A line that is too long to be shown well is taken for several. Takes time proportional to the length of
/// the texts, whatever they are; where they differ in very much at once, lines are not compared by words.
[[nodiscard]] QList<DiffRow> diffTexts(const QString &left, const QString &right);

} // namespace bobbin
