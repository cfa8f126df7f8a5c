#pragma once

#include <QString>

namespace bobbin {

/// Tokens in few characters: "812", "12.3k", "1.05M".
[[nodiscard]] QString shortTokens(qint64 tokens);
/// Billionths of a US dollar as dollars; small sums with more digits than money usually has.
[[nodiscard]] QString shownCost(qint64 nanoDollars);

} // namespace bobbin
