#include "scriptedserver.h"
#include "testworkspace.h"

#include "session/programproxy.h"
#include "ui/certificatedialog.h"
#include "ui/networkpage.h"
#include "ui/servicepage.h"
#include "ui/settingsdialog.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QNetworkProxyFactory>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSslCertificate>
#include <QTest>
#include <QTimer>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

template<typename Widget>
Widget *find(QWidget &where, const QString &name)
{
    auto *widget = where.findChild<Widget *>(name);
    Q_ASSERT(widget);
    return widget;
}

void choose(QWidget &where, const QString &text)
{
    auto *box = find<QComboBox>(where, u"proxyKind"_s);
    box->setCurrentIndex(box->findText(text));
    Q_EMIT box->activated(box->currentIndex());
}

} // namespace

class tst_NetworkSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_workspace = std::make_unique<TestWorkspace>(); }
    void cleanup()
    {
        m_workspace.reset();
        QNetworkProxyFactory::setApplicationProxyFactory(nullptr);
    }

    void proxyOfTheProgramIsKept();
    void asksBeforeWhatWasEnteredIsLost_data();
    void asksBeforeWhatWasEnteredIsLost();
    void proxyWithoutAHostIsNotKept();
    void passwordThatTheKeychainRefusesIsNotKept();
    void proxyAndCertificateOfAServiceAreKept();
    void replyUnderWaySurvivesSaving_data();
    void replyUnderWaySurvivesSaving();
    void trustIsTakenBack();
    void secretsGoWithTheService();
    void accountsAreOfOneService();
    void accountOfAnotherServiceIsRefused();
    void keyOfAnotherServiceIsNotOverwritten();
    void certificateIsShownAndTrusted();

private:
    std::unique_ptr<TestWorkspace> m_workspace;
};

void tst_NetworkSettings::proxyOfTheProgramIsKept()
{
    NetworkPage page(*m_workspace->settings, *m_workspace->services);
    QSignalSpy changed(m_workspace->settings.get(), &Settings::proxyChanged);
    choose(page, u"SOCKS5 proxy"_s);
    find<QLineEdit>(page, u"proxyHost"_s)->setText(u"proxy.example.com"_s);
    find<QSpinBox>(page, u"proxyPort"_s)->setValue(1080);
    find<QLineEdit>(page, u"proxyUser"_s)->setText(u"me"_s);
    find<QLineEdit>(page, u"proxyPassword"_s)->setText(u"proxy-secret"_s);
    find<QLineEdit>(page, u"proxyBypass"_s)->setText(u"example.org, 10.0.0.0/8"_s);

    find<QPushButton>(page, u"saveNetwork"_s)->click();

    QTRY_COMPARE(changed.size(), 1);
    m_workspace->settings = std::make_unique<Settings>(m_workspace->folder.filePath(u"settings.ini"_s));
    const ProxyChoice kept = m_workspace->settings->proxy();
    QCOMPARE(kept.kind, ProxyChoice::Kind::Socks5);
    QCOMPARE(kept.host, u"proxy.example.com"_s);
    QCOMPARE(kept.port, 1080);
    QCOMPARE(kept.user, u"me"_s);
    QCOMPARE(kept.bypass, (QStringList {u"example.org"_s, u"10.0.0.0/8"_s}));
    QCOMPARE(m_workspace->secrets.secrets.value(kept.passwordAccount), "proxy-secret");
    QVERIFY(!m_workspace->hasInFiles("proxy-secret"));
}

void tst_NetworkSettings::asksBeforeWhatWasEnteredIsLost_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QString>("host"); // that is kept
    QTest::newRow("save") << int(QMessageBox::Save) << true << u"proxy.example.com"_s;
    QTest::newRow("discard") << int(QMessageBox::Discard) << true << QString();
    QTest::newRow("go on") << int(QMessageBox::Cancel) << false << QString();
}

void tst_NetworkSettings::asksBeforeWhatWasEnteredIsLost()
{
    QFETCH(const int, answer);
    QFETCH(const bool, closes);
    m_workspace->addService(QUrl(u"http://127.0.0.1:9/v1"_s));
    SettingsDialog dialog(*m_workspace->settings, *m_workspace->services, m_workspace->network, nullptr);
    dialog.show();
    auto *page = dialog.findChild<NetworkPage *>();
    QVERIFY(page && !dialog.hasUnsaved());
    choose(*page, u"SOCKS5 proxy"_s);
    find<QLineEdit>(*page, u"proxyHost"_s)->setText(u"proxy.example.com"_s);
    QVERIFY(dialog.hasUnsaved());

    dialog.reject();
    auto *question = dialog.findChild<QMessageBox *>(u"unsavedQuestion"_s);
    QVERIFY(question && dialog.isVisible());
    question->button(QMessageBox::StandardButton(answer))->click();

    QTRY_COMPARE(dialog.isVisible(), !closes);
    QCOMPARE(dialog.hasUnsaved(), !closes);
    QTEST(m_workspace->settings->proxy().host, "host");
}

void tst_NetworkSettings::proxyWithoutAHostIsNotKept()
{
    NetworkPage page(*m_workspace->settings, *m_workspace->services);
    choose(page, u"HTTP proxy"_s);

    find<QPushButton>(page, u"saveNetwork"_s)->click();

    QVERIFY(find<QLabel>(page, u"networkResult"_s)->text().contains(u"host of the proxy"_s));
    QCOMPARE(m_workspace->settings->proxy(), ProxyChoice());
}

void tst_NetworkSettings::passwordThatTheKeychainRefusesIsNotKept()
{
    m_workspace->secrets.failure = SecretError {SecretError::Kind::NoKeychain, {}};
    NetworkPage page(*m_workspace->settings, *m_workspace->services);
    choose(page, u"HTTP proxy"_s);
    find<QLineEdit>(page, u"proxyHost"_s)->setText(u"proxy.example.com"_s);
    find<QLineEdit>(page, u"proxyUser"_s)->setText(u"me"_s);
    find<QLineEdit>(page, u"proxyPassword"_s)->setText(u"proxy-secret"_s);
    bool wasAsked = false;
    QTimer answer; // presses Cancel as soon as the question is there
    connect(&answer, &QTimer::timeout, this, [&wasAsked] {
        if (QWidget *question = QApplication::activeModalWidget()) {
            wasAsked = true;
            QTest::keyClick(question, Qt::Key_Escape);
        }
    });
    answer.start(1);

    find<QPushButton>(page, u"saveNetwork"_s)->click();

    QTRY_VERIFY(wasAsked);
    QTRY_VERIFY(find<QLabel>(page, u"networkResult"_s)->text().startsWith(u'✗'));
    QCOMPARE(m_workspace->settings->proxy(), ProxyChoice());
}

void tst_NetworkSettings::proxyAndCertificateOfAServiceAreKept()
{
    const ServiceId id = m_workspace->addService(QUrl(u"https://service.example/v1"_s));
    ServicePage page(*m_workspace->services, m_workspace->network);
    page.edit(id);
    QSignalSpy saved(&page, &ServicePage::saved);
    choose(page, u"HTTP proxy"_s);
    find<QLineEdit>(page, u"proxyHost"_s)->setText(u"proxy.example.com"_s);
    find<QLineEdit>(page, u"proxyUser"_s)->setText(u"me"_s);
    find<QLineEdit>(page, u"proxyPassword"_s)->setText(u"proxy-secret"_s);
    find<QLineEdit>(page, u"clientCertificate"_s)->setText(u"/etc/me.p12"_s);
    find<QLineEdit>(page, u"clientPassphrase"_s)->setText(u"file-secret"_s);

    find<QPushButton>(page, u"saveService"_s)->click();

    QTRY_COMPARE(saved.size(), 1);
    Endpoint endpoint;
    m_workspace->services->endpoint(id, this, [&endpoint](const Result<Endpoint, SecretError> &kept) {
        if (kept)
            endpoint = kept.value();
    });
    QTRY_COMPARE(endpoint.proxyPassword, "proxy-secret");
    QCOMPARE(endpoint.clientPassphrase, "file-secret");
    QCOMPARE(endpoint.apiKey, "test-key");
    QCOMPARE(endpoint.service.network.proxy.host, u"proxy.example.com"_s);
    QCOMPARE(endpoint.service.network.clientCertificate, u"/etc/me.p12"_s);
    m_workspace->settle();
    QVERIFY(!m_workspace->hasInFiles("proxy-secret"));
    QVERIFY(!m_workspace->hasInFiles("file-secret"));
}

void tst_NetworkSettings::replyUnderWaySurvivesSaving_data()
{
    QTest::addColumn<bool>("isChanged");

    QTest::newRow("nothing changed") << false;
    QTest::newRow("another way") << true;
}

void tst_NetworkSettings::replyUnderWaySurvivesSaving()
{
    QFETCH(const bool, isChanged);
    ScriptedServer server;
    server.setAnswers({ScriptedServer::stream({R"({"choices":[{"delta":{"content":"One and "}}]})"},
                                              ScriptedServer::End::Stall)});
    ProgramProxy proxy(m_workspace->keyring, m_workspace->network);
    proxy.apply(m_workspace->settings->proxy());
    connect(m_workspace->settings.get(), &Settings::proxyChanged, &proxy,
            [&] { proxy.apply(m_workspace->settings->proxy()); });
    const ServiceId service = m_workspace->addService(server.url(u"/v1"_s));
    ChatSession *session = m_workspace->library->begin(service, {});
    QSignalSpy received(session, &ChatSession::textReceived);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Count"_s);
    QTRY_VERIFY(!received.isEmpty());
    NetworkPage page(*m_workspace->settings, *m_workspace->services);
    if (isChanged) {
        choose(page, u"HTTP proxy"_s);
        find<QLineEdit>(page, u"proxyHost"_s)->setText(u"proxy.example.com"_s);
    }

    find<QPushButton>(page, u"saveNetwork"_s)->click();
    server.goOn({R"(data: {"choices":[{"delta":{"content":"two"},"finish_reason":"stop"}]})"
                 "\n\ndata: [DONE]\n\n"});

    QTRY_COMPARE(ended.size(), 1);
    const Message reply = m_workspace->storedMessages(session->id()).value(1);
    QCOMPARE(reply.content, u"One and two"_s);
    QCOMPARE(reply.state, ReplyState::Complete);
}

void tst_NetworkSettings::trustIsTakenBack()
{
    const ServiceId id = m_workspace->addService(QUrl(u"https://service.example/v1"_s));
    m_workspace->services->trustCertificate(id, QByteArray(32, '\x1F'));
    ServicePage page(*m_workspace->services, m_workspace->network);
    page.edit(id);
    QVERIFY(find<QLabel>(page, u"trustedCertificate"_s)->text().startsWith(u"1F"_s));

    find<QPushButton>(page, u"distrustCertificate"_s)->click();
    find<QPushButton>(page, u"saveService"_s)->click();

    QTRY_VERIFY(m_workspace->services->find(id)->network.trustedCertificate.isEmpty());
}

void tst_NetworkSettings::secretsGoWithTheService()
{
    const ServiceId id = m_workspace->addService(QUrl(u"https://service.example/v1"_s));
    Service service = *m_workspace->services->find(id);
    service.network.passphraseAccount = ServiceRegistry::passphraseAccountFor(service);
    service.network.proxy.passwordAccount = ServiceRegistry::proxyAccountFor(service);
    m_workspace->services->save(service);
    for (const QString &account : {service.network.passphraseAccount, service.network.proxy.passwordAccount})
        m_workspace->secrets.secrets.insert(account, "secret");

    m_workspace->services->remove(id);

    QTRY_VERIFY(m_workspace->secrets.secrets.isEmpty());
}

// An import chooses the name of a service and its id.
void tst_NetworkSettings::accountsAreOfOneService()
{
    Service genuine;
    genuine.id = ServiceId::fromString(u"0192a000-0000-7000-8000-00000012345b"_s);
    genuine.name = u"OpenAI"_s;
    Service other = genuine;
    other.id = ServiceId::fromString(u"0192a001-0000-7000-8000-00000012345b"_s);

    QVERIFY(ServiceRegistry::accountFor(genuine) != ServiceRegistry::accountFor(other));
    QVERIFY(ServiceRegistry::passphraseAccountFor(genuine) != ServiceRegistry::passphraseAccountFor(other));
    QVERIFY(ServiceRegistry::proxyAccountFor(genuine) != ServiceRegistry::proxyAccountFor(other));
}

void tst_NetworkSettings::accountOfAnotherServiceIsRefused()
{
    const ServiceId genuine = m_workspace->addService(QUrl(u"https://service.example/v1"_s), "secret");
    const Service before = *m_workspace->services->find(genuine);
    Service other;
    other.id = ServiceId::create();
    other.name = before.name;
    other.baseUrl = QUrl(u"https://evil.example/v1"_s);
    other.keyAccount = before.keyAccount;
    other.network.passphraseAccount = before.keyAccount;
    other.network.proxy.passwordAccount = before.keyAccount;

    m_workspace->services->save(other);
    const Service saved = *m_workspace->services->find(other.id);
    m_workspace->services->remove(other.id);
    m_workspace->settle();

    QCOMPARE(saved.keyAccount, QString());
    QCOMPARE(saved.network.passphraseAccount, QString());
    QCOMPARE(saved.network.proxy.passwordAccount, QString());
    QCOMPARE(*m_workspace->services->find(genuine), before);
    QCOMPARE(m_workspace->secrets.secrets.value(before.keyAccount), "secret");
}

// In a history that has two services with one account.
void tst_NetworkSettings::keyOfAnotherServiceIsNotOverwritten()
{
    const ServiceId genuine = m_workspace->addService(QUrl(u"https://service.example/v1"_s), "secret");
    const QString account = m_workspace->services->find(genuine)->keyAccount;
    Service other;
    other.id = ServiceId::create();
    other.name = u"Other"_s;
    other.baseUrl = QUrl(u"https://other.example/v1"_s);
    other.keyAccount = account;
    m_workspace->writer->run([other](ConversationStore &store) { (void)store.services().put(other); });
    m_workspace->services->load();
    m_workspace->settle();
    ServicePage page(*m_workspace->services, m_workspace->network);
    page.edit(other.id);

    find<QLineEdit>(page, u"apiKey"_s)->setText(u"another"_s);
    find<QPushButton>(page, u"saveService"_s)->click();

    QTRY_VERIFY(m_workspace->services->find(other.id)->keyAccount != account);
    QCOMPARE(m_workspace->services->find(genuine)->keyAccount, account);
    QCOMPARE(m_workspace->secrets.secrets.value(account), "secret");
    QCOMPARE(m_workspace->secrets.secrets.value(m_workspace->services->find(other.id)->keyAccount),
             "another");
}

void tst_NetworkSettings::certificateIsShownAndTrusted()
{
    const QSslCertificate certificate =
        QSslCertificate::fromPath(QFINDTESTDATA("data/tls/private.pem")).value(0);
    auto *dialog = new CertificateDialog(certificate.toDer(), u"Acme"_s, u"It is not good."_s);
    QSignalSpy trusted(dialog, &CertificateDialog::trusted);
    dialog->open();
    QStringList texts;
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        texts << QString(label->text()).remove(QChar(0x200B));
    const QByteArray digest = certificate.digest(QCryptographicHash::Sha256);
    QVERIFY(texts.contains(u"Private test service, Example"_s));
    QVERIFY(texts.contains(u"127.0.0.1"_s));
    QVERIFY(texts.contains(fingerprintText(digest)));
    QVERIFY(texts.contains(u"It is not good."_s));
    QVERIFY(!find<QPushButton>(*dialog, u"trustCertificate"_s)->isDefault());
    QVERIFY(!find<QPushButton>(*dialog, u"trustCertificate"_s)->autoDefault());

    find<QPushButton>(*dialog, u"trustCertificate"_s)->click();

    QCOMPARE(trusted.size(), 1);
    QCOMPARE(trusted.first().first().toByteArray(), digest);
}

QTEST_MAIN(tst_NetworkSettings)
#include "tst_networksettings.moc"
