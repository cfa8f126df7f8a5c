#include "httptransport.h"

#include "httpexchange.h"
#include "scriptedserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <limits>

#include <sys/stat.h>

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
    void saysWhatIsWrongWithACertificate_data();
    void saysWhatIsWrongWithACertificate();
    void trustsExactlyTheCertificateThatTheUserTrusts_data();
    void trustsExactlyTheCertificateThatTheUserTrusts();
    void refusesAnotherCertificateThanTheTrustedOne_data();
    void refusesAnotherCertificateThanTheTrustedOne();
    void trustIsOfOneServiceAndCanBeTakenBack();
    void showsWhoTheUserIs_data();
    void showsWhoTheUserIs();
    void saysWhatIsWrongWithTheUsersCertificate_data();
    void saysWhatIsWrongWithTheUsersCertificate();
    void refusesAnUnreadableAuthority_data();
    void refusesAnUnreadableAuthority();
    void usesAConnectionAgain();
    void waitsWhileOthersHoldTheConnections();
    void takesSmallPiecesInOnceForEachFrame();
    void goesOnAfterTheProgramStoodStill();
    void sendsNoCookies();
    void reportsWhatItCannotReach_data();
    void reportsWhatItCannotReach();

private:
    [[nodiscard]] static Endpoint endpoint(const ScriptedServer &server, const QString &caFile = {});

    /// Of a server that shows the certificate `file`.
    [[nodiscard]] QSslConfiguration showing(const QString &file) const;
    [[nodiscard]] static QByteArray digestOf(const QString &file);
    /// Makes a request and returns why it failed.
    static std::optional<CompletionError> ask(QNetworkAccessManager &network, const Endpoint &endpoint);

    QSslConfiguration m_tls;
    QString m_authority;
    QTemporaryDir m_dir;
    QString m_pipe; // that nobody writes into
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
    m_pipe = m_dir.filePath(u"pipe"_s);
    QCOMPARE(mkfifo(m_pipe.toLocal8Bit().constData(), 0600), 0);
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

QSslConfiguration tst_HttpTransport::showing(const QString &file) const
{
    QSslConfiguration tls = m_tls;
    tls.setLocalCertificateChain(QSslCertificate::fromPath(QFINDTESTDATA(QString(u"data/tls/"_s + file))));
    return tls;
}

QByteArray tst_HttpTransport::digestOf(const QString &file)
{
    const auto certificates = QSslCertificate::fromPath(QFINDTESTDATA(QString(u"data/tls/"_s + file)));
    return certificates.isEmpty() ? QByteArray() : certificates.first().digest(QCryptographicHash::Sha256);
}

std::optional<CompletionError> tst_HttpTransport::ask(QNetworkAccessManager &network,
                                                      const Endpoint &endpoint)
{
    QObject owner;
    HttpExchange *exchange = HttpTransport(network, endpoint).send(ApiCall::post(u"/x"_s, {}), &owner);
    QEventLoop loop;
    connect(exchange, &HttpExchange::ended, &loop, &QEventLoop::quit);
    loop.exec();
    return exchange->error();
}

void tst_HttpTransport::saysWhatIsWrongWithACertificate_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("caFile");
    QTest::addColumn<QString>("code");

    QTest::newRow("signed by itself")
        << u"private.pem"_s << u"127.0.0.1"_s << QString() << u"certificate_untrusted"_s;
    QTest::newRow("expired") << u"expired.pem"_s << u"127.0.0.1"_s << QString() << u"certificate_expired"_s;
    QTest::newRow("of another host") << u"server.pem"_s << u"localhost"_s << m_authority
                                     << u"certificate_wrong_host"_s;
    QTest::newRow("of another authority")
        << u"server.pem"_s << u"127.0.0.1"_s << QString() << u"certificate_untrusted"_s;
}

void tst_HttpTransport::saysWhatIsWrongWithACertificate()
{
    QFETCH(const QString, file);
    QFETCH(const QString, host);
    QFETCH(const QString, caFile);
    ScriptedServer server(showing(file));
    QNetworkAccessManager network;
    Endpoint endpoint = this->endpoint(server, caFile);
    endpoint.service.baseUrl.setHost(host);

    const auto error = ask(network, endpoint);

    QVERIFY(error);
    QCOMPARE(error->kind, Kind::BadTls);
    QTEST(error->code, "code");
    QCOMPARE(QSslCertificate(error->certificate, QSsl::Der).digest(QCryptographicHash::Sha256),
             digestOf(file));
    QVERIFY(server.requests().isEmpty());
}

void tst_HttpTransport::trustsExactlyTheCertificateThatTheUserTrusts_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("host");

    QTest::newRow("signed by itself") << u"private.pem"_s << u"127.0.0.1"_s;
    QTest::newRow("expired") << u"expired.pem"_s << u"127.0.0.1"_s;
    QTest::newRow("of another host") << u"server.pem"_s << u"localhost"_s;
}

void tst_HttpTransport::trustsExactlyTheCertificateThatTheUserTrusts()
{
    QFETCH(const QString, file);
    QFETCH(const QString, host);
    ScriptedServer server(showing(file));
    server.setAnswers({ScriptedServer::json(200, "{}")});
    QNetworkAccessManager network;
    Endpoint endpoint = this->endpoint(server);
    endpoint.service.baseUrl.setHost(host);
    endpoint.service.network.trustedCertificate = digestOf(file);

    const auto error = ask(network, endpoint);

    QVERIFY2(!error, error ? qPrintable(error->code + error->detail) : "");
    QCOMPARE(server.requests().size(), 1);
}

void tst_HttpTransport::refusesAnotherCertificateThanTheTrustedOne_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("caFile");

    QTest::newRow("that nobody trusts") << u"private.pem"_s << QString();
    QTest::newRow("that an authority vouches for") << u"server.pem"_s << m_authority;
}

void tst_HttpTransport::refusesAnotherCertificateThanTheTrustedOne()
{
    QFETCH(const QString, shown);
    QFETCH(const QString, caFile);
    ScriptedServer server(showing(shown));
    server.setAnswers({ScriptedServer::json(200, "{}")});
    QNetworkAccessManager network;
    Endpoint endpoint = this->endpoint(server, caFile);
    endpoint.service.network.trustedCertificate = digestOf(u"expired.pem"_s);

    const auto error = ask(network, endpoint);

    QVERIFY(error);
    QCOMPARE(error->kind, Kind::BadTls);
    QCOMPARE(error->code, u"certificate_changed"_s);
    QCOMPARE(QSslCertificate(error->certificate, QSsl::Der).digest(QCryptographicHash::Sha256),
             digestOf(shown));
    QVERIFY(server.requests().isEmpty());
}

// A connection that one service trusts is open, and could be used again by whoever asks the same host.
void tst_HttpTransport::trustIsOfOneServiceAndCanBeTakenBack()
{
    ScriptedServer server(showing(u"private.pem"_s));
    server.setAnswers({Answer {.pieces = {"{}"}, .end = ScriptedServer::End::KeepAlive}});
    QNetworkAccessManager network;
    Endpoint endpoint = this->endpoint(server);
    endpoint.service.network.trustedCertificate = digestOf(u"private.pem"_s);
    QVERIFY(!ask(network, endpoint));

    const auto error = ask(network, this->endpoint(server));

    QVERIFY(error);
    QCOMPARE(error->code, u"certificate_untrusted"_s);
    QCOMPARE(server.requests().size(), 1);
}

void tst_HttpTransport::showsWhoTheUserIs_data()
{
    QTest::addColumn<QString>("file");

    QTest::newRow("PEM") << u"client.pem"_s;
    QTest::newRow("PKCS#12") << u"client.p12"_s;
}

void tst_HttpTransport::showsWhoTheUserIs()
{
    QFETCH(const QString, file);
    QSslConfiguration tls = m_tls;
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setCaCertificates(QSslCertificate::fromPath(QFINDTESTDATA("data/tls/client.pem")));
    ScriptedServer server(tls);
    server.setAnswers({ScriptedServer::json(200, "{}")});
    QNetworkAccessManager network;
    Endpoint endpoint = this->endpoint(server, m_authority);
    endpoint.service.network.clientCertificate = QFINDTESTDATA(QString(u"data/tls/"_s + file));
    endpoint.clientPassphrase = "passphrase";

    const auto error = ask(network, endpoint);

    QVERIFY2(!error, error ? qPrintable(error->code + error->detail) : "");
    QCOMPARE(server.requests().size(), 1);
}

void tst_HttpTransport::saysWhatIsWrongWithTheUsersCertificate_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<QString>("code");

    const auto row = [](const char *name, const char *file, const QByteArray &passphrase, const char *code) {
        QTest::newRow(name) << QString::fromLatin1(file) << passphrase << QString::fromLatin1(code);
    };
    row("none", "", {}, "client_certificate_wanted");
    row("no such file", "nothing.pem", {}, "client_certificate_unreadable");
    row("PEM without a passphrase", "client.pem", {}, "client_certificate_locked");
    row("PEM with another passphrase", "client.pem", "wrong", "client_certificate_locked");
    row("PKCS#12 with another passphrase", "client.p12", "wrong", "client_certificate_locked");
    row("without its key", "private.pem", {}, "client_certificate_incomplete");
    row("of another format", "README.md", {}, "client_certificate_unreadable");
    row("a folder", ".", {}, "client_certificate_unreadable");
    row("a pipe", qPrintable(m_pipe), {}, "client_certificate_unreadable");
}

void tst_HttpTransport::saysWhatIsWrongWithTheUsersCertificate()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, passphrase);
    QSslConfiguration tls = m_tls;
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setProtocol(
        QSsl::TlsV1_2); // with 1.3 a refusal comes after the request, and looks like a lost connection
    ScriptedServer server(tls);
    QNetworkAccessManager network;
    Endpoint endpoint = this->endpoint(server, m_authority);
    if (!file.isEmpty())
        endpoint.service.network.clientCertificate = QFileInfo(m_authority).dir().filePath(file);
    endpoint.clientPassphrase = passphrase;

    const auto error = ask(network, endpoint);

    QVERIFY(error);
    QTEST(error->code, "code");
    QVERIFY(!error->detail.contains(u"wrong"_s));
    QVERIFY(server.requests().isEmpty());
}

void tst_HttpTransport::refusesAnUnreadableAuthority_data()
{
    QTest::addColumn<QString>("file");

    QTest::newRow("no such file") << u"/no/such/file.pem"_s;
    QTest::newRow("a folder") << QFileInfo(m_authority).path();
    QTest::newRow("a pipe") << m_pipe;
    QTest::newRow("a file without an end") << u"/dev/zero"_s;
}

void tst_HttpTransport::refusesAnUnreadableAuthority()
{
    QFETCH(const QString, file);
    ScriptedServer server(m_tls);
    QNetworkAccessManager network;
    QObject owner;

    HttpExchange *exchange =
        HttpTransport(network, endpoint(server, file)).send(ApiCall::get(u"/x"_s), &owner);
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

// As a computer that was put to sleep in the middle of an answer: its time limit has run out when it wakes
// up, and the next piece comes a moment later.
// Whenever a limit has run out, an hour has passed by the clock: nothing could be seen of what came
// meanwhile.
void tst_HttpTransport::goesOnAfterTheProgramStoodStill()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket *socket = nullptr;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket,
                [&] { socket->write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\none"); });
    });
    QNetworkAccessManager network;
    QObject owner;
    Endpoint endpoint;
    endpoint.service.baseUrl = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(server.serverPort()));
    endpoint.service.timeouts.idle = 10ms;
    int looks = 0; // at the clock: one when a limit is set, one when it has run out
    const auto clock = [&looks] { return std::chrono::milliseconds(++looks * 1h); };
    HttpExchange *exchange = HttpTransport(network, endpoint, clock).send(ApiCall::post(u"/x"_s, {}), &owner);
    QSignalSpy ended(exchange, &HttpExchange::ended);
    QByteArray received;
    connect(exchange, &HttpExchange::bodyReceived, this, [&](const QByteArray &bytes) {
        exchange->noteProgress();
        received += bytes;
    });
    QTRY_COMPARE(received, "one");
    disconnect(socket, &QTcpSocket::readyRead, socket, nullptr);

    const int before = looks;
    QTRY_VERIFY(looks >= before + 4 || !ended.isEmpty()); // the limit has run out twice
    socket->write("two");

    QTRY_COMPARE(ended.size(), 1);
    QVERIFY2(!exchange->error(), exchange->error() ? qPrintable(exchange->error()->code) : "");
    QCOMPARE(received, "onetwo");
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
