#include "core/knowntime.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

Timestamp day(double days)
{
    return Timestamp(std::chrono::milliseconds(static_cast<qint64>((20'000 + days) * 86'400'000)));
}

} // namespace

class tst_KnownTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void follows_data();
    void follows();
};

void tst_KnownTime::follows_data()
{
    QTest::addColumn<QList<double>>("seen"); // on which days the clock was looked at, one after the other
    QTest::addColumn<double>("forAges"); // at the last look

    QTest::newRow("the first look") << QList<double> {5} << 5.0;
    QTest::newRow("a clock that goes on") << QList<double> {0, 0.1, 3, 9} << 9.0;
    QTest::newRow("a clock that was corrected by a little") << QList<double> {3, 2.9} << 2.9;
    QTest::newRow("far ahead") << QList<double> {0, 400} << 0.0;
    QTest::newRow("far ahead, all day") << QList<double> {0, 400, 400.1, 400.5, 400.8} << 0.0;
    QTest::newRow("far ahead, for days") << QList<double> {0, 400, 401, 402, 403} << 0.0;
    QTest::newRow("far ahead, and a week later") << QList<double> {0, 400, 407.5} << 0.0; // not enough days
    QTest::newRow("back from a long journey") << QList<double> {0, 400, 402, 407.5} << 407.5;
    QTest::newRow("used once in a month") << QList<double> {0, 30, 60, 90} << 90.0;
    QTest::newRow("far ahead, then right again") << QList<double> {0, 400, 401, 1} << 1.0;
    QTest::newRow("far ahead now and then") << QList<double> {0, 400, 1, 401, 2, 402, 3, 408} << 3.0;
    QTest::newRow("set back") << QList<double> {0, -9000} << -9000.0; // nothing looks older by that
    QTest::newRow("set back, then right again") << QList<double> {0, -9000, -8999, 1} << 1.0;
    QTest::newRow("set back for good") << QList<double> {0, -100, -95, -92, -80} << -92.0;
}

void tst_KnownTime::follows()
{
    QFETCH(const QList<double>, seen);
    QFETCH(const double, forAges);
    KnownTime time;

    for (const double look : seen)
        time = time.seen(day(look));

    QCOMPARE(time.at(day(seen.constLast())), day(forAges));
}

QTEST_APPLESS_MAIN(tst_KnownTime)
#include "tst_knowntime.moc"
