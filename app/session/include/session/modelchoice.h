#pragma once

#include <QStringList>

namespace bobbin {

/// The model to begin with where nobody has chosen one: a small general one that is known, else the first
/// that can chat to judge by its name; empty if there is none.
[[nodiscard]] QString chooseModel(const QStringList &models);

} // namespace bobbin
