#include "context/tokencounter.h"
#include "delivery.h"
#include "scriptedserver.h"
#include "session/chatsession.h"
#include "testworkspace.h"
#include "tokens/tokenizer.h"
#include "turnplan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>

using namespace bobbin;
using namespace Qt::StringLiterals;

// What is sent of a conversation that is far longer than the model's window.
class tst_Budget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fiveThousandTurnsFit_data();
    void fiveThousandTurnsFit();
    void countsAreKept();
    void estimateLearnsFromTheService();
    void estimateForgetsWhatServicesAdd();
    void onlyWholeSummariesAreKept_data();
    void onlyWholeSummariesAreKept();
    void summaryOfWhatWasDeletedMeanwhileIsNotKept();
    void summaryLeavesRoomToThink();
    void summaryIsOfWhatTheModelIsGiven_data();
    void summaryIsOfWhatTheModelIsGiven();
    void textThatCannotBeReadIsNotLeftOut();
    void sentTurnIsShownThoughMessagesWereDeleted_data();
    void sentTurnIsShownThoughMessagesWereDeleted();
    void deletedSummaryIsNotReplacedByALaterOne();
};

namespace {

ScriptedServer::Answer answer(int promptTokens)
{
    const QByteArray usage = QByteArray::number(promptTokens);
    return ScriptedServer::stream(
        {R"({"choices":[{"index":0,"delta":{"content":"Well."}}]})",
         R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})",
         R"({"choices":[],"usage":{"prompt_tokens":)" + usage + R"(,"completion_tokens":2}})", "[DONE]"});
}

QJsonArray messagesOf(const ScriptedServer::Request &request)
{
    return QJsonDocument::fromJson(request.body).object().value("messages"_L1).toArray();
}

// OpenAI's published formula, by the tokenizer alone.
qint64 officialCount(const QJsonArray &messages, const Tokenizer &tokenizer)
{
    qint64 tokens = 3;
    for (const QJsonValue &message : messages)
        tokens += 3 + tokenizer.count(message[u"role"].toString())
            + tokenizer.count(message[u"content"].toString());
    return tokens;
}

QStringList fiveThousandTurns()
{
    QStringList texts;
    for (int i = 0; i < 5000; ++i) {
        texts
            << u"Question %1: what does `std::move` do with 変数 number %2? 😀"_s.arg(i).arg(i * 7919)
            << u"Answer %1. It casts to an rvalue reference; nothing is moved by itself.\n\n```cpp\nauto b = std::move(a);\n```"_s
                   .arg(i);
    }
    return texts;
}

void finish(ChatSession *session, const QString &text)
{
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(text);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
}

bool isForSummary(const ScriptedServer::Request &request)
{
    return request.body.contains("Summarize the conversation above");
}

ScriptedServer::Answer summary(const QByteArray &text, const QByteArray &finishReason)
{
    return ScriptedServer::stream({R"({"choices":[{"index":0,"delta":{"content":")" + text + R"("}}]})",
                                   R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + finishReason
                                       + R"("}],"usage":{"prompt_tokens":500,"completion_tokens":600}})",
                                   "[DONE]"});
}

// The background has time for what it may do after a reply.
void finishAndWait(TestWorkspace &workspace, ChatSession *session, const QString &text)
{
    finish(session, text);
    QTest::qWait(400); // beyond the pause of the meter
    workspace.settle();
}

// From now on the history cannot give the text of messages that is `text`.
void failToRead(const QString &database, const QString &text)
{
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"failing"_s);
        connection.setDatabaseName(database);
        QVERIFY(connection.open());
        QSqlQuery query(connection);
        QVERIFY(query.exec(
            u"SELECT group_concat(name) FROM pragma_table_info('messages') WHERE name <> 'content'"_s));
        QVERIFY(query.next());
        const QString others = query.value(0).toString();
        QVERIFY(query.exec(u"ALTER TABLE messages RENAME TO all_messages"_s));
        // Text that is no JSON gives an error.
        QVERIFY(query.exec(
            u"CREATE VIEW messages AS SELECT %1, CASE content WHEN '%2' THEN json(content) ELSE content END"
            " AS content FROM all_messages"_s.arg(others, text)));
    }
    QSqlDatabase::removeDatabase(u"failing"_s);
}

// A conversation that is longer than the window of its model.
ChatSession *openLong(TestWorkspace &workspace, const ServiceId &service, qint64 window)
{
    QStringList texts;
    for (int i = 0; i < 20; ++i)
        texts << u"Question %1. "_s.arg(i) + u"word "_s.repeated(100) << u"Answer %1."_s.arg(i);
    ChatSession *session = workspace.library->session(workspace.addConversation(u"Long"_s, texts));
    if (!QTest::qWaitFor([session] { return session->isOpen(); }))
        return nullptr;
    session->setModel(service, u"a-local-model"_s);
    session->setModelFigures(window, 0, 0);
    return QTest::qWaitFor([session] { return session->meter()->state().leftOut > 0; }) ? session : nullptr;
}

} // namespace

void tst_Budget::fiveThousandTurnsFit_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<Encoding>("encoding");
    QTest::newRow("cl100k_base") << u"gpt-4"_s << Encoding::Cl100k;
    QTest::newRow("o200k_base") << u"gpt-4o"_s << Encoding::O200k;
}

void tst_Budget::fiveThousandTurnsFit()
{
    QFETCH(const QString, model);
    QFETCH(const Encoding, encoding);
    const Tokenizer *tokenizer = Tokenizer::get(encoding);
    if (!tokenizer)
        QSKIP("built without the ranks of the tokens");
    constexpr int Window = 8192;
    ScriptedServer server;
    server.setAnswers({answer(4000)});
    TestWorkspace workspace;
    const ServiceId service = workspace.addService(server.url(u"/v1"_s));
    const ConversationId id = workspace.addConversation(u"Long"_s, fiveThousandTurns());
    const MessageId milestone = workspace.storedMessages(id).at(3).id;
    ChatSession *session = workspace.library->session(id);
    QTRY_VERIFY(session->isOpen());
    session->setModel(service, model);
    session->setModelFigures(Window, 0, 0);
    session->setInstructions(u"Be brief."_s);
    session->showMessage(milestone);
    QTRY_VERIFY(session->transcript()->rowOf(milestone) >= 0);
    session->setMilestone(milestone, true);

    finish(session, u"And what came last?"_s);

    QVERIFY(!server.requests().isEmpty());
    const QJsonArray messages = messagesOf(server.requests().first());
    QCOMPARE(messages.first()[u"content"].toString(), u"Be brief."_s);
    QCOMPARE(messages.last()[u"content"].toString(), u"And what came last?"_s);
    QVERIFY(messages.at(messages.size() - 2)[u"content"].toString().startsWith("Answer 4999."_L1));
    const bool hasMilestone = std::any_of(messages.begin(), messages.end(), [](const QJsonValue &message) {
        return message[u"content"].toString().startsWith("Answer 1."_L1);
    });
    QVERIFY(hasMilestone);
    const qint64 counted = officialCount(messages, *tokenizer);
    QVERIFY2(counted > Window / 2 && counted <= Window, qPrintable(QString::number(counted)));

    std::optional<SentTurn> sent;
    const MessageId reply = session->transcript()->messageAt(session->transcript()->rowCount() - 1).id;
    session->readSent(reply, this, [&](const std::optional<SentTurn> &turn) { sent = turn; });
    QTRY_VERIFY(sent);
    QCOMPARE(sent->tokens, counted);
    QVERIFY(sent->isExact);
    QVERIFY(sent->leftOut > 9000);
    QCOMPARE(sent->requests.first().body, server.requests().first().body);
}

// The texts of a long branch are read once for their tokens and never again.
void tst_Budget::countsAreKept()
{
    ScriptedServer server;
    server.setAnswers({answer(100)});
    TestWorkspace workspace;
    const ServiceId service = workspace.addService(server.url(u"/v1"_s));
    const ConversationId id =
        workspace.addConversation(u"Some"_s, {u"one"_s, u"two"_s, u"three"_s, u"four"_s});
    ChatSession *session = workspace.library->session(id);
    QTRY_VERIFY(session->isOpen());
    session->setModel(service, u"a-local-model"_s);
    const MessageId leaf = session->conversation().leaf;

    finish(session, u"five"_s);
    workspace.settle();

    QList<BranchEntry> outline;
    workspace.reader->run(
        this, [leaf](ConversationStore &store) { return store.messages().outline(leaf, 0); },
        [&](const Result<QList<BranchEntry>, StoreError> &read) { outline = read.value(); });
    workspace.settle();
    QCOMPARE(outline.size(), 4);
    for (const BranchEntry &entry : outline)
        QVERIFY(entry.tokens.has_value());
}

// A service that counts twice as many tokens as the estimate is believed from then on.
void tst_Budget::estimateLearnsFromTheService()
{
    ScriptedServer server;
    TestWorkspace workspace;
    const ServiceId service = workspace.addService(server.url(u"/v1"_s));
    ChatSession *session = workspace.library->begin(service, u"a-local-model"_s);
    const QString text = u"word "_s.repeated(400);
    const qint64 estimate = 3 + 4 + text.size() / 4;
    server.setAnswers({answer(static_cast<int>(2 * estimate))});

    finish(session, text);

    QTRY_VERIFY2(session->meter()->state().tokens > estimate * 19 / 10,
                 qPrintable(QString::number(session->meter()->state().tokens)));
    QVERIFY(!session->meter()->state().isExact);
}

// A service may put long instructions of its own before every request, and give that up again.
void tst_Budget::estimateForgetsWhatServicesAdd()
{
    constexpr qint64 Estimate = 100;
    TestWorkspace workspace;
    const ServiceId service = workspace.addService(QUrl(u"http://127.0.0.1:1/v1"_s));
    QList<double> factors;
    std::optional<bool> isKept;
    workspace.writer->run(
        this,
        [&factors, service](ConversationStore &store) {
            const QString model = u"a-local-model"_s;
            for (int i = 0; i < 24; ++i) {
                DeliveryOutcome outcome;
                outcome.asked = model;
                outcome.model = readModel(store, service, model);
                const TokenCounter counter(model, outcome.model.details.tokenFactor);
                outcome.context.tokens = counter.corrected(Estimate);
                outcome.result.usage.promptTokens = i < 20 ? 30 * outcome.context.tokens : Estimate;
                if (!keepTokenFactor(store, service, outcome).isOk())
                    return false;
                factors << readModel(store, service, model).details.tokenFactor;
            }
            return true;
        },
        [&isKept](bool kept) { isKept = kept; });
    QTRY_VERIFY(isKept);
    QVERIFY(*isKept);

    QVERIFY(*std::max_element(factors.begin(), factors.end()) <= 4);
    QVERIFY2(factors.last() < 2, qPrintable(QString::number(factors.last())));
}

void tst_Budget::onlyWholeSummariesAreKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("finishReason");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("whole") << QByteArray("They met.") << QByteArray("stop") << true;
    QTest::newRow("cut") << QByteArray("They met and") << QByteArray("length") << false;
    QTest::newRow("filtered") << QByteArray("They met and") << QByteArray("content_filter") << false;
    QTest::newRow("thought only") << QByteArray() << QByteArray("length") << false;
}

// One that could not be used is paid for all the same, and not asked for again after each reply.
void tst_Budget::onlyWholeSummariesAreKept()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, finishReason);
    QFETCH(const bool, isKept);
    ScriptedServer server;
    int summaries = 0;
    server.setRouter([&](const ScriptedServer::Request &request) {
        summaries += isForSummary(request) ? 1 : 0;
        return isForSummary(request) ? summary(text, finishReason) : answer(1400);
    });
    TestWorkspace workspace;
    ChatSession *session = openLong(workspace, workspace.addService(server.url(u"/v1"_s)), 2000);
    QVERIFY(session);

    finishAndWait(workspace, session, u"And then?"_s);
    QTRY_COMPARE(summaries, 1);
    std::optional<UsageSum> usage;
    session->readUsage(this, [&](const Result<UsageSum, StoreError> &sum) { usage = sum.value(); });
    QTRY_VERIFY(usage);
    QCOMPARE(usage->requests, 2);
    QCOMPARE(session->meter()->state().hasSummary, isKept);
    if (isKept)
        return;

    finishAndWait(workspace, session, u"And then?"_s);
    finishAndWait(workspace, session, u"And then?"_s);

    QCOMPARE(summaries, 1);
    QVERIFY(!session->meter()->state().hasSummary);
}

// Another one is asked for after the next reply.
void tst_Budget::summaryOfWhatWasDeletedMeanwhileIsNotKept()
{
    ScriptedServer server;
    TestWorkspace workspace;
    ChatSession *session = openLong(workspace, workspace.addService(server.url(u"/v1"_s)), 2000);
    QVERIFY(session);
    const MessageId second = workspace.storedMessages(session->id()).at(1).id;
    int summaries = 0;
    server.setRouter([&](const ScriptedServer::Request &request) {
        if (!isForSummary(request))
            return answer(1400);
        if (++summaries == 1)
            workspace.library->organizer().deleteMessage(session->id(), second,
                                                         MessageRemoval::Scope::Message);
        return summary("They met.", "stop");
    });

    finishAndWait(workspace, session, u"And then?"_s);
    QTRY_COMPARE(summaries, 1);
    finishAndWait(workspace, session, u"And then?"_s);
    QTRY_COMPARE(summaries, 2);
    QTRY_VERIFY(session->meter()->state().hasSummary);

    const auto requests = server.requests();
    for (const ScriptedServer::Request &request : requests) {
        if (!isForSummary(request))
            QVERIFY(!request.body.contains("They met."));
    }
}

// What a model thinks before it writes is taken from the same allowance.
void tst_Budget::summaryLeavesRoomToThink()
{
    ScriptedServer server;
    QJsonObject asked;
    server.setRouter([&](const ScriptedServer::Request &request) {
        if (!isForSummary(request))
            return answer(2100);
        asked = QJsonDocument::fromJson(request.body).object();
        return summary("They met.", "stop");
    });
    TestWorkspace workspace;
    ChatSession *session = openLong(workspace, workspace.addService(server.url(u"/v1"_s)), 3000);
    QVERIFY(session);

    finish(session, u"And then?"_s);

    QTRY_VERIFY(!asked.isEmpty());
    const int room = asked.value("max_tokens"_L1).toInt(asked.value("max_completion_tokens"_L1).toInt());
    QVERIFY2(room > 1000 && room < 1500, qPrintable(QString::number(room)));
}

void tst_Budget::summaryIsOfWhatTheModelIsGiven_data()
{
    QTest::addColumn<int>("previous"); // words of the summary that is there
    QTest::addColumn<bool>("isWished");
    QTest::newRow("short") << 40 << true;
    QTest::newRow("nearly all that is taken at once") << 380 << false;
    QTest::newRow("longer than that") << 1000 << false;
}

// A message of which there is room for a few characters only would be lost with the next summary.
void tst_Budget::summaryIsOfWhatTheModelIsGiven()
{
    QFETCH(const int, previous);
    QFETCH(const bool, isWished);
    constexpr qint64 Kept = 500; // tokens, of which a word is more than one
    TestWorkspace workspace;
    const ServiceId service = workspace.addService(QUrl(u"http://127.0.0.1:1/v1"_s));
    const QString longest = u"What was said. "_s.repeated(400);
    const ConversationId id =
        workspace.addConversation(u"Long"_s, {u"one"_s, u"two"_s, longest, u"four"_s, longest, u"six"_s});
    const QList<Message> stored = workspace.storedMessages(id);
    const TurnQuestion question {.conversation = workspace.storedConversation(id),
                                 .service = *workspace.services->find(service),
                                 .model = u"a-local-model"_s,
                                 .strategy = Strategy::FullHistory,
                                 .reply = stored.last(),
                                 .now = workspace.clock.now(),
                                 .draft = {}};
    const Summary summary {.id = QUuid::createUuid(),
                           .lastMessage = stored.at(1).id,
                           .depth = 1,
                           .model = u"a-local-model"_s,
                           .createdAt = workspace.clock.now(),
                           .text = u"word "_s.repeated(previous)};
    std::optional<SummaryWish> wish;
    std::optional<bool> isRead;
    workspace.writer->run(
        this,
        [&wish, question, summary](ConversationStore &store) {
            if (!store.context().addSummary(summary).isOk())
                return false;
            const auto found = findSummaryWish(store, question, {.needed = Kept, .kept = Kept});
            if (found)
                wish = found.value();
            return found.isOk();
        },
        [&isRead](bool read) { isRead = read; });
    QTRY_VERIFY(isRead);
    QVERIFY(*isRead);

    QCOMPARE(wish.has_value(), isWished);
    if (isWished)
        QVERIFY(estimateTokens(wish->messages.value(1).content) >= Kept / 2);
}

// A message that is missing without a word would be an answer to something else.
void tst_Budget::textThatCannotBeReadIsNotLeftOut()
{
    TestWorkspace workspace;
    const ServiceId service = workspace.addService(QUrl(u"http://127.0.0.1:1/v1"_s));
    const ConversationId id = workspace.addConversation(u"Two"_s, {u"one"_s, u"two"_s});
    failToRead(workspace.database(), u"one"_s);
    const TurnQuestion question {.conversation = workspace.storedConversation(id),
                                 .service = *workspace.services->find(service),
                                 .model = u"a-local-model"_s,
                                 .strategy = Strategy::FullHistory,
                                 .reply = {},
                                 .now = workspace.clock.now(),
                                 .draft = u"three"_s};
    std::optional<bool> isPlanned;
    workspace.reader->run(
        this,
        [question](ConversationStore &store) {
            TurnQuestion chain = question;
            chain.strategy = Strategy::Response;
            return planTurn(store, question).isOk() || planPriming(store, chain).isOk();
        },
        [&](bool planned) { isPlanned = planned; });
    QTRY_VERIFY(isPlanned);

    QVERIFY(!*isPlanned);
}

void tst_Budget::sentTurnIsShownThoughMessagesWereDeleted_data()
{
    QTest::addColumn<QList<int>>("deleted"); // places on the branch; 4 is a milestone
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("left out") << QList {1} << true;
    QTest::newRow("two left out") << QList {5, 2} << true;
    QTest::newRow("the milestone") << QList {4} << false;
    QTest::newRow("within the newest turns") << QList {37} << false;
    QTest::newRow("the last that was kept") << QList {40} << false;
    QTest::newRow("left out, and within") << QList {38, 1} << false;
}

// What is shown is what was sent, without what is no longer there, and never anything else.
void tst_Budget::sentTurnIsShownThoughMessagesWereDeleted()
{
    QFETCH(const QList<int>, deleted);
    QFETCH(const bool, isWhole);
    ScriptedServer server;
    server.setAnswers({answer(1400)});
    TestWorkspace workspace;
    const ServiceId service = workspace.addService(server.url(u"/v1"_s));
    ChatSession *session = openLong(workspace, service, 2000);
    QVERIFY(session);
    const MessageId milestone = workspace.storedMessages(session->id()).at(4).id;
    session->setMilestone(milestone, true);
    workspace.settle();
    finish(session, u"And then?"_s);
    const QList<Message> stored = workspace.storedMessages(session->id());
    QStringList expected;
    for (const QJsonValue &message : messagesOf(server.requests().first()))
        expected << message[u"content"].toString().split(u"\n\n"_s);

    for (const int place : deleted) {
        expected.removeAll(stored.at(place).content);
        workspace.writer->run([id = session->id(), message = stored.at(place).id](ConversationStore &store) {
            (void)store.removal().remove(id, message, MessageRemoval::Scope::Message, {});
        });
    }
    workspace.settle();
    std::optional<SentTurn> sent;
    session->readSent(stored.last().id, this, [&](const std::optional<SentTurn> &turn) { sent = turn; });
    QTRY_VERIFY(sent);

    QStringList shown;
    for (const ChatMessage &message : sent->messages)
        shown << message.content.split(u"\n\n"_s);
    QCOMPARE(shown, expected);
    QCOMPARE(sent->isWhole, isWhole);
}

void tst_Budget::deletedSummaryIsNotReplacedByALaterOne()
{
    ScriptedServer server;
    int summaries = 0;
    server.setRouter([&](const ScriptedServer::Request &request) {
        if (!isForSummary(request))
            return answer(1400);
        return summary("Summary " + QByteArray::number(++summaries), "stop");
    });
    TestWorkspace workspace;
    ChatSession *session = openLong(workspace, workspace.addService(server.url(u"/v1"_s)), 2000);
    QVERIFY(session);
    finishAndWait(workspace, session, u"And then?"_s);
    QTRY_COMPARE(summaries, 1);
    finishAndWait(workspace, session, u"And then?"_s);
    const MessageId reply = session->conversation().leaf;
    QVERIFY(server.requests().last().body.contains("Summary 1"));

    workspace.writer->run([id = session->id()](ConversationStore &store) {
        const QList<Summary> known = store.context().summariesOf(id).value();
        Summary later = known.first();
        later.id = QUuid::createUuid();
        later.text = u"Summary of another day"_s;
        (void)store.removal().remove(id, known.first().lastMessage, MessageRemoval::Scope::Message, {});
        later.lastMessage = store.messages().outline(store.conversations().find(id)->leaf, 0)->at(2).id;
        (void)store.context().addSummary(later);
    });
    workspace.settle();
    std::optional<SentTurn> sent;
    session->readSent(reply, this, [&](const std::optional<SentTurn> &turn) { sent = turn; });
    QTRY_VERIFY(sent);

    QVERIFY(!sent->isWhole);
    for (const ChatMessage &message : std::as_const(sent->messages))
        QVERIFY2(!message.content.contains("Summary"_L1), qPrintable(message.content));
}

QTEST_MAIN(tst_Budget)

#include "tst_budget.moc"
