#include "scriptedserver.h"
#include "testworkspace.h"

#include "core/title.h"
#include "session/conversationbranches.h"
#include "session/modelchoice.h"
#include "session/regeneration.h"
#include "session/titlemaker.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpServer>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

QByteArray delta(const QByteArray &text)
{
    return R"({"choices":[{"index":0,"delta":{"content":")" + text + R"("}}]})";
}

const QByteArray stopped = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";

ScriptedServer::Answer reply(const QByteArray &text)
{
    return ScriptedServer::stream({delta(text), stopped, "[DONE]"});
}

// The roles and contents of a request.
QStringList messagesOf(const ScriptedServer::Request &request)
{
    QStringList result;
    const QJsonArray messages = QJsonDocument::fromJson(request.body).object().value(u"messages").toArray();
    for (const QJsonValue &message : messages)
        result << message[u"role"].toString() + u": "_s + message[u"content"].toString();
    return result;
}

} // namespace

class tst_ChatSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keepsBothMessagesOfATurn();
    void messageIsOnDiskBeforeTheRequestLeaves();
    void sendsTheWholeBranch();
    void stopKeepsWhatCame();
    void stopBeforeTheFirstWord();
    void interruptedReplyIsKeptAndCanBeContinued();
    void onlyTheLastReplyIsContinued();
    void failureOffersToRetryInPlace();
    void failureIsRetriedBesideWhatFollows();
    void deletedReplyIsNotRetried();
    void regenerateMakesAnAlternative();
    void otherModelMakesAnAlternative();
    void otherServiceLeavesTheServerThreadAlone();
    void failureOfAnotherModelStaysBeside();
    void failureOfAnotherModelIsRetriedWithIt();
    void otherModelsAreNotAskedLater();
    void branchesFollowTheConversation();
    void editMakesAnAlternative();
    void alternativesCanBeSwitched();
    void editLeavesTheDraftAlone();
    void busyServiceIsAskedAgain();
    void unsentRequestIsSentWhenTheNetworkIsBack();
    void unsentContinuationGoesOnWhenTheNetworkIsBack();
    void messageInTheTrashIsNotSentWhenTheNetworkIsBack();
    void sentRequestIsNotRepeatedWhenTheNetworkIsBack();
    void idleConnectionsGoWhenTheNetworkIsBack();
    void replyUnderWayStaysWhenTheNetworkIsBack();
    void countdownCanBeStopped();
    void missingKeyIsExplained();
    void reasoningIsKeptApartAndNotSentBack();
    void unsaveableMessageIsReturned();
    void whyAMessageWasReturnedStays();
    void milestoneThatIsNotStoredIsTakenBack();
    void changeThatFailsDuringAReplyIsTakenBack();
    void draftThatCannotBeStoredIsReportedOnce();
    void failedStartLeavesNothingBehind();
    void opensTheEndAndLoadsTheRest();
    void hasTheLastTurnWhereverItIsRead();
    void showsAMessageOnAnotherBranch();
    void draftsAreKept();
    void draftThatIsFoundLateIsNotReplaced();
    void writingInTheTrashRestores();
    void closingInMidStreamKeepsWhatCame();
    void titleComesFromTheFirstWords_data();
    void titleComesFromTheFirstWords();
    void modelMakesTheTitle();
    void titlesOfModelsArePlain_data();
    void titlesOfModelsArePlain();
    void choosesAModelThatChats();

private:
    ChatSession *begin();
    /// From now on the history refuses `change`, such as "INSERT ON drafts", for a reason that stays.
    void refuse(const QString &change);
    /// Ends that.
    void allow();
    void execute(const QString &statement);
    void turn(ChatSession *session, const QString &text);

    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<ScriptedServer> m_server;
    ServiceId m_service;
};

void tst_ChatSession::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_workspace = std::make_unique<TestWorkspace>();
    m_service = m_workspace->addService(m_server->url(u"/v1"_s));
    m_server->setAnswers({reply("Hello")});
}

void tst_ChatSession::cleanup()
{
    m_workspace.reset();
    m_server.reset();
}

ChatSession *tst_ChatSession::begin() { return m_workspace->library->begin(m_service, {}); }

void tst_ChatSession::turn(ChatSession *session, const QString &text)
{
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(text);
    QTRY_COMPARE(ended.size(), 1);
}

void tst_ChatSession::refuse(const QString &change)
{
    execute(u"CREATE TRIGGER refusal BEFORE %1 BEGIN SELECT RAISE(ABORT, 'refused'); END"_s.arg(change));
}

void tst_ChatSession::allow() { execute(u"DROP TRIGGER refusal"_s); }

void tst_ChatSession::execute(const QString &statement)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"refusing"_s);
        database.setDatabaseName(m_workspace->database());
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(statement));
    }
    QSqlDatabase::removeDatabase(u"refusing"_s);
}

void tst_ChatSession::keepsBothMessagesOfATurn()
{
    ChatSession *session = begin();

    turn(session, u"Hi"_s);

    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 2);
    QCOMPARE(stored.at(0).content, u"Hi"_s);
    QCOMPARE(stored.at(1).content, u"Hello"_s);
    QCOMPARE(stored.at(1).state, ReplyState::Complete);
    QCOMPARE(stored.at(1).parent, stored.at(0).id);
    QCOMPARE(stored.at(1).model, u"m"_s);
    QCOMPARE(session->transcript()->messageAt(1).content, u"Hello"_s);
    QCOMPARE(m_workspace->storedConversation(session->id()).title, u"Hi"_s);
    QVERIFY(!session->isBusy());
}

void tst_ChatSession::messageIsOnDiskBeforeTheRequestLeaves()
{
    ChatSession *session = begin();
    QList<Message> stored;
    connect(m_server.get(), &ScriptedServer::requestReceived, this,
            [&] { stored = m_workspace->storedMessages(session->id()); });

    turn(session, u"Hi"_s);

    QCOMPARE(stored.size(), 2);
    QCOMPARE(stored.at(0).content, u"Hi"_s);
    QCOMPARE(stored.at(1).state, ReplyState::Streaming);
}

void tst_ChatSession::sendsTheWholeBranch()
{
    ChatSession *session = begin();
    session->setInstructions(u"Be brief."_s);
    turn(session, u"one"_s);
    turn(session, u"two"_s);

    QCOMPARE(messagesOf(m_server->requests().last()),
             (QStringList {u"system: Be brief."_s, u"user: one"_s, u"assistant: Hello"_s, u"user: two"_s}));
    QCOMPARE(m_server->requests().last().header("Authorization"), "Bearer test-key");
}

void tst_ChatSession::stopKeepsWhatCame()
{
    m_server->setAnswers({ScriptedServer::stream({delta("Half of ")}, ScriptedServer::End::Stall)});
    ChatSession *session = begin();
    QSignalSpy received(session, &ChatSession::textReceived);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Hi"_s);
    QTRY_COMPARE(received.size(), 1);

    session->stop();

    QTRY_COMPARE(ended.size(), 1);
    const Message stored = m_workspace->storedMessages(session->id()).at(1);
    QCOMPARE(stored.content, u"Half of "_s);
    QCOMPARE(stored.state, ReplyState::Stopped);
    QTRY_COMPARE(m_server->connections(), 0);
}

void tst_ChatSession::stopBeforeTheFirstWord()
{
    ChatSession *session = begin();
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Hi"_s);

    session->stop(); // while the turn is being stored

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(m_workspace->storedMessages(session->id()).at(1).state, ReplyState::Stopped);
    QVERIFY(m_server->requests().isEmpty());
}

void tst_ChatSession::interruptedReplyIsKeptAndCanBeContinued()
{
    m_server->setAnswers(
        {ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Reset), reply(" and half")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QCOMPARE(m_workspace->storedMessages(session->id()).at(1).state, ReplyState::Interrupted);
    QVERIFY(session->notice().actions.contains(Notice::Action::Continue));
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->perform(Notice::Action::Continue);

    QTRY_COMPARE(ended.size(), 1);
    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 2);
    QCOMPARE(stored.at(1).content, u"Half and half"_s);
    QCOMPARE(stored.at(1).state, ReplyState::Complete);
    QCOMPARE(session->transcript()->messageAt(1).content, u"Half and half"_s);
    const QStringList sent = messagesOf(m_server->requests().last());
    QCOMPARE(sent.at(1), u"assistant: Half"_s);
    QVERIFY(sent.last().startsWith(u"user: Continue"_s));
    QCOMPARE(session->notice(), Notice());
}

void tst_ChatSession::onlyTheLastReplyIsContinued()
{
    m_server->setAnswers(
        {ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Reset), reply("Whole")});
    ChatSession *session = begin();
    turn(session, u"one"_s);
    turn(session, u"two"_s);

    session->continueReply(session->transcript()->messageAt(1).id);
    QVERIFY(!session->isBusy());
    session->continueReply(session->transcript()->messageAt(3).id); // of which there is no more
    QVERIFY(!session->isBusy());

    m_workspace->settle();
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_ChatSession::failureOffersToRetryInPlace()
{
    m_server->setAnswers(
        {ScriptedServer::json(
             401, R"({"error":{"message":"Incorrect API key provided: test-key","code":"invalid_api_key"}})"),
         reply("Hello")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QCOMPARE(session->transcript()->messageAt(1).state, ReplyState::Failed);
    QVERIFY(session->notice().kind == Notice::Kind::Error);
    QVERIFY(session->notice().actions.contains(Notice::Action::OpenServices));
    QVERIFY(!session->notice().text.contains(u"test-key"_s));
    QCOMPARE(m_server->requests().size(), 1);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->perform(Notice::Action::Retry);

    QTRY_COMPARE(ended.size(), 1);
    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 2); // the empty reply was used, the question stands once
    QCOMPARE(stored.at(1).content, u"Hello"_s);
    QCOMPARE(stored.at(1).error, QString());
}

void tst_ChatSession::failureIsRetriedBesideWhatFollows()
{
    m_server->setAnswers({ScriptedServer::json(400, R"({"error":{"message":"no"}})"), reply("Hello")});
    ChatSession *session = begin();
    turn(session, u"one"_s);
    QCOMPARE(session->transcript()->messageAt(1).state, ReplyState::Failed);
    turn(session, u"two"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->regenerate(session->transcript()->messageAt(1).id);

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(session->transcript()->rowCount(), 2);
    QCOMPARE(session->transcript()->at(1).alternatives, 2);
    session->showAlternative(session->transcript()->messageAt(1).id, -1);
    QTRY_COMPARE(session->transcript()->rowCount(), 4);
    QCOMPARE(session->transcript()->messageAt(2).content, u"two"_s);
}

// The deletion is on its way to the store, ahead of the turn.
void tst_ChatSession::deletedReplyIsNotRetried()
{
    m_server->setAnswers({ScriptedServer::json(400, R"({"error":{"message":"no"}})"), reply("Hello")});
    ChatSession *session = begin();
    turn(session, u"one"_s);
    const MessageId failed = session->transcript()->messageAt(1).id;

    m_workspace->library->organizer().deleteMessage(session->id(), failed, MessageRemoval::Scope::Message);
    session->regenerate(failed);

    QTRY_VERIFY(!session->isBusy());
    m_workspace->settle();
    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 1);
    QCOMPARE(m_workspace->storedConversation(session->id()).leaf, stored.at(0).id);
    QTRY_COMPARE(session->transcript()->rowCount(), 1);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ChatSession::regenerateMakesAnAlternative()
{
    m_server->setAnswers({reply("first"), reply("second")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    const MessageId first = session->transcript()->messageAt(1).id;
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->regenerate(first);

    QTRY_COMPARE(ended.size(), 1);
    const BranchMessage shown = session->transcript()->at(1);
    QCOMPARE(shown.message.content, u"second"_s);
    QCOMPARE(shown.alternative, 1);
    QCOMPARE(shown.alternatives, 2);
    QCOMPARE(m_workspace->storedMessages(session->id()).size(), 3);
    QCOMPARE(messagesOf(m_server->requests().last()), QStringList {u"user: Hi"_s});
}

void tst_ChatSession::otherModelMakesAnAlternative()
{
    m_server->setAnswers({reply("first"), reply("second"), reply("third")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->regenerate(session->transcript()->messageAt(1).id, ModelChoice {m_service, u"other"_s});
    QTRY_COMPARE(ended.size(), 1);

    QCOMPARE(QJsonDocument::fromJson(m_server->requests().last().body)[u"model"].toString(), u"other"_s);
    const BranchMessage shown = session->transcript()->at(1);
    QCOMPARE(shown.message.content, u"second"_s);
    QCOMPARE(shown.message.model, u"other"_s);
    QCOMPARE(shown.alternatives, 2);
    QCOMPARE(session->model(), u"m"_s);
    turn(session, u"more"_s);
    QCOMPARE(QJsonDocument::fromJson(m_server->requests().last().body)[u"model"].toString(), u"m"_s);
    QCOMPARE(m_workspace->storedConversation(session->id()).model, QString());
}

// The other one is given everything; what the conversation's own service holds is still there for its branch.
void tst_ChatSession::otherServiceLeavesTheServerThreadAlone()
{
    ScriptedServer own;
    const QByteArray answered =
        R"({"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[)"
        R"({"type":"message","role":"assistant","content":[{"type":"output_text","text":"own"}]}]}})";
    own.setAnswers({ScriptedServer::stream({answered})});
    const ServiceId chained = m_workspace->addService(own.url(u"/v1"_s));
    Service service = *m_workspace->services->find(chained);
    service.apiKind = ApiKind::Responses;
    service.strategy = Strategy::Response;
    m_workspace->services->save(service);
    ChatSession *session = m_workspace->library->begin(chained, {});
    turn(session, u"Hi"_s);
    QList<ServerThread> before;
    session->readThreads(this, [&](const QList<ServerThread> &threads) { before = threads; });
    QTRY_COMPARE(before.size(), 1);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->regenerate(session->transcript()->messageAt(1).id, ModelChoice {m_service, u"m"_s});
    QTRY_COMPARE(ended.size(), 1);

    QCOMPARE(session->transcript()->messageAt(1).content, u"Hello"_s);
    QCOMPARE(session->transcript()->messageAt(1).service, m_service);
    QCOMPARE(messagesOf(m_server->requests().last()), QStringList {u"user: Hi"_s});
    QList<ServerThread> after;
    session->readThreads(this, [&](const QList<ServerThread> &threads) { after = threads; });
    QTRY_COMPARE(after, before);
    QCOMPARE(session->conversation().service, chained);
    QCOMPARE(session->strategy(), Strategy::Response);
}

void tst_ChatSession::failureOfAnotherModelStaysBeside()
{
    m_server->setAnswers({reply("first"), {.status = 404}, reply("third")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->regenerate(session->transcript()->messageAt(1).id, ModelChoice {m_service, u"missing"_s});
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(session->transcript()->messageAt(1).state, ReplyState::Failed);

    session->regenerate(session->transcript()->messageAt(1).id, ModelChoice {m_service, u"other"_s});
    QTRY_COMPARE(ended.size(), 2);

    QCOMPARE(session->transcript()->at(1).alternatives, 3);
    QCOMPARE(session->transcript()->messageAt(1).content, u"third"_s);
}

void tst_ChatSession::failureOfAnotherModelIsRetriedWithIt()
{
    m_server->setAnswers({reply("first"), {.status = 404}, reply("again")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->regenerate(session->transcript()->messageAt(1).id, ModelChoice {m_service, u"other"_s});
    QTRY_COMPARE(ended.size(), 1);

    session->regenerate(session->transcript()->messageAt(1).id);
    QTRY_COMPARE(ended.size(), 2);

    QCOMPARE(QJsonDocument::fromJson(m_server->requests().last().body)[u"model"].toString(), u"other"_s);
    QCOMPARE(session->transcript()->at(1).alternatives, 2);
    QCOMPARE(session->transcript()->messageAt(1).content, u"again"_s);
}

// One of them could not be kept: that ends it, and what the user asks next is asked alone.
void tst_ChatSession::otherModelsAreNotAskedLater()
{
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    refuse(u"INSERT ON messages"_s);
    new Regeneration(session, session->transcript()->messageAt(1).id,
                     {{m_service, u"one"_s}, {m_service, u"other"_s}});
    QVERIFY(session->isBusy());
    QTRY_VERIFY(!session->isBusy());
    QTRY_COMPARE(session->transcript()->messageAt(1).state, ReplyState::Complete);
    allow();

    turn(session, u"And?"_s);

    m_workspace->settle();
    QVERIFY(!session->isBusy());
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_ChatSession::branchesFollowTheConversation()
{
    m_server->setAnswers({reply("first"), reply("second"), reply("third")});
    ChatSession *session = begin();
    ConversationBranches branches;
    branches.setSession(session);
    BranchTreeModel *model = branches.model();
    turn(session, u"Hi"_s);
    m_workspace->settle();
    QCOMPARE(model->rowCount(), 0); // nobody looks

    branches.setWatched(true);
    QTRY_COMPARE(model->rowCount(), 2);
    const MessageId first = session->transcript()->messageAt(1).id;
    session->regenerate(first);
    QTRY_COMPARE(model->rowCount(), 3);
    QTRY_COMPARE(model->at(2).state, ReplyState::Complete);

    QVERIFY(!model->isActive(model->rowOf(first)));
    QCOMPARE(model->leafRow(), model->rowOf(session->transcript()->messageAt(1).id));
    (void)model->index(2).data();
    QTRY_COMPARE(model->index(2).data().toString(), u"second"_s);
    session->showMessage(first);
    QTRY_VERIFY(model->isActive(model->rowOf(first)));
    session->setMilestone(first, true);
    QVERIFY(model->at(model->rowOf(first)).isMilestone);
}

void tst_ChatSession::editMakesAnAlternative()
{
    ChatSession *session = begin();
    turn(session, u"one"_s);
    turn(session, u"two"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    QVERIFY(session->edit(session->transcript()->messageAt(0).id, u"other"_s));

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(session->transcript()->rowCount(), 2);
    QCOMPARE(session->transcript()->messageAt(0).content, u"other"_s);
    QCOMPARE(session->transcript()->at(0).alternatives, 2);
    QCOMPARE(m_workspace->storedMessages(session->id()).size(), 6);
    QCOMPARE(messagesOf(m_server->requests().last()), QStringList {u"user: other"_s});
}

void tst_ChatSession::alternativesCanBeSwitched()
{
    ChatSession *session = begin();
    turn(session, u"one"_s);
    turn(session, u"two"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    QVERIFY(session->edit(session->transcript()->messageAt(0).id, u"other"_s));
    QTRY_COMPARE(ended.size(), 1);
    QSignalSpy shown(session, &ChatSession::branchShown);

    session->showAlternative(session->transcript()->messageAt(0).id, -1);

    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(shown.first().first().toInt(), 0);
    QCOMPARE(session->transcript()->rowCount(), 4);
    QCOMPARE(session->transcript()->messageAt(2).content, u"two"_s);
    QCOMPARE(session->transcript()->at(0).alternative, 0);
    QCOMPARE(m_workspace->storedConversation(session->id()).length, 4);
}

void tst_ChatSession::editLeavesTheDraftAlone()
{
    ChatSession *session = begin();
    turn(session, u"one"_s);
    session->setDraft(u"half a thought"_s);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    QVERIFY(session->edit(session->transcript()->messageAt(0).id, u"other"_s));

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(session->draft(), u"half a thought"_s);
}

void tst_ChatSession::busyServiceIsAskedAgain()
{
    ScriptedServer::Answer busy = ScriptedServer::json(429, R"({"error":{"message":"slow down"}})");
    busy.headers = {{"Retry-After-Ms", "300"}};
    m_server->setAnswers({busy, reply("Hello")});
    ChatSession *session = begin();
    QStringList notices;
    connect(session, &ChatSession::noticeChanged, this, [&] { notices << session->notice().text; });

    turn(session, u"Hi"_s);

    QCOMPARE(m_server->requests().size(), 2);
    QCOMPARE(session->transcript()->messageAt(1).content, u"Hello"_s);
    QVERIFY(!notices.isEmpty());
    QVERIFY2(notices.first().contains(u"Trying again in"_s), qPrintable(notices.first()));
    QCOMPARE(session->notice(), Notice());
    QCOMPARE(m_workspace->storedMessages(session->id()).size(), 2);
}

void tst_ChatSession::unsentRequestIsSentWhenTheNetworkIsBack()
{
    QTcpServer nothing; // a port that nobody else takes meanwhile, and that refuses
    QVERIFY(nothing.listen(QHostAddress::LocalHost));
    const QUrl away(u"http://127.0.0.1:%1/v1"_s.arg(nothing.serverPort()));
    nothing.close();
    m_service = m_workspace->addService(away);
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QCOMPARE(session->transcript()->messageAt(1).state, ReplyState::Failed);

    Service back = *m_workspace->services->find(m_service); // the same service can be reached again
    back.baseUrl = m_server->url(u"/v1"_s);
    m_workspace->services->save(back);
    m_server->setAnswers({reply("Hello")});
    m_workspace->library->takeNetworkReturn();

    QTRY_COMPARE(session->transcript()->messageAt(1).state, ReplyState::Complete);
    QCOMPARE(session->transcript()->messageAt(1).content, u"Hello"_s);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(m_workspace->storedMessages(session->id()).size(), 2);
    m_workspace->library->takeNetworkReturn(); // there is nothing to be sent any more
    m_workspace->settle();
    QVERIFY(!session->isBusy());

    back.baseUrl = away; // and the same once more, for another message
    m_workspace->services->save(back);
    turn(session, u"And?"_s);
    QCOMPARE(session->transcript()->messageAt(3).state, ReplyState::Failed);
    back.baseUrl = m_server->url(u"/v1"_s);
    m_workspace->services->save(back);
    m_workspace->library->takeNetworkReturn();
    QTRY_COMPARE(session->transcript()->messageAt(3).state, ReplyState::Complete);
    QCOMPARE(m_server->requests().size(), 2);
}

// What was there before is not asked for once more.
void tst_ChatSession::unsentContinuationGoesOnWhenTheNetworkIsBack()
{
    QTcpServer nothing;
    QVERIFY(nothing.listen(QHostAddress::LocalHost));
    const QUrl away(u"http://127.0.0.1:%1/v1"_s.arg(nothing.serverPort()));
    nothing.close();
    m_server->setAnswers(
        {ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Reset), reply(" and half")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    Service service = *m_workspace->services->find(m_service);
    service.baseUrl = away;
    m_workspace->services->save(service);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->continueReply(session->transcript()->messageAt(1).id);

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(m_workspace->storedMessages(session->id()).at(1).state, ReplyState::Interrupted);
    QCOMPARE(m_workspace->storedMessages(session->id()).at(1).content, u"Half"_s);
    QVERIFY(session->notice().actions.contains(Notice::Action::Continue));

    service.baseUrl = m_server->url(u"/v1"_s);
    m_workspace->services->save(service);
    m_workspace->library->takeNetworkReturn();

    QTRY_COMPARE(ended.size(), 2);
    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 2);
    QCOMPARE(stored.at(1).content, u"Half and half"_s);
    QCOMPARE(stored.at(1).state, ReplyState::Complete);
    QVERIFY(messagesOf(m_server->requests().last()).last().startsWith(u"user: Continue"_s));
}

void tst_ChatSession::messageInTheTrashIsNotSentWhenTheNetworkIsBack()
{
    QTcpServer nothing;
    QVERIFY(nothing.listen(QHostAddress::LocalHost));
    Service service = *m_workspace->services->find(m_service);
    service.baseUrl = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(nothing.serverPort()));
    nothing.close();
    m_workspace->services->save(service);
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QVERIFY(session->notice().actions.contains(Notice::Action::Retry));
    m_workspace->library->moveToTrash({session->id()});
    QTRY_VERIFY(session->conversation().trashedAt);

    service.baseUrl = m_server->url(u"/v1"_s);
    m_workspace->services->save(service);
    m_workspace->library->takeNetworkReturn();

    m_workspace->settle();
    QVERIFY(!session->isBusy());
    QVERIFY(m_workspace->storedConversation(session->id()).trashedAt);
    QVERIFY(m_server->requests().isEmpty());
}

void tst_ChatSession::sentRequestIsNotRepeatedWhenTheNetworkIsBack()
{
    m_server->setAnswers({ScriptedServer::Answer {.status = 0, .end = ScriptedServer::End::Close}});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QVERIFY(session->notice().actions.contains(Notice::Action::Retry));

    m_workspace->library->takeNetworkReturn();

    m_workspace->settle();
    QVERIFY(!session->isBusy());
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ChatSession::idleConnectionsGoWhenTheNetworkIsBack()
{
    m_server->setAnswers({ScriptedServer::stream(
        {delta("Hello"), R"({"choices":[{"delta":{},"finish_reason":"stop"}]})", "[DONE]"},
        ScriptedServer::End::KeepAlive)});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QCOMPARE(m_server->connections(), 1);

    m_workspace->library->takeNetworkReturn();

    QTRY_COMPARE(m_server->connections(), 0);
    turn(session, u"And?"_s);
    QCOMPARE(session->transcript()->messageAt(3).state, ReplyState::Complete);
}

void tst_ChatSession::replyUnderWayStaysWhenTheNetworkIsBack()
{
    m_server->setAnswers({ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall)});
    ChatSession *session = begin();
    QSignalSpy received(session, &ChatSession::textReceived);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Hi"_s);
    QTRY_VERIFY(!received.isEmpty());

    m_workspace->library->takeNetworkReturn();
    m_server->goOn({"data: " + delta(" and half") + "\n\n",
                    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                    "data: [DONE]\n\n"});

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(session->transcript()->messageAt(1).content, u"Half and half"_s);
    QCOMPARE(session->transcript()->messageAt(1).state, ReplyState::Complete);
}

void tst_ChatSession::countdownCanBeStopped()
{
    ScriptedServer::Answer busy = ScriptedServer::json(429, R"({"error":{"message":"slow down"}})");
    busy.headers = {{"Retry-After", "50"}};
    m_server->setAnswers({busy});
    ChatSession *session = begin();
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Hi"_s);
    QTRY_VERIFY(session->notice().actions.contains(Notice::Action::Stop));

    session->perform(Notice::Action::Stop);

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(!session->isBusy());
}

void tst_ChatSession::missingKeyIsExplained()
{
    m_workspace->secrets.failure = SecretError {SecretError::Kind::Denied, u"locked"_s};
    ChatSession *session = begin();

    turn(session, u"Hi"_s);

    QVERIFY(m_server->requests().isEmpty());
    QVERIFY(session->notice().text.contains(u"locked"_s));
    QVERIFY(session->notice().actions.contains(Notice::Action::Retry));
    QCOMPARE(m_workspace->storedMessages(session->id()).at(0).content, u"Hi"_s);
    QCOMPARE(m_workspace->secrets.secrets.size(), 1); // nothing was deleted
}

void tst_ChatSession::reasoningIsKeptApartAndNotSentBack()
{
    m_server->setAnswers(
        {ScriptedServer::stream({R"({"choices":[{"index":0,"delta":{"reasoning_content":"Hmm."}}]})",
                                 delta("Yes"), stopped, "[DONE]"}),
         reply("Hello")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);

    const Message stored = m_workspace->storedMessages(session->id()).at(1);
    QCOMPARE(stored.reasoning, u"Hmm."_s);
    QCOMPARE(stored.content, u"Yes"_s);

    turn(session, u"And?"_s);
    QVERIFY(!m_server->requests().last().body.contains("Hmm."));
}

void tst_ChatSession::unsaveableMessageIsReturned()
{
    ChatSession *session = begin();
    turn(session, u"one"_s);
    QSignalSpy returned(session, &ChatSession::returned);
    const ConversationId gone = session->id();
    m_workspace->writer->run([gone](ConversationStore &store) { (void)store.conversations().remove(gone); });
    m_workspace->settle();

    session->send(u"two"_s);

    QTRY_COMPARE(returned.size(), 1);
    QCOMPARE(returned.first().first().toString(), u"two"_s);
    QCOMPARE(session->draft(), u"two"_s);
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(session->notice().kind == Notice::Kind::Error);
    QVERIFY(!session->isBusy());
}

void tst_ChatSession::whyAMessageWasReturnedStays()
{
    ChatSession *session = begin();
    turn(session, u"one"_s);
    refuse(u"INSERT ON messages"_s);
    QSignalSpy returned(session, &ChatSession::returned);
    QSignalSpy reloaded(session, &ChatSession::reloaded);

    session->send(u"two"_s);

    QTRY_COMPARE(returned.size(), 1);
    QTRY_COMPARE(reloaded.size(), 1);
    QCOMPARE(session->notice().kind, Notice::Kind::Error);
    QCOMPARE(session->transcript()->rowCount(), 2);
    QCOMPARE(session->draft(), u"two"_s);
}

void tst_ChatSession::milestoneThatIsNotStoredIsTakenBack()
{
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    QSignalSpy changed(session, &ChatSession::milestoneChanged);
    refuse(u"UPDATE OF milestone ON messages"_s);

    session->setMilestone(session->transcript()->messageAt(0).id, true);
    QVERIFY(session->transcript()->messageAt(0).milestone); // at once

    QTRY_VERIFY(!session->transcript()->messageAt(0).milestone);
    QCOMPARE(changed.size(), 2);
    QVERIFY2(session->notice().text.contains(u"refused"_s), qPrintable(session->notice().text));
}

void tst_ChatSession::changeThatFailsDuringAReplyIsTakenBack()
{
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    m_server->setAnswers({ScriptedServer::stream({R"({"choices":[{"delta":{"content":"Half"}}]})"},
                                                 ScriptedServer::End::Stall)});
    QSignalSpy received(session, &ChatSession::textReceived);
    session->send(u"More"_s);
    QTRY_VERIFY(!received.isEmpty());
    refuse(u"UPDATE OF instructions ON conversations"_s);

    session->setInstructions(u"Be brief."_s);
    QTRY_COMPARE(session->notice().kind, Notice::Kind::Error);
    m_workspace->settle();
    QCOMPARE(session->conversation().instructions, u"Be brief."_s); // as long as the reply comes
    session->stop();

    QTRY_COMPARE(session->conversation().instructions, QString());
}

void tst_ChatSession::draftThatCannotBeStoredIsReportedOnce()
{
    ChatSession *session = begin();
    refuse(u"INSERT ON drafts"_s);

    session->setDraft(u"A thought"_s);
    QTRY_VERIFY2(session->notice().text.contains(u"refused"_s), qPrintable(session->notice().text));
    session->perform(Notice::Action::Dismiss);
    session->setDraft(u"A thought that goes on"_s);
    m_workspace->settle();
    QCoreApplication::processEvents();

    QCOMPARE(session->notice(), Notice());
    QCOMPARE(session->draft(), u"A thought that goes on"_s);
}

void tst_ChatSession::failedStartLeavesNothingBehind()
{
    ChatSession *session = begin();
    QSignalSpy returned(session, &ChatSession::returned);
    const ConversationId id = session->id();
    m_workspace->writer->run([id](ConversationStore &store) {
        Conversation other; // takes the id away
        other.id = id;
        (void)store.conversations().insert(other);
    });

    session->send(u"Hi"_s);

    QTRY_COMPARE(returned.size(), 1);
    QVERIFY(!session->isStored());
    QCOMPARE(session->transcript()->rowCount(), 0);
    QCOMPARE(session->draft(), u"Hi"_s);
    QCOMPARE(m_workspace->library->list()->rowOf(id), -1);
    QVERIFY(session->whyNotSend().isEmpty());
}

void tst_ChatSession::opensTheEndAndLoadsTheRest()
{
    QStringList texts;
    for (int i = 0; i < 500; ++i)
        texts << QString::number(i);
    const ConversationId id = m_workspace->addConversation(u"long"_s, texts);

    ChatSession *session = m_workspace->library->session(id);
    QSignalSpy opened(session, &ChatSession::opened);
    QTRY_COMPARE(opened.size(), 1);

    TranscriptModel *model = session->transcript();
    QCOMPARE(model->rowCount(), 500);
    QCOMPARE(model->messageAt(499).content, u"499"_s);
    QVERIFY(!model->isLoaded(0));
    model->want(3, 5);
    QTRY_VERIFY(model->isLoaded(3));
    QCOMPARE(model->messageAt(4).content, u"4"_s);
    model->want(300, 310);
    QTRY_VERIFY(model->isLoaded(300));
    QCOMPARE(model->messageAt(310).content, u"310"_s);
}

// Commands are about it.
void tst_ChatSession::hasTheLastTurnWhereverItIsRead()
{
    QStringList texts;
    for (int i = 0; i < 500; ++i)
        texts << QString::number(i);
    const ConversationId id = m_workspace->addConversation(u"long"_s, texts);
    const MessageId left = m_workspace->storedMessages(id).at(101).id;
    m_workspace->writer->run([id, left](ConversationStore &store) {
        (void)store.drafts().setReadingPosition(id, ReadingPosition {.message = left, .row = 101});
    });
    m_workspace->settle();

    ChatSession *session = m_workspace->library->session(id);
    TranscriptModel *model = session->transcript();
    QSignalSpy opened(session, &ChatSession::opened);
    QTRY_COMPARE(opened.size(), 1);
    QVERIFY(model->isLoaded(101));
    QVERIFY(!model->isLoaded(300));
    QVERIFY(model->isLoaded(498));
    QCOMPARE(model->messageAt(499).content, u"499"_s);

    QSignalSpy shown(session, &ChatSession::branchShown);
    session->showMessage(m_workspace->storedMessages(id).at(300).id);
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY(model->isLoaded(300));
    QVERIFY(!model->isLoaded(400));
    QCOMPARE(model->messageAt(499).content, u"499"_s);
}

void tst_ChatSession::showsAMessageOnAnotherBranch()
{
    m_server->setAnswers({reply("first"), reply("second")});
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    const MessageId first = session->transcript()->messageAt(1).id;
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->regenerate(first);
    QTRY_COMPARE(ended.size(), 1);
    QSignalSpy shown(session, &ChatSession::branchShown);

    session->showMessage(first);

    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(session->transcript()->messageAt(1).content, u"first"_s);
}

void tst_ChatSession::draftsAreKept()
{
    ChatSession *session = begin();
    session->setDraft(u"not begun"_s);
    m_workspace->settle();

    ChatSession *other = begin();
    QSignalSpy opened(other, &ChatSession::opened);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(other->draft(), u"not begun"_s);

    turn(other, u"not begun"_s);
    ChatSession *third = begin();
    QSignalSpy openedThird(third, &ChatSession::opened);
    QTRY_COMPARE(openedThird.size(), 1);
    QCOMPARE(third->draft(), QString());
}

void tst_ChatSession::draftThatIsFoundLateIsNotReplaced()
{
    begin()->setDraft(u"not begun"_s);
    m_workspace->settle();
    const auto disk = std::make_shared<QSemaphore>();
    m_workspace->writer->run([disk](ConversationStore &) { disk->acquire(); });

    ChatSession *session = begin();
    session->setDraft(u"and more"_s);
    QSignalSpy opened(session, &ChatSession::opened);
    disk->release();

    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(session->draft(), u"not begun\n\nand more"_s);
    m_workspace->settle();
    ChatSession *next = begin();
    QTRY_COMPARE(next->draft(), u"not begun\n\nand more"_s);
}

void tst_ChatSession::writingInTheTrashRestores()
{
    ChatSession *session = begin();
    turn(session, u"Hi"_s);
    m_workspace->library->moveToTrash({session->id()});
    QTRY_VERIFY(session->conversation().trashedAt);

    turn(session, u"Still here"_s);

    QVERIFY(!m_workspace->storedConversation(session->id()).trashedAt);
}

void tst_ChatSession::closingInMidStreamKeepsWhatCame()
{
    m_server->setAnswers({ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall)});
    ChatSession *session = begin();
    const ConversationId id = session->id();
    QSignalSpy received(session, &ChatSession::textReceived);
    session->send(u"Hi"_s);
    QTRY_COMPARE(received.size(), 1);

    m_workspace->library.reset();
    m_workspace->settle();

    const Message stored = m_workspace->storedMessages(id).at(1);
    QCOMPARE(stored.content, u"Half"_s);
    QCOMPARE(stored.state, ReplyState::Interrupted);
}

void tst_ChatSession::titleComesFromTheFirstWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");

    QTest::newRow("short") << u"Hi there"_s << u"Hi there"_s;
    QTest::newRow("Markdown") << u"# **Why** is `x` so?\n\nmore"_s << u"Why is x so? more"_s;
    QTest::newRow("long") << u"word "_s.repeated(40)
                          << u"word word word word word word word word word word word word…"_s;
    QTest::newRow("one long word") << u"x"_s.repeated(100) << u"x"_s.repeated(60) + u"…"_s;
    QTest::newRow("marks of direction and what nobody sees")
        << u"\u202Eabc\u2066 d\u200Be\u001B[2J\U000E0041"_s << u"abc de2J"_s;
    QTest::newRow("nothing that can be seen") << u"\u200B\u3164\u2060"_s << QString();
    QTest::newRow("emoji and Persian")
        << u"👩\u200D👧 می\u200Cخواهم ❤\uFE0F"_s << u"👩\u200D👧 می\u200Cخواهم ❤\uFE0F"_s;
    QTest::newRow("emoji at the cut") << u"x"_s.repeated(59) + u"😀😀"_s << u"x"_s.repeated(59) + u"…"_s;
}

void tst_ChatSession::titleComesFromTheFirstWords()
{
    QFETCH(const QString, text);
    QFETCH(const QString, title);

    QCOMPARE(titleFromWords(text), title);
}

void tst_ChatSession::modelMakesTheTitle()
{
    Service service = m_workspace->services->find(m_service).value();
    service.makesTitles = true;
    m_workspace->services->save(service);
    m_server->setAnswers({reply("Hello"), reply("\\\"A Fine Title.\\\"")});
    ChatSession *session = begin();

    turn(session, u"Hi"_s);

    QTRY_COMPARE(session->conversation().title, u"A Fine Title"_s);
    m_workspace->library->rename(session->id(), u"Mine"_s);
    QTRY_COMPARE(session->conversation().title, u"Mine"_s);
    session->setTitle(u"Theirs"_s, TitleSource::Model);
    QCOMPARE(session->conversation().title, u"Mine"_s);
}

void tst_ChatSession::titlesOfModelsArePlain_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("title");

    QTest::newRow("in quotes") << u"Title: “A Fine Title.”\n"_s << u"A Fine Title"_s;
    QTest::newRow("marks of direction") << u"\u202EA\u2066 Fine\u202C \u200FTitle"_s << u"A Fine Title"_s;
    QTest::newRow("escapes") << u"A \u001B]0;x\u0007Title"_s << u"A ]0;xTitle"_s;
    QTest::newRow("nothing that can be seen") << u"\u200B\u3164"_s << QString();
    QTest::newRow("no title, but an answer") << u"word "_s.repeated(40) << QString();
}

void tst_ChatSession::titlesOfModelsArePlain()
{
    QFETCH(const QString, answer);
    QTEST(titleFromAnswer(answer), "title");
}

void tst_ChatSession::choosesAModelThatChats()
{
    QCOMPARE(chooseModel({u"text-embedding-3"_s, u"whisper-1"_s, u"zephyr"_s}), u"zephyr"_s);
    QCOMPARE(chooseModel({u"a"_s, u"gpt-4o-mini"_s}), u"gpt-4o-mini"_s);
    QCOMPARE(chooseModel({}), QString());
}

QTEST_GUILESS_MAIN(tst_ChatSession)
#include "tst_chatsession.moc"
