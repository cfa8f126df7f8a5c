#include "scrollmarks_p.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>

namespace bobbin {

ScrollMarks::ScrollMarks(QScrollBar *bar, std::function<double(int)> place)
    : QWidget(bar), m_place(std::move(place))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    bar->installEventFilter(this);
    hide();
}

void ScrollMarks::setRows(const QList<int> &rows)
{
    m_rows = rows;
    setGeometry(parentWidget()->rect());
    setVisible(!rows.isEmpty());
    raise();
    update();
}

bool ScrollMarks::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void ScrollMarks::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor color(0xe0, 0x90, 0x10);
    const int margin = width() / 4;
    for (const int row : std::as_const(m_rows)) {
        const int y = qBound(0, qRound(m_place(row) * height()), height() - 2);
        painter.fillRect(margin, y, width() - 2 * margin, 2, color);
    }
}

} // namespace bobbin
