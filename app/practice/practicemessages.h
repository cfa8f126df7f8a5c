#pragma once

#include "core/chatmessage.h"
#include "core/result.h"
#include "practiceerror.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace bobbin {

/// The messages that a request of the Assistants API adds to the thread called `threadId`, as they are given
/// back later. `param` is where `array` stands in the request.
[[nodiscard]] Result<QList<QJsonObject>, PracticeError>
parseThreadMessages(const QJsonArray &array, const QString &threadId, const QString &param);

/// The same for one message; `path` is what the names of its fields begin with in errors.
[[nodiscard]] Result<QJsonObject, PracticeError>
parseThreadMessage(const QJsonObject &message, const QString &threadId, const QString &path = {});

/// A message of a thread that is complete.
[[nodiscard]] QJsonObject threadMessage(const QString &threadId, const QString &role,
                                        const QJsonArray &content);

/// The part of a message of a thread that has its text.
[[nodiscard]] QJsonObject threadTextPart(const QString &text);

/// What a model reads of `messages`.
[[nodiscard]] QList<ChatMessage> messagesOfThread(const QList<QJsonObject> &messages);

} // namespace bobbin
