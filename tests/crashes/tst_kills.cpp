#include "faultydisk.h"
#include "keptrecord.h"
#include "slowservice.h"

#include "store/conversationstore.h"
#include "store/historyencryption.h"
#include "store/historylock.h"

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
// the times after a random time, half of them in place of a random operation on the disk. Every other history
// is encrypted.
class tst_Kills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingThatWasKeptIsLost();

private:
    static KeptRecord workAndDie(const QString &folder, const SlowService &service, quint32 seed,
                                 const QByteArray &key);
    static QStringList problemsOfFiles(const QString &folder, bool isEncrypted);
};

// An empty history with this key.
static bool makeEncrypted(const QString &database, const HistoryKey &key)
{
    const SystemClock clock;
    return ConversationStore::open(database, ConversationStore::Access::ReadWrite, clock).isOk()
        && reencryptHistory(database, key, false).isOk();
}

// Of what the actor writes into conversations, which all begin so.
static bool showsText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray bytes = file.readAll();
    for (const char *word : {"question ", "edited ", "title ", "imported ", "draft "}) {
        if (bytes.contains(word))
            return true;
    }
    return false;
}

// The actor's own words, until it was killed.
KeptRecord tst_Kills::workAndDie(const QString &folder, const SlowService &service, quint32 seed,
                                 const QByteArray &key)
{
    constexpr int LongestLife = 1'500; // milliseconds after it is ready
    constexpr int MostOperations = 400;
    QRandomGenerator random(seed);
    FaultyDisk disk(folder + u"/fault"_s, folder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"BOBBIN_ACTOR_KEY"_s, QString::fromLatin1(key));
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
QStringList tst_Kills::problemsOfFiles(const QString &folder, bool isEncrypted)
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
    for (const QString &file : QDir(folder).entryList({u"*.sqlite*"_s})) {
        if (isEncrypted && showsText(folder + u'/' + file))
            problems << u"can be read without the key: "_s + file;
    }
    return problems;
}

void tst_Kills::nothingThatWasKeptIsLost()
{
    constexpr int UsualKills = 100; // as many as the environment asks for, up to thousands
    const int kills =
        qEnvironmentVariableIsSet("BOBBIN_KILLS") ? qEnvironmentVariableIntValue("BOBBIN_KILLS") : UsualKills;
    const quint32 first = qEnvironmentVariableIsSet("BOBBIN_SEED")
        ? qEnvironmentVariable("BOBBIN_SEED").toUInt()
        : QRandomGenerator::global()->generate();
    const std::optional<HistoryKey> key =
        canEncrypt() ? HistoryKey::deriveNew(u"correct horse battery staple"_s) : std::nullopt;
    SlowService service;
    double longestLoss = 0;
    for (int i = 0; i < kills; ++i) {
        const quint32 seed = first + static_cast<quint32>(i);
        QTemporaryDir folder;
        const QString database = folder.filePath(u"history.sqlite"_s);
        const bool encrypts = key && seed % 2 == 0;
        QVERIFY(!encrypts || makeEncrypted(database, *key));

        const KeptRecord record =
            workAndDie(folder.path(), service, seed, encrypts ? key->secret() : QByteArray());

        QVERIFY(record.isReady());
        QCOMPARE(isEncrypted(database), encrypts);
        const QStringList problems =
            problemsOfFiles(folder.path(), encrypts) + record.problems(database, SlowService::text());
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
