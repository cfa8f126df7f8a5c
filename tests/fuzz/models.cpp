#include "fuzzinput.h"
#include "fuzztargets.h"

#include "jsonexchange.h"
#include "jsonvalues.h"
#include "listedmodels.h"

#include <cmath>

namespace bobbin::fuzz {

void models(QByteArrayView bytes)
{
    const QList<ListedModel> models = modelsIn(listIn(parseJson(bytes.toByteArray())).value_or(QJsonArray()));
    for (qsizetype i = 0; i < models.size(); ++i) {
        const ListedModel &model = models.at(i);
        require(!model.name.trimmed().isEmpty(), "a listed model has a name");
        require(i == 0 || models.at(i - 1).name != model.name, "each model is listed once");
        require(model.contextWindow >= 0, "a context window is not negative");
        require(std::isfinite(model.promptPrice) && model.promptPrice >= 0, "a price is a price");
        require(std::isfinite(model.completionPrice) && model.completionPrice >= 0, "a price is a price");
    }
}

} // namespace bobbin::fuzz
