#pragma once

#include "markdown/markdownparser.h"

namespace bobbin {

/// The HTML of `events`, for other programs: with images of other computers as links, since fetching
/// one tells who reads.
[[nodiscard]] QString toHtml(const std::vector<MarkdownEvent> &events);

} // namespace bobbin
