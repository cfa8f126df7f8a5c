#include "logcapture.h"
#include "scriptedserver.h"
#include "testworkspace.h"

#include "session/temporaryconversation.h"
#include "store/searchindex.h"
#include "ui/composer.h"
#include "ui/conversationpage.h"
#include "ui/mainwindow.h"
#include "ui/temporarybar.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

// Words that are nowhere else.
const QString question = u"What is a quidnunc-question?"_s;
const QString answer = u"A zymurgy-answer."_s;
const QString draft = u"A half-written xebec-draft"_s;
const QString instruction = u"Speak like a yclept-instruction."_s;

ScriptedServer::Answer reply()
{
    return ScriptedServer::stream(
        {R"({"choices":[{"index":0,"delta":{"content":")" + answer.toUtf8() + R"("}}]})",
         R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":5}})",
         "[DONE]"});
}

ScriptedServer::Answer response(const QByteArray &id)
{
    return ScriptedServer::json(
        200,
        R"({"id":")" + id
            + R"(","object":"response","status":"completed","output":[{"type":"message",)"
              R"("content":[{"type":"output_text","text":"Done"}]}]})");
}

} // namespace

class tst_Temporary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void leavesNothingOnTheDisk();
    void responsesAreNotKept();
    void threadIsDeletedAtItsEnd();
    void knowsTheModelsFigures();
    void isKeptWithAllItsBranches();
    void isKeptOnceOnly();
    void isNotKeptWithoutWhatCameMeanwhile();
    void theNextOneIsNotClosedForIt();
    void windowAsksOnce();
    void oneAtATime();
    void windowMarksIt();
    void windowAsksBeforeItIsLost_data();
    void windowAsksBeforeItIsLost();
    void windowKeepsIt();

private:
    ChatSession *begin();
    static void turn(ChatSession *session, const QString &text);
    [[nodiscard]] QStringList traces() const;
    void open();
    /// What is stored is stored when it is released, by the end of its life at the latest.
    [[nodiscard]] std::shared_ptr<QSemaphore> slowDisk() const;
    /// Until it is the disk that keep() waits for.
    static void awaitKeeping(ChatSession *session);
    [[nodiscard]] ConversationPage *page() const { return m_window->findChild<ConversationPage *>(); }
    [[nodiscard]] TemporaryBar *bar() const { return m_window->findChild<TemporaryBar *>(); }
    void write(const QString &text) const
    {
        QTest::keyClicks(m_window->findChild<QWidget *>(u"messageInput"_s), text);
    }
    void press(const QString &button) const
    {
        QTest::mouseClick(bar()->findChild<QPushButton *>(button), Qt::LeftButton);
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<TemporaryConversation> m_temporary;
    std::unique_ptr<MainWindow> m_window;
    ServiceId m_service;
};

void tst_Temporary::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswers({reply()});
    m_workspace = std::make_unique<TestWorkspace>();
    m_service = m_workspace->addService(m_server->url(u"/v1"_s));
    m_temporary = std::make_unique<TemporaryConversation>(m_workspace->sessionContext());
}

void tst_Temporary::cleanup()
{
    m_window.reset();
    m_temporary.reset();
    m_workspace.reset();
    m_server.reset();
}

ChatSession *tst_Temporary::begin() { return m_temporary->begin(m_service, u"m"_s).value(); }

void tst_Temporary::turn(ChatSession *session, const QString &text)
{
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(text);
    QTRY_COMPARE(ended.size(), 1);
}

// The files that have a word of the conversation. What they have now is what they would have after a kill.
QStringList tst_Temporary::traces() const
{
    QStringList found;
    for (QDirIterator it(m_workspace->folder.path(), QDir::Files | QDir::Hidden,
                         QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray contents = file.readAll().toLower();
        for (const char *word : {"quidnunc", "zymurgy", "xebec", "yclept"}) {
            if (contents.contains(word))
                found << file.fileName() + u": "_s + QLatin1StringView(word);
        }
    }
    return found;
}

void tst_Temporary::leavesNothingOnTheDisk()
{
    LogCapture log;
    ChatSession *session = begin();
    session->setInstructions(instruction);

    turn(session, question);
    session->setDraft(draft);
    turn(session, question + u" Again?"_s);
    session->regenerate(session->transcript()->messageAt(3).id);
    QTRY_VERIFY(!session->isBusy());
    m_workspace->settle();

    QCOMPARE(session->transcript()->messageAt(1).content, answer);
    QVERIFY(m_server->requests().last().body.contains("quidnunc"));
    QCOMPARE(traces(), QStringList());
    QVERIFY(QFileInfo(m_workspace->database()).size() > 0);
    for (const char *word : {"quidnunc", "zymurgy", "xebec", "yclept"})
        QVERIFY2(!log.text().contains(word), word);
#ifdef Q_OS_LINUX
    // Nor is there a file that has been deleted already and is written to.
    const QFileInfoList open = QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System);
    for (const QFileInfo &file : open)
        QVERIFY2(!file.symLinkTarget().contains("etilqs"_L1), qPrintable(file.symLinkTarget()));
#endif

    m_temporary->close();
    QCOMPARE(m_temporary->session(), nullptr);
    QTRY_VERIFY(m_temporary->children().isEmpty());
    m_workspace->settle();
    QCOMPARE(traces(), QStringList());
    m_workspace->library->reload();
    m_workspace->settle();
    QVERIFY(m_workspace->library->isEmpty());
}

// Services that keep responses unless told otherwise are told so, each time with all that was said.
void tst_Temporary::responsesAreNotKept()
{
    Service service = m_workspace->services->find(m_service).value();
    service.apiKind = ApiKind::Responses;
    service.strategy = Strategy::Response;
    m_workspace->services->save(service);
    m_server->setAnswers({response("resp_1"), response("resp_2")});
    ChatSession *session = begin();

    turn(session, question);
    turn(session, u"And then?"_s);

    QVERIFY(m_server->requests().size() >= 2);
    for (const ScriptedServer::Request &request : m_server->requests()) {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(body.value(u"store"), QJsonValue(false));
        QVERIFY(!body.contains(u"previous_response_id"));
        QVERIFY(!body.contains(u"conversation"));
        QVERIFY(request.body.contains("quidnunc"));
    }
}

// Where the Assistants API is chosen for it all the same, there is a thread.
void tst_Temporary::threadIsDeletedAtItsEnd()
{
    Service service = m_workspace->services->find(m_service).value();
    service.apiKind = ApiKind::Assistants;
    m_workspace->services->save(service);
    QByteArrayList asked;
    m_server->setRouter([&asked](const ScriptedServer::Request &request) {
        asked << request.method + ' ' + request.path;
        if (request.path.endsWith("/runs"))
            return ScriptedServer::json(400, R"({"error":{"message":"No"}})");
        return ScriptedServer::json(200, R"({"id":"thing_1","deleted":true})");
    });
    ChatSession *session = begin();
    session->setStrategy(Strategy::Thread);
    turn(session, question);
    QVERIFY2(asked.contains("POST /v1/threads"), asked.join(" ").constData());
    QVERIFY(!asked.contains("DELETE /v1/threads/thing_1"));

    m_temporary->close();

    QTRY_VERIFY(asked.contains("DELETE /v1/threads/thing_1"));
    QTRY_VERIFY(m_temporary->findChildren<QObject *>(Qt::FindDirectChildrenOnly).isEmpty());
}

void tst_Temporary::knowsTheModelsFigures()
{
    m_workspace->services->setModels(m_service, {u"m"_s});
    ChatSession *usual = m_workspace->library->begin(m_service, u"m"_s);
    usual->setModelFigures(4321, 1, 2);
    m_workspace->settle();

    ChatSession *session = begin();
    m_workspace->settle();
    std::optional<ModelFigures> figures;
    session->readModel(this, [&](const ModelFigures &read) { figures = read; });

    QTRY_VERIFY(figures.has_value());
    QCOMPARE(figures->chosen.chosenWindow, 4321);
}

void tst_Temporary::isKeptWithAllItsBranches()
{
    ChatSession *session = begin();
    turn(session, question);
    turn(session, u"second"_s);
    session->regenerate(session->transcript()->messageAt(3).id);
    QTRY_VERIFY(!session->isBusy());
    session->setDraft(draft);
    const ConversationId id = session->id();
    const MessageId leaf = session->conversation().leaf;
    QSignalSpy kept(m_temporary.get(), &TemporaryConversation::kept);

    m_temporary->keep();

    QTRY_COMPARE(kept.size(), 1);
    QCOMPARE(kept[0][0].value<ConversationId>(), id);
    m_temporary->close();
    const QList<Message> stored = m_workspace->storedMessages(id);
    QCOMPARE(stored.size(), 5);
    QCOMPARE(stored.at(0).content, question);
    QCOMPARE(m_workspace->storedConversation(id).leaf, leaf);
    QVERIFY(!m_workspace->storedConversation(id).strategy); // as its service usually does it
    ChatSession *opened = m_workspace->library->session(id);
    QTRY_VERIFY(opened->isOpen());
    QCOMPARE(opened->draft(), draft);
    m_workspace->library->search(u"quidnunc"_s);
    QTRY_COMPARE(m_workspace->library->list()->rowCount(), 1);
}

void tst_Temporary::isKeptOnceOnly()
{
    ChatSession *session = begin();
    turn(session, question);
    QSignalSpy kept(m_temporary.get(), &TemporaryConversation::kept);
    QSignalSpy failed(m_temporary.get(), &TemporaryConversation::failed);
    m_temporary->keep();
    m_temporary->keep(); // while that is on its way
    QTRY_COMPARE(kept.size(), 1);

    m_temporary->keep(); // its id is taken: nothing of it is stored a second time, and nothing is lost

    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(kept.size(), 1);
    QCOMPARE(m_workspace->storedMessages(session->id()).size(), 2);
    QVERIFY(m_temporary->hasContent());
}

std::shared_ptr<QSemaphore> tst_Temporary::slowDisk() const
{
    const auto goesOn = std::make_shared<QSemaphore>();
    m_workspace->writer->run([goesOn](ConversationStore &) { goesOn->acquire(); });
    return {goesOn.get(), [goesOn](QSemaphore *semaphore) { semaphore->release(); }};
}

void tst_Temporary::awaitKeeping(ChatSession *session)
{
    bool isRead = false; // after what keep() reads
    session->readThreads(session, [&isRead](const QList<ServerThread> &) { isRead = true; });
    QTRY_VERIFY(isRead);
}

void tst_Temporary::isNotKeptWithoutWhatCameMeanwhile()
{
    ChatSession *session = begin();
    turn(session, question);
    QSignalSpy kept(m_temporary.get(), &TemporaryConversation::kept);
    QSignalSpy failed(m_temporary.get(), &TemporaryConversation::failed);
    {
        const auto disk = slowDisk();
        m_temporary->keep();
        awaitKeeping(session);
        turn(session, u"And then?"_s);
    }
    QTRY_COMPARE(failed.size(), 1);
    m_workspace->settle();
    QVERIFY(m_workspace->storedMessages(session->id()).isEmpty());

    m_temporary->keep();

    QTRY_COMPARE(kept.size(), 1);
    QCOMPARE(m_workspace->storedMessages(session->id()).size(), 4);
}

void tst_Temporary::theNextOneIsNotClosedForIt()
{
    open();
    m_window->findChild<QAction *>(u"newTemporaryAction"_s)->trigger();
    QTRY_VERIFY(bar()->isVisible());
    turn(page()->session(), question);
    const ConversationId first = page()->session()->id();
    QSignalSpy kept(m_temporary.get(), &TemporaryConversation::kept);
    {
        const auto disk = slowDisk();
        press(u"keepTemporary"_s);
        awaitKeeping(page()->session());
        m_window->findChild<QAction *>(u"newConversationAction"_s)->trigger();
        m_temporary->close();
        m_window->findChild<QAction *>(u"newTemporaryAction"_s)->trigger();
        QTRY_VERIFY(bar()->isVisible());
        write(draft);
    }

    QTRY_COMPARE(kept.size(), 1);

    QCOMPARE(kept[0][0].value<ConversationId>(), first);
    QVERIFY(m_temporary->session());
    QCOMPARE(page()->session(), m_temporary->session());
    QCOMPARE(page()->composer()->text(), draft);
}

// A program that is not used wants to be locked again and again while the question stands there. It must not
// be locked for that when the user closes it later.
void tst_Temporary::windowAsksOnce()
{
    open();
    m_window->findChild<QAction *>(u"newTemporaryAction"_s)->trigger();
    QTRY_VERIFY(bar()->isVisible());
    turn(page()->session(), question);
    bool isClosedAgain = false;
    bool seemsClosed = true;
    qsizetype most = 0;
    QTimer closing;
    connect(&closing, &QTimer::timeout, this, [&] {
        if (!isClosedAgain && QApplication::activeModalWidget()) {
            isClosedAgain = true;
            seemsClosed = m_window->tryToClose();
        }
    });
    QTimer answering;
    connect(&answering, &QTimer::timeout, this, [&] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!isClosedAgain || !box)
            return;
        most = qMax(most, m_window->findChildren<QMessageBox *>().size());
        box->button(QMessageBox::Cancel)->click();
    });
    closing.start(0);
    answering.start(0);

    QVERIFY(!m_window->tryToClose());

    QCOMPARE(most, 1);
    QVERIFY(!seemsClosed);
    QVERIFY(m_temporary->session());
}

void tst_Temporary::oneAtATime()
{
    ChatSession *first = begin();
    QVERIFY(!m_temporary->hasContent());
    QVERIFY(isTemporary(*first));
    QVERIFY(!isTemporary(*m_workspace->library->begin(m_service, u"m"_s)));

    QCOMPARE(begin(), first);
    const ConversationId id = first->id();
    m_temporary->close();

    QVERIFY(begin()->id() != id);
}

void tst_Temporary::open()
{
    m_window = std::make_unique<MainWindow>(MainWindow::Context {
        .library = *m_workspace->library,
        .services = *m_workspace->services,
        .settings = *m_workspace->settings,
        .network = m_workspace->network,
        .clock = m_workspace->clock,
        .database = m_workspace->database(),
        .temporary = m_temporary.get(),
    });
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_workspace->settle();
}

void tst_Temporary::windowMarksIt()
{
    m_workspace->addConversation(u"of the history"_s, {u"q"_s});
    m_workspace->library->reload();
    open();
    QVERIFY(!bar()->isVisible());

    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(bar()->isVisible());
    turn(page()->session(), question);

    QVERIFY(isTemporary(*page()->session()));
    QCOMPARE(m_window->windowTitle(), u"Temporary conversation – Bobbin"_s);
    for (const auto &name : {u"renameAction"_s, u"pinAction"_s, u"trashAction"_s,
                             u"exportConversationAction"_s, u"serverThreadAction"_s})
        QVERIFY2(!m_window->findChild<QAction *>(name)->isEnabled(), qPrintable(name));
    QCOMPARE(m_workspace->library->list()->rowCount(), 1);
    write(draft);
    m_window->findChild<QAction *>(u"newConversationAction"_s)->trigger(); // elsewhere, and back
    QTRY_VERIFY(!bar()->isVisible());
    QCOMPARE(page()->composer()->text(), QString());
    m_window->findChild<QAction *>(u"newTemporaryAction"_s)->trigger();
    QTRY_VERIFY(bar()->isVisible());
    QCOMPARE(page()->composer()->text(), draft);
    QCOMPARE(page()->session()->transcript()->rowCount(), 2);
    m_workspace->settle();
    QCOMPARE(traces(), QStringList());
}

void tst_Temporary::windowAsksBeforeItIsLost_data()
{
    QTest::addColumn<bool>("isQuit");

    QTest::newRow("closing it") << false;
    QTest::newRow("closing the window") << true;
}

void tst_Temporary::windowAsksBeforeItIsLost()
{
    QFETCH(const bool, isQuit);
    open();
    m_window->findChild<QAction *>(u"newTemporaryAction"_s)->trigger();
    QTRY_VERIFY(bar()->isVisible());
    turn(page()->session(), question);
    int asked = 0;
    const auto leave = [&](QMessageBox::StandardButton button) {
        QTimer answering;
        connect(&answering, &QTimer::timeout, this, [&] {
            if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
                ++asked;
                box->button(button)->click();
            }
        });
        answering.start(0);
        if (isQuit)
            m_window->close();
        else
            press(u"closeTemporary"_s);
    };

    leave(QMessageBox::Cancel);
    QCOMPARE(asked, 1);
    QVERIFY(m_window->isVisible());
    QVERIFY(m_temporary->session());

    leave(QMessageBox::Discard);
    QCOMPARE(asked, 2);
    QCOMPARE(m_window->isVisible(), !isQuit);
    if (!isQuit) {
        QCOMPARE(m_temporary->session(), nullptr);
        QTRY_VERIFY(!bar()->isVisible());
        m_window->findChild<QAction *>(u"newTemporaryAction"_s)->trigger();
        QTRY_VERIFY(bar()->isVisible());
        m_window->close(); // nothing in it: nothing to ask
        QVERIFY(!m_window->isVisible());
        QCOMPARE(asked, 2);
    }
}

void tst_Temporary::windowKeepsIt()
{
    open();
    m_window->findChild<QAction *>(u"newTemporaryAction"_s)->trigger();
    QTRY_VERIFY(bar()->isVisible());
    QVERIFY(!bar()->findChild<QPushButton *>(u"keepTemporary"_s)->isEnabled()); // nothing to be kept
    turn(page()->session(), question);
    write(draft);
    const ConversationId id = page()->session()->id();

    press(u"keepTemporary"_s);

    QTRY_VERIFY(!bar()->isVisible());
    QTRY_COMPARE(page()->session()->id(), id);
    QVERIFY(!isTemporary(*page()->session()));
    QCOMPARE(page()->session()->transcript()->rowCount(), 2);
    QCOMPARE(page()->composer()->text(), draft);
    QTRY_COMPARE(m_workspace->library->list()->rowCount(), 1);
    QCOMPARE(m_temporary->session(), nullptr);
    QVERIFY(m_window->close());
}

QTEST_MAIN(tst_Temporary)
#include "tst_temporary.moc"
