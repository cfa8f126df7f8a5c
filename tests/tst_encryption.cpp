#include "manualclock.h"
#include "rollbackjournal.h"

#include "store/backupfolder.h"
#include "store/conversationstore.h"
#include "store/historycare.h"
#include "store/historyencryption.h"
#include "store/historylock.h"
#include "store/historyreplacement.h"
#include "store/salvage.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <future>

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <utility>
#include <vector>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Marker = "a word that must not be readable";
constexpr int Messages = 300;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
}

HistoryKey keyFor(const QString &passphrase) { return HistoryKey::deriveNew(passphrase).value(); }

// What another program gets that knows SQLCipher and the passphrase; -1 if it gets nothing.
int countWithPassphrase(const QString &path, const QByteArray &passphrase)
{
    sqlite3 *handle = nullptr;
    sqlite3_stmt *statement = nullptr;
    int count = -1;
    const QByteArray sql =
        "PRAGMA cipher = 'sqlcipher'; PRAGMA legacy = 4; PRAGMA key = '" + passphrase + "'";
    if (sqlite3_open_v2(path.toUtf8().constData(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK
        && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK
        && sqlite3_prepare_v2(handle, "SELECT count(*) FROM messages", -1, &statement, nullptr) == SQLITE_OK
        && sqlite3_step(statement) == SQLITE_ROW)
        count = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return count;
}

} // namespace

class tst_Encryption : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keyIsThatOfSqlCipher();
    void keysAreOverwritten();
    void recognizesEncryptedFiles_data();
    void recognizesEncryptedFiles();
    void encryptsEverything();
    void staysLockedWithoutThePassphrase();
    void keysAreKnownInAllThreads();
    void changesAndRemovesThePassphrase();
    void givesUpWithoutAChange();
    void tornFirstPageIsTakenFromTheLog();
    void backupsAreEncrypted();
    void restoredHistoryStaysEncrypted();
    void restoredBackupStaysEncrypted();
    void finishesWhatWasBegun_data();
    void finishesWhatWasBegun();
    void backupThatIsReadyKeepsItsTime();
    void backupWithoutItsNameIsNotErased();
    void tornFirstPageIsRolledBack_data();
    void tornFirstPageIsRolledBack();
    void erasesOnlyWhatHasNoOtherName();
    void erasesInTheBackground();
    void erasingGoesOnWhereItEnded();
    void salvages_data();
    void salvages();

private:
    std::unique_ptr<ConversationStore> open();
    void fill();
    void encrypt(const QString &passphrase);
    QStringList plainFiles();
    QStringList files();

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_database;
    ManualClock m_clock;
};

void tst_Encryption::init()
{
    if (!canEncrypt())
        QSKIP("Built without an SQLite that can encrypt.");
    m_dir = std::make_unique<QTemporaryDir>();
    m_database = m_dir->filePath(u"history.sqlite"_s);
}

void tst_Encryption::cleanup() { forgetKeys(); }

std::unique_ptr<ConversationStore> tst_Encryption::open()
{
    auto store = ConversationStore::open(m_database, ConversationStore::Access::ReadWrite, m_clock);
    return store ? std::move(store).value() : nullptr;
}

void tst_Encryption::fill()
{
    const auto store = open();
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = QString::fromUtf8(Marker);
    QVERIFY(store->conversations().insert(conversation));
    MessageId parent;
    for (int i = 0; i < Messages; ++i) {
        Message message;
        message.id = MessageId::create();
        message.parent = parent;
        message.role = Role::User;
        message.content = QString::fromUtf8(Marker) + u" number %1"_s.arg(i);
        QVERIFY(store->messages().append(conversation.id, message));
        parent = message.id;
    }
}

void tst_Encryption::encrypt(const QString &passphrase)
{
    const auto done = reencryptHistory(m_database, keyFor(passphrase), true);
    QVERIFY(done);
    QCOMPARE(done->left, QStringList());
}

QStringList tst_Encryption::plainFiles()
{
    QStringList plain;
    for (const QString &folder : {m_dir->path(), m_dir->filePath(u"backups"_s)}) {
        for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
            const QByteArray contents = contentsOf(file.absoluteFilePath());
            if (contents.contains(Marker) || contents.startsWith("SQLite format 3"))
                plain.append(file.fileName());
        }
    }
    return plain;
}

// In the data folder, but for what SQLite keeps beside a history that is read.
QStringList tst_Encryption::files()
{
    QStringList names = QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden);
    names.removeIf([](const QString &name) { return name.endsWith(u"-wal"_s) || name.endsWith(u"-shm"_s); });
    return names;
}

void tst_Encryption::keyIsThatOfSqlCipher()
{
    // openssl kdf -keylen 32 -kdfopt digest:SHA512 -kdfopt pass:"correct horse" -kdfopt hexsalt:000102…0f
    //     -kdfopt iter:256000 PBKDF2
    const QByteArray salt = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f");
    const auto key = HistoryKey::derive(u"correct horse"_s, salt);
    QVERIFY(key);
    QCOMPARE(key->secret(),
             QByteArray("9118a024311c6a93d17484b07c24ec754e0559cc3b687954de6daa9ad9495042") + salt.toHex());
    QCOMPARE(HistoryKey::fromSecret(key->secret())->secret(), key->secret());
    QVERIFY(!HistoryKey::fromSecret("0123"));
    QVERIFY(!HistoryKey::fromSecret(QByteArray(96, 'x')));
    // Typed in two pieces or in one, an umlaut is the same.
    QCOMPARE(HistoryKey::derive(u"Schl\u00fcssel"_s, salt)->secret(),
             HistoryKey::derive(u"Schlu\u0308ssel"_s, salt)->secret());
}

#ifdef Q_OS_LINUX
// 32 bytes that are not in memory as they are.
using Masked = std::array<char, 32>;

// The memory that the program has when it is made, and a little more. Looking through it takes none of that
// which is freed, so that it does not overwrite what it looks for.
class Memory
{
public:
    Memory()
    {
        constexpr qint64 Largest = 64 << 20; // bytes; larger parts are of sanitizers
        constexpr qint64 Growth = 1 << 20;
        qint64 largest = 0;
        QFile maps(u"/proc/self/maps"_s);
        if (maps.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : maps.readAll().split('\n')) {
                const QList<QByteArray> range = line.left(line.indexOf(' ')).split('-');
                const qint64 begin = range.value(0).toLongLong(nullptr, 16);
                const qint64 size = range.value(1).toLongLong(nullptr, 16) - begin;
                if (line.contains(" rw-p ") && size <= Largest)
                    m_parts.emplace_back(begin, size + Growth); // in order
                largest = size <= Largest ? qMax(largest, size) : largest;
            }
        }
        for (size_t i = 1; i < m_parts.size(); ++i) // nothing is looked at twice
            m_parts[i - 1].second = qMin(m_parts[i - 1].second, m_parts[i].first - m_parts[i - 1].first);
        m_buffer.resize(static_cast<size_t>(largest + Growth));
        m_file = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    }
    ~Memory() { ::close(m_file); }
    Q_DISABLE_COPY_MOVE(Memory)

    /// How often they are there.
    int places(const Masked &bytes)
    {
        const auto differs = [](char masked, char byte) { return static_cast<char>(~masked) != byte; };
        int places = 0;
        for (const auto &[begin, size] : m_parts) {
            const auto read = ::pread(m_file, m_buffer.data(), static_cast<size_t>(size), begin);
            for (auto at = m_buffer.begin(), end = at + qMax<ssize_t>(0, read);
                 end - at >= ssize_t(bytes.size()); ++at)
                places += std::equal(bytes.begin(), bytes.end(), at, std::not_fn(differs)) ? 1 : 0;
        }
        return places;
    }

private:
    std::vector<std::pair<qint64, qint64>> m_parts;
    std::vector<char> m_buffer;
    int m_file = -1;
};

// The key, and the first half of its digits.
static std::pair<Masked, Masked> masked(const HistoryKey &key)
{
    const auto value = [](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
    std::pair<Masked, Masked> result;
    QByteArray digits = key.secret();
    for (size_t i = 0; i < result.first.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        result.first.at(i) =
            static_cast<char>(~(value(digits.at(2 * at)) << 4 | value(digits.at(2 * at + 1))));
        result.second.at(i) = static_cast<char>(~digits.at(at));
    }
    wipe(digits);
    return result;
}
#endif

void tst_Encryption::keysAreOverwritten()
{
#ifdef Q_OS_LINUX
    const QByteArray salt(HistoryKey::SaltSize, 'a');
    (void)HistoryKey::derive(u"another"_s, salt); // so that OpenSSL has what it needs
    Memory memory;
    auto key = HistoryKey::derive(u"correct horse"_s, salt);
    const auto [bytes, digits] = masked(*key);
    QCOMPARE(memory.places(bytes), 1); // its own
    QCOMPARE(memory.places(digits), 0);

    QByteArray secret = key->secret();
    auto copy = HistoryKey::fromSecret(secret);
    wipe(secret);
    QCOMPARE(memory.places(bytes), 2);
    QCOMPARE(memory.places(digits), 0);

    keep(*copy);
    copy.reset();
    key.reset();
    forgetKeys();
    QCOMPARE(memory.places(bytes), 0);
#else
    QSKIP("The memory can be looked through on Linux only.");
#endif
}

void tst_Encryption::recognizesEncryptedFiles_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<bool>("encrypted");
    QByteArray random(8 * HistoryKey::PageSize, Qt::Uninitialized);
    QRandomGenerator generator(1);
    for (char &byte : random)
        byte = static_cast<char>(generator.generate());
    QByteArray beginningIsLost = random;
    beginningIsLost.replace(0, HistoryKey::PageSize, QByteArray(HistoryKey::PageSize, 0));
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("zeros") << QByteArray(8 * HistoryKey::PageSize, 0) << false;
    QTest::newRow("text") << QByteArray("Once upon a time. ").repeated(2000) << false;
    QTest::newRow("SQLite, with pictures in it") << QByteArray("SQLite format 3\0", 16) + random << false;
    QTest::newRow("random") << random << true;
    QTest::newRow("random, its beginning lost") << beginningIsLost << true;
    const QByteArray lost(HistoryKey::PageSize, 0);
    QTest::newRow("random, three pages lost") << lost.repeated(3) + random << true;
    QTest::newRow("random, the second page foreign")
        << random.first(HistoryKey::PageSize) + QByteArray("Once upon a time. ").repeated(227) + random
        << true;
    QTest::newRow("SQLite, its first page random")
        << random.first(HistoryKey::PageSize) + QByteArray("Once upon a time. ").repeated(2000) << false;
    QTest::newRow("less than a page") << random.first(1000) << false;
}

void tst_Encryption::recognizesEncryptedFiles()
{
    QFETCH(const QByteArray, contents);
    QFile file(m_database);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(contents);
    file.close();
    QTEST(isEncrypted(m_database), "encrypted");
}

void tst_Encryption::encryptsEverything()
{
    fill();
    QVERIFY(BackupFolder(m_database).add(open()->maintenance(), m_clock.now(), m_clock.now()));
    QCOMPARE(plainFiles().size(), 2);
    const QDateTime time = QFileInfo(BackupFolder(m_database).all().constFirst().path).lastModified();

    encrypt(u"correct horse"_s);

    QCOMPARE(plainFiles(), QStringList());
    QVERIFY(isEncrypted(m_database));
    QCOMPARE(QFileInfo(BackupFolder(m_database).all().constFirst().path).lastModified(), time);
    QCOMPARE(files(), QStringList {u"history.sqlite"_s});
    const auto store = open();
    QVERIFY(store);
    QCOMPARE(store->messages().count().value(), Messages);
    QCOMPARE(store->maintenance().check().value(), QStringList());
    // What is written to the log is encrypted, too.
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = QString::fromUtf8(Marker);
    QVERIFY(store->conversations().insert(conversation));
    QVERIFY(QFileInfo(m_database + u"-wal"_s).size() > 0);
    QCOMPARE(plainFiles(), QStringList());
    QCOMPARE(countWithPassphrase(m_database, "correct horse"), Messages);
    QCOMPARE(countWithPassphrase(m_database, "wrong horse"), -1);
}

void tst_Encryption::staysLockedWithoutThePassphrase()
{
    fill();
    encrypt(u"correct horse"_s);
    const QByteArray before = contentsOf(m_database);
    forgetKeys();

    QVERIFY(isLocked(m_database));
    for (const auto access : {ConversationStore::Access::ReadWrite, ConversationStore::Access::ReadOnly}) {
        const auto opened = ConversationStore::open(m_database, access, m_clock);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, StoreError::Kind::Locked);
    }
    QVERIFY(!unlock(m_database, u"wrong horse"_s));
    QVERIFY(!unlock(m_database, keyFor(u"correct horse"_s))); // with another salt it is another key
    QVERIFY(isLocked(m_database));
    QCOMPARE(contentsOf(m_database), before);

    const auto key = unlock(m_database, u"correct horse"_s);
    QVERIFY(key);
    QCOMPARE(open()->messages().count().value(), Messages);
    forgetKeys();
    QVERIFY(unlock(m_database, HistoryKey::fromSecret(key->secret()).value()));
    QVERIFY(open());
}

void tst_Encryption::keysAreKnownInAllThreads()
{
    const auto keepAndCount = [path = m_database] {
        int locked = 0;
        for (int i = 0; i < 20; ++i) {
            if (const auto key = HistoryKey::fromSecret(QByteArray(96, i % 2 ? 'a' : 'b')))
                keep(*key);
            locked += isLocked(path) ? 1 : 0;
        }
        return locked;
    };
    fill();
    encrypt(u"correct horse"_s);
    auto first = std::async(std::launch::async, keepAndCount);
    auto second = std::async(std::launch::async, keepAndCount);

    QCOMPARE(first.get() + second.get(), 0);
}

void tst_Encryption::changesAndRemovesThePassphrase()
{
    fill();
    encrypt(u"one"_s);
    encrypt(u"two"_s);
    forgetKeys();
    QVERIFY(!unlock(m_database, u"one"_s));
    QVERIFY(unlock(m_database, u"two"_s));

    QVERIFY(reencryptHistory(m_database, {}, true));

    forgetKeys();
    QVERIFY(!isEncrypted(m_database));
    const auto store = open();
    QCOMPARE(store->messages().count().value(), Messages);
    QCOMPARE(store->maintenance().check().value(), QStringList());
}

void tst_Encryption::givesUpWithoutAChange()
{
    fill();
    const QByteArray before = contentsOf(m_database);
    const auto done = reencryptHistory(m_database, keyFor(u"one"_s), true, [](double) { return false; });
    QVERIFY(!done);
    QCOMPARE(done.error().kind, StoreError::Kind::Interrupted);
    QCOMPARE(contentsOf(m_database), before);
    QCOMPARE(files(), QStringList {u"history.sqlite"_s});
}

// The power fails while the log is put into the history, and half of the first page has been written.
void tst_Encryption::tornFirstPageIsTakenFromTheLog()
{
    fill();
    encrypt(u"correct horse"_s);
    QByteArray history;
    QByteArray log;
    {
        const auto store = open();
        Conversation conversation;
        conversation.id = ConversationId::create();
        conversation.instructions = u"long "_s.repeated(20'000); // which makes the file grow
        QVERIFY(store->conversations().insert(conversation));
        history = contentsOf(m_database);
        log = contentsOf(m_database + u"-wal"_s);
    }
    history.replace(HistoryKey::PageSize / 2, 512, QByteArray(512, 'x'));
    m_database = m_dir->filePath(u"torn.sqlite"_s);
    for (const auto &[path, contents] : {std::pair {m_database, history}, {m_database + u"-wal"_s, log}}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(contents), contents.size());
    }

    const auto store = open();

    QVERIFY(store);
    QCOMPARE(store->conversations().count().value(), 2);
    QCOMPARE(store->maintenance().check().value(), QStringList());
}

void tst_Encryption::backupsAreEncrypted()
{
    fill();
    encrypt(u"one"_s);
    const BackupFolder folder(m_database);
    const auto added = folder.add(open()->maintenance(), m_clock.now(), m_clock.now());
    QVERIFY(added && added.value());
    QCOMPARE(plainFiles(), QStringList());
    QCOMPARE(countWithPassphrase(added.value()->path, "one"), Messages);
    QCOMPARE(Maintenance::conversationsIn(added.value()->path), 1);
    // Although no page of it looks the same as in the one before.
    const auto same = folder.add(open()->maintenance(), m_clock.now() + std::chrono::hours(2),
                                 m_clock.now() + std::chrono::hours(2));
    QVERIFY(same && !same.value());
    QCOMPARE(folder.all().size(), 1);
    forgetKeys();
    QCOMPARE(Maintenance::conversationsIn(added.value()->path), std::nullopt);
}

void tst_Encryption::restoredHistoryStaysEncrypted()
{
    fill();
    const QString plain = m_dir->filePath(u"elsewhere.sqlite"_s);
    QVERIFY(open()->maintenance().backUp(plain));
    encrypt(u"one"_s);

    QVERIFY(restoreBackup(m_database, plain, m_clock.now()));

    QVERIFY(isEncrypted(m_database));
    QCOMPARE(countWithPassphrase(m_database, "one"), Messages);
    QVERIFY(!isEncrypted(plain));
}

// Also when the history is gone, or is a new one in place of it.
void tst_Encryption::restoredBackupStaysEncrypted()
{
    fill();
    encrypt(u"one"_s);
    const QString backup = m_dir->filePath(u"elsewhere.sqlite"_s);
    QVERIFY(open()->maintenance().backUp(backup));
    QVERIFY(QFile::resize(m_database, 0));
    QVERIFY(restoreBackup(m_database, backup, m_clock.now()));
    QVERIFY(isEncrypted(m_database));
    QVERIFY(QFile::remove(m_database));
    QVERIFY(open());
    QVERIFY(!isEncrypted(m_database));
    QVERIFY(restoreBackup(m_database, backup, m_clock.now()));
    QVERIFY(isEncrypted(m_database));
    QCOMPARE(countWithPassphrase(m_database, "one"), Messages);
}

void tst_Encryption::finishesWhatWasBegun_data()
{
    QTest::addColumn<bool>("isBackup");
    QTest::addColumn<int>("steps"); // that were taken when the program died
    for (const bool isBackup : {false, true}) {
        for (int steps = 0; steps < 4; ++steps)
            QTest::addRow("%s, %d", isBackup ? "backup" : "history", steps) << isBackup << steps;
    }
}

void tst_Encryption::finishesWhatWasBegun()
{
    QFETCH(const bool, isBackup);
    QFETCH(const int, steps);
    fill();
    QVERIFY(BackupFolder(m_database).add(open()->maintenance(), m_clock.now(), m_clock.now()));
    const QString path = isBackup ? BackupFolder(m_database).all().constFirst().path : m_database;
    const HistoryKey key = keyFor(u"one"_s);
    const QString prepared = placeForPreparing(path);
    QVERIFY(Maintenance::copyHistory(path, prepared, key));
    const QString old = nameForSuperseding(path);
    const QString ready = path + u".next."_s + QFileInfo(old).fileName();
    if (steps > 0)
        QVERIFY(QFile::rename(prepared, ready));
    if (steps > 1)
        QCOMPARE(::link(qPrintable(path), qPrintable(old)), 0);
    if (steps > 2)
        QCOMPARE(::rename(qPrintable(ready), qPrintable(path)), 0);

    QVERIFY(finishReplacement(m_database));
    removeSuperseded(m_database);

    QCOMPARE(isEncrypted(path), steps > 0);
    QVERIFY(!QFile::exists(old));
    QCOMPARE(Maintenance::conversationsIn(path), 1);
    QCOMPARE(files(), QStringList {u"history.sqlite"_s});
    QCOMPARE(QDir(m_dir->filePath(u"backups"_s)).entryList(QDir::Files).size(), 1);
}

// By the time of a backup's file Bobbin sees whether the history was written to since.
void tst_Encryption::backupThatIsReadyKeepsItsTime()
{
    fill();
    QVERIFY(BackupFolder(m_database).add(open()->maintenance(), m_clock.now(), m_clock.now()));
    const QString path = BackupFolder(m_database).all().constFirst().path;
    const QDateTime time(QDate(2020, 1, 1), QTime(12, 0), Qt::UTC);
    QFile backup(path);
    QVERIFY(backup.open(QIODevice::ReadWrite));
    QVERIFY(backup.setFileTime(time, QFileDevice::FileModificationTime));
    backup.close();
    const QString obstacle = path + u"-shm"_s; // nothing can take its place as long as that is there
    QVERIFY(QDir().mkdir(obstacle));

    const auto done = reencryptHistory(m_database, keyFor(u"correct horse"_s), true);

    QVERIFY(done);
    QCOMPARE(done->left, QStringList {path});
    QVERIFY(QDir().rmdir(obstacle));
    QVERIFY(finishReplacement(m_database));
    QVERIFY(!isEncrypted(path)); // it was said that it is as it was
    QCOMPARE(QFileInfo(path).lastModified(), time);

    QVERIFY(reencryptHistory(m_database, keyFor(u"battery staple"_s), true));
    QVERIFY(isEncrypted(path));
    QCOMPARE(QFileInfo(path).lastModified(), time);
}

// Where a file cannot have two names it is renamed. If the other one cannot take its place then, for now,
// there are only these two.
void tst_Encryption::backupWithoutItsNameIsNotErased()
{
    fill();
    QVERIFY(BackupFolder(m_database).add(open()->maintenance(), m_clock.now(), m_clock.now()));
    const QString path = BackupFolder(m_database).all().constFirst().path;
    const QString aside = nameForSuperseding(path);
    const QString ready = path + u".next."_s + QFileInfo(aside).fileName();
    QVERIFY(QFile::copy(path, ready));
    QVERIFY(QFile::rename(path, aside));
    const QString obstacle = path + u"-shm"_s;
    QVERIFY(QDir().mkdir(obstacle));

    QVERIFY(finishReplacement(m_database));
    removeSuperseded(m_database);

    QVERIFY(QFile::exists(aside));
    QVERIFY(QFile::exists(ready));
    QVERIFY(QDir().rmdir(obstacle));
    QVERIFY(finishReplacement(m_database));
    removeSuperseded(m_database);
    QVERIFY(QFile::exists(path));
    QVERIFY(!QFile::exists(aside));
    QVERIFY(!QFile::exists(ready));
}

// A disk can be full in the middle of a page.
void tst_Encryption::tornFirstPageIsRolledBack_data()
{
    QTest::addColumn<bool>("hasJournal");
    QTest::newRow("with its journal") << true;
    QTest::newRow("without") << false;
}

void tst_Encryption::tornFirstPageIsRolledBack()
{
    QFETCH(const bool, hasJournal);
    fill();
    encrypt(u"one"_s);
    const HistoryKey key = keyOf(m_database).value();
    const auto decrypted = [&key](const QByteArray &page, quint32 number) {
        return key.decrypted(page, number);
    };
    const QByteArray journal = rollbackJournal(contentsOf(m_database), {1}, decrypted);
    overwrite(m_database, HistoryKey::PageSize / 2, QByteArray(HistoryKey::PageSize / 2, 'x'));
    if (hasJournal) {
        QFile file(m_database + u"-journal"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(journal) == journal.size());
    }

    const auto opened = ConversationStore::open(m_database, ConversationStore::Access::ReadWrite, m_clock);

    QVERIFY2(opened.isOk() == hasJournal, opened ? "" : qPrintable(explain(opened.error())));
    if (hasJournal)
        QCOMPARE(opened.value()->messages().count().value(), Messages);
    else
        QCOMPARE(opened.error().kind, StoreError::Kind::Damaged);
}

void tst_Encryption::erasesOnlyWhatHasNoOtherName()
{
    fill();
    const QByteArray before = contentsOf(m_database);
    QCOMPARE(::link(qPrintable(m_database), qPrintable(nameForSuperseding(m_database))), 0);
    QCOMPARE(::link(qPrintable(m_database), qPrintable(m_dir->filePath(u"same"_s))), 0);
    QVERIFY(QFile::copy(m_database, m_dir->filePath(u"history.sqlite.other.superseded"_s)));
    QFile erased(m_dir->filePath(u"history.sqlite.other.superseded"_s));
    QVERIFY(erased.open(QIODevice::ReadOnly));

    removeSuperseded(m_database, [] { return false; });
    QVERIFY(QFile::exists(m_dir->filePath(u"history.sqlite.other.superseded"_s))); // for the next time
    QVERIFY(unencryptedRemains(m_database).contains(m_dir->filePath(u"history.sqlite.other.superseded"_s)));
    removeSuperseded(m_database);

    QCOMPARE(contentsOf(m_database), before);
    QVERIFY(!QFile::exists(nameForSuperseding(m_database)));
    QVERIFY(!erased.exists());
    const QByteArray left = erased.readAll(); // open files can be read without a name
    QCOMPARE(left.size(), before.size());
    QCOMPARE(left.count('\0'), left.size());
}

// Not before the window is there: a large history takes long to overwrite.
void tst_Encryption::erasesInTheBackground()
{
    fill();
    const QString left = nameForSuperseding(m_database);
    QVERIFY(QFile::copy(m_database, left));
    QVERIFY(finishReplacement(m_database));
    QVERIFY(QFile::exists(left));

    HistoryCare care(m_database, m_clock);
    care.begin(false);

    QTRY_VERIFY(!QFile::exists(left));
}

// Sessions may all be shorter than it takes.
void tst_Encryption::erasingGoesOnWhereItEnded()
{
    fill();
    const QString path = nameForSuperseding(m_database);
    QFile left(path);
    QVERIFY(left.open(QIODevice::WriteOnly));
    QVERIFY(left.write(QByteArray(5 << 20, 'x')) == 5 << 20);
    left.close();
    int pieces = 2;
    const auto mayGoOn = [&pieces] { return pieces-- > 0; };

    removeSuperseded(m_database, mayGoOn);

    QCOMPARE(QFileInfo(path).size(), 3 << 20);
    QCOMPARE(contentsOf(path).count('x'), 3 << 20);
    removeSuperseded(m_database);
    QVERIFY(!QFile::exists(path));
}

void tst_Encryption::salvages_data()
{
    QTest::addColumn<int>("page"); // that is destroyed
    QTest::addColumn<int>("least"); // messages that come back
    QTest::newRow("the first page, with the salt") << 1 << Messages;
    QTest::newRow("a page of a table") << 40 << Messages / 2;
    QTest::newRow("one in the middle") << 100 << Messages / 2;
}

void tst_Encryption::salvages()
{
    QFETCH(const int, page);
    QFETCH(const int, least);
    fill();
    encrypt(u"one"_s);
    QVERIFY(
        BackupFolder(m_database).add(open()->maintenance(), m_clock.now(), m_clock.now())); // knows the salt
    overwrite(m_database, qint64(page - 1) * HistoryKey::PageSize, QByteArray(HistoryKey::PageSize, 0));
    forgetKeys();
    QVERIFY(isLocked(m_database));
    QVERIFY(!unlock(m_database, u"two"_s));
    QVERIFY(unlock(m_database, u"one"_s));

    const auto salvaged = salvageHistory(m_database, m_clock);

    QVERIFY(salvaged);
    QCOMPARE(salvaged->problems, QStringList());
    QVERIFY2(salvaged->count(u"messages"_s) - salvaged->placeholders >= least,
             qPrintable(describe(salvaged.value())));
    QVERIFY(isEncrypted(m_database));
    QVERIFY(isEncrypted(salvaged->aside));
    QCOMPARE(plainFiles(), QStringList());
    QVERIFY(open());
}

QTEST_GUILESS_MAIN(tst_Encryption)
#include "tst_encryption.moc"
