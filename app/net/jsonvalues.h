#pragma once

#include <QJsonDocument>
#include <QJsonValue>
#include <QString>

#include <optional>

// How values are read that services write in more ways than one.

namespace bobbin {

/// Reads JSON; bytes that are no UTF-8 become U+FFFD. Null if it is no JSON.
[[nodiscard]] QJsonDocument parseJson(const QByteArray &json);

/// The text of a content field: a string, or a list of parts of which some are text.
[[nodiscard]] QString contentText(const QJsonValue &content);

/// A count that may be written as a number of any kind or as a string; empty if it makes no sense.
[[nodiscard]] std::optional<qint64> countIn(const QJsonValue &value);

} // namespace bobbin
