#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace bobbin {

/// What was learned about one model of one service: how it departs from the published contract.
///
/// Worth keeping, since each of them costs a refused request to find out.
struct ModelQuirks {
    QString tokenLimitField; ///< "max_tokens" or "max_completion_tokens"; empty if not known.
    QStringList rejectedParameters; ///< Fields of a request to leave out, such as "temperature"; sorted.

    [[nodiscard]] bool isEmpty() const { return tokenLimitField.isEmpty() && rejectedParameters.isEmpty(); }
    [[nodiscard]] bool rejects(QStringView parameter) const { return rejectedParameters.contains(parameter); }

    [[nodiscard]] QJsonObject toJson() const;
    /// What toJson() gave. Anything else in `json` is ignored.
    [[nodiscard]] static ModelQuirks fromJson(const QJsonObject &json);

    friend bool operator==(const ModelQuirks &, const ModelQuirks &) = default;
};

} // namespace bobbin
