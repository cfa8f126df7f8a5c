#include "core/enumnames.h"
#include "historyjson_p.h"
#include "jsonwriter_p.h"

#include <QJsonArray>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

template<typename Tag>
void member(JsonWriter &writer, QLatin1StringView name, const Id<Tag> &id)
{
    if (id.isValid())
        writer.member(name, QStringView(id.toString()));
}

void member(JsonWriter &writer, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        writer.member(name, QStringView(text));
}

void member(JsonWriter &writer, QLatin1StringView name, bool flag)
{
    if (flag)
        writer.member(name, true);
}

void member(JsonWriter &writer, QLatin1StringView name, Timestamp time)
{
    writer.member(name, qint64(time.time_since_epoch().count()));
}

template<typename Value>
void member(JsonWriter &writer, QLatin1StringView name, const std::optional<Value> &value)
{
    if (!value)
        return;
    if constexpr (std::is_same_v<Value, Timestamp>)
        member(writer, name, *value);
    else
        writer.member(name, *value);
}

void writeUsage(JsonWriter &writer, const Usage &usage)
{
    if (usage == Usage())
        return;
    writer.key("usage"_L1);
    writer.beginObject();
    member(writer, "prompt_tokens"_L1, usage.promptTokens);
    member(writer, "completion_tokens"_L1, usage.completionTokens);
    member(writer, "cached_tokens"_L1, usage.cachedTokens);
    member(writer, "reasoning_tokens"_L1, usage.reasoningTokens);
    writer.endObject();
}

void writeThread(JsonWriter &writer, const ServerThread &thread)
{
    writer.beginObject();
    member(writer, "id"_L1, thread.id);
    member(writer, "service"_L1, thread.service);
    member(writer, "strategy"_L1, thread.strategy);
    member(writer, "remote_id"_L1, thread.remoteId);
    member(writer, "last_message"_L1, thread.lastMessage);
    member(writer, "created_ms"_L1, thread.createdAt);
    member(writer, "used_ms"_L1, thread.usedAt);
    member(writer, "lost_ms"_L1, thread.lostAt);
    member(writer, "lost_reason"_L1, thread.lostReason);
    writer.endObject();
}

} // namespace

void writeService(JsonWriter &writer, const Service &service)
{
    writer.beginObject();
    member(writer, "id"_L1, service.id);
    member(writer, "name"_L1, service.name);
    member(writer, "base_url"_L1, service.baseUrl.toString());
    writer.member("api_kind"_L1, nameOf(service.apiKind));
    member(writer, "default_model"_L1, service.defaultModel);
    member(writer, "key_header"_L1, service.keyHeader);
    if (!service.headers.isEmpty()) {
        QJsonArray headers;
        for (const auto &[name, value] : service.headers)
            headers.append(QJsonArray {name, value});
        writer.member("headers"_L1, QJsonValue(headers));
    }
    writer.member("connect_ms"_L1, qint64(service.timeouts.connect.count()));
    writer.member("first_byte_ms"_L1, qint64(service.timeouts.firstByte.count()));
    writer.member("idle_ms"_L1, qint64(service.timeouts.idle.count()));
    member(writer, "ca_file"_L1, service.caFile);
    if (const QJsonObject network = toJson(service.network, false); !network.isEmpty())
        writer.member("network"_L1, QJsonValue(network));
    writer.member("makes_titles"_L1, service.makesTitles);
    writer.member("makes_summaries"_L1, service.makesSummaries);
    member(writer, "background_model"_L1, service.backgroundModel);
    if (service.strategy)
        writer.member("strategy"_L1, nameOf(*service.strategy));
    member(writer, "checks_threads"_L1, service.checksThreads);
    writer.member("thread_days"_L1, qint64(service.threadDays));
    member(writer, "assistant"_L1, service.assistant);
    writer.endObject();
}

void writeFolder(JsonWriter &writer, const Folder &folder)
{
    writer.beginObject();
    member(writer, "id"_L1, folder.id);
    writer.member("name"_L1, QStringView(folder.name));
    writer.member("position"_L1, folder.position);
    member(writer, "updated_ms"_L1, folder.updatedAt);
    writer.endObject();
}

void beginConversation(JsonWriter &writer, const Conversation &c, const QString &draft,
                       const QList<ServerThread> &threads)
{
    writer.beginObject();
    member(writer, "id"_L1, c.id);
    writer.member("title"_L1, QStringView(c.title));
    writer.member("title_source"_L1, nameOf(c.titleSource));
    member(writer, "service"_L1, c.service);
    member(writer, "model"_L1, c.model);
    member(writer, "instructions"_L1, c.instructions);
    if (c.parameters != Parameters())
        writer.member("parameters"_L1, QJsonValue(toJson(c.parameters)));
    if (c.strategy)
        writer.member("strategy"_L1, nameOf(*c.strategy));
    member(writer, "leaf"_L1, c.leaf);
    member(writer, "folder"_L1, c.folder);
    if (!c.tags.isEmpty())
        writer.member("tags"_L1, QJsonValue(QJsonArray::fromStringList(c.tags)));
    member(writer, "pinned"_L1, c.pinned);
    member(writer, "archived"_L1, c.archived);
    member(writer, "trashed_ms"_L1, c.trashedAt);
    member(writer, "created_ms"_L1, c.createdAt);
    member(writer, "active_ms"_L1, c.activeAt);
    member(writer, "updated_ms"_L1, c.updatedAt);
    member(writer, "draft"_L1, draft);
    QList<ServerThread> filled = threads;
    filled.removeIf([](const ServerThread &thread) { return thread.isOpening; }); // they hold nothing
    if (!filled.isEmpty()) {
        writer.key("server_threads"_L1);
        writer.beginArray();
        for (const ServerThread &thread : std::as_const(filled))
            writeThread(writer, thread);
        writer.endArray();
    }
}

void writeMessage(JsonWriter &writer, const Message &m, const QList<Attachment> &attachments)
{
    writer.beginObject();
    member(writer, "id"_L1, m.id);
    member(writer, "parent"_L1, m.parent);
    writer.member("role"_L1, nameOf(m.role));
    // A reply that is being received is complete nowhere but in this program.
    if (m.state != ReplyState::Complete)
        writer.member("state"_L1,
                      nameOf(m.state == ReplyState::Streaming ? ReplyState::Interrupted : m.state));
    if (m.finishReason != FinishReason::None)
        writer.member("finish_reason"_L1, nameOf(m.finishReason));
    member(writer, "refused"_L1, m.refused);
    member(writer, "milestone"_L1, m.milestone);
    member(writer, "error"_L1, m.error);
    member(writer, "model"_L1, m.model);
    member(writer, "service"_L1, m.service);
    member(writer, "request_id"_L1, m.requestId);
    writeUsage(writer, m.usage);
    member(writer, "first_token_ms"_L1, m.timing.firstToken);
    member(writer, "rest_ms"_L1, m.timing.rest);
    member(writer, "cost_nano"_L1, m.cost);
    if (!m.notices.isEmpty()) {
        QJsonArray notices;
        for (const ContextNotice &notice : m.notices)
            notices.append(toJson(notice));
        writer.member("notices"_L1, QJsonValue(notices));
    }
    member(writer, "created_ms"_L1, m.createdAt);
    member(writer, "updated_ms"_L1, m.updatedAt);
    member(writer, "reasoning"_L1, m.reasoning);
    writer.member("content"_L1, QStringView(m.content));
    if (!attachments.isEmpty()) {
        writer.key("attachments"_L1);
        writer.beginArray();
        for (const Attachment &attachment : attachments) {
            writer.beginObject();
            member(writer, "id"_L1, attachment.id);
            member(writer, "name"_L1, attachment.name);
            member(writer, "media_type"_L1, attachment.mediaType);
            writer.key("data"_L1);
            writer.base64(attachment.data);
            writer.endObject();
        }
        writer.endArray();
    }
    writer.endObject();
}

} // namespace bobbin
