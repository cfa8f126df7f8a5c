#include "practice/practiceserver.h"
#include "session/chatsession.h"
#include "testworkspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(bobbin::Strategy)

// Conversations that live on a server which forgets them: the practice service, whose state can be looked at.
class tst_Recovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void serverHoldsTheConversation_data() { addStrategies(); }
    void serverHoldsTheConversation();
    void sendsOnlyWhatIsNew_data() { addStrategies(); }
    void sendsOnlyWhatIsNew();
    void recoversWhenTheThreadIsLost_data() { addStrategies(); }
    void recoversWhenTheThreadIsLost();
    void tellsAndKeepsWhatWasDone_data() { addStrategies(); }
    void tellsAndKeepsWhatWasDone();
    void expiredThreadIsNotAskedFor_data() { addStrategies(); }
    void expiredThreadIsNotAskedFor();
    void noticeOfExpiryCanBeDismissed();
    void checksBeforehandIfWanted_data() { addStrategies(); }
    void checksBeforehandIfWanted();
    void anotherBranchKnowsNothingOfTheFirst_data() { addStrategies(); }
    void anotherBranchKnowsNothingOfTheFirst();
    void stoppedTurnIsCaughtUpWith_data() { addStrategies(); }
    void stoppedTurnIsCaughtUpWith();
    void nothingIsPutBackWhileAReplyComes_data() { addStrategies(); }
    void nothingIsPutBackWhileAReplyComes();
    void wrongModelLeavesNoThread_data() { addStrategies(); }
    void wrongModelLeavesNoThread();
    void strategyCanChangeAtAnyTurn_data() { addStrategies(); }
    void strategyCanChangeAtAnyTurn();
    void removedApiFallsBack();
    void unofferedConversationsFallBackToTheChain();
    void ignoredPrimingFallsBack_data();
    void ignoredPrimingFallsBack();
    void orphanIsRemoved();
    void forgetsOnTheServer();
    void secondLossEndsTheTurn();
    void longHistoryIsPrimedToHalfTheWindow();
    void longTurnAboveDoesNotKeepFromRecovering_data();
    void longTurnAboveDoesNotKeepFromRecovering();
    void tooLongForTheServiceIsCutAndSentAgain();
    void tooLongForTheServiceIsCutInANewThread_data();
    void tooLongForTheServiceIsCutInANewThread();
    void tooLongAMessageIsExplained();
    void comingRequestCanBeSeen_data() { addStrategies(); }
    void comingRequestCanBeSeen();
    void sentRequestCanBeSeenAgain_data() { addStrategies(); }
    void sentRequestCanBeSeenAgain();

private:
    static void addStrategies();
    ChatSession *begin(Strategy strategy);
    Message turn(ChatSession *session, const QString &text);
    QJsonObject call(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    QJsonObject state() { return call("GET", u"/practice/state"_s); }
    void loseAll() { call("POST", u"/practice/expire"_s, {{u"all"_s, true}}); }
    /// The texts that the newest container of `kind` holds, "role: text".
    QStringList held(Strategy strategy);
    qsizetype containers(Strategy strategy);
    QList<ServerThread> threads(ChatSession *session);

    std::unique_ptr<PracticeServer> m_practice;
    std::unique_ptr<TestWorkspace> m_workspace;
    ServiceId m_service;
};

namespace {

constexpr auto fact = "My name is Ada Lovelace"_L1;
constexpr auto question = "What is my name?"_L1;

QLatin1StringView stateKey(Strategy strategy)
{
    switch (strategy) {
    case Strategy::Conversation:
        return "conversations"_L1;
    case Strategy::Response:
        return "responses"_L1;
    default:
        return "threads"_L1;
    }
}

} // namespace

void tst_Recovery::addStrategies()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::newRow("conversation") << Strategy::Conversation;
    QTest::newRow("chain of responses") << Strategy::Response;
    QTest::newRow("assistants thread") << Strategy::Thread;
}

void tst_Recovery::init()
{
    m_practice = std::make_unique<PracticeServer>();
    m_practice->setTokensPerSecond(0);
    m_workspace = std::make_unique<TestWorkspace>();
    m_service = m_workspace->addService(m_practice->start().value(), "key");
    Service service = *m_workspace->services->find(m_service);
    service.defaultModel = u"practice-guide"_s;
    m_workspace->services->save(service);
}

void tst_Recovery::cleanup()
{
    m_workspace.reset();
    m_practice.reset();
}

ChatSession *tst_Recovery::begin(Strategy strategy)
{
    ChatSession *session = m_workspace->library->begin(m_service, {});
    session->setStrategy(strategy);
    return session;
}

Message tst_Recovery::turn(ChatSession *session, const QString &text)
{
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(text);
    if (!QTest::qWaitFor([&] { return !ended.isEmpty(); }, 20'000))
        return {};
    return session->transcript()->messageAt(session->transcript()->rowCount() - 1);
}

QJsonObject tst_Recovery::call(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    QNetworkRequest request(QUrl(m_practice->baseUrl().toString() + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setRawHeader("OpenAI-Beta", "assistants=v2");
    std::unique_ptr<QNetworkReply> reply(
        m_workspace->network.sendCustomRequest(request, method, QJsonDocument(body).toJson()));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait();
    return QJsonDocument::fromJson(reply->readAll()).object();
}

QStringList tst_Recovery::held(Strategy strategy)
{
    QStringList texts;
    const QJsonValue all = state().value(stateKey(strategy));
    const QJsonArray messages = all.toArray().last().toObject().value("messages"_L1).toArray();
    for (const QJsonValue &message : messages)
        texts << message[u"role"].toString() + u": "_s + message[u"text"].toString();
    return texts;
}

qsizetype tst_Recovery::containers(Strategy strategy)
{
    return state().value(stateKey(strategy)).toArray().size();
}

QList<ServerThread> tst_Recovery::threads(ChatSession *session)
{
    QList<ServerThread> result;
    bool isThere = false;
    session->readThreads(this, [&](const QList<ServerThread> &answer) {
        result = answer;
        isThere = true;
    });
    (void)QTest::qWaitFor([&] { return isThere; });
    return result;
}

void tst_Recovery::serverHoldsTheConversation()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);

    const Message reply = turn(session, question);

    QVERIFY2(reply.content.contains("Ada"_L1), qPrintable(reply.content + reply.error));
    QVERIFY(reply.notices.isEmpty());
    const QList<ServerThread> known = threads(session);
    QCOMPARE(known.size(), 1);
    QVERIFY(!known.first().lostAt);
    QCOMPARE(known.first().lastMessage, reply.id);
    QVERIFY(known.first().pending.isNull());
    QCOMPARE(held(strategy).filter(fact).size(), 1);
    QCOMPARE(held(strategy).filter("user: What is my name"_L1).size(), 1);
}

void tst_Recovery::sendsOnlyWhatIsNew()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    const Message reply = turn(session, question);

    std::optional<SentTurn> sent;
    session->readSent(reply.id, this, [&](const std::optional<SentTurn> &turn) { sent = turn; });
    QTRY_VERIFY(sent);

    QCOMPARE(sent->messages, (QList<ChatMessage> {{Role::User, question}}));
    QVERIFY(!sent->threadId.isEmpty());
}

void tst_Recovery::recoversWhenTheThreadIsLost()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    turn(session, u"How do I search?"_s);
    loseAll();

    const Message reply = turn(session, question);

    QCOMPARE(reply.state, ReplyState::Complete);
    QVERIFY2(reply.content.contains("Ada"_L1), qPrintable(reply.content));
    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 6);
    QCOMPARE(
        std::count_if(stored.begin(), stored.end(), [](const Message &m) { return m.content == question; }),
        1);
    QCOMPARE(held(strategy).filter("user: What is my name"_L1).size(), 1);
    QCOMPARE(held(strategy).filter(fact).size(), 1);
}

void tst_Recovery::tellsAndKeepsWhatWasDone()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    const QString oldId = threads(session).first().remoteId;
    loseAll();
    QSignalSpy noticed(session, &ChatSession::noticed);

    const Message reply = turn(session, question);

    QCOMPARE(noticed.size(), 1);
    QCOMPARE(reply.notices.size(), 1);
    const ContextNotice &notice = reply.notices.first();
    QCOMPARE(notice.reason, ContextNotice::Reason::Lost);
    QCOMPARE(notice.oldId, oldId);
    QCOMPARE(notice.given, 2);
    QCOMPARE(notice.leftOut, 0);
    QVERIFY(!notice.detail.isEmpty());
    QCOMPARE(m_workspace->storedMessages(session->id()).last().notices, reply.notices);
    const QList<ServerThread> known = threads(session);
    QCOMPARE(known.size(), 2);
    QCOMPARE(known.first().remoteId, oldId);
    QVERIFY(known.first().lostAt);
    QCOMPARE(known.first().lostReason, u"lost"_s);
    QVERIFY(!known.last().lostAt);
    QVERIFY(known.last().remoteId != oldId);
    if (strategy != Strategy::Response)
        QCOMPARE(notice.newId, known.last().remoteId);
}

void tst_Recovery::expiredThreadIsNotAskedFor()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    session->pretendExpired(threads(session).first());
    QTRY_VERIFY(session->meter()->state().hasExpired);

    const Message reply = turn(session, question);

    QVERIFY(reply.content.contains("Ada"_L1));
    QCOMPARE(reply.notices.size(), 1);
    QCOMPARE(reply.notices.first().reason, ContextNotice::Reason::Expired);
    QCOMPARE(threads(session).first().lostReason, u"expired"_s);
}

void tst_Recovery::noticeOfExpiryCanBeDismissed()
{
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, fact);
    session->pretendExpired(threads(session).first());
    QTRY_COMPARE(session->notice().kind, Notice::Kind::Information);

    session->perform(Notice::Action::Dismiss);
    QSignalSpy measured(session->meter(), &ContextMeter::changed);
    session->setDraft(u"some words"_s);

    QTRY_COMPARE(measured.size(), 1);
    QCOMPARE(session->notice().kind, Notice::Kind::None);

    session->setDraft({});
    turn(session, question);
    session->pretendExpired(threads(session).last()); // another copy
    QTRY_COMPARE(session->notice().kind, Notice::Kind::Information);
}

void tst_Recovery::checksBeforehandIfWanted()
{
    QFETCH(const Strategy, strategy);
    Service service = *m_workspace->services->find(m_service);
    service.checksThreads = true;
    m_workspace->services->save(service);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    QVERIFY(turn(session, u"How do I search?"_s).notices.isEmpty());
    loseAll();

    const Message reply = turn(session, question);

    QVERIFY(reply.content.contains("Ada"_L1));
    QCOMPARE(reply.notices.size(), 1);
}

void tst_Recovery::anotherBranchKnowsNothingOfTheFirst()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, u"How do I search?"_s);
    turn(session, fact);
    const MessageId told = session->transcript()->messageAt(2).id;
    QSignalSpy ended(session, &ChatSession::replyEnded);
    QVERIFY(session->edit(told, u"My name is Grace Hopper"_s));
    QTRY_COMPARE(ended.size(), 1);

    const Message reply = turn(session, question);

    QVERIFY2(reply.content.contains("Grace"_L1), qPrintable(reply.content));
    QVERIFY(!held(strategy).join(u'\n').contains("Ada"_L1));
    QVERIFY(reply.notices.isEmpty());
}

// What the server has of a turn that was stopped is not known: it is looked up, and nothing is there twice.
void tst_Recovery::stoppedTurnIsCaughtUpWith()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    const auto stopping =
        connect(session, &ChatSession::textReceived, session, [session] { session->stop(); });
    session->send(u"What can you tell me about shortcuts?"_s);
    QTRY_COMPARE(ended.size(), 1);
    disconnect(stopping);

    const Message reply = turn(session, question);

    QCOMPARE(reply.state, ReplyState::Complete);
    QVERIFY2(reply.content.contains("Ada"_L1), qPrintable(reply.content));
    QCOMPARE(held(strategy).filter("user: What can you tell me about shortcuts?"_L1).size(), 1);
    QCOMPARE(held(strategy).filter("user: What is my name"_L1).size(), 1);
}

// The server would be taken to know it.
void tst_Recovery::nothingIsPutBackWhileAReplyComes()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    turn(session, u"Hm."_s);
    Organizer &organizer = m_workspace->library->organizer();
    QSignalSpy failed(&organizer, &Organizer::failed);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    organizer.deleteMessage(session->id(), session->transcript()->messageAt(0).id,
                            MessageRemoval::Scope::Message);
    QTRY_COMPARE(session->transcript()->rowCount(), 3);
    connect(
        session, &ChatSession::textReceived, &organizer, [&] { organizer.undo(); }, Qt::SingleShotConnection);

    session->send(u"And now?"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(session->transcript()->rowCount(), 5);
    QVERIFY(organizer.canUndo());

    organizer.undo();
    QTRY_COMPARE(session->transcript()->rowCount(), 6);
    const Message reply = turn(session, question);
    QVERIFY2(reply.content.contains("Ada"_L1), qPrintable(reply.content + reply.error));
}

void tst_Recovery::wrongModelLeavesNoThread()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    session->setModel(m_service, u"no-such-model"_s);

    const Message reply = turn(session, fact);

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY2(reply.error.contains("no-such-model"_L1) || reply.error.contains("model"_L1),
             qPrintable(reply.error));
    QTRY_COMPARE(containers(strategy), 0);
    QVERIFY(reply.notices.isEmpty());
}

void tst_Recovery::strategyCanChangeAtAnyTurn()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(Strategy::FullHistory);
    turn(session, fact);
    session->setStrategy(strategy);
    QVERIFY(turn(session, question).content.contains("Ada"_L1));
    session->setStrategy(Strategy::FullHistory);
    turn(session, u"How do I search?"_s);
    session->setStrategy(strategy);

    const Message reply = turn(session, question);

    QVERIFY(reply.content.contains("Ada"_L1));
    QVERIFY(reply.notices.isEmpty());
    QCOMPARE(threads(session).size(), 1); // it was given what it lacked
    QCOMPARE(held(strategy).filter("user: How do I search"_L1).size(), 1);
}

void tst_Recovery::removedApiFallsBack()
{
    ChatSession *session = begin(Strategy::Thread);
    turn(session, fact);
    call("POST", u"/practice/offer"_s, {{u"assistants"_s, false}});
    loseAll();

    const Message reply = turn(session, question);

    QVERIFY2(reply.content.contains("Ada"_L1), qPrintable(reply.content + reply.error));
    QCOMPARE(session->strategy(), Strategy::Conversation);
    QCOMPARE(reply.notices.size(), 1);
    QCOMPARE(reply.notices.first().kind, ContextNotice::Kind::StrategyChanged);
    QCOMPARE(reply.notices.first().from, Strategy::Thread);
    QCOMPARE(reply.notices.first().to, Strategy::Conversation);
    QVERIFY(turn(session, question).notices.isEmpty());
}

void tst_Recovery::unofferedConversationsFallBackToTheChain()
{
    call("POST", u"/practice/offer"_s, {{u"conversations"_s, false}, {u"assistants"_s, false}});
    ChatSession *session = begin(Strategy::Thread);

    turn(session, fact);

    QCOMPARE(session->strategy(), Strategy::Response);
    QVERIFY(turn(session, question).content.contains("Ada"_L1));
}

void tst_Recovery::ignoredPrimingFallsBack_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::newRow("conversation") << Strategy::Conversation;
    QTest::newRow("assistants thread") << Strategy::Thread;
}

// A server that takes what was said earlier and keeps none of it must not answer as if it knew.
void tst_Recovery::ignoredPrimingFallsBack()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    turn(session, fact);
    call("POST", u"/practice/ignore"_s, {{u"messages"_s, true}});
    loseAll();

    const Message reply = turn(session, question);

    QVERIFY2(reply.content.contains("Ada"_L1), qPrintable(reply.content + reply.error));
    QCOMPARE(reply.notices.first().kind, ContextNotice::Kind::StrategyChanged);
    QCOMPARE(reply.notices.first().reason, ContextNotice::Reason::Ignored);
    QCOMPARE(session->strategy(), Strategy::Response);
}

// The program died between making a container and filling it.
void tst_Recovery::orphanIsRemoved()
{
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, fact);
    const QString orphan = call("POST", u"/conversations"_s).value("id"_L1).toString();
    m_workspace->writer->run([id = session->id(), orphan, service = m_service](ConversationStore &store) {
        ServerThread thread;
        thread.id = ServerThreadId::create();
        thread.service = service;
        thread.strategy = u"conversation"_s;
        thread.remoteId = orphan;
        thread.createdAt = thread.usedAt = SystemClock().now();
        thread.isOpening = true;
        (void)store.serverThreads().put(id, thread);
    });
    QCOMPARE(containers(Strategy::Conversation), 2);

    const Message reply = turn(session, question);

    QVERIFY(reply.content.contains("Ada"_L1));
    QTRY_COMPARE(containers(Strategy::Conversation), 1);
    QCOMPARE(threads(session).last().lostReason, u"never_filled"_s);
}

void tst_Recovery::forgetsOnTheServer()
{
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, fact);
    std::optional<QString> answer;

    session->forgetOnServer(threads(session).first(), this, [&](const QString &reason) { answer = reason; });

    QTRY_VERIFY(answer);
    QCOMPARE(*answer, QString());
    QCOMPARE(containers(Strategy::Conversation), 0);
    QCOMPARE(threads(session).first().lostReason, u"forgotten"_s);
    QVERIFY(turn(session, question).content.contains("Ada"_L1));
}

void tst_Recovery::secondLossEndsTheTurn()
{
    ChatSession *session = begin(Strategy::Conversation);
    turn(session, fact);
    loseAll();
    // The new one is lost again as soon as it is known.
    connect(session, &ChatSession::noticed, this, [this] { loseAll(); });

    const Message reply = turn(session, question);

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY(!reply.error.isEmpty());
    QCOMPARE(threads(session).size(), 2);
    QCOMPARE(m_workspace->storedMessages(session->id()).size(), 4);
}

void tst_Recovery::longHistoryIsPrimedToHalfTheWindow()
{
    Service service = *m_workspace->services->find(m_service);
    service.makesSummaries = true;
    m_workspace->services->save(service);
    QStringList texts;
    for (int i = 0; i < 40; ++i)
        texts << u"Tell me about topic %1. "_s.arg(i) + u"Many words follow here. "_s.repeated(20)
              << u"Answer %1. "_s.arg(i) + u"It goes on and on. "_s.repeated(20);
    texts.front() = fact;
    const ConversationId id = m_workspace->addConversation(u"Long"_s, texts);
    ChatSession *session = m_workspace->library->session(id);
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"practice-guide"_s);
    session->setModelFigures(4096, 0, 0);
    session->setStrategy(Strategy::Conversation);

    const Message reply = turn(session, question);

    QVERIFY2(reply.content.contains("Ada"_L1), qPrintable(reply.content + reply.error)); // by the summary
    const QString all = held(Strategy::Conversation).join(u'\n');
    QVERIFY(all.contains("Answer 39."_L1));
    QVERIFY(!all.contains("Answer 3."_L1));
    qint64 tokens = 0;
    for (const QString &text : held(Strategy::Conversation))
        tokens += text.size() / 4;
    QVERIFY2(tokens < 4096, qPrintable(QString::number(tokens)));
    std::optional<UsageSum> usage;
    session->readUsage(this, [&](const Result<UsageSum, StoreError> &sum) { usage = sum.value(); });
    QTRY_VERIFY(usage);
    QVERIFY(usage->requests > 1); // the summaries and the reply
}

void tst_Recovery::longTurnAboveDoesNotKeepFromRecovering_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<QString>("text");
    QTest::newRow("conversation") << Strategy::Conversation << u"Hi"_s;
    QTest::newRow("assistants thread") << Strategy::Thread << u"Hi"_s;
    QTest::newRow("chain of responses") << Strategy::Response << u"Hi"_s;
    QTest::newRow("the message is as long")
        << Strategy::Conversation << u"Many words follow here, and more of them. "_s.repeated(120);
}

// No turn of the past has to be sent: one that is longer than half of the window is summarized.
void tst_Recovery::longTurnAboveDoesNotKeepFromRecovering()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const QString, text);
    ChatSession *session = begin(strategy);
    session->setModelFigures(3000, 0, 0);
    const QString told = fact + u". "_s + u"Many words follow here, and more of them. "_s.repeated(200);
    QCOMPARE(turn(session, told).state, ReplyState::Complete);
    session->pretendExpired(threads(session).first());

    const Message reply = turn(session, text);

    QCOMPARE(reply.error, QString());
    QCOMPARE(reply.state, ReplyState::Complete);
    QCOMPARE(reply.notices.size(), 1);
    QCOMPARE(reply.notices.first().kind, ContextNotice::Kind::ThreadReplaced);
    QVERIFY(reply.notices.first().hasSummary);
    QVERIFY(reply.notices.first().leftOut > 0);
    QVERIFY2(!describe(reply.notices.first()).contains(" 0 "_L1),
             qPrintable(describe(reply.notices.first())));
    QCOMPARE(held(strategy).filter("user: "_L1 + text.trimmed()).size(), 1);
}

void tst_Recovery::tooLongForTheServiceIsCutAndSentAgain()
{
    QStringList texts;
    for (int i = 0; i < 40; ++i)
        texts << u"Question %1. "_s.arg(i) + u"Many words follow here. "_s.repeated(20)
              << u"Answer %1."_s.arg(i);
    const ConversationId id = m_workspace->addConversation(u"Long"_s, texts);
    ChatSession *session = m_workspace->library->session(id);
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"practice-echo"_s);
    call("POST", u"/practice/limit"_s, {{u"context_window"_s, 1500}});

    const Message reply = turn(session, u"Hello again"_s);

    QCOMPARE(reply.content, u"Hello again"_s);
    QCOMPARE(reply.notices.size(), 1);
    QCOMPARE(reply.notices.first().kind, ContextNotice::Kind::ContextCut);
    QVERIFY(reply.notices.first().leftOut > 0);
    QVERIFY(turn(session, u"And again"_s).notices.isEmpty()); // the window is known by now
}

void tst_Recovery::tooLongForTheServiceIsCutInANewThread_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<bool>("isFilledBefore");
    QTest::newRow("conversation, new") << Strategy::Conversation << false;
    QTest::newRow("conversation, full") << Strategy::Conversation << true;
    QTest::newRow("chain, new") << Strategy::Response << false;
    QTest::newRow("chain, full") << Strategy::Response << true;
    QTest::newRow("assistants thread, new") << Strategy::Thread << false;
    QTest::newRow("assistants thread, full") << Strategy::Thread << true;
}

// The window is not what was thought of it: the service's own figure is believed, and kept.
void tst_Recovery::tooLongForTheServiceIsCutInANewThread()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const bool, isFilledBefore);
    QStringList texts;
    for (int i = 0; i < 40; ++i)
        texts << u"Question %1. "_s.arg(i) + u"Many words follow here. "_s.repeated(20)
              << u"Answer %1."_s.arg(i);
    ChatSession *session = m_workspace->library->session(m_workspace->addConversation(u"Long"_s, texts));
    QTRY_VERIFY(session->isOpen());
    session->setModel(m_service, u"practice-echo"_s);
    session->setStrategy(strategy);
    if (isFilledBefore)
        QCOMPARE(turn(session, u"Hello"_s).state, ReplyState::Complete);
    call("POST", u"/practice/limit"_s, {{u"context_window"_s, 1500}});

    const Message reply = turn(session, u"Hello again"_s);

    QCOMPARE(reply.error, QString());
    QCOMPARE(reply.content, u"Hello again"_s);
    QCOMPARE(reply.notices.size(), 1);
    QVERIFY(reply.notices.first().leftOut > 0);
    std::optional<ModelFigures> figures;
    session->readModel(this, [&](const ModelFigures &answer) { figures = answer; });
    QTRY_VERIFY(figures);
    QCOMPARE(figures->chosen.learnedWindow, 1500);
    if (strategy != Strategy::Response) // what was filled in vain is not left behind
        QTRY_COMPARE(containers(strategy), isFilledBefore ? 2 : 1);
    QVERIFY(turn(session, u"And again"_s).notices.isEmpty());
}

void tst_Recovery::tooLongAMessageIsExplained()
{
    ChatSession *session = begin(Strategy::FullHistory);
    session->setModelFigures(1000, 0, 0);

    const Message reply = turn(session, u"word "_s.repeated(2000));

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY2(reply.error.contains("too long by"_L1), qPrintable(reply.error));
    QCOMPARE(m_workspace->storedMessages(session->id()).first().content, u"word "_s.repeated(2000));
}

// What is shown beforehand is what is sent: what came before, and the draft.
void tst_Recovery::comingRequestCanBeSeen()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(Strategy::FullHistory);
    turn(session, fact);
    session->setStrategy(strategy);
    std::optional<SentTurn> coming;
    session->readComing(question, this, [&](const SentTurn &turn) { coming = turn; });
    QTRY_VERIFY(coming);

    QVERIFY(coming->isComing);
    QVERIFY(coming->needsNewThread);
    QCOMPARE(coming->messages.size(), 3);
    QCOMPARE(coming->messages.first().content, fact);
    QCOMPARE(coming->messages.last(), (ChatMessage {Role::User, question}));
    QVERIFY(!coming->requests.isEmpty());
    QVERIFY(coming->requests.first().body.contains("What is my name"));
}

void tst_Recovery::sentRequestCanBeSeenAgain()
{
    QFETCH(const Strategy, strategy);
    ChatSession *session = begin(strategy);
    session->setInstructions(u"Be brief."_s);
    const Message reply = turn(session, fact);
    turn(session, question);

    std::optional<SentTurn> sent;
    session->readSent(reply.id, this, [&](const std::optional<SentTurn> &turn) { sent = turn; });
    QTRY_VERIFY(sent);

    QCOMPARE(sent->strategy, strategy);
    QCOMPARE(sent->instructions, u"Be brief."_s);
    QVERIFY(!sent->requests.isEmpty());
    QVERIFY(sent->requests.last().body.contains("Be brief."));
    for (const RequestText &request : sent->requests) {
        QVERIFY(!asCurl(request).contains("Bearer key"_L1));
        QVERIFY(QJsonDocument::fromJson(request.body).isObject());
    }
}

QTEST_MAIN(tst_Recovery)

#include "tst_recovery.moc"
