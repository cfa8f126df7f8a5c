#include "chatcompletionsfixture.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedServer::Answer;
using End = ScriptedServer::End;
using Kind = CompletionError::Kind;

// How completions fail, time out and are given up.
class tst_CompletionFailures : public QObject, private ChatCompletionsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void refusesBadKeys_data();
    void refusesBadKeys();
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
    void cancels_data();
    void cancels();
    void canBeDeletedAtAnyMoment_data();
    void canBeDeletedAtAnyMoment();
    void endsOnlyAfterTheCallerHasReturned();
};

void tst_CompletionFailures::refusesBadKeys_data()
{
    QTest::addColumn<QByteArray>("key");

    QTest::newRow("line break") << QByteArray("sk-1\r\nX-Evil: 1");
    QTest::newRow("space") << QByteArray("sk 1");
    QTest::newRow("not ASCII") << QByteArray("sk-\xC3\xA9");
    QTest::newRow("NUL") << QByteArray("sk-\0x", 5);
}

void tst_CompletionFailures::refusesBadKeys()
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

void tst_CompletionFailures::fails_data()
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

void tst_CompletionFailures::fails()
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

void tst_CompletionFailures::failsByteByByte()
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

void tst_CompletionFailures::keepsWhatCameBeforeAReset()
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

void tst_CompletionFailures::reportsTheHead()
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

void tst_CompletionFailures::masksTheKey()
{
    m_server->setAnswers(
        {ScriptedServer::json(401, R"({"error":{"message":"Incorrect API key: very-secret"}})")});

    CompletionRecorder recorder(complete());

    QTRY_VERIFY(recorder.error);
    QCOMPARE(recorder.error->detail, u"Incorrect API key: ***"_s);
}

void tst_CompletionFailures::limitsTheAnswer()
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

void tst_CompletionFailures::followsNoRedirection_data()
{
    QTest::addColumn<int>("status");

    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void tst_CompletionFailures::followsNoRedirection()
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

void tst_CompletionFailures::neverAsksTwice_data()
{
    QTest::addColumn<End>("end");

    QTest::newRow("closed without a byte") << End::Close;
    QTest::newRow("reset without a byte") << End::Reset;
}

void tst_CompletionFailures::neverAsksTwice()
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

void tst_CompletionFailures::mayRetryWhatWasNeverSent()
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

void tst_CompletionFailures::timesOut_data()
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

void tst_CompletionFailures::timesOut()
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

void tst_CompletionFailures::timesOutWhileConnecting()
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

void tst_CompletionFailures::keepsWhatIsCompleteDespiteATimeout()
{
    m_server->setAnswers({ScriptedServer::stream({delta("a"), finish()}, End::Stall)});
    Endpoint endpoint = this->endpoint();
    endpoint.service.timeouts.idle = 50ms;

    CompletionRecorder recorder(complete(endpoint));

    QTRY_COMPARE(recorder.endings, 1);
    QVERIFY(recorder.result);
    QCOMPARE(recorder.text, u"a"_s);
}

void tst_CompletionFailures::cancels_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("text");

    QTest::newRow("at once") << Answer {.status = 0, .end = End::Stall} << QString();
    QTest::newRow("in the answer") << ScriptedServer::stream({delta("a")}, End::Stall) << u"a"_s;
    QTest::newRow("in an error") << Answer {.status = 500, .pieces = {"{"}, .end = End::Stall} << QString();
}

void tst_CompletionFailures::cancels()
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

void tst_CompletionFailures::canBeDeletedAtAnyMoment_data()
{
    QTest::addColumn<QByteArray>("signal");

    QTest::newRow("text") << QByteArray("text");
    QTest::newRow("reasoning") << QByteArray("reasoning");
    QTest::newRow("quirks") << QByteArray("quirks");
    QTest::newRow("finished") << QByteArray("finished");
}

void tst_CompletionFailures::canBeDeletedAtAnyMoment()
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

void tst_CompletionFailures::endsOnlyAfterTheCallerHasReturned()
{
    Endpoint endpoint = this->endpoint();
    endpoint.service.baseUrl = QUrl();

    CompletionReply *reply = complete(endpoint);
    QSignalSpy failed(reply, &CompletionReply::failed);
    QVERIFY(failed.isEmpty());

    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<CompletionError>().code, u"no_address"_s);
}

QTEST_GUILESS_MAIN(tst_CompletionFailures)
#include "tst_completionfailures.moc"
