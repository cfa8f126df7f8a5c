#include "net/serverthreads.h"

#include "scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTest>

#include <memory>
#include <optional>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;
using End = ScriptedServer::End;
using Kind = CompletionError::Kind;

class tst_ServerThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void makesContainers_data();
    void makesContainers();
    void failsToMakeContainers_data();
    void failsToMakeContainers();
    void addsItemsInBatches();
    void addsMessagesOneByOne();
    void addsNothing();
    void stopsAddingWhereItFails();
    void asksForTheContainerInDoubt();
    void lists_data();
    void lists();
    void listsInTheOrderInWhichItAdded_data();
    void listsInTheOrderInWhichItAdded();
    void readsOnToTheNewest();
    void hasNoListOfResponses();
    void finds_data();
    void finds();
    void findsAgain();
    void removes_data();
    void removes();
    void mayOutliveItsMaker();
    void canBeDeleted();

private:
    struct Ending {
        std::optional<ServerThreadReply::Answer> answer;
        std::optional<CompletionError> error;
        int endings = 0;
    };

    [[nodiscard]] ServerThreads threads(Strategy strategy) const;
    [[nodiscard]] std::shared_ptr<Ending> follow(ServerThreadReply *reply);
    [[nodiscard]] QStringList asked() const;
    [[nodiscard]] QJsonObject sentBody(qsizetype request) const;

    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QObject> m_owner;
};

static const Answer ok = ScriptedServer::json(200, "{}");

static Answer list(const QList<QByteArray> &entries, const QByteArray &more = "false")
{
    return ScriptedServer::json(
        200, R"({"object":"list","data":[)" + entries.join(',') + R"(],"has_more":)" + more + '}');
}

// An entry of a list, as both APIs write it in the main.
static QByteArray entry(const QByteArray &id, const QByteArray &role, const QByteArray &text, int time = 0)
{
    return R"({"id":")" + id + R"(","role":")" + role + R"(","created_at":)" + QByteArray::number(time)
        + R"(,"content":[{"type":"text","text":{"value":")" + text + R"("}}]})";
}

void tst_ServerThreads::init()
{
    m_network = std::make_unique<QNetworkAccessManager>();
    m_server = std::make_unique<ScriptedServer>();
    m_owner = std::make_unique<QObject>();
}

void tst_ServerThreads::cleanup()
{
    m_owner.reset();
    m_network.reset();
    m_server.reset();
}

ServerThreads tst_ServerThreads::threads(Strategy strategy) const
{
    Endpoint endpoint;
    endpoint.service.baseUrl = m_server->url(u"/v1"_s);
    endpoint.apiKey = "very-secret";
    return ServerThreads(*m_network, endpoint, strategy);
}

std::shared_ptr<tst_ServerThreads::Ending> tst_ServerThreads::follow(ServerThreadReply *reply)
{
    auto ending = std::make_shared<Ending>();
    connect(reply, &ServerThreadReply::finished, this, [ending](const ServerThreadReply::Answer &answer) {
        ending->answer = answer;
        ++ending->endings;
    });
    connect(reply, &ServerThreadReply::failed, this, [ending](const CompletionError &error) {
        ending->error = error;
        ++ending->endings;
    });
    return ending;
}

QStringList tst_ServerThreads::asked() const
{
    QStringList result;
    for (const ScriptedServer::Request &request : m_server->requests())
        result << QString::fromLatin1(request.method + ' ' + request.path.sliced(3));
    return result;
}

QJsonObject tst_ServerThreads::sentBody(qsizetype request) const
{
    return QJsonDocument::fromJson(m_server->requests().value(request).body).object();
}

void tst_ServerThreads::makesContainers_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QByteArray>("beta");

    QTest::newRow("conversation") << Strategy::Conversation << u"POST /conversations"_s << QByteArray();
    QTest::newRow("thread") << Strategy::Thread << u"POST /threads"_s << QByteArray("assistants=v2");
}

void tst_ServerThreads::makesContainers()
{
    QFETCH(const Strategy, strategy);
    m_server->setAnswers({ScriptedServer::json(201, R"({"id":"c 1","object":"x"})")});

    const auto ending = follow(threads(strategy).create(m_owner.get()));

    QCOMPARE(ending->endings, 0);
    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->answer);
    QCOMPARE(ending->answer->id, u"c 1"_s);
    QTEST(this->asked().first(), "asked");
    QTEST(m_server->requests().first().header("OpenAI-Beta"), "beta");
    QCOMPARE(m_server->requests().first().body, "{}");
    QCOMPARE(m_server->requests().first().header("Authorization"), "Bearer very-secret");
}

void tst_ServerThreads::failsToMakeContainers_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");

    QTest::newRow("404") << ScriptedServer::json(404, R"({"error":{"message":"Not found"}})")
                         << Kind::RouteMissing;
    QTest::newRow("404 that speaks of threads")
        << ScriptedServer::json(404, R"({"error":{"message":"No thread found with id ''"}})")
        << Kind::RouteMissing;
    QTest::newRow("410") << ScriptedServer::json(410, R"({"error":{"message":"Removed"}})")
                         << Kind::RouteMissing;
    QTest::newRow("405") << Answer {.status = 405} << Kind::RouteMissing;
    QTest::newRow("501") << Answer {.status = 501} << Kind::RouteMissing;
    QTest::newRow("page") << Answer {.pieces = {"<html><title>Welcome</title></html>"}} << Kind::RouteMissing;
    QTest::newRow("LM Studio") << ScriptedServer::json(200, R"({"error":"Unexpected endpoint or method."})")
                               << Kind::RouteMissing;
    QTest::newRow("key") << ScriptedServer::json(401, "{}") << Kind::Unauthorized;
    QTest::newRow("server") << ScriptedServer::json(503, "{}") << Kind::ServerFailed;
    QTest::newRow("no id") << ok << Kind::Malformed;
    QTest::newRow("no JSON") << Answer {.pieces = {"Hello"}} << Kind::Malformed;
    QTest::newRow("empty") << Answer {} << Kind::Malformed;
}

void tst_ServerThreads::failsToMakeContainers()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    const auto ending = follow(threads(Strategy::Thread).create(m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->error);
    QTEST(ending->error->kind, "kind");
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ServerThreads::addsItemsInBatches()
{
    m_server->setAnswers({list({})});
    QList<ChatMessage> messages {{Role::System, u"S"_s}, {Role::Assistant, u"A"_s}, {Role::User, QString()}};
    for (int i = 0; i < 39; ++i)
        messages << ChatMessage {Role::User, QString::number(i)};

    const auto ending = follow(threads(Strategy::Conversation).append(u"conv_1"_s, messages, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->answer);
    QCOMPARE(ending->answer->id, u"conv_1"_s);
    QCOMPARE(asked(), QStringList(3, u"POST /conversations/conv_1/items"_s));
    QCOMPARE(sentBody(0).value("items"_L1).toArray().size(), 20);
    QCOMPARE(sentBody(1).value("items"_L1).toArray().size(), 20);
    QCOMPARE(sentBody(2).value("items"_L1).toArray().size(), 1);
    const QJsonArray items = sentBody(0).value("items"_L1).toArray();
    const QJsonDocument expected = QJsonDocument::fromJson(
        R"([{"type":"message","role":"system","content":"S"},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"A"}]},
            {"type":"message","role":"user","content":"0"}])");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(items.at(i), expected.array().at(i));
}

void tst_ServerThreads::addsMessagesOneByOne()
{
    m_server->setAnswers({ScriptedServer::json(200, R"({"id":"msg_1"})")});
    const QList<ChatMessage> messages {
        {Role::System, u"S"_s}, {Role::User, QString()}, {Role::User, u"U"_s}, {Role::Assistant, u"A"_s}};

    const auto ending = follow(threads(Strategy::Thread).append(u"thread/1"_s, messages, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->answer);
    QCOMPARE(asked(), QStringList(3, u"POST /threads/thread%2F1/messages"_s));
    QCOMPARE(m_server->requests().at(0).body, R"({"content":"[System message]\n\nS","role":"user"})");
    QCOMPARE(m_server->requests().at(1).body, R"({"content":"U","role":"user"})");
    QCOMPARE(m_server->requests().at(2).body, R"({"content":"A","role":"assistant"})");
}

void tst_ServerThreads::addsNothing()
{
    const auto ending = follow(threads(Strategy::Thread).append(u"thread_1"_s, {}, m_owner.get()));

    QCOMPARE(ending->endings, 0);
    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->answer);
    QVERIFY(asked().isEmpty());
}

void tst_ServerThreads::stopsAddingWhereItFails()
{
    m_server->setAnswers({ok, ScriptedServer::json(503, "{}"), ok});
    const QList<ChatMessage> messages {{Role::User, u"1"_s}, {Role::User, u"2"_s}, {Role::User, u"3"_s}};

    const auto ending = follow(threads(Strategy::Thread).append(u"thread_1"_s, messages, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->error);
    QCOMPARE(ending->error->kind, Kind::ServerFailed);
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_ServerThreads::asksForTheContainerInDoubt()
{
    const Answer bare = ScriptedServer::json(404, R"({"error":{"message":"Not found"}})");
    m_server->setAnswers({bare, bare});

    const auto ending =
        follow(threads(Strategy::Conversation).append(u"conv_1"_s, {{Role::User, u"1"_s}}, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QCOMPARE(ending->error->kind, Kind::ThreadLost);
    QCOMPARE(asked(), (QStringList {u"POST /conversations/conv_1/items"_s, u"GET /conversations/conv_1"_s}));
}

void tst_ServerThreads::lists_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<bool>("isWhole");

    const QString ofThread = u"GET /threads/id_1/messages?order=desc&limit=3"_s;
    const QString ofConversation = u"GET /conversations/id_1/items?order=desc&limit=3"_s;
    const QByteArray one = entry("a", "user", "1", 1);
    const QByteArray two = entry("b", "assistant", "2", 2);
    const QByteArray three = entry("c", "user", "3", 3);
    const QByteArray four = entry("d", "assistant", "4", 4);

    QTest::newRow("newest first") << Strategy::Thread << list({three, two, one}) << ofThread
                                  << QStringList {u"1"_s, u"2"_s, u"3"_s} << true;
    QTest::newRow("there are more") << Strategy::Thread << list({four, three, two}, "true") << ofThread
                                    << QStringList {u"2"_s, u"3"_s, u"4"_s} << false;
    QTest::newRow("all, oldest first") << Strategy::Thread << list({one, two, three, four}) << ofThread
                                       << QStringList {u"2"_s, u"3"_s, u"4"_s} << false;
    QTest::newRow("oldest first, no times")
        << Strategy::Thread << list({entry("x", "user", "1"), entry("y", "assistant", "2")}) << ofThread
        << QStringList {u"1"_s, u"2"_s} << true;
    QTest::newRow("no times, no hint")
        << Strategy::Thread << list({entry("x", "user", "2"), entry("y", "user", "1")}) << ofThread
        << QStringList {u"1"_s, u"2"_s} << true;
    QTest::newRow("empty") << Strategy::Thread << list({}) << ofThread << QStringList() << true;
    QTest::newRow("bare array") << Strategy::Thread << ScriptedServer::json(200, '[' + two + ',' + one + ']')
                                << ofThread << QStringList {u"1"_s, u"2"_s} << true;
    QTest::newRow("conversation")
        << Strategy::Conversation
        << list(
               {R"({"id":"d","type":"message","role":"assistant","content":[{"type":"output_text","text":"2"},)"
                R"({"type":"output_text","text":"b"}]})",
                R"({"id":"c","type":"reasoning","summary":[]})",
                R"({"id":"b","type":"message","role":"user","content":[{"type":"input_text","text":"1"}]})",
                R"({"id":"a","type":"message","role":"developer","content":"0"})"})
        << ofConversation << QStringList {u"0"_s, u"1"_s, u"2b"_s} << true;
}

void tst_ServerThreads::lists()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    const auto ending = follow(threads(strategy).list(u"id_1"_s, 3, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->answer);
    QStringList texts;
    for (const ChatMessage &message : ending->answer->messages)
        texts << message.content;
    QTEST(texts, "texts");
    QTEST(ending->answer->isWhole, "isWhole");
    QTEST(asked().first(), "path");
}

void tst_ServerThreads::listsInTheOrderInWhichItAdded_data()
{
    QTest::addColumn<QList<QByteArray>>("entries");

    const QByteArray one = entry("z", "user", "1");
    const QByteArray two = entry("y", "user", "2");
    const QByteArray three = entry("x", "user", "3");
    QTest::newRow("oldest first") << QList {one, two, three};
    QTest::newRow("newest first") << QList {three, two, one};
}

// All within one second, so that the times are the same.
void tst_ServerThreads::listsInTheOrderInWhichItAdded()
{
    QFETCH(const QList<QByteArray>, entries);
    m_server->setAnswers({ScriptedServer::json(200, R"({"id":"z"})"),
                          ScriptedServer::json(200, R"({"id":"y"})"),
                          ScriptedServer::json(200, R"({"id":"x"})"), list(entries)});
    ServerThreads threads = this->threads(Strategy::Thread);
    const QList<ChatMessage> messages {{Role::User, u"1"_s}, {Role::User, u"2"_s}, {Role::User, u"3"_s}};
    const auto added = follow(threads.append(u"thread_1"_s, messages, m_owner.get()));
    QTRY_VERIFY(added->answer);

    const auto listed = follow(threads.list(u"thread_1"_s, 100, m_owner.get()));

    QTRY_VERIFY(listed->answer);
    QCOMPARE(listed->answer->messages, messages);
}

void tst_ServerThreads::readsOnToTheNewest()
{
    m_server->setAnswers({list({entry("a", "user", "1", 1), entry("b", "assistant", "2", 2)}, "true"),
                          list({entry("c", "user", "3", 3)})});

    const auto ending = follow(threads(Strategy::Thread).list(u"thread_1"_s, 2, m_owner.get()));

    QTRY_VERIFY(ending->answer);
    const QList<ChatMessage> expected {{Role::Assistant, u"2"_s}, {Role::User, u"3"_s}};
    QCOMPARE(ending->answer->messages, expected);
    QCOMPARE(asked().last(), u"GET /threads/thread_1/messages?order=desc&limit=2&after=b"_s);
}

void tst_ServerThreads::hasNoListOfResponses()
{
    const auto ending = follow(threads(Strategy::Response).list(u"resp_1"_s, 10, m_owner.get()));

    QCOMPARE(ending->endings, 0);
    QTRY_COMPARE(ending->endings, 1);
    QCOMPARE(ending->error->kind, Kind::Rejected);
    QVERIFY(asked().isEmpty());
}

void tst_ServerThreads::finds_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<QList<Answer>>("answers");
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<std::optional<Kind>>("kind");

    using Failure = std::optional<Kind>;
    const Answer there = ScriptedServer::json(200, R"({"id":"id_1"})");
    const Answer bare = ScriptedServer::json(404, R"({"error":{"message":"Not found"}})");
    const Answer noRoute = ScriptedServer::json(404, R"({"message":"Route GET:/v1/threads/id_1 not found"})");
    const Answer noThread =
        ScriptedServer::json(404, R"({"error":{"code":"not_found","message":"thread_not_found"}})");
    const QString thread = u"GET /threads/id_1"_s;
    const QString messages = u"GET /threads/id_1/messages?order=desc&limit=1"_s;

    QTest::newRow("response") << Strategy::Response << QList {there} << QStringList {u"GET /responses/id_1"_s}
                              << Failure();
    QTest::newRow("conversation") << Strategy::Conversation << QList {there}
                                  << QStringList {u"GET /conversations/id_1"_s} << Failure();
    QTest::newRow("conversation gone")
        << Strategy::Conversation << QList {bare} << QStringList {u"GET /conversations/id_1"_s}
        << Failure(Kind::ThreadLost);
    QTest::newRow("no conversations")
        << Strategy::Conversation << QList {Answer {.status = 404, .pieces = {"<html></html>"}}}
        << QStringList {u"GET /conversations/id_1"_s} << Failure(Kind::RouteMissing);
    QTest::newRow("thread") << Strategy::Thread << QList {there} << QStringList {thread} << Failure();
    QTest::newRow("thread, Lumen") << Strategy::Thread << QList {noRoute, list({})}
                                   << QStringList {thread, messages} << Failure();
    QTest::newRow("thread gone, Lumen") << Strategy::Thread << QList {noRoute, noThread}
                                        << QStringList {thread, messages} << Failure(Kind::ThreadLost);
    QTest::newRow("no threads") << Strategy::Thread << QList {noRoute, noRoute}
                                << QStringList {thread, messages} << Failure(Kind::RouteMissing);
    QTest::newRow("key") << Strategy::Thread << QList {ScriptedServer::json(401, "{}")}
                         << QStringList {thread} << Failure(Kind::Unauthorized);
}

void tst_ServerThreads::finds()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const QList<Answer>, answers);
    m_server->setAnswers(answers);

    const auto ending = follow(threads(strategy).find(u"id_1"_s, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QTEST(ending->error ? std::optional(ending->error->kind) : std::nullopt, "kind");
    QTEST(asked(), "paths");
}

void tst_ServerThreads::findsAgain()
{
    Answer busy = ScriptedServer::json(503, "{}");
    busy.headers << std::pair<QByteArray, QByteArray>("Retry-After-Ms", "1");
    m_server->setAnswers({busy, ScriptedServer::json(200, R"({"id":"id_1"})")});

    const auto ending = follow(threads(Strategy::Conversation).find(u"id_1"_s, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QVERIFY(ending->answer);
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_ServerThreads::removes_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("path");
    QTest::addColumn<std::optional<Kind>>("kind");

    using Failure = std::optional<Kind>;
    const Answer deleted = ScriptedServer::json(200, R"({"id":"id_1","deleted":true})");
    const QString thread = u"DELETE /threads/id_1"_s;
    QTest::newRow("response") << Strategy::Response << deleted << u"DELETE /responses/id_1"_s << Failure();
    QTest::newRow("conversation") << Strategy::Conversation << deleted << u"DELETE /conversations/id_1"_s
                                  << Failure();
    QTest::newRow("thread") << Strategy::Thread << deleted << thread << Failure();
    QTest::newRow("without words") << Strategy::Thread << Answer {.status = 204} << thread << Failure();
    QTest::newRow("gone before") << Strategy::Thread
                                 << ScriptedServer::json(
                                        404, R"({"error":{"message":"No thread found with id 'id_1'."}})")
                                 << thread << Failure();
    QTest::newRow("gone before, bare")
        << Strategy::Thread << ScriptedServer::json(404, R"({"error":"Not found"})") << thread << Failure();
    QTest::newRow("Lumen") << Strategy::Thread
                           << ScriptedServer::json(404,
                                                   R"({"message":"Route DELETE:/v1/threads/id_1 not found",)"
                                                   R"("error":"Not Found","statusCode":404})")
                           << thread << Failure(Kind::RouteMissing);
    QTest::newRow("405") << Strategy::Thread << Answer {.status = 405} << thread
                         << Failure(Kind::RouteMissing);
    QTest::newRow("key") << Strategy::Thread << ScriptedServer::json(403, "{}") << thread
                         << Failure(Kind::Forbidden);
}

void tst_ServerThreads::removes()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const Answer, answer);
    m_server->setAnswers({answer});

    const auto ending = follow(threads(strategy).remove(u"id_1"_s, m_owner.get()));

    QTRY_COMPARE(ending->endings, 1);
    QTEST(ending->error ? std::optional(ending->error->kind) : std::nullopt, "kind");
    QTEST(asked().first(), "path");
    if (ending->answer)
        QCOMPARE(ending->answer->id, u"id_1"_s);
}

void tst_ServerThreads::mayOutliveItsMaker()
{
    m_server->setAnswers({ok});
    std::shared_ptr<Ending> ending;
    {
        ServerThreads threads = this->threads(Strategy::Thread);
        ending = follow(
            threads.append(u"thread_1"_s, {{Role::User, u"1"_s}, {Role::User, u"2"_s}}, m_owner.get()));
    }

    QTRY_VERIFY(ending->answer);
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_ServerThreads::canBeDeleted()
{
    ServerThreadReply *reply = threads(Strategy::Thread).create(m_owner.get());
    const auto ending = follow(reply);
    QTRY_COMPARE(m_server->requests().size(), 1);

    delete reply;

    QTRY_COMPARE(m_server->connections(), 0);
    QCOMPARE(ending->endings, 0);
}

QTEST_GUILESS_MAIN(tst_ServerThreads)
#include "tst_serverthreads.moc"
