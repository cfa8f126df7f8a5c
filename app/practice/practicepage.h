#pragma once

#include "core/result.h"
#include "practiceerror.h"

#include <QList>
#include <QUrlQuery>

namespace bobbin {

/// The part of a list that `query` asks for by limit (20 unless given), order (newest first unless given),
/// after and before, in the shape in which all APIs give lists. `oldestFirst` are objects with an id.
[[nodiscard]] Result<QJsonObject, PracticeError> pageOf(const QList<QJsonObject> &oldestFirst,
                                                        const QUrlQuery &query);

/// All of `objects` as a list.
[[nodiscard]] QJsonObject listOf(const QList<QJsonObject> &objects, bool hasMore = false);

} // namespace bobbin
