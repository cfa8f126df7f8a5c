#include "testworkspace.h"

#include "session/textfinder.h"

#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

// What Ctrl+F does, on a real database.
class tst_TextFinder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void goesUpFromTheNewest();
    void saysHowManyAreElsewhere();
    void goesThroughAllBranchesAndRound();
    void orderStaysWhileBranchesChange();
    void marksTheRowsOfTheBranchThatIsShown();
    void findsWhatCameLater();
    void onlyTheLastTextIsLookedFor();
    void nothingIsMarkedAtTheEnd();

private:
    MessageId add(const MessageId &parent, const QString &text);
    void open();
    void find(const QString &text, int step, bool isAgain);

    std::unique_ptr<TestWorkspace> m_workspace;
    ConversationId m_conversation;
    ChatSession *m_session = nullptr;
    std::unique_ptr<TextFinder> m_finder;
    std::unique_ptr<QSignalSpy> m_found;
    std::unique_ptr<QSignalSpy> m_notFound;
    std::unique_ptr<QSignalSpy> m_counted;
    std::unique_ptr<QSignalSpy> m_marked;
    // needle 1 ─ needle 2 ─ hay ─ needle 3    is shown
    //          ├ needle 4
    //          └ hay ─ needle 5
    QList<MessageId> m_needles;
};

void tst_TextFinder::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_conversation = m_workspace->addConversation(u"Tea"_s, {});
    const MessageId first = add({}, u"needle 1"_s);
    const MessageId second = add(first, u"a Needle, 2"_s);
    const MessageId hay = add(second, u"hay"_s);
    const MessageId third = add(hay, u"needle 3"_s);
    const MessageId fourth = add(first, u"needle 4"_s);
    const MessageId otherHay = add(first, u"more hay"_s);
    const MessageId fifth = add(otherHay, u"needle 5"_s);
    m_needles = {first, second, third, fourth, fifth};
    m_workspace->writer->run([this, third](ConversationStore &store) {
        (void)store.conversations().setLeaf(m_conversation, third);
    });
    m_workspace->settle();
    open();
}

void tst_TextFinder::cleanup()
{
    m_finder.reset();
    m_workspace.reset();
}

MessageId tst_TextFinder::add(const MessageId &parent, const QString &text)
{
    Message message;
    message.id = MessageId::create();
    message.parent = parent;
    message.content = text;
    m_workspace->writer->run([this, message](ConversationStore &store) {
        (void)store.messages().append(m_conversation, message);
    });
    return message.id;
}

void tst_TextFinder::open()
{
    m_session = m_workspace->library->session(m_conversation);
    QSignalSpy opened(m_session, &ChatSession::opened);
    QVERIFY(m_session->isOpen() || opened.wait());
    m_finder = std::make_unique<TextFinder>();
    m_found = std::make_unique<QSignalSpy>(m_finder.get(), &TextFinder::found);
    m_notFound = std::make_unique<QSignalSpy>(m_finder.get(), &TextFinder::notFound);
    m_counted = std::make_unique<QSignalSpy>(m_finder.get(), &TextFinder::counted);
    m_marked = std::make_unique<QSignalSpy>(m_finder.get(), &TextFinder::marked);
    m_finder->setSession(m_session);
}

void tst_TextFinder::find(const QString &text, int step, bool isAgain)
{
    m_found->clear();
    m_notFound->clear();
    m_finder->find(text, step, isAgain);
    QTRY_COMPARE(m_found->size() + m_notFound->size(), 1);
}

void tst_TextFinder::goesUpFromTheNewest()
{
    for (const int expected : {2, 1, 0}) {
        find(u"needle"_s, -1, expected != 2);
        QCOMPARE(m_found->size(), 1);
        QCOMPARE(m_found->first().first().value<MessageId>(), m_needles.at(expected));
        QCOMPARE(m_counted->last().at(1).toInt(), expected + 1);
    }

    find(u"needle"_s, -1, true);

    QCOMPARE(m_notFound->size(), 1);
    find(u"needle"_s, 1, true);
    QCOMPARE(m_found->first().first().value<MessageId>(), m_needles.at(1));
}

void tst_TextFinder::saysHowManyAreElsewhere()
{
    find(u"needle"_s, -1, false);
    QCOMPARE(m_counted->last(), (QVariantList {3, 3, 2}));

    find(u"needle 4"_s, -1, false);
    QCOMPARE(m_notFound->last().first().toInt(), 1);

    m_finder->setEverywhere(true);
    QCOMPARE(m_counted->last(), (QVariantList {1, 0, 0}));
}

void tst_TextFinder::goesThroughAllBranchesAndRound()
{
    m_finder->setEverywhere(true);
    QList<MessageId> visited;
    for (int i = 0; i < 6; ++i) {
        find(u"needle"_s, 1, i > 0);
        visited.append(m_found->first().first().value<MessageId>());
    }

    QCOMPARE(m_counted->last().first().toInt(), 5);
    QCOMPARE(visited,
             (QList {m_needles[2], m_needles[3], m_needles[4], m_needles[0], m_needles[1], m_needles[2]}));
}

void tst_TextFinder::orderStaysWhileBranchesChange()
{
    connect(m_finder.get(), &TextFinder::found, m_session, &ChatSession::showMessage);
    QSignalSpy shown(m_session, &ChatSession::branchShown);
    m_finder->setEverywhere(true);
    QList<int> numbers;
    for (int i = 0; i < 5; ++i) {
        shown.clear();
        find(u"needle"_s, 1, i > 0);
        QTRY_COMPARE(shown.size(), 1);
        m_workspace->settle();
        numbers.append(m_counted->last().at(1).toInt());
    }

    QCOMPARE(numbers, (QList {3, 4, 5, 1, 2}));
}

void tst_TextFinder::marksTheRowsOfTheBranchThatIsShown()
{
    find(u"needle"_s, -1, false);
    QCOMPARE(m_marked->last().at(1).value<QList<int>>(), (QList {0, 1, 3}));

    m_session->showMessage(m_needles.at(4));

    QTRY_COMPARE(m_marked->last().at(1).value<QList<int>>(), (QList {0, 2}));
    QTRY_COMPARE(m_counted->last(), (QVariantList {2, 0, 3}));
}

void tst_TextFinder::findsWhatCameLater()
{
    find(u"needle"_s, -1, false);
    add(m_needles.at(3), u"needle 6"_s);
    m_workspace->settle();
    Q_EMIT m_session->branchesChanged();

    find(u"needle"_s, -1, true);

    QCOMPARE(m_counted->last(), (QVariantList {3, 2, 3}));
}

void tst_TextFinder::onlyTheLastTextIsLookedFor()
{
    for (const QString &text : {u"n"_s, u"ne"_s, u"nee"_s, u"needle 2"_s})
        m_finder->find(text, -1, false);
    m_finder->find(u"needle 1"_s, -1, false);

    QTRY_COMPARE(m_found->size(), 1);
    m_workspace->settle();

    QCOMPARE(m_found->size(), 1);
    QCOMPARE(m_found->last().first().value<MessageId>(), m_needles.at(0));
}

void tst_TextFinder::nothingIsMarkedAtTheEnd()
{
    find(u"needle"_s, -1, false);

    m_finder->end();

    QCOMPARE(m_marked->last().first().toString(), QString());
    QVERIFY(m_marked->last().at(1).value<QList<int>>().isEmpty());
}

QTEST_GUILESS_MAIN(tst_TextFinder)
#include "tst_textfinder.moc"
