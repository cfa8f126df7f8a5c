#include "ui/palettedelegate.h"

#include "session/palettesearch.h"

#include <QPainter>
#include <QTextLayout>

namespace bobbin {
namespace {

void drawMarked(QPainter *painter, const QRect &rect, const QString &text, const QList<int> &positions,
                const QFont &font)
{
    QTextCharFormat marked;
    marked.setFontWeight(QFont::Bold);
    marked.setFontUnderline(true);
    QList<QTextLayout::FormatRange> formats;
    for (const int position : positions) {
        if (position < text.size())
            formats.append({position, 1, marked});
    }
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    painter->setClipRect(rect);
    layout.draw(painter, QPointF(rect.left(), rect.center().y() + 1 - layout.boundingRect().height() / 2));
    painter->setClipping(false);
}

} // namespace

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() * 7 / 4};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto entry = index.data(EntryRole).value<PaletteEntry>();
    const QString hint = index.data(HintRole).toString();
    const bool isSelected = option.state & QStyle::State_Selected;
    const int gap = option.fontMetrics.averageCharWidth();
    painter->save();
    if (isSelected)
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    QRect text = option.rect.adjusted(gap, 0, -gap, 0);
    const QColor foreground = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    if (!hint.isEmpty()) {
        painter->setPen(isSelected ? foreground : option.palette.color(QPalette::PlaceholderText));
        painter->setFont(option.font);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, hint);
        text.setRight(text.right() - option.fontMetrics.horizontalAdvance(hint) - 2 * gap);
    }
    painter->setPen(foreground);
    const QString shown = option.fontMetrics.elidedText(entry.text, Qt::ElideRight, text.width());
    drawMarked(painter, text, shown, entry.positions, option.font);
    painter->restore();
}

} // namespace bobbin
