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
    void undo() override
    {
        if (m_isStored)
            (void)m_store->conversations().remove(m_conversation.id);
    }

private:
    Status<StoreError> begin();

    ConversationStore *const m_store;
    const Clock &m_clock;
    ImportReport &m_report;
    Conversation m_conversation;
    qint64 m_number = 0;
    bool m_isStored = false;
    bool m_hasTitle = false; // from the first message by the user
};

Status<StoreError> MessageListImport::begin()
{
    const Timestamp now = m_clock.now();
    m_conversation.id = ConversationId::create();
    m_conversation.title = Tr::tr("Imported conversation");
    m_conversation.createdAt = m_conversation.activeAt = m_conversation.updatedAt = now;
    const auto inserted = m_store->conversations().insert(m_conversation);
    m_isStored = inserted.isOk();
    return inserted;
}

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
    const auto stored = m_store->atomically([&]() -> Status<StoreError> {
        if (!m_isStored) {
            if (const auto begun = begin(); !begun)
                return begun;
        }
        if (*role == Role::System && m_number == 1) {
            m_conversation.instructions = *content;
            return m_store->conversations().setInstructions(m_conversation.id, *content);
        }
        Message message;
        message.id = MessageId::create();
        message.parent = m_conversation.leaf;
        message.role = *role;
        message.content = *content;
        message.createdAt = message.updatedAt = m_clock.now();
        m_conversation.leaf = message.id;
        if (*role == Role::User && !std::exchange(m_hasTitle, true)) {
            const QString title = titleFromWords(*content);
            if (const auto titled =
                    m_store->conversations().setTitle(m_conversation.id, title, TitleSource::FirstWords);
                !titled)
                return Failure {titled.error()};
        }
        ++m_report.messages;
        return m_store->messages().append(m_conversation.id, message);
    });
    if (!stored)
        return Failure {ExchangeError {ExchangeError::Kind::StoreFailed, explain(stored.error())}};
    return Ok;
}

Status<ExchangeError> MessageListImport::finish(const QJsonValue &root)
{
    if (!root.isArray() || m_number == 0)
        return Failure {ExchangeError {ExchangeError::Kind::Malformed, Tr::tr("it has no messages")}};
    if (m_isStored)
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
