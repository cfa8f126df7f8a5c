#include "models/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_TranscriptModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsItsLengthBeforeItsMessages();
    void hasItsEnd_data();
    void hasItsEnd();
    void asksOnlyForWhatIsMissing();
    void growsInPlace();
    void followsAnAlternative();
    void truncates();
};

static BranchMessage message(const QString &text)
{
    BranchMessage result;
    result.message.id = MessageId::create();
    result.message.content = text;
    return result;
}

static QList<BranchMessage> messages(int number)
{
    QList<BranchMessage> result;
    for (int i = 0; i < number; ++i)
        result << message(QString::number(i));
    return result;
}

void tst_TranscriptModel::knowsItsLengthBeforeItsMessages()
{
    TranscriptModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QList<BranchMessage> last = messages(2);

    model.reset(10, 8, last);

    QCOMPARE(model.rowCount(), 10);
    QVERIFY(!model.isLoaded(7));
    QCOMPARE(model.at(9), last.at(1));
    QCOMPARE(model.rowOf(last.at(0).message.id), 8);
}

void tst_TranscriptModel::hasItsEnd_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("first");
    QTest::newRow("far below") << 10 << 2;
    QTest::newRow("partly loaded") << 10 << 6;
    QTest::newRow("of the same messages") << 3 << 0;
}

void tst_TranscriptModel::hasItsEnd()
{
    QFETCH(const int, rows);
    QFETCH(const int, first);
    TranscriptModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QList<BranchMessage> all = messages(rows);

    model.reset(rows, first, all.mid(first, 3), all.last(2));

    QCOMPARE(model.rowCount(), rows);
    for (const int row : {first, first + 2, rows - 2, rows - 1}) {
        QCOMPARE(model.at(row), all.at(row));
        QCOMPARE(model.rowOf(all.at(row).message.id), row);
    }
    QVERIFY(!model.isLoaded(5));
}

void tst_TranscriptModel::asksOnlyForWhatIsMissing()
{
    TranscriptModel model;
    model.reset(10, 8, messages(2));
    QSignalSpy wanted(&model, &TranscriptModel::rowsWanted);

    model.want(4, 9);
    model.want(5, 7); // on its way

    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first(), (QVariantList {4, 7}));

    const QList<BranchMessage> loaded = messages(4);
    model.setRows(4, loaded);
    model.want(4, 9);

    QCOMPARE(wanted.size(), 1);
    QCOMPARE(model.at(5), loaded.at(1));
}

void tst_TranscriptModel::growsInPlace()
{
    TranscriptModel model;
    model.reset(2, 0, {message(u"question"_s), message(u"Hel"_s)});
    QSignalSpy grown(&model, &TranscriptModel::contentGrown);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    model.growContent(1, u"lo");

    QCOMPARE(model.messageAt(1).content, u"Hello"_s);
    QCOMPARE(grown.size(), 1);
    QCOMPARE(grown.first().at(0).toInt(), 1);
    QCOMPARE(grown.first().at(1).toInt(), 3);
    QVERIFY(changed.isEmpty());
}

void tst_TranscriptModel::followsAnAlternative()
{
    TranscriptModel model;
    const QList<BranchMessage> old = messages(3);
    model.reset(3, 0, old);
    const BranchMessage other = message(u"other"_s);

    model.truncate(2);
    model.replace(1, other);

    QCOMPARE(model.rowOf(old.at(1).message.id), -1);
    QCOMPARE(model.rowOf(other.message.id), 1);
}

void tst_TranscriptModel::truncates()
{
    TranscriptModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QList<BranchMessage> all = messages(3);
    model.reset(3, 0, all);

    model.truncate(1);
    model.append(message(u"new"_s));

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf(all.at(1).message.id), -1);
    QCOMPARE(model.messageAt(1).content, u"new"_s);
}

QTEST_GUILESS_MAIN(tst_TranscriptModel)
#include "tst_transcriptmodel.moc"
