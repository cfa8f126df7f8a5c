#include "ui/conversationdelegate.h"

#include "core/title.h"
#include "models/conversationlistmodel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTextLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

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
    const QString line = snippet.simplified();
    for (const QChar c : line) {
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

QRect panelOf(const QStyleOptionViewItem &option, const Metrics &metrics)
{
    return option.rect.adjusted(metrics.margin, 0, -metrics.margin, 0);
}

QFont smallFont(const QStyleOptionViewItem &option)
{
    constexpr double Smaller = 0.9;
    QFont font = option.font;
    font.setPointSizeF(font.pointSizeF() * Smaller);
    return font;
}

struct Chip {
    QRect rect;
    QString text;
    QString tag; // empty for the one that stands for what has no room
};

// The tags of a row, from its right edge on; they leave more than half of it to the title.
QList<Chip> chipsOf(const QStyleOptionViewItem &option, const QStringList &tags, const QRect &text)
{
    constexpr int MostCharacters = 12;
    const QFontMetrics metrics(smallFont(option));
    const int padding = metrics.height() / 3;
    const int most = text.width() * 2 / 5;
    QList<Chip> chips;
    int left = text.right() + 1;
    for (qsizetype i = 0; i < tags.size(); ++i) {
        const auto place = [&](const QString &label, const QString &tag) {
            const int width = metrics.horizontalAdvance(label) + 2 * padding;
            left -= width;
            chips.append(
                {QRect(left, text.center().y() - metrics.height() / 2, width, metrics.height()), label, tag});
            left -= padding / 2;
        };
        const QString label =
            metrics.elidedText(tags.at(i), Qt::ElideRight, metrics.averageCharWidth() * MostCharacters);
        const bool isLast = i == tags.size() - 1;
        const int room =
            most - (text.right() + 1 - left) - (isLast ? 0 : metrics.horizontalAdvance(u"+99"_s));
        if (metrics.horizontalAdvance(label) + 2 * padding > room) {
            place(u"+%1"_s.arg(tags.size() - i), {});
            break;
        }
        place(label, tags.at(i));
    }
    return chips;
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int from, int to) { return int(from + (to - from) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

// The colours of the text on its own ground, so that they stand out on a selected row, too.
void drawChips(QPainter *painter, const QStyleOptionViewItem &option, const QList<Chip> &chips)
{
    constexpr double Shade = 0.1;
    const bool isSelected = option.state & QStyle::State_Selected;
    const QColor base = option.palette.color(QPalette::Base);
    const QColor text = option.palette.color(QPalette::Text);
    painter->setFont(smallFont(option));
    for (const Chip &chip : chips) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? base : mixed(base, text, Shade));
        const int radius = chip.rect.height() / 2;
        painter->drawRoundedRect(chip.rect, radius, radius);
        painter->setPen(text);
        painter->drawText(chip.rect, Qt::AlignCenter | Qt::TextSingleLine, chip.text);
    }
}

// Where the title and, left of its end, the tags stand.
QRect titleLine(const QStyleOptionViewItem &option, const Metrics &metrics)
{
    QRect text = panelOf(option, metrics)
                     .adjusted(metrics.padding, metrics.padding, -metrics.padding, -metrics.padding);
    text.setHeight(metrics.line);
    return text;
}

} // namespace

QRect ConversationDelegate::paintPanel(QPainter *painter, const QStyleOptionViewItem &option)
{
    const Metrics metrics(option);
    const QRect panel = panelOf(option, metrics);
    const int radius = metrics.margin;
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected || option.state & QStyle::State_MouseOver) {
        QColor color = option.palette.color(isSelected ? QPalette::Highlight : QPalette::Text);
        if (!isSelected)
            color.setAlphaF(0.07F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawRoundedRect(panel, radius, radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        const auto role = isSelected ? QPalette::Text : QPalette::Highlight;
        painter->setPen(option.palette.color(role));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    return panel.adjusted(metrics.padding, 0, -metrics.padding, 0);
}

int ConversationDelegate::headingHeight(const QStyleOptionViewItem &option, bool isFirst)
{
    const Metrics metrics(option);
    return metrics.line + metrics.headingGap + (isFirst ? 0 : metrics.headingGap);
}

void ConversationDelegate::paintHeading(QPainter *painter, const QStyleOptionViewItem &option,
                                        const QString &heading)
{
    const Metrics metrics(option);
    QFont font = smallFont(option);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(option.palette.color(QPalette::PlaceholderText));
    const QRect rect = option.rect.adjusted(metrics.margin + metrics.padding, 0,
                                            -metrics.margin - metrics.padding, -metrics.headingGap / 2);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, heading);
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Metrics metrics(option);
    const auto *model = qobject_cast<const ConversationListModel *>(index.model());
    const int lines = model && model->hasSnippets() ? 2 : 1;
    return {0, lines * metrics.line + 2 * metrics.padding};
}

QString ConversationDelegate::tagAt(const QStyleOptionViewItem &option, const QModelIndex &index,
                                    const QPoint &position)
{
    const QRect line = titleLine(option, Metrics(option));
    for (const Chip &chip : chipsOf(option, summaryOf(index).tags, line)) {
        if (chip.rect.contains(position))
            return chip.tag;
    }
    return {};
}

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Metrics metrics(option);
    const ConversationSummary summary = summaryOf(index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintPanel(painter, option);

    const bool isSelected = option.state & QStyle::State_Selected;
    const QColor foreground = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    QRect text = titleLine(option, metrics);
    const QList<Chip> chips = chipsOf(option, summary.tags, text);
    drawChips(painter, option, chips);
    if (!chips.isEmpty())
        text.setRight(chips.constLast().rect.left() - metrics.margin);
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
        option.fontMetrics.elidedText(beginningOf(summary.title).simplified(), Qt::ElideRight, text.width()));
    if (!summary.snippet.isEmpty())
        drawSnippet(painter, titleLine(option, metrics).translated(0, metrics.line), summary.snippet,
                    smallFont(option),
                    isSelected ? foreground : option.palette.color(QPalette::PlaceholderText));
    painter->restore();
}

void ConversationDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                                const QModelIndex &) const
{
    editor->setGeometry(panelOf(option, Metrics(option)));
}

void ConversationDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    if (const auto *line = qobject_cast<QLineEdit *>(editor))
        Q_EMIT renamed(summaryOf(index).id, line->text());
}

} // namespace bobbin
