#include "database_p.h"
#include "manualclock.h"
#include "store/conversationstore.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

/// Folders, tags and the orders of lists, as the store has them.
class tst_Organizing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsFolderAndTags();
    void foldersStandInTheirOrder();
    void deletedFolderLeavesItsConversations();
    void deletedFolderCanComeBack();
    void tagIsOneInAnyCase();
    void tagGoesWithItsLastConversation();
    void changedOrganizationIsNewer();
    void ordersLists_data();
    void ordersLists();
    void listsPlaces_data();
    void listsPlaces();
    void pagesEveryListWithoutGapsOrRepeats_data();
    void pagesEveryListWithoutGapsOrRepeats();
    void pagesAreReadFromAnIndex_data();
    void pagesAreReadFromAnIndex();
    void ordersTitlesOfAnEarlierVersion();

private:
    ConversationId add(const QString &title, const QStringList &tags = {}, const FolderId &folder = {},
                       bool isPinned = false);
    FolderId addFolder(const QString &name, int position);
    QStringList titles(const ListQuery &query, int atOnce = 100) const;
    void fill();

    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::unique_ptr<ConversationStore> m_store;
    FolderId m_work;
};

void tst_Organizing::init()
{
    m_store.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_clock = {};
    m_store = ConversationStore::open(m_dir->filePath(u"history.sqlite"_s),
                                      ConversationStore::Access::ReadWrite, m_clock)
                  .value();
    m_work = {};
}

ConversationId tst_Organizing::add(const QString &title, const QStringList &tags, const FolderId &folder,
                                   bool isPinned)
{
    m_clock.time += std::chrono::seconds(1);
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = title;
    conversation.tags = tags;
    conversation.folder = folder;
    conversation.pinned = isPinned;
    conversation.createdAt = conversation.activeAt = conversation.updatedAt = m_clock.now();
    if (!m_store->conversations().insert(conversation))
        qFatal("not stored");
    return conversation.id;
}

FolderId tst_Organizing::addFolder(const QString &name, int position)
{
    const Folder folder {
        .id = FolderId::create(), .name = name, .position = position, .updatedAt = m_clock.now()};
    if (!m_store->folders().put(folder))
        qFatal("not stored");
    return folder.id;
}

QStringList tst_Organizing::titles(const ListQuery &query, int atOnce) const
{
    QStringList result;
    std::optional<ListPosition> position;
    do {
        const auto page = m_store->conversations().page(query, atOnce, position);
        if (!page)
            return {u"error: "_s + page.error().detail};
        for (const ConversationSummary &summary : page->conversations)
            result << summary.title;
        position = page->next;
    } while (position);
    return result;
}

void tst_Organizing::keepsFolderAndTags()
{
    const FolderId folder = addFolder(u"Work"_s, 1);
    const ConversationId id = add(u"a"_s, {u"Idea"_s, u"draft"_s}, folder);

    const Conversation stored = m_store->conversations().find(id).value();
    const ConversationSummary listed = m_store->conversations().page({}, 1)->conversations.constFirst();

    QCOMPARE(stored.folder, folder);
    QCOMPARE(stored.tags, (QStringList {u"draft"_s, u"Idea"_s}));
    QCOMPARE(listed.folder, folder);
    QCOMPARE(listed.tags, stored.tags);
    QCOMPARE(listed.createdAt, stored.createdAt);
}

void tst_Organizing::foldersStandInTheirOrder()
{
    addFolder(u"second"_s, 2);
    addFolder(u"first"_s, 1);

    const QList<Folder> folders = m_store->folders().all().value();

    QCOMPARE(folders.size(), 2);
    QCOMPARE(folders.constFirst().name, u"first"_s);
}

void tst_Organizing::deletedFolderLeavesItsConversations()
{
    const FolderId folder = addFolder(u"Work"_s, 1);
    const ConversationId id = add(u"a"_s, {}, folder);
    m_clock.time += std::chrono::seconds(1);

    const QList<ConversationId> held = m_store->folders().remove(folder).value();

    QCOMPARE(held, QList<ConversationId> {id});
    QVERIFY(m_store->folders().all()->isEmpty());
    const Conversation stored = m_store->conversations().find(id).value();
    QVERIFY(stored.folder.isNull());
    QCOMPARE(stored.updatedAt, m_clock.now());
}

void tst_Organizing::deletedFolderCanComeBack()
{
    const FolderId id = addFolder(u"Work"_s, 1);
    const Folder folder = m_store->folders().find(id).value();
    QVERIFY(m_store->folders().remove(id));

    QVERIFY(m_store->folders().put(folder));

    QCOMPARE(m_store->folders().all().value(), QList<Folder> {folder});
}

void tst_Organizing::tagIsOneInAnyCase()
{
    add(u"a"_s, {u"Größe"_s});
    const ConversationId b = add(u"b"_s, {u"GRÖßE"_s});

    QCOMPARE(m_store->tags().all().value(), QStringList {u"Größe"_s});
    QCOMPARE(m_store->conversations().find(b)->tags, QStringList {u"Größe"_s});
}

void tst_Organizing::tagGoesWithItsLastConversation()
{
    const ConversationId a = add(u"a"_s, {u"idea"_s});
    const ConversationId b = add(u"b"_s, {u"idea"_s});

    QVERIFY(m_store->conversations().setTags(a, {}));
    QCOMPARE(m_store->tags().all().value(), QStringList {u"idea"_s});
    QVERIFY(m_store->conversations().remove(b));
    QVERIFY(m_store->tags().all()->isEmpty());
}

void tst_Organizing::changedOrganizationIsNewer()
{
    const ConversationId id = add(u"a"_s);
    m_clock.time += std::chrono::seconds(5);

    QVERIFY(m_store->conversations().setTags(id, {u"idea"_s}));
    QCOMPARE(m_store->conversations().find(id)->updatedAt, m_clock.now());

    m_clock.time += std::chrono::seconds(5);
    QVERIFY(m_store->conversations().setFolder(id, addFolder(u"Work"_s, 1)));
    QCOMPARE(m_store->conversations().find(id)->updatedAt, m_clock.now());
}

void tst_Organizing::ordersLists_data()
{
    QTest::addColumn<ListOrder>("order");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("activity") << ListOrder::Activity
                              << QStringList {u"pin"_s, u"Part 10"_s, u"élan"_s, u"Zoo"_s, u"Part 9"_s};
    QTest::newRow("creation") << ListOrder::Creation
                              << QStringList {u"pin"_s, u"élan"_s, u"Zoo"_s, u"Part 9"_s, u"Part 10"_s};
    QTest::newRow("title") << ListOrder::Title
                           << QStringList {u"pin"_s, u"élan"_s, u"Part 9"_s, u"Part 10"_s, u"Zoo"_s};
}

void tst_Organizing::ordersLists()
{
    QFETCH(const ListOrder, order);
    QFETCH(const QStringList, expected);
    add(u"pin"_s, {}, {}, true);
    const ConversationId oldest = add(u"Part 10"_s);
    add(u"Part 9"_s);
    add(u"Zoo"_s);
    add(u"élan"_s);
    m_clock.time += std::chrono::seconds(1);
    Message message;
    message.id = MessageId::create();
    message.createdAt = m_clock.now();
    QVERIFY(m_store->messages().append(oldest, message));

    QCOMPARE(titles({.order = order}), expected);
}

void tst_Organizing::fill()
{
    m_work = addFolder(u"Work"_s, 1);
    constexpr int Count = 60;
    const auto addAll = [this]() -> Status<StoreError> {
        for (int i = 0; i < Count; ++i) {
            QStringList tags;
            if (i % 3 == 0)
                tags << u"third"_s;
            if (i == Count / 2)
                tags << u"one"_s;
            add(QString::number(i), tags, i % 2 == 0 ? m_work : FolderId(), i % 20 == 0);
            if (i % 5 != 0)
                m_clock.time -= std::chrono::seconds(1); // several at the same time
        }
        return Ok;
    };
    QVERIFY(m_store->atomically(addAll));
}

void tst_Organizing::listsPlaces_data()
{
    QTest::addColumn<Place::Kind>("kind");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<int>("count");

    QTest::newRow("everywhere") << Place::Kind::Everywhere << QString() << 60;
    QTest::newRow("folder") << Place::Kind::Folder << QString() << 30;
    QTest::newRow("no folder") << Place::Kind::NoFolder << QString() << 30;
    QTest::newRow("tag") << Place::Kind::Tag << u"THIRD"_s << 20;
    QTest::newRow("tag of one") << Place::Kind::Tag << u"one"_s << 1;
    QTest::newRow("tag of none") << Place::Kind::Tag << u"none"_s << 0;
}

void tst_Organizing::listsPlaces()
{
    QFETCH(const Place::Kind, kind);
    QFETCH(const QString, tag);
    QFETCH(const int, count);
    fill();
    const Place place {.kind = kind, .folder = kind == Place::Kind::Folder ? m_work : FolderId(), .tag = tag};

    const auto page = m_store->conversations().page({.place = place}, 100);

    QVERIFY(page);
    QCOMPARE(page->conversations.size(), count);
    for (const ConversationSummary &summary : page->conversations)
        QVERIFY(place.holds(summary.folder, summary.tags));
}

void tst_Organizing::pagesEveryListWithoutGapsOrRepeats_data()
{
    QTest::addColumn<ListOrder>("order");
    QTest::addColumn<Place::Kind>("kind");

    for (const auto &[orderName, order] :
         {std::pair("activity", ListOrder::Activity), std::pair("creation", ListOrder::Creation),
          std::pair("title", ListOrder::Title)}) {
        for (const auto &[kindName, kind] :
             {std::pair("everywhere", Place::Kind::Everywhere), std::pair("folder", Place::Kind::Folder),
              std::pair("no folder", Place::Kind::NoFolder), std::pair("tag", Place::Kind::Tag)})
            QTest::addRow("%s, %s", orderName, kindName) << order << kind;
    }
}

void tst_Organizing::pagesEveryListWithoutGapsOrRepeats()
{
    QFETCH(const ListOrder, order);
    QFETCH(const Place::Kind, kind);
    fill();
    const Place place {.kind = kind,
                       .folder = kind == Place::Kind::Folder ? m_work : FolderId(),
                       .tag = kind == Place::Kind::Tag ? u"third"_s : QString()};
    const QStringList whole = titles({.order = order, .place = place}, 1000);
    QVERIFY(whole.size() >= 20);

    for (const int atOnce : {1, 3, 7})
        QCOMPARE(titles({.order = order, .place = place}, atOnce), whole);
}

void tst_Organizing::pagesAreReadFromAnIndex_data() { pagesEveryListWithoutGapsOrRepeats_data(); }

// What a page costs must not depend on where it is, nor on how many there are.
void tst_Organizing::pagesAreReadFromAnIndex()
{
    QFETCH(const ListOrder, order);
    QFETCH(const Place::Kind, kind);
    auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"plan"_s);
    const auto forget = qScopeGuard([&database] {
        database = {};
        QSqlDatabase::removeDatabase(u"plan"_s);
    });
    database.setDatabaseName(m_dir->filePath(u"history.sqlite"_s));
    QVERIFY(database.open());

    QSqlQuery query(database);
    QString sql = sqlOf({.order = order, .place = {.kind = kind, .folder = {}, .tag = {}}}, false);
    QVERIFY(query.exec(u"EXPLAIN QUERY PLAN "_s + sql.replace(u'?', u"1"_s)));
    QStringList steps;
    while (query.next())
        steps << query.value(3).toString();

    const QString plan = steps.join(u'\n');
    QVERIFY2(!plan.contains(u"SCAN"_s) && !plan.contains(u"TEMP B-TREE"_s), qPrintable(plan));
}

// Titles that have no key yet, or one of another language, are given it a few at a time.
void tst_Organizing::ordersTitlesOfAnEarlierVersion()
{
    for (const QString &title : {u"c"_s, u"a"_s, u"b"_s})
        add(title);
    while (m_store->conversations().orderTitles(2).value()) { }
    {
        auto database =
            Database::open(m_dir->filePath(u"history.sqlite"_s), Database::Access::ReadWrite).value();
        QVERIFY(database->execute(u"UPDATE conversations SET title_key = x''"_s));
        QVERIFY(database->execute(u"UPDATE progress SET value = 0 WHERE name = 'title_language'"_s));
    }

    QVERIFY(m_store->conversations().orderTitles(2).value());
    QVERIFY(!m_store->conversations().orderTitles(2).value());

    QCOMPARE(titles({.order = ListOrder::Title}), (QStringList {u"a"_s, u"b"_s, u"c"_s}));
}

QTEST_GUILESS_MAIN(tst_Organizing)
#include "tst_organizing.moc"
