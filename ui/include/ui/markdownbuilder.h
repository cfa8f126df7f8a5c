#pragma once

#include "markdown/markdownparser.h"
#include "ui/blockpart.h"

#include <optional>

namespace bobbin {

/// How a block's Markdown is to be understood; see MarkdownBlock.
struct BuildOptions {
    int number = -1;
    int depth = 0;
};

/// Where the link of a footnote leads: to the footnote, or from it back to the first mark that refers to it.
struct FootnoteTarget {
    QString label;
    bool isMark = false;
};
[[nodiscard]] QString footnoteAddress(const QString &label);
[[nodiscard]] QString footnoteMarkAddress(const QString &label);
[[nodiscard]] std::optional<FootnoteTarget> footnoteTargetOf(const QString &address);

/// Builds what is shown of a parsed block: tables become parts of their own, everything else is text.
///
/// Nothing is laid out yet. `style` has to outlive the parts. The result is empty if there is nothing to
/// show.
[[nodiscard]] std::vector<std::unique_ptr<BlockPart>>
buildParts(const std::vector<MarkdownEvent> &events, const TranscriptStyle &style, BuildOptions options = {});

} // namespace bobbin
