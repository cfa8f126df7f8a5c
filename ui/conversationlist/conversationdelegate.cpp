#include "ui/conversationdelegate.h"

#include "models/conversationlistmodel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTextLayout>

namespace bobbin {
namespace {

constexpr QChar HitBegin(0xE000); // as in ConversationSummary::snippet
constexpr QChar HitEnd(0xE001);

// Everything is measured in the height of a line of text, so that it grows with the font.
struct Metrics {
    explicit Metrics(const QStyleOptionViewItem &option)
        : line(option.fontMetrics.height()), padding(line * 3 / 8), margin(line / 4), headingGap(line / 2)
    {
    }
    int line;
    int padding; // around the texts, inside the row's panel
    int margin; // around the panel
    int headingGap;
};

QString headingOf(const QModelIndex &index)
{
    const QString group = index.data(ConversationListModel::GroupRole).toString();
    if (group.isEmpty() || index.row() == 0)
        return group;
    const QModelIndex before = index.sibling(index.row() - 1, 0);
    return before.data(ConversationListModel::GroupRole).toString() == group ? QString() : group;
}

int headingHeight(const QModelIndex &index, const Metrics &metrics)
{
    if (headingOf(index).isEmpty())
        return 0;
    return metrics.line + metrics.headingGap + (index.row() == 0 ? 0 : metrics.headingGap);
}

ConversationSummary summaryOf(const QModelIndex &index)
{
    return index.data(ConversationListModel::SummaryRole).value<ConversationSummary>();
}

// One line of a search result, with the hits in bold.
void drawSnippet(QPainter *painter, const QRect &rect, const QString &snippet, const QFont &font,
                 const QColor &color)
{
    QString text;
    QList<QTextLayout::FormatRange> formats;
    QTextCharFormat hit;
    hit.setFontWeight(QFont::Bold);
    for (const QChar c : snippet.simplified()) {
        if (c == HitBegin)
            formats.append({static_cast<int>(text.size()), 0, hit});
        else if (c == HitEnd && !formats.isEmpty())
            formats.last().length = static_cast<int>(text.size()) - formats.last().start;
        else
            text += c;
    }
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    painter->save();
    painter->setClipRect(rect);
    painter->setPen(color);
    layout.draw(painter, rect.topLeft());
    painter->restore();
}

} // namespace

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Metrics metrics(option);
    const int lines = summaryOf(index).snippet.isEmpty() ? 1 : 2;
    return {0, headingHeight(index, metrics) + lines * metrics.line + 2 * metrics.padding};
}

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Metrics metrics(option);
    const ConversationSummary summary = summaryOf(index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int heading = headingHeight(index, metrics);
    if (heading > 0) {
        QFont font = option.font;
        font.setPointSizeF(font.pointSizeF() * 0.9);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        const QRect rect(option.rect.left() + metrics.margin + metrics.padding, option.rect.top(),
                         option.rect.width() - metrics.padding, heading - metrics.headingGap / 2);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignBottom, headingOf(index));
    }

    const QRect panel = option.rect.adjusted(metrics.margin, heading, -metrics.margin, 0);
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected || option.state & QStyle::State_MouseOver) {
        QColor color = option.palette.color(isSelected ? QPalette::Highlight : QPalette::Text);
        if (!isSelected)
            color.setAlphaF(0.07F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawRoundedRect(panel, metrics.margin, metrics.margin);
    }
    if (option.state & QStyle::State_HasFocus && !isSelected) {
        painter->setPen(option.palette.color(QPalette::Highlight));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5), metrics.margin,
                                 metrics.margin);
    }

    QRect text = panel.adjusted(metrics.padding, metrics.padding, -metrics.padding, -metrics.padding);
    text.setHeight(metrics.line);
    const QColor foreground = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    if (index.data(ConversationListModel::BusyRole).toBool()) {
        const int dot = metrics.line / 3;
        const QRect mark(text.right() - dot + 1, text.center().y() - dot / 2, dot, dot);
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? foreground : option.palette.color(QPalette::Highlight));
        painter->drawEllipse(mark);
        text.setRight(mark.left() - metrics.margin);
    }
    painter->setFont(option.font);
    painter->setPen(foreground);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        option.fontMetrics.elidedText(summary.title.simplified(), Qt::ElideRight, text.width()));
    if (!summary.snippet.isEmpty()) {
        QFont small = option.font;
        small.setPointSizeF(small.pointSizeF() * 0.9);
        drawSnippet(painter, text.translated(0, metrics.line), summary.snippet, small,
                    isSelected ? foreground : option.palette.color(QPalette::PlaceholderText));
    }
    painter->restore();
}

void ConversationDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                                const QModelIndex &index) const
{
    const Metrics metrics(option);
    editor->setGeometry(
        option.rect.adjusted(metrics.margin, headingHeight(index, metrics), -metrics.margin, 0));
}

void ConversationDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    if (const auto *line = qobject_cast<QLineEdit *>(editor))
        Q_EMIT renamed(summaryOf(index).id, line->text());
}

} // namespace bobbin
