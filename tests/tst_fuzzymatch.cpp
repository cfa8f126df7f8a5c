#include "core/fuzzymatch.h"

#include <QTest>

#include <algorithm>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_FuzzyMatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void ranks_data();
    void ranks();
    void longTextsAreNoTrouble();
};

void tst_FuzzyMatch::finds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("positions"); // none where it is not found

    QTest::newRow("letters together") << u"tea"_s << u"Green tea"_s << QList<int> {6, 7, 8};
    QTest::newRow("beginnings of words") << u"qmv"_s << u"Qt model view"_s << QList<int> {0, 3, 9};
    QTest::newRow("parts of a name") << u"gun"_s << u"getUserName"_s << QList<int> {0, 3, 7};
    QTest::newRow("best place, not the first") << u"an"_s << u"a bit of answers"_s << QList<int> {9, 10};
    QTest::newRow("case and accents") << u"CREME"_s << u"La crème"_s << QList<int> {3, 4, 5, 6, 7};
    QTest::newRow("accents that were typed") << u"ümläut"_s << u"umlaut"_s << QList<int> {0, 1, 2, 3, 4, 5};
    QTest::newRow("words in another order")
        << u"tea green"_s << u"Green tea"_s << QList<int> {0, 1, 2, 3, 4, 6, 7, 8};
    QTest::newRow("other scripts") << u"東天"_s << u"東京の天気"_s << QList<int> {0, 3};
    QTest::newRow("another order") << u"aet"_s << u"Green tea"_s << QList<int> {};
    QTest::newRow("a letter too many") << u"teaa"_s << u"Green tea"_s << QList<int> {};
    QTest::newRow("in nothing") << u"a"_s << u""_s << QList<int> {};
}

void tst_FuzzyMatch::finds()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, text);
    QFETCH(const QList<int>, positions);

    const auto match = FuzzyPattern(typed).match(text);

    QCOMPARE(match.has_value(), !positions.isEmpty());
    if (match)
        QCOMPARE(match->positions, positions);
}

void tst_FuzzyMatch::ranks_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("best"); // and what comes after it

    QTest::newRow("the text itself first")
        << u"tea"_s << QStringList {u"Tea"_s, u"Teapots"_s, u"Green tea"_s, u"steam"_s};
    QTest::newRow("together before scattered")
        << u"plan"_s << QStringList {u"Holiday plans"_s, u"Please learn"_s};
    QTest::newRow("beginnings before the middle") << u"sd"_s << QStringList {u"Sour dough"_s, u"Wisdom"_s};
    QTest::newRow("near before far") << u"ab"_s << QStringList {u"xaxbx"_s, u"xaxxxxxxxbx"_s};
    QTest::newRow("short before long")
        << u"note"_s << QStringList {u"Notes of May"_s, u"Notes of all the other months"_s};
}

void tst_FuzzyMatch::ranks()
{
    QFETCH(const QString, typed);
    QFETCH(const QStringList, best);
    const FuzzyPattern pattern(typed);

    QList<int> scores;
    for (const QString &text : best) {
        const auto match = pattern.match(text);
        QVERIFY2(match, qPrintable(text));
        scores << match->score;
    }

    QVERIFY2(std::is_sorted(scores.rbegin(), scores.rend()), qPrintable(QDebug::toString(scores)));
    QVERIFY(scores.constFirst() > scores.constLast());
}

void tst_FuzzyMatch::longTextsAreNoTrouble()
{
    const QString text = u"ab"_s.repeated(100'000);

    QVERIFY(FuzzyPattern(u"ab"_s.repeated(1000)).match(text));
    QVERIFY(!FuzzyPattern(u"c"_s.repeated(1000)).match(text));
}

QTEST_GUILESS_MAIN(tst_FuzzyMatch)
#include "tst_fuzzymatch.moc"
