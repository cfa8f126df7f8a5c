#include "proxyserver.h"
#include "scriptedserver.h"
#include "testworkspace.h"

#include "core/bobbinlink.h"
#include "net/proxyrules.h"
#include "ui/composer.h"
#include "ui/conversationpage.h"
#include "ui/mainwindow.h"
#include "ui/modelpicker.h"
#include "ui/networkpage.h"
#include "ui/noticebar.h"
#include "ui/sidebar.h"
#include "ui/toast.h"
#include "ui/transcriptview.h"
#include "ui/welcomepage.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

QByteArray delta(const QByteArray &text)
{
    return R"({"choices":[{"index":0,"delta":{"content":")" + text + R"("}}]})";
}

ScriptedServer::Answer reply(const QByteArray &text)
{
    return ScriptedServer::stream(
        {delta(text), R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})", "[DONE]"});
}

} // namespace

// The window as a user works with it: by keyboard and mouse, on a real database and real sockets.
class tst_MainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void sendsWithEnter();
    void shiftEnterBreaksTheLine();
    void enterOfAnInputMethodDoesNotSend();
    void escapeStopsTheReply();
    void sendIsDisabledWithAReason();
    void conversationAppearsInTheSidebar();
    void streamGoesOnWhileAnotherConversationIsShown();
    void draftsFollowTheirConversations();
    void wordingBeingEditedIsKept();
    void manyConversationsCanBeVisited();
    void upEditsTheLastMessage();
    void renamesWithF2();
    void deletesAndUndoes();
    void shownConversationIsSelectedWhenItIsListed();
    void switchesWithAltDown();
    void searchesAndOpensTheHit();
    void findsInTheWholeConversation();
    void goesToAConversationByThePalette();
    void goesToAFolderByThePalette();
    void severalConversationsAreOneStep();
    void selectionStaysWhileTheShownConversationChanges();
    void menuMovesToAFolder();
    void menuTags();
    void droppedConversationsAreTagged();
    void orderOfTheListIsKept();
    void failureShowsANoticeWithRetry();
    void noticeAboutTheProxyLeadsToItsSettings();
    void copiesTheLastCodeBlock();
    void pastesPlainText();
    void rememberedConversationIsShownAgain();
    void placeInAConversationIsKept();
    void deletedMessageComesBackWithUndo();
    void deletingKeepsThePlace();
    void deletingEndsTheNoticeAboutIt();
    void newcomerSeesTheWelcomePage();
    void localServerIsUsed();
    void instructionsAndParametersAreSent();
    void dialogsOfAConversationCanBeUsed_data();
    void dialogsOfAConversationCanBeUsed();
    void figuresOfTheModelAreKept();
    void modelCanBeTyped();
    void textSizeIsChangedAndKept();
    void scrollingChangesNoSetting();
    void exportsTheConversation();
    void importsAFile();
    void namesAreStable_data();
    void namesAreStable();

private:
    void open();
    template<typename Object>
    Object *child(const QString &name) const
    {
        auto *found = m_window->findChild<Object *>(name);
        Q_ASSERT(found);
        return found;
    }
    QPlainTextEdit *input() const { return child<QPlainTextEdit>(u"messageInput"_s); }
    QPushButton *sendButton() const { return child<QPushButton>(u"send"_s); }
    QListView *list() const { return child<QListView>(u"conversations"_s); }
    TranscriptModel *transcript() const { return m_window->findChild<TranscriptView *>()->model(); }
    QStringList titles() const;
    void write(const QString &text);
    void sendAndWait(const QString &text);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
    ServiceId m_service;
};

void tst_MainWindow::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswers({reply("Hello")});
    m_workspace = std::make_unique<TestWorkspace>();
    m_service = m_workspace->addService(m_server->url(u"/v1"_s));
}

void tst_MainWindow::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_server.reset();
}

void tst_MainWindow::open()
{
    m_window.reset();
    m_workspace->library->showList(ConversationList::Current); // what the test has put into the store
    m_window = std::make_unique<MainWindow>(
        MainWindow::Context {*m_workspace->library, *m_workspace->services, *m_workspace->settings,
                             m_workspace->network, m_workspace->clock, m_workspace->database()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_workspace->settle();
}

QStringList tst_MainWindow::titles() const
{
    QStringList result;
    for (int row = 0; row < list()->model()->rowCount(); ++row)
        result << list()->model()->index(row, 0).data().toString();
    return result;
}

void tst_MainWindow::write(const QString &text)
{
    input()->setFocus();
    QTest::keyClicks(input(), text);
}

void tst_MainWindow::sendAndWait(const QString &text)
{
    write(text);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(sendButton()->text(), u"Send"_s);
    QTRY_VERIFY(transcript()->rowCount() > 0
                && transcript()->messageAt(transcript()->rowCount() - 1).state == ReplyState::Complete);
}

void tst_MainWindow::sendsWithEnter()
{
    open();

    sendAndWait(u"Hi there"_s);

    QCOMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(0).content, u"Hi there"_s);
    QCOMPARE(transcript()->messageAt(1).content, u"Hello"_s);
    QCOMPARE(input()->toPlainText(), QString());
    QVERIFY(m_window->windowTitle().contains(u"Hi there"_s));
}

void tst_MainWindow::shiftEnterBreaksTheLine()
{
    open();
    write(u"one"_s);
    QTest::keyClick(input(), Qt::Key_Return, Qt::ShiftModifier);
    write(u"two"_s);

    QCOMPARE(input()->toPlainText(), u"one\ntwo"_s);
    QVERIFY(m_server->requests().isEmpty());

    m_workspace->settings->setEnterSends(false);
    QTest::keyClick(input(), Qt::Key_Return);
    QCOMPARE(input()->toPlainText(), u"one\ntwo\n"_s);
    QTest::keyClick(input(), Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(m_server->requests().size(), 1);
}

void tst_MainWindow::enterOfAnInputMethodDoesNotSend()
{
    open();
    input()->setFocus();
    QInputMethodEvent composing(u"你"_s, {});
    QApplication::sendEvent(input(), &composing);
    QTest::keyClick(input(), Qt::Key_Return);
    QInputMethodEvent done;
    done.setCommitString(u"你好"_s);
    QApplication::sendEvent(input(), &done);

    QCOMPARE(input()->toPlainText(), u"你好"_s);
    QVERIFY(m_server->requests().isEmpty());

    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(m_server->requests().size(), 1);
}

void tst_MainWindow::escapeStopsTheReply()
{
    m_server->setAnswers({ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall)});
    open();
    write(u"Hi"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(sendButton()->text(), u"Stop"_s);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"Half"_s);

    QTest::keyClick(input(), Qt::Key_Escape);

    QTRY_COMPARE(sendButton()->text(), u"Send"_s);
    QCOMPARE(transcript()->messageAt(1).state, ReplyState::Stopped);
    QCOMPARE(transcript()->messageAt(1).content, u"Half"_s);
}

void tst_MainWindow::sendIsDisabledWithAReason()
{
    open();
    QVERIFY(!sendButton()->isEnabled());
    QVERIFY(!sendButton()->toolTip().isEmpty());

    write(u" x"_s);
    QVERIFY(sendButton()->isEnabled());

    m_workspace->services->remove(m_service);
    QVERIFY(!sendButton()->isEnabled());
    QVERIFY(!sendButton()->accessibleDescription().isEmpty());
    QTest::keyClick(input(), Qt::Key_Return);
    QCOMPARE(input()->toPlainText(), u" x"_s);
    const auto *notice = m_window->findChild<NoticeBar *>();
    QVERIFY(!notice->isHidden());
    QCOMPARE(notice->text(), sendButton()->accessibleDescription());
}

void tst_MainWindow::conversationAppearsInTheSidebar()
{
    open();
    sendAndWait(u"First"_s);
    QTest::mouseClick(child<QPushButton>(u"newConversation"_s), Qt::LeftButton);
    QTRY_COMPARE(transcript()->rowCount(), 0);

    sendAndWait(u"Second"_s);

    QCOMPARE(titles(), (QStringList {u"Second"_s, u"First"_s}));
    QCOMPARE(list()->currentIndex().row(), 0);
}

void tst_MainWindow::streamGoesOnWhileAnotherConversationIsShown()
{
    const ConversationId other = m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    m_server->setAnswers({ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall)});
    open();
    write(u"Streaming"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"Half"_s);
    const auto row = static_cast<int>(titles().indexOf(u"Other"_s));
    QVERIFY(row >= 0);

    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(list()->model()->index(row, 0)).center());
    QTRY_COMPARE(transcript()->messageAt(1).content, u"a"_s);
    QCOMPARE(sendButton()->text(), u"Send"_s);
    QVERIFY(list()
                ->model()
                ->index(static_cast<int>(titles().indexOf(u"Streaming"_s)), 0)
                .data(ConversationListModel::BusyRole)
                .toBool());

    QTest::mouseClick(
        list()->viewport(), Qt::LeftButton, {},
        list()
            ->visualRect(list()->model()->index(static_cast<int>(titles().indexOf(u"Streaming"_s)), 0))
            .center());
    QTRY_COMPARE(transcript()->messageAt(1).content, u"Half"_s);
    QCOMPARE(sendButton()->text(), u"Stop"_s);
    Q_UNUSED(other)
}

void tst_MainWindow::draftsFollowTheirConversations()
{
    m_workspace->addConversation(u"A"_s, {u"q"_s, u"a"_s});
    open();
    write(u"for the new one"_s);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(list()->model()->index(0, 0)).center());
    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(input()->toPlainText(), QString());
    write(u"for A"_s);

    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(input()->toPlainText(), u"for the new one"_s);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(list()->model()->index(0, 0)).center());
    QTRY_COMPARE(input()->toPlainText(), u"for A"_s);
}

void tst_MainWindow::wordingBeingEditedIsKept()
{
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();
    sendAndWait(u"One"_s);
    QTest::keyClick(input(), Qt::Key_Up);
    write(u" and more"_s);

    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->messageAt(0).content, u"q"_s);
    QCOMPARE(input()->toPlainText(), QString());
    QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier);

    QTRY_COMPARE(input()->toPlainText(), u"One and more"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(transcript()->at(0).alternatives, 2);
}

// More than stay in memory: what is shown is never one that was let go.
void tst_MainWindow::manyConversationsCanBeVisited()
{
    for (int i = 0; i < 12; ++i)
        m_workspace->addConversation(QString::number(i), {u"q%1"_s.arg(i), u"a"_s});
    open();
    QTRY_COMPARE(titles().size(), 12);

    for (int round = 0; round < 3; ++round) {
        for (int row = 0; row < 12; ++row) {
            const QModelIndex index = list()->model()->index(row, 0);
            list()->scrollTo(index);
            QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(index).center());
            QTRY_COMPARE(transcript()->rowCount(), 2);
            QTRY_COMPARE(transcript()->messageAt(0).content, u"q"_s + index.data().toString());
        }
    }
}

void tst_MainWindow::upEditsTheLastMessage()
{
    open();
    sendAndWait(u"One"_s);

    QTest::keyClick(input(), Qt::Key_Up);
    QCOMPARE(input()->toPlainText(), u"One"_s);
    QTest::keyClick(input(), Qt::Key_Escape);
    QCOMPARE(input()->toPlainText(), QString());

    QTest::keyClick(input(), Qt::Key_Up);
    input()->selectAll();
    sendAndWait(u"Two"_s);
    QCOMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(0).content, u"Two"_s);
    QCOMPARE(transcript()->at(0).alternatives, 2);
}

void tst_MainWindow::renamesWithF2()
{
    open();
    sendAndWait(u"Old name"_s);

    QTest::keyClick(m_window.get(), Qt::Key_F2);
    auto *editor = list()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"New name"_s);
    QTest::keyClick(editor, Qt::Key_Return);

    QTRY_COMPARE(titles(), QStringList {u"New name"_s});
    QTRY_VERIFY(m_window->windowTitle().contains(u"New name"_s));
    m_workspace->settle();
    const ConversationId id = m_workspace->library->list()->at(0).id;
    QCOMPARE(m_workspace->storedConversation(id).titleSource, TitleSource::User);
}

void tst_MainWindow::deletesAndUndoes()
{
    m_workspace->addConversation(u"Gone"_s, {u"q"_s, u"a"_s});
    open();
    QTRY_COMPARE(titles(), QStringList {u"Gone"_s});
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(0, 0));

    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(titles(), QStringList());
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(titles(), QStringList {u"Gone"_s});
    QTRY_COMPARE(transcript()->rowCount(), 2); // what was brought back is shown
    QTRY_COMPARE(list()->currentIndex().row(), 0);

    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(titles(), QStringList());
    QTest::mouseClick(child<QPushButton>(u"trash"_s), Qt::LeftButton);
    QTRY_COMPARE(titles(), QStringList {u"Gone"_s});
}

// The list is read in the background: what is shown may come into it later.
void tst_MainWindow::shownConversationIsSelectedWhenItIsListed()
{
    open();
    ConversationSummary late;
    late.id = ConversationId::create();
    late.title = u"Late"_s;
    m_window->findChild<Sidebar *>()->setShown(late.id);
    QVERIFY(!list()->currentIndex().isValid());

    m_workspace->library->list()->put(late);

    QCOMPARE(list()->currentIndex().data().toString(), u"Late"_s);
}

void tst_MainWindow::switchesWithAltDown()
{
    m_workspace->addConversation(u"Below"_s, {u"q"_s, u"below"_s});
    m_workspace->addConversation(u"Above"_s, {u"q"_s, u"above"_s});
    open();
    QTRY_COMPARE(titles().size(), 2);

    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).content, u"above"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"below"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"above"_s);
}

void tst_MainWindow::searchesAndOpensTheHit()
{
    QStringList texts;
    for (int i = 0; i < 300; ++i)
        texts << (i == 20 ? u"the needle"_s : u"hay %1"_s.arg(i));
    m_workspace->addConversation(u"Haystack"_s, texts);
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();

    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    auto *field = child<QLineEdit>(u"searchConversations"_s);
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, u"needl"_s);
    QTRY_COMPARE(titles(), QStringList {u"Haystack"_s});
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_COMPARE(transcript()->rowCount(), 300);
    QTRY_VERIFY(transcript()->isLoaded(20));
    auto *view = m_window->findChild<TranscriptView *>();
    QTRY_VERIFY(view->viewport()->rect().intersects(view->rowRect(20)));
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(titles().size(), 2);
}

void tst_MainWindow::findsInTheWholeConversation()
{
    QStringList texts;
    for (int i = 0; i < 700; ++i)
        texts << (i == 30 || i == 650 ? u"a Needle"_s : u"hay %1"_s.arg(i));
    m_workspace->addConversation(u"Haystack"_s, texts);
    open();
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->rowCount(), 700);
    auto *view = m_window->findChild<TranscriptView *>();

    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *field = child<QLineEdit>(u"findField"_s);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, u"needle"_s);
    QTRY_VERIFY(view->viewport()->rect().intersects(view->rowRect(650)));
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_VERIFY(view->viewport()->rect().intersects(view->rowRect(30)));
    QVERIFY(transcript()->isLoaded(30));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!field->isVisible());
}

void tst_MainWindow::goesToAConversationByThePalette()
{
    m_workspace->addConversation(u"Target"_s, {u"q"_s, u"here"_s});
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();

    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *field = m_window->findChild<QLineEdit *>(u"paletteField"_s);
    QTRY_VERIFY(field && field->hasFocus());
    QTest::keyClicks(field, u"Targ"_s);
    auto *results = m_window->findChild<QListWidget *>(u"paletteResults"_s);
    QTRY_VERIFY(!results->findItems(u"Target"_s, Qt::MatchExactly).isEmpty());
    results->setCurrentItem(results->findItems(u"Target"_s, Qt::MatchExactly).constFirst());
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).content, u"here"_s);
}

void tst_MainWindow::goesToAFolderByThePalette()
{
    const ConversationId id = m_workspace->addConversation(u"In it"_s, {u"q"_s});
    m_workspace->addConversation(u"Not in it"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().createFolder(u"Work"_s, {}, {id});
    QTRY_COMPARE(m_workspace->library->places().folders().size(), 1);

    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *field = m_window->findChild<QLineEdit *>(u"paletteField"_s);
    QTRY_VERIFY(field && field->hasFocus());
    QTest::keyClicks(field, u"wrk"_s);
    auto *results = m_window->findChild<QListWidget *>(u"paletteResults"_s);
    QTRY_VERIFY(results->count() > 0 && results->item(0)->text() == u"Work"_s);
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_COMPARE(titles(), QStringList {u"In it"_s});
    QCOMPARE(child<QListView>(u"places"_s)->currentIndex().data().toString(), u"Work"_s);
}

void tst_MainWindow::severalConversationsAreOneStep()
{
    for (const QString &title : {u"a"_s, u"b"_s, u"c"_s})
        m_workspace->addConversation(title, {u"q"_s});
    open();
    QTRY_COMPARE(titles().size(), 3);
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(0, 0));

    QTest::keyClick(list(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(titles(), QStringList {u"a"_s});
    QVERIFY(m_window->findChild<Toast *>()->accessibleDescription().startsWith(u"2 conversations"_s));

    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(titles().size(), 3);
}

void tst_MainWindow::selectionStaysWhileTheShownConversationChanges()
{
    const ConversationId shown = m_workspace->addConversation(u"shown"_s, {u"q"_s});
    m_workspace->addConversation(u"other"_s, {u"q"_s});
    open();
    QTRY_COMPARE(titles().size(), 2);
    list()->setCurrentIndex(list()->model()->index(1, 0));
    Q_EMIT list()->clicked(list()->currentIndex());
    QTRY_COMPARE(transcript()->rowCount(), 1);
    list()->selectAll();

    m_workspace->library->rename(shown, u"renamed"_s);
    QTRY_VERIFY(titles().contains(u"renamed"_s));

    QCOMPARE(list()->selectionModel()->selectedRows().size(), 2);
}

void tst_MainWindow::menuMovesToAFolder()
{
    const ConversationId id = m_workspace->addConversation(u"Here"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().createFolder(u"R&D"_s, {});
    QTRY_COMPARE(m_workspace->library->places().folders().size(), 1);
    list()->setCurrentIndex(list()->model()->index(0, 0));
    Q_EMIT list()->clicked(list()->currentIndex());
    QTRY_COMPARE(transcript()->rowCount(), 1);

    auto *menu = m_window->menuBar()->findChild<QMenu *>(u"foldersMenu"_s);
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().constFirst()->text(), u"R&&D"_s);
    menu->actions().constFirst()->trigger();
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(id).folder,
             m_workspace->library->places().folders().constFirst().id);
}

void tst_MainWindow::menuTags()
{
    const ConversationId id = m_workspace->addConversation(u"Here"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().setTagged({id}, u"idea"_s, true);
    QTRY_COMPARE(m_workspace->library->places().tags(), QStringList {u"idea"_s});
    list()->setCurrentIndex(list()->model()->index(0, 0));
    Q_EMIT list()->clicked(list()->currentIndex());
    QTRY_COMPARE(transcript()->rowCount(), 1);

    auto *menu = m_window->menuBar()->findChild<QMenu *>(u"tagsMenu"_s);
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().constFirst()->isChecked());
    menu->actions().constFirst()->trigger();

    QTRY_VERIFY(m_workspace->library->places().tags().isEmpty());
    QVERIFY(m_workspace->storedConversation(id).tags.isEmpty());
}

void tst_MainWindow::droppedConversationsAreTagged()
{
    const ConversationId a = m_workspace->addConversation(u"a"_s, {u"q"_s});
    const ConversationId b = m_workspace->addConversation(u"b"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().setTagged({a}, u"idea"_s, true);
    auto *places = child<QListView>(u"places"_s);
    QTRY_COMPARE(places->model()->rowCount(), 2); // all, and the tag
    QTRY_COMPARE(titles().size(), 2);
    const int row = m_workspace->library->list()->rowOf(b);

    const std::unique_ptr<QMimeData> dragged(list()->model()->mimeData({list()->model()->index(row, 0)}));
    QVERIFY(
        places->model()->dropMimeData(dragged.get(), Qt::MoveAction, -1, -1, places->model()->index(1, 0)));
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(b).tags, QStringList {u"idea"_s});
}

void tst_MainWindow::orderOfTheListIsKept()
{
    for (const QString &title : {u"b"_s, u"c"_s, u"a"_s})
        m_workspace->addConversation(title, {u"q"_s});
    open();
    QTRY_COMPARE(titles().size(), 3);

    m_window->findChild<QAction *>(u"byTitleAction"_s)->trigger();

    QTRY_COMPARE(titles(), (QStringList {u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(m_workspace->settings->listOrder(), ListOrder::Title);
}

void tst_MainWindow::failureShowsANoticeWithRetry()
{
    m_server->setAnswers(
        {ScriptedServer::json(400, R"({"error":{"message":"no such thing"}})"), reply("Hello")});
    open();
    write(u"Hi"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    auto *notice = m_window->findChild<NoticeBar *>();
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(u"no such thing"_s));

    for (QPushButton *button : notice->findChildren<QPushButton *>()) {
        if (button->text() == u"Retry"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    }

    QTRY_COMPARE(transcript()->messageAt(1).content, u"Hello"_s);
    QTRY_VERIFY(!notice->isVisible());
    QCOMPARE(transcript()->rowCount(), 2);
}

void tst_MainWindow::noticeAboutTheProxyLeadsToItsSettings()
{
    ProxyServer proxy(ProxyServer::Kind::Http, m_server->port());
    proxy.require("me", "proxy-secret");
    ProxyChoice choice;
    choice.kind = ProxyChoice::Kind::Http;
    choice.host = u"127.0.0.1"_s;
    choice.port = proxy.port();
    installProxyRules(choice);
    const auto direct = qScopeGuard([] { QNetworkProxyFactory::setApplicationProxyFactory(nullptr); });
    Service service = m_workspace->services->find(m_service).value();
    service.baseUrl = QUrl(u"http://service.example/v1"_s);
    m_workspace->services->save(service);
    open();
    write(u"Hi"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    auto *notice = m_window->findChild<NoticeBar *>();
    const auto settingsButton = [notice]() -> QPushButton * {
        for (QPushButton *button : notice->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == u"Open settings"_s)
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY(settingsButton());
    QVERIFY2(notice->text().contains(u"proxy"_s), qPrintable(notice->text()));

    QTest::mouseClick(settingsButton(), Qt::LeftButton);

    auto *settings = m_window->findChild<QDialog *>(u"settings"_s);
    QVERIFY(settings && settings->isVisible());
    QVERIFY(settings->findChild<NetworkPage *>()->isVisible());
}

void tst_MainWindow::copiesTheLastCodeBlock()
{
    m_server->setAnswers({reply("```python\\nprint(1)\\n```\\n\\ntext")});
    open();
    sendAndWait(u"code"_s);

    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);

    QCOMPARE(QApplication::clipboard()->text().trimmed(), u"print(1)"_s);
}

void tst_MainWindow::pastesPlainText()
{
    open();
    auto *rich = new QMimeData;
    rich->setHtml(u"<b>bold</b>"_s);
    rich->setText(u"bold"_s);
    QApplication::clipboard()->setMimeData(rich);
    input()->setFocus();

    QTest::keyClick(input(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(input()->toPlainText(), u"bold"_s);
    QTest::keyClick(input(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(input()->toPlainText(), QString());
}

void tst_MainWindow::rememberedConversationIsShownAgain()
{
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();
    sendAndWait(u"Last"_s);
    m_window->close();
    m_window.reset();
    m_workspace->library = std::make_unique<Library>(m_workspace->sessionContext(), *m_workspace->searcher);

    open();

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(0).content, u"Last"_s);
}

void tst_MainWindow::placeInAConversationIsKept()
{
    QStringList texts;
    for (int i = 0; i < 200; ++i)
        texts << u"question %1"_s.arg(i) << u"answer %1 "_s.arg(i).repeated(60);
    const ConversationId longOne = m_workspace->addConversation(u"Long"_s, texts);
    const ConversationId other = m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();
    TranscriptView *view = m_window->findChild<TranscriptView *>();
    m_window->openLink({longOne, {}});
    QTRY_COMPARE(transcript()->rowCount(), 400);
    view->scrollToMessage(101);
    QTRY_VERIFY(transcript()->isLoaded(101));
    QTest::keyClick(view, Qt::Key_Down); // a line into it
    const int y = view->rowRect(101).top();
    QVERIFY(y < 0);

    m_window->openLink({other, {}});
    QTRY_COMPARE(transcript()->rowCount(), 2);
    m_window->openLink({longOne, {}});
    QTRY_COMPARE(transcript()->rowCount(), 400);
    QTRY_COMPARE(view->firstVisibleRow(), 101);
    QCOMPARE(view->rowRect(101).top(), y);

    m_window->close();
    m_window.reset();
    m_workspace->settle();
    m_workspace->library = std::make_unique<Library>(m_workspace->sessionContext(), *m_workspace->searcher);
    open();
    view = m_window->findChild<TranscriptView *>();
    QTRY_COMPARE(transcript()->rowCount(), 400);
    QTRY_COMPARE(view->firstVisibleRow(), 101);
    QCOMPARE(view->rowRect(101).top(), y);
    QVERIFY(!view->isFollowing());
}

void tst_MainWindow::deletedMessageComesBackWithUndo()
{
    const ConversationId id = m_workspace->addConversation(u"Talk"_s, {u"q1"_s, u"a1"_s, u"q2"_s, u"a2"_s});
    open();
    m_window->openLink({id, {}});
    QTRY_COMPARE(transcript()->rowCount(), 4);
    const auto contents = [this] {
        QStringList texts;
        for (int row = 0; row < transcript()->rowCount(); ++row)
            texts << (transcript()->isLoaded(row) ? transcript()->messageAt(row).content : QString());
        return texts;
    };
    const auto remove = [this](int row, const QString &how) {
        QMenu menu;
        TranscriptView *view = m_window->findChild<TranscriptView *>();
        Q_EMIT view->contextMenuRequested(transcript()->messageAt(row).id, &menu);
        for (QAction *action : menu.actions()) {
            if (action->text() == how && action->isEnabled())
                action->trigger();
        }
    };

    remove(1, u"De&lete message"_s);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s, u"q2"_s, u"a2"_s}));
    remove(1, u"Delete from &here on"_s);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s}));
    QCOMPARE(m_workspace->storedMessages(id).size(), 1);

    QTest::keyClick(m_window->findChild<TranscriptView *>(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s, u"q2"_s, u"a2"_s}));
    QTest::keyClick(m_window->findChild<TranscriptView *>(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s, u"a1"_s, u"q2"_s, u"a2"_s}));
    QCOMPARE(m_workspace->storedMessages(id).size(), 4);
}

void tst_MainWindow::deletingKeepsThePlace()
{
    QStringList texts;
    for (int i = 0; i < 100; ++i)
        texts << u"question %1"_s.arg(i) << u"answer %1 "_s.arg(i).repeated(100);
    const ConversationId id = m_workspace->addConversation(u"Long"_s, texts);
    open();
    m_window->openLink({id, {}});
    QTRY_COMPARE(transcript()->rowCount(), 200);
    TranscriptView *view = m_window->findChild<TranscriptView *>();
    view->scrollToMessage(101);
    QTRY_VERIFY(transcript()->isLoaded(101));
    const MessageId next = transcript()->messageAt(102).id;

    Organizer &organizer = m_workspace->library->organizer();
    organizer.deleteMessage(id, transcript()->messageAt(101).id, MessageRemoval::Scope::Message);
    QTRY_COMPARE(transcript()->rowCount(), 199);
    QCOMPARE(view->firstVisibleRow(), 101);
    QCOMPARE(transcript()->rowOf(next), 101);

    organizer.undo();
    QTRY_COMPARE(transcript()->rowCount(), 200);
    QVERIFY(!view->isFollowing());
    QVERIFY(qAbs(view->firstVisibleRow() - 102) <= 1);
}

void tst_MainWindow::deletingEndsTheNoticeAboutIt()
{
    open();
    sendAndWait(u"first"_s);
    m_server->setAnswers({ScriptedServer::json(400, R"({"error":{"message":"no"}})")});
    write(u"second"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(transcript()->rowCount(), 4);
    ChatSession *session = m_window->findChild<ConversationPage *>()->session();
    QTRY_VERIFY(!session->isBusy() && session->notice() != Notice());

    m_workspace->library->organizer().deleteMessage(session->id(), transcript()->messageAt(2).id,
                                                    MessageRemoval::Scope::Branch);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(session->notice(), Notice());
}

void tst_MainWindow::newcomerSeesTheWelcomePage()
{
    m_workspace->services->remove(m_service);
    m_workspace->settle();
    open();
    auto *welcome = m_window->findChild<WelcomePage *>();
    QTRY_VERIFY(welcome->isVisible());
    QSignalSpy practice(m_window.get(), &MainWindow::practiceWanted);

    QTest::mouseClick(child<QPushButton>(u"welcomePractice"_s), Qt::LeftButton);
    QCOMPARE(practice.size(), 1);

    QTest::mouseClick(child<QPushButton>(u"welcomeService"_s), Qt::LeftButton);
    auto *url = m_window->findChild<QLineEdit *>(u"baseUrl"_s);
    QTRY_VERIFY(url && url->isVisible());
    url->setText(m_server->url(u"/v1/"_s).toString());
    m_window->findChild<QLineEdit *>(u"apiKey"_s)->setText(u"typed-key"_s);
    m_window->findChild<QComboBox *>(u"defaultModel"_s)->setEditText(u"typed-model"_s);
    QTest::mouseClick(m_window->findChild<QPushButton *>(u"saveService"_s), Qt::LeftButton);
    QTRY_VERIFY(!welcome->isVisible());

    sendAndWait(u"Hi"_s);
    QCOMPARE(m_server->requests().last().header("Authorization"), "Bearer typed-key");
    QVERIFY(m_server->requests().last().body.contains("typed-model"));
    QVERIFY(m_workspace->secrets.secrets.values().contains("typed-key"));
}

void tst_MainWindow::localServerIsUsed()
{
    m_workspace->services->remove(m_service);
    m_workspace->settle();
    open();
    auto *welcome = m_window->findChild<WelcomePage *>();

    Q_EMIT welcome->localServerChosen(
        {.name = u"Ollama"_s, .baseUrl = m_server->url(u"/v1"_s), .models = {u"llama"_s}});

    sendAndWait(u"Hi"_s);
    QVERIFY(m_server->requests().last().body.contains("\"llama\""));
    QCOMPARE(m_server->requests().last().header("Authorization"), QByteArray());
}

void tst_MainWindow::instructionsAndParametersAreSent()
{
    open();
    child<QAction>(u"instructionsAction"_s)->trigger();
    auto *dialog = m_window->findChild<QDialog *>(u"instructions"_s);
    QTRY_VERIFY(dialog && dialog->isVisible());
    dialog->findChild<QPlainTextEdit *>(u"instructionsText"_s)->setPlainText(u"Be brief."_s);
    dialog->findChild<QDoubleSpinBox *>(u"temperature"_s)->setValue(0.5);
    dialog->findChild<QSpinBox *>(u"maxTokens"_s)->setValue(77);
    dialog->accept();

    sendAndWait(u"Hi"_s);

    const QJsonObject sent = QJsonDocument::fromJson(m_server->requests().last().body).object();
    QCOMPARE(sent.value(u"messages")[0][u"content"].toString(), u"Be brief."_s);
    QCOMPARE(sent.value(u"temperature").toDouble(), 0.5);
    QCOMPARE(sent.value(u"max_tokens").toInt(), 77);
}

void tst_MainWindow::dialogsOfAConversationCanBeUsed_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("name");

    QTest::newRow("what will be sent") << u"whatIsSentAction"_s << u"sentDialog"_s;
    QTest::newRow("server thread") << u"serverThreadAction"_s << u"threadDialog"_s;
    QTest::newRow("usage") << u"usageAction"_s << u"usageDialog"_s;
}

// By keyboard too, and everything that can be used has a name.
void tst_MainWindow::dialogsOfAConversationCanBeUsed()
{
    QFETCH(const QString, action);
    QFETCH(const QString, name);
    open();
    sendAndWait(u"Hi"_s);

    child<QAction>(action)->trigger();

    QTRY_VERIFY(m_window->findChild<QDialog *>(name));
    const QPointer<QDialog> dialog = m_window->findChild<QDialog *>(name);
    QTRY_VERIFY(dialog->isAncestorOf(QApplication::focusWidget()));
    QSet<const QWidget *> reached;
    for (QWidget *focused = QApplication::focusWidget(); focused && !reached.contains(focused);
         focused = QApplication::focusWidget()) {
        reached.insert(focused);
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(focused);
        QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), focused->metaObject()->className());
        QTest::keyClick(focused, Qt::Key_Tab);
    }
    const QList<QWidget *> widgets = dialog->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool isForUse = widget->isVisible() && widget->isEnabled()
            && !qobject_cast<QHeaderView *>(widget)
            && (qobject_cast<QPushButton *>(widget) || qobject_cast<QAbstractItemView *>(widget)
                || qobject_cast<QComboBox *>(widget));
        QVERIFY2(!isForUse || reached.contains(widget), widget->metaObject()->className());
    }
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
}

void tst_MainWindow::figuresOfTheModelAreKept()
{
    open();
    child<QAction>(u"whatIsSentAction"_s)->trigger();
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"sentDialog"_s));
    m_window->findChild<QPushButton *>(u"modelFigures"_s)->click();
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"modelFiguresDialog"_s));
    auto *figures = m_window->findChild<QDialog *>(u"modelFiguresDialog"_s);
    figures->findChild<QSpinBox *>(u"window"_s)->setValue(4096);

    figures->accept();

    auto *gauge = m_window->findChild<QAbstractButton *>(u"context"_s);
    QTRY_VERIFY2(gauge->text().contains(u"4.1k"_s), qPrintable(gauge->text()));
}

void tst_MainWindow::modelCanBeTyped()
{
    open();
    auto *picker = m_window->findChild<ModelPicker *>();
    picker->setFocus();
    picker->lineEdit()->selectAll();
    QTest::keyClicks(picker->lineEdit(), u"other-model"_s);
    QTest::keyClick(picker->lineEdit(), Qt::Key_Return);

    sendAndWait(u"Hi"_s);

    QVERIFY(m_server->requests().last().body.contains("\"other-model\""));
    const ConversationId id = m_workspace->library->list()->at(0).id;
    QCOMPARE(m_workspace->storedConversation(id).model, u"other-model"_s);
}

// Answers the next file dialog with `path`.
void answerFileDialog(const QString &path)
{
    auto *timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, qApp, [timer, path] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        timer->deleteLater();
        dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    timer->start(10);
}

void tst_MainWindow::textSizeIsChangedAndKept()
{
    open();
    const auto size = [this] { return m_window->findChild<TranscriptView *>()->font().pointSizeF(); };
    const double usual = size();

    child<QAction>(u"largerTextAction"_s)->trigger();
    child<QAction>(u"largerTextAction"_s)->trigger();

    QCOMPARE(size(), usual * 1.2);
    open(); // again, as the next start does
    QCOMPARE(size(), usual * 1.2);
    child<QAction>(u"usualTextAction"_s)->trigger();
    QCOMPARE(size(), usual);
    for (int i = 0; i < 20; ++i)
        child<QAction>(u"smallerTextAction"_s)->trigger();
    QCOMPARE(size(), usual / 2); // and no smaller
}

// The wheel over a field of the form scrolls the form, unless the user is in that field.
void tst_MainWindow::scrollingChangesNoSetting()
{
    open();
    child<QAction>(u"settingsAction"_s)->trigger();
    auto *field = child<QSpinBox>(u"connectTimeout"_s);
    const int before = field->value();
    const auto turnWheel = [field] {
        QWheelEvent down(QPointF(2, 2), field->mapToGlobal(QPointF(2, 2)), {}, QPoint(0, -120), Qt::NoButton,
                         Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(field, &down);
    };

    turnWheel();

    QCOMPARE(field->value(), before);
    QVERIFY(!field->hasFocus());
}

void tst_MainWindow::exportsTheConversation()
{
    open();
    sendAndWait(u"Hi there"_s);
    const QString path = m_workspace->folder.filePath(u"export.json"_s);
    answerFileDialog(path);

    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);

    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray conversations =
        QJsonDocument::fromJson(file.readAll()).object().value(u"conversations").toArray();
    QCOMPARE(conversations.size(), 1);
    QCOMPARE(conversations[0][u"messages"][1][u"content"].toString(), u"Hello"_s);
}

void tst_MainWindow::importsAFile()
{
    QFile file(m_workspace->folder.filePath(u"list.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"([{"role":"user","content":"Imported question"},{"role":"assistant","content":"a"}])");
    file.close();
    open();
    answerFileDialog(file.fileName());

    child<QAction>(u"importAction"_s)->trigger();

    QTRY_COMPARE(titles(), QStringList {u"Imported question"_s});
}

void tst_MainWindow::namesAreStable_data()
{
    QTest::addColumn<QString>("objectName");
    QTest::addColumn<QString>("accessibleName");

    QTest::newRow("list") << u"conversations"_s << u"Conversations"_s;
    QTest::newRow("search") << u"searchConversations"_s << u"Search conversations"_s;
    QTest::newRow("new") << u"newConversation"_s << u"New conversation"_s;
    QTest::newRow("transcript") << u"messages"_s << u"Messages"_s;
    QTest::newRow("input") << u"messageInput"_s << u"Message"_s;
    QTest::newRow("send") << u"send"_s << u"Send"_s;
    QTest::newRow("model") << u"model"_s << u"Model"_s;
    QTest::newRow("context") << u"context"_s << u"Context"_s;
    QTest::newRow("notice") << u"notice"_s << u"Notice"_s;
    QTest::newRow("branches") << u"branches"_s << u"Branches"_s;
}

void tst_MainWindow::namesAreStable()
{
    QFETCH(const QString, objectName);
    QFETCH(const QString, accessibleName);
    open();

    const auto *widget = m_window->findChild<QWidget *>(objectName);

    QVERIFY(widget);
    QCOMPARE(widget->accessibleName(), accessibleName);
}

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
