#include "completionfixture.h"

#include <QPointer>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedServer::Answer;
using End = ScriptedServer::End;
using Kind = CompletionError::Kind;

// How messages get into a thread, and what a run becomes.
class tst_AssistantsBackend : public QObject, private CompletionFixture
{
    Q_OBJECT
public:
    tst_AssistantsBackend() : CompletionFixture(ApiKind::Assistants) { }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void addsMessagesAndStartsARun();
    void sendsParameters();
    void startsOnlyTheRun();
    void labelsWhatTheApiDoesNotKnow();
    void completesStreams_data();
    void completesStreams();
    void completesStreamsByteByByte_data() { completesStreams_data(); }
    void completesStreamsByteByByte();
    void isInterruptedWhereverItIsCut();
    void correctsWhatWasShown();
    void readsUsage();
    void pollsServersThatDoNotStream_data();
    void pollsServersThatDoNotStream();
    void readsTheAnswerInAnyOrder_data();
    void readsTheAnswerInAnyOrder();
    void readsTheAnswerOfAStreamWithoutText_data();
    void readsTheAnswerOfAStreamWithoutText();
    void outlivesFailedPolls();
    void doesNotPollForEver();
    void endsAsTheRunEnds_data();
    void endsAsTheRunEnds();
    void saysThatTheThreadIsTooLong();
    void failsBeforeTheRun_data();
    void failsBeforeTheRun();
    void neverAddsAMessageTwice();
    void asksForTheThreadInDoubt();
    void losesTheThreadInMidRun();
    void keepsWhatWasShownOfALostThread();
    void cancelsTheRun_data();
    void cancelsTheRun();
    void cancelsNoRunThatHasEnded();
    void cancelsARunThatWaitsForTools();
    void learnsQuirks();
    void canBeDeletedWhenTheMessagesAreTaken();

private:
    CompletionReply *ask(const QList<ChatMessage> &messages = {{Role::User, u"Hi"_s}});
    CompletionReply *run() { return ask({}); }
};

static const Answer added =
    ScriptedServer::json(200, R"({"id":"msg_1","object":"thread.message","role":"user"})");

static QByteArray runObject(const QByteArray &status, const QByteArray &fields = {})
{
    return R"({"id":"run_1","object":"thread.run","model":"m-7","status":")" + status + '"'
        + (fields.isEmpty() ? fields : ',' + fields) + '}';
}

static Answer runAnswer(const QByteArray &status, const QByteArray &fields = {})
{
    Answer answer = ScriptedServer::json(200, runObject(status, fields));
    answer.headers << std::pair<QByteArray, QByteArray>("openai-poll-after-ms", "1");
    return answer;
}

static QByteArray eventOf(const QByteArray &name, const QByteArray &data)
{
    return "event: " + name + "\ndata: " + data + "\n\n";
}

static QByteArray runEvent(const QByteArray &status, const QByteArray &fields = {})
{
    return eventOf("thread.run." + status, runObject(status, fields));
}

static QByteArray delta(const QByteArray &text, const QByteArray &id = "msg_2")
{
    return eventOf("thread.message.delta",
                   R"({"id":")" + id
                       + R"(","object":"thread.message.delta","delta":{"content":[{"index":0,"type":"text",)"
                         R"("text":{"value":")"
                       + text + R"(","annotations":[]}}]}})");
}

static QByteArray messageObject(const QByteArray &id, const QByteArray &role, const QByteArray &text,
                                int time = 0)
{
    return R"({"id":")" + id + R"(","object":"thread.message","created_at":)" + QByteArray::number(time)
        + R"(,"role":")" + role + R"(","content":[{"type":"text","text":{"value":")" + text + R"("}}]})";
}

static QByteArray messageCompleted(const QByteArray &text, const QByteArray &id = "msg_2")
{
    return eventOf("thread.message.completed", messageObject(id, "assistant", text));
}

static const QByteArray done = eventOf("done", "[DONE]");

static Answer stream(const QList<QByteArray> &events, End end = End::Close)
{
    return {.headers = {{"Content-Type", "text/event-stream"}}, .pieces = events, .end = end};
}

static Answer list(const QList<QByteArray> &messages, const QByteArray &fields = R"("has_more":false)")
{
    return ScriptedServer::json(200,
                                R"({"object":"list","data":[)" + messages.join(',') + "]," + fields + '}');
}

CompletionReply *tst_AssistantsBackend::ask(const QList<ChatMessage> &messages)
{
    return complete({.messages = messages,
                     .strategy = Strategy::Thread,
                     .threadId = u"thread_1"_s,
                     .assistant = u"asst_1"_s});
}

void tst_AssistantsBackend::addsMessagesAndStartsARun()
{
    m_server->setAnswers(
        {added, added, stream({runEvent("queued"), delta("Hello"), runEvent("completed"), done})});

    CompletionRecorder recorder(
        ask({{Role::User, u"One"_s}, {Role::Assistant, QString()}, {Role::Assistant, u"Two"_s}}));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
    QCOMPARE(recorder.taken, 1);
    QCOMPARE(asked(),
             (QStringList {u"POST /threads/thread_1/messages"_s, u"POST /threads/thread_1/messages"_s,
                           u"POST /threads/thread_1/runs"_s}));
    for (const ScriptedServer::Request &request : m_server->requests())
        QCOMPARE(request.header("OpenAI-Beta"), "assistants=v2");
    QCOMPARE(m_server->requests().at(0).body, R"({"content":"One","role":"user"})");
    QCOMPARE(m_server->requests().at(1).body, R"({"content":"Two","role":"assistant"})");
    QCOMPARE(m_server->requests().at(2).body, R"({"assistant_id":"asst_1","stream":true})");
}

void tst_AssistantsBackend::sendsParameters()
{
    m_server->setAnswers({stream({delta("a"), runEvent("completed"), done})});
    const CompletionRequest request {
        .model = u"m"_s,
        .instructions = u"Be nice."_s,
        .parameters = {.temperature = 0.5, .topP = 0.25, .maxOutputTokens = 7, .reasoningEffort = u"low"_s},
        .strategy = Strategy::Thread,
        .threadId = u"thread_1"_s,
        .assistant = u"asst_1"_s,
    };

    CompletionRecorder recorder(complete(request));

    QTRY_VERIFY(recorder.hasEnded());
    const QJsonDocument expected = QJsonDocument::fromJson(
        R"({"assistant_id":"asst_1","model":"m","instructions":"Be nice.","stream":true,"temperature":0.5,
            "top_p":0.25,"max_completion_tokens":256,"reasoning_effort":"low"})");
    QCOMPARE(sentBody(), expected.object());
}

void tst_AssistantsBackend::startsOnlyTheRun()
{
    m_server->setAnswers({stream({delta("a"), runEvent("completed"), done})});

    CompletionRecorder recorder(run());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(asked(), QStringList {u"POST /threads/thread_1/runs"_s});
    QCOMPARE(recorder.taken, 0);
}

void tst_AssistantsBackend::labelsWhatTheApiDoesNotKnow()
{
    m_server->setAnswers({added, stream({delta("a"), runEvent("completed"), done})});

    CompletionRecorder recorder(ask({{Role::System, u"Now briefly."_s}}));

    QTRY_VERIFY(recorder.result);
    QCOMPARE(sentBody().value("role"_L1).toString(), u"user"_s);
    QCOMPARE(sentBody().value("content"_L1).toString(), u"[System message]\n\nNow briefly."_s);
}

void tst_AssistantsBackend::completesStreams_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("text");
    QTest::addColumn<FinishReason>("reason");

    const auto row = [](const char *name, const QList<QByteArray> &events, const QString &text,
                        FinishReason reason = FinishReason::Stop) {
        QTest::newRow(name) << stream(events) << text << reason;
    };
    const QByteArray incomplete = R"("incomplete_details":{"reason":"max_completion_tokens"})";
    row("OpenAI",
        {eventOf("thread.created", R"({"id":"thread_1","object":"thread"})"), runEvent("created"),
         runEvent("queued"), runEvent("in_progress"),
         eventOf("thread.run.step.created", R"({"object":"thread.run.step"})"),
         eventOf("thread.message.created", R"({"id":"msg_2","role":"assistant","content":[]})"), delta("Hel"),
         delta("lo"), messageCompleted("Hello"),
         eventOf("thread.run.step.completed", R"({"object":"thread.run.step","status":"completed"})"),
         runEvent("completed"), done},
        u"Hello"_s);
    row("two messages",
        {delta("One"), messageCompleted("One"), delta("Two", "msg_3"), messageCompleted("Two", "msg_3"),
         runEvent("completed"), done},
        u"One\n\nTwo"_s);
    row("only whole messages", {messageCompleted("Hello"), runEvent("completed"), done}, u"Hello"_s);
    row("without the last event", {delta("a"), runEvent("completed")}, u"a"_s);
    row("done in its own words", {delta("a"), runEvent("completed"), eventOf("done", "{}")}, u"a"_s);
    row("no event names",
        {"data: " + messageObject("msg_2", "assistant", "Hello") + "\n\ndata: " + runObject("completed")
         + "\n\ndata: [DONE]\n\n"},
        u"Hello"_s);
    row("messages of the user",
        {eventOf("thread.message.completed", messageObject("msg_1", "user", "Hi")), delta("a"),
         runEvent("completed"), done},
        u"a"_s);
    row("too long", {delta("a"), runEvent("incomplete", incomplete), done}, u"a"_s, FinishReason::Length);
    row("unknown events",
        {eventOf("thread.sparkle", "{}"), eventOf("ping", "{}"), delta("a"), runEvent("completed"), done},
        u"a"_s);
}

void tst_AssistantsBackend::completesStreams()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    CompletionRecorder recorder(run());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY2(recorder.result, qPrintable(recorder.error ? recorder.error->code : QString()));
    QTEST(recorder.text, "text");
    QTEST(recorder.result->finishReason, "reason");
    QCOMPARE(recorder.replacements, 0);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_AssistantsBackend::completesStreamsByteByByte()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer.cutIntoBytes()});

    CompletionRecorder recorder(run());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.result);
    QTEST(recorder.text, "text");
    QTEST(recorder.result->finishReason, "reason");
}

void tst_AssistantsBackend::isInterruptedWhereverItIsCut()
{
    const QByteArray body =
        runEvent("queued") + delta("Hel") + delta("lo") + messageCompleted("Hello") + runEvent("completed");
    for (qsizetype size = runEvent("queued").size(); size <= body.size(); ++size) {
        m_server->setAnswers({Answer {.pieces = {body.first(size)}}});

        const CompletionReply *reply = run();
        CompletionRecorder recorder(reply);
        waitForEnd(reply);

        const bool isWhole = size >= body.size() - 2; // the line ends are not needed
        QCOMPARE(recorder.result.has_value(), isWhole);
        QVERIFY(u"Hello"_s.startsWith(recorder.text));
        if (isWhole)
            QCOMPARE(recorder.text, u"Hello"_s);
        else
            QCOMPARE(recorder.error->kind, Kind::Interrupted);
    }
}

void tst_AssistantsBackend::correctsWhatWasShown()
{
    m_server->setAnswers({stream({delta("Hxl"), messageCompleted("Hello"), runEvent("completed"), done})});

    CompletionRecorder recorder(run());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
    QCOMPARE(recorder.replacements, 1);
}

void tst_AssistantsBackend::readsUsage()
{
    m_server->setAnswers({stream(
        {delta("a"), runEvent("completed", R"("usage":{"prompt_tokens":3,"completion_tokens":5})"), done})});

    CompletionRecorder recorder(run());

    QTRY_VERIFY(recorder.result);
    const Usage expected {
        .promptTokens = 3, .completionTokens = 5, .cachedTokens = {}, .reasoningTokens = {}};
    QCOMPARE(recorder.result->usage, expected);
    QCOMPARE(recorder.result->model, u"m-7"_s);
}

void tst_AssistantsBackend::pollsServersThatDoNotStream_data()
{
    QTest::addColumn<QList<Answer>>("answers");
    QTest::addColumn<FinishReason>("reason");
    QTest::addColumn<int>("polls");

    const QByteArray incomplete = R"("incomplete_details":{"reason":"max_completion_tokens"})";
    Answer lineEnded = runAnswer("queued");
    lineEnded.pieces << "\n";
    QTest::newRow("completed at once") << QList {runAnswer("completed")} << FinishReason::Stop << 0;
    QTest::newRow("completed later") << QList {runAnswer("queued"), runAnswer("in_progress"),
                                               runAnswer("in_progress"), runAnswer("completed")}
                                     << FinishReason::Stop << 3;
    QTest::newRow("line end behind the JSON")
        << QList {lineEnded, runAnswer("completed")} << FinishReason::Stop << 1;
    QTest::newRow("unknown status") << QList {runAnswer("thinking"), runAnswer("completed")}
                                    << FinishReason::Stop << 1;
    QTest::newRow("incomplete") << QList {runAnswer("queued"), runAnswer("incomplete", incomplete)}
                                << FinishReason::Length << 1;
}

void tst_AssistantsBackend::pollsServersThatDoNotStream()
{
    QFETCH(const QList<Answer>, answers);
    QFETCH(const int, polls);
    m_server->setAnswers(answers
                         + QList {list({messageObject("msg_2", "assistant", "Hello", 2),
                                        messageObject("msg_1", "user", "Hi", 1)})});

    CompletionRecorder recorder(run());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY2(recorder.result, qPrintable(recorder.error ? recorder.error->code : QString()));
    QCOMPARE(recorder.text, u"Hello"_s);
    QTEST(recorder.result->finishReason, "reason");
    QStringList expected {u"POST /threads/thread_1/runs"_s};
    expected << QStringList(polls, u"GET /threads/thread_1/runs/run_1"_s)
             << u"GET /threads/thread_1/messages?order=desc&limit=100"_s;
    QCOMPARE(asked(), expected);
}

void tst_AssistantsBackend::readsTheAnswerInAnyOrder_data()
{
    QTest::addColumn<QList<QByteArray>>("messages");
    QTest::addColumn<QString>("text");

    const auto user = [](const QByteArray &id, int time) { return messageObject(id, "user", "Hi", time); };
    const auto assistant = [](const QByteArray &id, const QByteArray &text, int time) {
        return messageObject(id, "assistant", text, time);
    };
    QTest::newRow("newest first") << QList {assistant("msg_4", "New", 4), user("msg_1", 3),
                                            assistant("b", "Old", 2), user("a", 1)}
                                  << u"New"_s;
    QTest::newRow("oldest first") << QList {user("a", 1), assistant("b", "Old", 2), user("msg_1", 3),
                                            assistant("msg_4", "New", 4)}
                                  << u"New"_s;
    QTest::newRow("oldest first, no times")
        << QList {user("a", 0), assistant("b", "Old", 0), user("msg_1", 0), assistant("msg_4", "New", 0)}
        << u"New"_s;
    QTest::newRow("newest first, no times")
        << QList {assistant("msg_4", "New", 0), user("msg_1", 0), assistant("b", "Old", 0), user("a", 0)}
        << u"New"_s;
    QTest::newRow("several messages")
        << QList {assistant("msg_5", "Two", 5), assistant("msg_4", "One", 4), user("msg_1", 3)}
        << u"One\n\nTwo"_s;
    QTest::newRow("wrapped in nothing else")
        << QList {user("msg_1", 3), assistant("msg_4", "New", 4)} << u"New"_s;
}

void tst_AssistantsBackend::readsTheAnswerInAnyOrder()
{
    QFETCH(const QList<QByteArray>, messages);
    m_server->setAnswers({added, runAnswer("completed"), list(messages)});

    CompletionRecorder recorder(ask());

    QTRY_VERIFY(recorder.result);
    QTEST(recorder.text, "text");
}

void tst_AssistantsBackend::readsTheAnswerOfAStreamWithoutText_data()
{
    QTest::addColumn<Answer>("answer");

    QTest::newRow("completed") << stream({runEvent("queued"), runEvent("completed"), done});
    QTest::newRow("only done") << stream({runEvent("queued"), done});
}

void tst_AssistantsBackend::readsTheAnswerOfAStreamWithoutText()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers(
        {answer,
         list({messageObject("msg_2", "assistant", "Hello", 2), messageObject("msg_1", "user", "Hi", 1)})});

    CompletionRecorder recorder(run());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
}

void tst_AssistantsBackend::outlivesFailedPolls()
{
    m_server->setAnswers({runAnswer("queued"), ScriptedServer::json(503, "{}"), runAnswer("completed"),
                          list({messageObject("msg_2", "assistant", "Hello")})});

    CompletionRecorder recorder(run());

    QTRY_VERIFY_WITH_TIMEOUT(recorder.hasEnded(), 15'000);
    QVERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
}

void tst_AssistantsBackend::doesNotPollForEver()
{
    m_server->setAnswers({runAnswer("queued")});
    Endpoint endpoint = this->endpoint();
    endpoint.service.timeouts.firstByte = 100ms;

    CompletionRecorder recorder(complete(
        endpoint, {.strategy = Strategy::Thread, .threadId = u"thread_1"_s, .assistant = u"asst_1"_s}));

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::TimedOut);
    QTRY_COMPARE(asked().last(), u"POST /threads/thread_1/runs/run_1/cancel"_s);
}

void tst_AssistantsBackend::endsAsTheRunEnds_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<Kind>("kind");

    const auto error = [](const QByteArray &code, const QByteArray &message = "x") -> QByteArray {
        return R"("last_error":{"code":")" + code + R"(","message":")" + message + R"("})";
    };
    QTest::newRow("failed") << QByteArray("failed") << error("server_error") << Kind::ServerFailed;
    QTest::newRow("failed without a code")
        << QByteArray("failed") << QByteArray(R"("last_error":{"message":"x"})") << Kind::ServerFailed;
    QTest::newRow("failed without a reason") << QByteArray("failed") << QByteArray() << Kind::ServerFailed;
    QTest::newRow("too many") << QByteArray("failed") << error("rate_limit_exceeded") << Kind::RateLimited;
    QTest::newRow("no credit") << QByteArray("failed")
                               << error("rate_limit_exceeded", "You exceeded your quota, check your billing")
                               << Kind::QuotaExhausted;
    QTest::newRow("expired") << QByteArray("expired") << QByteArray() << Kind::TimedOut;
    QTest::newRow("cancelled") << QByteArray("cancelled") << QByteArray() << Kind::Interrupted;
}

void tst_AssistantsBackend::endsAsTheRunEnds()
{
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, fields);
    QFETCH(const Kind, kind);
    const QList<QList<Answer>> ways {
        {stream({runEvent("queued"), runEvent(status, fields), done})},
        {runAnswer(status, fields)},
        {runAnswer("queued"), runAnswer(status, fields)},
    };
    for (const QList<Answer> &way : ways) {
        tearDown();
        setUp();
        m_server->setAnswers(way);

        CompletionRecorder recorder(run());

        QTRY_COMPARE(recorder.endings, 1);
        QVERIFY(recorder.error);
        QCOMPARE(recorder.error->kind, kind);
        QCOMPARE(m_server->requests().size(), way.size()); // there is nothing to cancel
    }
}

void tst_AssistantsBackend::saysThatTheThreadIsTooLong()
{
    m_server->setAnswers({runAnswer("incomplete", R"("incomplete_details":{"reason":"max_prompt_tokens"})"),
                          list({messageObject("msg_1", "user", "Hi")})});

    CompletionRecorder recorder(run());

    QTRY_VERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::ContextTooLong);
}

void tst_AssistantsBackend::failsBeforeTheRun_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("mayRetry");

    QTest::newRow("lost") << ScriptedServer::json(
        404, R"({"error":{"message":"No thread found with id 'thread_1'."}})")
                          << Kind::ThreadLost << false;
    QTest::newRow("busy") << ScriptedServer::json(
        400, R"({"error":{"message":"Can't add messages to thread_1 while a run run_0 is active."}})")
                          << Kind::ThreadBusy << true;
    QTest::newRow("no route") << ScriptedServer::json(
        404, R"({"message":"Route POST:/v1/threads/thread_1/messages not found"})")
                              << Kind::RouteMissing << false;
    QTest::newRow("no API, 200") << ScriptedServer::json(200, R"({"error":"Unexpected endpoint or method."})")
                                 << Kind::RouteMissing << false;
    QTest::newRow("key") << ScriptedServer::json(401, "{}") << Kind::Unauthorized << false;
    QTest::newRow("server") << ScriptedServer::json(503, "{}") << Kind::ServerFailed << true;
}

void tst_AssistantsBackend::failsBeforeTheRun()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    CompletionRecorder recorder(ask());

    QTRY_COMPARE(recorder.endings, 1);
    QTEST(recorder.error->kind, "kind");
    QTEST(recorder.error->mayRetry, "mayRetry");
    QCOMPARE(recorder.taken, 0);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_AssistantsBackend::neverAddsAMessageTwice()
{
    m_server->setAnswers({added, ScriptedServer::json(503, "{}")});

    CompletionRecorder recorder(ask({{Role::User, u"One"_s}, {Role::User, u"Two"_s}}));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(!recorder.error->mayRetry); // the first would be there twice
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_AssistantsBackend::asksForTheThreadInDoubt()
{
    const Answer bare = ScriptedServer::json(404, R"({"error":{"message":"Nothing here"}})");
    m_server->setAnswers({bare, bare});

    CompletionRecorder recorder(ask());

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::ThreadLost);
    QCOMPARE(asked().last(), u"GET /threads/thread_1/messages?order=desc&limit=1"_s);
}

void tst_AssistantsBackend::losesTheThreadInMidRun()
{
    m_server->setAnswers(
        {runAnswer("queued"),
         ScriptedServer::json(404, R"({"error":{"message":"No thread found with id 'thread_1'."}})")});

    CompletionRecorder recorder(run());

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::ThreadLost);
}

void tst_AssistantsBackend::keepsWhatWasShownOfALostThread()
{
    m_server->setAnswers({stream(
        {delta("a"), eventOf("error", R"({"error":{"message":"No thread found with id 'thread_1'."}})")})});

    CompletionRecorder recorder(run());

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.text, u"a"_s);
    QCOMPARE(recorder.error->kind, Kind::Interrupted);
}

void tst_AssistantsBackend::cancelsTheRun_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<bool>("byDeletion");

    const Answer streaming = stream({runEvent("queued"), delta("a")}, End::Stall);
    QTest::newRow("in the stream") << streaming << false;
    QTest::newRow("in the stream, deleted") << streaming << true;
    QTest::newRow("between two polls") << runAnswer("queued") << false;
    QTest::newRow("between two polls, deleted") << runAnswer("queued") << true;
}

void tst_AssistantsBackend::cancelsTheRun()
{
    QFETCH(const Answer, answer);
    QFETCH(const bool, byDeletion);
    m_server->setAnswers({answer, runAnswer("queued")});
    CompletionReply *reply = run();
    CompletionRecorder recorder(reply);
    QTRY_VERIFY(!recorder.text.isEmpty() || m_server->requests().size() > 1);

    if (byDeletion)
        delete reply;
    else
        reply->cancel();

    QTRY_COMPARE(asked().last(), u"POST /threads/thread_1/runs/run_1/cancel"_s);
    QTRY_COMPARE(recorder.endings, byDeletion ? 0 : 1);
    if (!byDeletion)
        QCOMPARE(recorder.error->kind, Kind::Cancelled);
    m_owner = std::make_unique<QObject>(); // which deletes the reply
    (void)run();
    QTRY_COMPARE(asked().count(u"POST /threads/thread_1/runs"_s), 2);
    QCOMPARE(asked().filter(u"/cancel"_s).size(), 1);
}

void tst_AssistantsBackend::cancelsNoRunThatHasEnded()
{
    m_server->setAnswers({stream({runEvent("queued"), delta("a"), runEvent("completed"), done})});
    CompletionReply *reply = run();
    CompletionRecorder recorder(reply);
    QTRY_VERIFY(recorder.result);

    delete reply;

    QTRY_COMPARE(m_server->connections(), 0);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_AssistantsBackend::learnsQuirks()
{
    m_server->setAnswers(
        {added,
         ScriptedServer::json(
             400,
             R"({"error":{"message":"Unknown parameter: 'stream'.","param":"stream","code":"unknown_parameter"}})"),
         runAnswer("completed"), list({messageObject("msg_2", "assistant", "Hello")})});

    CompletionRecorder recorder(ask());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.quirks->rejectedParameters, QStringList {u"stream"_s});
    QVERIFY(!sentBody(2).contains("stream"_L1));
    QCOMPARE(asked().filter(u"POST /threads/thread_1/messages"_s).size(), 1);
}

// It would hold the thread until it expires, since nothing here answers it.
void tst_AssistantsBackend::cancelsARunThatWaitsForTools()
{
    m_server->setAnswers({stream({delta("a"), runEvent("requires_action"), done}), runAnswer("cancelling")});

    CompletionRecorder recorder(run());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.result->finishReason, FinishReason::ToolCalls);
    QCOMPARE(recorder.text, u"a"_s);
    QTRY_COMPARE(asked().last(), u"POST /threads/thread_1/runs/run_1/cancel"_s);
}

void tst_AssistantsBackend::canBeDeletedWhenTheMessagesAreTaken()
{
    m_server->setAnswers({added});
    const QPointer<CompletionReply> reply = ask();

    connect(reply, &CompletionReply::messagesTaken, this, [&] { delete reply; });

    QTRY_VERIFY(!reply);
    QTRY_COMPARE(m_server->connections(), 0);
    QCOMPARE(m_server->requests().size(), 1);
}

QTEST_GUILESS_MAIN(tst_AssistantsBackend)
#include "tst_assistantsbackend.moc"
