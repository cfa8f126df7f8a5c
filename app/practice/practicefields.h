#pragma once

#include "practiceerror.h"

#include <QList>

#include <optional>

namespace bobbin {

/// A field that a request may have.
struct PracticeField {
    enum class Kind { Any, String, Boolean, Integer, Number, Object, Array };

    QLatin1StringView name;
    Kind kind = Kind::Any;
};

/// What is wrong with the fields of `object`: one that `known` does not have, or one of another kind. Null
/// counts as absent. `path` is what the names of the fields begin with in the error, as "input[0].".
[[nodiscard]] std::optional<PracticeError>
checkFields(const QJsonObject &object, const QList<PracticeField> &known, const QString &path = {});

/// What is wrong with a limit on the tokens of an answer; it may be absent.
[[nodiscard]] std::optional<PracticeError> checkTokenLimit(const QJsonObject &object, QLatin1StringView name,
                                                           qint64 least);

/// The limit itself, if `object` has one.
[[nodiscard]] std::optional<qsizetype> tokenLimit(const QJsonObject &object, QLatin1StringView name);

/// The text of a content that is a string or consists of parts, whatever each API calls them.
[[nodiscard]] QString textOf(const QJsonValue &content);

} // namespace bobbin
