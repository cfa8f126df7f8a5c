#pragma once

#include "highlight/codehighlighter.h"

namespace bobbin {

/// A highlighter of KDE's KSyntaxHighlighting for the language with `name`; null if it does not know it.
[[nodiscard]] std::unique_ptr<CodeHighlighter> createSyntaxHighlighter(const QString &name);

} // namespace bobbin
