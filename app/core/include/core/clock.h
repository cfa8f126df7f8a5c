#pragma once

#include <QDateTime>

#include <chrono>

namespace bobbin {

/// A point in time: UTC, in milliseconds since 1970-01-01T00:00Z.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// The local wall-clock time of `time`, for showing.
[[nodiscard]] QDateTime toLocalTime(Timestamp time);

/// Tells the time. Handed to whatever needs it, so that tests can choose the time.
class Clock
{
public:
    virtual ~Clock();
    [[nodiscard]] virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override;
};

} // namespace bobbin
