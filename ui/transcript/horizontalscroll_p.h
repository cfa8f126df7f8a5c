#pragma once

#include "ui/transcriptstyle.h"

#include <QRect>

class QPainter;

namespace bobbin {

/// The horizontal scrolling of something that is wider than the place it has.
struct HorizontalScroll {
    int contentWidth = 0;
    int viewWidth = 0;
    int position = 0;

    [[nodiscard]] int hiddenWidth() const { return qMax(0, contentWidth - viewWidth); }
    void setPosition(int value) { position = qBound(0, value, hiddenWidth()); }
    /// The room that the scroll bar takes at the bottom; 0 if none is needed.
    [[nodiscard]] int barHeight(const TranscriptStyle &style) const;
    /// The handle within `bar`.
    [[nodiscard]] QRect handle(const QRect &bar) const;
    void paint(QPainter &painter, const QRect &bar, const TranscriptStyle &style) const;
};

} // namespace bobbin
