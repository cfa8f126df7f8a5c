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

QList<double> framesOf(const QList<Steps> &passes)
{
    QList<double> frames;
    qsizetype count = 0;
    for (const Steps &pass : passes)
        count = std::max(count, pass.size());
    for (qsizetype step = 0; step < count; ++step) {
        double quickest = 0;
        for (const Steps &pass : passes) {
            const double time = pass.value(step);
            if (time > 0 && (quickest == 0 || time < quickest))
                quickest = time;
        }
        if (quickest > 0)
            frames.append(quickest);
    }
    return frames;
}

Scrolling scrollToTop(BenchmarkApplication &application, BenchmarkWindow &window,
                      const std::function<void(QWidget &)> &act, int most)
{
    TranscriptView &view = *window.page().transcript();
    view.jumpToNewest();
    BenchmarkWindow::settle();
    Scrolling scrolling;
    int step = 0;
    scrolling.steps = stepsOf(application, *view.viewport(), [&] {
        scrolling.unloaded += isLoaded(view) ? 0 : 1;
        if (view.verticalScrollBar()->value() == 0 || ++step > most)
            return false;
        act(view);
        return true;
    });
    return scrolling;
}

} // namespace bobbin
