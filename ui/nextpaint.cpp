#include "ui/nextpaint.h"

#include <QApplication>
#include <QWidget>

namespace bobbin {
namespace {

// Each widget is told of its own painting only, so all events of the program are looked at.
class PaintWaiter final : public QObject
{
public:
    PaintWaiter(QWidget *window, std::function<void()> painted)
        : QObject(window), m_window(window), m_painted(std::move(painted))
    {
        qApp->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool isPaint = event->type() == QEvent::Paint && watched->isWidgetType();
        if (!isPaint || static_cast<QWidget *>(watched)->window() != m_window)
            return false;
        qApp->removeEventFilter(this);
        const auto report = [this] {
            m_painted();
            deleteLater();
        };
        QMetaObject::invokeMethod(this, report, Qt::QueuedConnection);
        return false;
    }

private:
    QWidget *const m_window;
    const std::function<void()> m_painted;
};

} // namespace

void afterNextPaint(QWidget *window, std::function<void()> painted)
{
    new PaintWaiter(window, std::move(painted));
}

} // namespace bobbin
