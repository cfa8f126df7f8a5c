#include "faultydisk.h"
#include "keptrecord.h"
#include "slowservice.h"

#include "store/conversationstore.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Bobbin's window is worked with (see windowactor.cpp) and killed at an instant that nobody chose: half of
// the times after a random time, half of them in place of a random operation on the disk.
class tst_Kills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingThatWasKeptIsLost();

private:
    static KeptRecord workAndDie(const QString &folder, const SlowService &service, quint32 seed);
    static QStringList problemsOfFiles(const QString &folder);
};

// The actor's own words, until it was killed.
KeptRecord tst_Kills::workAndDie(const QString &folder, const SlowService &service, quint32 seed)
{
    constexpr int LongestLife = 1'500; // milliseconds after it is ready
    constexpr int MostOperations = 400;
    QRandomGenerator random(seed);
    FaultyDisk disk(folder + u"/fault"_s, folder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    disk.addTo(environment);
    QProcess actor;
    actor.setProcessEnvironment(environment);
    actor.setStandardErrorFile(QProcess::nullDevice()); // what Qt says of the offscreen platform
    KeptRecord record;
    QTimer death;
    death.setSingleShot(true);
    connect(&death, &QTimer::timeout, &actor,
            [&actor] { ::kill(static_cast<pid_t>(actor.processId()), SIGKILL); });
    connect(&actor, &QProcess::readyReadStandardOutput, &actor, [&] {
        while (actor.canReadLine()) {
            const bool wasReady = record.isReady();
            record.take(QJsonDocument::fromJson(actor.readLine()).object());
            if (wasReady || !record.isReady())
                continue;
            if (random.bounded(2) == 0)
                disk.fail(DiskFault::Kind::Kill, random.bounded(MostOperations));
            else
                death.start(static_cast<int>(random.bounded(LongestLife)));
        }
    });
    actor.start(QStringLiteral(WINDOW_ACTOR), {folder, service.url().toString(), QString::number(seed)});
    if (!QTest::qWaitFor([&] { return actor.state() == QProcess::NotRunning; }, 60'000))
        actor.kill();
    actor.waitForFinished();
    while (actor.canReadLine())
        record.take(QJsonDocument::fromJson(actor.readLine()).object());
    return record;
}

// Files that stand under their names are whole.
QStringList tst_Kills::problemsOfFiles(const QString &folder)
{
    QStringList problems;
    QFile exported(folder + u"/export.json"_s);
    if (exported.open(QIODevice::ReadOnly) && QJsonDocument::fromJson(exported.readAll()).isNull())
        problems << u"an export is not whole"_s;
    for (const QString &copy : QDir(folder).entryList({u"copy-*.sqlite"_s})) {
        const SystemClock clock;
        const auto store =
            ConversationStore::open(folder + u'/' + copy, ConversationStore::Access::ReadOnly, clock);
        if (!store || !store.value()->maintenance().check()
            || !store.value()->maintenance().check()->isEmpty())
            problems << u"a copy is not whole: "_s + copy;
    }
    return problems;
}

void tst_Kills::nothingThatWasKeptIsLost()
{
    constexpr int UsualKills = 40; // as many as the environment asks for, up to thousands
    const int kills =
        qEnvironmentVariableIsSet("BOBBIN_KILLS") ? qEnvironmentVariableIntValue("BOBBIN_KILLS") : UsualKills;
    const quint32 first = qEnvironmentVariableIsSet("BOBBIN_SEED")
        ? qEnvironmentVariable("BOBBIN_SEED").toUInt()
        : QRandomGenerator::global()->generate();
    SlowService service;
    double longestLoss = 0;
    for (int i = 0; i < kills; ++i) {
        const quint32 seed = first + static_cast<quint32>(i);
        QTemporaryDir folder;

        const KeptRecord record = workAndDie(folder.path(), service, seed);

        QVERIFY(record.isReady());
        const QStringList problems =
            record.problems(folder.filePath(u"history.sqlite"_s), SlowService::text())
            + problemsOfFiles(folder.path());
        if (!problems.isEmpty())
            folder.setAutoRemove(false);
        QVERIFY2(problems.isEmpty(),
                 qPrintable(u"seed %1, %2: %3"_s.arg(seed).arg(folder.path(), problems.join(u"; "_s))));
        longestLoss = qMax(longestLoss, record.longestLoss());
    }
    qInfo("%d kills from seed %u, nothing lost; replies were at most %.0f ms short", kills, first,
          longestLoss);
}

int main(int argc, char *argv[])
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "36000000"); // milliseconds: thousands of kills take hours
    QCoreApplication application(argc, argv);
    tst_Kills test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kills.moc"
