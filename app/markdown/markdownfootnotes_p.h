#pragma once

#include "markdown/markdownparser.h"

namespace bobbin {

/// `source` in such a form that no footnote is taken for the definition of a link, which it looks like.
/// What is added to it is not shown: withoutGuards() takes it out of what the parser makes of it.
[[nodiscard]] QString withGuardedFootnotes(QString source);
[[nodiscard]] QString withoutGuards(QString text);

/// `events` with the footnotes in them, which the parser does not know, and the marks that refer to them.
[[nodiscard]] std::vector<MarkdownEvent> withFootnotes(std::vector<MarkdownEvent> events);

} // namespace bobbin
