#include "testworkspace.h"
#include "turnplan.h"

#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Day = 24; // hours
constexpr int Year = 365 * Day;

} // namespace

// The system's clock is set to another year while there is something that is kept for a while only.
class tst_ClockJumps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_workspace = std::make_unique<TestWorkspace>(); }
    void cleanup() { m_workspace.reset(); }

    void trashStaysWhileTheClockIsWrong();
    void trashGoesWhenTheNewTimeIsSure();
    void trashOfAClockThatWasBackIsNotOld();
    void allTrashGoesWhenAskedFor();
    void serverThreadIsNotGivenUp();

private:
    /// Starts the program when the clock is ahead by `hours`.
    void startAt(int hours);
    [[nodiscard]] bool isThere(const ConversationId &id);
    ConversationId throwAway();

    std::unique_ptr<TestWorkspace> m_workspace;
};

void tst_ClockJumps::startAt(int hours)
{
    m_workspace->clock.ahead = hours;
    m_workspace->library->emptyOldTrash(std::chrono::days(30));
    m_workspace->settle(); // the look at the clock
    m_workspace->settle(); // what is deleted because of it
}

bool tst_ClockJumps::isThere(const ConversationId &id)
{
    return m_workspace->storedConversation(id).id == id;
}

ConversationId tst_ClockJumps::throwAway()
{
    const ConversationId id = m_workspace->addConversation(u"Whales"_s, {u"Hi"_s, u"Hello"_s});
    m_workspace->writer->run(
        [id](ConversationStore &store) { (void)store.conversations().setTrashed(id, true); });
    m_workspace->settle();
    return id;
}

void tst_ClockJumps::trashStaysWhileTheClockIsWrong()
{
    startAt(0);
    const ConversationId id = throwAway();

    for (const int hours : {Year, Year + 1, Year + Day, Year + 2 * Day, Year + 3 * Day, -50 * Year, 5, Day})
        startAt(hours);

    QVERIFY(isThere(id));
}

void tst_ClockJumps::trashGoesWhenTheNewTimeIsSure()
{
    startAt(0);
    const ConversationId id = throwAway();

    for (int day = 0; day < 8; ++day) {
        QVERIFY(isThere(id));
        startAt(Year + day * Day);
    }

    QVERIFY(!isThere(id));
}

void tst_ClockJumps::trashOfAClockThatWasBackIsNotOld()
{
    startAt(0);
    m_workspace->clock.ahead = -20 * Year;
    const ConversationId id = throwAway();

    startAt(1);

    QVERIFY(isThere(id));
}

void tst_ClockJumps::allTrashGoesWhenAskedFor()
{
    m_workspace->clock.ahead = Year;
    const ConversationId id = throwAway();
    m_workspace->clock.ahead = 0;

    m_workspace->library->emptyTrash();
    m_workspace->settle();

    QVERIFY(!isThere(id));
}

void tst_ClockJumps::serverThreadIsNotGivenUp()
{
    startAt(0);
    const ConversationId id = m_workspace->addConversation(u"Whales"_s, {u"Hi"_s, u"Hello"_s});
    const ServiceId service = m_workspace->addService(QUrl(u"http://localhost:1/v1"_s));
    ServerThread thread;
    thread.id = ServerThreadId::create();
    thread.service = service;
    thread.strategy = u"conversation"_s;
    thread.remoteId = u"conv_1"_s;
    thread.createdAt = thread.usedAt = m_workspace->clock.now();
    thread.lastMessage = m_workspace->storedMessages(id).constLast().id;
    std::optional<TurnPlan> plan;
    m_workspace->clock.ahead = Year;

    m_workspace->writer->run(
        this,
        [this, id, service, thread](ConversationStore &store) {
            (void)store.serverThreads().put(id, thread);
            return planTurn(store,
                            {.conversation = store.conversations().find(id).value(),
                             .service = store.services().all().value().constFirst(),
                             .model = u"m"_s,
                             .strategy = Strategy::Conversation,
                             .reply = {},
                             .now = m_workspace->clock.now(),
                             .draft = u"More"_s});
        },
        [&plan](const Result<TurnPlan, StoreError> &made) { plan = made.value(); });

    QTRY_VERIFY(plan);
    QVERIFY(plan->held);
    QVERIFY(!plan->expired);
}

QTEST_GUILESS_MAIN(tst_ClockJumps)
#include "tst_clockjumps.moc"
