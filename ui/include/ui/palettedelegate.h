#pragma once

#include <QStyledItemDelegate>

namespace bobbin {

/// Draws an entry of the palette: its text with the letters that were typed in bold, and at the right what it
/// is or its key.
class PaletteDelegate final : public QStyledItemDelegate
{
public:
    enum DataRole {
        EntryRole = Qt::UserRole, ///< bobbin::PaletteEntry
        HintRole, ///< QString: what stands at the right.
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace bobbin
