#pragma once

#include <QString>

namespace bobbin {

/// The characters that an HTML entity such as "&amp;" or "&#65;" stands for; the entity itself if it is
/// unknown.
[[nodiscard]] QString decodeEntity(QStringView entity);

} // namespace bobbin
