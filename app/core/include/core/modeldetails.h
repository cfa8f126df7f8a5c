#pragma once

#include <QJsonObject>
#include <QString>

namespace bobbin {

/// What is known of one model of one service, beside the table of well-known models. A figure that is not
/// known is 0; windows are in tokens, prompt and reply together, prices in US dollars per million tokens.
struct ModelDetails {
    qint64 listedWindow = 0; ///< As the service's list of models says.
    qint64 learnedWindow = 0; ///< As the service said when a request was too long.
    qint64 chosenWindow = 0; ///< As the user said, which counts for more than all else.
    double listedPromptPrice = 0;
    double listedCompletionPrice = 0;
    double chosenPromptPrice = 0;
    double chosenCompletionPrice = 0;
    /// The service's count of a prompt's tokens, divided by the estimate that was made of it.
    double tokenFactor = 0;
    QString assistant; ///< The server's id of an assistant with this model that Bobbin has made.

    friend bool operator==(const ModelDetails &, const ModelDetails &) = default;
};

/// Only what is known.
[[nodiscard]] QJsonObject toJson(const ModelDetails &details);
/// What cannot be understood is not known.
[[nodiscard]] ModelDetails modelDetailsFromJson(const QJsonObject &json);

} // namespace bobbin
