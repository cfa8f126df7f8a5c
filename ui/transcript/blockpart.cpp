#include "ui/blockpart.h"

#include <QFontMetrics>
#include <QPainter>

namespace bobbin {

QSize buttonSize(const QString &text, const TranscriptStyle &style)
{
    const QFontMetrics metrics(style.small);
    return {metrics.horizontalAdvance(text) + style.padding * 4 / 3, metrics.height() + style.padding / 2};
}

void paintButton(QPainter &painter, const TranscriptControl &control, const TranscriptStyle &style,
                 const PartPaint &how)
{
    const bool isHovered = how.hovered && how.hovered->isSameAs(control);
    const bool isFocused = how.focused && how.focused->isSameAs(control);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (isHovered || isFocused || control.isFramed) {
        const QBrush rest = control.isFramed ? QBrush(style.background) : QBrush(Qt::NoBrush);
        painter.setBrush(isHovered ? QBrush(style.hover) : rest);
        painter.setPen(isFocused              ? QPen(style.accent, 2)
                           : control.isFramed ? QPen(style.border)
                                              : QPen(Qt::NoPen));
        const double inset = isFocused ? 1 : 0.5;
        painter.drawRoundedRect(QRectF(control.rect).adjusted(inset, inset, -inset, -inset),
                                style.radius / 1.5, style.radius / 1.5);
    }
    painter.setFont(style.small);
    painter.setPen(isHovered || isFocused || control.isFramed ? style.foreground : style.muted);
    painter.drawText(control.rect, Qt::AlignCenter, control.text);
    painter.restore();
}

BlockPart::~BlockPart() = default;

QString BlockPart::toPlainText(int begin, int end) const { return text().mid(begin, end - begin); }

std::pair<int, int> BlockPart::paragraphAt(int position) const
{
    const QString all = text();
    const qsizetype begin = position == 0 ? 0 : all.lastIndexOf(u'\n', position - 1) + 1;
    const qsizetype end = all.indexOf(u'\n', position);
    return {static_cast<int>(begin), static_cast<int>(end < 0 ? all.size() : end)};
}

} // namespace bobbin
