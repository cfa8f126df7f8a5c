#include "messagelistimport_p.h"

#include "core/enumnames.h"
#include "core/title.h"
#include "store/conversationstore.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::MessageListImport)
};

constexpr auto messagePath = "/*"_L1;

// A message as far as it can be understood.
struct Reading {
    Message message;
    qint64 notUnderstood = 0;
};

std::optional<Role> roleOf(const QString &name)
{
    if (name == "developer"_L1)
        return Role::System;
    if (name == "function"_L1) // which the API had before it had tools
        return Role::Tool;
    return roleFromName(name);
}

// Programs write members that have no value, too.
bool isNothing(const QJsonValue &value)
{
    const bool isFlag = value.isBool() || value.isDouble();
    return !isFlag && value.toString().isEmpty() && value.toArray().isEmpty() && value.toObject().isEmpty();
}

bool callsTools(const QJsonObject &json)
{
    return !isNothing(json.value("tool_calls"_L1)) || !isNothing(json.value("function_call"_L1));
}

qint64 countNotUnderstood(const QJsonObject &json)
{
    qint64 count = 0;
    for (auto member = json.begin(); member != json.end(); ++member) {
        const bool isUnderstood =
            member.key() == "role"_L1 || member.key() == "content"_L1 || member.key() == "refusal"_L1;
        count += isUnderstood || isNothing(member.value()) ? 0 : 1;
    }
    return count;
}

// A content is a text or a list of parts, of which those of the types "text" and "refusal" have one.
bool takeContent(const QJsonValue &content, Reading &reading)
{
    Message &message = reading.message;
    message.content = content.toString();
    if (content.isString() || content.isNull())
        return true;
    QStringList texts;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue &part : parts) {
        const QJsonValue refusal = part["refusal"_L1];
        const QJsonValue text = refusal.isString() ? refusal : part["text"_L1];
        message.refused = message.refused || refusal.isString();
        if (text.isString())
            texts.append(text.toString());
        else
            ++reading.notUnderstood;
    }
    message.content = texts.join(u'\n');
    return content.isArray();
}

// None if it has no role or nothing that it says. What calls tools or refuses need not have a content.
std::optional<Reading> read(const QJsonObject &json)
{
    Reading reading;
    Message &message = reading.message;
    reading.notUnderstood = countNotUnderstood(json);
    const auto role = roleOf(json.value("role"_L1).toString());
    const QString refusal = json.value("refusal"_L1).toString();
    const QJsonValue content = json.value("content"_L1);
    const bool mayBeMissing = callsTools(json) || !refusal.isEmpty();
    if (!role || !takeContent(content.isUndefined() && mayBeMissing ? QJsonValue() : content, reading))
        return {};
    message.role = *role;
    if (!refusal.isEmpty()) {
        message.content += (message.content.isEmpty() ? QString() : u"\n"_s) + refusal;
        message.refused = true;
    }
    if (callsTools(json))
        message.finishReason = FinishReason::ToolCalls;
    return reading;
}

// A list has no ids by which its messages could be found again, so all of it is stored at once or nothing.
class MessageListImport final : public ImportSink
{
public:
    MessageListImport(ConversationStore *store, const Clock &clock, ImportReport &report)
        : m_store(store), m_clock(clock), m_report(report)
    {
    }

    QStringList parts() const override { return {messagePath}; }
    Status<ExchangeError> takePart(const QString &path, const QJsonValue &value) override;
    Status<ExchangeError> finish(const QJsonValue &root) override;

private:
    void add(Message message);

    ConversationStore *const m_store; // null if the list is only checked
    const Clock &m_clock;
    ImportReport &m_report;
    Conversation m_conversation;
    QList<Message> m_messages;
    qint64 m_number = 0;
};

Status<ExchangeError> MessageListImport::takePart(const QString &, const QJsonValue &value)
{
    ++m_number;
    const auto reading = read(value.toObject());
    if (!reading) {
        return Failure {ExchangeError {
            ExchangeError::Kind::Malformed,
            Tr::tr("message %1 has no “role” and “content” that can be understood").arg(m_number)}};
    }
    if (!m_store)
        return Ok;
    m_report.notUnderstood += reading->notUnderstood;
    add(reading->message);
    return Ok;
}

void MessageListImport::add(Message message)
{
    if (message.role == Role::System && m_number == 1) {
        m_conversation.instructions = message.content;
        return;
    }
    message.id = MessageId::create();
    message.parent = m_messages.isEmpty() ? MessageId() : m_messages.constLast().id;
    message.createdAt = message.updatedAt = m_clock.now();
    m_messages.append(message);
    if (message.role == Role::User && m_conversation.title.isEmpty()) {
        m_conversation.title = titleFromWords(message.content);
        m_conversation.titleSource = TitleSource::FirstWords;
    }
}

Status<ExchangeError> MessageListImport::finish(const QJsonValue &root)
{
    if (!root.isArray() || m_number == 0)
        return Failure {ExchangeError {ExchangeError::Kind::Malformed, Tr::tr("it has no messages")}};
    if (!m_store)
        return Ok;
    m_conversation.id = ConversationId::create();
    m_conversation.createdAt = m_conversation.activeAt = m_conversation.updatedAt = m_clock.now();
    if (m_conversation.title.isEmpty())
        m_conversation.title = Tr::tr("Imported conversation");
    const auto stored = m_store->atomically([this]() -> Status<StoreError> {
        if (const auto inserted = m_store->conversations().insert(m_conversation); !inserted)
            return inserted;
        for (const Message &message : std::as_const(m_messages)) {
            if (const auto appended = m_store->messages().append(m_conversation.id, message); !appended)
                return appended;
        }
        return Ok;
    });
    if (!stored)
        return Failure {ExchangeError {ExchangeError::Kind::StoreFailed, explain(stored.error())}};
    m_report.messages += m_messages.size();
    ++m_report.conversations;
    return Ok;
}

} // namespace

std::unique_ptr<ImportSink> createMessageListImport(ConversationStore *store, const Clock &clock,
                                                    ImportReport &report)
{
    return std::make_unique<MessageListImport>(store, clock, report);
}

} // namespace bobbin
