#include "ui/branchdelegate.h"

#include "models/branchtreemodel.h"
#include "ui/plainwords.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int MostColumns = 14; // deeper levels are drawn no further to the right

// Everything is measured in the height of a line of text, so that it grows with the font.
struct Metrics {
    explicit Metrics(const QFontMetrics &font)
        : line(font.height()), padding(line / 3), column(line * 3 / 4), radius(line * 0.24)
    {
    }
    [[nodiscard]] int centerOf(int level) const
    {
        return padding + column / 2 + qMin(level, MostColumns) * column;
    }

    int line;
    int padding;
    int column; // the width of a level
    double radius; // of the point
};

QString headingOf(const BranchRow &row, const MessagePreview &preview)
{
    QStringList parts;
    if (row.isMilestone)
        parts << u"★"_s;
    parts << (row.role == Role::Assistant && !preview.model.isEmpty() ? preview.model
                                                                      : displayName(row.role));
    if (row.alternatives > 1)
        parts << u"%1/%2"_s.arg(row.alternative + 1).arg(row.alternatives);
    if (row.state != ReplyState::Complete)
        parts << displayName(row.state);
    return parts.join(u" · "_s);
}

const BranchTreeModel &modelOf(const QModelIndex &index)
{
    return *qobject_cast<const BranchTreeModel *>(index.model());
}

// Below each level further left a branch goes on, since the indented ones stand between a fork and the
// message that follows at its own level.
void drawLines(QPainter *painter, const QRect &rect, const BranchTreeModel &model, int number,
               const Metrics &metrics)
{
    const BranchRow &row = model.at(number);
    const int x = rect.left() + metrics.centerOf(row.level);
    const int y = rect.center().y();
    for (int level = qMin(row.level, MostColumns) - 1; level >= 0; --level) {
        const int column = rect.left() + metrics.centerOf(level);
        painter->drawLine(column, rect.top(), column, rect.bottom() + 1);
    }
    const bool isFirst = row.parent < 0 && row.level == 0;
    const bool beginsSideBranch = row.parent < 0 ? row.level > 0 : model.at(row.parent).level < row.level;
    if (beginsSideBranch)
        painter->drawLine(rect.left() + metrics.centerOf(row.level - 1), y, x, y);
    else if (!isFirst || number > 0)
        painter->drawLine(x, rect.top(), x, y);
    if (number + 1 >= model.rowCount())
        return;
    const BranchRow &next = model.at(number + 1);
    if (next.level > row.level || (next.level == row.level && next.parent == number))
        painter->drawLine(x, y, x, rect.bottom() + 1);
}

void drawPoint(QPainter *painter, QPointF center, bool isActive, const QColor &color, const QColor &ground,
               const Metrics &metrics)
{
    painter->setPen(QPen(color, metrics.line / 12.0));
    painter->setBrush(isActive ? color : ground);
    painter->drawEllipse(center, metrics.radius, metrics.radius);
}

} // namespace

void BranchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const BranchTreeModel &model = modelOf(index);
    const BranchRow &row = model.at(index.row());
    const MessagePreview preview = model.previewAt(index.row());
    const bool isActive = model.isActive(index.row());
    const Metrics metrics(option.fontMetrics);

    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const bool isSelected = option.state & QStyle::State_Selected;
    const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    const QColor ground = option.palette.color(group, isSelected ? QPalette::Highlight : QPalette::Base);
    const QColor text = option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = isSelected ? text : mixed(text, ground, 0.3);

    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(mixed(text, ground, 0.55));
    drawLines(painter, option.rect, model, index.row(), metrics);
    painter->setRenderHint(QPainter::Antialiasing);
    const QPointF center(option.rect.left() + metrics.centerOf(row.level) + 0.5,
                         option.rect.center().y() + 0.5);
    drawPoint(painter, center, isActive, isActive ? text : quiet, ground, metrics);

    const int left = option.rect.left() + metrics.centerOf(row.level) + metrics.column;
    QRect line(left, option.rect.top() + metrics.padding, option.rect.right() - metrics.padding - left,
               metrics.line);
    painter->setFont(option.font);
    painter->setPen(quiet);
    painter->drawText(line, Qt::AlignLeading | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(headingOf(row, preview), Qt::ElideRight, line.width()));
    QFont font = option.font;
    font.setBold(isActive);
    painter->setFont(font);
    painter->setPen(isActive ? text : quiet);
    line.translate(0, metrics.line);
    painter->drawText(line, Qt::AlignLeading | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(preview.words, Qt::ElideRight, line.width()));
    painter->restore();
    if (option.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.backgroundColor = ground;
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
}

QSize BranchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const Metrics metrics(option.fontMetrics);
    return {metrics.line * 8, 2 * metrics.line + 2 * metrics.padding};
}

bool BranchDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                               const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    const QString words = modelOf(index).previewAt(index.row()).words;
    QToolTip::showText(event->globalPos(), plainToolTip(words), view);
    return true;
}

} // namespace bobbin
