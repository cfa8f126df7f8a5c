#include "core/titlekey.h"

#include <QTest>

#include <algorithm>
#include <future>
#include <random>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_TitleKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ordersTitles_data();
    void ordersTitles();
    void makesNoDifference_data();
    void makesNoDifference();
    void isShort();
    void isTheSameInAllThreads();
};

void tst_TitleKey::ordersTitles_data()
{
    QTest::addColumn<QLocale::Language>("language");
    QTest::addColumn<QStringList>("titles");

    QTest::newRow("numbers by their value")
        << QLocale::English << QStringList {u"Part 2"_s, u"Part 10"_s, u"Part 10 b"_s, u"Part 100"_s};
    QTest::newRow("digits before letters")
        << QLocale::English << QStringList {u""_s, u"7 dwarfs"_s, u"Seven"_s};
    QTest::newRow("case and accents")
        << QLocale::French << QStringList {u"Ecole a"_s, u"école b"_s, u"Ecole c"_s, u"Été"_s};
    QTest::newRow("words before what they begin")
        << QLocale::English << QStringList {u"new year"_s, u"news"_s};
    QTest::newRow("letters of Swedish")
        << QLocale::Swedish << QStringList {u"Zebra"_s, u"Ås"_s, u"Ängel"_s, u"Öl"_s};
    QTest::newRow("the same in German")
        << QLocale::German << QStringList {u"Ängel"_s, u"Ås"_s, u"Öl"_s, u"Zebra"_s};
    QTest::newRow("the own script first")
        << QLocale::Russian << QStringList {u"Ёлка"_s, u"ель"_s, u"Жук"_s, u"zoo"_s, u"άλφα"_s};
    QTest::newRow("other scripts last") << QLocale::English << QStringList {u"zoo"_s, u"שלום"_s, u"東京"_s};
}

void tst_TitleKey::ordersTitles()
{
    QFETCH(const QLocale::Language, language);
    QFETCH(const QStringList, titles);
    QStringList shuffled = titles;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(1)); // the same each time

    std::sort(shuffled.begin(), shuffled.end(), [language](const QString &a, const QString &b) {
        return titleKey(a, language) < titleKey(b, language);
    });

    QCOMPARE(shuffled, titles);
}

void tst_TitleKey::makesNoDifference_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");

    QTest::newRow("case") << u"Whale"_s << u"wHALE"_s;
    QTest::newRow("accents") << u"Crème brûlée"_s << u"Creme brulee"_s;
    QTest::newRow("composition") << u"caf\u00e9"_s << u"cafe\u0301"_s;
    QTest::newRow("what is around words") << u"“Hello”, world!"_s << u"Hello world"_s;
    QTest::newRow("zeros before a number") << u"Part 007"_s << u"Part 7"_s;
}

void tst_TitleKey::makesNoDifference()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);

    QCOMPARE(titleKey(a, QLocale::English), titleKey(b, QLocale::English));
}

void tst_TitleKey::isShort()
{
    constexpr qsizetype Enough = 1000;

    QVERIFY(titleKey(u"word "_s.repeated(100'000), QLocale::English).size() < Enough);
    QVERIFY(titleKey(u"9"_s.repeated(100'000), QLocale::English).size() < Enough);
}

// Beside what it asserts, something for ThreadSanitizer to look at: the alphabets are made once for all
// threads.
void tst_TitleKey::isTheSameInAllThreads()
{
    const auto keys = [] {
        QList<QByteArray> made;
        for (const auto language : {QLocale::Danish, QLocale::Polish, QLocale::Turkish})
            made.append(titleKey(u"Ångström 12"_s, language));
        return made;
    };
    auto first = std::async(std::launch::async, keys);
    auto second = std::async(std::launch::async, keys);

    QCOMPARE(first.get(), second.get());
}

QTEST_GUILESS_MAIN(tst_TitleKey)
#include "tst_titlekey.moc"
