#include "net/endpoint.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_Endpoint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void normalizesBaseUrls_data();
    void normalizesBaseUrls();
    void knowsThisComputer_data();
    void knowsThisComputer();
};

void tst_Endpoint::normalizesBaseUrls_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");

    QTest::newRow("as it is") << u"https://api.openai.com/v1"_s << u"https://api.openai.com/v1"_s;
    QTest::newRow("space and slashes")
        << u"  https://api.openai.com/v1// \n"_s << u"https://api.openai.com/v1"_s;
    QTest::newRow("chat completions")
        << u"https://a.example/v1/chat/completions"_s << u"https://a.example/v1"_s;
    QTest::newRow("responses") << u"https://a.example/v1/responses/"_s << u"https://a.example/v1"_s;
    QTest::newRow("conversations") << u"https://a.example/v1/conversations"_s << u"https://a.example/v1"_s;
    QTest::newRow("threads") << u"https://a.example/v1/threads/"_s << u"https://a.example/v1"_s;
    QTest::newRow("assistants") << u"https://a.example/v1/assistants"_s << u"https://a.example/v1"_s;
    QTest::newRow("models") << u"http://a.example/v1/models"_s << u"http://a.example/v1"_s;
    QTest::newRow("no scheme") << u"api.openai.com/v1"_s << u"https://api.openai.com/v1"_s;
    QTest::newRow("loopback") << u"localhost:11434/v1"_s << u"http://localhost:11434/v1"_s;
    QTest::newRow("loopback address") << u"127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
    QTest::newRow("IPv6 loopback") << u"[::1]:8080/v1"_s << u"http://[::1]:8080/v1"_s;
    QTest::newRow("private network") << u"192.168.1.7:1234/v1"_s << u"http://192.168.1.7:1234/v1"_s;
    QTest::newRow("public address") << u"8.8.8.8/v1"_s << u"https://8.8.8.8/v1"_s;
    QTest::newRow("host without a domain") << u"gpubox:8000/v1"_s << u"http://gpubox:8000/v1"_s;
    QTest::newRow("scheme is kept") << u"https://localhost/v1"_s << u"https://localhost/v1"_s;
    QTest::newRow("query is kept") << u"https://a.example/v1/?api-version=2"_s
                                   << u"https://a.example/v1?api-version=2"_s;
    QTest::newRow("user and fragment") << u"https://me:pw@a.example/v1#x"_s << u"https://a.example/v1"_s;
    QTest::newRow("nothing") << u"  "_s << QString();
    QTest::newRow("no host") << u"https:///v1"_s << QString();
    QTest::newRow("other scheme") << u"ftp://a.example"_s << QString();
    QTest::newRow("words") << u"not a url"_s << QString();
}

void tst_Endpoint::normalizesBaseUrls()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);

    const QUrl url = normalizedBaseUrl(typed);

    QCOMPARE(url.toString(), expected);
    QCOMPARE(normalizedBaseUrl(url.toString()), url);
}

void tst_Endpoint::knowsThisComputer_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isHere");

    QTest::newRow("name") << u"http://localhost:1/v1"_s << true;
    QTest::newRow("address") << u"http://127.0.0.2/v1"_s << true;
    QTest::newRow("IPv6") << u"http://[::1]/v1"_s << true;
    QTest::newRow("neighbour") << u"http://192.168.1.7/v1"_s << false;
    QTest::newRow("name that begins alike") << u"http://localhost.example/v1"_s << false;
}

void tst_Endpoint::knowsThisComputer()
{
    QFETCH(const QString, url);

    QTEST(isLoopback(QUrl(url)), "isHere");
}

QTEST_APPLESS_MAIN(tst_Endpoint)
#include "tst_endpoint.moc"
