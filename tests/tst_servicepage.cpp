#include "testworkspace.h"

#include "ui/servicepage.h"
#include "ui/settingsdialog.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QTimer>

using namespace bobbin;
using namespace Qt::StringLiterals;

// The settings with two services, the first of which is shown. What is entered is not lost without a word.
class tst_ServicePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void nothingIsAskedWhenNothingWasEntered();
    void asksBeforeAnotherServiceIsShown_data();
    void asksBeforeAnotherServiceIsShown();
    void asksBeforeANewServiceIsBegun();
    void asksAboutATypedKey();
    void asksBeforeItIsClosed_data();
    void asksBeforeItIsClosed();
    void whatCannotBeSavedStays();
    void staysOpenIfTheKeychainRefuses();
    void nameInAQuestionIsNoMarkup();
    void keyHeaderIsANameAlone_data();
    void keyHeaderIsANameAlone();
    void hostIsShownAsTheNetworkReadsIt();

private:
    template<typename Widget>
    [[nodiscard]] Widget *find(const QString &name) const
    {
        auto *widget = m_dialog->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return widget;
    }
    [[nodiscard]] QLineEdit *name() const { return find<QLineEdit>(u"service"_s); }
    [[nodiscard]] QListWidget *list() const { return find<QListWidget>(u"services"_s); }
    void click(int row);
    [[nodiscard]] QMessageBox *question() const;
    void answer(QMessageBox::StandardButton button);
    [[nodiscard]] QString storedName() const { return m_workspace->services->find(m_first)->name; }

    std::unique_ptr<TestWorkspace> m_workspace;
    QPointer<SettingsDialog> m_dialog;
    ServiceId m_first;
    ServiceId m_second;
};

void tst_ServicePage::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_first = m_workspace->addService(QUrl(u"http://127.0.0.1:9/v1"_s));
    Service second;
    second.id = m_second = ServiceId::create();
    second.name = u"Second"_s;
    second.baseUrl = QUrl(u"http://127.0.0.1:9/v2"_s);
    second.timeouts.connect = std::chrono::milliseconds(1500); // the field has whole seconds
    second.headers = {{u"X-Team"_s, u"a:b"_s}};
    m_workspace->services->save(second);
    m_workspace->settle();
    m_dialog =
        new SettingsDialog(*m_workspace->settings, *m_workspace->services, m_workspace->network, nullptr);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    QCOMPARE(m_dialog->servicePage()->current(), m_first);
}

void tst_ServicePage::cleanup()
{
    delete m_dialog;
    m_workspace.reset();
}

void tst_ServicePage::click(int row)
{
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualItemRect(list()->item(row)).center());
}

QMessageBox *tst_ServicePage::question() const
{
    return m_dialog ? m_dialog->findChild<QMessageBox *>(u"unsavedQuestion"_s) : nullptr;
}

void tst_ServicePage::answer(QMessageBox::StandardButton button)
{
    QVERIFY(question());
    question()->button(button)->click();
    QTRY_VERIFY(!question());
}

void tst_ServicePage::nothingIsAskedWhenNothingWasEntered()
{
    click(1);
    QCOMPARE(m_dialog->servicePage()->current(), m_second);
    click(0);
    QCOMPARE(m_dialog->servicePage()->current(), m_first);
    click(1);
    find<QPushButton>(u"addService"_s)->click();
    QCOMPARE(m_dialog->servicePage()->current(), ServiceId());
    QCOMPARE(list()->currentRow(), -1);

    QTest::keyClick(m_dialog, Qt::Key_Escape);

    QTRY_VERIFY(!m_dialog);
}

void tst_ServicePage::asksBeforeAnotherServiceIsShown_data()
{
    QTest::addColumn<int>("button");
    QTest::addColumn<QString>("stored");
    QTest::addColumn<QString>("shown");
    QTest::newRow("save") << int(QMessageBox::Save) << u"Entered"_s << u"Second"_s;
    QTest::newRow("discard") << int(QMessageBox::Discard) << u"Test service"_s << u"Second"_s;
    QTest::newRow("go on") << int(QMessageBox::Cancel) << u"Test service"_s << u"Entered"_s;
}

void tst_ServicePage::asksBeforeAnotherServiceIsShown()
{
    QFETCH(const int, button);
    QFETCH(const QString, shown);
    name()->setText(u"Entered"_s);

    click(1);
    QVERIFY(question());
    QVERIFY(question()->text().contains(u"Test service"_s));
    QCOMPARE(name()->text(), u"Entered"_s);
    answer(QMessageBox::StandardButton(button));

    QTRY_COMPARE(name()->text(), shown);
    QTEST(storedName(), "stored");
    QCOMPARE(list()->currentRow(), shown == u"Second"_s ? 1 : 0);
}

void tst_ServicePage::asksBeforeANewServiceIsBegun()
{
    name()->setText(u"Entered"_s);

    find<QPushButton>(u"addService"_s)->click();
    answer(QMessageBox::Cancel);
    QCOMPARE(name()->text(), u"Entered"_s);
    find<QPushButton>(u"addService"_s)->click();
    answer(QMessageBox::Save);

    QTRY_COMPARE(m_dialog->servicePage()->current(), ServiceId());
    QCOMPARE(storedName(), u"Entered"_s);
}

void tst_ServicePage::asksAboutATypedKey()
{
    find<QLineEdit>(u"apiKey"_s)->setText(u"typed-key"_s);

    click(1);
    QCOMPARE(m_dialog->servicePage()->current(), m_first);
    answer(QMessageBox::Save);

    QTRY_COMPARE(m_dialog->servicePage()->current(), m_second);
    QCOMPARE(m_workspace->secrets.secrets.value(m_workspace->services->find(m_first)->keyAccount),
             "typed-key");
}

void tst_ServicePage::asksBeforeItIsClosed_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<int>("button");
    const QList<std::pair<QString, QMessageBox::StandardButton>> answers {
        {u"save"_s, QMessageBox::Save},
        {u"discard"_s, QMessageBox::Discard},
        {u"go on"_s, QMessageBox::Cancel}};
    for (const QString &way : {u"Esc"_s, u"Close"_s, u"the window's own"_s}) {
        for (const auto &[answer, button] : answers)
            QTest::addRow("%s, %s", qPrintable(way), qPrintable(answer)) << way << int(button);
    }
}

void tst_ServicePage::asksBeforeItIsClosed()
{
    QFETCH(const QString, way);
    QFETCH(const int, button);
    name()->setText(u"Entered"_s);
    find<QLineEdit>(u"apiKey"_s)->setText(u"typed-key"_s);

    if (way == u"Esc"_s)
        QTest::keyClick(m_dialog, Qt::Key_Escape);
    else if (way == u"Close"_s)
        m_dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Close)->click();
    else
        m_dialog->close();
    QVERIFY(m_dialog && m_dialog->isVisible());
    answer(QMessageBox::StandardButton(button));

    if (button == QMessageBox::Cancel) {
        QVERIFY(m_dialog && m_dialog->isVisible());
        QCOMPARE(name()->text(), u"Entered"_s);
    } else {
        QTRY_VERIFY(!m_dialog);
    }
    QCOMPARE(storedName(), button == QMessageBox::Save ? u"Entered"_s : u"Test service"_s);
}

void tst_ServicePage::whatCannotBeSavedStays()
{
    find<QLineEdit>(u"baseUrl"_s)->setText(u"no address"_s);

    QTest::keyClick(m_dialog, Qt::Key_Escape);
    answer(QMessageBox::Save);

    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(find<QLabel>(u"testResult"_s)->text().startsWith(u'✗'));
    find<QLineEdit>(u"baseUrl"_s)->setText(u"http://127.0.0.1:9/v3"_s);
    find<QPushButton>(u"saveService"_s)->click();
    QCOMPARE(m_workspace->services->find(m_first)->baseUrl.path(), u"/v3"_s);
    QVERIFY(m_dialog && m_dialog->isVisible()); // to close it was given up
}

void tst_ServicePage::staysOpenIfTheKeychainRefuses()
{
    m_workspace->secrets.failure = SecretError {SecretError::Kind::NoKeychain, {}};
    find<QLineEdit>(u"apiKey"_s)->setText(u"typed-key"_s);
    bool wasAsked = false;
    QTimer cancel; // the question whether the key is to be kept in memory
    connect(&cancel, &QTimer::timeout, this, [&wasAsked] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (box && box->button(QMessageBox::Yes)) {
            wasAsked = true;
            box->button(QMessageBox::Cancel)->click();
        }
    });

    QTest::keyClick(m_dialog, Qt::Key_Escape);
    cancel.start(1);
    answer(QMessageBox::Save);

    QTRY_VERIFY(wasAsked);
    QTRY_VERIFY(m_dialog->servicePage()->isEnabled());
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(find<QLineEdit>(u"apiKey"_s)->text(), u"typed-key"_s);
}

void tst_ServicePage::nameInAQuestionIsNoMarkup()
{
    Service service = *m_workspace->services->find(m_first);
    service.name = u"<img src='file:///dev/zero'>"_s;
    m_workspace->services->save(service);
    click(1);
    click(0);
    Qt::TextFormat format = Qt::AutoText;
    QString text;
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] {
        if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            format = box->textFormat();
            text = box->text();
            box->button(QMessageBox::Cancel)->click();
        }
    });

    look.start(1);
    find<QPushButton>(u"removeService"_s)->click();

    QVERIFY(text.contains(service.name));
    QCOMPARE(format, Qt::PlainText);
    QVERIFY(m_workspace->services->find(m_first));
}

void tst_ServicePage::keyHeaderIsANameAlone_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isSaved");

    QTest::newRow("none") << QString() << true;
    QTest::newRow("name") << u"api-key"_s << true;
    QTest::newRow("the usual one") << u"Authorization"_s << true;
    QTest::newRow("with the key") << u"api-key: sk-very-secret"_s << false;
    QTest::newRow("with a scheme") << u"Authorization: Bearer"_s << false;
    QTest::newRow("the key alone") << u"sk-very-secret"_s << false;
    QTest::newRow("colon") << u"api-key:"_s << false;
    QTest::newRow("words") << u"api key"_s << false;
    QTest::newRow("letters that no header has") << u"schlüssel"_s << false;
}

void tst_ServicePage::keyHeaderIsANameAlone()
{
    QFETCH(const QString, typed);
    QFETCH(const bool, isSaved);

    find<QLineEdit>(u"keyHeader"_s)->setText(typed);
    find<QPushButton>(u"saveService"_s)->click();

    const QString result = find<QLabel>(u"testResult"_s)->text();
    QCOMPARE(result.startsWith(u'✗'), !isSaved);
    QVERIFY2(!result.contains("sk-very"_L1), qPrintable(result));
    QCOMPARE(m_workspace->services->find(m_first)->keyHeader, isSaved ? typed : QString());
}

void tst_ServicePage::hostIsShownAsTheNetworkReadsIt()
{
    const auto *host = find<QLabel>(u"hostOnTheNetwork"_s);
    QVERIFY(!host->isVisible());

    find<QLineEdit>(u"baseUrl"_s)->setText(u"https://\u0430pi.openai.com/v1"_s);
    QVERIFY(host->isVisible());
    QVERIFY2(host->text().contains("xn--pi-6kc.openai.com"_L1), qPrintable(host->text()));

    for (const auto &plain : {u"api.openai.com/v1"_s, u" HTTPS://API.openai.com/v1"_s, u"localhost:1234"_s}) {
        find<QLineEdit>(u"baseUrl"_s)->setText(plain);
        QVERIFY2(!host->isVisible(), qPrintable(plain));
    }

    find<QLineEdit>(u"baseUrl"_s)->setText(u"https://\u0430pi.openai.com/xn--pi-6kc.openai.com"_s);
    QVERIFY(host->isVisible());
    find<QLineEdit>(u"baseUrl"_s)->setText(u"https://evil.example@api.openai.com/v1"_s);
    QVERIFY(host->isVisible());
}

QTEST_MAIN(tst_ServicePage)
#include "tst_servicepage.moc"
