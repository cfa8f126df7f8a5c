#include "net/localservers.h"

#include "scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedServer::Answer;

class tst_LocalServers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhatListsModels();
    void endsWithoutPorts();
    void waitsForNobodyLong();
    void knowsTheUsualPorts();
};

void tst_LocalServers::findsWhatListsModels()
{
    ScriptedServer model;
    model.setAnswers({ScriptedServer::json(200, R"({"data":[{"id":"llama"}]})")});
    ScriptedServer website;
    website.setAnswers({Answer {.pieces = {"<html></html>"}}});
    quint16 closedPort = 0;
    {
        const ScriptedServer closed;
        closedPort = closed.port();
    }
    LocalServerSearch search({{u"A"_s, website.port()}, {u"B"_s, model.port()}, {u"C"_s, closedPort}}, 10s);
    QSignalSpy found(&search, &LocalServerSearch::found);
    QSignalSpy finished(&search, &LocalServerSearch::finished);

    search.start();

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(found.size(), 1);
    const LocalServer expected {.name = u"B"_s, .baseUrl = model.url(u"/v1"_s), .models = {u"llama"_s}};
    QCOMPARE(found.first().first().value<LocalServer>(), expected);
    QVERIFY(!model.requests().first().head.contains("Authorization"));
}

void tst_LocalServers::endsWithoutPorts()
{
    LocalServerSearch search({}, 10s);
    QSignalSpy finished(&search, &LocalServerSearch::finished);

    search.start();

    QVERIFY(finished.isEmpty());
    QTRY_COMPARE(finished.size(), 1);
}

void tst_LocalServers::waitsForNobodyLong()
{
    const ScriptedServer silent;
    LocalServerSearch search({{u"A"_s, silent.port()}}, 50ms);
    QSignalSpy found(&search, &LocalServerSearch::found);
    QSignalSpy finished(&search, &LocalServerSearch::finished);

    search.start();

    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(found.isEmpty());
}

void tst_LocalServers::knowsTheUsualPorts()
{
    QList<int> numbers;
    const auto ports = LocalServerSearch::usualPorts();
    for (const LocalServerSearch::Port &port : ports)
        numbers << port.number;

    QCOMPARE(numbers, (QList<int> {11434, 1234, 8080, 8000, 1337}));
}

QTEST_GUILESS_MAIN(tst_LocalServers)
#include "tst_localservers.moc"
