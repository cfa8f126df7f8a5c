#pragma once

#include "core/conversation.h"
#include "core/message.h"
#include "core/modeldetails.h"

#include <QString>

#include <optional>

namespace bobbin {

/// What is to be reckoned with for a model, from the best source there is: the user's own figures, what the
/// service said when a request was too long, its list of models, a table of well-known models.
struct ModelFacts {
    enum class Source { Unknown, Table, Listed, Learned, Chosen };

    qint64 window = 0; ///< Tokens of prompt and reply together; 0 if not known.
    Source windowSource = Source::Unknown;
    qint64 maxOutput = 0; ///< Tokens of one reply; 0 if not known.
    struct Price { ///< US dollars per million tokens.
        double prompt = 0;
        double cached = 0; ///< Of a prompt that the service had read before.
        double completion = 0;

        friend bool operator==(const Price &, const Price &) = default;
    };
    std::optional<Price> price;

    friend bool operator==(const ModelFacts &, const ModelFacts &) = default;
};

/// `model` may carry a vendor's name in front of it, as in "openai/gpt-4o".
[[nodiscard]] ModelFacts factsOf(const QString &model, const ModelDetails &details);

/// How many tokens a prompt may have so that there is room for the reply; 0 if the window is not known.
[[nodiscard]] qint64 promptLimit(const ModelFacts &facts, const Parameters &parameters);

/// In billionths of a US dollar; empty if the price or the usage is not known.
[[nodiscard]] std::optional<qint64> costOf(const Usage &usage, const ModelFacts &facts);

} // namespace bobbin
