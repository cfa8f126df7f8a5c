#pragma once

#include <QString>

namespace bobbin {

/// A title from the beginning of what the user wrote first: without Markdown, at most 60 characters.
[[nodiscard]] QString titleFromWords(const QString &text);

} // namespace bobbin
