#include "chatcompletionsfixture.h"
#include "logcapture.h"

#include <QJsonArray>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;
using End = ScriptedServer::End;
using Kind = CompletionError::Kind;

// What is sent, and what a completion becomes. Failures are in tst_completionfailures.cpp.
class tst_ChatCompletionsBackend : public QObject, private ChatCompletionsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void sendsTheRequest();
    void sendsWhatTheEndpointAsks();
    void logsNothingOfWhatIsNoHeader();
    void masksTheKeyInTheText();
    void textEndsInItsOrder();
    void joinsNeighboursOfOneRole();
    void putsInstructionsFirst_data();
    void putsInstructionsFirst();
    void choosesTheTokenLimitField_data();
    void choosesTheTokenLimitField();
    void completes_data();
    void completes();
    void completesByteByByte_data() { completes_data(); }
    void completesByteByByte();
    void readsUsage_data();
    void readsUsage();
    void readsCompressedStreams();
    void joinsWhatArrivesTogether();
    void takesBackThinkingThatLookedLikeText();
    void doesNotWaitForTheEndOfTheConnection();
    void learnsQuirks_data();
    void learnsQuirks();
    void keepsWrongValues();
    void stopsLearningSomewhere();
};

void tst_ChatCompletionsBackend::sendsTheRequest()
{
    m_server->setAnswers({ScriptedServer::stream({delta("x"), done})});
    Parameters parameters;
    parameters.temperature = 0.5;
    parameters.topP = 0.25;
    parameters.maxOutputTokens = 7;
    parameters.reasoningEffort = u"low"_s;

    CompletionRecorder recorder(complete(endpoint(), parameters));

    QTRY_VERIFY(recorder.hasEnded());
    QCOMPARE(m_server->requests().size(), 1);
    const ScriptedServer::Request request = m_server->requests().first();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.path, "/v1/chat/completions");
    QCOMPARE(request.header("Content-Type"), "application/json");
    QCOMPARE(request.header("Authorization"), "Bearer very-secret");
    const QJsonDocument expected = QJsonDocument::fromJson(
        R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,
            "stream_options":{"include_usage":true},"temperature":0.5,"top_p":0.25,"max_tokens":7,
            "reasoning_effort":"low"})");
    QCOMPARE(sentBody(), expected.object());
}

void tst_ChatCompletionsBackend::sendsWhatTheEndpointAsks()
{
    m_server->setAnswers({ScriptedServer::stream({delta("x"), done})});
    Endpoint endpoint = this->endpoint();
    endpoint.service.baseUrl.setQuery(u"api-version=7"_s);
    endpoint.service.keyHeader = u"api-key"_s;
    endpoint.service.headers = {
        {u"X-Team"_s, u"blue"_s}, {u"X-Bad"_s, u"a\r\nX-Injected: b"_s}, {u"Host"_s, u"evil"_s}};
    endpoint.apiKey = "  very-secret\n";
    endpoint.organization = u"org-1"_s;
    endpoint.project = u"proj-2"_s;

    QTest::ignoreMessage(QtWarningMsg, "a header of the service cannot be sent: \"X-Bad\"");
    QTest::ignoreMessage(QtWarningMsg, "a header of the service cannot be sent: \"Host\"");
    CompletionRecorder recorder(complete(endpoint));

    QTRY_VERIFY(recorder.hasEnded());
    const ScriptedServer::Request request = m_server->requests().first();
    QCOMPARE(request.path, "/v1/chat/completions?api-version=7");
    QCOMPARE(request.header("api-key"), "very-secret");
    QCOMPARE(request.header("X-Team"), "blue");
    QCOMPARE(request.header("OpenAI-Organization"), "org-1");
    QCOMPARE(request.header("OpenAI-Project"), "proj-2");
    QVERIFY(!request.head.contains("Authorization"));
    QVERIFY(!request.head.contains("Injected"));
    QVERIFY(request.header("Host").startsWith("127.0.0.1"));
}

// Somebody may have put the key where the name belongs.
void tst_ChatCompletionsBackend::logsNothingOfWhatIsNoHeader()
{
    m_server->setAnswers({ScriptedServer::stream({delta("x"), done})});
    Endpoint endpoint = this->endpoint();
    endpoint.service.keyHeader = u"api-key: sk-misplaced"_s;
    endpoint.service.headers = {{u"X-Token sk-other"_s, u"a"_s}};
    const LogCapture log;

    CompletionRecorder recorder(complete(endpoint));

    QTRY_VERIFY(recorder.hasEnded());
    QVERIFY(log.text().contains("a header of the service cannot be sent"));
    QVERIFY2(!log.text().contains("sk-"), log.text().constData());
}

// As some gateways do that echo a request when something is wrong with it.
void tst_ChatCompletionsBackend::masksTheKeyInTheText()
{
    m_server->setAnswers({ScriptedServer::stream(
        {R"({"choices":[{"delta":{"reasoning_content":"Key sk-0123456789abcdef"}}]})", delta("It is sk-01"),
         delta("23456789abc"), delta("def, or sk-01234"), done})});
    Endpoint endpoint = this->endpoint();
    endpoint.apiKey = "sk-0123456789abcdef";

    CompletionRecorder recorder(complete(endpoint));

    QTRY_VERIFY(recorder.hasEnded());
    QCOMPARE(recorder.text, u"It is ***, or sk-01234"_s);
    QCOMPARE(recorder.reasoning, u"Key ***"_s);
}

// Both may have more to come: what looks like the beginning of the key, and half of a character.
void tst_ChatCompletionsBackend::textEndsInItsOrder()
{
    m_server->setAnswers(
        {ScriptedServer::stream({R"({"choices":[{"delta":{"reasoning_content":"sk-01234\ud83d"}}]})",
                                 delta(R"(sk-01234\ud83d)"), done})});
    Endpoint endpoint = this->endpoint();
    endpoint.apiKey = "sk-0123456789abcdef";

    CompletionRecorder recorder(complete(endpoint));

    QTRY_VERIFY(recorder.hasEnded());
    const QString whole = u"sk-01234"_s + QChar(QChar::ReplacementCharacter);
    QCOMPARE(recorder.text, whole);
    QCOMPARE(recorder.reasoning, whole);
}

void tst_ChatCompletionsBackend::joinsNeighboursOfOneRole()
{
    m_server->setAnswers({ScriptedServer::stream({delta("x"), done})});
    const auto backend = createBackend(*m_network, endpoint(), Strategy::FullHistory);
    const QList<ChatMessage> messages {{Role::System, u"Be nice."_s},
                                       {Role::User, u"One"_s},
                                       {Role::Assistant, QString()},
                                       {Role::User, u"Two"_s},
                                       {Role::Assistant, u"Three"_s}};

    CompletionRecorder recorder(
        backend->complete({.model = u"m"_s, .messages = messages, .parameters = {}}, m_owner.get()));

    QTRY_VERIFY(recorder.hasEnded());
    const QJsonDocument expected = QJsonDocument::fromJson(
        R"([{"role":"system","content":"Be nice."},{"role":"user","content":"One\n\nTwo"},
            {"role":"assistant","content":"Three"}])");
    QCOMPARE(sentBody().value("messages"_L1).toArray(), expected.array());
}

void tst_ChatCompletionsBackend::putsInstructionsFirst_data()
{
    QTest::addColumn<QList<ChatMessage>>("messages");
    QTest::addColumn<QByteArray>("sent");

    const ChatMessage user {Role::User, u"Hi"_s};
    QTest::newRow("alone") << QList {
        user} << QByteArray(R"([{"role":"system","content":"Be nice."},{"role":"user","content":"Hi"}])");
    QTest::newRow("before a system message")
        << QList {ChatMessage {Role::System, u"You are a cat."_s}, user}
        << QByteArray(R"([{"role":"system","content":"Be nice.\n\nYou are a cat."},)"
                      R"({"role":"user","content":"Hi"}])");
}

void tst_ChatCompletionsBackend::putsInstructionsFirst()
{
    QFETCH(const QList<ChatMessage>, messages);
    QFETCH(const QByteArray, sent);
    m_server->setAnswers({ScriptedServer::stream({delta("x"), done})});
    const CompletionRequest request {.model = u"m"_s, .instructions = u"Be nice."_s, .messages = messages};

    CompletionRecorder recorder(CompletionFixture::complete(request));

    QTRY_VERIFY(recorder.hasEnded());
    QCOMPARE(sentBody().value("messages"_L1).toArray(), QJsonDocument::fromJson(sent).array());
}

void tst_ChatCompletionsBackend::choosesTheTokenLimitField_data()
{
    QTest::addColumn<ModelQuirks>("quirks");
    QTest::addColumn<QString>("field");

    QTest::newRow("unknown server") << ModelQuirks {} << u"max_tokens"_s;
    QTest::newRow("learned") << ModelQuirks {u"max_completion_tokens"_s, {}} << u"max_completion_tokens"_s;
    QTest::newRow("rejected") << ModelQuirks {u"max_tokens"_s, {u"max_tokens"_s}} << QString();
}

void tst_ChatCompletionsBackend::choosesTheTokenLimitField()
{
    QFETCH(const ModelQuirks, quirks);
    QFETCH(const QString, field);
    m_server->setAnswers({ScriptedServer::stream({delta("x"), done})});
    Parameters parameters;
    parameters.maxOutputTokens = 7;

    CompletionRecorder recorder(complete(endpoint(), parameters, quirks));

    QTRY_VERIFY(recorder.hasEnded());
    for (const QString &name : {u"max_tokens"_s, u"max_completion_tokens"_s})
        QCOMPARE(sentBody().contains(name), name == field);
}

void tst_ChatCompletionsBackend::completes_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasoning");
    QTest::addColumn<FinishReason>("reason");

    const auto row = [](const char *name, const Answer &answer, const QString &text,
                        FinishReason reason = FinishReason::Stop, const QString &reasoning = {}) {
        QTest::newRow(name) << answer << text << reasoning << reason;
    };
    const auto stream = [](const QList<QByteArray> &data) { return ScriptedServer::stream(data); };
    const auto raw = [](const QByteArray &body) { return Answer {.pieces = {body}}; };
    const auto message = [](const QByteArray &fields) -> QByteArray {
        return R"({"choices":[{"index":0,"delta":{)" + fields + "}}]}";
    };

    row("usual",
        stream({message(R"("role":"assistant","content":"")"), delta("Hel"), delta("lo"), finish(), done}),
        u"Hello"_s);
    row("UTF-8", stream({delta("h\xC3\xA9 \xE4\xBD\xA0 \xF0\x9F\x98\x80"), finish(), done}), u"hé 你 😀"_s);
    row("surrogates apart", stream({delta("\\ud83d"), delta("\\ude00"), finish(), done}), u"😀"_s);
    row("bad UTF-8", stream({delta("a\xFF z"), delta("b"), finish(), done}), u"a\uFFFD zb"_s);
    row("role-less null content",
        stream({message(R"("role":"assistant","content":null)"), delta("a"), finish(), done}), u"a"_s);
    row("null delta", stream({R"({"choices":[{"delta":null}]})", delta("a"), finish(), done}), u"a"_s);
    row("no choices",
        stream({R"({"id":"x"})", R"({"choices":[]})", R"({"choices":null})", delta("a"), finish(), done}),
        u"a"_s);
    row("other choices",
        stream({delta("a"), R"({"choices":[{"index":1,"delta":{"content":"NO"}}]})", finish(), done}),
        u"a"_s);
    row("choices together",
        stream({R"({"choices":[{"index":1,"delta":{"content":"NO"}},{"index":0,"delta":{"content":"a"}}]})",
                finish(), done}),
        u"a"_s);
    row("content parts",
        stream({message(R"("content":[{"type":"text","text":"a"},{"type":"image"},"b"])"), finish(), done}),
        u"ab"_s);
    row("content number", stream({message(R"("content":42)"), finish(), done}), u"42"_s);
    row("no [DONE]", stream({delta("a"), finish()}), u"a"_s);
    row("no finish reason", stream({delta("a"), done}), u"a"_s, FinishReason::None);
    row("text after [DONE]", stream({delta("a"), finish(), done, delta("GHOST")}), u"a"_s);
    row("text after the finish", stream({delta("a"), finish(), delta("GHOST"), done}), u"a"_s);
    row("length", stream({delta("a"), finish("length"), done}), u"a"_s, FinishReason::Length);
    row("filter", stream({delta("a"), finish("content_filter"), done}), u"a"_s, FinishReason::ContentFilter);
    row("tools", stream({message(R"("tool_calls":[{"index":0}])"), finish("tool_calls"), done}), QString(),
        FinishReason::ToolCalls);
    row("unknown reason", stream({delta("a"), finish("tired"), done}), u"a"_s, FinishReason::Other);
    row("nothing but length", stream({finish("length"), done}), QString(), FinishReason::Length);
    row("reasoning_content", stream({message(R"("reasoning_content":"Hm")"), delta("a"), finish(), done}),
        u"a"_s, FinishReason::Stop, u"Hm"_s);
    row("reasoning", stream({message(R"("reasoning":"Hm")"), delta("a"), finish(), done}), u"a"_s,
        FinishReason::Stop, u"Hm"_s);
    row("both reasonings",
        stream({message(R"("reasoning":"Hm","reasoning_content":"Hm")"), delta("a"), finish(), done}), u"a"_s,
        FinishReason::Stop, u"Hm"_s);
    row("think tag", stream({delta("<thi"), delta("nk>Hm</th"), delta("ink>\\na"), finish(), done}), u"a"_s,
        FinishReason::Stop, u"Hm"_s);
    row("tag held back at the end", stream({delta("a\\n</thin"), finish(), done}), u"a\n</thin"_s);
    row("refusal", stream({message(R"("refusal":"No ")"), message(R"("refusal":"way.")"), finish(), done}),
        u"No way."_s);
    row("comments",
        raw(": ping\n\ndata: " + delta("a") + "\n\n:\n\ndata: " + finish() + "\n\n: x\n\ndata: [DONE]\n\n"),
        u"a"_s);
    row("CRLF", raw("data: " + delta("a") + "\r\n\r\ndata: " + finish() + "\r\n\r\ndata: [DONE]\r\n\r\n"),
        u"a"_s);
    row("byte order mark",
        raw("\xEF\xBB\xBF"
            "data: "
            + delta("a") + "\n\ndata: [DONE]\n\n"),
        u"a"_s, FinishReason::None);
    row("no last blank line", raw("data: " + delta("a") + "\n\ndata: " + finish()), u"a"_s);
    row("noise", raw("data: heartbeat\n\ndata: " + delta("a") + "\n\ndata: " + finish() + "\n\n"), u"a"_s);
    row("space around [DONE]", raw("data: " + delta("a") + "\n\ndata:  [DONE] \n\n"), u"a"_s,
        FinishReason::None);
    const QByteArray whole =
        R"({"model":"m-7","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},)"
        R"("finish_reason":"stop"}]})";
    row("JSON", ScriptedServer::json(200, whole), u"Hello"_s);
    row("JSON after blank lines", raw("\n\n \n" + whole + "\n"), u"Hello"_s);
    row("JSON on many lines", raw(QJsonDocument::fromJson(whole).toJson(QJsonDocument::Indented)),
        u"Hello"_s);
    row("JSON with no error",
        raw(R"({"error":{},"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]})"), u"a"_s);
    row("JSON without a reason", raw(R"({"choices":[{"message":{"content":"Hello"}}]})"), u"Hello"_s,
        FinishReason::None);
    row("JSON thinking",
        raw(R"({"choices":[{"message":{"content":"<think>Hm</think>a"},"finish_reason":"stop"}]})"), u"a"_s,
        FinishReason::Stop, u"Hm"_s);
    row("one object per line", raw(delta("a") + "\n" + delta("b") + "\n" + finish() + "\n"), u"ab"_s);
    row("one object per line, unended", raw(delta("a") + "\n" + finish()), u"a"_s);
}

void tst_ChatCompletionsBackend::completes()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    CompletionRecorder recorder(complete());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY2(recorder.result, qPrintable(recorder.error ? recorder.error->code : QString()));
    QTEST(recorder.text, "text");
    QTEST(recorder.reasoning, "reasoning");
    QTEST(recorder.result->finishReason, "reason");
}

void tst_ChatCompletionsBackend::completesByteByByte()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer.cutIntoBytes()});

    CompletionRecorder recorder(complete());

    QTRY_COMPARE(recorder.endings, 1);
    QTEST(recorder.text, "text");
    QTEST(recorder.reasoning, "reasoning");
    QVERIFY(recorder.result);
    QTEST(recorder.result->finishReason, "reason");
}

void tst_ChatCompletionsBackend::readsUsage_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<Usage>("usage");

    const auto usage = [](const QByteArray &object) -> QByteArray {
        return R"({"choices":[],"usage":)" + object + "}";
    };
    const Usage plain {.promptTokens = 3, .completionTokens = 5, .cachedTokens = {}, .reasoningTokens = {}};
    QTest::newRow("none") << QList {delta("a"), finish(), done} << Usage {};
    QTest::newRow("null") << QList {usage("null"), delta("a"), finish(), done} << Usage {};
    QTest::newRow("after the finish")
        << QList {delta("a"), finish(), usage(R"({"prompt_tokens":3,"completion_tokens":5})"), done} << plain;
    QTest::newRow("the last counts")
        << QList {usage(R"({"prompt_tokens":3,"completion_tokens":1})"), delta("a"), usage("null"),
                  usage(R"({"prompt_tokens":3,"completion_tokens":5})"), finish(),   done}
        << plain;
    QTest::newRow("odd types") << QList {
        delta("a"), usage(R"({"prompt_tokens":"3","completion_tokens":5.0,"x":[]})"), finish(),
        done} << plain;
    QTest::newRow("nonsense") << QList {delta("a"), usage(R"({"prompt_tokens":-1,"completion_tokens":{}})"),
                                        finish(), done}
                              << Usage {};
    QTest::newRow("details") << QList {
        delta("a"), finish(),
        usage(R"({"prompt_tokens":3,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":2},)"
              R"("completion_tokens_details":{"reasoning_tokens":4}})"),
        done} << Usage {.promptTokens = 3, .completionTokens = 5, .cachedTokens = 2, .reasoningTokens = 4};
}

void tst_ChatCompletionsBackend::readsUsage()
{
    QFETCH(const QList<QByteArray>, events);
    m_server->setAnswers({ScriptedServer::stream(events)});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.result);
    QTEST(recorder.result->usage, "usage");
}

void tst_ChatCompletionsBackend::readsCompressedStreams()
{
    const QByteArray body = "data: " + delta("Hello") + "\n\ndata: [DONE]\n\n";
    QByteArray deflated = qCompress(body).sliced(4); // a zlib stream after the length that Qt writes
    m_server->setAnswers({Answer {.headers = {{"Content-Encoding", "deflate"}}, .pieces = {deflated}}});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
}

void tst_ChatCompletionsBackend::joinsWhatArrivesTogether()
{
    QByteArray body;
    for (int i = 0; i < 1000; ++i)
        body += "data: " + delta("x") + "\n\n";
    m_server->setAnswers({Answer {.pieces = {body + "data: [DONE]\n\n"}}});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text.size(), 1000);
    QVERIFY2(recorder.pieces.size() < 100, qPrintable(QString::number(recorder.pieces.size())));
}

void tst_ChatCompletionsBackend::takesBackThinkingThatLookedLikeText()
{
    m_server->setAnswers(
        {ScriptedServer::stream({delta("Hm."), delta("\\n</think>\\n\\n"), delta("Hello"), finish(), done})});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, u"Hello"_s);
    QCOMPARE(recorder.reasoning, u"Hm.\n"_s);
}

void tst_ChatCompletionsBackend::doesNotWaitForTheEndOfTheConnection()
{
    m_server->setAnswers({ScriptedServer::stream({delta("a"), finish(), done}, End::Stall)});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.result);
    QTRY_COMPARE(m_server->connections(), 0); // and does not keep it either
}

void tst_ChatCompletionsBackend::learnsQuirks_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<ModelQuirks>("quirks");
    QTest::addColumn<QString>("field");

    QTest::newRow("other name")
        << 400
        << QByteArray(
               R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. )"
               R"(Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}})")
        << ModelQuirks {u"max_completion_tokens"_s, {}} << u"max_tokens"_s;
    QTest::newRow("value")
        << 400
        << QByteArray(R"({"error":{"message":"'temperature' does not support 0.5 with this model.",)"
                      R"("param":"temperature","code":"unsupported_value"}})")
        << ModelQuirks {{}, {u"temperature"_s}} << u"temperature"_s;
    QTest::newRow("only in the message")
        << 400
        << QByteArray(R"({"error":{"message":"Unrecognized request argument supplied: stream_options"}})")
        << ModelQuirks {{}, {u"stream_options"_s}} << u"stream_options"_s;
    QTest::newRow("inner field")
        << 400
        << QByteArray(R"({"error":{"message":"Unknown parameter",)"
                      R"("param":"stream_options.include_usage","code":"unknown_parameter"}})")
        << ModelQuirks {{}, {u"stream_options"_s}} << u"stream_options"_s;
    QTest::newRow("FastAPI")
        << 422
        << QByteArray(R"({"detail":[{"loc":["body","top_p"],"msg":"Extra inputs are not permitted"}]})")
        << ModelQuirks {{}, {u"top_p"_s}} << u"top_p"_s;
    QTest::newRow("no streaming") << 400
                                  << QByteArray(
                                         R"({"error":{"message":"stream is not supported","param":"stream",)"
                                         R"("code":"unsupported_value"}})")
                                  << ModelQuirks {{}, {u"stream"_s}} << u"stream"_s;
}

void tst_ChatCompletionsBackend::learnsQuirks()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, refusal);
    QFETCH(const QString, field);
    m_server->setAnswers(
        {ScriptedServer::json(status, refusal), ScriptedServer::stream({delta("a"), finish(), done})});
    Parameters parameters;
    parameters.temperature = 0.5;
    parameters.topP = 0.5;
    parameters.maxOutputTokens = 7;

    CompletionRecorder recorder(complete(endpoint(), parameters));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.result);
    QCOMPARE(m_server->requests().size(), 2);
    QVERIFY(sentBody(0).contains(field));
    QVERIFY(!sentBody(1).contains(field));
    QVERIFY(recorder.quirks);
    QTEST(*recorder.quirks, "quirks");
}

// A value that the user chose and the service finds wrong is for the user to change.
void tst_ChatCompletionsBackend::keepsWrongValues()
{
    m_server->setAnswers(
        {ScriptedServer::json(400,
                              R"({"error":{"message":"3 is greater than the maximum of 2 - 'temperature'",)"
                              R"("param":"temperature","code":"decimal_above_max_value"}})")});
    Parameters parameters;
    parameters.temperature = 3;

    CompletionRecorder recorder(complete(endpoint(), parameters));

    QTRY_VERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::Rejected);
    QCOMPARE(recorder.error->param, u"temperature"_s);
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(!recorder.quirks);
}

void tst_ChatCompletionsBackend::stopsLearningSomewhere()
{
    m_server->setAnswers({ScriptedServer::json(
        400, R"({"error":{"message":"Unsupported: max_tokens, max_completion_tokens, temperature"}})")});
    Parameters parameters;
    parameters.temperature = 1;
    parameters.maxOutputTokens = 7;

    CompletionRecorder recorder(complete(endpoint(), parameters));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.error);
    QCOMPARE(m_server->requests().size(), 4); // without temperature, with the other limit, without a limit
}

QTEST_GUILESS_MAIN(tst_ChatCompletionsBackend)
#include "tst_chatcompletionsbackend.moc"
