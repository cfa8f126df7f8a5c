#include "transcriptfixture.h"
#include "ui/transcriptaccessible.h"
#include "ui/transcriptview.h"

#include <QAccessible>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_TranscriptAccessible : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { QAccessible::installUpdateHandler(nullptr); }
    void init();
    void cleanup() { m_view.reset(); }

    void isAListOfMessages();
    void namesTheSpeaker_data();
    void namesTheSpeaker();
    void namesRowsThatAreNotLoaded();
    void keepsChildrenWithTheirMessages();
    void keepsChildrenWhenOthersGo();
    void saysNothingOfWhatIsGone();
    void staysBounded();
    void tellsWhereMessagesAre();
    void givesTheText();
    void givesPlacesOfCharacters();
    void selects();
    void offersLinksAndButtons();
    void announcesTheCurrentMessage();
    void announcesAReplyOnce();

private:
    [[nodiscard]] QAccessibleInterface *list() const
    {
        return QAccessible::queryAccessibleInterface(m_view.get());
    }

    static QList<std::pair<QAccessible::Event, QString>> s_events;

    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<TranscriptView> m_view;
};

QList<std::pair<QAccessible::Event, QString>> tst_TranscriptAccessible::s_events;

void tst_TranscriptAccessible::initTestCase()
{
    QAccessible::setActive(true);
    {
        // As long as the list is Qt's own one, which has no messages, there is nothing to tell.
        TranscriptModel model;
        model.reset(100, 0, branchMessages(100));
        TranscriptView view;
        view.setModel(&model);
        announceCurrent(&view, 50);
        announceLoaded(&view, 50, 60);
    }
    installTranscriptAccessibility();
    QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
        if (QAccessibleInterface *interface = event->accessibleInterface())
            s_events.append({event->type(), interface->text(QAccessible::Name)});
    });
}

void tst_TranscriptAccessible::init()
{
    m_model = std::make_unique<TranscriptModel>();
    m_model->reset(100, 0, branchMessages(100));
    m_view = std::make_unique<TranscriptView>();
    m_view->resize(500, 400);
    m_view->setModel(m_model.get());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    s_events.clear();
}

void tst_TranscriptAccessible::isAListOfMessages()
{
    QCOMPARE(list()->role(), QAccessible::List);
    QCOMPARE(list()->text(QAccessible::Name), u"Messages"_s);
    QCOMPARE(m_view->objectName(), u"messages"_s);
    QCOMPARE(list()->childCount(), 100);
    QCOMPARE(list()->child(7)->role(), QAccessible::ListItem);
    QCOMPARE(list()->child(7)->parent(), list());
    QCOMPARE(list()->indexOfChild(list()->child(7)), 7);
    QVERIFY(!list()->child(100));
}

void tst_TranscriptAccessible::namesTheSpeaker_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QString>("name");

    QTest::newRow("user") << Role::User << u"You said: some bold text"_s;
    QTest::newRow("assistant") << Role::Assistant << u"Assistant said: some bold text"_s;
    QTest::newRow("system") << Role::System << u"System said: some bold text"_s;
}

void tst_TranscriptAccessible::namesTheSpeaker()
{
    QFETCH(Role, role);
    m_model->reset(1, 0, {branchMessage(u"some **bold** text"_s, role)});

    QTEST(list()->child(0)->text(QAccessible::Name), "name");
}

void tst_TranscriptAccessible::namesRowsThatAreNotLoaded()
{
    m_model->reset(10, 9, branchMessages(1));

    QCOMPARE(list()->child(2)->text(QAccessible::Name), u"Message 3 of 10, not loaded"_s);
    QVERIFY(list()->child(2)->textInterface());
    QCOMPARE(list()->child(2)->textInterface()->characterCount(), 0);
}

void tst_TranscriptAccessible::keepsChildrenWithTheirMessages()
{
    QAccessibleInterface *last = list()->child(99);
    QVERIFY(last->isValid());

    m_model->truncate(99);

    QVERIFY(!last->isValid());
    QCOMPARE(list()->childCount(), 99);
}

void tst_TranscriptAccessible::keepsChildrenWhenOthersGo()
{
    QList<QAccessibleInterface *> children;
    for (int row = 0; row < 100; ++row)
        children << list()->child(row);

    m_model->truncate(40);

    for (int row = 0; row < 40; ++row)
        QCOMPARE(list()->child(row), children.at(row));
}

// Assistive technology may hold on to what it was given.
void tst_TranscriptAccessible::saysNothingOfWhatIsGone()
{
    m_model->reset(1, 0, {branchMessage(u"a [link](https://example.com)"_s)});
    QCoreApplication::processEvents();
    QAccessibleInterface *message = list()->child(0);
    QAccessibleInterface *link = nullptr;
    for (int i = 0; i < message->childCount(); ++i) {
        if (message->child(i)->role() == QAccessible::Link)
            link = message->child(i);
    }
    QVERIFY(link);

    m_model->truncate(0);

    for (QAccessibleInterface *gone : {message, link}) {
        QVERIFY(!gone->isValid());
        QCOMPARE(gone->text(QAccessible::Name), QString());
        QCOMPARE(gone->rect(), QRect());
        QVERIFY(gone->state().invalid);
        QCOMPARE(gone->childCount(), 0);
        QVERIFY(!gone->child(0));
        QVERIFY(!gone->childAt(0, 0));
    }
    QVERIFY(!link->parent());
    QCOMPARE(list()->indexOfChild(message), -1);
    QCOMPARE(message->textInterface()->selectionCount(), 0);
    message->textInterface()->removeSelection(0);
    link->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
}

void tst_TranscriptAccessible::staysBounded()
{
    m_model->reset(20'000, 19'900, branchMessages(100));

    for (int row = 0; row < 20'000; ++row)
        QVERIFY(list()->child(row)->isValid());

    QVERIFY(list()->child(19'999)->text(QAccessible::Name).startsWith(u"Assistant said: Message 99"));
}

void tst_TranscriptAccessible::tellsWhereMessagesAre()
{
    QAccessibleInterface *last = list()->child(99);

    QVERIFY(!last->state().offscreen);
    QVERIFY(list()->child(0)->state().offscreen);
    const QPoint corner = m_view->viewport()->mapToGlobal(m_view->rowRect(99).topLeft());
    QCOMPARE(last->rect().topLeft(), corner);
    const QPoint bottom = m_view->viewport()->mapToGlobal(QPoint(200, m_view->viewport()->height() - 5));
    QCOMPARE(list()->childAt(bottom.x(), bottom.y()), last);
}

void tst_TranscriptAccessible::givesTheText()
{
    m_model->reset(1, 0, {branchMessage(u"Some **bold** text.\n\n- item\n\n```\ncode\n```"_s)});
    QAccessibleTextInterface *text = list()->child(0)->textInterface();

    QCOMPARE(text->text(0, text->characterCount()), u"Some bold text.\n\n•\titem\n\ncode"_s);
    int start = 0;
    int end = 0;
    QCOMPARE(text->textAtOffset(6, QAccessible::WordBoundary, &start, &end), u"bold"_s);
    QCOMPARE(start, 5);
    QCOMPARE(end, 9);
}

void tst_TranscriptAccessible::givesPlacesOfCharacters()
{
    m_model->reset(1, 0, {branchMessage(u"first\n\nsecond"_s)});
    QAccessibleTextInterface *text = list()->child(0)->textInterface();

    const QRect f = text->characterRect(0);
    const QRect s = text->characterRect(7);

    QVERIFY(f.isValid());
    QVERIFY(s.top() > f.bottom());
    QCOMPARE(text->offsetAtPoint(f.center() - QPoint(f.width() / 3, 0)), 0);
    QCOMPARE(text->offsetAtPoint(s.center() - QPoint(s.width() / 3, 0)), 7);
}

void tst_TranscriptAccessible::selects()
{
    m_model->reset(1, 0, {branchMessage(u"first\n\nsecond"_s)});
    QAccessibleTextInterface *text = list()->child(0)->textInterface();
    QCOMPARE(text->selectionCount(), 0);

    text->setSelection(0, 2, 9);

    QCOMPARE(m_view->selection().text(), u"rst\n\nse"_s);
    int start = 0;
    int end = 0;
    text->selection(0, &start, &end);
    QCOMPARE(start, 2);
    QCOMPARE(end, 9);
    QCOMPARE(text->cursorPosition(), 9);
}

void tst_TranscriptAccessible::offersLinksAndButtons()
{
    m_model->reset(1, 0, {branchMessage(u"[a link](https://example.org)"_s)});
    QAccessibleInterface *message = list()->child(0);
    QStringList names;
    QAccessibleInterface *link = nullptr;
    for (int i = 0; i < message->childCount(); ++i) {
        names << message->child(i)->text(QAccessible::Name);
        QCOMPARE(message->indexOfChild(message->child(i)), i);
        if (message->child(i)->role() == QAccessible::Link)
            link = message->child(i);
    }
    QString opened;
    connect(m_view.get(), &TranscriptView::linkActivated, this,
            [&opened](const QUrl &url) { opened = url.toString(); });

    QVERIFY(names.contains(u"Copy message"_s));
    QVERIFY(link);
    QCOMPARE(link->text(QAccessible::Name), u"a link"_s);
    link->actionInterface()->doAction(QAccessibleActionInterface::pressAction());

    QCOMPARE(opened, u"https://example.org"_s);
}

void tst_TranscriptAccessible::announcesTheCurrentMessage()
{
    if (!QAccessible::isActive())
        QSKIP("This platform has no accessibility bridge");
    m_view->activateWindow();
    m_view->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(m_view->hasFocus());
    s_events.clear();

    m_view->setCurrentRow(50);

    QCOMPARE(s_events.size(), 1);
    QCOMPARE(s_events.first().first, QAccessible::Focus);
    QVERIFY(s_events.first().second.startsWith(u"You said: Message 50"));
    QVERIFY(list()->child(50)->state().focused);
}

void tst_TranscriptAccessible::announcesAReplyOnce()
{
    if (!QAccessible::isActive())
        QSKIP("This platform has no accessibility bridge");
    BranchMessage reply = branchMessage(u"Hel"_s);
    reply.message.state = ReplyState::Streaming;
    m_model->append(reply);
    s_events.clear();

    m_model->growContent(100, u"lo");
    m_model->growContent(100, u" world");
    reply = m_model->at(100);
    reply.message.state = ReplyState::Complete;
    m_model->replace(100, reply);
    m_model->replace(100, reply);

    QCOMPARE(s_events.count({QAccessible::NameChanged, u"Assistant said: Hello world"_s}), 1);
    QCOMPARE(s_events.count({QAccessible::ObjectShow, u"The answer is complete."_s}), 1);
}

QTEST_MAIN(tst_TranscriptAccessible)
#include "tst_transcriptaccessible.moc"
