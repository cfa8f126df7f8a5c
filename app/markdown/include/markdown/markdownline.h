#pragma once

#include <QString>

namespace bobbin {

/// How a line of Markdown begins. Offsets are from the start of the line, columns count tabs as CommonMark
/// does.
struct MarkdownLine {
    int indent = 0; ///< Columns of white space.
    qsizetype first = 0; ///< Offset of the first character that is not white space.
    bool isBlank = false;
};
[[nodiscard]] MarkdownLine measureLine(QStringView line, int column = 0);

/// The mark of a list item at the start of `text`.
struct ListMark {
    QChar type; ///< '-', '+', '*', '.' or ')'; null if there is no mark.
    int number = -1;
    qsizetype length = 0; ///< Of the mark alone.
    bool isEmpty = false; ///< Nothing follows it on the line.

    explicit operator bool() const { return !type.isNull(); }
};
[[nodiscard]] ListMark listMarkAt(QStringView text);

/// An opening code fence at the start of `text`: how many characters, 0 if there is none.
[[nodiscard]] qsizetype fenceLengthAt(QStringView text);

[[nodiscard]] bool isThematicBreak(QStringView trimmed);
[[nodiscard]] bool isSetextUnderline(QStringView trimmed);
[[nodiscard]] bool isHeading(QStringView trimmed);
[[nodiscard]] bool isTableDelimiterRow(QStringView trimmed);

/// What follows the first `columns` columns of white space of `line`.
[[nodiscard]] QStringView withoutIndent(QStringView line, int columns);

} // namespace bobbin
