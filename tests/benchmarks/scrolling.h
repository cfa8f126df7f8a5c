#pragma once

#include "benchmarkwindow.h"

#include <QElapsedTimer>

#include <algorithm>
#include <functional>

namespace bobbin {

/// What the user does with something that scrolls.
void turnWheel(QWidget &viewport, int notches);
void pressKey(QWidget &widget, int key);

/// What each of some steps took at 60 a second, in milliseconds: its longest frame, or 0 if it was not
/// painted.
using Steps = QList<double>;

struct Scrolling {
    Steps steps;
    int unloaded = 0; ///< Of them, those with a message in sight that was not there yet.
};

/// Calls `act` for each step, until it returns false.
template<typename Act>
[[nodiscard]] Steps stepsOf(BenchmarkApplication &application, const QWidget &viewport, Act act)
{
    constexpr std::chrono::nanoseconds Frame {16'666'667};
    application.watchFrames(&viewport);
    Steps steps;
    QElapsedTimer clock;
    clock.start();
    for (std::chrono::nanoseconds end = Frame; act(); end += Frame) {
        const auto left = end - std::chrono::nanoseconds(clock.nsecsElapsed());
        BenchmarkWindow::runFor(
            std::max(std::chrono::milliseconds(0), std::chrono::round<std::chrono::milliseconds>(left)));
        const QList<double> painted = application.takeFrames();
        steps.append(painted.isEmpty() ? 0 : *std::max_element(painted.begin(), painted.end()));
    }
    return steps;
}

/// Those that were painted, each as it was at its quickest in any of the passes. A step that is long is so
/// each time; what the machine does besides, which counts as processor time where a hypervisor does not tell
/// of it, hits other steps in each pass.
[[nodiscard]] QList<double> framesOf(const QList<Steps> &passes);

/// Scrolls the transcript of `window` by `act` until its beginning is shown, at most `most` times.
[[nodiscard]] Scrolling scrollToTop(BenchmarkApplication &application, BenchmarkWindow &window,
                                    const std::function<void(QWidget &transcript)> &act, int most);

} // namespace bobbin
