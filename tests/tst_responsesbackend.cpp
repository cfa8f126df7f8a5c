#include "completionfixture.h"

#include <QJsonArray>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;
using End = ScriptedServer::End;
using Kind = CompletionError::Kind;

// What is sent, and what a response becomes.
class tst_ResponsesBackend : public QObject, private CompletionFixture
{
    Q_OBJECT
public:
    tst_ResponsesBackend() : CompletionFixture(ApiKind::Responses) { }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void sendsTheRequest_data();
    void sendsTheRequest();
    void sendsParameters();
    void completes_data();
    void completes();
    void completesByteByByte_data() { completes_data(); }
    void completesByteByByte();
    void isInterruptedWhereverItIsCut();
    void correctsWhatWasShown();
    void addsWhatWasNotShown();
    void readsUsage();
    void saysWhatToGoOnFrom_data();
    void saysWhatToGoOnFrom();
    void fails_data();
    void fails();
    void believesOnlyServersThatNameTheState_data();
    void believesOnlyServersThatNameTheState();
    void goesOnWithTheServersState_data();
    void goesOnWithTheServersState();
    void tellsLostStateFromOtherErrors_data();
    void tellsLostStateFromOtherErrors();
    void asksForTheContainerInDoubt_data();
    void asksForTheContainerInDoubt();
    void keepsTheErrorWhenAskingFails();
    void cancelsWhileAsking();
    void losesNothingThatWasShown();
    void learnsQuirks_data();
    void learnsQuirks();
    void neverLeavesOutTheState();
    void endsAtTheTerminal();

private:
    CompletionReply *ask(Strategy strategy = Strategy::FullHistory, const QString &threadId = {});
};

static QByteArray eventOf(const QByteArray &type, const QByteArray &fields = {})
{
    return R"({"type":"response.)" + type + '"' + (fields.isEmpty() ? fields : ',' + fields) + '}';
}

static QByteArray delta(const QByteArray &text, const QByteArray &item = "msg_1")
{
    return eventOf("output_text.delta",
                   R"("item_id":")" + item + R"(","output_index":0,"content_index":0,"delta":")" + text
                       + '"');
}

static QByteArray created(const QByteArray &fields = R"("previous_response_id":null)")
{
    return eventOf("created",
                   R"("response":{"id":"resp_1","object":"response","status":"in_progress",)" + fields + '}');
}

static QByteArray message(const QByteArray &text)
{
    return R"({"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":")"
        + text + R"("}]})";
}

static QByteArray response(const QByteArray &status, const QByteArray &fields)
{
    return R"({"id":"resp_1","object":"response","model":"m-7","status":")" + status + R"(",)" + fields + '}';
}

static QByteArray terminal(const QByteArray &status, const QByteArray &fields)
{
    return eventOf(status, R"("response":)" + response(status, fields));
}

static QByteArray completed(const QByteArray &text)
{
    return terminal("completed", R"("output":[)" + message(text) + ']');
}

// With the event: lines that OpenAI sends, and numbers.
static Answer namedStream(const QList<QByteArray> &events)
{
    Answer answer {.headers = {{"Content-Type", "text/event-stream"}}};
    int number = 0;
    for (const QByteArray &data : events) {
        QJsonObject object = QJsonDocument::fromJson(data).object();
        object.insert("sequence_number"_L1, number++);
        answer.pieces << "event: " + object.value("type"_L1).toString().toLatin1()
                + "\ndata: " + QJsonDocument(object).toJson(QJsonDocument::Compact) + "\n\n";
    }
    return answer;
}

CompletionReply *tst_ResponsesBackend::ask(Strategy strategy, const QString &threadId)
{
    return complete(
        {.model = u"m"_s, .messages = {{Role::User, u"Hi"_s}}, .strategy = strategy, .threadId = threadId});
}

void tst_ResponsesBackend::sendsTheRequest_data()
{
    QTest::addColumn<CompletionRequest>("request");
    QTest::addColumn<QByteArray>("body");

    const QList<ChatMessage> history {{Role::User, u"One"_s},
                                      {Role::Assistant, u"Two"_s},
                                      {Role::Assistant, QString()},
                                      {Role::System, u"Now briefly."_s},
                                      {Role::User, u"Three"_s}};
    const QList<ChatMessage> turn {{Role::User, u"Hi"_s}};
    QTest::newRow("full history")
        << CompletionRequest {.model = u"m"_s, .instructions = u"Be nice."_s, .messages = history}
        << QByteArray(R"({"model":"m","instructions":"Be nice.","stream":true,"store":false,"input":[
               {"role":"user","content":"One"},{"role":"assistant","content":"Two"},
               {"role":"system","content":"Now briefly."},{"role":"user","content":"Three"}]})");
    QTest::newRow("first response")
        << CompletionRequest {.model = u"m"_s, .messages = turn, .strategy = Strategy::Response}
        << QByteArray(R"({"model":"m","stream":true,"store":true,"input":[{"role":"user","content":"Hi"}]})");
    QTest::newRow("next response") << CompletionRequest {
        .model = u"m"_s,
        .instructions = u"Be nice."_s,
        .messages = turn,
        .strategy = Strategy::Response,
        .threadId =
            u"resp_0"_s} << QByteArray(R"({"model":"m","instructions":"Be nice.","stream":true,"store":true,
               "previous_response_id":"resp_0","input":[{"role":"user","content":"Hi"}]})");
    QTest::newRow("conversation") << CompletionRequest {.model = u"m"_s,
                                                        .messages = turn,
                                                        .strategy = Strategy::Conversation,
                                                        .threadId = u"conv_0"_s}
                                  << QByteArray(R"({"model":"m","stream":true,"conversation":"conv_0",
               "input":[{"role":"user","content":"Hi"}]})");
}

void tst_ResponsesBackend::sendsTheRequest()
{
    QFETCH(const CompletionRequest, request);
    QFETCH(const QByteArray, body);
    m_server->setAnswers({ScriptedServer::stream({completed("x")})});

    CompletionRecorder recorder(complete(request));

    QTRY_VERIFY(recorder.hasEnded());
    QCOMPARE(asked(), QStringList {u"POST /responses"_s});
    QCOMPARE(m_server->requests().first().header("Authorization"), "Bearer very-secret");
    QCOMPARE(sentBody(), QJsonDocument::fromJson(body).object());
}

void tst_ResponsesBackend::sendsParameters()
{
    m_server->setAnswers({ScriptedServer::stream({completed("x")})});
    const Parameters parameters {
        .temperature = 0.5, .topP = 0.25, .maxOutputTokens = 7, .reasoningEffort = u"low"_s};

    CompletionRecorder recorder(complete({.model = u"m"_s, .parameters = parameters}));

    QTRY_VERIFY(recorder.hasEnded());
    const QJsonDocument expected = QJsonDocument::fromJson(
        R"({"model":"m","input":[],"store":false,"stream":true,"temperature":0.5,"top_p":0.25,
            "max_output_tokens":16,"reasoning":{"effort":"low","summary":"auto"}})");
    QCOMPARE(sentBody(), expected.object());
}

void tst_ResponsesBackend::completes_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasoning");
    QTest::addColumn<FinishReason>("reason");
    QTest::addColumn<bool>("refused");

    const auto row = [](const char *name, const Answer &answer, const QString &text,
                        const QString &reasoning = {}, FinishReason reason = FinishReason::Stop,
                        bool refused = false) {
        QTest::newRow(name) << answer << text << reasoning << reason << refused;
    };
    const auto stream = [](const QList<QByteArray> &data) { return ScriptedServer::stream(data); };
    const QByteArray itemAdded =
        eventOf("output_item.added", R"("output_index":0,"item":{"type":"message","id":"msg_1"})");

    row("OpenAI",
        namedStream({created(), eventOf("in_progress", R"("response":{"status":"in_progress"})"), itemAdded,
                     eventOf("content_part.added", R"("item_id":"msg_1","part":{"type":"output_text"})"),
                     delta("Hel"), delta("lo"),
                     eventOf("output_text.done", R"("item_id":"msg_1","content_index":0,"text":"Hello")"),
                     eventOf("output_item.done", R"("output_index":0,"item":)" + message("Hello")),
                     completed("Hello")}),
        u"Hello"_s);
    row("without event lines", stream({created(), delta("Hel"), delta("lo"), completed("Hello")}),
        u"Hello"_s);
    row("llama.cpp",
        stream({R"({"type":"response.created","response":{"id":"resp_1","status":"in_progress"}})",
                R"({"type":"response.reasoning_text.delta","item_id":"rs_1","delta":"Hm"})",
                R"({"type":"response.output_text.delta","item_id":"msg_1","delta":"a"})",
                R"({"type":"response.output_item.done","item":{"type":"reasoning","id":"rs_1","summary":[],)"
                R"("content":[{"type":"reasoning_text","text":"Hm"}]}})",
                completed("a")}),
        u"a"_s, u"Hm"_s);
    row("type in the event line alone",
        Answer {.pieces = {"event: response.output_text.delta\ndata: {\"delta\":\"a\"}\n\n"
                           "event: response.completed\ndata: {\"response\":{\"status\":\"completed\"}}\n\n"}},
        u"a"_s);
    row("Steady",
        Answer {.pieces = {"event: message\ndata: " + delta("a") + "\n\nevent: message\ndata: "
                           + completed("a") + "\n\nevent: done\ndata: {}\n\n"}},
        u"a"_s);
    row("[DONE] after the end", stream({delta("a"), completed("a"), "[DONE]"}), u"a"_s);
    row("nothing after the end", stream({delta("a"), completed("a"), delta("GHOST")}), u"a"_s);
    row("unknown events",
        stream({eventOf("sparkle", R"("delta":"x")"), R"({"type":"keepalive"})", R"({"x":1})", delta("a"),
                completed("a")}),
        u"a"_s);
    row("only whole texts",
        stream({eventOf("output_text.done", R"("item_id":"msg_1","text":"Hello")"),
                terminal("completed", R"("output":[])")}),
        u"Hello"_s);
    row("only items",
        stream({eventOf("output_item.done", R"("item":)" + message("Hello")), eventOf("completed")}),
        u"Hello"_s);
    row("only the end", stream({completed("Hello")}), u"Hello"_s);
    row("no output at the end", stream({delta("a"), terminal("completed", R"("output":[])")}), u"a"_s);
    row("two messages",
        stream({delta("One", "msg_1"), delta("Two", "msg_2"),
                terminal("completed", R"("output":[)" + message("One") + ',' + message("Two") + ']')}),
        u"One\n\nTwo"_s);
    row("two parts",
        stream({eventOf("output_text.delta", R"("content_index":0,"delta":"a")"),
                eventOf("output_text.delta", R"("content_index":1,"delta":"b")"),
                terminal("completed",
                         R"("output":[{"type":"message","content":[)"
                         R"({"type":"output_text","text":"a"},{"type":"output_text","text":"b"}]}])")}),
        u"ab"_s);
    row("another id at the end of the message",
        stream({delta("Hello", "msg_1"), eventOf("output_text.done", R"("item_id":"msg_x","text":"Hello")"),
                eventOf("completed")}),
        u"Hello"_s);
    row("said twice",
        stream({eventOf("output_text.delta", R"("sequence_number":4,"delta":"ha")"),
                eventOf("output_text.delta", R"("sequence_number":4,"delta":"ha")"),
                eventOf("output_text.delta", R"("sequence_number":5,"delta":"ha")"), eventOf("completed")}),
        u"haha"_s);
    row("one number for all",
        stream({eventOf("output_text.delta", R"("sequence_number":0,"delta":"a")"),
                eventOf("output_text.delta", R"("sequence_number":0,"delta":"b")"), eventOf("completed")}),
        u"ab"_s);
    row("summary",
        stream(
            {eventOf("reasoning_summary_text.delta", R"("item_id":"rs_1","summary_index":0,"delta":"Hm")"),
             eventOf("reasoning_summary_text.delta", R"("item_id":"rs_1","summary_index":0,"delta":".")"),
             eventOf("reasoning_summary_text.delta", R"("item_id":"rs_1","summary_index":1,"delta":"So.")"),
             delta("a"), completed("a")}),
        u"a"_s, u"Hm.\n\nSo."_s);
    row("thinking and its summary",
        stream({eventOf("reasoning_text.delta", R"("delta":"Hm")"),
                eventOf("reasoning_summary_text.delta", R"("delta":"Hm")"), delta("a"), completed("a")}),
        u"a"_s, u"Hm"_s);
    row("summary only at the end",
        stream({delta("a"),
                terminal("completed",
                         R"("output":[{"type":"reasoning","summary":[{"type":"summary_text","text":)"
                         R"("Hm."},{"type":"summary_text","text":"So."}]},)"
                             + message("a") + ']')}),
        u"a"_s, u"Hm.\n\nSo."_s);
    row("thinking in the text", stream({delta("<think>Hm</think>a"), completed("<think>Hm</think>a")}),
        u"a"_s, u"Hm"_s);
    row("refusal",
        stream({eventOf("refusal.delta", R"("delta":"No ")"), eventOf("refusal.delta", R"("delta":"way.")"),
                terminal("completed",
                         R"("output":[{"type":"message","content":[)"
                         R"({"type":"refusal","refusal":"No way."}]}])")}),
        u"No way."_s, {}, FinishReason::Stop, true);
    row("too long",
        stream(
            {delta("a"), terminal("incomplete", R"("incomplete_details":{"reason":"max_output_tokens"})")}),
        u"a"_s, {}, FinishReason::Length);
    row("filtered",
        stream({delta("a"), terminal("incomplete", R"("incomplete_details":{"reason":"content_filter"})")}),
        u"a"_s, {}, FinishReason::ContentFilter);
    row("incomplete for another reason",
        stream({delta("a"), terminal("incomplete", R"("incomplete_details":{"reason":"tired"})")}), u"a"_s,
        {}, FinishReason::Other);
    row("completed, yet incomplete",
        stream({delta("a"),
                eventOf("completed",
                        R"("response":{"status":"incomplete",)"
                        R"("incomplete_details":{"reason":"max_output_tokens"}})")}),
        u"a"_s, {}, FinishReason::Length);
    row("call of a function",
        stream({eventOf("output_item.added", R"("item":{"type":"function_call","name":"f"})"),
                eventOf("function_call_arguments.delta", R"("delta":"{")"),
                terminal("completed", R"("output":[{"type":"function_call","name":"f"}])")}),
        QString(), {}, FinishReason::ToolCalls);
    row("JSON",
        ScriptedServer::json(200,
                             response("completed", R"("error":null,"output":[)" + message("Hello") + ']')),
        u"Hello"_s);
    row("JSON on many lines",
        Answer {.pieces = {QJsonDocument::fromJson(
                               response("completed", R"("output":[)" + message("Hello") + ']'))
                               .toJson(QJsonDocument::Indented)}},
        u"Hello"_s);
    row("incomplete JSON",
        ScriptedServer::json(200,
                             response("incomplete",
                                      R"("incomplete_details":{"reason":"max_output_tokens"},"output":[)"
                                          + message("a") + ']')),
        u"a"_s, {}, FinishReason::Length);
}

void tst_ResponsesBackend::completes()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    CompletionRecorder recorder(ask());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY2(recorder.result, qPrintable(recorder.error ? recorder.error->code : QString()));
    QTEST(recorder.text, "text");
    QTEST(recorder.reasoning, "reasoning");
    QTEST(recorder.result->finishReason, "reason");
    QTEST(recorder.result->refused, "refused");
    QCOMPARE(recorder.replacements, 0);
}

void tst_ResponsesBackend::completesByteByByte()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer.cutIntoBytes()});

    CompletionRecorder recorder(ask());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.result);
    QTEST(recorder.text, "text");
    QTEST(recorder.reasoning, "reasoning");
    QTEST(recorder.result->finishReason, "reason");
}

void tst_ResponsesBackend::isInterruptedWhereverItIsCut()
{
    const Answer whole = namedStream({created(), delta("Hel"), delta("lo"), completed("Hello")});
    const QByteArray body = whole.pieces.join();
    for (qsizetype size = 1; size <= body.size(); ++size) {
        m_server->setAnswers({Answer {.pieces = {body.first(size)}}});

        const CompletionReply *reply = ask();
        CompletionRecorder recorder(reply);
        waitForEnd(reply);

        QCOMPARE(recorder.endings, 1);
        // The last line may lack its end; without its last brace it is no event.
        const bool isWhole = size >= body.size() - 2;
        QCOMPARE(recorder.result.has_value(), isWhole);
        QVERIFY(u"Hello"_s.startsWith(recorder.text));
        if (isWhole)
            QCOMPARE(recorder.text, u"Hello"_s);
        else if (!recorder.text.isEmpty())
            QCOMPARE(recorder.error->kind, Kind::Interrupted);
    }
}

void tst_ResponsesBackend::correctsWhatWasShown()
{
    m_server->setAnswers({ScriptedServer::stream({delta("Hxllo"), completed("Hello")})});

    CompletionRecorder recorder(ask());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
    QCOMPARE(recorder.replacements, 1);
}

void tst_ResponsesBackend::addsWhatWasNotShown()
{
    m_server->setAnswers({ScriptedServer::stream({delta("Hel"), completed("Hello")})});

    CompletionRecorder recorder(ask());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
    QCOMPARE(recorder.replacements, 0);
}

void tst_ResponsesBackend::readsUsage()
{
    m_server->setAnswers({ScriptedServer::stream(
        {delta("a"),
         terminal(
             "completed",
             R"("usage":{"input_tokens":3,"output_tokens":"5","input_tokens_details":{"cached_tokens":2},)"
             R"("output_tokens_details":{"reasoning_tokens":4}})")})});

    CompletionRecorder recorder(ask());

    QTRY_VERIFY(recorder.result);
    const Usage expected {.promptTokens = 3, .completionTokens = 5, .cachedTokens = 2, .reasoningTokens = 4};
    QCOMPARE(recorder.result->usage, expected);
    QCOMPARE(recorder.result->model, u"m-7"_s);
}

void tst_ResponsesBackend::saysWhatToGoOnFrom_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QString>("id");

    const QByteArray done = terminal("completed", R"("output":[])");
    QTest::newRow("completed") << Strategy::Response << done << u"resp_1"_s;
    QTest::newRow("incomplete") << Strategy::Response << terminal("incomplete", R"("output":[])")
                                << u"resp_1"_s;
    QTest::newRow("not kept") << Strategy::Response << terminal("completed", R"("store":false)") << QString();
    QTest::newRow("full history") << Strategy::FullHistory << done << QString();
}

void tst_ResponsesBackend::saysWhatToGoOnFrom()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const QByteArray, end);
    m_server->setAnswers({ScriptedServer::stream({delta("a"), end})});

    CompletionRecorder recorder(ask(strategy));

    QTRY_VERIFY(recorder.result);
    QTEST(recorder.result->responseId, "id");
}

void tst_ResponsesBackend::fails_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("text");

    const auto row = [](const char *name, const Answer &answer, Kind kind, const QString &detail = {},
                        const QString &text = {}) {
        QTest::newRow(name) << answer << kind << detail << text;
    };
    const auto stream = [](const QList<QByteArray> &data) { return ScriptedServer::stream(data); };
    const QByteArray failure = R"("error":{"code":"server_error","message":"Out of order"})";

    row("cut", stream({created(), delta("a")}), Kind::Interrupted, {}, u"a"_s);
    row("[DONE] without an end", stream({delta("a"), "[DONE]"}), Kind::Interrupted, {}, u"a"_s);
    row("damaged", stream({delta("a"), "{\"type\":", completed("a")}), Kind::Malformed, {}, u"a"_s);
    row("failed", stream({delta("a"), terminal("failed", failure)}), Kind::ServerFailed, u"Out of order"_s,
        u"a"_s);
    row("completed, yet failed",
        stream({eventOf("completed", R"("response":{"status":"failed",)" + failure + '}')}),
        Kind::ServerFailed, u"Out of order"_s);
    row("failed without a reason", stream({terminal("failed", R"("error":null)")}), Kind::ServerFailed);
    row("too many",
        stream({terminal("failed", R"("error":{"code":"rate_limit_exceeded","message":"Slow"})")}),
        Kind::RateLimited, u"Slow"_s);
    row("cancelled", stream({delta("a"), terminal("cancelled", R"("output":[])")}), Kind::Interrupted, {},
        u"a"_s);
    row("flat error",
        stream({R"({"type":"error","code":"server_error","message":"Out of order","param":null})"}),
        Kind::ServerFailed, u"Out of order"_s);
    row("nested error",
        stream({delta("a"), R"({"type":"error","error":{"type":"server_error","message":"Out of order"}})"}),
        Kind::ServerFailed, u"Out of order"_s, u"a"_s);
    row("error with a status", stream({R"({"type":"error","status":429,"error":{"message":"Slow"}})"}),
        Kind::RateLimited, u"Slow"_s);
    row("failed JSON", ScriptedServer::json(200, response("failed", failure)), Kind::ServerFailed,
        u"Out of order"_s);
    row("unfinished JSON", ScriptedServer::json(200, response("in_progress", R"("output":[])")),
        Kind::Interrupted);
    row("no content", stream({created(), terminal("completed", R"("output":[])")}), Kind::Empty);
    row("other JSON", ScriptedServer::json(200, R"({"detail":"Welcome"})"), Kind::Malformed, u"Welcome"_s);
    row("no such model",
        ScriptedServer::json(400, R"({"error":{"message":"No m","code":"model_not_found","param":"model"}})"),
        Kind::ModelMissing, u"No m"_s);
    row("no such route", ScriptedServer::json(404, R"({"error":{"message":"File Not Found","code":404}})"),
        Kind::RouteMissing, u"File Not Found"_s);
}

void tst_ResponsesBackend::fails()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    CompletionRecorder recorder(ask());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.error);
    QTEST(recorder.error->kind, "kind");
    QTEST(recorder.error->detail, "detail");
    QTEST(recorder.text, "text");
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ResponsesBackend::believesOnlyServersThatNameTheState_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Strategy>("strategy");

    const auto stream = [](const QList<QByteArray> &data) { return ScriptedServer::stream(data); };
    QTest::newRow("null") << stream({created(), delta("a"), completed("a")}) << Strategy::Response;
    QTest::newRow("no field") << stream({created(R"("model":"m")"), delta("a"), completed("a")})
                              << Strategy::Response;
    QTest::newRow("another response")
        << stream({created(R"("previous_response_id":"resp_x")"), delta("a"), completed("a")})
        << Strategy::Response;
    QTest::newRow("text first") << stream(
        {delta("a"), created(R"("previous_response_id":"id_0")"), completed("a")})
                                << Strategy::Response;
    QTest::newRow("thinking first") << stream(
        {eventOf("reasoning_text.delta", R"("delta":"Hm")"), delta("a"), completed("a")})
                                    << Strategy::Response;
    QTest::newRow("no conversation") << stream({created(), delta("a"), completed("a")})
                                     << Strategy::Conversation;
    QTest::newRow("null as conversation")
        << stream({created(R"("conversation":null)"), delta("a"), completed("a")}) << Strategy::Conversation;
    QTest::newRow("named in the wrong field")
        << stream({created(R"("previous_response_id":"id_0")"), delta("a"), completed("a")})
        << Strategy::Conversation;
    QTest::newRow("JSON") << ScriptedServer::json(200,
                                                  response("completed", R"("output":[)" + message("a") + ']'))
                          << Strategy::Response;
}

void tst_ResponsesBackend::believesOnlyServersThatNameTheState()
{
    QFETCH(const Answer, answer);
    QFETCH(const Strategy, strategy);
    for (const Answer &sent : {answer, answer.cutIntoBytes()}) {
        m_server->setAnswers({sent});

        CompletionRecorder recorder(ask(strategy, u"id_0"_s));

        QTRY_COMPARE(recorder.endings, 1);
        QVERIFY(recorder.error);
        QCOMPARE(recorder.error->kind, Kind::StateIgnored);
        QVERIFY(!recorder.error->mayRetry);
        QCOMPARE(recorder.text, QString());
        QCOMPARE(recorder.reasoning, QString());
        QTRY_COMPARE(m_server->connections(), 0); // so that nothing more is paid for
    }
}

void tst_ResponsesBackend::goesOnWithTheServersState_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<QByteArray>("field");

    QTest::newRow("response") << Strategy::Response << QByteArray(R"("previous_response_id":"id_0")");
    QTest::newRow("conversation") << Strategy::Conversation << QByteArray(R"("conversation":{"id":"id_0"})");
    QTest::newRow("conversation as a string")
        << Strategy::Conversation << QByteArray(R"("conversation":"id_0")");
}

void tst_ResponsesBackend::goesOnWithTheServersState()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const QByteArray, field);
    // What is said once need not be said again.
    m_server->setAnswers(
        {ScriptedServer::stream({created(field), delta("a"), completed("a")}),
         ScriptedServer::json(200, response("completed", field + R"(,"output":[)" + message("a") + ']'))});

    CompletionRecorder streamed(ask(strategy, u"id_0"_s));
    QTRY_VERIFY(streamed.hasEnded());
    CompletionRecorder whole(ask(strategy, u"id_0"_s));
    QTRY_VERIFY(whole.hasEnded());

    QVERIFY(streamed.result);
    QCOMPARE(streamed.text, u"a"_s);
    QVERIFY(whole.result);
    QCOMPARE(whole.text, u"a"_s);
}

void tst_ResponsesBackend::tellsLostStateFromOtherErrors_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");

    const auto error = [](int status, const QByteArray &fields) {
        return ScriptedServer::json(status, R"({"error":{)" + fields + "}}");
    };
    QTest::newRow("chain") << Strategy::Response
                           << error(400, R"("message":"x","code":"previous_response_not_found")")
                           << Kind::ThreadLost;
    QTest::newRow("chain in the stream")
        << Strategy::Response
        << ScriptedServer::stream(
               {R"({"type":"error","status":400,"error":{"code":"previous_response_not_found","message":"x"}})"})
        << Kind::ThreadLost;
    QTest::newRow("conversation") << Strategy::Conversation
                                  << error(404, R"("message":"Conversation with id 'id_0' not found.")")
                                  << Kind::ThreadLost;
    QTest::newRow("locked") << Strategy::Conversation
                            << error(400, R"("message":"Please retry","code":"conversation_locked")")
                            << Kind::ThreadBusy;
    QTest::newRow("not supported") << Strategy::Response
                                   << error(400,
                                            R"("message":"llama does not support 'previous_response_id'")")
                                   << Kind::StateIgnored;
    QTest::newRow("model") << Strategy::Conversation
                           << error(400, R"("message":"x","code":"model_not_found")") << Kind::ModelMissing;
}

void tst_ResponsesBackend::tellsLostStateFromOtherErrors()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    CompletionRecorder recorder(ask(strategy, u"id_0"_s));

    QTRY_COMPARE(recorder.endings, 1);
    QTEST(recorder.error->kind, "kind");
    QCOMPARE(recorder.error->mayRetry, recorder.error->kind == Kind::ThreadBusy);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ResponsesBackend::asksForTheContainerInDoubt_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("question");
    QTest::addColumn<Kind>("kind");

    const Answer bare = ScriptedServer::json(404, R"({"error":{"message":"Not found"}})");
    const Answer there = ScriptedServer::json(200, R"({"id":"id/0","object":"response"})");
    const Answer noRoute = ScriptedServer::json(404, R"({"message":"Route GET:/v1/responses/id not found"})");
    const Answer broken = ScriptedServer::json(500, R"({"error":"Oops"})");
    const QString ofResponse = u"GET /responses/id%2F0"_s;
    QTest::newRow("gone") << Strategy::Response << bare << ofResponse << Kind::ThreadLost;
    QTest::newRow("conversation gone")
        << Strategy::Conversation << bare << u"GET /conversations/id%2F0"_s << Kind::ThreadLost;
    QTest::newRow("there") << Strategy::Response << there << ofResponse << Kind::Rejected;
    QTest::newRow("unclear") << Strategy::Response << broken << ofResponse << Kind::Rejected;
    QTest::newRow("no route") << Strategy::Response << noRoute << ofResponse << Kind::Rejected;
}

void tst_ResponsesBackend::asksForTheContainerInDoubt()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const Answer, answer);
    QFETCH(const QString, question);
    m_server->setAnswers({ScriptedServer::json(404, R"({"error":{"message":"Nothing here"}})"), answer});

    CompletionRecorder recorder(ask(strategy, u"id/0"_s));

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(asked(), (QStringList {u"POST /responses"_s, question}));
    QTEST(recorder.error->kind, "kind");
    QCOMPARE(recorder.error->detail, u"Nothing here"_s); // the request's own error, whatever came after it
}

void tst_ResponsesBackend::keepsTheErrorWhenAskingFails()
{
    m_server->setAnswers({ScriptedServer::json(404, R"({"error":{"message":"Nothing here"}})"),
                          Answer {.status = 0, .end = End::Close}});

    CompletionRecorder recorder(ask(Strategy::Response, u"id_0"_s));

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::Rejected);
    QCOMPARE(recorder.error->httpStatus, 404);
}

void tst_ResponsesBackend::cancelsWhileAsking()
{
    m_server->setAnswers({ScriptedServer::json(404, R"({"error":{"message":"Nothing here"}})"),
                          Answer {.status = 0, .end = End::Stall}});
    CompletionReply *reply = ask(Strategy::Response, u"id_0"_s);
    CompletionRecorder recorder(reply);
    QTRY_COMPARE(m_server->requests().size(), 2);

    reply->cancel();

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::Cancelled);
    QTRY_COMPARE(m_server->connections(), 0);
}

// What the user has seen is an answer to the message, and nothing that a new container could begin again.
void tst_ResponsesBackend::losesNothingThatWasShown()
{
    m_server->setAnswers(
        {ScriptedServer::stream({created(R"("previous_response_id":"id_0")"), delta("a"),
                                 R"({"type":"error","code":"previous_response_not_found","message":"x"})"})});

    CompletionRecorder recorder(ask(Strategy::Response, u"id_0"_s));

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::Interrupted);
    QCOMPARE(recorder.text, u"a"_s);
}

void tst_ResponsesBackend::learnsQuirks_data()
{
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<QStringList>("rejected");
    QTest::addColumn<QByteArray>("reasoning");

    const QByteArray both = R"({"effort":"low","summary":"auto"})";
    QTest::newRow("store") << QByteArray(R"("message":"Unknown parameter: 'store'.","param":"store",)"
                                         R"("code":"unknown_parameter")")
                           << QStringList {u"store"_s} << both;
    QTest::newRow("temperature") << QByteArray(R"("message":"Unsupported parameter: 'temperature'",)"
                                               R"("param":"temperature","code":null)")
                                 << QStringList {u"temperature"_s} << both;
    QTest::newRow("limit") << QByteArray(R"("message":"unknown field: max_output_tokens")")
                           << QStringList {u"max_output_tokens"_s} << both;
    QTest::newRow("summary") << QByteArray(R"("message":"Your organization must be verified",)"
                                           R"("param":"reasoning.summary","code":"unsupported_value")")
                             << QStringList {u"reasoning.summary"_s} << QByteArray(R"({"effort":"low"})");
    QTest::newRow("reasoning") << QByteArray(
        R"("message":"Unsupported parameter","param":"reasoning.effort",)"
        R"("code":"unsupported_parameter")")
                               << QStringList {u"reasoning"_s} << QByteArray();
}

void tst_ResponsesBackend::learnsQuirks()
{
    QFETCH(const QByteArray, refusal);
    QFETCH(const QStringList, rejected);
    QFETCH(const QByteArray, reasoning);
    m_server->setAnswers({ScriptedServer::json(400, R"({"error":{)" + refusal + "}}"),
                          ScriptedServer::stream({delta("a"), completed("a")})});
    const Parameters parameters {
        .temperature = 0.5, .topP = {}, .maxOutputTokens = 20, .reasoningEffort = u"low"_s};

    CompletionRecorder recorder(complete({.model = u"m"_s, .parameters = parameters}));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.result);
    QCOMPARE(m_server->requests().size(), 2);
    for (const QString &field : rejected)
        QVERIFY(!sentBody(1).contains(field));
    QCOMPARE(sentBody(1).value("reasoning"_L1).toObject(), QJsonDocument::fromJson(reasoning).object());
    const ModelQuirks expected {.tokenLimitField = {}, .rejectedParameters = rejected};
    QCOMPARE(*recorder.quirks, expected);
}

// An answer to a request without it would be one to something else.
void tst_ResponsesBackend::neverLeavesOutTheState()
{
    m_server->setAnswers({ScriptedServer::json(
        400,
        R"({"error":{"message":"Unknown parameter: 'conversation'.","param":"conversation",)"
        R"("code":"unknown_parameter"}})")});

    CompletionRecorder recorder(ask(Strategy::Conversation, u"id_0"_s));

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::StateIgnored);
    QVERIFY(!recorder.quirks);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ResponsesBackend::endsAtTheTerminal()
{
    m_server->setAnswers({ScriptedServer::stream({delta("a"), completed("a")}, End::Stall)});

    CompletionRecorder recorder(ask());

    QTRY_VERIFY(recorder.result);
    QTRY_COMPARE(m_server->connections(), 0);
}

QTEST_GUILESS_MAIN(tst_ResponsesBackend)
#include "tst_responsesbackend.moc"
