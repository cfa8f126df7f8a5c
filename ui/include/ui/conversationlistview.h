#pragma once

#include <QListView>

namespace bobbin {

class ConversationListModel;

/// The list of conversations in the sidebar, below headings.
///
/// Rows are of one height and headings of another, so where something stands is reckoned, not kept: no
/// change, scroll or resize costs more the more rows there are. Further rows are fetched before the reader
/// comes to the end; the End key fetches all. The headings are no rows, so that each child of the list is a
/// conversation.
class ConversationListView final : public QListView
{
    Q_OBJECT
public:
    explicit ConversationListView(QWidget *parent = nullptr);

    /// `model` must live longer than the view.
    void setConversations(ConversationListModel *model);

    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;

Q_SIGNALS:
    void tagClicked(const QString &tag);

protected:
    void paintEvent(QPaintEvent *event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QStyleOptionViewItem viewOption() const;
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int headingsUpTo(int row) const;
    [[nodiscard]] int headingsHeight(int count) const;
    [[nodiscard]] int topOf(int row) const;
    [[nodiscard]] int rowNear(int y, bool isExact) const;
    [[nodiscard]] QString tagAt(const QPoint &position) const;
    void measure();
    void fetchAhead();

    ConversationListModel *m_model = nullptr;
    int m_rowHeight = 1;
    int m_firstHeading = 0; // heights
    int m_heading = 0;
    QString m_pressedTag;
    bool m_seeksEnd = false;
};

} // namespace bobbin
