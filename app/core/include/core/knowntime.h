#pragma once

#include "core/clock.h"

#include <algorithm>

namespace bobbin {

/// What time it surely is. Whatever is deleted for its age is judged by this and not by the clock, which may
/// be set to another year by mistake or by an empty battery.
///
/// It follows the clock as long as that goes on from where it was last seen. A clock that has jumped by more
/// than a week is doubted: ages stand still until it was seen on three days, over no less than a week,
/// without another jump.
struct KnownTime {
    Timestamp known {};
    Timestamp doubtedSince {}; ///< What the clock showed after it had jumped; zero unless it is doubted.
    Timestamp doubtedLast {}; ///< The latest that it showed since.
    int doubtedDays = 0; ///< On how many days it was seen since.

    /// What is known after the clock was seen at `now`.
    [[nodiscard]] KnownTime seen(Timestamp now) const;
    /// The time by which ages are judged while the clock shows `now`. Never later than that.
    [[nodiscard]] Timestamp at(Timestamp now) const { return std::min(now, seen(now).known); }

    friend bool operator==(const KnownTime &, const KnownTime &) = default;
};

} // namespace bobbin
