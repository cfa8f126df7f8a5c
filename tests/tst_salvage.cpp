#include "manualclock.h"
#include "rollbackjournal.h"

#include "store/conversationstore.h"
#include "store/maintenance.h"
#include "store/salvage.h"

#include <QDir>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 4096;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeTo(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
}

// A history as its files: the database and its log.
struct Files {
    QByteArray database;
    QByteArray log;
};

// A frame that ends a transaction, valid after the last one of `log`, whose frames have little-endian sums
// (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
QByteArray frameAfter(const QByteArray &log, quint32 page, const QByteArray &contents)
{
    const qsizetype last = log.size() - PageSize - 24;
    auto first = qFromBigEndian<quint32>(log.constData() + last + 16);
    auto second = qFromBigEndian<quint32>(log.constData() + last + 20);
    QByteArray frame(8, 0);
    qToBigEndian(page, frame.data());
    qToBigEndian(page, frame.data() + 4);
    const QByteArray summed = frame + contents;
    for (qsizetype i = 0; i < summed.size(); i += 8) {
        first += qFromLittleEndian<quint32>(summed.constData() + i) + second;
        second += qFromLittleEndian<quint32>(summed.constData() + i + 4) + first;
    }
    frame += log.mid(16, 8) + QByteArray(8, 0);
    qToBigEndian(first, frame.data() + 16);
    qToBigEndian(second, frame.data() + 20);
    return frame + contents;
}

quint8 kindOf(const QByteArray &database, qint64 page)
{
    return static_cast<quint8>(database.at(page * PageSize + (page == 0 ? 100 : 0)));
}

} // namespace

class tst_Salvage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void bringsEverythingBack_data();
    void bringsEverythingBack();
    void lostLeafPageCostsItsRowsOnly();
    void lostMessageKeepsItsPlace();
    void lostConversationIsMadeAnew();
    void conversationMadeAnewTakesNobodysId();
    void lostEndOfALongMessageIsMarked();
    void lostEndsOfOtherEntriesAreTold();
    void repairsAreToldAsLosses();
    void fewWholeRowsOfAPageComeBack();
    void exchangedRootsCostNothing_data();
    void exchangedRootsCostNothing();
    void journalHasWhatWasOverwritten();
    void logMayNameAnyPage();
    void textThatLeadsBackIsCut();
    void textEndsWhereTheFileIsCut();
    void circlesOfParentsAreOpened();
    void isGivenUpWithoutATrace();
    void whatCannotBeReadIsNotDamaged();
    void laterVersionIsNotDamaged();
    void rowsOfAnotherFormAreCounted();
    void beginsANewHistory();
    void survivesDamage_data();
    void survivesDamage();
    void cleanupTestCase();

private:
    struct Found {
        QSet<QString> texts;
        QSet<QString> titles;
    };
    void put(const Files &files);
    Found found();
    // The number of the first page with this text in it, -1 if there is none.
    static qint64 pageWith(const QByteArray &database, const QByteArray &text);
    static void zero(QByteArray &database, qint64 page)
    {
        database.replace(page * PageSize, PageSize, QByteArray(PageSize, 0));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    ManualClock m_clock;
    Files m_closed; // the history after a clean end
    Files m_open; // as a program leaves it that was killed; the last messages are in the log only
    Found m_all; // what is in both
    Found m_logged; // what is only in m_open
    double m_share = 0; // of texts that were recovered, in all rows of survivesDamage()
    int m_count = 0;
};

// 40 conversations: with branches, a folder, tags, drafts, services, files, and some long messages.
void tst_Salvage::initTestCase()
{
    init();
    auto store = ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock).value();
    Service service;
    service.id = ServiceId::create();
    service.name = u"A service"_s;
    QVERIFY(store->services().put(service));
    const auto addConversation = [&](int number, int messages, Found &all) {
        Conversation conversation;
        conversation.id = ConversationId::create();
        conversation.title = u"Conversation %1"_s.arg(number);
        conversation.createdAt = conversation.activeAt = m_clock.now();
        QVERIFY(store->conversations().insert(conversation));
        all.titles.insert(conversation.title);
        MessageId parent;
        for (int i = 0; i < messages; ++i) {
            Message message;
            message.id = MessageId::create();
            message.parent = parent;
            message.role = i % 2 == 0 ? Role::User : Role::Assistant;
            message.content = u"<%1.%2> "_s.arg(number).arg(i)
                + u"Words of a message. "_s.repeated(i % 7 == 6 ? 900 : 5 + i);
            message.createdAt = message.updatedAt = m_clock.now();
            QVERIFY(store->messages().append(conversation.id, message));
            all.texts.insert(message.content);
            if (i % 5 != 4) // else the next one is an alternative
                parent = message.id;
        }
        QVERIFY(store->conversations().setTags(conversation.id, {u"tag"_s}));
    };
    for (int number = 0; number < 40; ++number)
        addConversation(number, 8 + number % 9, m_all);
    store.reset();
    m_closed = {contentsOf(m_path), {}};
    store = ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock).value();
    for (int number = 100; number < 110; ++number)
        addConversation(number, 6, m_logged);
    m_open = {contentsOf(m_path), contentsOf(m_path + u"-wal"_s)};
    QVERIFY(m_open.log.size() > 10 * PageSize);
}

void tst_Salvage::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"history.sqlite"_s);
}

void tst_Salvage::put(const Files &files)
{
    if (!files.database.isNull())
        QVERIFY(writeTo(m_path, files.database));
    if (!files.log.isNull())
        QVERIFY(writeTo(m_path + u"-wal"_s, files.log));
}

tst_Salvage::Found tst_Salvage::found()
{
    Found all;
    const auto opened = ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock);
    if (!opened) {
        qWarning("the history does not open: %s", qPrintable(explain(opened.error())));
        return all;
    }
    ConversationStore &store = *opened.value();
    const auto page = store.conversations().page({}, 1000);
    for (const ConversationSummary &summary : page->conversations) {
        all.titles.insert(summary.title);
        (void)store.messages().forEach(summary.id, [&](const Message &message) {
            all.texts.insert(message.content);
            return true;
        });
    }
    return all;
}

qint64 tst_Salvage::pageWith(const QByteArray &database, const QByteArray &text)
{
    const qsizetype offset = database.indexOf(text);
    return offset < 0 ? -1 : offset / PageSize;
}

void tst_Salvage::bringsEverythingBack_data()
{
    QTest::addColumn<QString>("damage");

    QTest::newRow("nothing is wrong") << u"none"_s;
    QTest::newRow("the header is gone") << u"header"_s;
    QTest::newRow("the first page is gone") << u"page 1"_s;
    QTest::newRow("the log is all there is") << u"log"_s;
    QTest::newRow("an index is gone") << u"index"_s;
    QTest::newRow("the page size is wrong") << u"page size"_s;
}

// What can be read without what is gone comes back completely, the log included.
void tst_Salvage::bringsEverythingBack()
{
    QFETCH(const QString, damage);
    Files files = m_open;
    if (damage == u"header"_s)
        files.database.replace(0, 100, QByteArray(100, 'x'));
    else if (damage == u"page 1"_s)
        zero(files.database, 0);
    else if (damage == u"page size"_s)
        files.database[16] = 0x20;
    else if (damage == u"index"_s) {
        for (qint64 page = 1; page < files.database.size() / PageSize; ++page) {
            if (kindOf(files.database, page) == 10 || kindOf(files.database, page) == 2) {
                zero(files.database, page);
                break;
            }
        }
    } else if (damage == u"log"_s) {
        // A log that has every page, as when nothing was ever moved into the database.
        const auto store =
            ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock).value();
        Conversation conversation;
        conversation.id = ConversationId::create();
        conversation.title = u"Only in the log"_s;
        QVERIFY(store->conversations().insert(conversation));
        files = {{}, contentsOf(m_path + u"-wal"_s)};
    }
    if (damage == u"log"_s) {
        m_path = m_dir->filePath(u"other.sqlite"_s);
        put({QByteArray(""), files.log});
    } else {
        put(files);
    }

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().detail));
    QCOMPARE(report->problems, QStringList());
    const Found back = found();
    if (damage == u"log"_s) {
        QCOMPARE(back.titles, QSet<QString> {u"Only in the log"_s});
    } else {
        QCOMPARE(back.titles, QSet<QString>(m_all.titles).unite(m_logged.titles));
        QCOMPARE(back.texts, QSet<QString>(m_all.texts).unite(m_logged.texts));
        QCOMPARE(contentsOf(report->aside), files.database);
    }
    QCOMPARE(contentsOf(report->aside + u"-wal"_s), files.log);
    QCOMPARE(report->placeholders, 0);
    QVERIFY(contentsOf(report->file).contains("Brought back"));
}

void tst_Salvage::lostLeafPageCostsItsRowsOnly()
{
    Files files = m_closed;
    const qint64 page = pageWith(files.database, "<30.2> ");
    const QByteArray lost = files.database.mid(page * PageSize, PageSize);
    zero(files.database, page);
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(report->problems, QStringList());
    const QSet<QString> missing = QSet<QString>(m_all.texts).subtract(found().texts);
    QVERIFY(!missing.isEmpty());
    for (const QString &text : missing)
        QVERIFY2(lost.contains(text.section(u' ', 0, 0).toUtf8()), qPrintable(text.left(20)));
    QCOMPARE(report->placeholders, missing.size());
    QVERIFY(report->unreadablePages > 0);
}

// What the indexes know of a lost message keeps those below it where they were.
void tst_Salvage::lostMessageKeepsItsPlace()
{
    Files files = m_closed;
    zero(files.database, pageWith(files.database, "<30.2> "));
    put(files);
    QVERIFY(salvageHistory(m_path, m_clock));

    const auto store = ConversationStore::open(m_path, ConversationStore::Access::ReadOnly, m_clock).value();
    const auto conversations = store->conversations().page({}, 1000);
    const auto it = std::find_if(
        conversations->conversations.begin(), conversations->conversations.end(),
        [](const ConversationSummary &summary) { return summary.title == u"Conversation 30"_s; });
    QVERIFY(it != conversations->conversations.end());
    QHash<MessageId, Message> messages;
    QVERIFY(store->messages().forEach(it->id, [&](const Message &message) {
        messages.insert(message.id, message);
        return true;
    }));
    QCOMPARE(messages.size(), 8 + 30 % 9); // as many as there were
    int marked = 0;
    for (const Message &message : messages) {
        marked += message.content.startsWith(u'[') ? 1 : 0;
        QVERIFY(message.parent.isNull() || messages.contains(message.parent));
    }
    QVERIFY(marked > 0);
    const int roots = int(std::count_if(messages.begin(), messages.end(),
                                        [](const Message &message) { return message.parent.isNull(); }));
    QCOMPARE(roots, 1);
}

void tst_Salvage::lostConversationIsMadeAnew()
{
    Files files = m_closed;
    zero(files.database, pageWith(files.database, "Conversation 31"));
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(report->problems, QStringList());
    QVERIFY(report->conversationsAnew > 0);
    const Found back = found();
    QCOMPARE(back.texts, m_all.texts); // no message is lost with it
    const auto anew = std::count_if(back.titles.begin(), back.titles.end(),
                                    [](const QString &title) { return title.startsWith(u"Recovered"_s); });
    QCOMPARE(anew, report->conversationsAnew);
}

// The index says that the lost conversation has the id of one that is there.
void tst_Salvage::conversationMadeAnewTakesNobodysId()
{
    put(m_closed);
    QHash<QString, QByteArray> ids;
    {
        const auto store =
            ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock).value();
        const auto page = store->conversations().page({}, 1000);
        for (const ConversationSummary &summary : page->conversations)
            ids.insert(summary.title, summary.id.toBytes());
    }
    init();
    Files files = m_closed;
    zero(files.database, pageWith(files.database, "Conversation 31"));
    const auto other = std::find_if(ids.keyBegin(), ids.keyEnd(), [&](const QString &title) {
        return files.database.contains(title.toUtf8());
    });
    QVERIFY(other != ids.keyEnd());
    files.database.replace(ids.value(u"Conversation 31"_s), ids.value(*other));
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QVERIFY(report->conversationsAnew > 0);
    QCOMPARE(found().texts, m_all.texts);
}

void tst_Salvage::lostEndOfALongMessageIsMarked()
{
    Files files = m_closed;
    const qint64 page = pageWith(files.database, "<12.6> ");
    // The long text goes on where the page says; the chain is cut at its second page.
    qint64 last = -1;
    for (qint64 other = 1; other < files.database.size() / PageSize; ++other) {
        if (files.database.mid(other * PageSize, 4) == QByteArray(4, 0)
            && files.database.mid(other * PageSize + 4, 100).contains("Words of"))
            last = other;
    }
    QVERIFY(page > 0 && last > 0);
    for (qint64 other = 1; other < files.database.size() / PageSize; ++other) {
        QByteArray next(4, 0);
        next[2] = char((last + 1) >> 8);
        next[3] = char(last + 1);
        if (files.database.mid(other * PageSize, 4) == next)
            files.database.replace(other * PageSize, 4, QByteArray(4, '\x7f'));
    }
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(report->shortened, 1);
    const QSet<QString> missing = QSet<QString>(m_all.texts).subtract(found().texts);
    QCOMPARE(missing.size(), 1);
    const auto texts = found().texts;
    QCOMPARE(std::count_if(texts.begin(), texts.end(),
                           [&](const QString &text) {
                               return text.contains(u"The rest of this message was lost"_s)
                                   && text.startsWith(missing.begin()->left(200));
                           }),
             1);
}

// Without its end a file or a draft is of no use; that it was there is said all the same.
void tst_Salvage::lostEndsOfOtherEntriesAreTold()
{
    put(m_closed);
    {
        const auto store =
            ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock).value();
        const ConversationId conversation =
            store->conversations().page({}, 1000)->conversations.constFirst().id;
        MessageId message;
        QVERIFY(store->messages().forEach(conversation, [&](const Message &one) {
            message = one.id;
            return false;
        }));
        for (const char letter : {'F', 'W'}) {
            QVERIFY(store->attachments().insert(message,
                                                {AttachmentId::create(), QString(QLatin1Char(letter)),
                                                 u"text/plain"_s, QByteArray(20'000, letter)}));
        }
        QVERIFY(store->drafts().set(conversation, QString(20'000, u'D')));
    }
    Files files {contentsOf(m_path), {}};
    int chains = 0;
    for (const char letter : {'F', 'D'}) { // not that of 'W'
        QByteArray last;
        for (qint64 page = 1; page < files.database.size() / PageSize; ++page) {
            if (files.database.mid(page * PageSize, 14) == QByteArray(4, 0) + QByteArray(10, letter)) {
                last.resize(4);
                qToBigEndian(static_cast<quint32>(page + 1), last.data());
            }
        }
        for (qint64 page = 1; page < files.database.size() / PageSize; ++page) {
            if (files.database.mid(page * PageSize, 14) == last + QByteArray(10, letter)) {
                files.database.replace(page * PageSize, 4, QByteArray(4, '\x7f'));
                ++chains;
            }
        }
    }
    QCOMPARE(chains, 2);
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(found().texts, m_all.texts);
    QCOMPARE(report->count(u"attachments"_s), 1);
    const QStringList lines = describe(report.value()).split(u'\n');
    QVERIFY2(lines.contains(u"Files that are lost: 1."_s), qPrintable(lines.join(u'\n')));
    QVERIFY(lines.contains(u"Other entries that are lost: 1."_s));
    QVERIFY(!lines.contains(u"Nothing is known to be missing."_s));
}

void tst_Salvage::repairsAreToldAsLosses()
{
    SalvageReport report;
    QVERIFY(describe(report).contains(u"Nothing is known to be missing."_s));
    report.conversationsAnew = 1;
    QVERIFY(!describe(report).contains(u"Nothing is known to be missing."_s));
    report.conversationsAnew = 0;
    report.foldersAnew = 1;
    QVERIFY(!describe(report).contains(u"Nothing is known to be missing."_s));
}

// Reading fails for root, too, where a folder stands.
void tst_Salvage::whatCannotBeReadIsNotDamaged()
{
    QVERIFY(QDir().mkdir(m_path));

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(!report);
    QCOMPARE(report.error().kind, StoreError::Kind::CannotOpen);
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList {u"history.sqlite"_s});
}

void tst_Salvage::laterVersionIsNotDamaged()
{
    Files files = m_closed;
    const auto version = static_cast<char>(Maintenance::schemaVersion() + 1);
    files.database.replace(60, 4, QByteArray(QByteArray(3, '\0') + version));
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(!report);
    QCOMPARE(report.error().kind, StoreError::Kind::TooNew);
    QCOMPARE(contentsOf(m_path), files.database);
}

void tst_Salvage::rowsOfAnotherFormAreCounted()
{
    put(m_closed);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"form"_s);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        for (const char *sql :
             {"ALTER TABLE services ADD COLUMN flavour TEXT", "UPDATE services SET flavour = 'x'"})
            QVERIFY(QSqlQuery(database).exec(QString::fromLatin1(sql)));
    }
    QSqlDatabase::removeDatabase(u"form"_s);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(report->unknownRows, 1);
    QVERIFY(!describe(report.value()).contains(u"Nothing is known to be missing"_s));
}

void tst_Salvage::beginsANewHistory()
{
    put(m_open);

    QVERIFY(beginHistory(m_path, m_clock.now()));

    QVERIFY(found().texts.isEmpty());
    const QStringList kept =
        QDir(m_dir->path()).entryList({u"history.replaced-*"_s}, QDir::Files, QDir::Name);
    QCOMPARE(kept.size(), 2);
    QCOMPARE(contentsOf(m_dir->filePath(kept.at(0))), m_open.database);
    QCOMPARE(contentsOf(m_dir->filePath(kept.at(1))), m_open.log);
}

// Most rows of one page have an id that no message can have; what is whole beside them comes back.
void tst_Salvage::fewWholeRowsOfAPageComeBack()
{
    Files files = m_closed;
    const qint64 page = pageWith(files.database, "<3.1> ");
    QVERIFY(page > 0);
    QByteArray bytes = files.database.mid(page * PageSize, PageSize);
    const int cells = static_cast<quint8>(bytes[3]) << 8 | static_cast<quint8>(bytes[4]);
    QVERIFY(cells >= 3);
    QStringList texts;
    for (const QString &text : std::as_const(m_all.texts)) {
        if (bytes.contains(text.left(40).toUtf8()))
            texts << text;
    }
    for (int cell = 1; cell < cells; ++cell) {
        const int offset =
            static_cast<quint8>(bytes[8 + 2 * cell]) << 8 | static_cast<quint8>(bytes[9 + 2 * cell]);
        const int length = static_cast<quint8>(bytes[offset]) >= 0x80 ? 2 : 1; // of the payload's size
        const int key = static_cast<quint8>(bytes[offset + length]) >= 0x80 ? 2 : 1;
        bytes[offset + length + key + 2] = 0x2D; // a text of 16 bytes, where the id is
    }
    files.database.replace(page * PageSize, PageSize, bytes);
    put(files);

    QVERIFY(salvageHistory(m_path, m_clock));

    const QSet<QString> back = found().texts;
    QVERIFY(
        std::any_of(texts.begin(), texts.end(), [&](const QString &text) { return back.contains(text); }));
}

void tst_Salvage::exchangedRootsCostNothing_data()
{
    QTest::addColumn<QString>("other");
    QTest::newRow("with a table that is salvaged") << u"conversations"_s;
    QTest::newRow("with one that is made anew") << u"messages_fts_data"_s;
}

// Each tree then leads to the pages of the other one.
void tst_Salvage::exchangedRootsCostNothing()
{
    QFETCH(const QString, other);
    put(m_closed);
    QList<qint64> roots;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"roots"_s);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        for (const QString &table : {u"messages"_s, other}) {
            QSqlQuery query(database);
            QVERIFY(query.exec(u"SELECT rootpage FROM sqlite_schema WHERE name = '%1'"_s.arg(table))
                    && query.next());
            roots << query.value(0).toLongLong() - 1;
        }
    }
    QSqlDatabase::removeDatabase(u"roots"_s);
    Files files = m_closed;
    for (int i = 0; i < 2; ++i)
        files.database.replace(roots.at(i) * PageSize, PageSize,
                               m_closed.database.mid(roots.at(1 - i) * PageSize, PageSize));
    put(files);

    QVERIFY(salvageHistory(m_path, m_clock));

    QCOMPARE(found().texts, m_all.texts);
}

// What a transaction that did not end has overwritten is in the journal, with which SQLite would put it back.
void tst_Salvage::journalHasWhatWasOverwritten()
{
    put(m_closed);
    QList<quint32> pages;
    for (quint32 page = 2; page <= m_closed.database.size() / PageSize; page += 3)
        pages.append(page);
    QByteArray torn = m_closed.database + QByteArray(3 * PageSize, 'n'); // and it has grown
    for (const quint32 page : pages)
        zero(torn, qint64(page) - 1);
    QVERIFY(writeTo(m_path, torn));
    QVERIFY(writeTo(m_path + u"-journal"_s, rollbackJournal(m_closed.database, pages)));

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(found().texts, m_all.texts);
    QCOMPARE(report->pages, m_closed.database.size() / PageSize);
    QVERIFY(!QFile::exists(m_path + u"-journal"_s));
}

// Numbers that no page can have cost neither time nor room.
void tst_Salvage::logMayNameAnyPage()
{
    Files files = m_open;
    files.log += frameAfter(files.log, 0xfffffff0U, QByteArray(PageSize, 0));
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(found().texts, QSet<QString>(m_all.texts).unite(m_logged.texts));
    QVERIFY(report->pages < 2 * (files.database.size() + files.log.size()) / PageSize);
}

void tst_Salvage::textThatLeadsBackIsCut()
{
    QByteArray database = m_closed.database;
    for (qint64 page = 1; page < database.size() / PageSize; ++page) {
        const auto next = qFromBigEndian<quint32>(database.constData() + page * PageSize);
        if (next > 1 && next <= database.size() / PageSize
            && database.mid(page * PageSize + 4, 100).contains("Words of")) {
            qToBigEndian(quint32(page + 1), database.data() + page * PageSize);
            break;
        }
    }
    QVERIFY(database != m_closed.database);
    put({database, {}});

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY(report);
    QCOMPARE(report->shortened, 1);
}

// A page of a long text that says that the text goes on behind the cut end.
void tst_Salvage::textEndsWhereTheFileIsCut()
{
    QByteArray database = m_closed.database;
    qint64 last = -1;
    quint32 next = 0;
    for (qint64 page = 1; page < database.size() / PageSize; ++page) {
        const auto number = qFromBigEndian<quint32>(database.constData() + page * PageSize);
        if (number > page + 1 && number <= database.size() / PageSize
            && database.mid(page * PageSize + 4, 100).contains("Words of")) {
            last = page;
            next = number;
        }
    }
    QVERIFY(last > 0);
    const QByteArray words = "<the last words>";
    database.replace((last + 1) * PageSize - 100, words.size(), words);
    put({database.left((qint64(next) - 1) * PageSize), {}});

    QVERIFY(salvageHistory(m_path, m_clock));

    const auto texts = found().texts;
    QVERIFY(std::any_of(texts.begin(), texts.end(), [&](const QString &text) {
        return text.contains(QString::fromLatin1(words))
            && text.contains(u"The rest of this message was lost"_s);
    }));
}

void tst_Salvage::circlesOfParentsAreOpened()
{
    put(m_closed);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"circles"_s);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(u"UPDATE messages SET parent = pk WHERE depth % 2 = 0"_s));
        QVERIFY(QSqlQuery(database).exec(
            u"UPDATE messages SET parent = (SELECT c.pk FROM messages c WHERE c.parent = messages.pk) WHERE "
            u"depth = 1"
            " AND EXISTS (SELECT 1 FROM messages c WHERE c.parent = messages.pk)"_s));
    }
    QSqlDatabase::removeDatabase(u"circles"_s);

    QVERIFY(salvageHistory(m_path, m_clock));

    const auto store = ConversationStore::open(m_path, ConversationStore::Access::ReadWrite, m_clock).value();
    QCOMPARE(store->maintenance().check().value(), QStringList());
    QCOMPARE(found().texts, m_all.texts);
}

void tst_Salvage::isGivenUpWithoutATrace()
{
    put(m_closed);

    const auto report = salvageHistory(m_path, m_clock, [](double share) { return share < 0.1; });

    QVERIFY(!report);
    QCOMPARE(report.error().kind, StoreError::Kind::Interrupted);
    QCOMPARE(contentsOf(m_path), m_closed.database);
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList {u"history.sqlite"_s});
}

void tst_Salvage::survivesDamage_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("seed");

    const QList<std::pair<QString, int>> kinds {{u"a flipped byte"_s, 25},
                                                {u"a hundred flipped bytes"_s, 25},
                                                {u"a zeroed page"_s, 40},
                                                {u"ten zeroed pages"_s, 20},
                                                {u"noise in a page"_s, 25},
                                                {u"a cut end"_s, 20},
                                                {u"pages out of order"_s, 10},
                                                {u"a damaged log"_s, 15},
                                                {u"a log without its database"_s, 5},
                                                {u"half a frame"_s, 3},
                                                {u"an index out of step"_s, 5},
                                                {u"a foreign file"_s, 5},
                                                {u"nothing at all"_s, 2}};
    for (const auto &[kind, count] : kinds) {
        for (int seed = 0; seed < count; ++seed)
            QTest::addRow("%s, %d", qPrintable(kind), seed) << kind << seed;
    }
}

// Whatever is wrong: no crash, a history that is in order, the damaged file byte for byte as it was, and no
// more lost than what was destroyed.
void tst_Salvage::survivesDamage()
{
    QFETCH(const QString, kind);
    QFETCH(const int, seed);
    QRandomGenerator random(static_cast<quint32>(qHash(kind, 7)) + static_cast<quint32>(seed));
    Files files = kind.contains(u"log"_s) ? m_open : m_closed;
    QByteArray &database = files.database;
    const qint64 pages = database.size() / PageSize;
    double bound = 0; // the share of texts that has to come back
    const auto flip = [&](QByteArray &bytes, int count) {
        for (int i = 0; i < count; ++i) {
            const auto offset = random.bounded(bytes.size());
            bytes[offset] = char(bytes.at(offset) ^ (1 << random.bounded(8)));
        }
    };
    if (kind == u"a flipped byte"_s || kind == u"a hundred flipped bytes"_s) {
        const int count = kind == u"a flipped byte"_s ? 1 : 100;
        flip(database, count);
        bound = count == 1 ? 0.94 : 0.5;
    } else if (kind == u"a zeroed page"_s || kind == u"ten zeroed pages"_s) {
        const int count = kind == u"a zeroed page"_s ? 1 : 10;
        for (int i = 0; i < count; ++i)
            zero(database, random.bounded(pages));
        bound = count == 1 ? 0.94 : 0.7;
    } else if (kind == u"noise in a page"_s) {
        const qint64 page = random.bounded(pages);
        for (qint64 i = 0; i < PageSize; ++i)
            database[page * PageSize + i] = char(random.bounded(256));
        bound = 0.94;
    } else if (kind == u"a cut end"_s) {
        const qint64 size = database.size() / 2 + random.bounded(database.size() / 2);
        database.truncate(size);
        bound = 0.2;
    } else if (kind == u"pages out of order"_s) {
        const qint64 a = 1 + random.bounded(pages - 1);
        const qint64 b = 1 + random.bounded(pages - 1);
        const QByteArray pageA = database.mid(a * PageSize, PageSize);
        database.replace(a * PageSize, PageSize, database.mid(b * PageSize, PageSize));
        database.replace(b * PageSize, PageSize, pageA);
        bound = 0.95;
    } else if (kind == u"a damaged log"_s) {
        flip(files.log, 5);
        bound = 0.9;
    } else if (kind == u"a log without its database"_s) {
        database = QByteArray("");
        if (seed % 2 == 1)
            database = QByteArray();
    } else if (kind == u"half a frame"_s) {
        database = QByteArray("");
        files.log = m_open.log.left(32 + 24 + random.bounded(PageSize));
    } else if (kind == u"an index out of step"_s) {
        // An index's page is replaced by another one of the same index or of another.
        QList<qint64> leaves;
        for (qint64 page = 1; page < pages; ++page) {
            if (kindOf(database, page) == 10)
                leaves.append(page);
        }
        const qint64 from = leaves.at(random.bounded(leaves.size()));
        database.replace(leaves.at(random.bounded(leaves.size())) * PageSize, PageSize,
                         database.mid(from * PageSize, PageSize));
        bound = 0.99;
    } else if (kind == u"a foreign file"_s) {
        database = QByteArray(1 + random.bounded(20000), 0);
        for (char &byte : database)
            byte = char(random.bounded(256));
    } else {
        database = seed == 0 ? QByteArray("") : QByteArray(1, 'x');
    }
    put(files);

    const auto report = salvageHistory(m_path, m_clock);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().detail));
    QCOMPARE(report->problems, QStringList());
    QCOMPARE(contentsOf(report->aside), database);
    QCOMPARE(contentsOf(report->aside + u"-wal"_s), files.log);
    const Found back = found();
    const double share =
        double(QSet<QString>(m_all.texts).intersect(back.texts).size()) / double(m_all.texts.size());
    m_share += share;
    ++m_count;
    QVERIFY2(share >= bound, qPrintable(u"%1 came back\n"_s.arg(share) + describe(report.value())));
}

void tst_Salvage::cleanupTestCase()
{
    qInfo("%d damaged files; of the messages %.1f %% came back on average", m_count,
          100 * m_share / qMax(1, m_count));
}

QTEST_GUILESS_MAIN(tst_Salvage)
#include "tst_salvage.moc"
