#pragma once

#include <QStyledItemDelegate>

namespace bobbin {

/// Draws a row of a BranchTreeModel: lines that lead from message to message, a point that is filled on the
/// branch that is shown, and who wrote what.
class BranchDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// The same for all rows.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Shows the whole beginning of the message.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
};

} // namespace bobbin
