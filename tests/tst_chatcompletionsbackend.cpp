#include "net/chatcompletionsbackend.h"

#include "completionrecorder.h"
#include "scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <memory>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedServer::Answer;
using End = ScriptedServer::End;
using Kind = CompletionError::Kind;

class tst_ChatCompletionsBackend : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void sendsTheRequest();
    void sendsWhatTheEndpointAsks();
    void joinsNeighboursOfOneRole();
    void choosesTheTokenLimitField_data();
    void choosesTheTokenLimitField();
    void refusesBadKeys_data();
    void refusesBadKeys();

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

    void fails_data();
    void fails();
    void failsByteByByte_data() { fails_data(); }
    void failsByteByByte();
    void keepsWhatCameBeforeAReset();
    void reportsTheHead();
    void masksTheKey();
    void limitsTheAnswer();

    void followsNoRedirection_data();
    void followsNoRedirection();
    void neverAsksTwice_data();
    void neverAsksTwice();
    void mayRetryWhatWasNeverSent();
    void timesOut_data();
    void timesOut();
    void timesOutWhileConnecting();
    void keepsWhatIsCompleteDespiteATimeout();

    void learnsQuirks_data();
    void learnsQuirks();
    void keepsWrongValues();
    void stopsLearningSomewhere();

    void cancels_data();
    void cancels();
    void canBeDeletedAtAnyMoment_data();
    void canBeDeletedAtAnyMoment();
    void endsOnlyAfterTheCallerHasReturned();

private:
    [[nodiscard]] Endpoint endpoint() const;
    CompletionReply *complete(const Endpoint &endpoint, const Parameters &parameters = {},
                              const ModelQuirks &quirks = {});
    CompletionReply *complete() { return complete(endpoint()); }
    [[nodiscard]] QJsonObject sentBody(qsizetype request = 0) const;

    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QObject> m_owner;
};

static QByteArray delta(const QByteArray &content)
{
    return R"({"choices":[{"index":0,"delta":{"content":")" + content + R"("},"finish_reason":null}]})";
}

static QByteArray finish(const QByteArray &reason = "stop")
{
    return R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + reason + R"("}]})";
}

static const QByteArray done = "[DONE]";

void tst_ChatCompletionsBackend::init()
{
    m_network = std::make_unique<QNetworkAccessManager>();
    m_server = std::make_unique<ScriptedServer>();
    m_owner = std::make_unique<QObject>();
}

void tst_ChatCompletionsBackend::cleanup()
{
    m_owner.reset();
    m_network.reset();
    m_server.reset();
}

Endpoint tst_ChatCompletionsBackend::endpoint() const
{
    Endpoint result;
    result.service.name = u"Acme"_s;
    result.service.baseUrl = m_server->url(u"/v1"_s);
    result.apiKey = "very-secret";
    return result;
}

CompletionReply *tst_ChatCompletionsBackend::complete(const Endpoint &endpoint, const Parameters &parameters,
                                                      const ModelQuirks &quirks)
{
    ChatCompletionsBackend backend(*m_network, endpoint, quirks);
    return backend.complete({.model = u"m"_s, .messages = {{Role::User, u"Hi"_s}}, .parameters = parameters},
                            m_owner.get());
}

QJsonObject tst_ChatCompletionsBackend::sentBody(qsizetype request) const
{
    return QJsonDocument::fromJson(m_server->requests().value(request).body).object();
}

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

void tst_ChatCompletionsBackend::joinsNeighboursOfOneRole()
{
    m_server->setAnswers({ScriptedServer::stream({delta("x"), done})});
    ChatCompletionsBackend backend(*m_network, endpoint());
    const QList<ChatMessage> messages {{Role::System, u"Be nice."_s},
                                       {Role::User, u"One"_s},
                                       {Role::Assistant, QString()},
                                       {Role::User, u"Two"_s},
                                       {Role::Assistant, u"Three"_s}};

    CompletionRecorder recorder(
        backend.complete({.model = u"m"_s, .messages = messages, .parameters = {}}, m_owner.get()));

    QTRY_VERIFY(recorder.hasEnded());
    const QJsonDocument expected = QJsonDocument::fromJson(
        R"([{"role":"system","content":"Be nice."},{"role":"user","content":"One\n\nTwo"},
            {"role":"assistant","content":"Three"}])");
    QCOMPARE(sentBody().value("messages"_L1).toArray(), expected.array());
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

void tst_ChatCompletionsBackend::refusesBadKeys_data()
{
    QTest::addColumn<QByteArray>("key");

    QTest::newRow("line break") << QByteArray("sk-1\r\nX-Evil: 1");
    QTest::newRow("space") << QByteArray("sk 1");
    QTest::newRow("not ASCII") << QByteArray("sk-\xC3\xA9");
    QTest::newRow("NUL") << QByteArray("sk-\0x", 5);
}

void tst_ChatCompletionsBackend::refusesBadKeys()
{
    QFETCH(const QByteArray, key);
    Endpoint endpoint = this->endpoint();
    endpoint.apiKey = key;

    CompletionRecorder recorder(complete(endpoint));

    QVERIFY(!recorder.hasEnded());
    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::BadKey);
    QCOMPARE(m_server->connections(), 0);
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
        R"({"model":"m-7","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]})";
    row("JSON", ScriptedServer::json(200, whole), u"Hello"_s);
    row("JSON after blank lines", raw("\n\n \n" + whole + "\n"), u"Hello"_s);
    row("JSON on many lines", raw(QJsonDocument::fromJson(whole).toJson(QJsonDocument::Indented)),
        u"Hello"_s);
    row("JSON with no error", raw(R"({"error":{},"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]})"), u"a"_s);
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
        usage(
            R"({"prompt_tokens":3,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":4}})"),
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

void tst_ChatCompletionsBackend::fails_data()
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
    const auto raw = [](const QByteArray &body) { return Answer {.pieces = {body}}; };
    const QByteArray error = R"({"error":{"message":"Out of order","code":503}})";

    row("cut", stream({delta("a")}), Kind::Interrupted, {}, u"a"_s);
    row("cut in an event", raw("data: " + delta("a") + "\n\ndata: {\"choi"), Kind::Interrupted, {}, u"a"_s);
    row("damaged event", stream({delta("a"), "{\"choices\":[}", delta("b"), done}), Kind::Malformed, {},
        u"a"_s);
    row("error first", stream({error}), Kind::ServerFailed, u"Out of order"_s);
    row("error later", stream({delta("a"), error, done}), Kind::ServerFailed, u"Out of order"_s, u"a"_s);
    row("error event",
        raw("data: " + delta("a") + "\n\nevent: error\ndata: {\"message\":\"Out of order\"}\n\n"),
        Kind::ServerFailed, u"Out of order"_s, u"a"_s);
    row("error by vLLM", stream({delta("a"), R"({"object":"error","message":"Too long","code":400})"}),
        Kind::Rejected, u"Too long"_s, u"a"_s);
    row("error as reason", stream({delta("a"), finish("error")}), Kind::ServerFailed, {}, u"a"_s);
    row("error as JSON", raw(R"({"error":{"message":"No such model: the model does not exist"}})"),
        Kind::ModelMissing, u"No such model: the model does not exist"_s);
    row("error in an array", raw(R"([{"error":{"message":"Bad","type":"invalid_request_error"}}])"),
        Kind::Rejected, u"Bad"_s);
    row("error on a line", raw(delta("a") + "\n{\"error\":\"Out of order\"}\n"), Kind::ServerFailed,
        u"Out of order"_s, u"a"_s);
    row("route by LM Studio", raw(R"({"error":"Unexpected endpoint or method: POST /x"})"),
        Kind::RouteMissing, u"Unexpected endpoint or method: POST /x"_s);
    row("other JSON", raw(R"({"detail":"Welcome"})"), Kind::Malformed, u"Welcome"_s);
    row("cut JSON", raw(R"({"choices":[{"message":{"content":"a)"), Kind::Malformed);
    row("empty", raw(""), Kind::Empty);
    row("204", Answer {.status = 204}, Kind::Empty);
    row("only space", raw("\n\n"), Kind::Empty);
    row("only [DONE]", stream({done}), Kind::Empty);
    row("only a role", stream({R"({"choices":[{"delta":{"role":"assistant"}}]})", finish(), done}),
        Kind::Empty);
    row("only comments", raw(": ping\n\n: ping\n\n"), Kind::Interrupted);
    row("page", raw("<!DOCTYPE html><html><title>Log in</title><body><script>x</script></html>"),
        Kind::Malformed, u"Log in"_s);
    row("text", raw("Please pay"), Kind::Malformed, u"Please pay"_s);
    row("wrong encoding",
        Answer {.headers = {{"Content-Encoding", "gzip"}}, .pieces = {"this is no gzip stream"}},
        Kind::Malformed);
    row("short by length",
        Answer {.headers = {{"Content-Length", "5000"}}, .pieces = {"data: " + delta("a") + "\n\n"}},
        Kind::Interrupted, {}, u"a"_s);
    row("401", ScriptedServer::json(401, R"({"error":{"message":"Who?"}})"), Kind::Unauthorized, u"Who?"_s);
    row("401 with a challenge",
        Answer {.status = 401,
                .headers = {{"WWW-Authenticate", "Basic realm=\"x\""}},
                .pieces = {"{\"error\":\"Who?\"}"}},
        Kind::Unauthorized, u"Who?"_s);
    row("401 negotiate",
        Answer {.status = 401,
                .headers = {{"WWW-Authenticate", "Negotiate"}},
                .pieces = {"{\"error\":\"Who?\"}"}},
        Kind::Unauthorized, u"Who?"_s);
    row("429", ScriptedServer::json(429, R"({"error":{"message":"Slow down","code":"rate_limit_exceeded"}})"),
        Kind::RateLimited, u"Slow down"_s);
    row("502 page", Answer {.status = 502, .pieces = {"<html><title>502 Bad Gateway</title></html>"}},
        Kind::ServerFailed, u"502 Bad Gateway"_s);
    row("error cut short",
        Answer {.status = 500, .headers = {{"Content-Length", "5000"}}, .pieces = {"Oops"}},
        Kind::ServerFailed, u"Oops"_s);
    row("304", Answer {.status = 304}, Kind::Malformed);
    row("not HTTP", Answer {.status = 0, .pieces = {"SSH-2.0-OpenSSH_9.2\r\n"}}, Kind::Unreachable);
}

void tst_ChatCompletionsBackend::fails()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    CompletionRecorder recorder(complete());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.error);
    QTEST(recorder.error->kind, "kind");
    QTEST(recorder.error->detail, "detail");
    QTEST(recorder.text, "text");
    QCOMPARE(m_server->requests().size(), 1);
    if (!recorder.text.isEmpty())
        QVERIFY(!recorder.error->mayRetry);
}

void tst_ChatCompletionsBackend::failsByteByByte()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer.cutIntoBytes()});

    CompletionRecorder recorder(complete());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.error);
    QTEST(recorder.error->kind, "kind");
    QTEST(recorder.error->detail, "detail");
    QTEST(recorder.text, "text");
}

void tst_ChatCompletionsBackend::keepsWhatCameBeforeAReset()
{
    m_server->setAnswers({ScriptedServer::stream({delta("a")}, End::Stall)});
    CompletionRecorder recorder(complete());
    QTRY_COMPARE(recorder.text, u"a"_s);

    m_server->breakConnections();

    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::Interrupted);
    QVERIFY(!recorder.error->mayRetry);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ChatCompletionsBackend::reportsTheHead()
{
    Answer answer = ScriptedServer::json(429, R"({"error":{"message":"x","code":"c","param":"p"}})");
    answer.headers << std::pair<QByteArray, QByteArray>("X-Request-Id", "req_1")
                   << std::pair<QByteArray, QByteArray>("Retry-After", "7")
                   << std::pair<QByteArray, QByteArray>("X-Should-Retry", "false");
    m_server->setAnswers({answer});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.error);
    const CompletionError expected {
        .kind = Kind::RateLimited,
        .httpStatus = 429,
        .detail = u"x"_s,
        .code = u"c"_s,
        .param = u"p"_s,
        .requestId = u"req_1"_s,
        .host = u"127.0.0.1:%1"_s.arg(m_server->port()),
        .mayRetry = false,
        .retryAfter = 7s,
    };
    QCOMPARE(*recorder.error, expected);
}

void tst_ChatCompletionsBackend::masksTheKey()
{
    m_server->setAnswers(
        {ScriptedServer::json(401, R"({"error":{"message":"Incorrect API key: very-secret"}})")});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.error);
    QCOMPARE(recorder.error->detail, u"Incorrect API key: ***"_s);
}

void tst_ChatCompletionsBackend::limitsTheAnswer()
{
    const QByteArray line(1024 * 1024, 'x');
    m_server->setAnswers({Answer {.pieces = QList<QByteArray> {"data: " + delta("a") + "\n\ndata: "}
                                      + QList<QByteArray>(40, line)}});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY_WITH_TIMEOUT(recorder.error, 30'000);
    QCOMPARE(recorder.error->kind, Kind::Malformed);
    QCOMPARE(recorder.error->code, u"answer_too_large"_s);
    QCOMPARE(recorder.text, u"a"_s);
}

void tst_ChatCompletionsBackend::followsNoRedirection_data()
{
    QTest::addColumn<int>("status");

    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void tst_ChatCompletionsBackend::followsNoRedirection()
{
    QFETCH(const int, status);
    ScriptedServer other;
    m_server->setAnswers({Answer {
        .status = status, .headers = {{"Location", other.url(u"/v1/chat/completions"_s).toEncoded()}}}});

    CompletionRecorder recorder(complete());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::Redirected);
    QCOMPARE(recorder.error->host, u"127.0.0.1:%1"_s.arg(other.port()));
    QVERIFY(other.requests().isEmpty());
    QCOMPARE(other.connections(), 0);
}

void tst_ChatCompletionsBackend::neverAsksTwice_data()
{
    QTest::addColumn<End>("end");

    QTest::newRow("closed without a byte") << End::Close;
    QTest::newRow("reset without a byte") << End::Reset;
}

void tst_ChatCompletionsBackend::neverAsksTwice()
{
    QFETCH(const End, end);
    const Answer nothing {.status = 0, .end = end};
    m_server->setAnswers({nothing, ScriptedServer::stream({delta("SECOND"), finish(), done})});

    CompletionRecorder recorder(complete());

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::Unreachable);
    QVERIFY(!recorder.error->mayRetry); // the service may have begun to work
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ChatCompletionsBackend::mayRetryWhatWasNeverSent()
{
    QTcpServer gone;
    QVERIFY(gone.listen(QHostAddress::LocalHost));
    Endpoint endpoint = this->endpoint();
    endpoint.service.baseUrl.setPort(gone.serverPort());
    gone.close();

    CompletionRecorder recorder(complete(endpoint));

    QTRY_VERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::Unreachable);
    QCOMPARE(recorder.error->code, u"connection_refused"_s);
    QVERIFY(recorder.error->mayRetry);
    QVERIFY(!recorder.error->detail.contains(u"/v1"_s));
}

void tst_ChatCompletionsBackend::timesOut_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");

    QTest::newRow("no head") << Answer {.status = 0, .end = End::Stall} << u"first_byte_timeout"_s
                             << QString();
    QTest::newRow("half a head") << Answer {.status = 0,
                                            .pieces = {"HTTP/1.1 200 OK\r\nContent-"},
                                            .end = End::Stall}
                                 << u"first_byte_timeout"_s << QString();
    QTest::newRow("no body") << Answer {.end = End::Stall} << u"first_byte_timeout"_s << QString();
    QTest::newRow("only comments") << Answer {.pieces = QList<QByteArray>(50, ": ping\n\n"),
                                              .end = End::Stall}
                                   << u"first_byte_timeout"_s << QString();
    QTest::newRow("silence") << ScriptedServer::stream({delta("a")}, End::Stall) << u"idle_timeout"_s
                             << u"a"_s;
    QTest::newRow("comments for ever") << Answer {.pieces = QList<QByteArray> {"data: " + delta("a") + "\n\n"}
                                                      + QList<QByteArray>(5000, ": ping\n\n"),
                                                  .end = End::Stall}
                                       << u"idle_timeout"_s << u"a"_s;
}

void tst_ChatCompletionsBackend::timesOut()
{
    QFETCH(const Answer, answer);
    QFETCH(const QString, code);
    m_server->setAnswers({answer});
    Endpoint endpoint = this->endpoint();
    endpoint.service.timeouts = {
        .connect = 10s, .firstByte = code == "idle_timeout"_L1 ? 10s : 50ms, .idle = 50ms};

    CompletionRecorder recorder(complete(endpoint));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::TimedOut);
    QCOMPARE(recorder.error->code, code);
    QVERIFY(!recorder.error->mayRetry);
    QTEST(recorder.text, "text");
    QTRY_COMPARE(m_server->connections(), 0);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ChatCompletionsBackend::timesOutWhileConnecting()
{
    Endpoint endpoint = this->endpoint();
    endpoint.service.baseUrl.setScheme(
        u"https"_s); // the server waits for a request, the client for a handshake
    endpoint.service.timeouts.connect = 50ms;

    CompletionRecorder recorder(complete(endpoint));

    QTRY_VERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::Unreachable);
    QCOMPARE(recorder.error->code, u"connect_timeout"_s);
    QVERIFY(recorder.error->mayRetry);
}

void tst_ChatCompletionsBackend::keepsWhatIsCompleteDespiteATimeout()
{
    m_server->setAnswers({ScriptedServer::stream({delta("a"), finish()}, End::Stall)});
    Endpoint endpoint = this->endpoint();
    endpoint.service.timeouts.idle = 50ms;

    CompletionRecorder recorder(complete(endpoint));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.result);
    QCOMPARE(recorder.text, u"a"_s);
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
               R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}})")
        << ModelQuirks {u"max_completion_tokens"_s, {}} << u"max_tokens"_s;
    QTest::newRow("value")
        << 400
        << QByteArray(
               R"({"error":{"message":"'temperature' does not support 0.5 with this model.","param":"temperature","code":"unsupported_value"}})")
        << ModelQuirks {{}, {u"temperature"_s}} << u"temperature"_s;
    QTest::newRow("only in the message")
        << 400
        << QByteArray(R"({"error":{"message":"Unrecognized request argument supplied: stream_options"}})")
        << ModelQuirks {{}, {u"stream_options"_s}} << u"stream_options"_s;
    QTest::newRow("inner field")
        << 400
        << QByteArray(
               R"({"error":{"message":"Unknown parameter","param":"stream_options.include_usage","code":"unknown_parameter"}})")
        << ModelQuirks {{}, {u"stream_options"_s}} << u"stream_options"_s;
    QTest::newRow("FastAPI")
        << 422
        << QByteArray(R"({"detail":[{"loc":["body","top_p"],"msg":"Extra inputs are not permitted"}]})")
        << ModelQuirks {{}, {u"top_p"_s}} << u"top_p"_s;
    QTest::newRow("no streaming")
        << 400
        << QByteArray(
               R"({"error":{"message":"stream is not supported","param":"stream","code":"unsupported_value"}})")
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
    m_server->setAnswers({ScriptedServer::json(
        400,
        R"({"error":{"message":"3 is greater than the maximum of 2 - 'temperature'","param":"temperature","code":"decimal_above_max_value"}})")});
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

void tst_ChatCompletionsBackend::cancels_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("text");

    QTest::newRow("at once") << Answer {.status = 0, .end = End::Stall} << QString();
    QTest::newRow("in the answer") << ScriptedServer::stream({delta("a")}, End::Stall) << u"a"_s;
    QTest::newRow("in an error") << Answer {.status = 500, .pieces = {"{"}, .end = End::Stall} << QString();
}

void tst_ChatCompletionsBackend::cancels()
{
    QFETCH(const Answer, answer);
    QFETCH(const QString, text);
    m_server->setAnswers({answer});
    CompletionReply *reply = complete();
    CompletionRecorder recorder(reply);
    QTRY_COMPARE(m_server->requests().size(), 1);
    QTRY_COMPARE(recorder.text, text);

    reply->cancel();
    reply->cancel();

    QVERIFY(!recorder.hasEnded());
    QTRY_COMPARE(recorder.endings, 1);
    QCOMPARE(recorder.error->kind, Kind::Cancelled);
    QTRY_COMPARE(m_server->connections(), 0);
    QCOMPARE(recorder.endings, 1);
}

void tst_ChatCompletionsBackend::canBeDeletedAtAnyMoment_data()
{
    QTest::addColumn<QByteArray>("signal");

    QTest::newRow("text") << QByteArray("text");
    QTest::newRow("reasoning") << QByteArray("reasoning");
    QTest::newRow("quirks") << QByteArray("quirks");
    QTest::newRow("finished") << QByteArray("finished");
}

void tst_ChatCompletionsBackend::canBeDeletedAtAnyMoment()
{
    QFETCH(const QByteArray, signal);
    m_server->setAnswers(
        {ScriptedServer::json(400, R"({"error":{"message":"unsupported","param":"stream_options"}})"),
         ScriptedServer::stream(
             {R"({"choices":[{"delta":{"reasoning":"Hm","content":"a"}}]})", finish(), done})});
    const QPointer<CompletionReply> reply = complete();
    int calls = 0;
    const auto destroy = [&] {
        ++calls;
        delete reply;
    };

    if (signal == "text")
        connect(reply, &CompletionReply::textReceived, this, destroy);
    else if (signal == "reasoning")
        connect(reply, &CompletionReply::reasoningReceived, this, destroy);
    else if (signal == "quirks")
        connect(reply, &CompletionReply::quirksLearned, this, destroy);
    else
        connect(reply, &CompletionReply::finished, this, destroy);

    QTRY_VERIFY(!reply);
    QCOMPARE(calls, 1);
}

void tst_ChatCompletionsBackend::endsOnlyAfterTheCallerHasReturned()
{
    Endpoint endpoint = this->endpoint();
    endpoint.service.baseUrl = QUrl();

    CompletionReply *reply = complete(endpoint);
    QSignalSpy failed(reply, &CompletionReply::failed);
    QVERIFY(failed.isEmpty());

    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<CompletionError>().code, u"no_address"_s);
}

QTEST_GUILESS_MAIN(tst_ChatCompletionsBackend)
#include "tst_chatcompletionsbackend.moc"
