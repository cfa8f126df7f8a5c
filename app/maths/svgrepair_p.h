#pragma once

#include "maths/formula.h"

#include <optional>

namespace bobbin {

/// MathJax's `svg` as QSvgRenderer understands it, and nothing that a picture of a formula has no need of.
///
/// QSvgRenderer knows neither nested pictures, with which MathJax cuts what stretches braces and roots to
/// length, nor the style sheet that MathJax counts on. Elements and attributes that are not known here,
/// links and images among them, are left out. Empty if it is no SVG.
[[nodiscard]] QByteArray repairedSvg(const QString &svg);

/// The repaired picture with its metrics; none if `svg` does not say them.
[[nodiscard]] std::optional<FormulaPicture> pictureOf(const QString &svg);

} // namespace bobbin
