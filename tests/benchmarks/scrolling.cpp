#include "scrolling.h"

#include "ui/transcriptview.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

namespace bobbin {

void turnWheel(QWidget &viewport, int notches)
{
    const QPointF point(viewport.width() / 2.0, viewport.height() / 2.0);
    QWheelEvent event(point, viewport.mapToGlobal(point), {}, {0, 120 * notches}, {}, {}, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&viewport, &event);
}

void pressKey(QWidget &widget, int key)
{
    QKeyEvent event(QEvent::KeyPress, key, {});
    QCoreApplication::sendEvent(&widget, &event);
}

// Whether all messages in sight are there.
static bool isLoaded(const TranscriptView &view)
{
    for (int row = view.firstVisibleRow(); row >= 0 && row < view.model()->rowCount(); ++row) {
        if (view.rowRect(row).top() >= view.viewport()->height())
            break;
        if (!view.model()->isLoaded(row))
            return false;
    }
    return true;
}

Scrolling scrollToTop(BenchmarkApplication &application, BenchmarkWindow &window,
                      const std::function<void(QWidget &)> &act, int most)
{
    TranscriptView &view = *window.page().transcript();
    view.jumpToNewest();
    BenchmarkWindow::settle();
    Scrolling scrolling;
    int steps = 0;
    scrolling.frames = framesOf(application, *view.viewport(), [&] {
        scrolling.unloaded += isLoaded(view) ? 0 : 1;
        if (view.verticalScrollBar()->value() == 0 || ++steps > most)
            return false;
        act(view);
        return true;
    });
    return scrolling;
}

} // namespace bobbin
