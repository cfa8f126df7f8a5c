#pragma once

#include <QString>

#include <functional>
#include <set>

namespace bobbin {

/// The normalized labels of what can be a reference in `text`: each "[label]" that `text` does not define.
[[nodiscard]] std::set<QString> labelsUsedBy(QStringView text);

/// Calls `found` for each link reference definition at the start of the paragraph `text`, one per line.
void forEachDefinition(QStringView text,
                       const std::function<void(const QString &label, QStringView definition)> &found);

} // namespace bobbin
