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

// A content is a text or a list of parts, of which those of type "text" have one.
std::optional<QString> textOf(const QJsonValue &content, qint64 &notUnderstood)
{
    if (content.isString())
        return content.toString();
    if (content.isNull())
        return QString();
    if (!content.isArray())
        return {};
    QStringList texts;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue &part : parts) {
        if (part["text"_L1].isString())
            texts.append(part["text"_L1].toString());
        else
            ++notUnderstood;
    }
    return texts.join(u'\n');
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
    void add(Role role, const QString &content);

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
    const QString roleText = value["role"_L1].toString();
    const auto role = roleText == "developer"_L1 ? std::optional(Role::System) : roleFromName(roleText);
    qint64 notUnderstood = 0;
    const auto content = textOf(value["content"_L1], notUnderstood);
    if (!role || !content) {
        return Failure {ExchangeError {
            ExchangeError::Kind::Malformed,
            Tr::tr("message %1 has no “role” and “content” that can be understood").arg(m_number)}};
    }
    if (!m_store)
        return Ok;
    m_report.notUnderstood += notUnderstood;
    add(*role, *content);
    return Ok;
}

void MessageListImport::add(Role role, const QString &content)
{
    if (role == Role::System && m_number == 1) {
        m_conversation.instructions = content;
        return;
    }
    Message message;
    message.id = MessageId::create();
    message.parent = m_messages.isEmpty() ? MessageId() : m_messages.constLast().id;
    message.role = role;
    message.content = content;
    message.createdAt = message.updatedAt = m_clock.now();
    m_messages.append(message);
    if (role == Role::User && m_conversation.title.isEmpty()) {
        m_conversation.title = titleFromWords(content);
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
