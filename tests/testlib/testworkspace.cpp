#include "testworkspace.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

namespace {

template<typename Call>
void later(QObject *context, Call call)
{
    QMetaObject::invokeMethod(context, call, Qt::QueuedConnection);
}

} // namespace

void MemorySecretStore::read(const QString &account, QObject *context, ReadAnswer answer)
{
    later(context, [this, account, answer] {
        if (failure)
            answer(Failure {*failure});
        else if (secrets.contains(account))
            answer(secrets.value(account));
        else
            answer(Failure {SecretError {SecretError::Kind::NotFound, {}}});
    });
}

void MemorySecretStore::write(const QString &account, const QByteArray &secret, QObject *context,
                              Answer answer)
{
    later(context, [this, account, secret, answer] {
        if (failure) {
            answer(Failure {*failure});
            return;
        }
        secrets.insert(account, secret);
        answer(Ok);
    });
}

void MemorySecretStore::remove(const QString &account, QObject *context, Answer answer)
{
    later(context, [this, account, answer] {
        if (failure) {
            answer(Failure {*failure});
            return;
        }
        secrets.remove(account);
        answer(Ok);
    });
}

TestWorkspace::TestWorkspace() : keyring(secrets)
{
    using Access = ConversationStore::Access;
    writer = StoreThread::start(database(), Access::ReadWrite, clock).value();
    reader = StoreThread::start(database(), Access::ReadOnly, clock).value();
    searcher = StoreThread::start(database(), Access::ReadOnly, clock).value();
    services = std::make_unique<ServiceRegistry>(*writer, keyring, network);
    settings = std::make_unique<Settings>(folder.filePath(u"settings.ini"_s));
    library = std::make_unique<Library>(sessionContext(), *searcher);
    services->load();
    settle();
}

TestWorkspace::~TestWorkspace() = default;

ServiceId TestWorkspace::addService(const QUrl &url, const QByteArray &key)
{
    Service service;
    service.id = ServiceId::create();
    service.name = u"Test service"_s;
    service.baseUrl = url;
    service.defaultModel = u"m"_s;
    service.makesTitles = false;
    service.keyAccount = ServiceRegistry::accountFor(service);
    secrets.secrets.insert(service.keyAccount, key);
    services->save(service);
    settle();
    return service.id;
}

std::unique_ptr<ConversationStore> TestWorkspace::openStore() const
{
    return ConversationStore::open(database(), ConversationStore::Access::ReadWrite, clock).value();
}

ConversationId TestWorkspace::addConversation(const QString &title, const QStringList &texts)
{
    const auto store = openStore();
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = title;
    conversation.service = services->services().isEmpty() ? ServiceId() : services->services().constLast().id;
    conversation.createdAt = conversation.activeAt = conversation.updatedAt = clock.now();
    Q_ASSERT(store->conversations().insert(conversation));
    const auto added = store->atomically([&]() -> Status<StoreError> {
        MessageId parent;
        for (qsizetype i = 0; i < texts.size(); ++i) {
            Message message;
            message.id = MessageId::create();
            message.parent = parent;
            message.role = i % 2 == 0 ? Role::User : Role::Assistant;
            message.content = texts.at(i);
            message.createdAt = message.updatedAt = clock.now();
            if (const auto appended = store->messages().append(conversation.id, message); !appended)
                return appended;
            parent = message.id;
        }
        return Ok;
    });
    Q_ASSERT(added);
    return conversation.id;
}

QList<Message> TestWorkspace::storedMessages(const ConversationId &conversation) const
{
    QList<Message> messages;
    (void)openStore()->messages().forEach(conversation, [&](const Message &message) {
        messages.append(message);
        return true;
    });
    return messages;
}

Conversation TestWorkspace::storedConversation(const ConversationId &conversation) const
{
    const auto found = openStore()->conversations().find(conversation);
    return found ? found.value() : Conversation();
}

bool TestWorkspace::hasInFiles(const QByteArray &text) const
{
    const QFileInfoList files = QDir(folder.path()).entryInfoList(QDir::Files);
    return std::any_of(files.begin(), files.end(), [&text](const QFileInfo &info) {
        QFile file(info.filePath());
        return file.open(QIODevice::ReadOnly) && file.readAll().contains(text);
    });
}

void TestWorkspace::settle()
{
    for (StoreThread *thread : {writer.get(), reader.get()}) {
        QEventLoop loop;
        thread->run(
            &loop, [](ConversationStore &) { return 0; }, [&loop](int) { loop.quit(); });
        loop.exec();
    }
}

} // namespace bobbin
