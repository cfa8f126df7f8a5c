#pragma once

#include <QString>

namespace bobbin {

/// Whether the character at `at` of `text` can hide or reorder what stands around it: a control character, a
/// mark of the direction of writing, or one without width. Tabs, line breaks, and what joins or varies emoji
/// and the letters of scripts that need it are none.
[[nodiscard]] bool isHidden(QStringView text, qsizetype at);

/// `text` with a sign for each hidden character, so that positions stay.
[[nodiscard]] QString withSigns(QStringView text);

/// `text` with a sign for each character that has no place in prose, where more is usual than in code:
/// control characters, those that override or embed a direction of writing, and tags and selectors of
/// variants, by which a text can be hidden in another one, unless they make a flag or choose a variant.
/// Isolates, which mixed scripts need and which end with their paragraph, and what joins or separates letters
/// stay. Positions stay, too.
[[nodiscard]] QString withSignsInProse(const QString &text);

/// `text` with "⟨U+202E⟩" for each hidden character, for where one line is read closely.
[[nodiscard]] QString spelledOut(QStringView text);

/// "U+202E" of the hidden character at `at`.
[[nodiscard]] QString codePointName(QStringView text, qsizetype at);

} // namespace bobbin
