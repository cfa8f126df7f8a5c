#include "proxyserver.h"
#include "whenshown.h"
#include "windowtest.h"

#include "net/proxyrules.h"
#include "ui/modelpicker.h"
#include "ui/networkpage.h"
#include "ui/noticebar.h"
#include "ui/titleedit.h"
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
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTimer>
#include <QWheelEvent>

using namespace bobbin;
using namespace Qt::StringLiterals;

// The window as a user works with it: by keyboard and mouse, on a real database and real sockets.
class tst_MainWindow : public WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void sendsWithEnter();
    void shiftEnterBreaksTheLine();
    void enterOfAnInputMethodDoesNotSend();
    void escapeStopsTheReply();
    void sendIsDisabledWithAReason();
    void draftsFollowTheirConversations();
    void wordingBeingEditedIsKept();
    void upEditsTheLastMessage();
    void wordingIsKeptWhenItIsToBeEditedAgain();
    void wordingComesBackFromAnotherEdit();
    void wordingComesBackAfterEscape();
    void wordingComesBackFromAnotherConversation();
    void failureShowsANoticeWithRetry();
    void noticeAboutTheProxyLeadsToItsSettings();
    void pastesPlainText();
    void newcomerSeesTheWelcomePage();
    void localServerIsUsed();
    void instructionsAndParametersAreSent();
    void instructionsAreNotLostByEscape();
    void closingAsksAboutAServiceThatIsNotSaved();
    void dialogsOfAConversationCanBeUsed_data();
    void dialogsOfAConversationCanBeUsed();
    void endlessTitleIsCutWhereItIsShown();
    void saysIfUsageCannotBeRead();
    void figuresOfTheModelAreKept();
    void modelCanBeTyped();
    void scrollingChangesNoSetting();
    void exportsTheConversation();
    void importsAFile();
    void namesAreStable_data();
    void namesAreStable();

private:
    void pressInToast(const QString &text);
};

void tst_MainWindow::pressInToast(const QString &text)
{
    auto *toast = child<QWidget>(u"toast"_s);
    QVERIFY(toast->isVisible());
    auto *button = toast->findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), text);
    QTest::mouseClick(button, Qt::LeftButton);
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

void tst_MainWindow::wordingIsKeptWhenItIsToBeEditedAgain()
{
    open();
    sendAndWait(u"One"_s);
    QTest::keyClick(input(), Qt::Key_Up);
    write(u" and more"_s);
    list()->setFocus();

    Q_EMIT child<TranscriptView>(u"messages"_s)->editRequested(transcript()->messageAt(0).id);

    QCOMPARE(input()->toPlainText(), u"One and more"_s);
    QVERIFY(input()->hasFocus());
    QVERIFY(input()->document()->isUndoAvailable());
}

void tst_MainWindow::wordingComesBackFromAnotherEdit()
{
    open();
    sendAndWait(u"One"_s);
    sendAndWait(u"Two"_s);
    QTest::keyClick(input(), Qt::Key_Up);
    write(u" and more"_s);

    Q_EMIT child<TranscriptView>(u"messages"_s)->editRequested(transcript()->messageAt(0).id);
    QCOMPARE(input()->toPlainText(), u"One"_s);
    pressInToast(u"Undo"_s);

    QCOMPARE(input()->toPlainText(), u"Two and more"_s);
    QVERIFY(!child<QWidget>(u"toast"_s)->isVisible()); // nothing was written for the other one
    sendAndWait(u", please"_s);
    QCOMPARE(transcript()->messageAt(2).content, u"Two and more, please"_s);
    QCOMPARE(transcript()->at(2).alternatives, 2);
}

void tst_MainWindow::wordingComesBackAfterEscape()
{
    open();
    sendAndWait(u"One"_s);
    QTest::keyClick(input(), Qt::Key_Up);
    QTest::keyClick(input(), Qt::Key_Escape);
    QVERIFY(!child<QWidget>(u"toast"_s)->isVisible());
    QTest::keyClick(input(), Qt::Key_Up);
    write(u" and more"_s);

    QTest::keyClick(input(), Qt::Key_Escape);
    QCOMPARE(input()->toPlainText(), QString());
    write(u"a draft"_s);
    pressInToast(u"Undo"_s);

    QCOMPARE(input()->toPlainText(), u"One and more"_s);
    QTest::keyClick(input(), Qt::Key_Escape);
    QCOMPARE(input()->toPlainText(), u"a draft"_s);
}

void tst_MainWindow::wordingComesBackFromAnotherConversation()
{
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();
    sendAndWait(u"One"_s);
    QTest::keyClick(input(), Qt::Key_Up);
    write(u" and more"_s);
    QTest::keyClick(input(), Qt::Key_Escape);
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->messageAt(0).content, u"q"_s);

    pressInToast(u"Undo"_s);

    QCOMPARE(input()->toPlainText(), u"One and more"_s);
    QCOMPARE(transcript()->messageAt(0).content, u"One"_s);
    QCOMPARE(list()->currentIndex().row(), 0);
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->messageAt(0).content, u"q"_s);
    QCOMPARE(input()->toPlainText(), QString());
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

void tst_MainWindow::instructionsAreNotLostByEscape()
{
    open();
    child<QAction>(u"instructionsAction"_s)->trigger();
    QPointer<QDialog> dialog = m_window->findChild<QDialog *>(u"instructions"_s);
    QTRY_VERIFY(dialog && dialog->isVisible());
    auto *text = dialog->findChild<QPlainTextEdit *>(u"instructionsText"_s);
    QTest::keyClicks(text, u"Be brief."_s);
    const auto answer = [dialog](QMessageBox::StandardButton button) {
        auto *question = dialog->findChild<QMessageBox *>();
        QVERIFY(question);
        question->button(button)->click();
    };

    QTest::keyClick(text, Qt::Key_Escape);
    answer(QMessageBox::Cancel);
    QTRY_VERIFY(!dialog->findChild<QMessageBox *>());
    QVERIFY(dialog->isVisible());
    QCOMPARE(text->toPlainText(), u"Be brief."_s);
    QTest::keyClick(text, Qt::Key_Escape);
    answer(QMessageBox::Discard);

    QTRY_VERIFY(!dialog);
}

void tst_MainWindow::closingAsksAboutAServiceThatIsNotSaved()
{
    open();
    child<QAction>(u"settingsAction"_s)->trigger();
    child<QLineEdit>(u"apiKey"_s)->setText(u"typed-key"_s);
    QMessageBox::StandardButton answer = QMessageBox::Cancel;
    int asked = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        if (auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            ++asked;
            question->button(answer)->click();
        }
    });
    timer.start(1);

    QVERIFY(!m_window->tryToClose());
    QCOMPARE(child<QLineEdit>(u"apiKey"_s)->text(), u"typed-key"_s);
    answer = QMessageBox::Discard;
    QVERIFY(m_window->tryToClose());

    QCOMPARE(asked, 2);
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

// Neither the window's name nor the header lays out a title without an end; to look at it changes nothing.
void tst_MainWindow::endlessTitleIsCutWhereItIsShown()
{
    const QString title = QString(5000, u'x');
    const ConversationId id = m_workspace->addConversation(title, {u"q"_s, u"a"_s});
    open();
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(list()->model()->index(0, 0)).center());
    QTRY_COMPARE(transcript()->rowCount(), 2);
    auto *header = m_window->findChild<TitleEdit *>();

    header->setFocus();
    header->clearFocus();
    m_workspace->settle();

    QVERIFY(m_window->windowTitle().startsWith(title.left(1000)));
    QVERIFY(m_window->windowTitle().size() < 1100);
    QCOMPARE(header->accessibleDescription().size(), 1000);
    QCOMPARE(m_workspace->storedConversation(id).title, title);
}

// And not an empty table, which says that nothing was used.
void tst_MainWindow::saysIfUsageCannotBeRead()
{
    open();
    sendAndWait(u"Hi"_s);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"dropping"_s);
        database.setDatabaseName(m_workspace->database());
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"DROP TABLE usage"_s));
    }
    QSqlDatabase::removeDatabase(u"dropping"_s);

    child<QAction>(u"usageAction"_s)->trigger();

    QTRY_VERIFY(m_window->findChild<QDialog *>(u"usageDialog"_s));
    for (const QString &name : {u"usageTotal"_s, u"usageOfConversation"_s})
        QTRY_VERIFY(m_window->findChild<QLabel *>(name)->text().contains(u"no such table"_s));
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
    answerFileDialog(this, path);

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
    answerFileDialog(this, file.fileName());

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
