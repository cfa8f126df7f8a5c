#include "store/conversationstore.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(bobbin::SearchQuery)

// What can be typed into the search field, and what it finds in a real history.
class tst_Search : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void understandsFilters_data();
    void understandsFilters();
    void nothingTypedIsAnOperator_data();
    void nothingTypedIsAnOperator();
    void finds_data();
    void finds();
    void marksTheHit_data();
    void marksTheHit();
    void deletedMessagesAreForgotten();
    void olderMessagesAreIndexedLater();
    void titlesLeaveRoomForMessages();

private:
    ConversationId add(const QString &title, const QStringList &texts, const QString &model = {});
    QStringList titlesFor(const QString &text, int limit = 50) const;

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<ConversationStore> m_store;
    ServiceId m_service;
};

void tst_Search::initTestCase()
{
    m_store = ConversationStore::open(m_dir.filePath(u"history.sqlite"_s),
                                      ConversationStore::Access::ReadWrite, m_clock)
                  .value();
    Service service;
    service.id = m_service = ServiceId::create();
    service.name = u"OpenAI"_s;
    QVERIFY(m_store->services().put(service));
    const ConversationId coffee =
        add(u"Coffee"_s,
            {u"How much coffee is too much?"_s, u"Four cups of coffee a day are fine for most people."_s},
            u"gpt-4o-mini"_s);
    const ConversationId tea =
        add(u"Tea"_s, {u"And tea?"_s, u"Green tea has less caffeine than coffee."_s}, u"gpt-4o"_s);
    add(u"Queue"_s,
        {u"How do I lock it?"_s, u"Use `std::scoped_lock` with getUserName():\n```cpp\nfoo_bar();\n```"_s},
        u"llama3"_s);
    add(u"Tokyo"_s, {u"東京の天気はどうですか"_s, u"今日は晴れです。"_s}, u"gpt-4o"_s);
    add(u"Crème brûlée"_s, {u"A recipe for crème brûlée"_s, u"Sugar, cream, eggs."_s}, u"gpt-4o"_s);
    const Folder folder {.id = FolderId::create(), .name = u"Hot drinks"_s, .updatedAt = m_clock.now()};
    QVERIFY(m_store->folders().put(folder));
    for (const ConversationId &id : {coffee, tea})
        QVERIFY(m_store->conversations().setFolder(id, folder.id));
    QVERIFY(m_store->conversations().setTags(tea, {u"Healthy"_s, u"green"_s}));
}

ConversationId tst_Search::add(const QString &title, const QStringList &texts, const QString &model)
{
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = title;
    conversation.service = m_service;
    conversation.createdAt = conversation.activeAt = conversation.updatedAt = m_clock.now();
    if (!m_store->conversations().insert(conversation))
        qFatal("not stored");
    MessageId parent;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        Message message;
        message.id = MessageId::create();
        message.parent = parent;
        message.role = i % 2 == 0 ? Role::User : Role::Assistant;
        message.model = message.role == Role::Assistant ? model : QString();
        message.content = texts.at(i);
        message.createdAt = message.updatedAt = m_clock.now();
        if (!m_store->messages().append(conversation.id, message))
            qFatal("not stored");
        parent = message.id;
    }
    return conversation.id;
}

QStringList tst_Search::titlesFor(const QString &text, int limit) const
{
    QStringList titles;
    const auto found = m_store->search().find(text, limit);
    if (!found)
        return {u"error: "_s + found.error().detail};
    for (const ConversationSummary &summary : found.value())
        titles << summary.title;
    titles.sort();
    return titles;
}

void tst_Search::understandsFilters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SearchQuery>("expected");
    const auto words = [](const QStringList &all, bool isPrefix) {
        SearchQuery query;
        query.words = all;
        query.lastIsPrefix = isPrefix;
        return query;
    };
    QTest::newRow("words") << u"green te"_s << words({u"green"_s, u"te"_s}, true);
    QTest::newRow("finished word") << u"green "_s << words({u"green"_s}, false);
    QTest::newRow("punctuation") << u"std::move"_s << words({u"std"_s, u"move"_s}, true);
    QTest::newRow("unknown filter") << u"colour:red"_s << words({u"colour"_s, u"red"_s}, true);
    QTest::newRow("bad date") << u"after:soon"_s << words({u"after"_s, u"soon"_s}, true);
    QTest::newRow("a dash alone") << u"- tea"_s << words({u"tea"_s}, true);
    SearchQuery phrase;
    phrase.phrases = {u"exact phrase"_s};
    QTest::newRow("phrase") << u"\"exact phrase\""_s << phrase;
    QTest::newRow("open phrase") << u"\"exact phrase"_s << phrase;
    SearchQuery all = words({u"lock"_s}, false);
    all.excluded = {u"mutex"_s};
    all.role = Role::Assistant;
    all.model = u"gpt-4o"_s;
    all.service = u"My Server"_s;
    all.folder = u"Big work"_s;
    all.tags = {u"draft"_s, u"idea"_s};
    all.pinned = true;
    all.hasCode = true;
    all.after = Timestamp(std::chrono::milliseconds(QDate(2026, 1, 1).startOfDay().toMSecsSinceEpoch()));
    all.before = Timestamp(std::chrono::milliseconds(QDate(2026, 2, 15).startOfDay().toMSecsSinceEpoch()));
    QTest::newRow("everything")
        << u"lock -mutex role:assistant model:gpt-4o service:\"My Server\" folder:\"Big work\" tag:draft tag:#idea is:pinned has:code after:2026-01 before:2026-02-15"_s
        << all;
}

void tst_Search::understandsFilters()
{
    QFETCH(const QString, text);
    QFETCH(const SearchQuery, expected);

    QVERIFY(parseSearch(text) == expected);
}

void tst_Search::nothingTypedIsAnOperator_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"AND"_s, u"NOT tea"_s, u"tea OR"_s, u"NEAR(a b)"_s, u"\""_s, u"\"\"\""_s,
                                u"*"_s, u"(tea"_s, u"content:tea"_s, u"^tea"_s, u"-"_s, u"--tea"_s, u"te'a"_s,
                                u"a\"b\"c"_s, u"role:"_s, u"model:%_\\"_s})
        QTest::addRow("%s", qPrintable(text)) << text;
}

void tst_Search::nothingTypedIsAnOperator()
{
    QFETCH(const QString, text);

    QVERIFY(m_store->search().find(text, 10));
}

void tst_Search::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("titles");
    QTest::newRow("word") << u"coffee "_s << QStringList {u"Coffee"_s, u"Tea"_s};
    QTest::newRow("beginning") << u"caff"_s << QStringList {u"Tea"_s};
    QTest::newRow("two words, any order") << u"coffee green "_s << QStringList {u"Tea"_s};
    QTest::newRow("phrase") << u"\"green tea\""_s << QStringList {u"Tea"_s};
    QTest::newRow("phrase in another order") << u"\"tea green\""_s << QStringList {};
    QTest::newRow("left out") << u"coffee -tea"_s << QStringList {u"Coffee"_s};
    QTest::newRow("by the model") << u"coffee model:gpt-4o-mini"_s << QStringList {u"Coffee"_s};
    QTest::newRow("part of a model's name") << u"coffee model:4o"_s << QStringList {u"Coffee"_s, u"Tea"_s};
    QTest::newRow("by the user") << u"tea role:user"_s << QStringList {u"Tea"_s};
    QTest::newRow("by the service") << u"coffee service:open"_s << QStringList {u"Coffee"_s, u"Tea"_s};
    QTest::newRow("another service") << u"coffee service:ollama"_s << QStringList {};
    QTest::newRow("filters alone") << u"has:code"_s << QStringList {u"Queue"_s};
    QTest::newRow("filter and word") << u"lock has:code"_s << QStringList {u"Queue"_s};
    QTest::newRow("later") << u"coffee after:2999"_s << QStringList {};
    QTest::newRow("earlier") << u"coffee before:2000-01-01"_s << QStringList {};
    QTest::newRow("since") << u"coffee after:2000"_s << QStringList {u"Coffee"_s, u"Tea"_s};
    QTest::newRow("not pinned") << u"coffee is:pinned"_s << QStringList {};
    QTest::newRow("in a folder") << u"folder:\"hot dr\""_s << QStringList {u"Coffee"_s, u"Tea"_s};
    QTest::newRow("word in a folder") << u"caffeine folder:hot"_s << QStringList {u"Tea"_s};
    QTest::newRow("title in a folder") << u"tokyo folder:hot"_s << QStringList {};
    QTest::newRow("in no such folder") << u"coffee folder:cold"_s << QStringList {};
    QTest::newRow("by its tag") << u"tag:heal"_s << QStringList {u"Tea"_s};
    QTest::newRow("by two tags") << u"coffee tag:healthy tag:green"_s << QStringList {u"Tea"_s};
    QTest::newRow("by a tag that it has not") << u"tag:healthy tag:black"_s << QStringList {};
    QTest::newRow("by its tag and the user") << u"tag:green role:user"_s << QStringList {u"Tea"_s};
    QTest::newRow("without accents") << u"creme brulee"_s << QStringList {u"Crème brûlée"_s};
    QTest::newRow("two characters inside a sentence") << u"天気"_s << QStringList {u"Tokyo"_s};
    QTest::newRow("one character") << u"晴"_s << QStringList {u"Tokyo"_s};
    QTest::newRow("characters in another order") << u"気天"_s << QStringList {};
    QTest::newRow("part of a name") << u"erNam"_s << QStringList {u"Queue"_s};
    QTest::newRow("part of another name") << u"oped_lo"_s << QStringList {u"Queue"_s};
    QTest::newRow("part of a plain word") << u"offe"_s << QStringList {};
}

void tst_Search::finds()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, titles);

    QCOMPARE(titlesFor(text), titles);
}

void tst_Search::marksTheHit_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");
    QTest::newRow("word") << u"caffeine "_s << u"\uE000caffeine\uE001"_s;
    QTest::newRow("characters") << u"天気"_s << u"\uE000天気\uE001"_s;
    QTest::newRow("part of a name") << u"erNam"_s << u"\uE000erNam\uE001"_s;
}

void tst_Search::marksTheHit()
{
    QFETCH(const QString, text);
    QFETCH(const QString, marked);

    const auto found = m_store->search().find(text, 10);

    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QVERIFY2(found->first().snippet.contains(marked), qPrintable(found->first().snippet));
    QVERIFY(found->first().hit.isValid());
}

void tst_Search::deletedMessagesAreForgotten()
{
    const ConversationId id = add(u"Gone"_s, {u"大阪 and some_identifier_here"_s});
    QCOMPARE(titlesFor(u"大阪"_s), QStringList {u"Gone"_s});

    QVERIFY(m_store->conversations().remove(id));

    QCOMPARE(titlesFor(u"大阪"_s), QStringList {});
    QCOMPARE(titlesFor(u"identifier_h"_s), QStringList {});
    QCOMPARE(m_store->maintenance().check().value(), QStringList {});
}

// A history of an earlier version: its messages are indexed in the background, newest first.
void tst_Search::olderMessagesAreIndexedLater()
{
    QVERIFY(!m_store->search().indexOlder(10).value()); // nothing is older here
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        raw.setDatabaseName(m_dir.filePath(u"history.sqlite"_s));
        QVERIFY(raw.open());
        QVERIFY(QSqlQuery(raw).exec(u"DELETE FROM search_parts"_s));
        QVERIFY(QSqlQuery(raw).exec(u"UPDATE progress SET value = (SELECT max(pk) FROM messages)"_s));
    }
    QSqlDatabase::removeDatabase(u"raw"_s);
    QCOMPARE(titlesFor(u"天気"_s), QStringList {});

    while (m_store->search().indexOlder(3).value()) { }

    QCOMPARE(titlesFor(u"天気"_s), QStringList {u"Tokyo"_s});
    QCOMPARE(titlesFor(u"erNam"_s), QStringList {u"Queue"_s});
    QCOMPARE(m_store->maintenance().check().value(), QStringList {});
}

void tst_Search::titlesLeaveRoomForMessages()
{
    for (int i = 0; i < 30; ++i)
        add(u"Walrus %1"_s.arg(i), {u"nothing"_s});
    add(u"Zoo"_s, {u"They have a walrus"_s});

    QVERIFY(titlesFor(u"walrus "_s, 20).contains(u"Zoo"_s));
    QCOMPARE(titlesFor(u"walrus "_s, 20).size(), 20);
}

QTEST_GUILESS_MAIN(tst_Search)

#include "tst_search.moc"
