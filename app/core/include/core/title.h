#pragma once

#include <QString>

namespace bobbin {

/// `text` as one line, without characters that cannot be seen or that change the direction of writing: a
/// title stands in sentences, lists and title bars. Empty if nothing that can be seen is left.
[[nodiscard]] QString plainTitle(const QString &text);

/// A title from the beginning of what the user wrote first: without Markdown, at most 60 characters.
[[nodiscard]] QString titleFromWords(const QString &text);

/// The beginning of `title`, which is more than any line has room for, so that laying it out ends soon
/// whatever the history holds.
[[nodiscard]] QString beginningOf(const QString &title);

/// A name as others wrote it: as plainTitle() and beginningOf() make it.
[[nodiscard]] QString cleanName(const QString &text);

} // namespace bobbin
