#include "core/enumnames.h"
#include "core/title.h"
#include "core/usage.h"
#include "historyjson_p.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <limits>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::HistoryJson)
};

constexpr qint64 LargestExact = (qint64(1) << 53) - 1; // that every program reads from JSON as it was written
constexpr qint64 LatestTime = 253'402'300'799'999; // milliseconds; the end of the year 9999

bool isWebAddress(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

// Reads the members of one object and remembers the first that is not as it must be.
class Members
{
public:
    explicit Members(const QJsonObject &json) : m_json(json) { }

    template<typename IdType>
    IdType id(QLatin1StringView name, bool isNeeded = false)
    {
        const QJsonValue value = m_json.value(name);
        const IdType result = IdType::fromString(value.toString());
        if (result.isNull() && (isNeeded || !value.isUndefined()))
            complain(name);
        return result;
    }
    QString text(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        if (!value.isUndefined() && !value.isString())
            complain(name);
        return value.toString();
    }
    // A text that is shown in one line.
    QString line(QLatin1StringView name) { return cleanName(text(name)); }
    bool flag(QLatin1StringView name, bool usually = false)
    {
        const QJsonValue value = m_json.value(name);
        if (!value.isUndefined() && !value.isBool())
            complain(name);
        return value.toBool(usually);
    }
    // A whole number from `least` to `most`.
    std::optional<qint64> number(QLatin1StringView name, bool isNeeded = false, qint64 least = -LargestExact,
                                 qint64 most = LargestExact)
    {
        const QJsonValue value = m_json.value(name);
        const qint64 whole = value.toInteger(most + 1); // of none or a broken one the other
        if (value.isDouble() && whole >= least && whole <= most)
            return whole;
        if (isNeeded || !value.isUndefined())
            complain(name);
        return {};
    }
    std::optional<qint64> duration(QLatin1StringView name)
    {
        return number(name, false, 0, std::numeric_limits<int>::max());
    }
    Timestamp time(QLatin1StringView name)
    {
        return Timestamp(std::chrono::milliseconds(number(name, true, -LatestTime, LatestTime).value_or(0)));
    }
    std::optional<Timestamp> optionalTime(QLatin1StringView name)
    {
        const auto milliseconds = number(name, false, -LatestTime, LatestTime);
        return milliseconds ? std::optional(Timestamp(std::chrono::milliseconds(*milliseconds)))
                            : std::nullopt;
    }
    template<typename Enum>
    Enum choice(QLatin1StringView name, std::optional<Enum> (*fromName)(QStringView),
                std::optional<Enum> usually = {})
    {
        const QJsonValue value = m_json.value(name);
        if (value.isUndefined() && usually)
            return *usually;
        const std::optional<Enum> result = fromName(value.toString());
        if (!result)
            complain(name);
        return result.value_or(Enum {});
    }
    template<typename Enum>
    std::optional<Enum> optionalChoice(QLatin1StringView name, std::optional<Enum> (*fromName)(QStringView))
    {
        return m_json.contains(name) ? std::optional(choice(name, fromName)) : std::nullopt;
    }
    QJsonArray array(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        if (!value.isUndefined() && !value.isArray())
            complain(name);
        return value.toArray();
    }
    QStringList texts(QLatin1StringView name)
    {
        QStringList texts;
        const QJsonArray values = array(name);
        for (const QJsonValue &value : values) {
            if (!value.isString())
                complain(name);
            texts.append(value.toString());
        }
        return texts;
    }
    QJsonObject object(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        if (!value.isUndefined() && !value.isObject())
            complain(name);
        return value.toObject();
    }

    template<typename Value>
    Result<Value, QString> checked(Value value) const
    {
        if (!m_complaint.isEmpty())
            return Failure {m_complaint};
        return value;
    }

private:
    void complain(QLatin1StringView name)
    {
        if (m_complaint.isEmpty())
            m_complaint = Tr::tr("“%1” is missing or not what it should be").arg(name);
    }

    const QJsonObject &m_json;
    QString m_complaint;
};

Result<ServerThread, QString> readThread(const QJsonObject &json)
{
    Members members(json);
    ServerThread thread;
    thread.id = members.id<ServerThreadId>("id"_L1, true);
    thread.service = members.id<ServiceId>("service"_L1);
    thread.strategy = members.text("strategy"_L1);
    thread.remoteId = members.text("remote_id"_L1);
    thread.lastMessage = members.id<MessageId>("last_message"_L1);
    thread.createdAt = members.time("created_ms"_L1);
    thread.usedAt = members.time("used_ms"_L1);
    thread.lostAt = members.optionalTime("lost_ms"_L1);
    thread.lostReason = members.text("lost_reason"_L1);
    return members.checked(thread);
}

Result<Attachment, QString> readAttachment(const QJsonObject &json)
{
    Members members(json);
    Attachment attachment;
    attachment.id = members.id<AttachmentId>("id"_L1, true);
    attachment.name = members.text("name"_L1);
    attachment.mediaType = members.text("media_type"_L1);
    const auto data = QByteArray::fromBase64Encoding(members.text("data"_L1).toLatin1(),
                                                     QByteArray::AbortOnBase64DecodingErrors);
    if (!data)
        return Failure {Tr::tr("“%1” is missing or not what it should be").arg("data"_L1)};
    attachment.data = *data;
    if (attachment.data.isNull())
        attachment.data = QByteArray("");
    return members.checked(attachment);
}

// A figure that cannot be true is not known: servers say such things, too, so that a history may have it.
std::optional<qint64> believable(std::optional<qint64> figure, qint64 most)
{
    return figure && *figure >= 0 && *figure <= most ? figure : std::nullopt;
}

Usage readUsage(const QJsonObject &json)
{
    Members members(json);
    const auto tokens = [&](QLatin1StringView name) { return believable(members.number(name), MostTokens); };
    return {.promptTokens = tokens("prompt_tokens"_L1),
            .completionTokens = tokens("completion_tokens"_L1),
            .cachedTokens = tokens("cached_tokens"_L1),
            .reasoningTokens = tokens("reasoning_tokens"_L1)};
}

QStringList readTags(const QStringList &texts)
{
    constexpr qsizetype Most = 100; // of one conversation
    QStringList tags;
    for (const QString &text : texts.first(std::min(texts.size(), Most)))
        tags.append(cleanName(text));
    return sortedTags(tags);
}

// They go with every request, and into a field of the settings: what is longer is nobody's wish.
QList<std::pair<QString, QString>> readHeaders(const QJsonArray &json)
{
    constexpr qsizetype Most = 50;
    constexpr qsizetype LongestValue = 4'000; // characters; servers take no more than some 8,000 for all
    QList<std::pair<QString, QString>> headers;
    for (const QJsonValue &header : json) {
        if (headers.size() < Most)
            headers.append({cleanName(header[0].toString()), header[1].toString().left(LongestValue)});
    }
    return headers;
}

} // namespace

Result<Service, QString> readService(const QJsonObject &json)
{
    using std::chrono::milliseconds;
    Members members(json);
    Service service;
    service.id = members.id<ServiceId>("id"_L1, true);
    service.name = members.line("name"_L1);
    service.baseUrl = QUrl(members.text("base_url"_L1));
    service.baseUrl.setUserInfo({}); // as of one that is typed: it would stand where one looks for the host
    service.apiKind = members.choice("api_kind"_L1, apiKindFromName);
    service.defaultModel = members.line("default_model"_L1);
    service.keyHeader = members.line("key_header"_L1);
    service.headers = readHeaders(members.array("headers"_L1));
    const Timeouts usual;
    service.timeouts = {milliseconds(members.duration("connect_ms"_L1).value_or(usual.connect.count())),
                        milliseconds(members.duration("first_byte_ms"_L1).value_or(usual.firstByte.count())),
                        milliseconds(members.duration("idle_ms"_L1).value_or(usual.idle.count()))};
    service.caFile = members.text("ca_file"_L1);
    service.network = networkOptionsFromJson(members.object("network"_L1));
    service.makesTitles = members.flag("makes_titles"_L1, true);
    service.makesSummaries = members.flag("makes_summaries"_L1, true);
    service.backgroundModel = members.line("background_model"_L1);
    service.strategy = members.optionalChoice("strategy"_L1, strategyFromName);
    service.checksThreads = members.flag("checks_threads"_L1);
    service.threadDays = static_cast<int>(members.duration("thread_days"_L1).value_or(service.threadDays));
    service.assistant = members.text("assistant"_L1);
    if (!service.baseUrl.isEmpty() && !isWebAddress(service.baseUrl))
        return Failure {Tr::tr("“%1” is missing or not what it should be").arg("base_url"_L1)};
    return members.checked(service);
}

Result<Folder, QString> readFolder(const QJsonObject &json)
{
    Members members(json);
    Folder folder;
    folder.id = members.id<FolderId>("id"_L1, true);
    folder.name = members.line("name"_L1);
    folder.position = members.number("position"_L1).value_or(0);
    folder.updatedAt = members.time("updated_ms"_L1);
    return members.checked(folder);
}

Result<ConversationRecord, QString> readConversation(const QJsonObject &json)
{
    Members members(json);
    ConversationRecord record;
    Conversation &conversation = record.conversation;
    conversation.id = members.id<ConversationId>("id"_L1, true);
    conversation.title = members.line("title"_L1);
    conversation.titleSource =
        members.choice("title_source"_L1, titleSourceFromName, std::optional(TitleSource::User));
    conversation.service = members.id<ServiceId>("service"_L1);
    conversation.model = members.line("model"_L1);
    conversation.instructions = members.text("instructions"_L1);
    conversation.parameters = parametersFromJson(members.object("parameters"_L1));
    conversation.strategy = members.optionalChoice("strategy"_L1, strategyFromName);
    conversation.leaf = members.id<MessageId>("leaf"_L1);
    conversation.folder = members.id<FolderId>("folder"_L1);
    conversation.tags = readTags(members.texts("tags"_L1));
    conversation.pinned = members.flag("pinned"_L1);
    conversation.archived = members.flag("archived"_L1);
    conversation.trashedAt = members.optionalTime("trashed_ms"_L1);
    conversation.createdAt = members.time("created_ms"_L1);
    conversation.activeAt = members.time("active_ms"_L1);
    conversation.updatedAt = members.time("updated_ms"_L1);
    record.draft = members.text("draft"_L1);
    const QJsonArray threads = members.array("server_threads"_L1);
    for (const QJsonValue &value : threads) {
        const auto thread = readThread(value.toObject());
        if (!thread)
            return Failure {thread.error()};
        record.threads.append(thread.value());
    }
    return members.checked(record);
}

Result<MessageRecord, QString> readMessage(const QJsonObject &json)
{
    Members members(json);
    MessageRecord record;
    Message &message = record.message;
    message.id = members.id<MessageId>("id"_L1, true);
    message.parent = members.id<MessageId>("parent"_L1);
    message.role = members.choice("role"_L1, roleFromName);
    message.state = members.choice("state"_L1, replyStateFromName, std::optional(ReplyState::Complete));
    if (message.state == ReplyState::Streaming)
        message.state = ReplyState::Interrupted;
    message.finishReason =
        members.choice("finish_reason"_L1, finishReasonFromName, std::optional(FinishReason::None));
    message.refused = members.flag("refused"_L1);
    message.milestone = members.flag("milestone"_L1);
    message.error = members.text("error"_L1);
    message.model = members.line("model"_L1);
    message.service = members.id<ServiceId>("service"_L1);
    message.requestId = members.text("request_id"_L1);
    message.usage = readUsage(members.object("usage"_L1));
    message.timing = {members.number("first_token_ms"_L1), members.number("rest_ms"_L1)};
    message.cost = believable(members.number("cost_nano"_L1), MostCost);
    const QJsonArray notices = members.array("notices"_L1);
    for (const QJsonValue &value : notices) {
        if (const auto notice = contextNoticeFromJson(value.toObject()))
            message.notices.append(*notice);
    }
    message.createdAt = members.time("created_ms"_L1);
    message.updatedAt = members.time("updated_ms"_L1);
    message.reasoning = members.text("reasoning"_L1);
    message.content = members.text("content"_L1);
    const QJsonArray attachments = members.array("attachments"_L1);
    for (const QJsonValue &value : attachments) {
        const auto attachment = readAttachment(value.toObject());
        if (!attachment)
            return Failure {attachment.error()};
        record.attachments.append(attachment.value());
    }
    return members.checked(record);
}

int countUnknownMembers(const QJsonObject &json)
{
    static const QSet<QString> known {u"id"_s,
                                      u"name"_s,
                                      u"base_url"_s,
                                      u"api_kind"_s,
                                      u"default_model"_s,
                                      u"key_header"_s,
                                      u"headers"_s,
                                      u"connect_ms"_s,
                                      u"first_byte_ms"_s,
                                      u"idle_ms"_s,
                                      u"ca_file"_s,
                                      u"network"_s,
                                      u"makes_titles"_s,
                                      u"title"_s,
                                      u"title_source"_s,
                                      u"service"_s,
                                      u"model"_s,
                                      u"instructions"_s,
                                      u"parameters"_s,
                                      u"leaf"_s,
                                      u"folder"_s,
                                      u"tags"_s,
                                      u"position"_s,
                                      u"pinned"_s,
                                      u"archived"_s,
                                      u"trashed_ms"_s,
                                      u"created_ms"_s,
                                      u"active_ms"_s,
                                      u"updated_ms"_s,
                                      u"draft"_s,
                                      u"server_threads"_s,
                                      u"messages"_s,
                                      u"parent"_s,
                                      u"role"_s,
                                      u"state"_s,
                                      u"finish_reason"_s,
                                      u"refused"_s,
                                      u"milestone"_s,
                                      u"error"_s,
                                      u"strategy"_s,
                                      u"makes_summaries"_s,
                                      u"background_model"_s,
                                      u"checks_threads"_s,
                                      u"thread_days"_s,
                                      u"assistant"_s,
                                      u"first_token_ms"_s,
                                      u"rest_ms"_s,
                                      u"cost_nano"_s,
                                      u"notices"_s,
                                      u"request_id"_s,
                                      u"usage"_s,
                                      u"reasoning"_s,
                                      u"content"_s,
                                      u"attachments"_s};
    const QStringList names = json.keys();
    return static_cast<int>(
        std::count_if(names.begin(), names.end(), [](const QString &name) { return !known.contains(name); }));
}

} // namespace bobbin
