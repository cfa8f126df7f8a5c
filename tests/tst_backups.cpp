#include "manualclock.h"
#include "rollbackjournal.h"

#include "store/backupfolder.h"
#include "store/conversationstore.h"
#include "store/historycare.h"
#include "store/historyreplacement.h"
#include "store/salvage.h"
#include "store/storethread.h"

#include <QDir>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QVersionNumber>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

mode_t modeOf(const QString &path)
{
    struct stat status {
    };
    return stat(qPrintable(path), &status) == 0 ? status.st_mode & 0777U : 0;
}

Timestamp ago(std::chrono::minutes age) { return ManualClock().time - age; }

} // namespace

class tst_Backups : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void planKeeps_data();
    void planKeeps();
    void planKeepsWhatAWrongClockDated_data();
    void planKeepsWhatAWrongClockDated();
    void planKeepsWhatTheHistoryHasLost_data();
    void planKeepsWhatTheHistoryHasLost();
    void planMakesRoom_data();
    void planMakesRoom();
    void limit_data();
    void limit();
    void copyIsVerifiedPrivateAndPlain();
    void copyIsThatOfItsBeginning();
    void noneWithoutAChange();
    void dueAnHourAfterTheLast();
    void lookingAtTheClockIsNoChange();
    void clockFarAheadDeletesNothing();
    void newHistoryDeletesNothing_data();
    void newHistoryDeletesNothing();
    void clockThatWentBackHindersNoBackup();
    void damagedHistoryGivesNoBackup();
    void fullDiskLeavesNothing();
    void careMakesBackupsAndComplainsOnce();
    void careChecks();
    void checkKeepsNobodyFromWriting();
    void checkFindsDamagedIndexes_data();
    void checkFindsDamagedIndexes();
    void damageIsToldWhereverItIsFound();
    void bestIsTheNewestThatCanBeRead();
    void restores();
    void refusesToRestore_data();
    void refusesToRestore();
    void finishesAReplacement_data();
    void finishesAReplacement();
    void journalGoesWithItsHistory();
    void saysWhatIsStillToCome();
    void forgetsAnUnfinishedPreparation();

private:
    std::unique_ptr<ConversationStore>
    open(ConversationStore::Access access = ConversationStore::Access::ReadWrite);
    void addConversation(const QString &title, const QString &text = u"text"_s);
    // Goes on for so many days that the clock is believed.
    void makeTheTimeSure();
    QStringList titles();
    QStringList filesIn(const QString &folder);

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_database;
    ManualClock m_clock;
};

void tst_Backups::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_database = m_dir->filePath(u"history.sqlite"_s);
    m_clock = {};
}

std::unique_ptr<ConversationStore> tst_Backups::open(ConversationStore::Access access)
{
    return ConversationStore::open(m_database, access, m_clock).value();
}

void tst_Backups::makeTheTimeSure()
{
    for (int day = 0; day < 8; ++day) {
        m_clock.time += 24h;
        QVERIFY(open()->time().look());
    }
}

void tst_Backups::addConversation(const QString &title, const QString &text)
{
    const auto store = open();
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = title;
    QVERIFY(store->conversations().insert(conversation));
    Message message;
    message.id = MessageId::create();
    message.role = Role::User;
    message.content = text;
    QVERIFY(store->messages().append(conversation.id, message));
}

QStringList tst_Backups::titles()
{
    QStringList titles;
    const auto store = open();
    const auto page = store->conversations().page({}, 100);
    for (const ConversationSummary &summary : page->conversations)
        titles.append(summary.title);
    titles.sort();
    return titles;
}

QStringList tst_Backups::filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

void tst_Backups::planKeeps_data()
{
    QTest::addColumn<QList<int>>("ages"); // in minutes, of one byte each; negative: made before a migration
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<int>>("kept");
    constexpr int Hour = 60;
    constexpr int Day = 24 * Hour;

    // The clock stands at 22:13:20.
    QTest::newRow("none") << QList<int> {} << 100 << QList<int> {};
    QTest::newRow("one, however old") << QList<int> {5000 * Day} << 0 << QList<int> {5000 * Day};
    QTest::newRow("the last of an hour") << QList<int> {1, 5, 12, 20, 50} << 100 << QList<int> {1, 20};
    QTest::newRow("hours of a day") << QList<int> {10, 70, 130, 23 * Hour} << 100
                                    << QList<int> {10, 70, 130, 23 * Hour};
    QTest::newRow("the last of a day") << QList<int> {1, 3 * Day, 3 * Day + Hour, 3 * Day + 23 * Hour} << 100
                                       << QList<int> {1, 3 * Day, 3 * Day + 23 * Hour};
    QTest::newRow("the last of a month")
        << QList<int> {1, 60 * Day, 61 * Day, 90 * Day} << 100 << QList<int> {1, 60 * Day, 90 * Day};
    QTest::newRow("older than a year")
        << QList<int> {1, 364 * Day, 366 * Day} << 100 << QList<int> {1, 364 * Day};
    QTest::newRow("before a migration")
        << QList<int> {1, -3 * Day, 3 * Day - 1, -366 * Day} << 100 << QList<int> {1, 3 * Day - 1, -3 * Day};
    QTest::newRow("too many for the disk: the crowded go")
        << QList<int> {1, 61, 121, 2 * Day, 40 * Day} << 3 << QList<int> {1, 121, 40 * Day};
    QTest::newRow("no room: the newest stays") << QList<int> {1, 61, 121} << 0 << QList<int> {1};
}

void tst_Backups::planKeeps()
{
    QFETCH(const QList<int>, ages);
    QFETCH(const int, limit);
    QFETCH(const QList<int>, kept);
    QList<Backup> backups;
    for (const int age : ages) {
        backups.append({QString::number(age), ago(std::chrono::minutes(qAbs(age))), 1,
                        age < 0 ? Backup::Reason::Migration : Backup::Reason::Regular});
    }

    const QList<Backup> expendable = expendableBackups(backups, m_clock.now(), limit);

    QList<int> left = ages;
    for (const Backup &backup : expendable)
        QVERIFY(left.removeOne(backup.path.toInt()));
    std::sort(left.begin(), left.end(), [](int a, int b) { return qAbs(a) < qAbs(b); });
    QCOMPARE(left, kept);
    // What was made while the clock was wrong is never taken for superfluous.
    backups.prepend({u"future"_s, m_clock.now() + 24h * 400, 1, Backup::Reason::Regular});
    for (const Backup &backup : expendableBackups(backups, m_clock.now(), limit))
        QVERIFY(backup.path != u"future"_s);
}

void tst_Backups::planKeepsWhatAWrongClockDated_data()
{
    QTest::addColumn<QList<int>>("ages"); // in minutes, of one byte each; negative: dated in the future
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<int>>("kept");
    constexpr int Day = 24 * 60;
    constexpr int Year = 365 * Day;

    QTest::newRow("however far ahead") << QList<int> {-50 * Year, -3 * Year, -Year, 1} << 100
                                       << QList<int> {-50 * Year, -3 * Year, -Year, 1};
    QTest::newRow("hours of its last day, days before") // the clock stands at 22:13:20
        << QList<int> {-Year, -Year + 5, -Year + 61, -Year + 40 * Day, -Year + 40 * Day + 61, 1} << 100
        << QList<int> {-Year, -Year + 61, -Year + 40 * Day, 1};
    QTest::newRow("no room: the newest stays, and the newest that can be true")
        << QList<int> {-Year, -Year + 61, -Year + 122, 1, 61} << 0 << QList<int> {-Year, 1};
    QTest::newRow("too many for the disk: the crowded go, also of those")
        << QList<int> {-Year, -Year + 61, -Year + 122, 1, 3 * Day} << 4
        << QList<int> {-Year, -Year + 122, 1, 3 * Day};
}

void tst_Backups::planKeepsWhatAWrongClockDated()
{
    QFETCH(const QList<int>, ages);
    QFETCH(const int, limit);
    QList<Backup> backups;
    for (const int age : ages)
        backups.append({QString::number(age), ago(std::chrono::minutes(age)), 1, Backup::Reason::Regular});

    QList<int> left = ages;
    for (const Backup &backup : expendableBackups(backups, m_clock.now(), limit))
        QVERIFY(left.removeOne(backup.path.toInt()));

    QTEST(left, "kept");
}

void tst_Backups::planKeepsWhatTheHistoryHasLost_data()
{
    QTest::addColumn<QList<int>>("ages"); // in minutes, of ten bytes each; negative: of one
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<int>>("kept");
    constexpr int Day = 24 * 60;

    QTest::newRow("within an hour") << QList<int> {-1, 10, 12} << 100 << QList<int> {-1, 10};
    QTest::newRow("no room") << QList<int> {-1, 70, 140, 3 * Day} << 5 << QList<int> {-1, 70};
    QTest::newRow("others go first") << QList<int> {-1, -70, -140, 3 * Day} << 11 << QList<int> {-1, 3 * Day};
    QTest::newRow("what was there is old") << QList<int> {-1, 40 * Day} << 5 << QList<int> {-1, 40 * Day};
    QTest::newRow("what was there is very old")
        << QList<int> {-1, -70, 400 * Day, 401 * Day} << 100 << QList<int> {-1, -70, 400 * Day};
    QTest::newRow("long ago") << QList<int> {-1, -31 * Day, 40 * Day} << 5 << QList<int> {-1, -31 * Day};
    QTest::newRow("long ago, and what was there is very old")
        << QList<int> {-1, -31 * Day, 400 * Day} << 100 << QList<int> {-1, -31 * Day};
    QTest::newRow("there is room") << QList<int> {-1, 70, 3 * Day} << 100 << QList<int> {-1, 70, 3 * Day};
}

void tst_Backups::planKeepsWhatTheHistoryHasLost()
{
    QFETCH(const QList<int>, ages);
    QFETCH(const int, limit);
    QList<Backup> backups;
    for (const int age : ages)
        backups.append({QString::number(age), ago(std::chrono::minutes(qAbs(age))), age < 0 ? 1 : 10,
                        Backup::Reason::Regular});

    QList<int> left = ages;
    for (const Backup &backup : expendableBackups(backups, m_clock.now(), limit))
        QVERIFY(left.removeOne(backup.path.toInt()));

    QTEST(left, "kept");
}

void tst_Backups::planMakesRoom_data()
{
    QTest::addColumn<QList<int>>("ages"); // in minutes, of ten bytes each
    QTest::addColumn<int>("missing");
    QTest::addColumn<bool>("isPossible");
    QTest::addColumn<QList<int>>("given");
    constexpr int Day = 24 * 60;

    QTest::newRow("there is room") << QList<int> {1, 70, 3 * Day} << -5 << true << QList<int> {};
    QTest::newRow("one is enough") << QList<int> {1, 70, 3 * Day} << 5 << true << QList<int> {70};
    QTest::newRow("two are needed") << QList<int> {1, 70, 3 * Day} << 15 << true << QList<int> {70, 3 * Day};
    QTest::newRow("all would not do: none goes")
        << QList<int> {1, 70, 3 * Day} << 25 << false << QList<int> {};
    QTest::newRow("none there") << QList<int> {} << 5 << false << QList<int> {};
}

void tst_Backups::planMakesRoom()
{
    QFETCH(const QList<int>, ages);
    QFETCH(const int, missing);
    QList<Backup> backups;
    for (const int age : ages)
        backups.append({QString::number(age), ago(std::chrono::minutes(age)), 10, Backup::Reason::Regular});

    const auto chosen = backupsForRoom(backups, m_clock.now(), missing);

    QTEST(chosen.has_value(), "isPossible");
    QList<int> given;
    for (const Backup &backup : chosen.value_or(QList<Backup>()))
        given.append(backup.path.toInt());
    QTEST(given, "given");
}

void tst_Backups::limit_data()
{
    QTest::addColumn<qint64>("largest");
    QTest::addColumn<qint64>("free");
    QTest::addColumn<qint64>("taken");
    QTest::addColumn<qint64>("limit");
    constexpr qint64 Mega = 1LL << 20;
    constexpr qint64 Giga = 1LL << 30;

    QTest::newRow("small history") << 2 * Mega << 100 * Giga << 0LL << 1 * Giga;
    QTest::newRow("large history") << 1 * Giga << 100 * Giga << 3 * Giga << 8 * Giga;
    QTest::newRow("little disk") << 1 * Giga << 2 * Giga << 2 * Giga << 1 * Giga;
}

void tst_Backups::limit()
{
    QFETCH(const qint64, largest);
    QFETCH(const qint64, free);
    QFETCH(const qint64, taken);
    QTEST(backupLimit(largest, free, taken), "limit");
}

void tst_Backups::copyIsVerifiedPrivateAndPlain()
{
    addConversation(u"Whales"_s);
    const mode_t before = umask(0); // as of a careless user
    const BackupFolder folder(m_database);
    const auto store = open(ConversationStore::Access::ReadOnly);

    const auto added = folder.add(store->maintenance(), m_clock.now(), m_clock.now());

    umask(before);
    QVERIFY(added && added.value());
    QCOMPARE(QFileInfo(added.value()->path).fileName(), u"history-20231114T221320Z.sqlite"_s);
    QCOMPARE(filesIn(folder.path()), QStringList {u"history-20231114T221320Z.sqlite"_s});
    QCOMPARE(modeOf(folder.path()), mode_t(0700));
    QCOMPARE(modeOf(added.value()->path), mode_t(0600));
    QCOMPARE(folder.all(), QList<Backup> {*added.value()});
    QCOMPARE(Maintenance::conversationsIn(added.value()->path).value(), 1);
    QCOMPARE(filesIn(folder.path()).size(), 1); // reading it leaves nothing beside it
}

// Others write while a backup is made: it has what was there when it began, and it comes to its end.
void tst_Backups::copyIsThatOfItsBeginning()
{
    for (int i = 0; i < 8; ++i)
        addConversation(QString::number(i), u"words to fill the pages "_s.repeated(60'000));
    const auto store = open(ConversationStore::Access::ReadOnly);
    int steps = 0;

    const auto added =
        BackupFolder(m_database).add(store->maintenance(), m_clock.now(), m_clock.now(), [&](double) {
            if (++steps < 50)
                addConversation(u"later"_s);
            return true;
        });

    QVERIFY(added && added.value());
    QVERIFY(steps > 3);
    QVERIFY(steps < 50);
    QCOMPARE(Maintenance::conversationsIn(added.value()->path).value(), 8);
    QVERIFY(titles().size() > 8);
}

void tst_Backups::noneWithoutAChange()
{
    addConversation(u"Whales"_s);
    const BackupFolder folder(m_database);
    const auto store = open(ConversationStore::Access::ReadOnly);
    QVERIFY(folder.add(store->maintenance(), m_clock.now(), m_clock.now()).value());

    const auto again = folder.add(store->maintenance(), m_clock.now() + 5h, m_clock.now() + 5h);

    QVERIFY(again);
    QVERIFY(!again.value());
    QCOMPARE(folder.all().size(), 1);
}

void tst_Backups::dueAnHourAfterTheLast()
{
    addConversation(u"Whales"_s);
    const BackupFolder folder(m_database);
    QVERIFY(folder.isDue(m_clock.now()));
    QVERIFY(
        folder.add(open(ConversationStore::Access::ReadOnly)->maintenance(), m_clock.now(), m_clock.now()));
    QVERIFY(!folder.isDue(m_clock.now() + 24h)); // nothing has changed

    addConversation(u"Sharks"_s);

    QVERIFY(!folder.isDue(m_clock.now() + 59min));
    QVERIFY(folder.isDue(m_clock.now() + 60min));
    QVERIFY(folder.isDue(m_clock.now() - 24h)); // the clock was wrong when it was made
}

// Else a program that nobody uses would copy the whole history every hour.
void tst_Backups::lookingAtTheClockIsNoChange()
{
    addConversation(u"Whales"_s);
    QVERIFY(open()->time().look());
    const BackupFolder folder(m_database);
    QVERIFY(folder.add(open()->maintenance(), m_clock.now(), m_clock.now()));

    for (int hour = 0; hour < 12; ++hour) {
        m_clock.time += 1h;
        QVERIFY(open()->time().look());
    }

    QVERIFY(!folder.isDue(m_clock.now()));
    QCOMPARE(open()->time().forAges(), m_clock.now());
    m_clock.time += 24h; // what is known is kept all the same, so that a later jump is seen
    QVERIFY(open()->time().look());
    QCOMPARE(open()->time().known().known, m_clock.now());
}

// The backups of a month must not go because the clock says that they are a year old.
void tst_Backups::clockFarAheadDeletesNothing()
{
    addConversation(u"Whales"_s);
    QVERIFY(open()->time().look());
    const BackupFolder folder(m_database);
    QVERIFY(QDir().mkpath(folder.path()));
    for (int day = 1; day < 25; ++day) {
        const QDateTime made =
            QDateTime::fromMSecsSinceEpoch((m_clock.now() - 24h * day).time_since_epoch().count(), Qt::UTC);
        QVERIFY(QFile::copy(m_database,
                            folder.path() + made.toString(u"'/history-'yyyyMMdd'T'HHmmss'Z.sqlite'")));
    }
    addConversation(u"Dolphins"_s);
    m_clock.time += 24h * 400;
    HistoryCare care(m_database, m_clock);
    QSignalSpy backedUp(&care, &HistoryCare::backedUp);

    care.backUp();

    QTRY_COMPARE(backedUp.size(), 1);
    QCOMPARE(folder.all().size(), 25);
    // Who has really been away for so long sees them thinned a week later.
    makeTheTimeSure();
    addConversation(u"Sharks"_s);
    care.backUp();
    QTRY_COMPARE(backedUp.size(), 2);
    QCOMPARE(folder.all().size(), 2);
}

void tst_Backups::newHistoryDeletesNothing_data()
{
    QTest::addColumn<int>("daysAhead"); // of the clock
    QTest::addColumn<bool>("isSalvaged");
    QTest::addColumn<bool>("isLarge"); // what there was

    QTest::newRow("begun") << 0 << false << false;
    QTest::newRow("begun, the clock is years ahead") << 3 * 365 << false << false;
    QTest::newRow("begun after a large one") << 0 << false << true;
    QTest::newRow("begun after a large one, the clock is years ahead") << 3 * 365 << false << true;
    QTest::newRow("of nothing") << 0 << true << false;
    QTest::newRow("of nothing, the clock is years ahead") << 3 * 365 << true << false;
}

// Whoever begins anew has nothing but the backups of what there was, which may be older than a year.
void tst_Backups::newHistoryDeletesNothing()
{
    QFETCH(const int, daysAhead);
    QFETCH(const bool, isSalvaged);
    QFETCH(const bool, isLarge);
    addConversation(u"Whales"_s, u"words "_s.repeated(isLarge ? 500'000 : 1));
    const BackupFolder folder(m_database);
    QVERIFY(QDir().mkpath(folder.path()));
    const QDateTime made =
        QDateTime::fromMSecsSinceEpoch((m_clock.now() - 24h * 400).time_since_epoch().count(), Qt::UTC);
    const QString old = folder.path() + made.toString(u"'/history-'yyyyMMdd'T'HHmmss'Z.sqlite'");
    QVERIFY(QFile::rename(m_database, old));
    m_clock.time += 24h * daysAhead;
    if (isSalvaged)
        QVERIFY(salvageHistory(m_database, m_clock));
    else
        QVERIFY(beginHistory(m_database, m_clock.now()));
    QVERIFY(open()->time().look());
    addConversation(u"Dolphins"_s);
    HistoryCare care(m_database, m_clock);
    QSignalSpy backedUp(&care, &HistoryCare::backedUp);

    care.backUp();

    QTRY_COMPARE(backedUp.size(), 1);
    QCOMPARE(folder.all().size(), 2);
    QVERIFY(QFile::exists(old));
    // A week later the time is sure, and what had much more is kept on for a month.
    makeTheTimeSure();
    addConversation(u"Sharks"_s);
    care.backUp();
    QTRY_COMPARE(backedUp.size(), 2);
    QVERIFY(QFile::exists(old) || !isLarge);
}

// A backup whose file is from next year says nothing about what was written since.
void tst_Backups::clockThatWentBackHindersNoBackup()
{
    addConversation(u"Whales"_s);
    const BackupFolder folder(m_database);
    const auto store = open(ConversationStore::Access::ReadOnly);
    const auto future = folder.add(store->maintenance(), m_clock.now() + 24h * 400, m_clock.now());
    QVERIFY(future && future.value());
    QFile file(future.value()->path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(400), QFileDevice::FileModificationTime));
    file.close();

    QVERIFY(folder.isDue(m_clock.now()));
    QVERIFY(
        folder.add(store->maintenance(), m_clock.now(), m_clock.now()).value()); // also of the same contents
    QVERIFY(!folder.isDue(m_clock.now()));
    addConversation(u"Sharks"_s);

    QVERIFY(folder.isDue(m_clock.now() + 1h));
    QVERIFY(folder.add(store->maintenance(), m_clock.now() + 1h, m_clock.now() + 1h).value());
    QCOMPARE(folder.all().size(), 3);
}

void tst_Backups::damagedHistoryGivesNoBackup()
{
    for (int i = 0; i < 20; ++i)
        addConversation(QString::number(i), u"words to fill pages "_s.repeated(200));
    QFile file(m_database);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = file.size() / 4096 - 5; page < file.size() / 4096; ++page) {
        file.seek(page * 4096);
        file.write(QByteArray(16, '\xff'));
    }
    file.close();

    const auto added =
        BackupFolder(m_database)
            .add(open(ConversationStore::Access::ReadOnly)->maintenance(), m_clock.now(), m_clock.now());

    QVERIFY(!added);
    QCOMPARE(added.error().kind, StoreError::Kind::Damaged);
    QCOMPARE(filesIn(BackupFolder(m_database).path()), QStringList());
}

void tst_Backups::fullDiskLeavesNothing()
{
    addConversation(u"Whales"_s, u"words to fill pages "_s.repeated(50'000));
    const auto store = open(ConversationStore::Access::ReadOnly);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before {};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 200'000;
    setrlimit(RLIMIT_FSIZE, &small);

    const auto added = BackupFolder(m_database).add(store->maintenance(), m_clock.now(), m_clock.now());

    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!added);
    QCOMPARE(filesIn(BackupFolder(m_database).path()), QStringList());
    QVERIFY(BackupFolder(m_database)
                .add(store->maintenance(), m_clock.now(), m_clock.now())); // when there is room again
}

void tst_Backups::careMakesBackupsAndComplainsOnce()
{
    addConversation(u"Whales"_s);
    HistoryCare care(m_database, m_clock);
    QSignalSpy backedUp(&care, &HistoryCare::backedUp);
    QSignalSpy failed(&care, &HistoryCare::backupFailed);
    QSignalSpy changed(&care, &HistoryCare::taskChanged);
    const auto look = [&](auto act) {
        changed.clear();
        act();
        QTRY_COMPARE(changed.size(), 2);
    };

    look([&] { care.look(); });
    QCOMPARE(backedUp.size(), 1);
    care.look();
    QCOMPARE(care.task(), HistoryCare::Task::None); // not due

    const QString folder = care.backupFolder();
    QVERIFY(QDir(folder).removeRecursively());
    QFile obstacle(folder);
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    look([&] { care.look(); });
    look([&] { care.look(); });
    QCOMPARE(failed.size(), 1); // said once
    look([&] { care.backUp(); });
    QCOMPARE(failed.size(), 2); // and when the user asks for it

    QVERIFY(obstacle.remove());
    look([&] { care.look(); });
    QCOMPARE(backedUp.size(), 2);
    HistoryState state;
    care.readState(this, [&](const HistoryState &read) { state = read; });
    QTRY_COMPARE(state.backups.size(), 1);
    QVERIFY(state.size > 0);
    QCOMPARE(state.backups.constFirst().conversations, std::optional<qint64>(1));
}

void tst_Backups::careChecks()
{
    addConversation(u"Whales"_s);
    HistoryCare care(m_database, m_clock);
    QList<CheckReport> reports;
    connect(&care, &HistoryCare::checked, this, [&](const CheckReport &report) { reports.append(report); });

    care.check();
    care.check(); // runs already
    QTRY_COMPARE(reports.size(), 1);
    QCOMPARE(reports.constFirst().problems, QStringList());

    QSignalSpy changed(&care, &HistoryCare::taskChanged);
    care.check();
    care.cancel();
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(care.task(), HistoryCare::Task::None);
}

// It ends while another connection writes, so that it cannot want to write itself.
void tst_Backups::checkKeepsNobodyFromWriting()
{
    addConversation(u"Whales"_s);
    HistoryCare care(m_database, m_clock);
    QList<CheckReport> reports;
    connect(&care, &HistoryCare::checked, this, [&](const CheckReport &report) { reports.append(report); });
    const auto writer = open();

    const auto written = writer->atomically([&]() -> Status<StoreError> {
        care.check();
        (void)QTest::qWaitFor([&reports] { return !reports.isEmpty(); }, 60'000);
        return Ok;
    });

    QVERIFY(written);
    QCOMPARE(reports.size(), 1);
    QCOMPARE(reports.constFirst().problems, QStringList());
}

void tst_Backups::checkFindsDamagedIndexes_data()
{
    QTest::addColumn<QString>("index");

    for (const QString &index : {u"titles_fts"_s, u"messages_fts"_s, u"characters_fts"_s, u"names_fts"_s})
        QTest::newRow(qPrintable(index)) << index;
}

void tst_Backups::checkFindsDamagedIndexes()
{
    QFETCH(const QString, index);
    if (QVersionNumber::fromString(Maintenance::sqliteVersion()) < QVersionNumber(3, 45, 1))
        QSKIP("this SQLite cannot look at the indexes of a history that is in use");
    addConversation(u"大阪 Whales"_s, u"大阪 and some_identifier_here"_s);
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        raw.setDatabaseName(m_database);
        QVERIFY(raw.open());
        QSqlQuery query(raw);
        // The pages of its terms; the first rows say how it is made up.
        QVERIFY(query.exec(u"UPDATE %1_data SET block = x'00000004FF' WHERE id > 1000"_s.arg(index)));
        QVERIFY(query.numRowsAffected() > 0);
    }
    QSqlDatabase::removeDatabase(u"raw"_s);
    HistoryCare care(m_database, m_clock);
    QList<CheckReport> reports;
    connect(&care, &HistoryCare::checked, this, [&](const CheckReport &report) { reports.append(report); });

    care.check();

    QTRY_COMPARE(reports.size(), 1);
    QCOMPARE(reports.constFirst().problems.size(), 1);
    QVERIFY2(reports.constFirst().problems.constFirst().contains(index),
             qPrintable(reports.constFirst().problems.constFirst()));
}

// A damaged page is told by whichever statement comes upon it, in the thread of the window.
void tst_Backups::damageIsToldWhereverItIsFound()
{
    for (int i = 0; i < 20; ++i)
        addConversation(QString::number(i), u"words to fill pages "_s.repeated(200));
    auto thread = StoreThread::start(m_database, ConversationStore::Access::ReadOnly, m_clock).value();
    QStringList told;
    thread->setDamageHandler([&](const QString &detail) { told.append(detail); });
    QFile file(m_database);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = 3; page < file.size() / 4096; ++page) {
        file.seek(page * 4096);
        file.write(QByteArray(16, '\xff'));
    }
    file.close();

    thread->run([](ConversationStore &store) { (void)store.conversations().page({}, 100); });

    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told.constFirst().contains(u"malformed"_s));
}

void tst_Backups::bestIsTheNewestThatCanBeRead()
{
    const BackupFolder folder(m_database);
    QVERIFY(!folder.best(m_clock.now()));
    const auto make = [&](Timestamp time) {
        addConversation(u"One more"_s, u"Hi"_s);
        return folder.add(open()->maintenance(), time, time)->value().path;
    };
    const QString future = make(m_clock.now() + 24h * 400);
    QCOMPARE(folder.best(m_clock.now())->path, future);
    const QString old = make(m_clock.now() - 2h);
    const QString newer = make(m_clock.now() - 1h);
    QCOMPARE(folder.best(m_clock.now())->path, newer);

    QFile file(newer);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(20'000, 'x'));
    file.close();

    QCOMPARE(folder.best(m_clock.now())->path, old);
}

void tst_Backups::restores()
{
    addConversation(u"Whales"_s);
    const BackupFolder folder(m_database);
    const auto backup =
        folder.add(open(ConversationStore::Access::ReadOnly)->maintenance(), m_clock.now(), m_clock.now())
            .value()
            .value();
    const QByteArray copied = contentsOf(backup.path);
    addConversation(u"Sharks"_s);

    const auto aside = restoreBackup(m_database, backup.path, m_clock.now());

    QVERIFY(aside);
    QCOMPARE(QFileInfo(aside.value()).fileName(), u"history.replaced-20231114T221320Z.sqlite"_s);
    QCOMPARE(titles(), QStringList {u"Whales"_s});
    QCOMPARE(modeOf(m_database), mode_t(0600));
    QCOMPARE(contentsOf(backup.path), copied);
    QCOMPARE(Maintenance::conversationsIn(aside.value()).value(), 2);
    // And back again.
    QVERIFY(restoreBackup(m_database, aside.value(), m_clock.now() + 1s));
    QCOMPARE(titles(), (QStringList {u"Sharks"_s, u"Whales"_s}));
}

void tst_Backups::refusesToRestore_data()
{
    QTest::addColumn<QString>("kind");

    QTest::newRow("missing") << u"missing"_s;
    QTest::newRow("text") << u"text"_s;
    QTest::newRow("empty") << u"empty"_s;
    QTest::newRow("cut") << u"cut"_s;
    QTest::newRow("newer") << u"newer"_s;
    QTest::newRow("another program's") << u"foreign"_s;
}

void tst_Backups::refusesToRestore()
{
    QFETCH(const QString, kind);
    addConversation(u"Whales"_s, u"words to fill pages "_s.repeated(2000));
    const QString backup = m_dir->filePath(u"backup.sqlite"_s);
    QVERIFY(open(ConversationStore::Access::ReadOnly)->maintenance().backUp(backup));
    QFile file(backup);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const auto overwrite = [&file](qint64 offset, const QByteArray &bytes) {
        file.seek(offset);
        file.write(bytes);
    };
    if (kind == u"missing"_s)
        file.remove();
    else if (kind == u"text"_s)
        overwrite(0, "Dear diary, dear diary");
    else if (kind == u"empty"_s)
        file.resize(0);
    else if (kind == u"cut"_s)
        file.resize(file.size() / 2);
    else if (kind == u"newer"_s)
        overwrite(60, QByteArray::fromHex("00000063"));
    else
        overwrite(68, QByteArray::fromHex("0000002a"));
    file.close();
    const QByteArray before = contentsOf(m_database);

    const auto restored = restoreBackup(m_database, backup, m_clock.now());

    QVERIFY(!restored);
    QVERIFY(explain(restored.error()).size() > 10);
    QCOMPARE(contentsOf(m_database), before);
    QVERIFY(QDir(m_dir->path()).entryList({u"*replaced*"_s, u"*next*"_s, u"*preparing*"_s}).isEmpty());
}

void tst_Backups::finishesAReplacement_data()
{
    QTest::addColumn<QStringList>("done"); // the steps that the program took before it died

    QTest::newRow("nothing yet") << QStringList {};
    QTest::newRow("a second name for the history") << QStringList {u"link"_s};
    QTest::newRow("the history has another name") << QStringList {u"rename"_s};
    QTest::newRow("its log, too") << QStringList {u"link"_s, u"log"_s};
    QTest::newRow("all but the last step") << QStringList {u"rename"_s, u"log"_s};
}

// A program that died between any two steps: the next one goes on from there, and both histories are whole.
void tst_Backups::finishesAReplacement()
{
    QFETCH(const QStringList, done);
    addConversation(u"Whales"_s);
    const QString ready = m_database + u".next.history.replaced-1.sqlite"_s;
    const QString aside = m_dir->filePath(u"history.replaced-1.sqlite"_s);
    QVERIFY(open(ConversationStore::Access::ReadOnly)->maintenance().backUp(ready));
    const auto writer = open(); // its log stays, as that of a program that is killed
    QVERIFY(writer->drafts().set({}, u"a draft in the log"_s));
    const QString other = m_dir->filePath(u"killed.sqlite"_s);
    QVERIFY(QFile::copy(m_database, other));
    QVERIFY(QFile::copy(m_database + u"-wal"_s, other + u"-wal"_s));
    m_database = other;
    QVERIFY(QFile::rename(ready, m_database + u".next.history.replaced-1.sqlite"_s));
    const QByteArray history = contentsOf(m_database);
    const QByteArray log = contentsOf(m_database + u"-wal"_s);
    QVERIFY(log.size() > 32);
    for (const QString &step : done) {
        if (step == u"link"_s)
            QCOMPARE(link(qPrintable(m_database), qPrintable(aside)), 0);
        else if (step == u"rename"_s)
            QVERIFY(QFile::rename(m_database, aside));
        else
            QVERIFY(QFile::rename(m_database + u"-wal"_s, aside + u"-wal"_s));
    }

    QVERIFY(finishReplacement(m_database));
    QVERIFY(finishReplacement(m_database)); // nothing more to do

    QCOMPARE(contentsOf(aside), history);
    QCOMPARE(contentsOf(aside + u"-wal"_s), log);
    QCOMPARE(titles(), QStringList {u"Whales"_s});
    QCOMPARE(open()->drafts().find({}).value(), QString()); // the backup is older than the draft
}

// SQLite would put pages of the history before into the one that took its place.
void tst_Backups::journalGoesWithItsHistory()
{
    const QString backup = m_dir->filePath(u"backup.sqlite"_s);
    addConversation(u"Whales"_s);
    QVERIFY(open()->maintenance().backUp(backup));
    addConversation(u"Squid"_s);
    const QByteArray history = contentsOf(m_database);
    QList<quint32> pages;
    for (quint32 page = 1; page <= history.size() / 4096; ++page)
        pages.append(page);
    const QByteArray journal = rollbackJournal(history, pages);
    QFile file(m_database + u"-journal"_s);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(journal) == journal.size());
    file.close();

    const auto aside = restoreBackup(m_database, backup, m_clock.now());

    QVERIFY(aside);
    QCOMPARE(titles(), QStringList {u"Whales"_s});
    QCOMPARE(contentsOf(aside.value() + u"-journal"_s), journal);
}

// From where there is only the way forward, it is not said that nothing was changed.
void tst_Backups::saysWhatIsStillToCome()
{
    const QString backup = m_dir->filePath(u"backup.sqlite"_s);
    addConversation(u"Whales"_s);
    QVERIFY(open()->maintenance().backUp(backup));
    addConversation(u"Squid"_s);
    const auto writer = open();
    QVERIFY(writer->drafts().set({}, u"a draft in the log"_s));
    const QString killed = m_dir->filePath(u"killed.sqlite"_s);
    QVERIFY(QFile::copy(m_database, killed));
    QVERIFY(QFile::copy(m_database + u"-wal"_s, killed + u"-wal"_s));
    m_database = killed;
    const QString obstacle = m_database + u"-shm"_s;
    QVERIFY(QDir().mkdir(obstacle));

    const auto restored = restoreBackup(m_database, backup, m_clock.now());

    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, StoreError::Kind::NotFinished);
    QVERIFY(!explainReplacement(restored.error()).contains(u"Nothing was changed"_s));
    QVERIFY(QDir().rmdir(obstacle));
    QVERIFY(finishReplacement(m_database));
    QCOMPARE(titles(), QStringList {u"Whales"_s});
}

void tst_Backups::forgetsAnUnfinishedPreparation()
{
    addConversation(u"Whales"_s);
    QFile half(m_database + u".preparing.part"_s);
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.write("half");
    half.close();

    QVERIFY(finishReplacement(m_database));

    QCOMPARE(titles(), QStringList {u"Whales"_s});
    QVERIFY(!half.exists());
}

QTEST_GUILESS_MAIN(tst_Backups)
#include "tst_backups.moc"
