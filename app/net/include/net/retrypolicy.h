#pragma once

#include "net/completionerror.h"

namespace bobbin {

/// How long to wait before asking again without the user's doing; empty if that is not to be done.
///
/// `attempt` counts the repetitions already made, from 0. `jitter`, from 0 to 1, shortens the wait by up to
/// a quarter, so that many programs that failed together do not return together. A service's own wish is
/// honoured up to a minute; what takes longer is for the user to decide.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryDelay(const CompletionError &error, int attempt,
                                                                  double jitter);

} // namespace bobbin
