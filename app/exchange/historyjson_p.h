#pragma once

#include "core/conversation.h"
#include "core/message.h"
#include "core/place.h"
#include "core/result.h"
#include "core/service.h"
#include "store/attachmenttable.h"
#include "store/serverthreadtable.h"

#include <QJsonObject>
#include <QList>

namespace bobbin {

class JsonWriter;

// How the values of the history stand in Bobbin's JSON format; docs/export-format.md describes it. Members
// that have their usual value are left out.

inline constexpr int HistoryFormatVersion = 1;
inline constexpr QLatin1StringView HistoryFormatName("bobbin-history");

void writeService(JsonWriter &writer, const Service &service);
void writeFolder(JsonWriter &writer, const Folder &folder);
/// Everything of the conversation but its messages; the object stays open for them.
void beginConversation(JsonWriter &writer, const Conversation &conversation, const QString &draft,
                       const QList<ServerThread> &threads);
void writeMessage(JsonWriter &writer, const Message &message, const QList<Attachment> &attachments);

/// A conversation as a file has it.
struct ConversationRecord {
    Conversation conversation;
    QString draft;
    QList<ServerThread> threads;
};
struct MessageRecord {
    Message message;
    QList<Attachment> attachments;
};

// The reverse, with what the object says, be it trustworthy or not. An error is a sentence in the user's
// language that says what is wrong with the object.
[[nodiscard]] Result<Service, QString> readService(const QJsonObject &json);
[[nodiscard]] Result<Folder, QString> readFolder(const QJsonObject &json);
[[nodiscard]] Result<ConversationRecord, QString> readConversation(const QJsonObject &json);
[[nodiscard]] Result<MessageRecord, QString> readMessage(const QJsonObject &json);

/// How many members of `json` are none of the format's.
[[nodiscard]] int countUnknownMembers(const QJsonObject &json);

} // namespace bobbin
