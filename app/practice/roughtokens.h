#pragma once

#include <QString>
#include <QStringList>

namespace bobbin {

/// Cuts `text` into pieces about as large as a language model's tokens: short words, parts of long ones,
/// signs. Together the pieces are the text again.
[[nodiscard]] QStringList roughTokens(const QString &text);

} // namespace bobbin
