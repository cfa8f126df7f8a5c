#pragma once

#include "benchmarkwindow.h"

#include <QElapsedTimer>

#include <functional>

namespace bobbin {

/// What the user does with something that scrolls.
void turnWheel(QWidget &viewport, int notches);
void pressKey(QWidget &widget, int key);

/// Frames that were shown at 60 a second, and what they took in milliseconds.
struct Scrolling {
    QList<double> frames;
    int unloaded = 0; ///< Of them, those with a message in sight that was not there yet.
};

/// Calls `act` for each frame, until it returns false.
template<typename Act>
[[nodiscard]] QList<double> framesOf(BenchmarkApplication &application, const QWidget &viewport, Act act)
{
    constexpr std::chrono::nanoseconds Frame {16'666'667};
    application.watchFrames(&viewport);
    QElapsedTimer clock;
    clock.start();
    for (std::chrono::nanoseconds end = Frame; act(); end += Frame) {
        const auto left = end - std::chrono::nanoseconds(clock.nsecsElapsed());
        BenchmarkWindow::runFor(
            std::max(std::chrono::milliseconds(0), std::chrono::round<std::chrono::milliseconds>(left)));
    }
    return application.takeFrames();
}

/// Scrolls the transcript of `window` by `act` until its beginning is shown, at most `most` times.
[[nodiscard]] Scrolling scrollToTop(BenchmarkApplication &application, BenchmarkWindow &window,
                                    const std::function<void(QWidget &transcript)> &act, int most);

} // namespace bobbin
