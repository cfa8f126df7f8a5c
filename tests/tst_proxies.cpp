#include "proxyserver.h"
#include "scriptedserver.h"
#include "testworkspace.h"

#include "net/proxyrules.h"
#include "session/programproxy.h"

#include <QMutex>
#include <QNetworkProxyQuery>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <atomic>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Kind = ProxyChoice::Kind;

// A conversation with a service that only a proxy can reach.
class tst_Proxies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void reachesTheService_data();
    void reachesTheService();
    void saysThatThePasswordIsWrong_data();
    void saysThatThePasswordIsWrong();
    void saysThatTheProxyIsNotThere();
    void programsProxyServesServicesWithoutTheirOwn();
    void programsProxyIsChangedInItsSettings_data();
    void programsProxyIsChangedInItsSettings();
    void systemIsAskedInAnotherThread();
    void systemIsAskedOnceForAHost();
    void answerForAnotherNetworkDoesNotHold();
    void systemThatDoesNotAnswerIsGivenUp();
    void passwordOfAnEarlierProxyComesTooLate();
    void replyUnderWaySurvivesAnotherWay_data();
    void replyUnderWaySurvivesAnotherWay();
    void serviceCanDoWithoutTheProgramsProxy();
    void thisComputerIsReachedWithoutAProxy();
    void bypasses_data();
    void bypasses();
    void refusesWhatIsNoBypass_data();
    void refusesWhatIsNoBypass();

private:
    ServiceId addService(const ProxyChoice &proxy, const QByteArray &password);
    ProxyChoice through(const ProxyServer &proxy, Kind kind) const;
    Message turn(const ServiceId &service);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TestWorkspace> m_workspace;
    Notice m_notice;
};

void tst_Proxies::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswers({ScriptedServer::stream(
        {R"({"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]})", "[DONE]"})});
    m_workspace = std::make_unique<TestWorkspace>();
}

void tst_Proxies::cleanup()
{
    m_workspace.reset();
    m_server.reset();
    QNetworkProxyFactory::setApplicationProxyFactory(nullptr);
}

ServiceId tst_Proxies::addService(const ProxyChoice &proxy, const QByteArray &password)
{
    const ServiceId id = m_workspace->addService(QUrl(u"http://service.example/v1"_s));
    Service service = *m_workspace->services->find(id);
    service.network.proxy = proxy;
    if (!password.isEmpty()) {
        service.network.proxy.passwordAccount = ServiceRegistry::proxyAccountFor(service);
        m_workspace->secrets.secrets.insert(service.network.proxy.passwordAccount, password);
    }
    m_workspace->services->save(service);
    m_workspace->settle();
    return id;
}

ProxyChoice tst_Proxies::through(const ProxyServer &proxy, Kind kind) const
{
    return {.kind = kind,
            .host = u"127.0.0.1"_s,
            .port = proxy.port(),
            .user = {},
            .passwordAccount = {},
            .bypass = {}};
}

Message tst_Proxies::turn(const ServiceId &service)
{
    ChatSession *session = m_workspace->library->begin(service, {});
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Hi"_s);
    const bool hasEnded = QTest::qWaitFor([&ended] { return !ended.isEmpty(); }, 20'000);
    m_notice = session->notice();
    return hasEnded ? m_workspace->storedMessages(session->id()).value(1) : Message();
}

void tst_Proxies::reachesTheService_data()
{
    QTest::addColumn<bool>("isSocks");
    QTest::addColumn<bool>("asksForPassword");

    QTest::newRow("HTTP") << false << false;
    QTest::newRow("HTTP with a password") << false << true;
    QTest::newRow("SOCKS5") << true << false;
    QTest::newRow("SOCKS5 with a password") << true << true;
}

// The name is looked up by the proxy: there is no such host here.
void tst_Proxies::reachesTheService()
{
    QFETCH(const bool, isSocks);
    QFETCH(const bool, asksForPassword);
    ProxyServer proxy(isSocks ? ProxyServer::Kind::Socks5 : ProxyServer::Kind::Http, m_server->port());
    ProxyChoice choice = through(proxy, isSocks ? Kind::Socks5 : Kind::Http);
    if (asksForPassword) {
        proxy.require("me", "proxy-secret");
        choice.user = u"me"_s;
    }
    const ServiceId service = addService(choice, asksForPassword ? "proxy-secret" : "");

    const Message reply = turn(service);

    QCOMPARE(reply.state, ReplyState::Complete);
    QCOMPARE(reply.content, u"Hello"_s);
    QCOMPARE(proxy.targets(), QStringList {u"service.example:80"_s});
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(m_server->requests().first().header("Proxy-Authorization").isEmpty() || !isSocks);
    QVERIFY(!m_workspace->hasInFiles("proxy-secret"));
}

void tst_Proxies::saysThatThePasswordIsWrong_data()
{
    QTest::addColumn<bool>("isSocks");
    QTest::addColumn<QByteArray>("password");

    QTest::newRow("HTTP, none") << false << QByteArray();
    QTest::newRow("HTTP, wrong") << false << QByteArray("wrong-secret");
    QTest::newRow("SOCKS5, none") << true << QByteArray();
    QTest::newRow("SOCKS5, wrong") << true << QByteArray("wrong-secret");
}

void tst_Proxies::saysThatThePasswordIsWrong()
{
    QFETCH(const bool, isSocks);
    QFETCH(const QByteArray, password);
    ProxyServer proxy(isSocks ? ProxyServer::Kind::Socks5 : ProxyServer::Kind::Http, m_server->port());
    proxy.require("me", "proxy-secret");
    ProxyChoice choice = through(proxy, isSocks ? Kind::Socks5 : Kind::Http);
    choice.user = password.isEmpty() ? QString() : u"me"_s;

    const Message reply = turn(addService(choice, password));

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY2(m_notice.text.contains(u"user name and a password"_s), qPrintable(m_notice.text));
    QVERIFY(m_notice.actions.contains(Notice::Action::OpenServices));
    QVERIFY(!m_notice.text.contains(u"secret"_s));
    QVERIFY2(proxy.refusals() <= 3, qPrintable(QString::number(proxy.refusals()))); // no loop
    QVERIFY(m_server->requests().isEmpty());
}

void tst_Proxies::saysThatTheProxyIsNotThere()
{
    ProxyChoice choice;
    choice.kind = Kind::Http;
    choice.host = u"127.0.0.1"_s;
    choice.port = 1;

    const Message reply = turn(addService(choice, {}));

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY2(m_notice.text.contains(u"The proxy"_s), qPrintable(m_notice.text));
}

void tst_Proxies::programsProxyServesServicesWithoutTheirOwn()
{
    ProxyServer proxy(ProxyServer::Kind::Http, m_server->port());
    installProxyRules(through(proxy, Kind::Http));

    const Message reply = turn(addService({}, {}));

    QCOMPARE(reply.state, ReplyState::Complete);
    QCOMPARE(proxy.targets().size(), 1);
}

void tst_Proxies::programsProxyIsChangedInItsSettings_data()
{
    QTest::addColumn<bool>("isThere");

    QTest::newRow("it asks for a password") << true;
    QTest::newRow("it is not there") << false;
}

void tst_Proxies::programsProxyIsChangedInItsSettings()
{
    QFETCH(const bool, isThere);
    ProxyServer proxy(ProxyServer::Kind::Http, m_server->port());
    proxy.require("me", "proxy-secret");
    ProxyChoice choice = through(proxy, Kind::Http);
    if (!isThere)
        choice.port = 1;
    installProxyRules(choice);

    const Message reply = turn(addService({}, {}));

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY2(m_notice.text.contains(u"The proxy"_s), qPrintable(m_notice.text));
    QVERIFY(m_notice.actions.contains(Notice::Action::OpenNetwork));
    QVERIFY(!m_notice.actions.contains(Notice::Action::OpenServices));
}

// The script of a proxy (PAC) may have to be fetched first. The window goes on meanwhile: here it is what
// lets the system answer.
void tst_Proxies::systemIsAskedInAnotherThread()
{
    ProxyServer proxy(ProxyServer::Kind::Http, m_server->port());
    QSemaphore answer;
    std::atomic<bool> isAsked = false;
    const auto ask = [&, port = proxy.port()](const QNetworkProxyQuery &) {
        isAsked = true;
        const bool isAnswered = answer.tryAcquire(1, 10'000);
        return QList {isAnswered ? QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, port)
                                 : QNetworkProxy(QNetworkProxy::NoProxy)};
    };
    installProxyRules({}, {}, ask);
    QTimer window;
    connect(&window, &QTimer::timeout, this, [&] {
        if (isAsked)
            answer.release();
    });
    window.start(0);

    const Message reply = turn(addService({}, {}));

    QCOMPARE(reply.state, ReplyState::Complete);
    QCOMPARE(proxy.targets(), QStringList {u"service.example:80"_s});
}

void tst_Proxies::systemIsAskedOnceForAHost()
{
    ProxyServer proxy(ProxyServer::Kind::Http, m_server->port());
    QList<QUrl> asked;
    QMutex mutex;
    const auto ask = [&, port = proxy.port()](const QNetworkProxyQuery &query) {
        const QMutexLocker lock(&mutex);
        asked.append(query.url());
        return QList {QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, port)};
    };
    installProxyRules({}, {}, ask);
    const ServiceId service = addService({}, {});

    QCOMPARE(turn(service).state, ReplyState::Complete);
    QCOMPARE(turn(service).state, ReplyState::Complete);
    QCOMPARE(asked,
             QList {QUrl(u"http://service.example/"_s)}); // without the path, which is nobody's business
    forgetSystemProxies();
    QCOMPARE(turn(service).state, ReplyState::Complete);
    QCOMPARE(asked.size(), 2);
}

// The network becomes another one while the system is asked: what it says is about the old one.
void tst_Proxies::answerForAnotherNetworkDoesNotHold()
{
    const auto answer = std::make_shared<QSemaphore>();
    const auto asked = std::make_shared<QSemaphore>();
    installProxyRules({}, {}, [answer, asked](const QNetworkProxyQuery &) {
        asked->release();
        answer->tryAcquire(1, 10'000);
        return QList {QNetworkProxy(QNetworkProxy::NoProxy)};
    });
    const QUrl url(u"http://service.example/v1"_s);
    bool isFound = false;
    findWay(m_workspace->network, url, this, [&isFound] { isFound = true; });
    QVERIFY(asked->tryAcquire(1, 10'000));

    forgetSystemProxies();
    answer->release();
    QTRY_VERIFY(isFound);

    QVERIFY(!isWayKnown(m_workspace->network, url));
}

void tst_Proxies::passwordOfAnEarlierProxyComesTooLate()
{
    ProxyServer earlier(ProxyServer::Kind::Http, m_server->port());
    ProxyServer later(ProxyServer::Kind::Http, m_server->port());
    ProxyChoice choice = through(earlier, Kind::Http);
    choice.user = u"me"_s;
    choice.passwordAccount = u"Proxy password"_s;
    m_workspace->secrets.secrets.insert(choice.passwordAccount, "proxy-secret");
    ProgramProxy proxy(m_workspace->keyring, m_workspace->network);

    proxy.apply(choice);
    proxy.apply(through(later, Kind::Http));
    bool isAnswered = false; // the keychain, in the order in which it was asked
    m_workspace->keyring.read(choice.passwordAccount, this, [&](const auto &) { isAnswered = true; });
    QTRY_VERIFY(isAnswered);

    QCOMPARE(turn(addService({}, {})).state, ReplyState::Complete);
    QCOMPARE(earlier.connections(), 0);
    QCOMPARE(later.connections(), 1);
}

void tst_Proxies::replyUnderWaySurvivesAnotherWay_data()
{
    QTest::addColumn<bool>("isAnotherProxy");
    QTest::addColumn<QByteArray>("password");

    QTest::newRow("the same") << false << QByteArray("proxy-secret");
    QTest::newRow("another password") << false << QByteArray("another-secret");
    QTest::newRow("another proxy") << true << QByteArray("proxy-secret");
}

// What is asked meanwhile goes the new way at once.
void tst_Proxies::replyUnderWaySurvivesAnotherWay()
{
    QFETCH(const bool, isAnotherProxy);
    QFETCH(const QByteArray, password);
    ProxyServer earlier(ProxyServer::Kind::Socks5, m_server->port());
    ProxyServer later(ProxyServer::Kind::Socks5, m_server->port());
    earlier.require("me", "proxy-secret");
    later.require("me", password);
    ProxyChoice choice = through(earlier, Kind::Socks5);
    choice.user = u"me"_s;
    choice.passwordAccount = u"Proxy password"_s;
    ProgramProxy proxy(m_workspace->keyring, m_workspace->network);
    const auto apply = [&](const QByteArray &secret) {
        m_workspace->secrets.secrets.insert(choice.passwordAccount, secret);
        proxy.apply(choice);
        bool isAnswered = false; // the keychain, in the order in which it was asked
        m_workspace->keyring.read(choice.passwordAccount, this, [&](const auto &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
    };
    apply("proxy-secret");
    const ServiceId service = addService({}, {});
    m_server->setAnswers(
        {ScriptedServer::stream({R"({"choices":[{"delta":{"content":"One and "}}]})"},
                                ScriptedServer::End::Stall),
         ScriptedServer::stream(
             {R"({"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]})", "[DONE]"})});
    ChatSession *session = m_workspace->library->begin(service, {});
    QSignalSpy received(session, &ChatSession::textReceived);
    QSignalSpy ended(session, &ChatSession::replyEnded);
    session->send(u"Count"_s);
    QTRY_VERIFY(!received.isEmpty());

    if (isAnotherProxy)
        choice.port = later.port();
    else
        earlier.require("me", password);
    apply(password);
    const Message meanwhile = turn(service);
    m_server->goOn({R"(data: {"choices":[{"delta":{"content":"two"},"finish_reason":"stop"}]})"
                    "\n\ndata: [DONE]\n\n"});

    QCOMPARE(meanwhile.content, u"Hello"_s);
    QCOMPARE(meanwhile.state, ReplyState::Complete);
    QCOMPARE(later.connections(), isAnotherProxy ? 1 : 0);
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(m_workspace->storedMessages(session->id()).value(1).content, u"One and two"_s);
    QCOMPARE(m_workspace->storedMessages(session->id()).value(1).state, ReplyState::Complete);
}

void tst_Proxies::systemThatDoesNotAnswerIsGivenUp()
{
    const auto answer = std::make_shared<QSemaphore>(); // a thread may be at it when the test is over
    installProxyRules({}, {}, [answer](const QNetworkProxyQuery &) {
        answer->tryAcquire(1, 10'000);
        return QList {QNetworkProxy(QNetworkProxy::NoProxy)};
    });
    const ServiceId id = addService({}, {});
    Service service = *m_workspace->services->find(id);
    service.timeouts.connect = std::chrono::milliseconds(20);
    m_workspace->services->save(service);

    const Message reply = turn(id);
    answer->release(10);

    QCOMPARE(reply.state, ReplyState::Failed);
    QVERIFY2(m_notice.text.contains(u"in time"_s), qPrintable(m_notice.text));
    QVERIFY(m_server->requests().isEmpty());
}

void tst_Proxies::serviceCanDoWithoutTheProgramsProxy()
{
    ProxyServer proxy(ProxyServer::Kind::Http, m_server->port());
    installProxyRules(through(proxy, Kind::Http));
    ProxyChoice none;
    none.kind = Kind::None;

    const Message reply = turn(addService(none, {}));

    QCOMPARE(reply.state, ReplyState::Failed); // there is no such host
    QCOMPARE(proxy.connections(), 0);
}

void tst_Proxies::thisComputerIsReachedWithoutAProxy()
{
    ProxyServer proxy(ProxyServer::Kind::Http, m_server->port());
    const ServiceId id = addService(through(proxy, Kind::Http), {});
    Service service = *m_workspace->services->find(id);
    service.baseUrl = m_server->url(u"/v1"_s);
    m_workspace->services->save(service);

    const Message reply = turn(id);

    QCOMPARE(reply.state, ReplyState::Complete);
    QCOMPARE(proxy.connections(), 0);
}

void tst_Proxies::bypasses_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<bool>("isBypassed");

    const auto row = [](const char *host, const char *entry, bool isBypassed) {
        QTest::addRow("%s by %s", host, entry)
            << QString::fromLatin1(host) << QString::fromLatin1(entry) << isBypassed;
    };
    row("example.com", "example.com", true);
    row("EXAMPLE.com", "example.COM", true);
    row("api.example.com", "example.com", true);
    row("api.example.com", ".example.com", true);
    row("api.example.com", "*.example.com", true);
    row("badexample.com", "example.com", false);
    row("example.com.evil.org", "example.com", false);
    row("10.1.2.3", "10.0.0.0/8", true);
    row("11.1.2.3", "10.0.0.0/8", false);
    row("192.168.1.7", "192.168.1.7", true);
    row("192.168.1.70", "192.168.1.7", false);
    row("fd00::1", "fd00::/8", true);
    row("2001:db8::1", "fd00::/8", false);
    row("10.example.com", "10.0.0.0/8", false);
    row("example.com", "", false);
}

void tst_Proxies::bypasses()
{
    QFETCH(const QString, host);
    QFETCH(const QString, entry);

    QTEST(isBypassed(host, {entry}), "isBypassed");
}

void tst_Proxies::refusesWhatIsNoBypass_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<bool>("isGood");

    QTest::newRow("host") << u"example.com"_s << true;
    QTest::newRow("all below a host") << u"*.example.com"_s << true;
    QTest::newRow("network") << u"10.0.0.0/8"_s << true;
    QTest::newRow("IPv6 network") << u"fd00::/8"_s << true;
    QTest::newRow("bare name") << u"intranet"_s << true;
    QTest::newRow("address of the web") << u"http://example.com/"_s << false;
    QTest::newRow("too many bits") << u"10.0.0.0/99"_s << false;
    QTest::newRow("spaces") << u"a b"_s << false;
}

void tst_Proxies::refusesWhatIsNoBypass()
{
    QFETCH(const QString, entry);
    QFETCH(const bool, isGood);

    QCOMPARE(badBypass({u"example.org"_s, entry}), isGood ? QString() : entry);
}

QTEST_GUILESS_MAIN(tst_Proxies)
#include "tst_proxies.moc"
