#include "listedmodels.h"

#include "core/title.h"
#include "jsonvalues.h"

#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// The first of `fields` that says a number above 0; a dot leads into an inner object.
qint64 firstCount(const QJsonObject &object, std::initializer_list<QLatin1StringView> fields)
{
    for (const QLatin1StringView field : fields) {
        const qsizetype dot = field.indexOf(u'.');
        const QJsonValue value = dot < 0
            ? object.value(field)
            : object.value(field.first(dot)).toObject().value(field.sliced(dot + 1));
        if (const qint64 count = countIn(value).value_or(0); count > 0)
            return count;
    }
    return 0;
}

// In the order of how much they say about the running model rather than about what it could take.
qint64 contextWindow(const QJsonObject &model)
{
    return firstCount(model,
                      {
                          "loaded_context_length"_L1, // LM Studio
                          "meta.n_ctx"_L1, // llama.cpp
                          "max_model_len"_L1, // vLLM
                          "context_window"_L1, // Groq
                          "context_length"_L1, // OpenRouter
                          "top_provider.context_length"_L1,
                          "max_context_length"_L1, // LM Studio
                          "inputTokenLimit"_L1, // Gemini
                          "meta.n_ctx_train"_L1,
                      });
}

// OpenRouter's price of one token, in dollars, as one of a million; rounded to what such a figure can mean.
double pricePerMillion(const QJsonValue &price)
{
    const double dollars = price.toVariant().toDouble();
    if (!std::isfinite(dollars) || dollars <= 0 || dollars > 1) // -1 says that it depends
        return 0;
    return static_cast<double>(qRound64(dollars * 1e12)) / 1e6;
}

ListedModel listedModel(const QJsonValue &entry)
{
    if (entry.isString())
        return {.name = entry.toString()};
    const QJsonObject object = entry.toObject();
    const QJsonObject pricing = object.value("pricing"_L1).toObject();
    return {
        .name = object.value("id"_L1).toString(),
        .contextWindow = contextWindow(object),
        .promptPrice = pricePerMillion(pricing.value("prompt"_L1)),
        .completionPrice = pricePerMillion(pricing.value("completion"_L1)),
    };
}

// One that cannot be shown as it is asked for is not listed, for another one would seem to be chosen.
bool isPlainName(const QString &name) { return !name.isEmpty() && name == cleanName(name); }

} // namespace

QList<ListedModel> modelsIn(const QJsonArray &entries)
{
    QList<ListedModel> models;
    models.reserve(entries.size());
    for (const QJsonValue &entry : entries) {
        if (ListedModel model = listedModel(entry); isPlainName(model.name))
            models << std::move(model);
    }
    std::stable_sort(models.begin(), models.end(), [](const ListedModel &a, const ListedModel &b) {
        const int order = a.name.compare(b.name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a.name < b.name;
    });
    const auto hasSameName = [](const ListedModel &a, const ListedModel &b) { return a.name == b.name; };
    models.erase(std::unique(models.begin(), models.end(), hasSameName), models.end());
    return models;
}

} // namespace bobbin
