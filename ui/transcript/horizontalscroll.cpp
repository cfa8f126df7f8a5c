#include "horizontalscroll_p.h"

#include <QPainter>

namespace bobbin {

int HorizontalScroll::barHeight(const TranscriptStyle &style) const
{
    return hiddenWidth() > 0 ? style.padding : 0;
}

QRect HorizontalScroll::handle(const QRect &bar) const
{
    if (hiddenWidth() == 0)
        return {};
    const int width = qMax(bar.height() * 3, bar.width() * viewWidth / contentWidth);
    const int x = (bar.width() - width) * position / hiddenWidth();
    return {bar.x() + x, bar.y(), width, bar.height()};
}

void HorizontalScroll::paint(QPainter &painter, const QRect &bar, const TranscriptStyle &style) const
{
    const QRect rect = handle(bar);
    if (rect.isEmpty())
        return;
    const int inset = qMax(1, bar.height() / 4);
    const QRectF shape = QRectF(rect).adjusted(inset, inset, -inset, -inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.muted);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    painter.restore();
}

} // namespace bobbin
