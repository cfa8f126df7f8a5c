#include "net/modellist.h"

#include "scriptedserver.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;
using Kind = CompletionError::Kind;

class tst_ModelList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksForModels();
    void readsLists_data();
    void readsLists();
    void readsWhatIsSaidOfAModel_data();
    void readsWhatIsSaidOfAModel();
    void namesEachModelOnce();
    void readsHugeLists();
    void fails_data();
    void fails();
    void canBeDeleted();

private:
    [[nodiscard]] static Endpoint endpoint(const ScriptedServer &server);

    QNetworkAccessManager m_network;
};

Endpoint tst_ModelList::endpoint(const ScriptedServer &server)
{
    Endpoint result;
    result.service.baseUrl = server.url(u"/v1"_s);
    result.apiKey = "very-secret";
    return result;
}

void tst_ModelList::asksForModels()
{
    ScriptedServer server;
    server.setAnswers({ScriptedServer::json(200, R"({"data":[]})")});
    QObject owner;

    QSignalSpy finished(listModels(m_network, endpoint(server), &owner), &ModelListReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(server.requests().first().method, "GET");
    QCOMPARE(server.requests().first().path, "/v1/models");
    QCOMPARE(server.requests().first().header("Authorization"), "Bearer very-secret");
}

void tst_ModelList::readsLists_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("models");

    QTest::newRow("OpenAI") << QByteArray(
        R"({"object":"list","data":[{"id":"b","object":"model"},{"id":"a"}]})")
                            << QStringList {u"a"_s, u"b"_s};
    QTest::newRow("array") << QByteArray(R"([{"id":"a"}])") << QStringList {u"a"_s};
    QTest::newRow("names") << QByteArray(R"({"data":["b","a"]})") << QStringList {u"a"_s, u"b"_s};
    QTest::newRow("models") << QByteArray(R"({"models":[{"id":"a"}]})") << QStringList {u"a"_s};
    QTest::newRow("both lists") << QByteArray(R"({"models":[{"name":"x"}],"data":[{"id":"a"}]})")
                                << QStringList {u"a"_s};
    QTest::newRow("empty") << QByteArray(R"({"data":[]})") << QStringList();
    QTest::newRow("twice") << QByteArray(R"({"data":[{"id":"a"},{"id":"a"}]})") << QStringList {u"a"_s};
    QTest::newRow("odd entries") << QByteArray(
        R"({"data":[null,7,{},{"id":7},{"id":""},{"id":" "},{"id":"a/b:c é"}]})")
                                 << QStringList {u"a/b:c é"_s};
    QTest::newRow("names that hide something") << QByteArray(
        "{\"data\":[{\"id\":\"a\\u202eb\"},{\"id\":\"a\\u0000b\"},{\"id\":\"a\\nb\"},{\"id\":\"b\"}]}")
                                               << QStringList {u"b"_s};
    QTest::newRow("endless name") << "{\"data\":[{\"id\":\"" + QByteArray(100'000, 'x')
            + "\"},{\"id\":\"b\"}]}"
                                  << QStringList {u"b"_s};
    QTest::newRow("case") << QByteArray(R"({"data":[{"id":"b"},{"id":"C"},{"id":"A"}]})")
                          << QStringList {u"A"_s, u"b"_s, u"C"_s};
    QTest::newRow("space around") << QByteArray("\n\n{\"data\":[{\"id\":\"a\"}]}\n") << QStringList {u"a"_s};
}

void tst_ModelList::readsLists()
{
    QFETCH(const QByteArray, body);
    ScriptedServer server;
    server.setAnswers({ScriptedServer::json(200, body).cutIntoBytes()});
    QObject owner;

    QSignalSpy finished(listModels(m_network, endpoint(server), &owner), &ModelListReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QTEST(finished.first().first().toStringList(), "models");
}

void tst_ModelList::readsWhatIsSaidOfAModel_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<qint64>("contextWindow");
    QTest::addColumn<double>("promptPrice");
    QTest::addColumn<double>("completionPrice");

    const auto row = [](const char *name, const char *fields, qint64 contextWindow, double promptPrice = 0,
                        double completionPrice = 0) {
        QTest::newRow(name) << QByteArray(fields) << contextWindow << promptPrice << completionPrice;
    };
    row("nothing", R"("object":"model")", 0);
    row("OpenRouter", R"("context_length":131072,"pricing":{"prompt":"0.00000015","completion":"0.0000006"})",
        131072, 0.15, 0.6);
    row("OpenRouter, provider", R"("context_length":null,"top_provider":{"context_length":8192})", 8192);
    row("OpenRouter, free", R"("context_length":8192,"pricing":{"prompt":"0","completion":"0"})", 8192);
    row("OpenRouter, depends", R"("context_length":8192,"pricing":{"prompt":"-1","completion":"-1"})", 8192);
    row("Groq", R"("context_window":32768)", 32768);
    row("vLLM", R"("max_model_len":4096)", 4096);
    row("LM Studio", R"("max_context_length":32768)", 32768);
    row("LM Studio, loaded", R"("max_context_length":32768,"loaded_context_length":4096)", 4096);
    row("llama.cpp", R"("meta":{"n_ctx_train":131072,"n_ctx":8192})", 8192);
    row("llama.cpp, trained", R"("meta":{"n_ctx_train":131072})", 131072);
    row("Gemini", R"("inputTokenLimit":1048576)", 1048576);
    row("number as a string", R"("context_length":"8192")", 8192);
    row("nonsense", R"("context_length":{},"pricing":{"prompt":"much","completion":[]})", 0);
    row("negative", R"("context_length":-1,"pricing":"free")", 0);
}

void tst_ModelList::readsWhatIsSaidOfAModel()
{
    QFETCH(const QByteArray, fields);
    ScriptedServer server;
    server.setAnswers({ScriptedServer::json(200, R"({"data":[{"id":"a",)" + fields + "}]}")});
    QObject owner;

    ModelListReply *reply = listModels(m_network, endpoint(server), &owner);
    QSignalSpy finished(reply, &ModelListReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(reply->models().size(), 1);
    const ListedModel model = reply->models().first();
    QCOMPARE(model.name, u"a"_s);
    QTEST(model.contextWindow, "contextWindow");
    QTEST(model.promptPrice, "promptPrice");
    QTEST(model.completionPrice, "completionPrice");
}

void tst_ModelList::namesEachModelOnce()
{
    ScriptedServer server;
    server.setAnswers({ScriptedServer::json(
        200, R"({"data":[{"id":"b"},{"id":"a","context_length":8},{"id":"a","context_length":9},"B"]})")});
    QObject owner;

    ModelListReply *reply = listModels(m_network, endpoint(server), &owner);
    QSignalSpy finished(reply, &ModelListReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    const QList<ListedModel> expected {
        {.name = u"a"_s, .contextWindow = 8}, {.name = u"B"_s}, {.name = u"b"_s}};
    QCOMPARE(reply->models(), expected);
}

void tst_ModelList::readsHugeLists()
{
    QByteArray body = R"({"data":[)";
    for (int i = 0; i < 20'000; ++i)
        body += R"({"id":"vendor/model-)" + QByteArray::number(i) + R"("},)";
    body.back() = ']';
    ScriptedServer server;
    server.setAnswers({ScriptedServer::json(200, body + "}")});
    QObject owner;

    QSignalSpy finished(listModels(m_network, endpoint(server), &owner), &ModelListReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toStringList().size(), 20'000);
}

void tst_ModelList::fails_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");

    QTest::newRow("401") << ScriptedServer::json(401, "{}") << Kind::Unauthorized;
    QTest::newRow("404") << ScriptedServer::json(404, R"({"error":{"message":"Nothing here"}})")
                         << Kind::RouteMissing;
    QTest::newRow("404 page") << Answer {.status = 404, .pieces = {"<html></html>"}} << Kind::RouteMissing;
    QTest::newRow("405") << Answer {.status = 405} << Kind::RouteMissing;
    QTest::newRow("page") << Answer {.pieces = {"<html><title>Chat</title></html>"}} << Kind::RouteMissing;
    QTest::newRow("LM Studio") << ScriptedServer::json(
        200, R"({"error":"Unexpected endpoint or method: GET /models"})")
                               << Kind::RouteMissing;
    QTest::newRow("other JSON") << ScriptedServer::json(200, R"({"status":"ok"})") << Kind::Malformed;
    QTest::newRow("no JSON") << Answer {.pieces = {"hello"}} << Kind::Malformed;
    QTest::newRow("empty") << Answer {} << Kind::Malformed;
    QTest::newRow("redirection") << Answer {.status = 302,
                                            .headers = {{"Location", "https://login.example/"}}}
                                 << Kind::Redirected;
}

void tst_ModelList::fails()
{
    QFETCH(const Answer, answer);
    ScriptedServer server;
    server.setAnswers({answer});
    QObject owner;

    QSignalSpy failed(listModels(m_network, endpoint(server), &owner), &ModelListReply::failed);

    QTRY_COMPARE(failed.size(), 1);
    QTEST(failed.first().first().value<CompletionError>().kind, "kind");
}

void tst_ModelList::canBeDeleted()
{
    ScriptedServer server;
    ModelListReply *reply = listModels(m_network, endpoint(server), nullptr);
    QTRY_COMPARE(server.requests().size(), 1);

    delete reply;

    QTRY_COMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(tst_ModelList)
#include "tst_modellist.moc"
