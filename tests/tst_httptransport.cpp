#include "httptransport.h"

#include "httpexchange.h"
#include "scriptedserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QSignalSpy>
#include <QSslKey>
#include <QTest>

#include <limits>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedServer::Answer;
using Kind = CompletionError::Kind;

class tst_HttpTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();

    void trustsTheServicesAuthority();
    void distrusts_data();
    void distrusts();
    void refusesAnUnreadableAuthority();
    void usesAConnectionAgain();
    void waitsWhileOthersHoldTheConnections();
    void takesSmallPiecesInOnceForEachFrame();
    void sendsNoCookies();
    void reportsWhatItCannotReach_data();
    void reportsWhatItCannotReach();

private:
    [[nodiscard]] static Endpoint endpoint(const ScriptedServer &server, const QString &caFile = {});

    QSslConfiguration m_tls;
    QString m_authority;
};

void tst_HttpTransport::initTestCase()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("no TLS here");
    m_authority = QFINDTESTDATA("data/tls/authority.pem");
    QFile key(QFINDTESTDATA("data/tls/server.key"));
    QVERIFY(key.open(QIODevice::ReadOnly));
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setLocalCertificateChain(QSslCertificate::fromPath(QFINDTESTDATA("data/tls/server.pem")));
    m_tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
}

Endpoint tst_HttpTransport::endpoint(const ScriptedServer &server, const QString &caFile)
{
    Endpoint result;
    result.service.baseUrl = server.url(u"/v1"_s);
    result.service.caFile = caFile;
    result.apiKey = "very-secret";
    return result;
}

void tst_HttpTransport::trustsTheServicesAuthority()
{
    ScriptedServer server(m_tls);
    server.setAnswers({ScriptedServer::json(200, "{}")});
    QNetworkAccessManager network;
    QObject owner;

    HttpExchange *exchange =
        HttpTransport(network, endpoint(server, m_authority)).send(ApiCall::post(u"/x"_s, {}), &owner);
    QSignalSpy ended(exchange, &HttpExchange::ended);

    QTRY_COMPARE(ended.size(), 1);
    QVERIFY2(!exchange->error(), exchange->error() ? qPrintable(exchange->error()->detail) : "");
    QCOMPARE(exchange->status(), 200);
}

void tst_HttpTransport::distrusts_data()
{
    QTest::addColumn<QString>("caFile");
    QTest::addColumn<QString>("host");

    QTest::newRow("unknown authority") << QString() << u"127.0.0.1"_s;
    QTest::newRow("name of another host") << m_authority << u"localhost"_s;
}

void tst_HttpTransport::distrusts()
{
    QFETCH(const QString, caFile);
    QFETCH(const QString, host);
    ScriptedServer server(m_tls);
    QNetworkAccessManager network;
    QObject owner;
    Endpoint endpoint = this->endpoint(server, caFile);
    endpoint.service.baseUrl.setHost(host);

    HttpExchange *exchange = HttpTransport(network, endpoint).send(ApiCall::post(u"/x"_s, {}), &owner);
    QSignalSpy ended(exchange, &HttpExchange::ended);

    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(exchange->error());
    QCOMPARE(exchange->error()->kind, Kind::BadTls);
    QVERIFY(!exchange->error()->detail.isEmpty());
    QVERIFY(!exchange->error()->mayRetry);
    QVERIFY(server.requests().isEmpty());
}

void tst_HttpTransport::refusesAnUnreadableAuthority()
{
    ScriptedServer server(m_tls);
    QNetworkAccessManager network;
    QObject owner;

    HttpExchange *exchange =
        HttpTransport(network, endpoint(server, u"/no/such/file.pem"_s)).send(ApiCall::get(u"/x"_s), &owner);
    QSignalSpy ended(exchange, &HttpExchange::ended);
    QVERIFY(ended.isEmpty());

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(exchange->error()->code, u"ca_file_unreadable"_s);
    QCOMPARE(server.connections(), 0);
}

void tst_HttpTransport::usesAConnectionAgain()
{
    ScriptedServer server;
    server.setAnswers({Answer {.pieces = {"{}"}, .end = ScriptedServer::End::KeepAlive}});
    QNetworkAccessManager network;
    HttpTransport transport(network, endpoint(server));
    QObject owner;

    for (int i = 0; i < 3; ++i) {
        QSignalSpy ended(transport.send(ApiCall::post(u"/x"_s, {}), &owner), &HttpExchange::ended);
        QTRY_COMPARE(ended.size(), 1);
    }

    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.connections(), 1);
}

// A request that waits for its turn has not failed to connect.
void tst_HttpTransport::waitsWhileOthersHoldTheConnections()
{
    ScriptedServer server; // that answers nobody
    QNetworkAccessManager network;
    Endpoint busy = endpoint(server);
    busy.service.timeouts.connect = 1s;
    HttpTransport transport(network, busy);
    QObject owner;
    QList<HttpExchange *> running;
    for (int i = 0; i < 6; ++i)
        running << transport.send(ApiCall::post(u"/x"_s, {}), &owner);
    QTRY_COMPARE(server.requests().size(), 6);

    HttpExchange *waiting = transport.send(ApiCall::post(u"/x"_s, {}), &owner);
    QSignalSpy waitingEnded(waiting, &HttpExchange::ended);
    ScriptedServer plain;
    Endpoint late = endpoint(plain);
    late.service.baseUrl.setScheme(u"https"_s); // no handshake will come
    late.service.timeouts.connect = 1500ms;
    HttpExchange *control = HttpTransport(network, late).send(ApiCall::post(u"/x"_s, {}), &owner);
    QSignalSpy controlEnded(control, &HttpExchange::ended);
    QTRY_COMPARE(controlEnded.size(), 1);

    QVERIFY(waitingEnded.isEmpty());
    delete running.takeFirst();
    QTRY_COMPARE(server.requests().size(), 7);
}

void tst_HttpTransport::takesSmallPiecesInOnceForEachFrame()
{
    constexpr qint64 LeastInterval = 12; // milliseconds; timers are not exact
    const QByteArray body = QByteArray("data: a word\n\n").repeated(40);
    ScriptedServer server;
    Answer answer {.pieces = {body}, .end = ScriptedServer::End::Stall};
    server.setAnswers({answer.cutIntoBytes()});
    QNetworkAccessManager network;
    QObject owner;

    HttpExchange *exchange =
        HttpTransport(network, endpoint(server)).send(ApiCall::post(u"/x"_s, {}), &owner);
    QByteArray received;
    QElapsedTimer sinceLast;
    qint64 shortest = std::numeric_limits<qint64>::max();
    connect(exchange, &HttpExchange::bodyReceived, &owner, [&](const QByteArray &bytes) {
        received += bytes;
        if (sinceLast.isValid())
            shortest = qMin(shortest, sinceLast.elapsed());
        sinceLast.start();
    });

    QTRY_COMPARE(received, body);
    QVERIFY2(shortest >= LeastInterval, qPrintable(QString::number(shortest)));
}

void tst_HttpTransport::sendsNoCookies()
{
    ScriptedServer server;
    server.setAnswers({Answer {.headers = {{"Set-Cookie", "track=me"}}, .pieces = {"{}"}}});
    QNetworkAccessManager network;
    HttpTransport transport(network, endpoint(server));
    QObject owner;

    for (int i = 0; i < 2; ++i) {
        QSignalSpy ended(transport.send(ApiCall::get(u"/x"_s), &owner), &HttpExchange::ended);
        QTRY_COMPARE(ended.size(), 1);
    }

    QVERIFY(server.requests().at(1).header("Cookie").isEmpty());
}

void tst_HttpTransport::reportsWhatItCannotReach_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("code");

    QTest::newRow("no address") << QString() << u"no_address"_s;
    QTest::newRow("no host") << u"/v1"_s << u"no_address"_s;
    QTest::newRow("unknown host") << u"http://no-such-host.invalid/v1"_s << u"host_not_found"_s;
    QTest::newRow("closed port") << u"http://127.0.0.1:1/v1"_s << u"connection_refused"_s;
}

void tst_HttpTransport::reportsWhatItCannotReach()
{
    QFETCH(const QString, url);
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QObject owner;
    Endpoint endpoint;
    endpoint.service.baseUrl = QUrl(url);

    HttpExchange *exchange = HttpTransport(network, endpoint).send(ApiCall::get(u"/x"_s), &owner);
    QSignalSpy ended(exchange, &HttpExchange::ended);

    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
    QCOMPARE(exchange->error()->kind, Kind::Unreachable);
    QTEST(exchange->error()->code, "code");
}

QTEST_GUILESS_MAIN(tst_HttpTransport)
#include "tst_httptransport.moc"
