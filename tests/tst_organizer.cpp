#include "testworkspace.h"

#include "session/palettesearch.h"

#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

/// Folders, tags and groups of conversations, from the library down to the store; and going to them.
class tst_Organizer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void groupIsOneStep();
    void trashedWhileTheTrashIsEmptiedStays();
    void undoLeavesAloneWhatWasSoBefore();
    void undoOfAnEarlierStepTakesBackThatAlone();
    void newFolderTakesConversations();
    void deletedFolderComesBackWithItsConversations();
    void listOfAPlaceFollowsChanges();
    void deletedFolderIsNotListedAnyMore();
    void newConversationIsInTheFolderThatIsListed();
    void failureChangesNothingOfAGroup();
    void conversationThatIsGoneIsNotUndone();
    void describesSteps();
    void paletteFindsTheBestOfAllKinds();
    void paletteShowsWhatIsRecentFirst();
    void paletteDropsEarlierSearches();

private:
    QList<ConversationId> add(const QStringList &titles);
    Conversation stored(const ConversationId &id) const { return m_workspace->storedConversation(id); }
    QStringList listed() const;
    QStringList titlesInTrash() const;
    Organizer &organizer() { return m_workspace->library->organizer(); }

    std::unique_ptr<TestWorkspace> m_workspace;
};

void tst_Organizer::init() { m_workspace = std::make_unique<TestWorkspace>(); }

QList<ConversationId> tst_Organizer::add(const QStringList &titles)
{
    QList<ConversationId> ids;
    for (const QString &title : titles)
        ids << m_workspace->addConversation(title, {u"q"_s});
    m_workspace->library->reload();
    m_workspace->settle();
    return ids;
}

QStringList tst_Organizer::listed() const
{
    QStringList titles;
    for (int row = 0; row < m_workspace->library->list()->rowCount(); ++row)
        titles << m_workspace->library->list()->at(row).title;
    titles.sort();
    return titles;
}

void tst_Organizer::groupIsOneStep()
{
    const QList<ConversationId> ids = add({u"a"_s, u"b"_s, u"c"_s});
    QTRY_COMPARE(listed().size(), 3);
    QSignalSpy organized(&organizer(), &Organizer::organized);

    m_workspace->library->moveToTrash({ids.at(0), ids.at(1)});
    QTRY_COMPARE(listed(), QStringList {u"c"_s});
    QVERIFY(stored(ids.at(0)).trashedAt && stored(ids.at(1)).trashedAt);
    QCOMPARE(organized.size(), 1);

    organizer().undo();
    QTRY_COMPARE(listed().size(), 3);
    QVERIFY(!stored(ids.at(0)).trashedAt && !stored(ids.at(1)).trashedAt);
    QVERIFY(!organizer().canUndo());
}

QStringList tst_Organizer::titlesInTrash() const
{
    const auto store = ConversationStore::open(m_workspace->database(), ConversationStore::Access::ReadOnly,
                                               m_workspace->clock);
    QStringList titles;
    ListQuery query;
    query.list = ConversationList::Trash;
    const auto page = store.value()->conversations().page(query, 100);
    for (const ConversationSummary &summary : page->conversations)
        titles << summary.title;
    return titles;
}

void tst_Organizer::trashedWhileTheTrashIsEmptiedStays()
{
    QStringList titles;
    for (int number = 0; number < 12; ++number)
        titles << QString::number(number);
    const QList<ConversationId> old = add(titles);
    const ConversationId kept = add({u"kept"_s}).constFirst();
    m_workspace->library->moveToTrash(old);
    m_workspace->settle();

    m_workspace->library->emptyTrash();
    m_workspace->library->moveToTrash({kept});
    QTRY_COMPARE(titlesInTrash(), QStringList {u"kept"_s});
    QVERIFY(stored(kept).trashedAt);
    organizer().undo();
    m_workspace->settle();
    QVERIFY(!stored(kept).trashedAt);
}

void tst_Organizer::undoLeavesAloneWhatWasSoBefore()
{
    const QList<ConversationId> ids = add({u"a"_s, u"b"_s});
    organizer().setPinned({ids.at(0)}, true);

    organizer().setPinned(ids, true);
    organizer().undo();
    m_workspace->settle();

    QVERIFY(stored(ids.at(0)).pinned);
    QVERIFY(!stored(ids.at(1)).pinned);
}

void tst_Organizer::undoOfAnEarlierStepTakesBackThatAlone()
{
    const QList<ConversationId> ids = add({u"a"_s});
    QSignalSpy organized(&organizer(), &Organizer::organized);
    organizer().setTagged(ids, u"idea"_s, true);
    organizer().setPinned(ids, true);

    organizer().undo(organized.at(0).at(0).value<Organized>().step);
    m_workspace->settle();

    QVERIFY(stored(ids.at(0)).tags.isEmpty());
    QVERIFY(stored(ids.at(0)).pinned);
    QVERIFY(organizer().canUndo());
}

void tst_Organizer::newFolderTakesConversations()
{
    const QList<ConversationId> ids = add({u"a"_s, u"b"_s});

    const Folder folder = organizer().createFolder(u"Work"_s, {}, {ids.at(1)});

    QTRY_COMPARE(m_workspace->library->places().folders(), QList<Folder> {folder});
    QCOMPARE(stored(ids.at(1)).folder, folder.id);
    QVERIFY(stored(ids.at(0)).folder.isNull());
}

void tst_Organizer::deletedFolderComesBackWithItsConversations()
{
    const QList<ConversationId> ids = add({u"a"_s, u"b"_s});
    const Folder folder = organizer().createFolder(u"Work"_s, {}, ids);

    organizer().deleteFolder(folder);
    m_workspace->settle();
    QTRY_VERIFY(m_workspace->library->places().folders().isEmpty());
    QVERIFY(stored(ids.at(0)).folder.isNull());

    organizer().undo();
    QTRY_COMPARE(m_workspace->library->places().folders(), QList<Folder> {folder});
    QCOMPARE(stored(ids.at(0)).folder, folder.id);
    QCOMPARE(stored(ids.at(1)).folder, folder.id);
}

void tst_Organizer::listOfAPlaceFollowsChanges()
{
    const QList<ConversationId> ids = add({u"a"_s, u"b"_s});
    organizer().setTagged(ids, u"idea"_s, true);
    m_workspace->settle();

    m_workspace->library->showPlace(Place::under(u"idea"_s));
    QTRY_COMPARE(listed().size(), 2);
    organizer().setTagged({ids.at(0)}, u"Idea"_s, false);
    QTRY_COMPARE(listed(), QStringList {u"b"_s});
    organizer().undo();
    QTRY_COMPARE(listed().size(), 2);
}

void tst_Organizer::deletedFolderIsNotListedAnyMore()
{
    const QList<ConversationId> ids = add({u"a"_s, u"b"_s});
    const Folder folder = organizer().createFolder(u"Work"_s, {}, {ids.at(0)});
    QTRY_VERIFY(!m_workspace->library->places().folders().isEmpty());
    m_workspace->library->showPlace(Place::inFolder(folder.id));
    QTRY_COMPARE(listed(), QStringList {u"a"_s});

    organizer().deleteFolder(folder);

    QTRY_COMPARE(listed(), (QStringList {u"a"_s, u"b"_s}));
    QCOMPARE(m_workspace->library->place(), Place());
}

void tst_Organizer::newConversationIsInTheFolderThatIsListed()
{
    const Folder folder = organizer().createFolder(u"Work"_s, {});
    QTRY_VERIFY(!m_workspace->library->places().folders().isEmpty());

    m_workspace->library->showPlace(Place::inFolder(folder.id));

    QCOMPARE(m_workspace->library->begin({}, {})->conversation().folder, folder.id);
}

void tst_Organizer::failureChangesNothingOfAGroup()
{
    const QList<ConversationId> ids = add({u"a"_s});
    QSignalSpy failed(m_workspace->library.get(), &Library::failed);

    organizer().setPinned({ids.at(0), ConversationId::create()}, true);

    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!stored(ids.at(0)).pinned);
}

void tst_Organizer::conversationThatIsGoneIsNotUndone()
{
    const QList<ConversationId> ids = add({u"a"_s, u"b"_s});
    organizer().setPinned(ids, true);
    m_workspace->library->deleteForGood(ids.at(0));
    QTRY_COMPARE(listed(), QStringList {u"b"_s});
    QSignalSpy failed(m_workspace->library.get(), &Library::failed);

    organizer().undo();
    m_workspace->settle();

    QVERIFY(!stored(ids.at(1)).pinned);
    QCOMPARE(failed.size(), 0);
}

void tst_Organizer::describesSteps()
{
    QSignalSpy organized(&organizer(), &Organizer::organized);
    const QList<ConversationId> ids = add({u"a"_s});

    organizer().moveTo(ids, {.id = FolderId::create(), .name = u"Work"_s});
    organizer().moveTo(ids, {});
    organizer().moveTo({}, {});

    QCOMPARE(organized.size(), 2);
    QCOMPARE(organized.at(0).at(0).value<Organized>().name, u"Work"_s);
    QCOMPARE(organized.at(1).at(0).value<Organized>().name, QString());
}

void tst_Organizer::paletteFindsTheBestOfAllKinds()
{
    const QList<ConversationId> ids = add({u"Green tea"_s, u"Team work"_s, u"Coffee"_s});
    const QList<PaletteEntry> others {
        {.kind = PaletteEntry::Kind::Command, .text = u"Toggle the editor area"_s, .command = u"toggle"_s},
        {.kind = PaletteEntry::Kind::Folder, .text = u"Tea"_s, .place = Place::inFolder(FolderId::create())}};
    PaletteSearch search(*m_workspace->searcher, {}, others);
    QSignalSpy found(&search, &PaletteSearch::found);
    QVERIFY(found.wait());

    search.search(u"tea"_s);
    QVERIFY(found.wait());

    QStringList texts;
    const auto entries = found.constLast().at(0).value<QList<PaletteEntry>>();
    for (const PaletteEntry &entry : entries)
        texts << entry.text;
    QCOMPARE(texts, (QStringList {u"Tea"_s, u"Team work"_s, u"Green tea"_s, u"Toggle the editor area"_s}));
    QCOMPARE(entries.at(2).conversation, ids.at(0));
    QCOMPARE(entries.at(2).positions, (QList<int> {6, 7, 8}));
}

void tst_Organizer::paletteShowsWhatIsRecentFirst()
{
    const QList<ConversationId> ids = add({u"oldest"_s, u"older"_s, u"newest"_s});
    const QList<PaletteEntry> others {
        {.kind = PaletteEntry::Kind::Command, .text = u"Never used"_s, .command = u"never"_s},
        {.kind = PaletteEntry::Kind::Command, .text = u"Used"_s, .command = u"used"_s, .score = 5}};
    PaletteSearch search(*m_workspace->searcher, {ids.at(0)}, others);
    QSignalSpy found(&search, &PaletteSearch::found);

    QVERIFY(found.wait());

    QStringList texts;
    for (const PaletteEntry &entry : found.constLast().at(0).value<QList<PaletteEntry>>())
        texts << entry.text;
    QCOMPARE(texts.mid(0, 3), (QStringList {u"oldest"_s, u"Used"_s, u"newest"_s}));
    QVERIFY(texts.contains(u"Never used"_s));
}

void tst_Organizer::paletteDropsEarlierSearches()
{
    add({u"Green tea"_s, u"Coffee"_s});
    PaletteSearch search(*m_workspace->searcher, {}, {});
    QSignalSpy found(&search, &PaletteSearch::found);

    search.search(u"tea"_s);
    search.search(u"coffee"_s);
    QVERIFY(found.wait());

    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constLast().at(0).value<QList<PaletteEntry>>().constFirst().text, u"Coffee"_s);
}

QTEST_MAIN(tst_Organizer)
#include "tst_organizer.moc"
