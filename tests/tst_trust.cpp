#include "scriptedserver.h"
#include "testworkspace.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslKey>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Action = Notice::Action;

// A conversation with a service whose certificate no authority vouches for.
class tst_Trust : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void userTrustsWhatTheServiceShows();
    void trustIsStoredWithTheService();
    void changedCertificateIsRefused();
    void trustCanBeTakenBack();
    void trustOfAServiceOfThisRunIsNotStored();

private:
    void serve(const QString &certificate);
    Message turn(ChatSession *session);
    [[nodiscard]] Message lastStored(const ChatSession *session) const;

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TestWorkspace> m_workspace;
    ServiceId m_service;
};

void tst_Trust::init()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("no TLS here");
    m_workspace = std::make_unique<TestWorkspace>();
    serve(u"private.pem"_s);
}

void tst_Trust::cleanup()
{
    m_workspace.reset();
    m_server.reset();
}

// In place of whatever was served before.
void tst_Trust::serve(const QString &certificate)
{
    QFile key(QFINDTESTDATA("data/tls/server.key"));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(
        QSslCertificate::fromPath(QFINDTESTDATA(QString(u"data/tls/"_s + certificate))));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_server = std::make_unique<ScriptedServer>(tls);
    m_server->setAnswers({ScriptedServer::stream(
        {R"({"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]})", "[DONE]"})});
    if (m_service.isNull() || !m_workspace->services->find(m_service)) {
        m_service = m_workspace->addService(m_server->url(u"/v1"_s));
        return;
    }
    Service service = *m_workspace->services->find(m_service);
    service.baseUrl = m_server->url(u"/v1"_s);
    m_workspace->services->save(service);
}

Message tst_Trust::turn(ChatSession *session)
{
    QSignalSpy ended(session, &ChatSession::replyEnded);
    if (session->transcript()->rowCount() == 0)
        session->send(u"Hi"_s);
    else
        session->perform(Action::Retry);
    const bool hasEnded = QTest::qWaitFor([&ended] { return !ended.isEmpty(); }, 20'000);
    return hasEnded ? lastStored(session) : Message();
}

Message tst_Trust::lastStored(const ChatSession *session) const
{
    const QList<Message> messages = m_workspace->storedMessages(session->id());
    return messages.isEmpty() ? Message() : messages.constLast();
}

void tst_Trust::userTrustsWhatTheServiceShows()
{
    ChatSession *session = m_workspace->library->begin(m_service, {});
    QCOMPARE(turn(session).state, ReplyState::Failed);
    const Notice notice = session->notice();
    QVERIFY(notice.actions.contains(Action::ShowCertificate));
    QCOMPARE(notice.service, m_service);
    const QSslCertificate shown(notice.certificate, QSsl::Der);
    QCOMPARE(shown.subjectInfo(QSslCertificate::CommonName).value(0), u"Private test service"_s);
    QVERIFY(m_server->requests().isEmpty());

    m_workspace->services->trustCertificate(m_service, shown.digest(QCryptographicHash::Sha256));

    QCOMPARE(turn(session).content, u"Hello"_s);
    QVERIFY(session->notice().text.isEmpty());
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_Trust::trustIsStoredWithTheService()
{
    const QByteArray digest(32, '\x12');

    m_workspace->services->trustCertificate(m_service, digest);
    m_workspace->settle();

    ServiceRegistry others(*m_workspace->writer, m_workspace->keyring, m_workspace->network);
    QSignalSpy changed(&others, &ServiceRegistry::changed);
    others.load();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(others.find(m_service)->network.trustedCertificate, digest);
}

void tst_Trust::changedCertificateIsRefused()
{
    ChatSession *session = m_workspace->library->begin(m_service, {});
    turn(session);
    m_workspace->services->trustCertificate(
        m_service,
        QSslCertificate(session->notice().certificate, QSsl::Der).digest(QCryptographicHash::Sha256));
    QCOMPARE(turn(session).state, ReplyState::Complete);
    serve(u"expired.pem"_s);

    const Message reply = turn(session);

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY2(session->notice().text.contains(u"another certificate than the one that you trust"_s),
             qPrintable(session->notice().text));
    QVERIFY(session->notice().actions.contains(Action::ShowCertificate));
    QVERIFY(m_server->requests().isEmpty());
}

void tst_Trust::trustCanBeTakenBack()
{
    ChatSession *session = m_workspace->library->begin(m_service, {});
    turn(session);
    m_workspace->services->trustCertificate(
        m_service,
        QSslCertificate(session->notice().certificate, QSsl::Der).digest(QCryptographicHash::Sha256));
    QCOMPARE(turn(session).state, ReplyState::Complete);

    m_workspace->services->trustCertificate(m_service, {});

    QCOMPARE(turn(session).state, ReplyState::Failed);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_Trust::trustOfAServiceOfThisRunIsNotStored()
{
    Endpoint endpoint;
    endpoint.service.id = environmentServiceId();
    endpoint.service.baseUrl = m_server->url(u"/v1"_s);
    endpoint.apiKey = "key-of-this-run";
    m_workspace->services->addForThisRun(endpoint);

    m_workspace->services->trustCertificate(environmentServiceId(), QByteArray(32, '\x12'));

    QVERIFY(!m_workspace->services->find(environmentServiceId())->network.trustedCertificate.isEmpty());
    m_workspace->services->endpoint(
        environmentServiceId(), this,
        [](const Result<Endpoint, SecretError> &kept) { QCOMPARE(kept->apiKey, "key-of-this-run"); });
    m_workspace->settle();
    QVERIFY(!m_workspace->services->isStored(environmentServiceId()));
}

QTEST_GUILESS_MAIN(tst_Trust)
#include "tst_trust.moc"
