#pragma once

#include "serviceerror.h"

#include <optional>

namespace bobbin {

/// By how much a request was too long for the model.
struct ContextFigures {
    std::optional<qint64> contextWindow {}; ///< In tokens.
    std::optional<qint64> promptTokens {};

    friend bool operator==(const ContextFigures &, const ContextFigures &) = default;
};

/// What `error` says about it, in its fields or in the words of the services that are known to say it.
[[nodiscard]] ContextFigures contextFigures(const ServiceError &error);

} // namespace bobbin
