#include "net/retrypolicy.h"

#include <QTest>

using namespace bobbin;
using std::chrono::milliseconds;
using Delay = std::optional<milliseconds>;

class tst_RetryPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waits_data();
    void waits();
    void waitsLongerForABusyContainer();
};

void tst_RetryPolicy::waits_data()
{
    QTest::addColumn<bool>("mayRetry");
    QTest::addColumn<Delay>("retryAfter");
    QTest::addColumn<int>("attempt");
    QTest::addColumn<double>("jitter");
    QTest::addColumn<Delay>("delay");

    QTest::newRow("first") << true << Delay() << 0 << 0.0 << Delay(500);
    QTest::newRow("second") << true << Delay() << 1 << 0.0 << Delay(1000);
    QTest::newRow("never a third") << true << Delay() << 2 << 0.0 << Delay();
    QTest::newRow("jitter shortens") << true << Delay() << 0 << 1.0 << Delay(375);
    QTest::newRow("no retry") << false << Delay() << 0 << 0.0 << Delay();
    QTest::newRow("no retry despite a wish") << false << Delay(1000) << 0 << 0.0 << Delay();
    QTest::newRow("wish") << true << Delay(2000) << 0 << 1.0 << Delay(2000);
    QTest::newRow("wish for at once") << true << Delay(0) << 0 << 0.0 << Delay(250);
    QTest::newRow("wish for a minute") << true << Delay(60'000) << 0 << 0.0 << Delay(60'000);
    QTest::newRow("wish for longer") << true << Delay(60'001) << 0 << 0.0 << Delay();
}

void tst_RetryPolicy::waits()
{
    QFETCH(const bool, mayRetry);
    QFETCH(const Delay, retryAfter);
    QFETCH(const int, attempt);
    QFETCH(const double, jitter);
    const CompletionError error {.mayRetry = mayRetry, .retryAfter = retryAfter};

    QTEST(retryDelay(error, attempt, jitter), "delay");
}

void tst_RetryPolicy::waitsLongerForABusyContainer()
{
    const CompletionError error {
        .kind = CompletionError::Kind::ThreadBusy, .mayRetry = true, .retryAfter = milliseconds(2000)};

    QCOMPARE(retryDelay(error, 4, 0), Delay(2000));
    QCOMPARE(retryDelay(error, 5, 0), Delay());
}

QTEST_APPLESS_MAIN(tst_RetryPolicy)
#include "tst_retrypolicy.moc"
