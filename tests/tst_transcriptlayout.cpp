#include "ui/transcriptlayout.h"

#include <QRandomGenerator>
#include <QTest>

using namespace bobbin;

class tst_TranscriptLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void estimatesByTheAverage();
    void keepsOwnEstimates();
    void findsTheRowAtAPixel();
    void skipsRowsWithoutHeight();
    void remembersHeightsAsEstimates();
    void agreesWithAPlainSum();
    void holdsAMillionRows();
};

void tst_TranscriptLayout::estimatesByTheAverage()
{
    TranscriptLayout layout(50);
    layout.insert(0, 4);
    QCOMPARE(layout.totalHeight(), 200);

    layout.setHeight(0, 10);
    layout.setHeight(3, 30);

    QCOMPARE(layout.height(1), 20);
    QCOMPARE(layout.top(3), 50);
    QCOMPARE(layout.totalHeight(), 80);
}

void tst_TranscriptLayout::keepsOwnEstimates()
{
    TranscriptLayout layout(50);
    layout.insert(0, 2);

    layout.setEstimate(1, 7);
    layout.setHeight(0, 100);

    QVERIFY(!layout.isMeasured(1));
    QCOMPARE(layout.totalHeight(), 107);
}

void tst_TranscriptLayout::findsTheRowAtAPixel()
{
    TranscriptLayout layout;
    layout.insert(0, 3);
    for (int row = 0; row < 3; ++row)
        layout.setHeight(row, 10 * (row + 1));

    QCOMPARE(layout.rowAt(-5), 0);
    QCOMPARE(layout.rowAt(0), 0);
    QCOMPARE(layout.rowAt(9), 0);
    QCOMPARE(layout.rowAt(10), 1);
    QCOMPARE(layout.rowAt(29), 1);
    QCOMPARE(layout.rowAt(30), 2);
    QCOMPARE(layout.rowAt(1000), 2);
}

void tst_TranscriptLayout::skipsRowsWithoutHeight()
{
    TranscriptLayout layout;
    layout.insert(0, 3);
    layout.setHeight(0, 10);
    layout.setHeight(1, 0);
    layout.setHeight(2, 10);

    QCOMPARE(layout.rowAt(10), 2);
}

void tst_TranscriptLayout::remembersHeightsAsEstimates()
{
    TranscriptLayout layout;
    layout.insert(0, 2);
    layout.setHeight(0, 10);
    layout.setHeight(1, 40);

    layout.invalidateAll();

    QVERIFY(!layout.isMeasured(0));
    QCOMPARE(layout.top(1), 10);
    layout.insert(2, 1);
    QCOMPARE(layout.height(2), 25);
}

void tst_TranscriptLayout::agreesWithAPlainSum()
{
    QRandomGenerator random(7);
    TranscriptLayout layout;
    QList<int> heights;
    const auto pick = [&random](qsizetype bound) {
        return static_cast<int>(random.bounded(static_cast<quint32>(bound)));
    };

    for (int step = 0; step < 2000; ++step) {
        const int action = pick(10);
        if (action < 4 || heights.isEmpty()) {
            const int row = action < 2 ? static_cast<int>(heights.size()) : pick(heights.size() + 1);
            const int number = 1 + pick(3);
            layout.insert(row, number);
            heights.insert(row, number, 0);
            for (int i = row; i < row + number; ++i) {
                heights[i] = pick(100);
                layout.setHeight(i, heights[i]);
            }
        } else if (action < 6) {
            const int row = action < 5 ? static_cast<int>(heights.size()) - 1 : pick(heights.size());
            layout.remove(row, 1);
            heights.remove(row);
        } else {
            const int row = pick(heights.size());
            heights[row] = pick(100);
            layout.setHeight(row, heights[row]);
        }

        int top = 0;
        for (int row = 0; row < heights.size(); ++row) {
            QCOMPARE(layout.top(row), top);
            if (heights[row] > 0)
                QCOMPARE(layout.rowAt(top + heights[row] / 2), row);
            top += heights[row];
        }
        QCOMPARE(layout.totalHeight(), top);
    }
}

void tst_TranscriptLayout::holdsAMillionRows()
{
    constexpr int Rows = 1'000'000;
    TranscriptLayout layout;
    layout.insert(0, Rows);

    for (int row = 0; row < Rows; row += 2)
        layout.setHeight(row, 100);
    for (int row = 1; row < Rows; row += 2)
        layout.setHeight(row, 200);

    QCOMPARE(layout.top(Rows / 2), Rows / 2 * 150);
    QCOMPARE(layout.rowAt(Rows / 2 * 150 + 99), Rows / 2);
    QCOMPARE(layout.rowAt(Rows / 2 * 150 + 100), Rows / 2 + 1);
}

QTEST_GUILESS_MAIN(tst_TranscriptLayout)
#include "tst_transcriptlayout.moc"
