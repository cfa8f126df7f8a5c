#include "windowtest.h"

#include "session/regeneration.h"
#include "ui/branchdock.h"
#include "ui/comparedialog.h"
#include "ui/diffpane.h"
#include "ui/transcriptview.h"

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Branches as a user works with them: by keyboard and mouse, on a real database and real sockets.
class tst_Branches : public WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void dockShowsTheTree();
    void clickShowsTheBranch();
    void keyboardShowsTheBranch();
    void dockFollowsTheConversation();
    void placeOfTheDockIsKept();
    void rowsAreNamedForAssistiveTechnology();
    void selectedMessagesAreCompared();
    void menuComparesWithAnAlternative();
    void comparisonTellsEachDifference();
    void panesScrollTogether();
    void longTextsComeInPieces();
    void rowsOfBothPanesStayLevel();
    void chosenReplyIsUsed();
    void severalModelsAnswerOneAfterTheOther();
    void modelThatFailsKeepsNoOtherFromAnswering();
    void typedModelIsAsked();
    void forkIsOpenedAndUndone();
    void findsOnAllBranches();

private:
    void open();
    MessageId add(const MessageId &parent, Role role, const QString &text, const QString &model = {});
    QListView *branches() const { return child<QListView>(u"branches"_s); }
    void showDock();
    void click(int row, Qt::KeyboardModifiers modifiers = {});
    QMenu *menuOf(int row);
    static QAction *actionOf(const QMenu *menu, const QString &text);

    ConversationId m_conversation;
    // question ─ first reply
    //          └ second reply ─ thanks     is shown
    MessageId m_question;
    MessageId m_first;
    MessageId m_second;
};

void tst_Branches::init()
{
    WindowTest::init();
    m_conversation = m_workspace->addConversation(u"Tea"_s, {});
    m_question = add({}, Role::User, u"How long?"_s);
    m_first = add(m_question, Role::Assistant, u"Green tea takes three minutes."_s, u"alpha"_s);
    m_second = add(m_question, Role::Assistant, u"Green tea takes four minutes."_s, u"beta"_s);
    add(m_second, Role::User, u"Thanks"_s);
    m_workspace->settle();
    m_workspace->settings->setLastConversation(m_conversation);
}

MessageId tst_Branches::add(const MessageId &parent, Role role, const QString &text, const QString &model)
{
    Message message;
    message.id = MessageId::create();
    message.parent = parent;
    message.role = role;
    message.content = text;
    message.model = model;
    message.createdAt = message.updatedAt = m_workspace->clock.now();
    m_workspace->writer->run([id = m_conversation, message](ConversationStore &store) {
        (void)store.messages().append(id, message);
    });
    return message.id;
}

void tst_Branches::open()
{
    WindowTest::open();
    QTRY_VERIFY(transcript() && transcript()->rowCount() > 0);
}

void tst_Branches::showDock()
{
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(branches()->isVisible());
    QTRY_VERIFY(branches()->model()->rowCount() > 0);
    QTRY_VERIFY(branches()->model()->index(0, 0).data().toString().size() > 0);
}

void tst_Branches::click(int row, Qt::KeyboardModifiers modifiers)
{
    const QRect rect = branches()->visualRect(branches()->model()->index(row, 0));
    QTest::mouseClick(branches()->viewport(), Qt::LeftButton, modifiers, rect.center());
}

QMenu *tst_Branches::menuOf(int row)
{
    auto *view = m_window->findChild<TranscriptView *>();
    view->setCurrentRow(row);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_F10, Qt::ShiftModifier);
    return view->findChild<QMenu *>();
}

QAction *tst_Branches::actionOf(const QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text().remove(u'&').startsWith(text))
            return action;
    }
    return nullptr;
}

void tst_Branches::dockShowsTheTree()
{
    open();
    showDock();

    QTRY_COMPARE(branches()->model()->index(1, 0).data().toString(), u"Green tea takes three minutes."_s);
    const auto *model = qobject_cast<BranchTreeModel *>(branches()->model());
    QCOMPARE(model->rowCount(), 4);
    QCOMPARE(model->at(1).level, 1);
    QVERIFY(!model->isActive(1));
    QVERIFY(model->isActive(2) && model->isActive(3));
    QVERIFY(branches()->hasFocus());
    QTest::keyClick(branches(), Qt::Key_Escape);
    QVERIFY(!branches()->hasFocus());
}

void tst_Branches::clickShowsTheBranch()
{
    open();
    showDock();

    click(1);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).id, m_first);
    QTRY_VERIFY(qobject_cast<BranchTreeModel *>(branches()->model())->isActive(1));
}

void tst_Branches::keyboardShowsTheBranch()
{
    open();
    showDock();
    branches()->setCurrentIndex(branches()->model()->index(2, 0));

    QTest::keyClick(branches(), Qt::Key_Up);
    QTest::keyClick(branches(), Qt::Key_Return);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).id, m_first);
    QCOMPARE(branches()->currentIndex().row(), 1);
}

void tst_Branches::dockFollowsTheConversation()
{
    open();
    showDock();
    auto *input = child<QWidget>(u"messageInput"_s);
    input->setFocus();

    QTest::keyClicks(input, u"More"_s);
    QTest::keyClick(input, Qt::Key_Return);

    QTRY_COMPARE(branches()->model()->rowCount(), 6);
    QTRY_COMPARE(branches()->model()->index(5, 0).data().toString(), u"Hello"_s);
}

void tst_Branches::placeOfTheDockIsKept()
{
    open();
    QVERIFY(!branches()->isVisible());
    showDock();
    m_window->addDockWidget(Qt::LeftDockWidgetArea, m_window->findChild<BranchDock *>());

    m_window->close();
    open();

    QVERIFY(branches()->isVisible());
    QCOMPARE(m_window->dockWidgetArea(m_window->findChild<BranchDock *>()), Qt::LeftDockWidgetArea);
    QVERIFY(child<QAction>(u"branchesAction"_s)->isChecked());
    QTRY_COMPARE(branches()->model()->rowCount(), 4);
}

void tst_Branches::rowsAreNamedForAssistiveTechnology()
{
    open();
    showDock();
    QTRY_VERIFY(branches()->model()->index(1, 0).data().toString().size() > 0);

    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(branches());

    QCOMPARE(list->text(QAccessible::Name), u"Branches"_s);
    QCOMPARE(list->childCount(), 4);
    QCOMPARE(list->child(1)->text(QAccessible::Name),
             u"Assistant: Green tea takes three minutes., alpha, alternative 1 of 2"_s);
}

void tst_Branches::selectedMessagesAreCompared()
{
    open();
    showDock();
    auto *compare = child<QPushButton>(u"compareBranches"_s);
    QVERIFY(!compare->isEnabled());

    branches()->selectionModel()->select(branches()->model()->index(1, 0),
                                         QItemSelectionModel::ClearAndSelect);
    branches()->selectionModel()->select(branches()->model()->index(2, 0), QItemSelectionModel::Select);
    QVERIFY(compare->isEnabled());
    QTest::mouseClick(compare, Qt::LeftButton);

    QTRY_VERIFY(m_window->findChild<CompareDialog *>());
    QCOMPARE(child<QPlainTextEdit>(u"textLeft"_s)->toPlainText(), u"Green tea takes three minutes."_s);
    QCOMPARE(child<QPlainTextEdit>(u"textRight"_s)->toPlainText(), u"Green tea takes four minutes."_s);
}

void tst_Branches::menuComparesWithAnAlternative()
{
    open();

    const QMenu *menu = menuOf(1);
    QVERIFY(menu);
    auto *others = menu->findChild<QMenu *>(u"compareWith"_s);
    QVERIFY(others);
    QTRY_VERIFY(others->actions().size() == 1 && others->actions().first()->isEnabled());
    QVERIFY(others->actions().first()->text().startsWith(u"alpha"_s));
    others->actions().first()->trigger();

    QTRY_VERIFY(m_window->findChild<CompareDialog *>());
    QCOMPARE(child<QPlainTextEdit>(u"textLeft"_s)->toPlainText(), u"Green tea takes three minutes."_s);
}

void tst_Branches::comparisonTellsEachDifference()
{
    ReplyComparison comparison;
    comparison.left.role = comparison.right.role = Role::Assistant;
    comparison.left.model = u"alpha"_s;
    comparison.right.model = u"beta"_s;
    comparison.right.usage.completionTokens = 42;
    comparison.right.cost = 2'000'000'000;
    comparison.left.content = u"one two\nsame\nlast line is here"_s;
    comparison.right.content = u"one 2\nsame\nlast line was here"_s;
    comparison.rows = diffTexts(comparison.left.content, comparison.right.content);
    CompareDialog dialog(comparison);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const auto *state = dialog.findChild<QLabel *>(u"difference"_s);
    QVERIFY(dialog.findChild<QLabel *>(u"factsRight"_s)->text().contains(u"42"_s));
    QVERIFY(dialog.findChild<QLabel *>(u"factsRight"_s)->text().contains(u"$2.00"_s));

    QTest::keyClick(&dialog, Qt::Key_F8);
    QCOMPARE(state->text(), u"Difference 1 of 2: left “two”, right “2”"_s);
    QTest::keyClick(&dialog, Qt::Key_F8);
    QCOMPARE(state->text(), u"Difference 2 of 2: left “is”, right “was”"_s);
    QCOMPARE(dialog.findChild<DiffPane *>(u"textRight"_s)->currentRow(), 2);
    QTest::keyClick(&dialog, Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(dialog.findChild<DiffPane *>(u"textLeft"_s)->currentRow(), 0);
    QTest::mouseClick(dialog.findChild<QPushButton *>(u"copyRight"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), comparison.right.content);
}

void tst_Branches::panesScrollTogether()
{
    ReplyComparison comparison;
    comparison.left.content = u"a line\n"_s.repeated(300);
    comparison.right.content = u"words that take more than one line in a pane of this width "_s.repeated(5)
        + u'\n' + comparison.left.content;
    comparison.rows = diffTexts(comparison.left.content, comparison.right.content);
    CompareDialog dialog(comparison);
    dialog.resize(500, 400);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    auto *left = dialog.findChild<DiffPane *>(u"textLeft"_s);
    auto *right = dialog.findChild<DiffPane *>(u"textRight"_s);
    const auto topRow = [](DiffPane *pane) { return pane->cursorForPosition({2, 2}).blockNumber(); };

    QTRY_COMPARE(left->blockCount(), 302);
    left->verticalScrollBar()->setValue(100);
    QCOMPARE(topRow(right), topRow(left));
    QVERIFY(topRow(left) > 0);

    right->verticalScrollBar()->setValue(200);
    QCOMPARE(topRow(left), topRow(right));
    QVERIFY(topRow(right) > 100);
}

void tst_Branches::longTextsComeInPieces()
{
    ReplyComparison comparison;
    comparison.left.content = u"a line\n"_s.repeated(5000);
    comparison.right.content = comparison.left.content + u"the end"_s;
    comparison.rows = diffTexts(comparison.left.content, comparison.right.content);

    CompareDialog dialog(comparison);
    auto *right = dialog.findChild<DiffPane *>(u"textRight"_s);
    QVERIFY(right->blockCount() < 5001);
    dialog.show();

    QTRY_COMPARE(right->toPlainText(), comparison.right.content);
    QCOMPARE(dialog.findChild<DiffPane *>(u"textLeft"_s)->toPlainText(), comparison.left.content);
}

void tst_Branches::rowsOfBothPanesStayLevel()
{
    ReplyComparison comparison;
    comparison.left.content = u"short\nend"_s;
    comparison.right.content =
        u"words that take more than one line in a pane of this width "_s.repeated(5) + u"\nend"_s;
    comparison.rows = diffTexts(comparison.left.content, comparison.right.content);
    CompareDialog dialog(comparison);
    dialog.resize(500, 400);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const auto topOfEnd = [&](const QString &name) {
        auto *pane = dialog.findChild<DiffPane *>(name);
        QTextCursor cursor(pane->document()->findBlockByNumber(1));
        return pane->cursorRect(cursor).top();
    };

    QCOMPARE(topOfEnd(u"textLeft"_s), topOfEnd(u"textRight"_s));
    QVERIFY(topOfEnd(u"textLeft"_s) > 2 * dialog.fontMetrics().height());
}

void tst_Branches::chosenReplyIsUsed()
{
    open();
    QMenu *others = menuOf(1)->findChild<QMenu *>(u"compareWith"_s);
    QTRY_VERIFY(others->actions().first()->isEnabled());
    others->actions().first()->trigger();
    QTRY_VERIFY(m_window->findChild<CompareDialog *>());

    QTest::mouseClick(child<QPushButton>(u"useLeft"_s), Qt::LeftButton);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).id, m_first);
    QTRY_VERIFY(!m_window->findChild<CompareDialog *>());
}

void tst_Branches::severalModelsAnswerOneAfterTheOther()
{
    m_server->setAnswers({reply("from one"), reply("from two")});
    m_workspace->services->setModels(m_service, {u"one"_s, u"two"_s, u"three"_s});
    open();
    actionOf(menuOf(1), u"Retry with"_s)->trigger();
    auto *list = child<QListWidget>(u"modelsList"_s);
    for (const QString &model : {u"one"_s, u"two"_s})
        list->findItems(model, Qt::MatchExactly).first()->setCheckState(Qt::Checked);

    QTest::mouseClick(child<QPushButton>(u"askModels"_s), Qt::LeftButton);

    QTRY_COMPARE(transcript()->at(1).alternatives, 4);
    QTRY_COMPARE(transcript()->messageAt(1).content, u"from two"_s);
    QTRY_COMPARE(m_server->requests().size(), 2);
    const QList<Message> stored = m_workspace->storedMessages(m_conversation);
    QCOMPARE(stored.at(4).content, u"from one"_s);
    QCOMPARE(stored.at(4).model, u"one"_s);
    QCOMPARE(stored.at(5).parent, m_question);
    QCOMPARE(m_workspace->storedConversation(m_conversation).model, QString());
}

void tst_Branches::modelThatFailsKeepsNoOtherFromAnswering()
{
    m_server->setAnswers({{.status = 404}, reply("from two")});
    m_workspace->services->setModels(m_service, {u"one"_s, u"two"_s});
    open();
    ChatSession *session = m_workspace->library->session(m_conversation);
    auto *regeneration = new Regeneration(session, m_second, {{m_service, u"one"_s}, {m_service, u"two"_s}});
    QSignalSpy finished(regeneration, &Regeneration::finished);

    QTRY_COMPARE(finished.size(), 1);

    const QList<Message> stored = m_workspace->storedMessages(m_conversation);
    QCOMPARE(stored.size(), 6);
    QCOMPARE(stored.at(4).state, ReplyState::Failed);
    QCOMPARE(stored.at(5).content, u"from two"_s);
    QCOMPARE(finished.first().at(0).value<MessageId>(), m_second);
    QCOMPARE(finished.first().at(1).value<MessageId>(), stored.at(5).id);
}

void tst_Branches::typedModelIsAsked()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    auto *field = child<QLineEdit>(u"modelsField"_s);
    QTRY_VERIFY(field->hasFocus());

    QTest::keyClicks(field, u"brand-new"_s);
    QTest::keyClick(field, Qt::Key_Return);

    QTRY_COMPARE(m_server->requests().size(), 1);
    QVERIFY(m_server->requests().first().body.contains("brand-new"));
    QTRY_COMPARE(transcript()->messageAt(transcript()->rowCount() - 1).content, u"Hello"_s);
}

void tst_Branches::forkIsOpenedAndUndone()
{
    open();
    auto *conversations = child<QListView>(u"conversations"_s);

    actionOf(menuOf(1), u"Fork"_s)->trigger();

    QTRY_COMPARE(m_window->windowTitle(), u"Tea (fork) – Bobbin"_s);
    QTRY_COMPARE(transcript()->rowCount(), 2);
    QVERIFY(transcript()->messageAt(1).id != m_second);
    QCOMPARE(transcript()->messageAt(1).content, u"Green tea takes four minutes."_s);
    QTRY_COMPARE(conversations->model()->rowCount(), 2);
    child<QAction>(u"undoAction"_s)->trigger();
    QTRY_COMPARE(conversations->model()->rowCount(), 1);
    QTRY_COMPARE(m_window->windowTitle(), u"Tea – Bobbin"_s);
}

void tst_Branches::findsOnAllBranches()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *field = child<QLineEdit>(u"findField"_s);
    const auto *state = child<QLabel>(u"findState"_s);
    QTest::keyClicks(field, u"green tea"_s);
    QTRY_COMPARE(state->text(), u"1 of 1 · +1 elsewhere"_s);

    QTest::keyClick(m_window.get(), Qt::Key_A, Qt::AltModifier);
    QTRY_VERIFY(child<QCheckBox>(u"findEverywhere"_s)->isChecked());
    QTRY_COMPARE(state->text(), u"1 of 2"_s);
    QTest::keyClick(child<QCheckBox>(u"findEverywhere"_s), Qt::Key_Return);

    QTRY_COMPARE(transcript()->rowCount(), 2);
    QCOMPARE(transcript()->messageAt(1).id, m_first);
    QTRY_COMPARE(state->text(), u"2 of 2"_s);
}

QTEST_MAIN(tst_Branches)
#include "tst_branches.moc"
