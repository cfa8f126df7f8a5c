#include "net/assistants.h"

#include "scriptedserver.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;
using Kind = CompletionError::Kind;

class tst_Assistants : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsThem();
    void readsAllPages();
    void stopsAtAPageThatComesAgain();
    void makesOne();
    void fails_data();
    void fails();

private:
    [[nodiscard]] static Endpoint endpoint(const ScriptedServer &server);

    QNetworkAccessManager m_network;
};

Endpoint tst_Assistants::endpoint(const ScriptedServer &server)
{
    Endpoint result;
    result.service.baseUrl = server.url(u"/v1"_s);
    return result;
}

static Answer page(const QByteArray &ids, bool hasMore)
{
    QByteArray entries;
    for (const char id : ids)
        entries += R"({"id":")" + QByteArray(1, id) + R"("},)";
    entries.chop(1);
    return ScriptedServer::json(
        200, R"({"data":[)" + entries + R"(],"has_more":)" + (hasMore ? "true" : "false") + '}');
}

static QString idsIn(const QSignalSpy &finished)
{
    QString ids;
    const auto assistants = finished.first().first().value<QList<Assistant>>();
    for (const Assistant &assistant : assistants)
        ids += assistant.id;
    return ids;
}

void tst_Assistants::listsThem()
{
    ScriptedServer server;
    server.setAnswers({ScriptedServer::json(
        200,
        R"({"data":[{"id":"a","name":"Ann","model":"m","instructions":"Be nice."},{"id":"b","name":null},{}]})")});
    QObject owner;

    QSignalSpy finished(listAssistants(m_network, endpoint(server), &owner), &AssistantReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    const QList<Assistant> expected {
        {.id = u"a"_s, .name = u"Ann"_s, .model = u"m"_s, .instructions = u"Be nice."_s}, {.id = u"b"_s}};
    QCOMPARE(finished.first().first().value<QList<Assistant>>(), expected);
    QCOMPARE(server.requests().first().path, "/v1/assistants?order=desc&limit=100");
    QCOMPARE(server.requests().first().header("OpenAI-Beta"), "assistants=v2");
}

void tst_Assistants::readsAllPages()
{
    ScriptedServer server;
    server.setAnswers({page("ab", true), page("cd", false)});
    QObject owner;

    QSignalSpy finished(listAssistants(m_network, endpoint(server), &owner), &AssistantReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(idsIn(finished), u"abcd"_s);
    QCOMPARE(server.requests().last().path, "/v1/assistants?order=desc&limit=100&after=b");
}

void tst_Assistants::stopsAtAPageThatComesAgain()
{
    ScriptedServer server;
    server.setAnswers({page("ab", true)});
    QObject owner;

    QSignalSpy finished(listAssistants(m_network, endpoint(server), &owner), &AssistantReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(idsIn(finished), u"ab"_s);
    QCOMPARE(server.requests().size(), 2);
}

void tst_Assistants::makesOne()
{
    ScriptedServer server;
    server.setAnswers(
        {ScriptedServer::json(200, R"({"id":"a","name":"Ann","model":"m","instructions":"Be nice."})")});
    QObject owner;
    const Assistant wanted {.name = u"Ann"_s, .model = u"m"_s, .instructions = u"Be nice."_s};

    QSignalSpy finished(createAssistant(m_network, endpoint(server), wanted, &owner),
                        &AssistantReply::finished);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(idsIn(finished), u"a"_s);
    QCOMPARE(server.requests().first().method, "POST");
    QCOMPARE(server.requests().first().path, "/v1/assistants");
    QCOMPARE(server.requests().first().body, R"({"instructions":"Be nice.","model":"m","name":"Ann"})");
}

void tst_Assistants::fails_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");

    QTest::newRow("404, as since the end of the API")
        << ScriptedServer::json(404, R"({"error":{"message":"Not found"}})") << Kind::RouteMissing;
    QTest::newRow("page") << Answer {.pieces = {"<html></html>"}} << Kind::RouteMissing;
    QTest::newRow("key") << ScriptedServer::json(401, "{}") << Kind::Unauthorized;
    QTest::newRow("no list") << ScriptedServer::json(200, "{}") << Kind::Malformed;
}

void tst_Assistants::fails()
{
    QFETCH(const Answer, answer);
    ScriptedServer server;
    server.setAnswers({answer});
    QObject owner;

    QSignalSpy failed(listAssistants(m_network, endpoint(server), &owner), &AssistantReply::failed);

    QTRY_COMPARE(failed.size(), 1);
    QTEST(failed.first().first().value<CompletionError>().kind, "kind");
}

QTEST_GUILESS_MAIN(tst_Assistants)
#include "tst_assistants.moc"
