#include "windowtest.h"

#include "ui/sidebar.h"
#include "ui/toast.h"
#include "ui/transcriptview.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>

using namespace bobbin;
using namespace Qt::StringLiterals;

// The list of conversations in the window: its order, folders and tags, what is searched and gone to.
class tst_ConversationList : public WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void conversationAppearsInTheSidebar();
    void renamesWithF2();
    void renamesWhatIsNotListed_data();
    void renamesWhatIsNotListed();
    void deletesAndUndoes();
    void shownConversationIsSelectedWhenItIsListed();
    void switchesWithAltDown();
    void searchesAndOpensTheHit();
    void goesToAConversationByThePalette();
    void goesToAFolderByThePalette();
    void severalConversationsAreOneStep();
    void selectionStaysWhileTheShownConversationChanges();
    void menuMovesToAFolder();
    void menuTags();
    void droppedConversationsAreTagged();
    void orderOfTheListIsKept();
};

void tst_ConversationList::conversationAppearsInTheSidebar()
{
    open();
    sendAndWait(u"First"_s);
    QTest::mouseClick(child<QPushButton>(u"newConversation"_s), Qt::LeftButton);
    QTRY_COMPARE(transcript()->rowCount(), 0);

    sendAndWait(u"Second"_s);

    QCOMPARE(titles(), (QStringList {u"Second"_s, u"First"_s}));
    QCOMPARE(list()->currentIndex().row(), 0);
}

void tst_ConversationList::renamesWithF2()
{
    open();
    sendAndWait(u"Old name"_s);

    QTest::keyClick(m_window.get(), Qt::Key_F2);
    auto *editor = list()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"New name"_s);
    QTest::keyClick(editor, Qt::Key_Return);

    QTRY_COMPARE(titles(), QStringList {u"New name"_s});
    QTRY_VERIFY(m_window->windowTitle().contains(u"New name"_s));
    m_workspace->settle();
    const ConversationId id = m_workspace->library->list()->at(0).id;
    QCOMPARE(m_workspace->storedConversation(id).titleSource, TitleSource::User);
}

void tst_ConversationList::renamesWhatIsNotListed_data()
{
    QTest::addColumn<QString>("hidden");
    QTest::newRow("the archive is shown") << u"archived"_s;
    QTest::newRow("the trash is shown") << u"trash"_s;
    QTest::newRow("something else is searched") << u"search"_s;
    QTest::newRow("the list is folded away") << u"sidebar"_s;
}

void tst_ConversationList::renamesWhatIsNotListed()
{
    QFETCH(const QString, hidden);
    open();
    sendAndWait(u"Old name"_s);
    const ConversationId id = m_workspace->library->list()->at(0).id;
    if (hidden == u"search"_s)
        child<QLineEdit>(u"searchConversations"_s)->setText(u"nothing"_s);
    else if (hidden == u"sidebar"_s)
        m_window->findChild<QSplitter *>()->setSizes({0, 1000});
    else
        child<QPushButton>(hidden)->click();
    QTRY_VERIFY(titles().isEmpty() || hidden == u"sidebar"_s);

    QTest::keyClick(m_window.get(), Qt::Key_F2);
    auto *title = child<QLineEdit>(u"title"_s);
    QVERIFY(title->hasFocus());
    QTest::keyClicks(title, u"New name"_s);
    QTest::keyClick(title, Qt::Key_Return);

    QTRY_VERIFY(m_window->windowTitle().contains(u"New name"_s));
    m_workspace->settle();
    QCOMPARE(m_workspace->storedConversation(id).title, u"New name"_s);
}

void tst_ConversationList::deletesAndUndoes()
{
    m_workspace->addConversation(u"Gone"_s, {u"q"_s, u"a"_s});
    open();
    QTRY_COMPARE(titles(), QStringList {u"Gone"_s});
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(0, 0));

    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(titles(), QStringList());
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(titles(), QStringList {u"Gone"_s});
    QTRY_COMPARE(transcript()->rowCount(), 2); // what was brought back is shown
    QTRY_COMPARE(list()->currentIndex().row(), 0);

    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(titles(), QStringList());
    QTest::mouseClick(child<QPushButton>(u"trash"_s), Qt::LeftButton);
    QTRY_COMPARE(titles(), QStringList {u"Gone"_s});
}

// The list is read in the background: what is shown may come into it later.
void tst_ConversationList::shownConversationIsSelectedWhenItIsListed()
{
    open();
    ConversationSummary late;
    late.id = ConversationId::create();
    late.title = u"Late"_s;
    m_window->findChild<Sidebar *>()->setShown(late.id);
    QVERIFY(!list()->currentIndex().isValid());

    m_workspace->library->list()->put(late);

    QCOMPARE(list()->currentIndex().data().toString(), u"Late"_s);
}

void tst_ConversationList::switchesWithAltDown()
{
    m_workspace->addConversation(u"Below"_s, {u"q"_s, u"below"_s});
    m_workspace->addConversation(u"Above"_s, {u"q"_s, u"above"_s});
    open();
    QTRY_COMPARE(titles().size(), 2);

    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).content, u"above"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"below"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"above"_s);
}

void tst_ConversationList::searchesAndOpensTheHit()
{
    QStringList texts;
    for (int i = 0; i < 300; ++i)
        texts << (i == 20 ? u"the needle"_s : u"hay %1"_s.arg(i));
    m_workspace->addConversation(u"Haystack"_s, texts);
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();

    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    auto *field = child<QLineEdit>(u"searchConversations"_s);
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, u"needl"_s);
    QTRY_COMPARE(titles(), QStringList {u"Haystack"_s});
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_COMPARE(transcript()->rowCount(), 300);
    QTRY_VERIFY(transcript()->isLoaded(20));
    auto *view = m_window->findChild<TranscriptView *>();
    QTRY_VERIFY(view->viewport()->rect().intersects(view->rowRect(20)));
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(titles().size(), 2);
}

void tst_ConversationList::goesToAConversationByThePalette()
{
    m_workspace->addConversation(u"Target"_s, {u"q"_s, u"here"_s});
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();

    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *field = m_window->findChild<QLineEdit *>(u"paletteField"_s);
    QTRY_VERIFY(field && field->hasFocus());
    QTest::keyClicks(field, u"Targ"_s);
    auto *results = m_window->findChild<QListWidget *>(u"paletteResults"_s);
    QTRY_VERIFY(!results->findItems(u"Target"_s, Qt::MatchExactly).isEmpty());
    results->setCurrentItem(results->findItems(u"Target"_s, Qt::MatchExactly).constFirst());
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).content, u"here"_s);
}

void tst_ConversationList::goesToAFolderByThePalette()
{
    const ConversationId id = m_workspace->addConversation(u"In it"_s, {u"q"_s});
    m_workspace->addConversation(u"Not in it"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().createFolder(u"Work"_s, {}, {id});
    QTRY_COMPARE(m_workspace->library->places().folders().size(), 1);

    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *field = m_window->findChild<QLineEdit *>(u"paletteField"_s);
    QTRY_VERIFY(field && field->hasFocus());
    QTest::keyClicks(field, u"wrk"_s);
    auto *results = m_window->findChild<QListWidget *>(u"paletteResults"_s);
    QTRY_VERIFY(results->count() > 0 && results->item(0)->text() == u"Work"_s);
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_COMPARE(titles(), QStringList {u"In it"_s});
    QCOMPARE(child<QListView>(u"places"_s)->currentIndex().data().toString(), u"Work"_s);
}

void tst_ConversationList::severalConversationsAreOneStep()
{
    for (const QString &title : {u"a"_s, u"b"_s, u"c"_s})
        m_workspace->addConversation(title, {u"q"_s});
    open();
    QTRY_COMPARE(titles().size(), 3);
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(0, 0));

    QTest::keyClick(list(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(titles(), QStringList {u"a"_s});
    QVERIFY(m_window->findChild<Toast *>()->accessibleDescription().startsWith(u"2 conversations"_s));

    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(titles().size(), 3);
}

void tst_ConversationList::selectionStaysWhileTheShownConversationChanges()
{
    const ConversationId shown = m_workspace->addConversation(u"shown"_s, {u"q"_s});
    m_workspace->addConversation(u"other"_s, {u"q"_s});
    open();
    QTRY_COMPARE(titles().size(), 2);
    list()->setCurrentIndex(list()->model()->index(1, 0));
    Q_EMIT list()->clicked(list()->currentIndex());
    QTRY_COMPARE(transcript()->rowCount(), 1);
    list()->selectAll();

    m_workspace->library->rename(shown, u"renamed"_s);
    QTRY_VERIFY(titles().contains(u"renamed"_s));

    QCOMPARE(list()->selectionModel()->selectedRows().size(), 2);
}

void tst_ConversationList::menuMovesToAFolder()
{
    const ConversationId id = m_workspace->addConversation(u"Here"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().createFolder(u"R&D"_s, {});
    QTRY_COMPARE(m_workspace->library->places().folders().size(), 1);
    list()->setCurrentIndex(list()->model()->index(0, 0));
    Q_EMIT list()->clicked(list()->currentIndex());
    QTRY_COMPARE(transcript()->rowCount(), 1);

    auto *menu = m_window->menuBar()->findChild<QMenu *>(u"foldersMenu"_s);
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().constFirst()->text(), u"R&&D"_s);
    menu->actions().constFirst()->trigger();
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(id).folder,
             m_workspace->library->places().folders().constFirst().id);
}

void tst_ConversationList::menuTags()
{
    const ConversationId id = m_workspace->addConversation(u"Here"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().setTagged({id}, u"idea"_s, true);
    QTRY_COMPARE(m_workspace->library->places().tags(), QStringList {u"idea"_s});
    list()->setCurrentIndex(list()->model()->index(0, 0));
    Q_EMIT list()->clicked(list()->currentIndex());
    QTRY_COMPARE(transcript()->rowCount(), 1);

    auto *menu = m_window->menuBar()->findChild<QMenu *>(u"tagsMenu"_s);
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().constFirst()->isChecked());
    menu->actions().constFirst()->trigger();

    QTRY_VERIFY(m_workspace->library->places().tags().isEmpty());
    QVERIFY(m_workspace->storedConversation(id).tags.isEmpty());
}

void tst_ConversationList::droppedConversationsAreTagged()
{
    const ConversationId a = m_workspace->addConversation(u"a"_s, {u"q"_s});
    const ConversationId b = m_workspace->addConversation(u"b"_s, {u"q"_s});
    open();
    m_workspace->library->organizer().setTagged({a}, u"idea"_s, true);
    auto *places = child<QListView>(u"places"_s);
    QTRY_COMPARE(places->model()->rowCount(), 2); // all, and the tag
    QTRY_COMPARE(titles().size(), 2);
    const int row = m_workspace->library->list()->rowOf(b);

    const std::unique_ptr<QMimeData> dragged(list()->model()->mimeData({list()->model()->index(row, 0)}));
    QVERIFY(
        places->model()->dropMimeData(dragged.get(), Qt::MoveAction, -1, -1, places->model()->index(1, 0)));
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(b).tags, QStringList {u"idea"_s});
}

void tst_ConversationList::orderOfTheListIsKept()
{
    for (const QString &title : {u"b"_s, u"c"_s, u"a"_s})
        m_workspace->addConversation(title, {u"q"_s});
    open();
    QTRY_COMPARE(titles().size(), 3);

    m_window->findChild<QAction *>(u"byTitleAction"_s)->trigger();

    QTRY_COMPARE(titles(), (QStringList {u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(m_workspace->settings->listOrder(), ListOrder::Title);
}

QTEST_MAIN(tst_ConversationList)
#include "tst_conversationlist.moc"
