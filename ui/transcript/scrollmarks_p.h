#pragma once

#include <QList>
#include <QWidget>

#include <functional>

class QScrollBar;

namespace bobbin {

/// Lines across a scroll bar where something was found. Lets the mouse through.
class ScrollMarks final : public QWidget
{
    Q_OBJECT
public:
    /// `place` says where a row is, from 0 at the top to 1 at the bottom. Owned by `bar`.
    ScrollMarks(QScrollBar *bar, std::function<double(int)> place);

    void setRows(const QList<int> &rows);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    const std::function<double(int)> m_place;
    QList<int> m_rows;
};

} // namespace bobbin
