#include "scriptedserver.h"
#include "testworkspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;
using End = ScriptedServer::End;

Q_DECLARE_METATYPE(QList<bobbin::ScriptedServer::Answer>)

namespace {

// A response that the server has kept under `id`, in the conversation `container`.
Answer response(const QByteArray &text, const QByteArray &id = "resp_1", const QByteArray &more = {},
                const QByteArray &container = "conv_1")
{
    return ScriptedServer::json(
        200,
        R"({"id":")" + id + R"(","object":"response","status":"completed","conversation":{"id":")" + container
            + R"("},)" + more + R"("output":[{"type":"message","content":[{"type":"output_text","text":")"
            + text + R"("}]}]})");
}

Answer error(int status, const QByteArray &message, const QByteArray &code = {})
{
    return ScriptedServer::json(status,
                                R"({"error":{"message":")" + message + R"(","code":")" + code + R"("}})");
}

Answer conversation(const QByteArray &id) { return ScriptedServer::json(200, R"({"id":")" + id + R"("})"); }

// The items of a container, "role text", the newest last.
Answer items(const QStringList &items)
{
    QJsonArray list;
    for (const QString &item : items) {
        const QString type = item.startsWith(u"user"_s) ? u"input_text"_s : u"output_text"_s;
        list.prepend(
            QJsonObject {{u"id"_s, u"msg_%1"_s.arg(list.size())},
                         {u"type"_s, u"message"_s},
                         {u"role"_s, item.section(u' ', 0, 0)},
                         {u"content"_s,
                          QJsonArray {QJsonObject {{u"type"_s, type}, {u"text"_s, item.section(u' ', 1)}}}}});
    }
    return ScriptedServer::json(
        200, QJsonDocument(QJsonObject {{u"object"_s, u"list"_s}, {u"data"_s, list}}).toJson());
}

// Keeps conversations as the Responses API does, and answers none that has more than `most` characters.
class SmallServer
{
public:
    explicit SmallServer(qsizetype most) : m_most(most) { }

    Answer operator()(const ScriptedServer::Request &request)
    {
        const QByteArray path = request.path.sliced(1);
        const QByteArray id = path.split('/').value(1);
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        if (path.startsWith("responses"))
            return answer(body);
        if (request.method == "DELETE")
            return ScriptedServer::json(200, R"({"deleted":true})");
        if (request.method == "GET")
            return items(m_items.value(QString::fromLatin1(id)));
        if (id.isEmpty())
            return conversation("conv_" + QByteArray::number(++m_count));
        for (const QJsonValue &item : body.value("items"_L1).toArray())
            add(QString::fromLatin1(id), item);
        return ScriptedServer::json(200, "{}");
    }

    [[nodiscard]] int count() const { return m_count; }

private:
    void add(const QString &id, const QJsonValue &item)
    {
        const QJsonValue content = item[u"content"];
        m_items[id].append(item[u"role"].toString() + u' '
                           + (content.isArray() ? content[0][u"text"].toString() : content.toString()));
    }

    Answer answer(const QJsonObject &body)
    {
        const QJsonValue named = body.value("conversation"_L1);
        const QString id = named.isObject() ? named[u"id"].toString() : named.toString();
        if (m_items.value(id).join(QString()).size() > m_most)
            return error(400, "Your input exceeds the context window.", "context_length_exceeded");
        return ScriptedServer::json(
            200,
            R"({"id":"resp_1","object":"response","status":"completed","conversation":{"id":")"
                + id.toLatin1()
                + R"("},"output":[{"type":"message","content":[{"type":"output_text","text":"Done"}]}]})");
    }

    const qsizetype m_most;
    QHash<QString, QStringList> m_items;
    int m_count = 0;
};

const Answer stalled {.headers = {{"Content-Type", "text/event-stream"}}, .end = End::Stall};

} // namespace

// What is sent to a server that holds a conversation, request by request.
class tst_Delivery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void stopsAtAnyStep_data();
    void stopsAtAnyStep();
    void stopsBeforeASecondTry();
    void sentContinuationIsShownAsItWas();
    void doubtIsSettledByTheServersList_data();
    void doubtIsSettledByTheServersList();
    void emptyRepliesSettleNoDoubt();
    void failedRequestIsNotRepeatedBlindly_data();
    void failedRequestIsNotRepeatedBlindly();
    void firstMessageThatWasKeptIsNotSentAgain_data();
    void firstMessageThatWasKeptIsNotSentAgain();
    void threadGetsAMessageOnceThoughTheServiceFails();
    void secondLossOfAChainEndsTheTurn();
    void lostChainIsToldOnce();
    void wrongBaseUrlLosesNoThread_data();
    void wrongBaseUrlLosesNoThread();
    void fittingRequestThatIsTooLongIsMadeShorter();
    void newThreadThatIsTooLongIsMadeShorter();
    void forgetsNothingThatWasLearnedInATurn();
    void continuationKeepsWhatWasThere_data();
    void continuationKeepsWhatWasThere();
    void stoppedContinuationCostsNothingTwice();
    void chainGoesOnFromWhatWasSaid_data();
    void chainGoesOnFromWhatWasSaid();
    void choiceDuringATurnStays();
    void retriedReplyIsOfTheServiceThatWasAsked();
    void growingTextIsNotCounted();

private:
    ChatSession *begin(Strategy strategy);
    void turn(ChatSession *session, const QString &text);
    void stopAtRequest(ChatSession *session, const QString &text);
    /// "POST /responses" and the like, from the request `first` on.
    QStringList asked(qsizetype first = 0) const;
    QJsonObject body(qsizetype request) const;
    Message lastStored(ChatSession *session) const;
    /// A conversation whose only reply was stopped after `half`.
    ChatSession *openStopped(const QString &half);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TestWorkspace> m_workspace;
    ServiceId m_service;
};

void tst_Delivery::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_workspace = std::make_unique<TestWorkspace>();
    m_service = m_workspace->addService(m_server->url());
}

void tst_Delivery::cleanup()
{
    m_workspace.reset();
    m_server.reset();
}

ChatSession *tst_Delivery::begin(Strategy strategy)
{
    ChatSession *session = m_workspace->library->begin(m_service, {});
    session->setStrategy(strategy);
    return session;
}

void tst_Delivery::turn(ChatSession *session, const QString &text)
{
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(text);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
}

// The user stops as soon as the request is on its way.
void tst_Delivery::stopAtRequest(ChatSession *session, const QString &text)
{
    QSignalSpy ended(session, &ChatSession::replyEnded);
    QSignalSpy received(m_server.get(), &ScriptedServer::requestReceived);
    session->send(text);
    QTRY_COMPARE(received.size(), 1);
    session->stop();
    QTRY_COMPARE(ended.size(), 1);
}

QStringList tst_Delivery::asked(qsizetype first) const
{
    QStringList result;
    for (qsizetype i = first; i < m_server->requests().size(); ++i) {
        const ScriptedServer::Request &request = m_server->requests().at(i);
        result << QString::fromLatin1(request.method + ' ' + request.path).section(u'?', 0, 0);
    }
    return result;
}

QJsonObject tst_Delivery::body(qsizetype request) const
{
    return QJsonDocument::fromJson(m_server->requests().value(request).body).object();
}

ChatSession *tst_Delivery::openStopped(const QString &half)
{
    const ConversationId id = m_workspace->addConversation(u"Cut"_s, {u"Count"_s, half});
    Message reply = m_workspace->storedMessages(id).constLast();
    reply.state = ReplyState::Stopped;
    m_workspace->writer->run(
        [id, reply](ConversationStore &store) { (void)store.messages().finishReply(id, reply, {}, {}); });
    m_workspace->settle();
    return m_workspace->library->session(id);
}

Message tst_Delivery::lastStored(ChatSession *session) const
{
    return m_workspace->storedMessages(session->id()).last();
}

void tst_Delivery::stopsAtAnyStep_data()
{
    QTest::addColumn<int>("step"); // that the user stops at
    QTest::addColumn<QStringList>("asked"); // in the next turn

    const QStringList afresh {u"POST /conversations"_s, u"POST /conversations/conv_9/items"_s,
                              u"GET /conversations/conv_9/items"_s, u"POST /responses"_s};
    QTest::newRow("making a conversation") << 0 << afresh;
    QTest::newRow("filling it") << 1 << QStringList {u"DELETE /conversations/conv_1"_s} + afresh;
    QTest::newRow("looking at it") << 2 << QStringList {u"DELETE /conversations/conv_1"_s} + afresh;
    QTest::newRow("asking") << 3 << QStringList {u"GET /conversations/conv_1/items"_s, u"POST /responses"_s};
}

// The turn ends at once, as a stopped one, and the next one finds its way.
void tst_Delivery::stopsAtAnyStep()
{
    QFETCH(const int, step);
    QFETCH(QStringList, asked);
    const QStringList held {u"user One"_s, u"assistant Two"_s};
    QList<Answer> answers {conversation("conv_1"), ScriptedServer::json(200, R"({"data":[]})"), items(held)};
    answers = answers.first(step) + QList {stalled};
    if (step == 3)
        answers << items(held);
    else if (step > 0)
        answers << conversation("conv_9");
    if (step < 3)
        answers << conversation("conv_9") << ScriptedServer::json(200, R"({"data":[]})")
                << items(held + QStringList {u"user Three"_s});
    Answer done = response("Done");
    if (step < 3)
        done.pieces.first().replace("conv_1", "conv_9");
    m_server->setAnswers(answers << done);
    ChatSession *session =
        m_workspace->library->session(m_workspace->addConversation(u"Talk"_s, {u"One"_s, u"Two"_s}));
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"m"_s);
    session->setStrategy(Strategy::Conversation);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Three"_s);
    QTRY_COMPARE(m_server->requests().size(), step + 1);

    session->stop();

    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!session->isBusy());
    QCOMPARE(session->notice(), Notice());
    QCOMPARE(lastStored(session).state, ReplyState::Stopped);
    session->send(u"Four"_s);
    QTRY_COMPARE(ended.size(), 2);
    QStringList sent = this->asked(step + 1);
    sent.sort(); // what is of no use is removed at the same time
    asked.sort();
    QCOMPARE(sent, asked);
}

void tst_Delivery::stopsBeforeASecondTry()
{
    Answer busy = error(503, "Later");
    busy.headers << std::pair<QByteArray, QByteArray>("Retry-After", "50");
    m_server->setAnswers({conversation("conv_1"), busy});
    ChatSession *session = begin(Strategy::Conversation);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Hi"_s);
    QTRY_VERIFY(session->notice().actions.contains(Notice::Action::RetryNow));

    session->stop();

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(session->notice(), Notice());
    QCOMPARE(m_server->requests().size(), 2);
    QCOMPARE(lastStored(session).state, ReplyState::Stopped);
}

// What it was continued with was not there yet.
void tst_Delivery::sentContinuationIsShownAsItWas()
{
    m_server->setAnswers({ScriptedServer::stream(
        {R"({"choices":[{"delta":{"content":" two"},"finish_reason":"stop"}]})", "[DONE]"})});
    ChatSession *session = openStopped(u"One"_s);
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"m"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->continueReply(session->transcript()->messageAt(1).id);
    QTRY_COMPARE(ended.size(), 1);
    std::optional<SentTurn> sent;

    session->readSent(session->transcript()->messageAt(1).id, this,
                      [&](const std::optional<SentTurn> &turn) { sent = turn; });

    QTRY_VERIFY(sent);
    QCOMPARE(sent->messages.value(1).content, u"One"_s);
    QCOMPARE(QJsonDocument::fromJson(sent->requests.last().body), QJsonDocument(body(0)));
}

void tst_Delivery::doubtIsSettledByTheServersList_data()
{
    QTest::addColumn<QStringList>("held");
    QTest::addColumn<QString>("input"); // that follows in the same conversation; empty if it is given up

    const QStringList before {u"user Hi"_s, u"assistant Hello"_s};
    QTest::newRow("it did not arrive") << before << u"yes\n\nAgain"_s;
    QTest::newRow("it arrived") << before + QStringList {u"user yes"_s} << u"Again"_s;
    QTest::newRow("another one ends like it") << before + QStringList {u"user Oh yes"_s} << QString();
    QTest::newRow("it was answered") << before + QStringList {u"user yes"_s, u"assistant So be it"_s}
                                     << QString();
    QTest::newRow("its answer ends like the one before")
        << before + QStringList {u"user yes"_s, u"assistant Oh Hello"_s} << QString();
    QTest::newRow("nothing is there") << QStringList() << QString();
}

void tst_Delivery::doubtIsSettledByTheServersList()
{
    QFETCH(const QStringList, held);
    QFETCH(const QString, input);
    m_server->setAnswers({conversation("conv_1"), response("Hello"), stalled, items(held), response("Done")});
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, u"Hi"_s);
    stopAtRequest(session, u"yes"_s);

    session->send(u"Again"_s);

    QTRY_VERIFY(m_server->requests().size() >= 5);
    QCOMPARE(asked(3).first(), u"GET /conversations/conv_1/items"_s);
    if (input.isEmpty()) {
        QCOMPARE(asked(4).first(), u"POST /conversations"_s);
    } else {
        QCOMPARE(asked(4).first(), u"POST /responses"_s);
        QCOMPARE(body(4).value(u"conversation").toString(), u"conv_1"_s);
        QCOMPARE(body(4).value(u"input")[0][u"content"].toString(), input);
        QCOMPARE(body(4).value(u"input").toArray().size(), 1);
    }
}

// A reply without text says nothing about what the container ends with.
void tst_Delivery::emptyRepliesSettleNoDoubt()
{
    m_server->setAnswers({conversation("conv_0"), error(401, "No"), {}});
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, u"Hi"_s);
    QTRY_COMPARE(m_server->requests().size(), 3); // the conversation that could not be used is deleted
    QSignalSpy ended(session, &ChatSession::replyEnded);
    m_server->setAnswers({{},
                          {},
                          {},
                          conversation("conv_1"),
                          items({u"user Hi"_s}),
                          items({u"user Hi"_s}),
                          stalled,
                          items({u"user Hi"_s, u"user Second"_s, u"assistant A long answer"_s}),
                          conversation("conv_2")});
    session->send(u"Second"_s);
    QTRY_COMPARE(m_server->requests().size(), 7);
    QCOMPARE(asked(3),
             (QStringList {u"POST /conversations"_s, u"POST /conversations/conv_1/items"_s,
                           u"GET /conversations/conv_1/items"_s, u"POST /responses"_s}));
    session->stop();
    QTRY_COMPARE(ended.size(), 1);

    session->send(u"Third"_s);

    QTRY_VERIFY(m_server->requests().size() >= 9);
    QCOMPARE(asked(7).first(2),
             (QStringList {u"GET /conversations/conv_1/items"_s, u"POST /conversations"_s}));
}

void tst_Delivery::failedRequestIsNotRepeatedBlindly_data()
{
    QTest::addColumn<Answer>("failure");
    QTest::addColumn<QList<Answer>>("then"); // up to the last one
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QString>("container"); // that has the message in the end

    const Answer failed = ScriptedServer::stream(
        {R"({"type":"response.created","response":{"id":"resp_2","conversation":{"id":"conv_1"}}})",
         R"({"type":"response.failed","response":{"id":"resp_2","status":"failed","error":)"
         R"({"code":"rate_limit_exceeded","message":"Slow down"}}})"});
    const Answer gateway = ScriptedServer::stream({R"({"error":{"code":503,"message":"Overloaded"}})"});
    const Answer json = ScriptedServer::json(200, R"({"error":{"code":503,"message":"Overloaded"}})");
    const QStringList before {u"user Hi"_s, u"assistant Hello"_s};
    const QString list = u"GET /conversations/conv_1/items"_s;
    const QString post = u"POST /responses"_s;
    const QList<Answer> without {items(before)};
    const QList<Answer> with {items(before + QStringList {u"user And?"_s}), conversation("conv_2"),
                              ScriptedServer::json(200, "{}"), items(before)};
    const QStringList inNew {list, u"POST /conversations"_s, u"POST /conversations/conv_2/items"_s,
                             u"GET /conversations/conv_2/items"_s, post};

    const auto add = [](const char *name, const Answer &failure, const QList<Answer> &then,
                        const QStringList &expected) {
        QTest::newRow(name) << failure << then << expected
                            << (expected.size() > 2 ? u"conv_2"_s : u"conv_1"_s);
    };
    add("failed", error(500, "Sorry"), without, {list, post});
    add("refused", error(429, "Slow down"), {}, {post});
    add("accepted, failed and not kept", failed, without, {list, post});
    add("accepted, failed and kept", failed, with, inNew);
    add("accepted by a gateway alone", gateway, without, {list, post});
    add("kept, though the gateway failed", gateway, with, inNew);
    add("a failure that is called a success", json, without, {list, post});
}

void tst_Delivery::failedRequestIsNotRepeatedBlindly()
{
    QFETCH(const Answer, failure);
    QFETCH(const QList<Answer>, then);
    QFETCH(const QStringList, expected);
    QFETCH(const QString, container);
    m_server->setAnswers(QList<Answer> {conversation("conv_1"), response("Hello"), failure} + then
                         + QList<Answer> {response("Done", "resp_3", {}, container.toLatin1())});
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, u"Hi"_s);

    turn(session, u"And?"_s);

    QCOMPARE(lastStored(session).content, u"Done"_s);
    QCOMPARE(asked(3), expected);
    const QJsonObject last = body(m_server->requests().size() - 1);
    QCOMPARE(last.value(u"conversation").toString(), container);
    QCOMPARE(last.value(u"input").toArray().size(), 1);
    QCOMPARE(last.value(u"input")[0][u"content"].toString(), u"And?"_s);
}

void tst_Delivery::firstMessageThatWasKeptIsNotSentAgain_data()
{
    QTest::addColumn<Answer>("failure");
    QTest::newRow("failed") << error(500, "Sorry");
    QTest::newRow("accepted") << ScriptedServer::stream({R"({"error":{"code":503,"message":"Busy"}})"});
}

// Only a request with a message is answered.
void tst_Delivery::firstMessageThatWasKeptIsNotSentAgain()
{
    QFETCH(const Answer, failure);
    m_server->setAnswers({conversation("conv_1"), failure, items({u"user Hi"_s}), conversation("conv_2"),
                          response("Done", "resp_1", {}, "conv_2")});
    ChatSession *session = begin(Strategy::Conversation);

    turn(session, u"Hi"_s);

    QCOMPARE(
        asked(2),
        (QStringList {u"GET /conversations/conv_1/items"_s, u"POST /conversations"_s, u"POST /responses"_s}));
    QCOMPARE(lastStored(session).content, u"Done"_s);
    QCOMPARE(body(4).value(u"conversation").toString(), u"conv_2"_s);
    QCOMPARE(body(4).value(u"input").toArray().size(), 1);
}

void tst_Delivery::threadGetsAMessageOnceThoughTheServiceFails()
{
    const Answer run = ScriptedServer::json(400, R"({"error":{"message":"That is all"}})");
    m_server->setAnswers({ScriptedServer::json(200, R"({"id":"thread_1"})"),
                          ScriptedServer::json(200, R"({"id":"asst_1"})"), error(504, "Too late"),
                          ScriptedServer::json(200,
                                               R"({"data":[{"id":"msg_1","role":"user","content":)"
                                               R"([{"type":"text","text":{"value":"Hi"}}]}]})"),
                          run});
    ChatSession *session = begin(Strategy::Thread);

    turn(session, u"Hi"_s);

    QCOMPARE(asked().filter(u"POST /threads/thread_1/messages"_s).size(), 1);
    QCOMPARE(asked().last(), u"POST /threads/thread_1/runs"_s);
}

void tst_Delivery::secondLossOfAChainEndsTheTurn()
{
    const Answer lost =
        error(400, "Previous response with id 'resp_1' not found.", "previous_response_not_found");
    m_server->setAnswers({response("Hello"), lost});
    ChatSession *session = begin(Strategy::Response);
    turn(session, u"Hi"_s);

    turn(session, u"And?"_s);

    QCOMPARE(m_server->requests().size(), 3);
    QCOMPARE(lastStored(session).state, ReplyState::Failed);
    QVERIFY(lastStored(session).notices.isEmpty()); // there is no other chain
}

void tst_Delivery::lostChainIsToldOnce()
{
    m_server->setAnswers(
        {response("Hello"),
         error(400, "Previous response with id 'resp_1' not found.", "previous_response_not_found"),
         error(400, "This model's maximum context length is 100 tokens.", "context_length_exceeded"),
         response("Done", "resp_2")});
    ChatSession *session = begin(Strategy::Response);
    turn(session, u"Hi"_s);

    turn(session, u"And?"_s);

    const Message reply = lastStored(session);
    QCOMPARE(reply.content, u"Done"_s);
    QCOMPARE(std::count_if(reply.notices.begin(), reply.notices.end(),
                           [](const ContextNotice &notice) {
                               return notice.kind == ContextNotice::Kind::ThreadReplaced;
                           }),
             1);
}

void tst_Delivery::wrongBaseUrlLosesNoThread_data()
{
    QTest::addColumn<Answer>("answer"); // to everything
    QTest::newRow("a route that is named") << error(404, "Invalid URL (POST /v2/responses)");
    QTest::newRow("nothing but not found") << ScriptedServer::json(404, R"({"detail":"Not Found"})");
}

// When every way fails, it is the address that is wrong: what the server holds is still there afterwards.
void tst_Delivery::wrongBaseUrlLosesNoThread()
{
    QFETCH(const Answer, answer);
    m_server->setAnswers({conversation("conv_1"), response("Hello"), answer});
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, u"Hi"_s);

    turn(session, u"And?"_s);

    QCOMPARE(lastStored(session).state, ReplyState::Failed);
    QCOMPARE(session->strategy(), Strategy::Conversation);
    std::optional<QList<ServerThread>> threads;
    session->readThreads(this, [&](const QList<ServerThread> &all) { threads = all; });
    QTRY_VERIFY(threads);
    QCOMPARE(threads->size(), 1);
    QVERIFY(!threads->first().lostAt);
}

// The service counts more than is counted here, and does not say how much.
void tst_Delivery::fittingRequestThatIsTooLongIsMadeShorter()
{
    QStringList texts;
    for (int i = 0; i < 20; ++i)
        texts << u"Question %1. "_s.arg(i) + u"Words follow. "_s.repeated(20) << u"Answer %1."_s.arg(i);
    m_server->setAnswers(
        {error(400, "This model's maximum context length is 100000 tokens.", "context_length_exceeded"),
         ScriptedServer::stream(
             {R"({"choices":[{"delta":{"content":"Done"},"finish_reason":"stop"}]})", "[DONE]"})});
    ChatSession *session = m_workspace->library->session(m_workspace->addConversation(u"Long"_s, texts));
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"m"_s);

    turn(session, u"And?"_s);

    QCOMPARE(lastStored(session).content, u"Done"_s);
    QVERIFY(m_server->requests().at(1).body.size() < m_server->requests().at(0).body.size());
}

// Without a known window a new conversation is given everything; the service need not say what fits.
void tst_Delivery::newThreadThatIsTooLongIsMadeShorter()
{
    QStringList texts;
    for (int i = 0; i < 20; ++i)
        texts << u"Question %1. "_s.arg(i) + u"Words follow. "_s.repeated(20) << u"Answer %1."_s.arg(i);
    SmallServer service(3000);
    m_server->setRouter([&service](const ScriptedServer::Request &request) { return service(request); });
    ChatSession *session = m_workspace->library->session(m_workspace->addConversation(u"Long"_s, texts));
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"m"_s);
    session->setStrategy(Strategy::Conversation);

    turn(session, u"And?"_s);

    QCOMPARE(lastStored(session).error, QString());
    QCOMPARE(lastStored(session).content, u"Done"_s);
    QCOMPARE(service.count(), 2);
    QTRY_VERIFY(asked().contains(u"DELETE /conversations/conv_1"_s));
}

void tst_Delivery::forgetsNothingThatWasLearnedInATurn()
{
    Answer forgetful = response("Who are you?");
    forgetful.pieces.first().replace(R"("conversation":{"id":"conv_1"},)", "");
    m_server->setAnswers(
        {conversation("conv_1"), forgetful, conversation("conv_1"),
         ScriptedServer::json(400,
                              R"({"error":{"message":"Unsupported parameter: 'temperature'.",)"
                              R"("param":"temperature","code":"unsupported_parameter"}})"),
         response("Hello")});
    // A disk that takes its time: what was learned is not there yet when the next request is made up.
    ChatSession *session = begin(Strategy::Conversation);
    Parameters parameters;
    parameters.temperature = 0.5;
    session->setParameters(parameters);
    const auto delay = connect(m_server.get(), &ScriptedServer::requestReceived, this, [this] {
        m_workspace->writer->run([](ConversationStore &) { QThread::msleep(100); });
    });

    turn(session, u"Hi"_s);
    disconnect(delay);

    QCOMPARE(lastStored(session).content, u"Hello"_s);
    m_workspace->settle();
    std::optional<QJsonObject> quirks;
    m_workspace->writer->run(
        this,
        [service = m_service](ConversationStore &store) { return store.services().quirks(service, u"m"_s); },
        [&](const Result<QJsonObject, StoreError> &stored) { quirks = stored.value(); });
    QTRY_VERIFY(quirks);
    const QByteArray learned = QJsonDocument(*quirks).toJson();
    QVERIFY2(learned.contains("\"conversation\"") && learned.contains("\"temperature\""),
             learned.constData());
}

void tst_Delivery::continuationKeepsWhatWasThere_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("reasoning");

    const QByteArray stop = R"({"choices":[{"delta":{},"finish_reason":"stop"}]})";
    QTest::newRow("what came turns out to be reasoning")
        << QList<QByteArray> {R"({"choices":[{"delta":{"content":"Well, let me"}}]})",
                              R"({"choices":[{"delta":{"content":" see\n</think>\n\ntwo"}}]})", stop,
                              "[DONE]"}
        << u"One two"_s << u"Well, let me see"_s;
    QTest::newRow("what came was corrected") << QList<
        QByteArray> {R"({"type":"response.output_text.delta","item_id":"m","delta":"too"})",
                     R"({"type":"response.completed","response":{"id":"r","status":"completed","output":)"
                     R"([{"type":"message","id":"m","content":[{"type":"output_text","text":"two"}]}]}})"}
                                             << u"One two"_s << QString();
}

void tst_Delivery::continuationKeepsWhatWasThere()
{
    QFETCH(const QList<QByteArray>, events);
    QFETCH(const QString, content);
    QFETCH(const QString, reasoning);
    Service service = *m_workspace->services->find(m_service);
    service.apiKind = events.first().contains("response.") ? ApiKind::Responses : ApiKind::ChatCompletions;
    m_workspace->services->save(service);
    m_server->setAnswers({ScriptedServer::stream(events)});
    ChatSession *session = openStopped(u"One "_s);
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"m"_s);
    session->setStrategy(Strategy::FullHistory);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->continueReply(session->transcript()->messageAt(1).id);

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(lastStored(session).content, content);
    QCOMPARE(lastStored(session).reasoning.trimmed(), reasoning);
    QCOMPARE(session->transcript()->messageAt(1).content, content);
}

void tst_Delivery::stoppedContinuationCostsNothingTwice()
{
    m_server->setAnswers(
        {ScriptedServer::stream({R"({"choices":[{"delta":{"content":"One"},"finish_reason":"length"}],)"
                                 R"("usage":{"prompt_tokens":10,"completion_tokens":2}})",
                                 "[DONE]"}),
         stalled});
    ChatSession *session = begin(Strategy::FullHistory);
    turn(session, u"Count"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->continueReply(session->transcript()->messageAt(1).id);
    QTRY_COMPARE(m_server->requests().size(), 2);

    session->stop();

    QTRY_COMPARE(ended.size(), 1);
    std::optional<UsageSum> usage;
    session->readUsage(this, [&](const Result<UsageSum, StoreError> &sum) { usage = sum.value(); });
    QTRY_VERIFY(usage);
    QCOMPARE(usage->requests, 1);
    QCOMPARE(usage->promptTokens, 10);
}

void tst_Delivery::chainGoesOnFromWhatWasSaid_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("goesOnFrom");

    QTest::newRow("with what was added") << QByteArray(" two") << QString();
    QTest::newRow("nothing was added") << QByteArray() << u"resp_1"_s;
}

// The server's response ends where the token limit did: it knows nothing of what a stopped continuation
// added.
void tst_Delivery::chainGoesOnFromWhatWasSaid()
{
    QFETCH(const QByteArray, more);
    QFETCH(const QString, goesOnFrom);
    QList<QByteArray> events {
        R"({"type":"response.created","response":{"id":"resp_2","previous_response_id":"resp_1"}})"};
    if (!more.isEmpty())
        events << R"({"type":"response.output_text.delta","item_id":"m","delta":")" + more + R"("})";
    m_server->setAnswers(
        {ScriptedServer::json(
             200,
             R"({"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},)"
             R"("output":[{"type":"message","content":[{"type":"output_text","text":"One"}]}]})"),
         ScriptedServer::stream(events, End::Stall),
         response("Three", "resp_3", R"("previous_response_id":"resp_1",)")});
    ChatSession *session = begin(Strategy::Response);
    turn(session, u"Count"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    QSignalSpy received(session, &ChatSession::textReceived);
    session->continueReply(session->transcript()->messageAt(1).id);
    QTRY_COMPARE(m_server->requests().size(), 2);
    QTRY_COMPARE(received.isEmpty(), more.isEmpty());
    session->stop();
    QTRY_COMPARE(ended.size(), 1);

    turn(session, u"And then?"_s);

    QCOMPARE(lastStored(session).content, u"Three"_s);
    QCOMPARE(body(1).value("previous_response_id"_L1).toString(), u"resp_1"_s);
    QCOMPARE(body(2).value("previous_response_id"_L1).toString(), goesOnFrom);
    QCOMPARE(m_server->requests().at(2).body.contains("One two"), !more.isEmpty());
}

void tst_Delivery::choiceDuringATurnStays()
{
    m_server->setAnswers({ScriptedServer::stream(
        {R"({"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]})", "[DONE]"})});
    ChatSession *session = begin(Strategy::FullHistory);
    connect(session, &ChatSession::textReceived, this,
            [session] { session->setStrategy(Strategy::Conversation); });

    turn(session, u"Hi"_s);

    QCOMPARE(session->strategy(), Strategy::Conversation);
}

void tst_Delivery::retriedReplyIsOfTheServiceThatWasAsked()
{
    m_server->setAnswers({error(401, "No"),
                          ScriptedServer::stream({R"({"choices":[{"delta":{"content":"Hello"},)"
                                                  R"("finish_reason":"stop"}]})",
                                                  "[DONE]"})});
    const ServiceId other = m_workspace->addService(m_server->url());
    ChatSession *session = begin(Strategy::FullHistory);
    turn(session, u"Hi"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->setModel(other, u"m"_s);
    session->perform(Notice::Action::Retry);

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(lastStored(session).content, u"Hello"_s);
    QCOMPARE(lastStored(session).service, other);
}

// It may have grown by the time at which the figure is stored.
void tst_Delivery::growingTextIsNotCounted()
{
    m_server->setAnswers(
        {ScriptedServer::stream({R"({"choices":[{"delta":{"content":"Hello"}}]})"}, End::Stall)});
    ChatSession *session = begin(Strategy::FullHistory);
    QSignalSpy received(session, &ChatSession::textReceived);
    session->send(u"Hi"_s);
    QTRY_COMPARE(received.size(), 1);
    QTRY_COMPARE(lastStored(session).content, u"Hello"_s);
    QSignalSpy measured(session->meter(), &ContextMeter::changed);

    session->setDraft(u"What else"_s);

    QTRY_VERIFY(!measured.isEmpty());
    m_workspace->settle();
    QSet<MessageId> counted;
    m_workspace->reader->run(
        this,
        [leaf = session->conversation().leaf](ConversationStore &store) {
            return store.messages().outline(leaf, 0);
        },
        [&](const Result<QList<BranchEntry>, StoreError> &outline) {
            for (const BranchEntry &entry : outline.value()) {
                if (entry.tokens)
                    counted.insert(entry.id);
            }
        });
    m_workspace->settle();
    QCOMPARE(counted, QSet<MessageId> {session->transcript()->messageAt(0).id});
}

QTEST_GUILESS_MAIN(tst_Delivery)
#include "tst_delivery.moc"
