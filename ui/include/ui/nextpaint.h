#pragma once

#include <functional>

class QWidget;

namespace bobbin {

/// Calls `painted` once, when something in `window` has been painted next and the event loop comes round
/// again: what was painted is on the screen then, and the window takes keys. Not if `window` is gone by then.
void afterNextPaint(QWidget *window, std::function<void()> painted);

} // namespace bobbin
