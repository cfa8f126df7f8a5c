#pragma once

#include <QString>

namespace bobbin {

/// The line that has to follow `markdown`, which may end anywhere, for what stands behind it to be no part of
/// it: the end of a fence, or of a comment and other raw HTML that goes on over blank lines, which other
/// programs than Bobbin read. Empty if nothing is open.
[[nodiscard]] QString closingOf(QStringView markdown);

} // namespace bobbin
