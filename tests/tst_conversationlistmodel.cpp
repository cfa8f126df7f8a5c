#include "models/conversationlistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ConversationListModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void groupsByDay_data();
    void groupsByDay();
    void changedConversationMovesToItsPlace();
    void pinnedStandsAboveAll();
    void resultsAreCounted();
    void searchResultsStayInPlace();
    void asksForMoreOnce();
    void pageDoesNotRepeatWhatMovedUp();
    void olderThanWhatIsLoadedIsNotShown();
    void sortsByTitle();
    void sortsByCreation();
    void unchangedRowStays();
    void sectionsFollowChanges();
    void sectionsAreThoseOfTheRows();

private:
    static ConversationSummary summary(const QString &title, int hour, bool pinned = false);
    static QStringList titles(const ConversationListModel &model);
};

ConversationSummary tst_ConversationListModel::summary(const QString &title, int hour, bool pinned)
{
    ConversationSummary summary;
    summary.id = ConversationId::create();
    summary.title = title;
    summary.pinned = pinned;
    summary.activeAt = Timestamp(std::chrono::hours(hour));
    return summary;
}

QStringList tst_ConversationListModel::titles(const ConversationListModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result << model.at(row).title;
    return result;
}

void tst_ConversationListModel::groupsByDay_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QString>("group");

    QTest::newRow("today") << QDate(2026, 3, 10) << u"Today"_s;
    QTest::newRow("a clock that was wrong") << QDate(2026, 3, 11) << u"Today"_s;
    QTest::newRow("yesterday") << QDate(2026, 3, 9) << u"Yesterday"_s;
    QTest::newRow("a week ago") << QDate(2026, 3, 3) << u"Previous 7 days"_s;
    QTest::newRow("eight days ago") << QDate(2026, 3, 2) << u"March 2026"_s;
    QTest::newRow("last year") << QDate(2025, 12, 31) << u"December 2025"_s;
}

void tst_ConversationListModel::groupsByDay()
{
    QFETCH(const QDate, day);
    QFETCH(const QString, group);
    QLocale::setDefault(QLocale::c());

    QCOMPARE(groupOfDay(day, QDate(2026, 3, 10)), group);
}

void tst_ConversationListModel::changedConversationMovesToItsPlace()
{
    ConversationListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<ConversationSummary> rows {summary(u"c"_s, 3), summary(u"b"_s, 2), summary(u"a"_s, 1)};
    model.reset(rows, ListOrder::Activity, false);

    rows[2].activeAt = Timestamp(std::chrono::hours(9));
    model.put(rows.at(2));
    QCOMPARE(titles(model), (QStringList {u"a"_s, u"c"_s, u"b"_s}));

    model.put(summary(u"new"_s, 10));
    QCOMPARE(titles(model), (QStringList {u"new"_s, u"a"_s, u"c"_s, u"b"_s}));
    model.remove(rows.at(0).id);
    QCOMPARE(titles(model), (QStringList {u"new"_s, u"a"_s, u"b"_s}));
}

void tst_ConversationListModel::pinnedStandsAboveAll()
{
    ConversationListModel model;
    QList<ConversationSummary> rows {summary(u"b"_s, 2), summary(u"a"_s, 1)};
    model.reset(rows, ListOrder::Activity, false);

    rows[1].pinned = true;
    model.put(rows.at(1));

    QCOMPARE(titles(model), (QStringList {u"a"_s, u"b"_s}));
    QCOMPARE(model.index(0).data(ConversationListModel::GroupRole).toString(), u"Pinned"_s);
}

void tst_ConversationListModel::resultsAreCounted()
{
    ConversationListModel model;
    QList<ConversationSummary> rows;
    for (int i = 0; i < 3; ++i) {
        rows.append(ConversationSummary());
        rows.last().id = ConversationId::create();
    }

    model.resetToResults(rows, 100);
    QCOMPARE(model.sections().size(), 1);
    const QString counted = model.index(0).data(ConversationListModel::GroupRole).toString();
    QVERIFY2(counted.startsWith(u"3 "_s), qPrintable(counted));

    model.resetToResults(rows, 3); // there may be more
    QVERIFY(model.index(0).data(ConversationListModel::GroupRole).toString().startsWith(u"3+ "_s));

    model.resetToResults({}, 100);
    QVERIFY(model.sections().isEmpty());
}

void tst_ConversationListModel::searchResultsStayInPlace()
{
    ConversationListModel model;
    QList<ConversationSummary> rows {summary(u"best"_s, 1), summary(u"good"_s, 2)};
    model.reset(rows, {}, false);

    rows[1].title = u"better"_s;
    model.put(rows.at(1));
    model.put(summary(u"no result"_s, 9));

    QCOMPARE(titles(model), (QStringList {u"best"_s, u"better"_s}));
    QCOMPARE(model.index(0).data(ConversationListModel::GroupRole).toString(), QString());
}

void tst_ConversationListModel::asksForMoreOnce()
{
    ConversationListModel model;
    QSignalSpy wanted(&model, &ConversationListModel::moreWanted);
    model.reset({summary(u"b"_s, 2)}, ListOrder::Activity, true);

    model.fetchMore({});
    model.fetchMore({});
    QCOMPARE(wanted.size(), 1);

    model.append({summary(u"a"_s, 1)}, false);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(titles(model), (QStringList {u"b"_s, u"a"_s}));
}

void tst_ConversationListModel::pageDoesNotRepeatWhatMovedUp()
{
    ConversationListModel model;
    ConversationSummary moved = summary(u"moved"_s, 1);
    model.reset({summary(u"b"_s, 2)}, ListOrder::Activity, true);
    moved.activeAt = Timestamp(std::chrono::hours(9));
    model.put(moved);

    model.append({moved}, false);

    QCOMPARE(titles(model), (QStringList {u"moved"_s, u"b"_s}));
}

void tst_ConversationListModel::olderThanWhatIsLoadedIsNotShown()
{
    ConversationListModel model;
    model.reset({summary(u"b"_s, 2)}, ListOrder::Activity, true);

    model.put(summary(u"old"_s, 1)); // comes with its page

    QCOMPARE(titles(model), QStringList {u"b"_s});
}

void tst_ConversationListModel::sortsByTitle()
{
    ConversationListModel model;
    model.reset({summary(u"pinned"_s, 1, true), summary(u"a"_s, 1), summary(u"Part 2"_s, 1)},
                ListOrder::Title, false);

    model.put(summary(u"Part 10"_s, 9));
    model.put(summary(u"Élan"_s, 9));

    QCOMPARE(titles(model), (QStringList {u"pinned"_s, u"a"_s, u"Élan"_s, u"Part 2"_s, u"Part 10"_s}));
}

void tst_ConversationListModel::sortsByCreation()
{
    ConversationListModel model;
    ConversationSummary first = summary(u"first"_s, 1);
    first.createdAt = Timestamp(std::chrono::hours(1));
    ConversationSummary second = summary(u"second"_s, 1);
    second.createdAt = Timestamp(std::chrono::hours(2));
    model.reset({second, first}, ListOrder::Creation, false);

    first.activeAt = Timestamp(std::chrono::hours(9));
    model.put(first);

    QCOMPARE(titles(model), (QStringList {u"second"_s, u"first"_s}));
}

void tst_ConversationListModel::unchangedRowStays()
{
    ConversationListModel model;
    const QList<ConversationSummary> rows {summary(u"a"_s, 1), summary(u"b"_s, 1), summary(u"c"_s, 1)};
    model.reset(rows, ListOrder::Activity, false);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);

    for (const ConversationSummary &row : rows)
        model.put(row);

    QCOMPARE(moved.size(), 0);
}

void tst_ConversationListModel::sectionsFollowChanges()
{
    using Section = ConversationListModel::Section;
    QLocale::setDefault(QLocale::c());
    ConversationListModel model;
    QList<ConversationSummary> rows {summary(u"b"_s, 24 * 40), summary(u"a"_s, 1)};
    model.reset(rows, ListOrder::Activity, false);
    QCOMPARE(model.sections(), (QList<Section> {{0, u"February 1970"_s}, {1, u"January 1970"_s}}));

    rows[1].pinned = true;
    model.put(rows.at(1));
    QCOMPARE(model.sections(), (QList<Section> {{0, u"Pinned"_s}, {1, u"February 1970"_s}}));

    model.remove(rows.at(0).id);
    QCOMPARE(model.sections(), (QList<Section> {{0, u"Pinned"_s}}));
}

// Found by halving, they must be what looking at each row would give.
void tst_ConversationListModel::sectionsAreThoseOfTheRows()
{
    ConversationListModel model;
    QList<ConversationSummary> rows;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 0; i < 500; ++i) {
        rows << summary(QString::number(i), 0, i < 3);
        rows.last().activeAt = Timestamp(std::chrono::milliseconds(now - qint64(i) * i * 3'600'000));
    }
    model.reset(rows, ListOrder::Activity, false);

    QList<ConversationListModel::Section> expected;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString group = model.index(row).data(ConversationListModel::GroupRole).toString();
        if (expected.isEmpty() || expected.constLast().title != group)
            expected.append({row, group});
    }
    QCOMPARE(model.sections(), expected);
}

QTEST_GUILESS_MAIN(tst_ConversationListModel)
#include "tst_conversationlistmodel.moc"
