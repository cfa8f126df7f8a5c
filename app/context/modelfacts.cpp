#include "context/modelfacts.h"

#include "core/usage.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 UsualReserve = 4096;

const QHash<QString, ModelFacts> &knownModels()
{
    static const QHash<QString, ModelFacts> known = [] {
        QFile file(u":/context/models.json"_s);
        [[maybe_unused]] const bool isThere = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isThere);
        const QJsonArray models =
            QJsonDocument::fromJson(file.readAll()).object().value("models"_L1).toArray();
        QHash<QString, ModelFacts> facts;
        for (const QJsonValue &value : models) {
            const QJsonObject model = value.toObject();
            ModelFacts entry {.window = model.value("window"_L1).toInteger(),
                              .windowSource = ModelFacts::Source::Table,
                              .maxOutput = model.value("output"_L1).toInteger(),
                              .price = {}};
            if (model.contains("prompt"_L1)) {
                const double prompt = model.value("prompt"_L1).toDouble();
                entry.price = {.prompt = prompt,
                               .cached = model.value("cached"_L1).toDouble(prompt),
                               .completion = model.value("completion"_L1).toDouble()};
            }
            facts.insert(model.value("name"_L1).toString(), entry);
        }
        return facts;
    }();
    return known;
}

// "ft:gpt-4o:company::id" is a fine-tuned gpt-4o.
QString plainName(const QString &model)
{
    QString name = model.section(u'/', -1).toLower();
    if (name.startsWith("ft:"_L1))
        name = name.section(u':', 1, 1);
    return name;
}

ModelFacts factsFromTable(const QString &model)
{
    const QString name = plainName(model);
    for (qsizetype length = name.size(); length > 0; --length) {
        const bool isWhole = length == name.size() || name.at(length - 1) == u'-' || name.at(length) == u'-'
            || name.at(length) == u':' || name.at(length) == u'@';
        if (!isWhole) // "gpt-4.9" is no gpt-4
            continue;
        if (const auto it = knownModels().constFind(name.first(length)); it != knownModels().constEnd())
            return *it;
    }
    return {};
}

} // namespace

ModelFacts factsOf(const QString &model, const ModelDetails &details)
{
    using Source = ModelFacts::Source;
    ModelFacts facts = factsFromTable(model);
    const auto takeWindow = [&facts](qint64 window, Source source) {
        if (window > 0) {
            facts.window = window;
            facts.windowSource = source;
        }
    };
    takeWindow(details.listedWindow, Source::Listed);
    takeWindow(details.learnedWindow, Source::Learned);
    takeWindow(details.chosenWindow, Source::Chosen);
    const auto takePrice = [&facts](double prompt, double completion) {
        if (prompt > 0 || completion > 0)
            facts.price = {.prompt = prompt, .cached = prompt, .completion = completion};
    };
    takePrice(details.listedPromptPrice, details.listedCompletionPrice);
    takePrice(details.chosenPromptPrice, details.chosenCompletionPrice);
    return facts;
}

qint64 promptLimit(const ModelFacts &facts, const Parameters &parameters)
{
    if (facts.window <= 0)
        return 0;
    const qint64 most = facts.maxOutput > 0 ? std::min(facts.maxOutput, UsualReserve) : UsualReserve;
    const qint64 wished = parameters.maxOutputTokens ? *parameters.maxOutputTokens : most;
    // A reply that is promised the whole window would leave nothing for the question.
    const qint64 reserve = std::min(wished, facts.window / (parameters.maxOutputTokens ? 2 : 4));
    return facts.window - reserve;
}

std::optional<qint64> costOf(const Usage &usage, const ModelFacts &facts)
{
    if (!facts.price || usage.isEmpty())
        return {};
    const double cached = static_cast<double>(usage.cachedTokens.value_or(0));
    const double prompt = std::max(0.0, static_cast<double>(usage.promptTokens.value_or(0)) - cached);
    const double completion = static_cast<double>(usage.completionTokens.value_or(0));
    constexpr double NanoPerMicro = 1000; // dollars per million are millionths of a dollar each
    const double cost =
        (prompt * facts.price->prompt + cached * facts.price->cached + completion * facts.price->completion)
        * NanoPerMicro;
    if (cost > static_cast<double>(MostCost)) // the server says nonsense of its tokens
        return {};
    return qRound64(cost);
}

} // namespace bobbin
