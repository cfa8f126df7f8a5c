#include "net/connectiontest.h"

#include "scriptedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;
using StepKind = ConnectionTest::Step::Kind;

class tst_ConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reportsSteps_data();
    void reportsSteps();
    void reportsStepsOfOtherApis_data();
    void reportsStepsOfOtherApis();
    void asksForLittle();
    void triesAnotherModel();
    void reportsAnUnreachableHost();
    void cancels();

private:
    [[nodiscard]] static Endpoint endpoint(const ScriptedServer &server, const QString &model = {});

    QNetworkAccessManager m_network;
};

using Steps = QList<std::pair<StepKind, bool>>;

static const Answer twoModels =
    ScriptedServer::json(200, R"({"data":[{"id":"text-embedding-1"},{"id":"zeta"},{"id":"yotta"}]})");
static const Answer hello =
    ScriptedServer::stream({R"({"choices":[{"delta":{"content":"Hello"}}]})", "[DONE]"});

Endpoint tst_ConnectionTest::endpoint(const ScriptedServer &server, const QString &model)
{
    Endpoint result;
    result.service.name = u"Acme"_s;
    result.service.baseUrl = server.url(u"/v1"_s);
    result.service.defaultModel = model;
    result.apiKey = "very-secret";
    return result;
}

void tst_ConnectionTest::reportsSteps_data()
{
    QTest::addColumn<QList<Answer>>("answers");
    QTest::addColumn<QString>("model");
    QTest::addColumn<Steps>("steps");

    const Answer refusal = ScriptedServer::json(401, R"({"error":{"message":"Who?"}})");
    const Answer noList = ScriptedServer::json(404, "{}");
    const Answer broken = ScriptedServer::json(500, "{}");
    QTest::newRow("all is well") << QList {twoModels, hello} << QString()
                                 << Steps {{StepKind::Host, true},
                                           {StepKind::Models, true},
                                           {StepKind::Key, true},
                                           {StepKind::Answer, true}};
    QTest::newRow("key refused") << QList {refusal} << QString()
                                 << Steps {{StepKind::Host, true}, {StepKind::Key, false}};
    QTest::newRow("key needed only for answers")
        << QList {twoModels, refusal} << QString()
        << Steps {{StepKind::Host, true}, {StepKind::Models, true}, {StepKind::Key, false}};
    QTest::newRow("no list") << QList {noList, hello} << u"zeta"_s
                             << Steps {{StepKind::Host, true},
                                       {StepKind::Models, true},
                                       {StepKind::Key, true},
                                       {StepKind::Answer, true}};
    QTest::newRow("no list and no model")
        << QList {noList} << QString()
        << Steps {{StepKind::Host, true}, {StepKind::Models, true}, {StepKind::Answer, false}};
    QTest::newRow("no answer") << QList {twoModels, broken} << QString()
                               << Steps {{StepKind::Host, true},
                                         {StepKind::Models, true},
                                         {StepKind::Answer, false}};
    QTest::newRow("redirection") << QList {Answer {.status = 302,
                                                   .headers = {{"Location", "https://login.example/"}}}}
                                 << QString() << Steps {{StepKind::Host, false}};
}

void tst_ConnectionTest::reportsSteps()
{
    QFETCH(const QList<Answer>, answers);
    QFETCH(const QString, model);
    QFETCH(const Steps, steps);
    ScriptedServer server;
    server.setAnswers(answers);
    ConnectionTest test(m_network, endpoint(server, model));
    Steps reported;
    connect(&test, &ConnectionTest::stepFinished, this, [&](const ConnectionTest::Step &step) {
        reported.append({step.kind, step.ok});
        QVERIFY(!step.text.isEmpty());
    });
    QSignalSpy finished(&test, &ConnectionTest::finished);

    test.start();

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(reported, steps);
    QCOMPARE(finished.first().first().toBool(), steps.last().second);
}

void tst_ConnectionTest::reportsStepsOfOtherApis_data()
{
    QTest::addColumn<ApiKind>("api");
    QTest::addColumn<QList<Answer>>("answers");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<bool>("keyIsGood");

    const Answer noRoute = ScriptedServer::json(404, R"({"error":{"message":"Invalid URL"}})");
    const Answer refusal = ScriptedServer::json(401, "{}");
    const Answer response = ScriptedServer::json(
        200, R"({"object":"response","status":"completed","output":[{"type":"message","content":"Hello"}]})");
    const Answer assistants = ScriptedServer::json(200, R"({"data":[{"id":"asst_1"}]})");
    const QByteArray ofResponses = "/v1/responses";
    const QByteArray ofAssistants = "/v1/assistants?order=desc&limit=100";
    QTest::newRow("responses") << ApiKind::Responses << QList {twoModels, response} << ofResponses << true
                               << true;
    QTest::newRow("no responses") << ApiKind::Responses << QList {twoModels, noRoute} << ofResponses << false
                                  << false;
    QTest::newRow("assistants") << ApiKind::Assistants << QList {twoModels, assistants} << ofAssistants
                                << true << true;
    QTest::newRow("assistants, no models")
        << ApiKind::Assistants << QList {noRoute, assistants} << ofAssistants << true << true;
    QTest::newRow("no assistants") << ApiKind::Assistants << QList {twoModels, noRoute} << ofAssistants
                                   << false << false;
    QTest::newRow("assistants, key refused")
        << ApiKind::Assistants << QList {twoModels, refusal} << ofAssistants << false << false;
}

void tst_ConnectionTest::reportsStepsOfOtherApis()
{
    QFETCH(const ApiKind, api);
    QFETCH(const QList<Answer>, answers);
    QFETCH(const bool, keyIsGood);
    ScriptedServer server;
    server.setAnswers(answers);
    Endpoint endpoint = this->endpoint(server);
    endpoint.service.apiKind = api;
    ConnectionTest test(m_network, endpoint);
    Steps reported;
    connect(&test, &ConnectionTest::stepFinished, this, [&](const ConnectionTest::Step &step) {
        reported.append({step.kind, step.ok});
    });
    QSignalSpy finished(&test, &ConnectionTest::finished);

    test.start();

    QTRY_COMPARE(finished.size(), 1);
    QTEST(finished.first().first().toBool(), "ok");
    QTEST(server.requests().last().path, "path");
    QCOMPARE(reported.contains({StepKind::Key, true}), keyIsGood);
}

void tst_ConnectionTest::asksForLittle()
{
    ScriptedServer server;
    server.setAnswers({twoModels, hello});
    ConnectionTest test(m_network, endpoint(server));
    QSignalSpy finished(&test, &ConnectionTest::finished);

    test.start();

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(1).toStringList().size(), 3);
    const QJsonObject body = QJsonDocument::fromJson(server.requests().at(1).body).object();
    QCOMPARE(body.value("model"_L1).toString(), u"yotta"_s); // the first one that chats
    QCOMPARE(body.value("max_tokens"_L1).toInt(), 16);
    QVERIFY(body.value("stream"_L1).toBool());
}

void tst_ConnectionTest::triesAnotherModel()
{
    ScriptedServer server;
    server.setAnswers(
        {twoModels,
         ScriptedServer::json(404,
                              R"({"error":{"message":"This is not a chat model","code":"model_not_found"}})"),
         hello});
    ConnectionTest test(m_network, endpoint(server));
    QSignalSpy finished(&test, &ConnectionTest::finished);

    test.start();

    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.first().first().toBool());
    QVERIFY(server.requests().at(2).body.contains("zeta"));
}

void tst_ConnectionTest::reportsAnUnreachableHost()
{
    Endpoint gone;
    {
        const ScriptedServer server;
        gone = endpoint(server);
    }
    ConnectionTest test(m_network, gone);
    QSignalSpy steps(&test, &ConnectionTest::stepFinished);
    QSignalSpy finished(&test, &ConnectionTest::finished);

    test.start();

    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished.first().first().toBool());
    QCOMPARE(steps.size(), 1);
    const auto step = steps.first().first().value<ConnectionTest::Step>();
    QCOMPARE(step.kind, StepKind::Host);
    QVERIFY(step.text.contains(u"“Acme” could not be reached"_s));
}

void tst_ConnectionTest::cancels()
{
    ScriptedServer server;
    server.setAnswers({twoModels, Answer {.status = 0, .end = ScriptedServer::End::Stall}});
    ConnectionTest test(m_network, endpoint(server));
    QSignalSpy steps(&test, &ConnectionTest::stepFinished);
    QSignalSpy finished(&test, &ConnectionTest::finished);
    test.start();
    QTRY_COMPARE(server.requests().size(), 2);

    test.cancel();

    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(steps.size(), 2);
    QVERIFY(finished.isEmpty());
}

QTEST_GUILESS_MAIN(tst_ConnectionTest)
#include "tst_connectiontest.moc"
