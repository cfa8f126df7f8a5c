#pragma once

#include <QString>

namespace bobbin {

/// `text` as one line, without characters that cannot be seen or that change the direction of writing: a
/// title stands in sentences, lists and title bars. Empty if nothing that can be seen is left.
[[nodiscard]] QString plainTitle(const QString &text);

/// A title from the beginning of what the user wrote first: without Markdown, at most 60 characters.
[[nodiscard]] QString titleFromWords(const QString &text);

} // namespace bobbin
