#pragma once

#include "highlight/codehighlighter.h"

#include <QColor>
#include <QFont>
#include <QPalette>

#include <array>

namespace bobbin {

class ImageLoader;
class MathRenderer;

/// The fonts, colours and distances of the transcript, all derived from a widget's font and palette.
///
/// One scale of sizes, one rhythm of distances. Lengths are in device-independent pixels.
struct TranscriptStyle {
    enum class Density { Comfortable, Compact };
    static TranscriptStyle of(const QFont &font, const QPalette &palette,
                              Density density = Density::Comfortable);

    QFont text;
    QFont small; ///< Headers of messages and of code, notes.
    QFont mono;
    [[nodiscard]] QFont heading(int level) const; ///< `level` from 1 to 6.

    bool isDark = false;
    QColor foreground;
    QColor muted;
    QColor link;
    QColor background;
    QColor panel; ///< Behind the user's messages.
    QColor codeBackground;
    QColor codeHeader;
    QColor border;
    QColor accent;
    QColor hover;
    QColor danger;
    QColor dangerBackground;
    QColor notice;
    QColor noticeBackground;
    QColor selection;
    QColor selectedText;
    QColor mark; ///< Behind what the user looks for.
    std::array<QColor, CodeTokenCount> code; ///< By CodeToken.
    [[nodiscard]] QColor colorOf(CodeToken token) const { return code[static_cast<size_t>(token)]; }

    int measure = 0; ///< The longest line of text: between 60 and 90 characters.
    int lineHeight = 0; ///< Of text, in percent of the font's.
    int tightGap = 0; ///< Between the items of a tight list.
    int paragraphGap = 0;
    int headingGap = 0; ///< Above a heading.
    int rowGap = 0; ///< Between messages.
    int padding = 0; ///< Inside panels.
    int listIndent = 0;
    int quoteIndent = 0;
    int radius = 0;

    bool isCompact = false; ///< Less distance between lines, paragraphs and messages.
    bool isOnPaper = false; ///< Nothing can be pressed or scrolled.
    bool wrapsCode = false; ///< Long lines of code are wrapped instead of scrolled.
    ImageLoader *images = nullptr; ///< Reads images; without it none is shown. Not owned.
    MathRenderer *maths = nullptr; ///< Sets formulas; without it their source is shown. Not owned.
};

/// The families to draw emoji with: the text's own font often has them in black and white only.
[[nodiscard]] QStringList emojiFamilies();

/// The relative luminance contrast of two colours, from 1 to 21, as WCAG 2 defines it.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

} // namespace bobbin
