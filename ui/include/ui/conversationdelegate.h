#pragma once

#include "core/ids.h"

#include <QStyledItemDelegate>

namespace bobbin {

/// Draws a conversation in the sidebar: below a heading where a new group begins, its title, a mark while
/// a reply is being received, and for search results where the words are.
class ConversationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

Q_SIGNALS:
    void renamed(const bobbin::ConversationId &id, const QString &title) const;
};

} // namespace bobbin
