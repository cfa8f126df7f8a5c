#pragma once

#include "settings/settings.h"

namespace bobbin {

/// Gives the program the colours that the user chose. `System` leaves them to the platform.
void applyColors(Settings::Colors colors);

/// Whether the program shows light text on a dark ground.
[[nodiscard]] bool isDark(const QPalette &palette);

/// The colour between the two of which `partOfB`, from 0 to 1, is `b`.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double partOfB);

} // namespace bobbin
