#include "manualclock.h"

#include "core/enumnames.h"
#include "store/conversationstore.h"
#include "store/storethread.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ConversationStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsAConversation();
    void keepsAMessage();
    void halfACharacterSpoilsNoOther();
    void pagesTheBranchFromItsEnd();
    void editsMakeAlternatives();
    void findsTheLeafBelowAnAlternative();
    void listsNewestFirstAndPinnedBeforeAll();
    void pagesTheListWithoutGapsOrRepeats();
    void neverReplacesAUsersTitle();
    void checkpointsAReply();
    void thinkingMayHaveANul();
    void marksRepliesOfADeadProgram();
    void interruptedReplyIsFoundByParts();
    void trashCanBeUndoneAndIsEmptiedForGood();
    void removesADeepTree();
    void removesWhatBelongsToAConversation();
    void sumsOfUsageDoNotOverflow();
    void changedTextIsNoLongerCounted();
    void findsWords_data();
    void findsWords();
    void findsAStreamedReplyOnceItHasEnded();
    void survivesHostileQueries();
    void keepsServicesModelsAndQuirks();
    void keepsDrafts();
    void keepsFilesPrivate();
    void backsUp();
    void checkFindsDamage();
    void threadAnswersInTheContextsThread();
    void threadDropsAnswersForTheDead();
    void aLongSearchCanBeInterrupted();

private:
    ConversationId createConversation(const QString &title = u"A title"_s);
    Message append(const ConversationId &conversation, const MessageId &parent, const QString &text,
                   Role role = Role::User);
    QStringList titles(ConversationList list = ConversationList::Current);
    void reopen();

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    ManualClock m_clock;
    std::unique_ptr<ConversationStore> m_store;
};

void tst_ConversationStore::init()
{
    m_store.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"history.sqlite"_s);
    m_clock = {};
    reopen();
}

void tst_ConversationStore::reopen()
{
    m_store.reset();
    auto opened = ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock);
    QVERIFY(opened);
    m_store = std::move(opened).value();
}

ConversationId tst_ConversationStore::createConversation(const QString &title)
{
    m_clock.time += std::chrono::seconds(1);
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = title;
    conversation.createdAt = conversation.activeAt = conversation.updatedAt = m_clock.now();
    const auto inserted = m_store->conversations().insert(conversation);
    Q_ASSERT(inserted);
    return conversation.id;
}

Message tst_ConversationStore::append(const ConversationId &conversation, const MessageId &parent,
                                      const QString &text, Role role)
{
    m_clock.time += std::chrono::seconds(1);
    Message message;
    message.id = MessageId::create();
    message.parent = parent;
    message.role = role;
    message.content = text;
    message.createdAt = message.updatedAt = m_clock.now();
    const auto appended = m_store->messages().append(conversation, message);
    Q_ASSERT(appended);
    return message;
}

QStringList tst_ConversationStore::titles(ConversationList list)
{
    QStringList result;
    for (const ConversationSummary &summary :
         m_store->conversations().page({.list = list}, 100).value().conversations)
        result << summary.title;
    return result;
}

void tst_ConversationStore::keepsAConversation()
{
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = u"Grüße, 世界 😀"_s;
    conversation.titleSource = TitleSource::Model;
    conversation.service = ServiceId::create();
    conversation.model = u"org/model:7b"_s;
    conversation.instructions = u"Be brief."_s;
    conversation.parameters = {
        .temperature = 0.5, .topP = {}, .maxOutputTokens = 100, .reasoningEffort = u"low"_s};
    conversation.pinned = true;
    conversation.createdAt = conversation.activeAt = conversation.updatedAt = m_clock.now();

    QVERIFY(m_store->conversations().insert(conversation));
    reopen();

    QCOMPARE(m_store->conversations().find(conversation.id).value(), conversation);
    QCOMPARE(m_store->conversations().find(ConversationId::create()).error().kind,
             StoreError::Kind::NotFound);
}

void tst_ConversationStore::keepsAMessage()
{
    const ConversationId conversation = createConversation();
    const Message question = append(conversation, {}, u"question"_s);
    Message reply;
    reply.id = MessageId::create();
    reply.parent = question.id;
    reply.depth = 1;
    reply.role = Role::Assistant;
    reply.content = QString(QChar(0)) + u"with a NUL, \r\n and 😀"_s;
    reply.reasoning = u"Hm."_s;
    reply.state = ReplyState::Stopped;
    reply.finishReason = FinishReason::Length;
    reply.refused = true;
    reply.milestone = true;
    reply.error = u"error"_s;
    reply.model = u"m"_s;
    reply.service = ServiceId::create();
    reply.requestId = u"req_1"_s;
    reply.usage = {.promptTokens = 1, .completionTokens = 2, .cachedTokens = {}, .reasoningTokens = 0};
    reply.createdAt = reply.updatedAt = m_clock.now();

    QVERIFY(m_store->messages().append(conversation, reply));
    reopen();

    QCOMPARE(m_store->messages().find(reply.id).value(), reply);
    const Conversation stored = m_store->conversations().find(conversation).value();
    QCOMPARE(stored.leaf, reply.id);
    QCOMPARE(stored.length, 2);
}

// SQLite would take the line break for the other half of the character.
void tst_ConversationStore::halfACharacterSpoilsNoOther()
{
    const QString halved = u"code"_s + QChar(0xd83d) + u"\n```"_s;
    const Message message = append(createConversation(), {}, halved);
    QCOMPARE(m_store->messages().find(message.id)->content, u"code\uFFFD\n```"_s);
}

void tst_ConversationStore::pagesTheBranchFromItsEnd()
{
    const ConversationId conversation = createConversation();
    MessageId leaf;
    for (int i = 0; i < 10; ++i)
        leaf = append(conversation, leaf, QString::number(i)).id;

    const auto texts = [&](const MessageId &from, int first, int last) {
        QStringList result;
        for (const BranchMessage &message : m_store->messages().branch(from, first, last).value())
            result << message.message.content;
        return result;
    };

    QCOMPARE(texts(leaf, 7, 9), (QStringList {u"7"_s, u"8"_s, u"9"_s}));
    QCOMPARE(texts(leaf, 3, 4), (QStringList {u"3"_s, u"4"_s}));
    QCOMPARE(texts(leaf, 0, 100).size(), 10);
    QCOMPARE(texts(MessageId::create(), 0, 100), QStringList());
}

void tst_ConversationStore::editsMakeAlternatives()
{
    const ConversationId conversation = createConversation();
    const Message first = append(conversation, {}, u"first wording"_s);
    append(conversation, first.id, u"reply"_s, Role::Assistant);
    const Message second = append(conversation, {}, u"second wording"_s);

    const QList<BranchMessage> branch = m_store->messages().branch(second.id, 0, 10).value();

    QCOMPARE(branch.size(), 1);
    QCOMPARE(branch.first().alternative, 1);
    QCOMPARE(branch.first().alternatives, 2);
    QCOMPARE(m_store->messages().alternatives(second.id).value(), (QList {first.id, second.id}));
    QCOMPARE(m_store->messages().find(first.id).value().content, u"first wording"_s);
}

void tst_ConversationStore::findsTheLeafBelowAnAlternative()
{
    const ConversationId conversation = createConversation();
    const Message question = append(conversation, {}, u"q"_s);
    const Message oldReply = append(conversation, question.id, u"a1"_s, Role::Assistant);
    const Message oldEnd = append(conversation, oldReply.id, u"q2"_s);
    const Message newReply = append(conversation, question.id, u"a2"_s, Role::Assistant);

    QCOMPARE(m_store->messages().leafBelow(oldReply.id).value(), oldEnd.id);
    QCOMPARE(m_store->messages().leafBelow(question.id).value(), newReply.id);
    QCOMPARE(m_store->messages().leafBelow(MessageId::create()).error().kind, StoreError::Kind::NotFound);
}

void tst_ConversationStore::listsNewestFirstAndPinnedBeforeAll()
{
    const ConversationId a = createConversation(u"a"_s);
    const ConversationId b = createConversation(u"b"_s);
    const ConversationId c = createConversation(u"c"_s);
    append(a, {}, u"brings it to the front"_s);
    QVERIFY(m_store->conversations().setPinned(b, true));

    QCOMPARE(titles(), (QStringList {u"b"_s, u"a"_s, u"c"_s}));

    QVERIFY(m_store->conversations().setArchived(c, true));
    QCOMPARE(titles(), (QStringList {u"b"_s, u"a"_s}));
    QCOMPARE(titles(ConversationList::Archived), QStringList {u"c"_s});
}

void tst_ConversationStore::pagesTheListWithoutGapsOrRepeats()
{
    QStringList expected;
    for (int i = 0; i < 25; ++i) {
        expected.prepend(QString::number(i));
        createConversation(expected.first());
        m_clock.time -= std::chrono::seconds(1); // all at the same time
    }

    QStringList actual;
    std::optional<ListPosition> position;
    do {
        const ConversationListPage page = m_store->conversations().page({}, 10, position).value();
        for (const ConversationSummary &summary : page.conversations)
            actual << summary.title;
        position = page.next;
    } while (position);

    QCOMPARE(actual, expected);
}

void tst_ConversationStore::neverReplacesAUsersTitle()
{
    const ConversationId id = createConversation(u"first words"_s);

    QVERIFY(m_store->conversations().setTitle(id, u"by the model"_s, TitleSource::Model).value());
    QVERIFY(m_store->conversations().setTitle(id, u"by me"_s, TitleSource::User).value());
    QVERIFY(!m_store->conversations().setTitle(id, u"by the model again"_s, TitleSource::Model).value());

    QCOMPARE(m_store->conversations().find(id)->title, u"by me"_s);
}

void tst_ConversationStore::checkpointsAReply()
{
    const ConversationId conversation = createConversation();
    const Message question = append(conversation, {}, u"q"_s);
    Message reply;
    reply.id = MessageId::create();
    reply.parent = question.id;
    reply.role = Role::Assistant;
    reply.state = ReplyState::Streaming;
    QVERIFY(m_store->messages().append(conversation, reply));

    QVERIFY(m_store->messages().appendToReply(reply.id, u"Hel"_s, u"th"_s));
    QCOMPARE(m_store->messages().find(reply.id)->content, u"Hel"_s);
    reply.state = ReplyState::Complete;
    reply.usage.completionTokens = 1;
    QVERIFY(m_store->messages().finishReply(conversation, reply, u"lo"_s, u"ink"_s));

    const Message stored = m_store->messages().find(reply.id).value();
    QCOMPARE(stored.content, u"Hello"_s);
    QCOMPARE(stored.reasoning, u"think"_s);
    QCOMPARE(stored.state, ReplyState::Complete);
    QCOMPARE(stored.usage, reply.usage);
}

void tst_ConversationStore::thinkingMayHaveANul()
{
    Message reply = append(createConversation(), {}, u"earlier \0"_s);
    const QString thinking = u" ab"_s + QChar(0) + u"cd 😀"_s;
    QVERIFY(m_store->messages().turnContentIntoReasoning(reply.id, reply.content)); // there is none yet
    QVERIFY(m_store->messages().appendToReply(reply.id, thinking, {}));

    QVERIFY(m_store->messages().turnContentIntoReasoning(reply.id, reply.content));

    QCOMPARE(m_store->messages().find(reply.id)->content, reply.content);
    QCOMPARE(m_store->messages().find(reply.id)->reasoning, thinking);
    QVERIFY(m_store->messages().setContent(reply.id, {}));
    QVERIFY(m_store->messages().turnContentIntoReasoning(reply.id, {}));
    QCOMPARE(m_store->messages().find(reply.id)->reasoning, thinking);
}

void tst_ConversationStore::marksRepliesOfADeadProgram()
{
    const ConversationId conversation = createConversation();
    Message reply;
    reply.id = MessageId::create();
    reply.role = Role::Assistant;
    reply.state = ReplyState::Streaming;
    QVERIFY(m_store->messages().append(conversation, reply));
    QVERIFY(m_store->messages().appendToReply(reply.id, u"half"_s, {}));
    reopen();

    QCOMPARE(m_store->messages().interruptStreaming(u"The program ended."_s).value(), 1);

    const Message stored = m_store->messages().find(reply.id).value();
    QCOMPARE(stored.state, ReplyState::Interrupted);
    QCOMPARE(stored.content, u"half"_s);
    QCOMPARE(m_store->search().find(u"half"_s, 10)->size(), 1);
}

// Parts of words have indexes of their own.
void tst_ConversationStore::interruptedReplyIsFoundByParts()
{
    const ConversationId id = createConversation();
    Message reply;
    reply.id = MessageId::create();
    reply.role = Role::Assistant;
    reply.state = ReplyState::Streaming;
    reply.content = u"关于数据库"_s;
    QVERIFY(m_store->messages().append(id, reply));
    QVERIFY(m_store->messages().appendToReply(reply.id, u"索引与 readBufferSize 的说明"_s, {}));

    QCOMPARE(m_store->messages().interruptStreaming(u"Bobbin ended"_s).value(), 1);

    QCOMPARE(m_store->search().find(u"库索引"_s, 10)->size(), 1);
    QCOMPARE(m_store->search().find(u"BufferSize"_s, 10)->size(), 1);
    QCOMPARE(m_store->maintenance().check().value(), QStringList());
}

void tst_ConversationStore::trashCanBeUndoneAndIsEmptiedForGood()
{
    const ConversationId id = createConversation(u"gone"_s);
    const Message message = append(id, {}, u"needle"_s);
    QVERIFY(m_store->drafts().set(id, u"draft"_s));

    QVERIFY(m_store->conversations().setTrashed(id, true));
    QCOMPARE(titles(), QStringList());
    QCOMPARE(titles(ConversationList::Trash), QStringList {u"gone"_s});
    QCOMPARE(m_store->search().find(u"needle"_s, 10)->size(), 0);

    QVERIFY(m_store->conversations().setTrashed(id, false));
    QCOMPARE(titles(), QStringList {u"gone"_s});
    QCOMPARE(m_store->search().find(u"needle"_s, 10)->size(), 1);

    QVERIFY(m_store->conversations().setTrashed(id, true));
    QCOMPARE(m_store->conversations().trashedBefore(m_clock.now())->size(), 0); // not older than this
    const auto trashed = m_store->conversations().trashedBefore(m_clock.now() + std::chrono::seconds(1));
    QCOMPARE(trashed->size(), 1);
    QVERIFY(m_store->conversations().setTrashed(id, false));
    QCOMPARE(m_store->conversations().removeTrashed(trashed.value())->size(), 0);
    QVERIFY(m_store->conversations().setTrashed(id, true));
    QCOMPARE(m_store->conversations()
                 .removeTrashed({{id, m_store->conversations().find(id)->trashedAt.value()}})
                 ->size(),
             1);
    QCOMPARE(m_store->messages().find(message.id).error().kind, StoreError::Kind::NotFound);
    QCOMPARE(m_store->drafts().find(id).value(), QString());
    QCOMPARE(m_store->maintenance().check().value(), QStringList());
}

void tst_ConversationStore::removesADeepTree()
{
    const ConversationId id = createConversation();
    QVERIFY(m_store->atomically([&]() -> Status<StoreError> {
        Message message;
        for (int i = 0; i < 3000; ++i) {
            message.parent = message.id;
            message.id = MessageId::create();
            if (const auto inserted = m_store->messages().insert(id, message); !inserted)
                return inserted;
        }
        return Ok;
    }));

    QVERIFY(m_store->conversations().remove(id));

    QCOMPARE(m_store->messages().count().value(), 0);
}

// What it cost stays in the book.
void tst_ConversationStore::removesWhatBelongsToAConversation()
{
    const ConversationId id = createConversation();
    const Message question = append(id, {}, u"Hi"_s);
    Message reply = append(id, question.id, u"Hello"_s, Role::Assistant);
    reply.usage.promptTokens = 5;
    QVERIFY(m_store->messages().finishReply(id, reply, {}, {}));
    const ServerThread thread {.id = ServerThreadId::create(),
                               .service = ServiceId::create(),
                               .strategy = u"response"_s,
                               .remoteId = u"resp_1"_s,
                               .lastMessage = reply.id,
                               .createdAt = m_clock.now(),
                               .usedAt = m_clock.now(),
                               .lostAt = {},
                               .lostReason = {}};
    QVERIFY(m_store->serverThreads().put(id, thread));
    QVERIFY(m_store->serverThreads().putResponse({reply.id, thread.id, u"resp_1"_s}));
    QVERIFY(m_store->context().setRequest(reply.id, {.sentAt = m_clock.now(), .recipe = {}}));
    QVERIFY(m_store->context().addSummary({.id = createUuid7(m_clock.now()),
                                           .lastMessage = question.id,
                                           .depth = 0,
                                           .model = u"m"_s,
                                           .createdAt = m_clock.now(),
                                           .text = u"They met."_s}));
    QVERIFY(m_store->messages().setTokenCounts(1, {{reply.id, 3}}));

    QVERIFY(m_store->conversations().remove(id));

    QCOMPARE(m_store->messages().count().value(), 0);
    QVERIFY(m_store->serverThreads().of(id)->isEmpty());
    QVERIFY(!m_store->context().request(reply.id).value());
    QVERIFY(m_store->context().summariesOf(id)->isEmpty());
    QCOMPARE(m_store->usage().months()->size(), 1);
    QCOMPARE(m_store->usage().months()->first().sum.promptTokens, 5);
    QCOMPARE(m_store->maintenance().check().value(), QStringList());
}

// Nor is what was spent made less by what cannot be.
void tst_ConversationStore::sumsOfUsageDoNotOverflow()
{
    const ConversationId id = createConversation();
    constexpr qint64 huge = std::numeric_limits<qint64>::max();
    for (const qint64 figure : {huge, huge, -huge, qint64(5)}) {
        QVERIFY(m_store->usage().add(
            {.at = m_clock.now(),
             .conversation = id,
             .service = {},
             .model = u"m"_s,
             .usage = {.promptTokens = figure,
                       .completionTokens = figure > 0 && figure < huge ? std::optional(figure) : std::nullopt,
                       .cachedTokens = {},
                       .reasoningTokens = -1},
             .cost = figure}));
    }

    const auto months = m_store->usage().months();
    const auto own = m_store->usage().ofConversation(id);

    QVERIFY(months);
    QCOMPARE(own.value(), months->constFirst().sum);
    QCOMPARE(own->requests, 4);
    QCOMPARE(own->promptTokens, UsageSum::Most);
    QCOMPARE(own->completionTokens, 5);
    QCOMPARE(own->reasoningTokens, 0);
    QCOMPARE(own->cost, UsageSum::Most);
    UsageSum both = own.value();
    both += own.value();
    QCOMPARE(both.cost, UsageSum::Most);
}

void tst_ConversationStore::changedTextIsNoLongerCounted()
{
    const ConversationId id = createConversation();
    const Message reply = append(id, {}, u"One"_s, Role::Assistant);
    QVERIFY(m_store->messages().setTokenCounts(1, {{reply.id, 3}}));
    QCOMPARE(m_store->messages().outline(reply.id, 1)->first().tokens, 3);

    QVERIFY(m_store->messages().appendToReply(reply.id, u" two"_s, {}));

    QVERIFY(!m_store->messages().outline(reply.id, 1)->first().tokens);
}

void tst_ConversationStore::findsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");

    const QString bread = u"Baking bread"_s;
    const QString qt = u"Qt question"_s;
    QTest::newRow("word of a title") << u"baking"_s << QStringList {bread};
    QTest::newRow("word of a message") << u"sourdough"_s << QStringList {bread};
    QTest::newRow("beginning") << u"sou"_s << QStringList {bread};
    QTest::newRow("one letter") << u"q"_s << QStringList {qt};
    QTest::newRow("finished word is not a beginning") << u"sou "_s << QStringList();
    QTest::newRow("without accents") << u"creme"_s << QStringList {bread};
    QTest::newRow("two words") << u"model view"_s << QStringList {qt};
    QTest::newRow("two words of different messages") << u"model sourdough"_s << QStringList();
    QTest::newRow("newest first") << u"the"_s << QStringList {qt, bread};
    QTest::newRow("punctuation only") << u"?!"_s << QStringList();
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("other branch") << u"superseded"_s << QStringList {qt};
}

void tst_ConversationStore::findsWords()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, found);
    const ConversationId bread = createConversation(u"Baking bread"_s);
    append(bread, {}, u"How is the sourdough fed, and what is crème fraîche?"_s);
    const ConversationId qt = createConversation(u"Qt question"_s);
    append(qt, {}, u"superseded wording"_s);
    append(qt, {}, u"Explain the model/view pattern"_s);

    QStringList actual;
    for (const ConversationSummary &summary : m_store->search().find(text, 10).value())
        actual << summary.title;

    QCOMPARE(actual, found);
}

void tst_ConversationStore::findsAStreamedReplyOnceItHasEnded()
{
    const ConversationId conversation = createConversation();
    Message reply;
    reply.id = MessageId::create();
    reply.role = Role::Assistant;
    reply.state = ReplyState::Streaming;
    QVERIFY(m_store->messages().append(conversation, reply));
    QVERIFY(m_store->messages().appendToReply(reply.id, u"need"_s, {}));
    reply.state = ReplyState::Complete;
    QVERIFY(m_store->messages().finishReply(conversation, reply, u"le in a haystack"_s, {}));

    const QList<ConversationSummary> found = m_store->search().find(u"needle"_s, 10).value();

    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().hit, reply.id);
    QVERIFY(found.first().snippet.contains(QString(QChar(0xE000)) + u"needle"_s + QChar(0xE001)));
    QCOMPARE(m_store->maintenance().check().value(), QStringList());
}

void tst_ConversationStore::survivesHostileQueries()
{
    append(createConversation(), {}, u"NEAR AND OR NOT"_s);
    for (const QString &text : {u"\"unclosed"_s, u"a AND"_s, u"NEAR(a b)"_s, u"title:x"_s, u"*"_s, u"(((("_s,
                                u"'; DROP TABLE messages"_s, u"-a ^b"_s, QString(QChar(0)), u"😀"_s})
        QVERIFY2(m_store->search().find(text, 10).isOk(), qPrintable(text));
    QCOMPARE(m_store->search().find(u"NEAR AND"_s, 10)->size(), 1);
}

void tst_ConversationStore::keepsServicesModelsAndQuirks()
{
    Service service;
    service.id = ServiceId::create();
    service.name = u"Gateway"_s;
    service.baseUrl = QUrl(u"https://gateway.example/v1"_s);
    service.apiKind = ApiKind::Responses;
    service.defaultModel = u"large"_s;
    service.keyAccount = u"Gateway (1234)"_s;
    service.keyHeader = u"api-key"_s;
    service.headers = {{u"X-Team"_s, u"blue, \"quoted\""_s}};
    service.timeouts.idle = std::chrono::seconds(7);
    service.caFile = u"/etc/ca.pem"_s;
    service.network = {.trustedCertificate = QByteArray(32, '\x7F'),
                       .clientCertificate = u"/etc/me.p12"_s,
                       .passphraseAccount = u"Passphrase"_s,
                       .proxy = {.kind = ProxyChoice::Kind::Socks5,
                                 .host = u"proxy.example.com"_s,
                                 .port = 1080,
                                 .user = u"me"_s,
                                 .passwordAccount = u"Proxy password"_s,
                                 .bypass = {u"example.com"_s, u"10.0.0.0/8"_s}}};
    service.makesTitles = false;

    QVERIFY(m_store->services().put(service));
    QVERIFY(m_store->services().setModels(service.id, {u"b"_s, u"a"_s}));
    QVERIFY(m_store->services().setQuirks(service.id, u"a"_s, {{u"x"_s, 1}}));
    QVERIFY(m_store->services().setModels(service.id, {u"a"_s, u"c"_s}));
    reopen();

    QCOMPARE(m_store->services().all().value(), QList {service});
    QCOMPARE(m_store->services().models(service.id).value(), (QStringList {u"a"_s, u"c"_s}));
    QCOMPARE(m_store->services().quirks(service.id, u"a"_s).value(), (QJsonObject {{u"x"_s, 1}}));
    QCOMPARE(m_store->services().quirks(service.id, u"unknown"_s).value(), QJsonObject());

    QVERIFY(m_store->services().remove(service.id));
    QCOMPARE(m_store->services().all()->size(), 0);
}

void tst_ConversationStore::keepsDrafts()
{
    const ConversationId id = createConversation();
    QVERIFY(m_store->drafts().set({}, u"not begun"_s));
    QVERIFY(m_store->drafts().set(id, u"half a thought"_s));
    reopen();

    QCOMPARE(m_store->drafts().find({}).value(), u"not begun"_s);
    QCOMPARE(m_store->drafts().find(id).value(), u"half a thought"_s);
    QVERIFY(m_store->drafts().set(id, {}));
    QCOMPARE(m_store->drafts().find(id).value(), QString());
}

void tst_ConversationStore::keepsFilesPrivate()
{
    append(createConversation(), {}, u"secret"_s);
    const QFileInfoList files = QDir(m_dir->path()).entryInfoList(QDir::Files);

    QVERIFY(files.size() >= 3); // with -wal and -shm
    for (const QFileInfo &file : files) {
        struct stat status {
        };
        QCOMPARE(stat(qPrintable(file.filePath()), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
    }
}

void tst_ConversationStore::backsUp()
{
    const Message message = append(createConversation(), {}, u"kept"_s);
    const QString copy = m_dir->filePath(u"copy.sqlite"_s);
    double share = 0;

    QVERIFY(m_store->maintenance().backUp(copy, [&](double done) {
        share = done;
        return true;
    }));

    QCOMPARE(share, 1.0);
    auto restored = ConversationStore::open(copy, ConversationStore::Access::ReadWrite, m_clock);
    QCOMPARE(restored.value()->messages().find(message.id)->content, u"kept"_s);
    QVERIFY(!m_store->maintenance().backUp(copy)); // never over a file that is there
    const QString cancelled = m_dir->filePath(u"cancelled.sqlite"_s);
    QVERIFY(!m_store->maintenance().backUp(cancelled, [](double) { return false; }));
    QVERIFY(!QFile::exists(cancelled));
}

void tst_ConversationStore::checkFindsDamage()
{
    MessageId leaf;
    const ConversationId id = createConversation();
    for (int i = 0; i < 200; ++i)
        leaf = append(id, leaf, u"some words to fill pages "_s.repeated(20)).id;
    QCOMPARE(m_store->maintenance().check().value(), QStringList());
    m_store.reset();
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write(QByteArray(8192, '\xAA'));
    }

    auto opened = ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock);
    QVERIFY(opened);

    QVERIFY(!opened.value()->maintenance().check()->isEmpty());
}

void tst_ConversationStore::threadAnswersInTheContextsThread()
{
    m_store.reset();
    const auto thread = StoreThread::start(m_path, ConversationStore::Access::ReadWrite, m_clock);
    QVERIFY(thread);
    QThread *workThread = nullptr;
    QThread *answerThread = nullptr;
    qint64 answer = -1;

    thread.value()->run(
        this,
        [&](ConversationStore &store) {
            workThread = QThread::currentThread();
            return store.conversations().count();
        },
        [&](const Result<qint64, StoreError> &count) {
            answerThread = QThread::currentThread();
            answer = count.value();
        });

    QTRY_COMPARE(answer, 0);
    QVERIFY(workThread != QThread::currentThread());
    QCOMPARE(answerThread, QThread::currentThread());
}

void tst_ConversationStore::threadDropsAnswersForTheDead()
{
    m_store.reset();
    const auto thread = StoreThread::start(m_path, ConversationStore::Access::ReadWrite, m_clock);
    bool answered = false;
    bool done = false;
    auto context = std::make_unique<QObject>();

    thread.value()->run(
        context.get(), [](ConversationStore &store) { return store.conversations().count(); },
        [&](const Result<qint64, StoreError> &) { answered = true; });
    context.reset();
    thread.value()->run(
        this, [](ConversationStore &store) { return store.conversations().count(); },
        [&](const Result<qint64, StoreError> &) { done = true; });

    QTRY_VERIFY(done);
    QVERIFY(!answered);
}

void tst_ConversationStore::aLongSearchCanBeInterrupted()
{
    m_store.reset();
    const auto thread = StoreThread::start(m_path, ConversationStore::Access::ReadWrite, m_clock);
    std::atomic<bool> started = false;
    std::optional<StoreError> error;

    // Reading in an endless loop stands for a long statement: it ends only by the interruption.
    thread.value()->run(
        this,
        [&](ConversationStore &store) -> Result<qint64, StoreError> {
            while (true) {
                started = true;
                if (const auto count = store.messages().count(); !count)
                    return count;
            }
        },
        [&](const Result<qint64, StoreError> &result) { error = result.error(); });
    QTRY_VERIFY(started);
    while (!error) {
        thread.value()->interrupt();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }

    QCOMPARE(error->kind, StoreError::Kind::Interrupted);

    // The statement works again, also if it was interrupted while it was being prepared.
    std::optional<Result<qint64, StoreError>> count;
    thread.value()->run(
        this, [](ConversationStore &store) { return store.messages().count(); },
        [&](const Result<qint64, StoreError> &result) { count = result; });
    QTRY_VERIFY(count);
    QVERIFY(count->isOk());
}

QTEST_GUILESS_MAIN(tst_ConversationStore)
#include "tst_conversationstore.moc"
