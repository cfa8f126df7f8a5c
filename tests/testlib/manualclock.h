#pragma once

#include "core/clock.h"

namespace bobbin {

/// A clock that stands still until it is set.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return time; }

    Timestamp time {std::chrono::milliseconds(1'700'000'000'000)};
};

} // namespace bobbin
