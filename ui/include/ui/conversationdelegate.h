#pragma once

#include "core/ids.h"

#include <QStyledItemDelegate>

namespace bobbin {

struct ConversationSummary;

/// Draws a conversation in the sidebar: its title, its tags, a mark while a reply is being received, and in
/// the results of a search where the words are. All rows of a list are of one height.
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

    /// The height of a heading above a row, or of the first one.
    [[nodiscard]] static int headingHeight(const QStyleOptionViewItem &option, bool isFirst);
    static void paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QString &heading);
    /// The ground of a row, as it is selected, under the mouse or focused; returns where its contents stand.
    static QRect paintPanel(QPainter *painter, const QStyleOptionViewItem &option);
    /// The tag whose chip is at `position` of the row; empty if none is.
    [[nodiscard]] static QString tagAt(const QStyleOptionViewItem &option, const QModelIndex &index,
                                       const QPoint &position);

Q_SIGNALS:
    void renamed(const bobbin::ConversationId &id, const QString &title) const;
};

} // namespace bobbin
