#pragma once

#include "net/completionbackend.h"

#include <optional>

namespace bobbin {

/// The JSON body of a chat completion request.
///
/// Empty messages are left out and neighbours of the same role are joined by an empty line, since many
/// models' templates refuse both.
[[nodiscard]] QByteArray chatRequestBody(const CompletionRequest &request, const Endpoint &endpoint,
                                         const ModelQuirks &quirks);

/// What `error` teaches beyond `quirks`, if it says that the service does not know a field of the request
/// that can be swapped or left out. Empty otherwise, in particular if a value was wrong.
[[nodiscard]] std::optional<ModelQuirks> learnQuirks(const CompletionError &error,
                                                     const CompletionRequest &request,
                                                     const Endpoint &endpoint, const ModelQuirks &quirks);

} // namespace bobbin
