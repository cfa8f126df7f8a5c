#include "historyimport_p.h"

#include "countedusage_p.h"
#include "historyjson_p.h"
#include "importjournal_p.h"
#include "store/conversationstore.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::HistoryImport)
};

constexpr auto conversationsPath = "/conversations"_L1;
constexpr auto conversationPath = "/conversations/*"_L1;
constexpr auto messagesPath = "/conversations/*/messages"_L1;
constexpr auto messagePath = "/conversations/*/messages/*"_L1;
constexpr auto servicePath = "/services/*"_L1;
constexpr auto folderPath = "/folders/*"_L1;
constexpr qsizetype MessagesAtOnce = 500;

Status<ExchangeError> fromStore(const Status<StoreError> &status)
{
    if (status)
        return Ok;
    return Failure {ExchangeError {ExchangeError::Kind::StoreFailed, explain(status.error())}};
}

// Whom to trust, and through whom to go, is for the user of this computer to say: with a certificate and a
// proxy of its choice a file would stand between the user and the genuine service. Nor may it say what is
// taken out of the keychain, or which files are read, for the sake of its service. Returns whether anything
// was taken from it.
bool distrust(Service &service)
{
    const Service before = service;
    service.caFile.clear();
    const ProxyChoice proxy = service.network.proxy;
    service.network = {};
    if (!proxy.isManual())
        service.network.proxy = proxy;
    return service != before;
}

// Where a conversation stands, and whom it talks to, is said here alone: a file must not have it deleted for
// its age, nor have the next message go elsewhere.
void keepPlace(Conversation &conversation, const Conversation &here)
{
    conversation.trashedAt = here.trashedAt;
    conversation.archived = here.archived;
    conversation.service = here.service;
    conversation.model = here.model;
    conversation.strategy = here.strategy;
}

bool isSameButForTimes(Conversation a, const Conversation &b)
{
    a.createdAt = b.createdAt;
    a.activeAt = b.activeAt;
    a.updatedAt = b.updatedAt;
    return a == b;
}

class HistoryImport final : public ImportSink
{
public:
    HistoryImport(ConversationStore *store, ConversationStore &known, const Clock &clock,
                  ImportReport &report)
        : m_store(store), m_known(known), m_clock(clock), m_report(report)
    {
    }

    QStringList parts() const override { return {servicePath, folderPath, conversationPath, messagePath}; }
    QStringList arraysWithHead() const override { return {conversationsPath, messagesPath}; }
    Status<ExchangeError> takeHead(const QString &path, const QJsonObject &head) override;
    Status<ExchangeError> takePart(const QString &path, const QJsonValue &value) override;
    Status<ExchangeError> finish(const QJsonValue &root) override;
    Status<StoreError> undo() override { return m_store ? m_journal.takeBack(*m_store) : Ok; }

private:
    Status<ExchangeError> checkFormat(const QJsonObject &head);
    Status<ExchangeError> takeService(const QJsonObject &json);
    Status<ExchangeError> takeFolder(const QJsonObject &json);
    Status<ExchangeError> beginConversation(const QJsonObject &json);
    Status<ExchangeError> takeMessage(const QJsonObject &json);
    Status<ExchangeError> endConversation(const QJsonObject &json);
    Status<ExchangeError> learnConversation();
    Status<ExchangeError> checkOwner(const MessageId &id);
    Status<ExchangeError> checkAttachments(const MessageRecord &record);
    Status<StoreError> storeConversation();
    Status<StoreError> storeMessages();
    Status<StoreError> storeMessage(const MessageRecord &record, ImportJournal &notes);
    Status<StoreError> countUsage(const Message &reply, ImportJournal &notes);
    Status<StoreError> finishConversation();
    Result<bool, StoreError> merge(ImportJournal &notes);
    Status<StoreError> storeThreads(ImportJournal &notes);
    template<typename Work>
    Status<StoreError> noted(Work work);
    Timestamp past(Timestamp time) const;
    Timestamp changeTime(Timestamp inFile, Timestamp here) const;
    Status<ExchangeError> checkList(const QJsonObject &json, QLatin1StringView name) const;
    ExchangeError malformed(const QString &what) const;

    ConversationStore *const m_store; // null if the file is only checked
    ConversationStore &m_known; // only read
    const Clock &m_clock;
    ImportReport &m_report;
    bool m_hasFormat = false;
    qint64 m_number = 0; // of the conversation being read, from 1
    qint64 m_messageNumber = 0;
    bool m_isInConversation = false;
    ConversationRecord m_current;
    QSet<MessageId> m_messagesSeen; // in the conversation
    MessageId m_lastMessage; // of the conversation
    QSet<MessageId> m_allSeen; // in the file; only while it is checked, as the next
    QSet<AttachmentId> m_attachmentsSeen;
    QSet<MessageId> m_messagesKnown; // that the history has in the conversation
    QSet<ConversationId> m_conversationsSeen;
    QList<MessageRecord> m_waiting;
    bool m_isNew = false;
    qint64 m_messagesAdded = 0;
    CountedUsage m_counted;
    ImportJournal m_journal;
};

// A time that has not come yet was made up, or is that of a clock that is wrong.
Timestamp HistoryImport::past(Timestamp time) const { return std::min(time, m_clock.now()); }

// Of a change that is newer than what is here: later than that in any case.
Timestamp HistoryImport::changeTime(Timestamp inFile, Timestamp here) const
{
    return std::max(past(inFile), here + std::chrono::milliseconds(1));
}

ExchangeError HistoryImport::malformed(const QString &what) const
{
    QString place = what;
    if (m_messageNumber > 0)
        place = Tr::tr("message %1: %2").arg(m_messageNumber).arg(place);
    if (m_number > 0)
        place = Tr::tr("conversation %1: %2").arg(m_number).arg(place);
    return {ExchangeError::Kind::Malformed, place};
}

Status<ExchangeError> HistoryImport::checkFormat(const QJsonObject &head)
{
    if (head.value("format"_L1) != HistoryFormatName)
        return Failure {malformed(Tr::tr("it is not an export of Bobbin, nor a list of messages"))};
    const int version = head.value("version"_L1).toInt();
    if (version > HistoryFormatVersion)
        return Failure {ExchangeError {ExchangeError::Kind::TooNew, {}}};
    if (version < 1)
        return Failure {malformed(Tr::tr("“%1” is missing or not what it should be").arg("version"_L1))};
    m_hasFormat = true;
    return Ok;
}

Status<ExchangeError> HistoryImport::takeHead(const QString &path, const QJsonObject &head)
{
    if (path.isEmpty())
        return checkFormat(head);
    return beginConversation(head);
}

Status<ExchangeError> HistoryImport::takePart(const QString &path, const QJsonValue &value)
{
    if (path == messagePath)
        return takeMessage(value.toObject());
    if (path == servicePath)
        return takeService(value.toObject());
    if (path == folderPath)
        return takeFolder(value.toObject());
    return endConversation(value.toObject());
}

// A service that is here already is left as it is: its key belongs to it.
Status<ExchangeError> HistoryImport::takeService(const QJsonObject &json)
{
    const auto service = readService(json);
    if (!service)
        return Failure {malformed(service.error())};
    const bool isOfARun = service->id == environmentServiceId() || service->id == practiceServiceId();
    if (!m_store || isOfARun) // which are never stored, and so in no export
        return Ok;
    const auto stored = m_store->services().all();
    if (!stored)
        return fromStore(Failure {stored.error()});
    for (const Service &known : stored.value()) {
        if (known.id == service->id)
            return Ok;
    }
    m_report.notUnderstood += countUnknownMembers(json);
    Service added = service.value();
    m_report.distrusted += distrust(added) ? 1 : 0;
    if (const auto put = m_store->services().put(added); !put)
        return fromStore(put);
    m_journal.added(added.id);
    return Ok;
}

Status<ExchangeError> HistoryImport::takeFolder(const QJsonObject &json)
{
    const auto folder = readFolder(json);
    if (!folder)
        return Failure {malformed(folder.error())};
    if (!m_store)
        return Ok;
    m_report.notUnderstood += countUnknownMembers(json);
    const auto known = m_store->folders().find(folder->id);
    if (!known && known.error().kind != StoreError::Kind::NotFound)
        return fromStore(Failure {known.error()});
    if (known && known->updatedAt >= folder->updatedAt)
        return Ok;
    Folder kept = folder.value();
    kept.updatedAt = known ? changeTime(kept.updatedAt, known->updatedAt) : past(kept.updatedAt);
    if (const auto put = m_store->folders().put(kept); !put)
        return fromStore(put);
    known ? m_journal.replaced(known.value()) : m_journal.added(kept.id);
    return Ok;
}

Status<ExchangeError> HistoryImport::beginConversation(const QJsonObject &json)
{
    ++m_number;
    m_messageNumber = 0;
    m_isInConversation = true;
    m_messagesSeen.clear();
    m_lastMessage = {};
    m_messagesAdded = 0;
    const auto record = readConversation(json);
    if (!record)
        return Failure {malformed(record.error())};
    m_current = record.value();
    if (m_conversationsSeen.contains(m_current.conversation.id))
        return Failure {malformed(Tr::tr("its id stands in the file twice"))};
    m_conversationsSeen.insert(m_current.conversation.id);
    if (!m_store)
        return learnConversation();
    m_report.notUnderstood += countUnknownMembers(json);
    return fromStore(storeConversation());
}

Status<ExchangeError> HistoryImport::learnConversation()
{
    m_messagesKnown.clear();
    const ConversationId id = m_current.conversation.id;
    const auto stored = m_known.conversations().find(id);
    if (!stored)
        return stored.error().kind == StoreError::Kind::NotFound ? Status<ExchangeError>(Ok)
                                                                 : fromStore(Failure {stored.error()});
    const auto tree = m_known.branches().tree(id);
    if (!tree)
        return fromStore(Failure {tree.error()});
    for (const TreeMessage &node : tree.value())
        m_messagesKnown.insert(node.id);
    return Ok;
}

// Found out before anything is stored: a message has one conversation, in the file and in the history.
Status<ExchangeError> HistoryImport::checkOwner(const MessageId &id)
{
    if (m_allSeen.contains(id))
        return Failure {malformed(Tr::tr("its id stands in another conversation, too"))};
    m_allSeen.insert(id);
    if (m_messagesKnown.contains(id))
        return Ok;
    const auto stored = m_known.messages().find(id);
    if (stored)
        return Failure {malformed(Tr::tr("its id stands in another conversation of the history"))};
    return stored.error().kind == StoreError::Kind::NotFound ? Status<ExchangeError>(Ok)
                                                             : fromStore(Failure {stored.error()});
}

// The same for its attachments, of which each has one message.
Status<ExchangeError> HistoryImport::checkAttachments(const MessageRecord &record)
{
    for (const Attachment &attachment : record.attachments) {
        if (m_attachmentsSeen.contains(attachment.id))
            return Failure {malformed(Tr::tr("the id of an attachment stands in the file twice"))};
        m_attachmentsSeen.insert(attachment.id);
        const auto owner = m_known.attachments().ownerOf(attachment.id);
        if (!owner)
            return fromStore(Failure {owner.error()});
        if (owner.value() && *owner.value() != record.message.id) {
            return Failure {
                malformed(Tr::tr("the id of an attachment stands in another message of the history"))};
        }
    }
    return Ok;
}

Status<StoreError> HistoryImport::storeConversation()
{
    const auto stored = m_store->conversations().find(m_current.conversation.id);
    m_isNew = !stored && stored.error().kind == StoreError::Kind::NotFound;
    if (!stored && !m_isNew)
        return Failure {stored.error()};
    if (!m_isNew)
        return Ok;
    Conversation &added = m_current.conversation;
    added.createdAt = past(added.createdAt);
    added.activeAt = past(added.activeAt);
    added.updatedAt = past(added.updatedAt);
    // It is in the trash for as long as any other that comes there now.
    if (added.trashedAt)
        added.trashedAt = std::max(m_clock.now(), m_store->time().known().known);
    Conversation empty = added;
    empty.leaf = {}; // follows when its message is there
    if (const auto inserted = m_store->conversations().insert(empty); !inserted)
        return inserted;
    m_journal.added(empty.id);
    return Ok;
}

Status<ExchangeError> HistoryImport::takeMessage(const QJsonObject &json)
{
    ++m_messageNumber;
    const auto record = readMessage(json);
    if (!record)
        return Failure {malformed(record.error())};
    const Message &message = record->message;
    if (m_messagesSeen.contains(message.id))
        return Failure {malformed(Tr::tr("its id stands in the conversation twice"))};
    if (message.parent.isValid() && !m_messagesSeen.contains(message.parent))
        return Failure {malformed(Tr::tr("its parent does not stand before it"))};
    m_messagesSeen.insert(message.id);
    m_lastMessage = message.id;
    if (!m_store) {
        const auto checked = checkOwner(message.id);
        return checked ? checkAttachments(record.value()) : checked;
    }
    m_report.notUnderstood += countUnknownMembers(json);
    m_waiting.append(record.value());
    return m_waiting.size() < MessagesAtOnce ? Status<ExchangeError>(Ok) : fromStore(storeMessages());
}

// Keeps all that `work` does and notes in the journal that it is given, or nothing.
template<typename Work>
Status<StoreError> HistoryImport::noted(Work work)
{
    ImportJournal notes;
    const auto done = m_store->atomically([&] { return work(notes); });
    if (done)
        m_journal.add(notes);
    return done;
}

Status<StoreError> HistoryImport::storeMessages()
{
    const QList<MessageRecord> messages = std::exchange(m_waiting, {});
    return noted([&](ImportJournal &notes) -> Status<StoreError> {
        for (const MessageRecord &record : messages) {
            if (!m_isNew && m_store->messages().find(record.message.id))
                continue;
            if (const auto inserted = storeMessage(record, notes); !inserted)
                return inserted;
            ++m_messagesAdded;
        }
        return Ok;
    });
}

Status<StoreError> HistoryImport::storeMessage(const MessageRecord &record, ImportJournal &notes)
{
    const ConversationId &conversation = m_current.conversation.id;
    Message message = record.message;
    message.createdAt = past(message.createdAt);
    message.updatedAt = past(message.updatedAt);
    for (ContextNotice &notice : message.notices)
        notice.at = past(notice.at);
    if (const auto inserted = m_store->messages().insertUncounted(conversation, message); !inserted)
        return inserted;
    if (!m_isNew)
        notes.added(message.id);
    for (const Attachment &attachment : record.attachments) {
        if (const auto inserted = m_store->attachments().insert(message.id, attachment); !inserted)
            return inserted;
    }
    return message.usage.isEmpty() ? Status<StoreError>(Ok) : countUsage(record.message, notes);
}

Status<StoreError> HistoryImport::countUsage(const Message &reply, ImportJournal &notes)
{
    const ConversationId &conversation = m_current.conversation.id;
    if (const auto learned = m_counted.learn(*m_store); !learned)
        return learned;
    if (const auto number = m_counted.take(reply, m_clock.now())) {
        // Of one that was there before the entry has not lost it.
        return m_isNew ? m_store->usage().setOwner(*number, conversation) : Ok;
    }
    const auto entered = m_store->usage().enter(usageOf(conversation, reply, past(reply.createdAt)));
    if (!entered)
        return Failure {entered.error()};
    notes.enteredUsage(entered.value());
    return Ok;
}

// What was handed over one by one has left an empty list.
Status<ExchangeError> HistoryImport::checkList(const QJsonObject &json, QLatin1StringView name) const
{
    const QJsonValue list = json.value(name);
    if (list.isUndefined() || list.isArray())
        return Ok;
    return Failure {malformed(Tr::tr("“%1” is missing or not what it should be").arg(name))};
}

Status<ExchangeError> HistoryImport::endConversation(const QJsonObject &json)
{
    if (!m_isInConversation) { // one without the member "messages"
        if (const auto begun = beginConversation(json); !begun)
            return begun;
    }
    m_isInConversation = false;
    m_messageNumber = 0;
    if (const auto checked = checkList(json, "messages"_L1); !checked)
        return checked;
    if (m_current.conversation.leaf.isValid() && !m_messagesSeen.contains(m_current.conversation.leaf))
        return Failure {malformed(Tr::tr("the end of its active branch is not among its messages"))};
    if (!m_store)
        return Ok;
    if (const auto stored = storeMessages(); !stored)
        return fromStore(stored);
    return fromStore(finishConversation());
}

Status<StoreError> HistoryImport::finishConversation()
{
    const ConversationId id = m_current.conversation.id;
    bool isChanged = m_messagesAdded > 0;
    const auto kept = noted([&](ImportJournal &notes) -> Status<StoreError> {
        if (m_isNew) {
            if (m_current.conversation.leaf.isNull())
                m_current.conversation.leaf = m_lastMessage;
            if (const auto replaced = m_store->conversations().replace(m_current.conversation); !replaced)
                return replaced;
        } else {
            const auto merged = merge(notes);
            if (!merged)
                return Failure {merged.error()};
            isChanged |= merged.value();
        }
        if (m_isNew && !m_current.draft.isEmpty()) {
            if (const auto drafted = m_store->drafts().set(id, m_current.draft); !drafted)
                return drafted;
        }
        return storeThreads(notes);
    });
    if (!kept)
        return kept;
    m_report.messages += m_messagesAdded;
    (m_isNew ? m_report.conversations : isChanged ? m_report.updated : m_report.unchanged) += 1;
    return Ok;
}

// Lets the version of the file prevail if it is the newer one; returns whether it did.
Result<bool, StoreError> HistoryImport::merge(ImportJournal &notes)
{
    ConversationTable &conversations = m_store->conversations();
    const auto here = conversations.find(m_current.conversation.id);
    if (!here)
        return Failure {here.error()};
    Conversation merged = m_current.conversation;
    if (merged.updatedAt <= here->updatedAt)
        return false;
    const bool isOfTheFuture = merged.updatedAt > m_clock.now();
    keepPlace(merged, here.value());
    if (merged.leaf.isNull())
        merged.leaf = here->leaf.isValid() ? here->leaf : m_lastMessage;
    merged.createdAt = past(merged.createdAt);
    merged.activeAt = past(merged.activeAt);
    merged.updatedAt = changeTime(merged.updatedAt, here->updatedAt);
    if (const auto replaced = conversations.replace(merged); !replaced)
        return Failure {replaced.error()};
    notes.replaced(here.value());
    if (!isOfTheFuture)
        return true;
    // Such a version is newer each time that it is read: it is not if it changes nothing.
    const auto after = conversations.find(merged.id);
    if (!after)
        return Failure {after.error()};
    if (m_messagesAdded > 0 || !isSameButForTimes(after.value(), here.value()))
        return true;
    if (const auto back = conversations.replace(here.value()); !back)
        return Failure {back.error()};
    return false;
}

// Elsewhere a thread may have been gone on with since it was exported: what it holds is in doubt. Here it may
// have been, too: what is known of it here stays then.
Status<StoreError> HistoryImport::storeThreads(ImportJournal &notes)
{
    const ConversationId id = m_current.conversation.id;
    const auto known = m_store->serverThreads().of(id);
    if (!known)
        return Failure {known.error()};
    for (const ServerThread &read : std::as_const(m_current.threads)) {
        ServerThread thread = read;
        thread.usedAt = past(thread.usedAt);
        thread.createdAt = past(thread.createdAt);
        const bool isOfTheFuture = read.usedAt > thread.usedAt;
        const auto here = std::find_if(known->begin(), known->end(), [&thread](const ServerThread &other) {
            return other.id == thread.id;
        });
        if (here != known->end() && (isOfTheFuture || here->usedAt >= thread.usedAt))
            continue;
        thread.pending = thread.lastMessage.isValid() ? thread.lastMessage : m_current.conversation.leaf;
        if (const auto kept = m_store->serverThreads().put(id, thread); !kept)
            return kept;
        here != known->end() ? notes.replaced(id, *here) : notes.added(id, thread.id);
    }
    return Ok;
}

Status<ExchangeError> HistoryImport::finish(const QJsonValue &root)
{
    m_number = 0;
    if (!root.isObject())
        return Failure {malformed(Tr::tr("it is not an export of Bobbin, nor a list of messages"))};
    if (!m_hasFormat) {
        if (const auto checked = checkFormat(root.toObject()); !checked)
            return checked;
    }
    for (const QLatin1StringView list : {"services"_L1, "folders"_L1, "conversations"_L1}) {
        if (const auto checked = checkList(root.toObject(), list); !checked)
            return checked;
    }
    const QString draft = root.toObject().value("draft"_L1).toString();
    if (!m_store || draft.isEmpty())
        return Ok;
    const auto standing = m_store->drafts().find({});
    if (!standing || !standing->isEmpty())
        return Ok; // what is being written here stays
    return fromStore(m_store->drafts().set({}, draft));
}

} // namespace

ImportSink::~ImportSink() = default;

std::unique_ptr<ImportSink> createHistoryImport(ConversationStore *store, ConversationStore &known,
                                                const Clock &clock, ImportReport &report)
{
    return std::make_unique<HistoryImport>(store, known, clock, report);
}

} // namespace bobbin
