#include "windowtest.h"

#include "core/bobbinlink.h"
#include "ui/conversationpage.h"
#include "ui/titleedit.h"
#include "ui/transcriptview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>

using namespace bobbin;
using namespace Qt::StringLiterals;

// What the window shows of a conversation, and that it stays where it was.
class tst_ShownConversation : public WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void streamGoesOnWhileAnotherConversationIsShown();
    void manyConversationsCanBeVisited();
    void findsInTheWholeConversation();
    void copiesTheLastCodeBlock();
    void copiesCodeThatIsNotLoaded_data();
    void copiesCodeThatIsNotLoaded();
    void saysThatThereIsNoCode();
    void lastMessageIsEditedFromFarUp();
    void lastReplyIsRetriedFromFarUp();
    void otherModelsAreAskedFromFarUp();
    void rememberedConversationIsShownAgain();
    void placeInAConversationIsKept();
    void deletedMessageComesBackWithUndo();
    void deletingKeepsThePlace();
    void deletingEndsTheNoticeAboutIt();
    void textSizeIsChangedAndKept();
    void conversationThatIsChosenLastIsShown();
    void titleInFocusIsThatOfTheConversation();
    void titleIsGivenToItsConversation_data();
    void titleIsGivenToItsConversation();
    void titleThatArrivesIsShownInFocus();
    void titleThatArrivesDoesNotReplaceWhatIsTyped();
    void titleStaysSelected();
    void emptiedTitleIsNotCarriedOver();

private:
    void openTwo();
    void openLongFarUp(int rowOfCode);
    [[nodiscard]] ConversationPage *page() const { return m_window->findChild<ConversationPage *>(); }
    [[nodiscard]] TitleEdit *title() const { return child<TitleEdit>(u"title"_s); }

    ConversationId m_first; // is shown
    ConversationId m_second;
};

void tst_ShownConversation::openTwo()
{
    m_second = m_workspace->addConversation(u"Second"_s, {u"q"_s, u"2"_s});
    m_first = m_workspace->addConversation(u"First"_s, {u"q"_s, u"1"_s});
    open();
    QTRY_COMPARE(titles(), (QStringList {u"First"_s, u"Second"_s}));
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(page()->session()->id(), m_first);
}

// Also when it is the one that is still shown, while another one is being read.
void tst_ShownConversation::conversationThatIsChosenLastIsShown()
{
    openTwo();
    const auto click = [this](int row) {
        const QRect place = list()->visualRect(list()->model()->index(row, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, place.center());
    };

    click(1);
    click(0);
    QCOMPARE(page()->session()->id(), m_first); // the other one has not been read yet
    m_workspace->settle();

    QCOMPARE(page()->session()->id(), m_first);
    QCOMPARE(list()->currentIndex().row(), 0);
    click(1);
    QTRY_COMPARE(page()->session()->id(), m_second);
}

void tst_ShownConversation::titleInFocusIsThatOfTheConversation()
{
    openTwo();
    title()->setFocus();

    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(page()->session()->id(), m_second);
    QCOMPARE(title()->text(), u"Second"_s);
    input()->setFocus();
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(m_first).title, u"First"_s);
    QCOMPARE(m_workspace->storedConversation(m_second).title, u"Second"_s);
}

void tst_ShownConversation::titleIsGivenToItsConversation_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("shown");
    QTest::newRow("another conversation")
        << int(Qt::Key_Down) << Qt::KeyboardModifiers(Qt::AltModifier) << u"Second"_s;
    QTest::newRow("a new one") << int(Qt::Key_N) << Qt::KeyboardModifiers(Qt::ControlModifier)
                               << u"New conversation"_s;
}

void tst_ShownConversation::titleIsGivenToItsConversation()
{
    QFETCH(const int, key);
    QFETCH(const Qt::KeyboardModifiers, modifiers);
    openTwo();
    title()->setFocus();
    title()->selectAll();
    QTest::keyClicks(title(), u"Typed"_s);

    QTest::keyClick(m_window.get(), Qt::Key(key), modifiers);
    QTRY_VERIFY(page()->session()->id() != m_first);
    QTEST(title()->text(), "shown");
    input()->setFocus();
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(m_first).title, u"Typed"_s);
    QCOMPARE(m_workspace->storedConversation(m_second).title, u"Second"_s);
}

void tst_ShownConversation::titleThatArrivesIsShownInFocus()
{
    openTwo();
    title()->setFocus();

    page()->session()->setTitle(u"By the model"_s, TitleSource::Model);
    QCOMPARE(title()->text(), u"By the model"_s);
    input()->setFocus();
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(m_first).title, u"By the model"_s);
    QCOMPARE(m_workspace->storedConversation(m_first).titleSource, TitleSource::Model);
}

void tst_ShownConversation::titleThatArrivesDoesNotReplaceWhatIsTyped()
{
    openTwo();
    title()->setFocus();
    title()->selectAll();
    QTest::keyClicks(title(), u"Typed"_s);

    page()->session()->setTitle(u"By the model"_s, TitleSource::Model);
    QCOMPARE(title()->text(), u"Typed"_s);
    QTest::keyClick(title(), Qt::Key_Escape);
    QCOMPARE(title()->text(), u"By the model"_s);
    m_workspace->settle();

    QCOMPARE(m_workspace->storedConversation(m_first).title, u"By the model"_s);
    QCOMPARE(m_workspace->storedConversation(m_first).titleSource, TitleSource::Model);
}

// Whoever has selected the title to write another one still does when a reply ends.
void tst_ShownConversation::titleStaysSelected()
{
    openTwo();
    title()->setFocus();
    title()->selectAll();

    Q_EMIT page()->session()->busyChanged();
    QCOMPARE(title()->selectedText(), u"First"_s);
    page()->session()->setTitle(u"By the model"_s, TitleSource::Model);
    QCOMPARE(title()->selectedText(), u"By the model"_s);
}

void tst_ShownConversation::emptiedTitleIsNotCarriedOver()
{
    openTwo();
    title()->setFocus();
    title()->clear();

    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(page()->session()->id(), m_second);

    QCOMPARE(title()->text(), u"Second"_s);
    m_workspace->settle();
    QCOMPARE(m_workspace->storedConversation(m_first).title, u"First"_s);
}

void tst_ShownConversation::streamGoesOnWhileAnotherConversationIsShown()
{
    const ConversationId other = m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    m_server->setAnswers({ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall)});
    open();
    write(u"Streaming"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"Half"_s);
    const auto row = static_cast<int>(titles().indexOf(u"Other"_s));
    QVERIFY(row >= 0);

    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(list()->model()->index(row, 0)).center());
    QTRY_COMPARE(transcript()->messageAt(1).content, u"a"_s);
    QCOMPARE(sendButton()->text(), u"Send"_s);
    QVERIFY(list()
                ->model()
                ->index(static_cast<int>(titles().indexOf(u"Streaming"_s)), 0)
                .data(ConversationListModel::BusyRole)
                .toBool());

    QTest::mouseClick(
        list()->viewport(), Qt::LeftButton, {},
        list()
            ->visualRect(list()->model()->index(static_cast<int>(titles().indexOf(u"Streaming"_s)), 0))
            .center());
    QTRY_COMPARE(transcript()->messageAt(1).content, u"Half"_s);
    QCOMPARE(sendButton()->text(), u"Stop"_s);
    Q_UNUSED(other)
}

// More than stay in memory: what is shown is never one that was let go.
void tst_ShownConversation::manyConversationsCanBeVisited()
{
    for (int i = 0; i < 12; ++i)
        m_workspace->addConversation(QString::number(i), {u"q%1"_s.arg(i), u"a"_s});
    open();
    QTRY_COMPARE(titles().size(), 12);

    for (int round = 0; round < 3; ++round) {
        for (int row = 0; row < 12; ++row) {
            const QModelIndex index = list()->model()->index(row, 0);
            list()->scrollTo(index);
            QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(index).center());
            QTRY_COMPARE(transcript()->rowCount(), 2);
            QTRY_COMPARE(transcript()->messageAt(0).content, u"q"_s + index.data().toString());
        }
    }
}

void tst_ShownConversation::findsInTheWholeConversation()
{
    QStringList texts;
    for (int i = 0; i < 700; ++i)
        texts << (i == 30 || i == 650 ? u"a Needle"_s : u"hay %1"_s.arg(i));
    m_workspace->addConversation(u"Haystack"_s, texts);
    open();
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(transcript()->rowCount(), 700);
    auto *view = m_window->findChild<TranscriptView *>();

    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *field = child<QLineEdit>(u"findField"_s);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, u"needle"_s);
    QTRY_VERIFY(view->viewport()->rect().intersects(view->rowRect(650)));
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_VERIFY(view->viewport()->rect().intersects(view->rowRect(30)));
    QVERIFY(transcript()->isLoaded(30));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!field->isVisible());
}

void tst_ShownConversation::copiesTheLastCodeBlock()
{
    m_server->setAnswers({reply("```python\\nprint(1)\\n```\\n\\ntext")});
    open();
    sendAndWait(u"code"_s);

    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);

    QCOMPARE(QApplication::clipboard()->text().trimmed(), u"print(1)"_s);
}

// A conversation of 600 messages that was left near its beginning; `rowOfCode` has the only code, if there is
// one.
void tst_ShownConversation::openLongFarUp(int rowOfCode)
{
    QStringList texts;
    for (int row = 0; row < 600; ++row)
        texts << (row == rowOfCode ? u"```\nprint(1)\n```"_s : u"text %1"_s.arg(row));
    m_first = m_workspace->addConversation(u"Long"_s, texts);
    const ReadingPosition position {.message = m_workspace->storedMessages(m_first).at(101).id, .row = 101};
    m_workspace->writer->run([id = m_first, position](ConversationStore &store) {
        (void)store.drafts().setReadingPosition(id, position);
    });
    m_workspace->settle();
    open();
    m_window->openLink({m_first, {}});
    QTRY_COMPARE(transcript()->rowCount(), 600);
    QVERIFY(transcript()->isLoaded(101));
    QVERIFY(!transcript()->isLoaded(300));
    QApplication::clipboard()->setText(u"before"_s);
}

void tst_ShownConversation::copiesCodeThatIsNotLoaded_data()
{
    QTest::addColumn<int>("row");
    QTest::newRow("in the last reply") << 599;
    QTest::newRow("between the end and what is read") << 401;
    QTest::newRow("above what is read") << 3;
}

void tst_ShownConversation::copiesCodeThatIsNotLoaded()
{
    QFETCH(const int, row);
    openLongFarUp(row);

    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);

    QTRY_COMPARE(QApplication::clipboard()->text().trimmed(), u"print(1)"_s);
}

void tst_ShownConversation::saysThatThereIsNoCode()
{
    openLongFarUp(-1);
    auto *toast = child<QWidget>(u"toast"_s);

    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!toast->isVisible()); // it is not known yet

    QTRY_VERIFY(toast->isVisible());
    QVERIFY(toast->accessibleDescription().contains(u"no code"_s));
    QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
}

void tst_ShownConversation::lastMessageIsEditedFromFarUp()
{
    openLongFarUp(-1);
    input()->setFocus();

    QTest::keyClick(input(), Qt::Key_Up);

    QCOMPARE(input()->toPlainText(), u"text 598"_s);
}

void tst_ShownConversation::lastReplyIsRetriedFromFarUp()
{
    openLongFarUp(-1);

    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);

    QTRY_COMPARE(transcript()->messageAt(599).content, u"Hello"_s);
    auto *view = m_window->findChild<TranscriptView *>();
    QTRY_VERIFY(view->viewport()->rect().intersects(view->rowRect(599)));
}

void tst_ShownConversation::otherModelsAreAskedFromFarUp()
{
    openLongFarUp(-1);

    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);

    QTRY_VERIFY(m_window->findChild<QDialog *>());
}

void tst_ShownConversation::rememberedConversationIsShownAgain()
{
    m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();
    sendAndWait(u"Last"_s);
    m_window->close();
    m_window.reset();
    m_workspace->library = std::make_unique<Library>(m_workspace->sessionContext(), *m_workspace->searcher);

    open();

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(0).content, u"Last"_s);
}

void tst_ShownConversation::placeInAConversationIsKept()
{
    QStringList texts;
    for (int i = 0; i < 200; ++i)
        texts << u"question %1"_s.arg(i) << u"answer %1 "_s.arg(i).repeated(60);
    const ConversationId longOne = m_workspace->addConversation(u"Long"_s, texts);
    const ConversationId other = m_workspace->addConversation(u"Other"_s, {u"q"_s, u"a"_s});
    open();
    TranscriptView *view = m_window->findChild<TranscriptView *>();
    m_window->openLink({longOne, {}});
    QTRY_COMPARE(transcript()->rowCount(), 400);
    view->scrollToMessage(101);
    QTRY_VERIFY(transcript()->isLoaded(101));
    QTest::keyClick(view, Qt::Key_Down); // a line into it
    const int y = view->rowRect(101).top();
    QVERIFY(y < 0);

    m_window->openLink({other, {}});
    QTRY_COMPARE(transcript()->rowCount(), 2);
    m_window->openLink({longOne, {}});
    QTRY_COMPARE(transcript()->rowCount(), 400);
    QTRY_COMPARE(view->firstVisibleRow(), 101);
    QCOMPARE(view->rowRect(101).top(), y);

    m_window->close();
    m_window.reset();
    m_workspace->settle();
    m_workspace->library = std::make_unique<Library>(m_workspace->sessionContext(), *m_workspace->searcher);
    open();
    view = m_window->findChild<TranscriptView *>();
    QTRY_COMPARE(transcript()->rowCount(), 400);
    QTRY_COMPARE(view->firstVisibleRow(), 101);
    QCOMPARE(view->rowRect(101).top(), y);
    QVERIFY(!view->isFollowing());
}

void tst_ShownConversation::deletedMessageComesBackWithUndo()
{
    const ConversationId id = m_workspace->addConversation(u"Talk"_s, {u"q1"_s, u"a1"_s, u"q2"_s, u"a2"_s});
    open();
    m_window->openLink({id, {}});
    QTRY_COMPARE(transcript()->rowCount(), 4);
    const auto contents = [this] {
        QStringList texts;
        for (int row = 0; row < transcript()->rowCount(); ++row)
            texts << (transcript()->isLoaded(row) ? transcript()->messageAt(row).content : QString());
        return texts;
    };
    const auto remove = [this](int row, const QString &how) {
        QMenu menu;
        TranscriptView *view = m_window->findChild<TranscriptView *>();
        Q_EMIT view->contextMenuRequested(transcript()->messageAt(row).id, &menu);
        for (QAction *action : menu.actions()) {
            if (action->text() == how && action->isEnabled())
                action->trigger();
        }
    };

    remove(1, u"De&lete message"_s);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s, u"q2"_s, u"a2"_s}));
    remove(1, u"Delete from &here on"_s);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s}));
    QCOMPARE(m_workspace->storedMessages(id).size(), 1);

    QTest::keyClick(m_window->findChild<TranscriptView *>(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s, u"q2"_s, u"a2"_s}));
    QTest::keyClick(m_window->findChild<TranscriptView *>(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(contents(), QStringList({u"q1"_s, u"a1"_s, u"q2"_s, u"a2"_s}));
    QCOMPARE(m_workspace->storedMessages(id).size(), 4);
}

void tst_ShownConversation::deletingKeepsThePlace()
{
    QStringList texts;
    for (int i = 0; i < 100; ++i)
        texts << u"question %1"_s.arg(i) << u"answer %1 "_s.arg(i).repeated(100);
    const ConversationId id = m_workspace->addConversation(u"Long"_s, texts);
    open();
    m_window->openLink({id, {}});
    QTRY_COMPARE(transcript()->rowCount(), 200);
    TranscriptView *view = m_window->findChild<TranscriptView *>();
    view->scrollToMessage(101);
    QTRY_VERIFY(transcript()->isLoaded(101));
    const MessageId next = transcript()->messageAt(102).id;

    Organizer &organizer = m_workspace->library->organizer();
    organizer.deleteMessage(id, transcript()->messageAt(101).id, MessageRemoval::Scope::Message);
    QTRY_COMPARE(transcript()->rowCount(), 199);
    QCOMPARE(view->firstVisibleRow(), 101);
    QCOMPARE(transcript()->rowOf(next), 101);

    organizer.undo();
    QTRY_COMPARE(transcript()->rowCount(), 200);
    QVERIFY(!view->isFollowing());
    QVERIFY(qAbs(view->firstVisibleRow() - 102) <= 1);
}

void tst_ShownConversation::deletingEndsTheNoticeAboutIt()
{
    open();
    sendAndWait(u"first"_s);
    m_server->setAnswers({ScriptedServer::json(400, R"({"error":{"message":"no"}})")});
    write(u"second"_s);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(transcript()->rowCount(), 4);
    ChatSession *session = m_window->findChild<ConversationPage *>()->session();
    QTRY_VERIFY(!session->isBusy() && session->notice() != Notice());

    m_workspace->library->organizer().deleteMessage(session->id(), transcript()->messageAt(2).id,
                                                    MessageRemoval::Scope::Branch);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(session->notice(), Notice());
}

void tst_ShownConversation::textSizeIsChangedAndKept()
{
    open();
    const auto size = [this] { return m_window->findChild<TranscriptView *>()->font().pointSizeF(); };
    const double usual = size();

    child<QAction>(u"largerTextAction"_s)->trigger();
    child<QAction>(u"largerTextAction"_s)->trigger();

    QCOMPARE(size(), usual * 1.2);
    open(); // again, as the next start does
    QCOMPARE(size(), usual * 1.2);
    child<QAction>(u"usualTextAction"_s)->trigger();
    QCOMPARE(size(), usual);
    for (int i = 0; i < 20; ++i)
        child<QAction>(u"smallerTextAction"_s)->trigger();
    QCOMPARE(size(), usual / 2); // and no smaller
}

QTEST_MAIN(tst_ShownConversation)
#include "tst_shownconversation.moc"
