#pragma once

#include "net/modellist.h"

#include <QJsonArray>

namespace bobbin {

/// What `entries`, the list of a service, says about its models: in the order of their names, each once.
[[nodiscard]] QList<ListedModel> modelsIn(const QJsonArray &entries);

} // namespace bobbin
