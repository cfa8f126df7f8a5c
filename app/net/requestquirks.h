#pragma once

#include "apicall.h"
#include "net/completionerror.h"
#include "net/modelquirks.h"

#include <optional>

namespace bobbin {

/// What `error` teaches beyond `quirks`, if it says that the service does not know a field of the body that
/// was `sent` and that can be swapped or left out. Empty otherwise, in particular if a value was wrong.
[[nodiscard]] std::optional<ModelQuirks> learnQuirks(const CompletionError &error, const ApiCall &sent,
                                                     const ModelQuirks &quirks);

} // namespace bobbin
