#pragma once

#include "apicall.h"
#include "net/completionbackend.h"

namespace bobbin {

/// The request of a chat completion.
///
/// Instructions stand in it as a first system message. Empty messages are left out and neighbours of the
/// same role joined, since many models' templates refuse both.
[[nodiscard]] ApiCall chatCompletionCall(const CompletionRequest &request, const Endpoint &endpoint,
                                         const ModelQuirks &quirks);

} // namespace bobbin
