#include "practice/practiceserver.h"

#include "completionrecorder.h"
#include "net/completionbackend.h"
#include "net/connectiontest.h"
#include "net/modellist.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

class tst_PracticeServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void answersQuestions();
    void echoes();
    void countsTokens();
    void honoursTheTokenLimit();
    void passesTheConnectionTest();
    void listsModels();
    void servesSeveralAtOnce();
    void survivesAClientThatStops();
    void isOnlyForThoseWhoKnowItsPath_data();
    void isOnlyForThoseWhoKnowItsPath();
    void listensOnThisComputerOnly();
    void reportsErrors_data();
    void reportsErrors();
    void answersWholeWhenAsked();
    void readsRequestsCutAnywhere();
    void canBeStartedAgain();

private:
    void startServer(int tokensPerSecond);
    [[nodiscard]] Endpoint endpoint() const;
    CompletionReply *ask(const Endpoint &endpoint, const QString &model, const QList<ChatMessage> &messages,
                         std::optional<int> maxTokens = {});
    CompletionReply *ask(const QString &model, const QString &question)
    {
        return ask(endpoint(), model, {{Role::User, question}});
    }
    /// Sends bytes over a connection of its own and returns what comes back, up to `until`.
    [[nodiscard]] QByteArray exchange(const QList<QByteArray> &pieces, const QByteArray &until) const;

    std::unique_ptr<PracticeServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<QObject> m_owner;
};

void tst_PracticeServer::init()
{
    m_network = std::make_unique<QNetworkAccessManager>();
    m_owner = std::make_unique<QObject>();
    startServer(0);
}

void tst_PracticeServer::cleanup()
{
    m_owner.reset();
    m_network.reset();
    m_server.reset();
}

void tst_PracticeServer::startServer(int tokensPerSecond)
{
    m_server = std::make_unique<PracticeServer>();
    m_server->setTokensPerSecond(tokensPerSecond);
    const auto started = m_server->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

Endpoint tst_PracticeServer::endpoint() const { return {.service = m_server->service()}; }

CompletionReply *tst_PracticeServer::ask(const Endpoint &endpoint, const QString &model,
                                         const QList<ChatMessage> &messages, std::optional<int> maxTokens)
{
    CompletionRequest request {.model = model, .messages = messages};
    request.parameters.maxOutputTokens = maxTokens;
    return createBackend(*m_network, endpoint, request.strategy)->complete(request, m_owner.get());
}

QByteArray tst_PracticeServer::exchange(const QList<QByteArray> &pieces, const QByteArray &until) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(m_server->baseUrl().port()));
    if (!socket.waitForConnected())
        return {};
    for (const QByteArray &piece : pieces) {
        socket.write(piece);
        socket.waitForBytesWritten();
    }
    QByteArray received = socket.readAll();
    while (!received.contains(until) && socket.waitForReadyRead())
        received += socket.readAll();
    return received;
}

void tst_PracticeServer::answersQuestions()
{
    CompletionRecorder recorder(ask(m_server->service().defaultModel, u"How do I search?"_s));

    QTRY_VERIFY(recorder.result);
    QVERIFY(recorder.text.startsWith(u"## Search\n"_s));
    QCOMPARE(recorder.result->finishReason, FinishReason::Stop);
    QCOMPARE(recorder.result->model, u"practice-guide"_s);
}

void tst_PracticeServer::echoes()
{
    const QString text = u"Grüße, 你好 😀\n\n```\n</think>\n```"_s;

    CompletionRecorder recorder(ask(u"practice-echo"_s, text));

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, text);
}

void tst_PracticeServer::countsTokens()
{
    CompletionRecorder recorder(ask(u"practice-echo"_s, u"one two three"_s));

    QTRY_VERIFY(recorder.result);
    const Usage expected {
        .promptTokens = 3, .completionTokens = 3, .cachedTokens = {}, .reasoningTokens = {}};
    QCOMPARE(recorder.result->usage, expected);
}

void tst_PracticeServer::honoursTheTokenLimit()
{
    CompletionRecorder recorder(ask(endpoint(), u"practice-echo"_s, {{Role::User, u"one two three"_s}}, 2));

    QTRY_VERIFY(recorder.result);
    QCOMPARE(recorder.text, u"one two"_s);
    QCOMPARE(recorder.result->finishReason, FinishReason::Length);
}

void tst_PracticeServer::passesTheConnectionTest()
{
    ConnectionTest test(*m_network, endpoint());
    QSignalSpy finished(&test, &ConnectionTest::finished);

    test.start();

    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.first().first().toBool());
}

void tst_PracticeServer::listsModels()
{
    QSignalSpy finished(listModels(*m_network, endpoint(), m_owner.get()), &ModelListReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toStringList(),
             (QStringList {u"practice-echo"_s, u"practice-guide"_s}));
}

void tst_PracticeServer::servesSeveralAtOnce()
{
    startServer(200);
    const QString words = u"word "_s.repeated(60).trimmed();

    CompletionRecorder one(ask(u"practice-echo"_s, u"one "_s + words));
    CompletionRecorder two(ask(u"practice-echo"_s, u"two "_s + words));

    QTRY_VERIFY(!one.text.isEmpty() && !two.text.isEmpty());
    QVERIFY(!one.hasEnded());
    QVERIFY(!two.hasEnded());
    QTRY_VERIFY(one.result && two.result);
    QCOMPARE(one.text, u"one "_s + words);
    QCOMPARE(two.text, u"two "_s + words);
}

void tst_PracticeServer::survivesAClientThatStops()
{
    startServer(50);
    CompletionReply *reply = ask(u"practice-echo"_s, u"word "_s.repeated(1000));
    CompletionRecorder stopped(reply);
    QTRY_VERIFY(!stopped.text.isEmpty());

    reply->cancel();
    QTRY_VERIFY(stopped.error);
    CompletionRecorder next(ask(u"practice-echo"_s, u"next"_s));

    QTRY_VERIFY(next.result);
    QCOMPARE(next.text, u"next"_s);
}

void tst_PracticeServer::isOnlyForThoseWhoKnowItsPath_data()
{
    QTest::addColumn<QString>("path");

    QTest::newRow("no token") << u"/v1"_s;
    QTest::newRow("another token") << u"/0123456789abcdef0123456789abcdef/v1"_s;
    QTest::newRow("root") << QString();
}

void tst_PracticeServer::isOnlyForThoseWhoKnowItsPath()
{
    QFETCH(const QString, path);
    Endpoint stranger = endpoint();
    stranger.service.baseUrl.setPath(path);

    CompletionRecorder recorder(ask(stranger, u"practice-echo"_s, {{Role::User, u"Hi"_s}}));

    QTRY_VERIFY(recorder.error);
    QCOMPARE(recorder.error->kind, Kind::RouteMissing);
    QCOMPARE(recorder.error->httpStatus, 404);
}

void tst_PracticeServer::listensOnThisComputerOnly()
{
    QCOMPARE(m_server->baseUrl().host(), u"127.0.0.1"_s);
    QVERIFY(m_server->baseUrl().path().size() > 32);

    QTcpSocket socket;
    socket.connectToHost(QHostAddress(u"127.0.0.2"_s), static_cast<quint16>(m_server->baseUrl().port()));
    QVERIFY(!socket.waitForConnected(1000)); // another address of this very computer
}

void tst_PracticeServer::reportsErrors_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("part");

    const auto post = [](const QByteArray &body) -> QByteArray {
        return "POST BASE/chat/completions HTTP/1.1\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\n\r\n" + body;
    };
    QTest::newRow("unknown model") << post(R"({"model":"x","messages":[{"role":"user","content":"a"}]})")
                                   << QByteArray("404") << QByteArray("model_not_found");
    QTest::newRow("no JSON") << post("{") << QByteArray("400") << QByteArray("invalid_json");
    QTest::newRow("no messages") << post(R"({"model":"practice-echo"})") << QByteArray("400")
                                 << QByteArray("\"messages\"");
    QTest::newRow("unknown role") << post(R"({"model":"practice-echo","messages":[{"role":"x"}]})")
                                  << QByteArray("400") << QByteArray("\"messages\"");
    QTest::newRow("unknown route") << QByteArray("GET BASE/files HTTP/1.1\r\n\r\n") << QByteArray("404")
                                   << QByteArray("Invalid URL");
    QTest::newRow("wrong method") << QByteArray("GET BASE/chat/completions HTTP/1.1\r\n\r\n")
                                  << QByteArray("404") << QByteArray("Invalid URL");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << QByteArray("400") << QByteArray("error");
    QTest::newRow("bad length") << QByteArray("POST BASE/x HTTP/1.1\r\nContent-Length: -1\r\n\r\n")
                                << QByteArray("400") << QByteArray("error");
    QTest::newRow("huge length") << QByteArray("POST BASE/x HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n")
                                 << QByteArray("413") << QByteArray("error");
    QTest::newRow("chunked request") << QByteArray(
        "POST BASE/x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
                                     << QByteArray("411") << QByteArray("error");
    QTest::newRow("endless head") << "GET /" + QByteArray(70'000, 'x') << QByteArray("431")
                                  << QByteArray("error");
}

void tst_PracticeServer::reportsErrors()
{
    QFETCH(QByteArray, request);
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, part);
    request.replace("BASE", m_server->baseUrl().path().toLatin1());

    const QByteArray answer = exchange({request}, "}}");

    QVERIFY2(answer.startsWith(QByteArray("HTTP/1.1 " + status)), answer.left(200).constData());
    QVERIFY2(answer.contains(part), answer.left(500).constData());
}

void tst_PracticeServer::answersWholeWhenAsked()
{
    const QByteArray body = R"({"model":"practice-echo","messages":[{"role":"user","content":"Hi"}]})";
    const QByteArray request = "POST " + m_server->baseUrl().path().toLatin1()
        + "/chat/completions HTTP/1.1\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;

    const QByteArray answer = exchange({request}, "}}");

    QVERIFY(answer.contains("Content-Type: application/json"));
    QVERIFY(answer.contains(R"("content":"Hi")"));
    QVERIFY(answer.contains(R"("finish_reason":"stop")"));
}

void tst_PracticeServer::readsRequestsCutAnywhere()
{
    const QByteArray request = "GET " + m_server->baseUrl().path().toLatin1() + "/models HTTP/1.1\r\n\r\n";
    const QByteArray twoRequests = request + request; // on one connection
    QList<QByteArray> bytes;
    for (const char byte : twoRequests)
        bytes << QByteArray(1, byte);

    const QByteArray nextAnswer = R"("object":"list"}HTTP/1.1 200)";
    const QByteArray answer = exchange(bytes, nextAnswer);

    QVERIFY(answer.startsWith("HTTP/1.1 200"));
    QVERIFY(answer.contains("practice-guide"));
    QVERIFY(answer.contains(nextAnswer));
}

void tst_PracticeServer::canBeStartedAgain()
{
    const QUrl first = m_server->baseUrl();

    m_server->stop();
    m_server->stop();
    QVERIFY(m_server->baseUrl().isEmpty());
    QVERIFY(m_server->start());

    QVERIFY(m_server->baseUrl().path() != first.path());
    CompletionRecorder recorder(ask(u"practice-echo"_s, u"Hi"_s));
    QTRY_VERIFY(recorder.result);
}

QTEST_GUILESS_MAIN(tst_PracticeServer)
#include "tst_practiceserver.moc"
