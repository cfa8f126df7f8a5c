#include "net/retrypolicy.h"

#include <algorithm>

namespace bobbin {
namespace {

using std::chrono::milliseconds;

constexpr int maxAttempts = 2;
constexpr int maxAttemptsWhileBusy = 5; // what holds a container lets go of it by itself
constexpr milliseconds firstDelay {500};
constexpr milliseconds maxDelay {8'000};
constexpr milliseconds minDelay {250}; // also when the service says "at once": never a hot loop
constexpr milliseconds longestWish {60'000};

} // namespace

std::optional<milliseconds> retryDelay(const CompletionError &error, int attempt, double jitter)
{
    Q_ASSERT(attempt >= 0);
    const bool isBusy = error.kind == CompletionError::Kind::ThreadBusy;
    if (!error.mayRetry || attempt >= (isBusy ? maxAttemptsWhileBusy : maxAttempts))
        return {};
    if (error.retryAfter) {
        if (*error.retryAfter > longestWish)
            return {};
        return std::max(*error.retryAfter, minDelay);
    }
    const milliseconds full = std::min(firstDelay * (1 << attempt), maxDelay);
    const double share = 1.0 - 0.25 * std::clamp(jitter, 0.0, 1.0);
    return milliseconds(qRound64(static_cast<double>(full.count()) * share));
}

} // namespace bobbin
