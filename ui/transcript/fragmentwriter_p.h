#pragma once

#include <QString>

class QTextDocument;

namespace bobbin {

/// The characters of `document` from `begin` to `end` with their emphasis, code and links.
[[nodiscard]] QString htmlOf(const QTextDocument &document, int begin, int end);
[[nodiscard]] QString markdownOf(const QTextDocument &document, int begin, int end);

} // namespace bobbin
