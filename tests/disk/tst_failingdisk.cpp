#include "faultydisk.h"
#include "scriptedserver.h"
#include "testworkspace.h"
#include "whenshown.h"

#include "ui/conversationpage.h"
#include "ui/mainwindow.h"
#include "ui/noticebar.h"

#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Kind = DiskFault::Kind;

Q_DECLARE_METATYPE(DiskFault::Kind)

namespace {

QByteArray delta(const QByteArray &text)
{
    return R"({"choices":[{"index":0,"delta":{"content":")" + text + R"("}}]})";
}

const QByteArray stopped = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";

ScriptedServer::Answer reply(const QList<QByteArray> &texts)
{
    QList<QByteArray> events;
    for (const QByteArray &text : texts)
        events << delta(text);
    return ScriptedServer::stream(events + QList<QByteArray> {stopped, "[DONE]"});
}

} // namespace

// The disk of the history fails while the program runs, and works again later. The library that makes it fail
// is preloaded into this process; temporary folders are on the disk that fails.
class tst_FailingDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void replyIsHeldUntilTheDiskTakesIt_data() { addKinds(); }
    void replyIsHeldUntilTheDiskTakesIt();
    void heldReplyIsSavedByItself();
    void heldReplyIsSavedWhenTheProgramEnds();
    void whatHasComeIsHeldWhileMoreComes();
    void thinkingAndAnswerStayApart();
    void messageIsReturnedAndNothingIsSent_data() { addKinds(); }
    void messageIsReturnedAndNothingIsSent();
    void draftIsSavedWhenTheDiskIsBack();
    void changeThatFailsIsShownAsItIs_data() { addKinds(); }
    void changeThatFailsIsShownAsItIs();
    void conversationsCanBeReadMeanwhile();
    void windowAsksBeforeItCloses();
    void heldReplyCanBeSavedElsewhere();

private:
    static void addKinds();
    ChatSession *begin();
    void failWithTheFirstWord(ChatSession *session, Kind kind);
    void holdAReply(ChatSession *session);

    std::unique_ptr<FaultyDisk> m_disk;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TestWorkspace> m_workspace;
    ServiceId m_service;
};

void tst_FailingDisk::addKinds()
{
    QTest::addColumn<Kind>("kind");

    QTest::newRow("full") << Kind::NoSpace;
    QTest::newRow("full in the middle of a write") << Kind::ShortWrite;
    QTest::newRow("error") << Kind::InputOutput;
    QTest::newRow("read-only") << Kind::ReadOnly;
}

void tst_FailingDisk::initTestCase()
{
    m_disk = std::make_unique<FaultyDisk>(qEnvironmentVariable(DiskFault::fileVariable),
                                          qEnvironmentVariable(DiskFault::folderVariable));
}

void tst_FailingDisk::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_workspace = std::make_unique<TestWorkspace>();
    m_service = m_workspace->addService(m_server->url(u"/v1"_s));
    QVERIFY(m_disk->operations(DiskFault::Kind::None) > 0); // else the library is not preloaded
}

void tst_FailingDisk::cleanup()
{
    m_disk->mend();
    m_workspace.reset();
}

ChatSession *tst_FailingDisk::begin()
{
    ChatSession *session = m_workspace->library->begin(m_service, u"m"_s);
    (void)QTest::qWaitFor([&] { return session->whyNotSend().isEmpty(); });
    m_workspace->settle();
    return session;
}

void tst_FailingDisk::failWithTheFirstWord(ChatSession *session, Kind kind)
{
    connect(session, &ChatSession::textReceived, session, [this, kind] { m_disk->fail(kind); });
}

void tst_FailingDisk::holdAReply(ChatSession *session)
{
    m_server->setAnswers({reply({"First. ", "Second."})});
    failWithTheFirstWord(session, Kind::NoSpace);
    QSignalSpy held(session, &ChatSession::replyHeld);
    session->send(u"Hi"_s);
    QTRY_VERIFY(!held.isEmpty());
}

void tst_FailingDisk::replyIsHeldUntilTheDiskTakesIt()
{
    QFETCH(const Kind, kind);
    m_server->setAnswers({reply({"First. ", "Second."}), reply({"Next"})});
    ChatSession *session = begin();
    failWithTheFirstWord(session, kind);
    QSignalSpy held(session, &ChatSession::replyHeld);
    QSignalSpy ended(session, &ChatSession::replyEnded);

    session->send(u"Hi"_s);
    QTRY_VERIFY(!held.isEmpty());

    QVERIFY(session->isHeld());
    QVERIFY(ended.isEmpty());
    QCOMPARE(session->notice().kind, Notice::Kind::Error);
    QVERIFY(session->notice().text.contains(u"disk"_s) || session->notice().text.contains(u"written"_s));
    QVERIFY(session->notice().actions.contains(Notice::Action::RetryNow));
    QCOMPARE(session->transcript()->messageAt(1).content, u"First. Second."_s);
    QCOMPARE(session->transcript()->messageAt(1).state, ReplyState::Complete);

    session->disconnect(session);
    m_disk->mend();
    session->perform(Notice::Action::RetryNow);

    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!session->isHeld() && !session->isBusy());
    QCOMPARE(session->notice().kind, Notice::Kind::None);
    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 2);
    QCOMPARE(stored.at(1).content, u"First. Second."_s);
    QCOMPARE(stored.at(1).state, ReplyState::Complete);

    session->send(u"And?"_s); // the work goes on

    QTRY_COMPARE(ended.size(), 2);
    QCOMPARE(m_workspace->storedMessages(session->id()).last().content, u"Next"_s);
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_FailingDisk::heldReplyIsSavedByItself()
{
    ChatSession *session = begin();
    holdAReply(session);
    session->disconnect(session);

    m_disk->mend();

    QTRY_VERIFY_WITH_TIMEOUT(!session->isHeld(), 20'000);
    QCOMPARE(m_workspace->storedMessages(session->id()).last().content, u"First. Second."_s);
}

void tst_FailingDisk::heldReplyIsSavedWhenTheProgramEnds()
{
    ChatSession *session = begin();
    const ConversationId id = session->id();
    holdAReply(session);
    session->disconnect(session);
    m_disk->mend();

    m_workspace->library.reset();
    m_workspace->settle();

    const QList<Message> stored = m_workspace->storedMessages(id);
    QCOMPARE(stored.last().content, u"First. Second."_s);
    QCOMPARE(stored.last().state, ReplyState::Complete);
}

void tst_FailingDisk::whatHasComeIsHeldWhileMoreComes()
{
    m_server->setAnswers({ScriptedServer::stream({delta("First. ")}, ScriptedServer::End::Stall)});
    ChatSession *session = begin();
    failWithTheFirstWord(session, Kind::NoSpace);

    session->send(u"Hi"_s);

    QTRY_VERIFY(session->isHeld());
    QVERIFY(session->isBusy());
    QVERIFY(m_workspace->library->isAnyHeld()); // the user is asked before the window closes

    m_disk->mend();
    QTRY_VERIFY(!session->isHeld());
    session->stop();
    QTRY_VERIFY(!session->isBusy());
    QCOMPARE(m_workspace->storedMessages(session->id()).last().content, u"First. "_s);
}

// What a text was taken for changes while the disk takes nothing.
void tst_FailingDisk::thinkingAndAnswerStayApart()
{
    m_server->setAnswers({ScriptedServer::stream({delta("Hm.")}, ScriptedServer::End::Stall)});
    ChatSession *session = begin();
    session->send(u"Hi"_s);
    QTRY_COMPARE(m_workspace->storedMessages(session->id()).value(1).content, u"Hm."_s);
    m_disk->fail(Kind::NoSpace);

    m_server->goOn({"data: " + delta(R"(\n</think>\n\nHello)") + "\n\n"}, ScriptedServer::End::Stall);
    QTRY_VERIFY(session->isHeld());
    m_disk->mend();
    QTRY_VERIFY(!session->isHeld());
    m_server->goOn({"data: " + stopped + "\n\ndata: [DONE]\n\n"});

    QTRY_VERIFY(!session->isBusy());
    const Message stored = m_workspace->storedMessages(session->id()).last();
    QCOMPARE(stored.content, u"Hello"_s);
    QCOMPARE(stored.reasoning.trimmed(), u"Hm."_s);
    QCOMPARE(session->transcript()->messageAt(1).content, stored.content);
    QCOMPARE(session->transcript()->messageAt(1).reasoning, stored.reasoning);
}

void tst_FailingDisk::messageIsReturnedAndNothingIsSent()
{
    QFETCH(const Kind, kind);
    m_server->setAnswers({reply({"Answer"})});
    ChatSession *session = begin();
    QSignalSpy returned(session, &ChatSession::returned);
    m_disk->fail(kind);

    session->send(u"Precious words"_s);

    QTRY_COMPARE(returned.size(), 1);
    QCOMPARE(session->draft(), u"Precious words"_s);
    QCOMPARE(session->notice().kind, Notice::Kind::Error);
    QVERIFY(m_server->requests().isEmpty());

    m_disk->mend();
    session->send(session->draft());

    QTRY_VERIFY(!session->isBusy());
    const QList<Message> stored = m_workspace->storedMessages(session->id());
    QCOMPARE(stored.size(), 2);
    QCOMPARE(stored.first().content, u"Precious words"_s);
    QCOMPARE(stored.last().content, u"Answer"_s);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_FailingDisk::draftIsSavedWhenTheDiskIsBack()
{
    ChatSession *session = begin();
    m_disk->fail(Kind::NoSpace);
    session->setDraft(u"not sent yet"_s);
    QTRY_VERIFY(session->isHeld());

    m_disk->mend();

    QTRY_VERIFY_WITH_TIMEOUT(!session->isHeld(), 20'000);
    QString draft;
    m_workspace->writer->run(
        this, [](ConversationStore &store) { return store.drafts().find({}); },
        [&draft](const Result<QString, StoreError> &found) { draft = found ? found.value() : QString(); });
    QTRY_COMPARE(draft, u"not sent yet"_s);
}

void tst_FailingDisk::changeThatFailsIsShownAsItIs()
{
    QFETCH(const Kind, kind);
    const ConversationId id = m_workspace->addConversation(u"As it was"_s, {u"Hi"_s, u"Hello"_s});
    ChatSession *session = m_workspace->library->session(id);
    QTRY_VERIFY(session->isOpen());
    m_workspace->settle();
    m_disk->fail(kind);

    session->setTitle(u"Changed"_s, TitleSource::User);
    QTRY_COMPARE(session->notice().kind, Notice::Kind::Error);

    QTRY_COMPARE(session->conversation().title, u"As it was"_s);
}

void tst_FailingDisk::conversationsCanBeReadMeanwhile()
{
    QStringList texts;
    for (int i = 0; i < 400; ++i)
        texts << u"message %1"_s.arg(i);
    const ConversationId id = m_workspace->addConversation(u"Long"_s, texts);
    m_disk->fail(Kind::ReadOnly);

    ChatSession *session = m_workspace->library->session(id);
    QTRY_VERIFY(session->isOpen());
    session->transcript()->want(0, 50);

    QTRY_VERIFY(session->transcript()->isLoaded(0));
    QCOMPARE(session->transcript()->messageAt(0).content, u"message 0"_s);
    QCOMPARE(session->notice().kind, Notice::Kind::None);
}

void tst_FailingDisk::windowAsksBeforeItCloses()
{
    ChatSession *session = begin();
    holdAReply(session);
    MainWindow window({*m_workspace->library, *m_workspace->services, *m_workspace->settings,
                       m_workspace->network, m_workspace->clock, m_workspace->database()});
    window.show();
    bool isAsked = false;
    QTimer answer;
    connect(&answer, &QTimer::timeout, this, [&isAsked] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        isAsked = isAsked || box;
        if (box)
            box->button(QMessageBox::Cancel)->click();
    });
    answer.start(10);

    QVERIFY(!window.close());

    QVERIFY(isAsked);
    QVERIFY(window.isVisible());
    session->disconnect(session);
    m_disk->mend();
    QTRY_VERIFY_WITH_TIMEOUT(!session->isHeld(), 20'000);
    QVERIFY(window.close());
}

void tst_FailingDisk::heldReplyCanBeSavedElsewhere()
{
    QTemporaryDir elsewhere(QStringLiteral(ELSEWHERE));
    MainWindow window({*m_workspace->library, *m_workspace->services, *m_workspace->settings,
                       m_workspace->network, m_workspace->clock, m_workspace->database()});
    window.show();
    m_workspace->settle();
    auto *page = window.findChild<ConversationPage *>();
    QTRY_VERIFY(page->session() && page->session()->isOpen());
    page->session()->setModel(m_service, u"m"_s);
    holdAReply(page->session());
    const QString path = elsewhere.filePath(u"reply.md"_s);
    answerFileDialog(this, path);
    const auto buttons = window.findChild<NoticeBar *>()->findChildren<QPushButton *>();
    const auto save = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
        return button->text().startsWith(u"Save"_s);
    });
    QVERIFY(save != buttons.end());

    (*save)->click();

    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "First. Second.");
    page->session()->disconnect(page->session());
}

QTEST_MAIN(tst_FailingDisk)
#include "tst_failingdisk.moc"
