#pragma once

#include <QString>

#include <optional>

namespace bobbin {

/// The ways in which OpenAI's models divide text into tokens: o200k_base and cl100k_base.
enum class Encoding { O200k, Cl100k };

/// The encoding that `model` is known to use, by its name as services write it: "gpt-4o-mini",
/// "openai/gpt-4.1" (OpenRouter), "ft:gpt-4o:…" (a fine-tuned model). Empty for every other model, whose
/// tokens can only be estimated.
///
/// Source: the table of models in OpenAI's own tokenizer, tiktoken.
[[nodiscard]] std::optional<Encoding> encodingOf(const QString &model);

} // namespace bobbin
