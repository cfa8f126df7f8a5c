#pragma once

#include <QString>

#include <vector>

namespace bobbin {

/// The delimiters of a displayed formula that a line opens: `$$` or `\[`.
enum class DisplayMath { None, Dollars, Brackets };

/// A formula in a Markdown text. Positions are of that text, in UTF-16 code units.
struct MarkdownFormula {
    qsizetype begin = 0; ///< With its delimiters.
    qsizetype end = 0;
    QString source; ///< With its delimiters, but without the marks of the quotes that it is in.
    QString tex; ///< The same without delimiters.
    bool isDisplay = false;
    bool isClosed = true; ///< Otherwise it reaches to the end of the text, which is still being written.
};

/// The formulas of `source` in order: `\(…\)`, `$…$`, `\[…\]` and `$$…$$`, outside of code.
///
/// Amounts of money are no formulas, nor are names of variables in a shell: `$` opens only in front of
/// something and behind no letter or digit; the next `$` has to close: behind something and in front of no
/// digit. No formula goes across a blank line. Of those that are not closed only displayed ones at the start
/// of a line are reported.
[[nodiscard]] std::vector<MarkdownFormula> formulasIn(QStringView source);

/// What `line` opens and does not close.
[[nodiscard]] DisplayMath displayOpenedBy(QStringView line);
/// Whether `line` closes what an earlier one opened, and opens nothing behind it.
[[nodiscard]] bool closesDisplay(QStringView line, DisplayMath display);

} // namespace bobbin
