#pragma once

#include <QLatin1StringView>

namespace bobbin {

/// What SQLite takes for the name of a database without a file.
inline constexpr QLatin1StringView InMemory(":memory:");

} // namespace bobbin
