#pragma once

#include "core/chatmessage.h"
#include "core/result.h"
#include "practiceerror.h"

#include <QJsonObject>
#include <QList>

namespace bobbin {

using PracticeItems = QList<QJsonObject>;

/// The items that a request of the Responses API or its conversations brings, each with an id and its content
/// in parts, as they are given back later. `input` is a text or an array; `param` is where it stands in the
/// request.
[[nodiscard]] Result<PracticeItems, PracticeError> parseItems(const QJsonValue &input, const QString &param);

/// An answer as an item.
[[nodiscard]] QJsonObject answerItem(const QString &id, const QString &status, const QJsonArray &content);

/// The part of an answer that has its text.
[[nodiscard]] QJsonObject outputTextPart(const QString &text);

/// What a model reads of `items`: the messages among them.
[[nodiscard]] QList<ChatMessage> messagesOf(const PracticeItems &items);

} // namespace bobbin
