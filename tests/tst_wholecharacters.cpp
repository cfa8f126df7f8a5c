#include "core/wholecharacters.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

constexpr QChar High(0xd83d);
constexpr QChar Low(0xde00);

} // namespace

class tst_WholeCharacters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void halvesAreReplaced();
    void beginningEndsBetweenCharacters();
    void piecesAreJoined_data();
    void piecesAreJoined();
};

void tst_WholeCharacters::halvesAreReplaced()
{
    QCOMPARE(wholeCharacters({}), QString());
    QCOMPARE(wholeCharacters(u"a 😀 z"_s), u"a 😀 z"_s);
    QCOMPARE(wholeCharacters(u"a"_s + High + u"\nz"_s), u"a\uFFFD\nz"_s);
    QCOMPARE(wholeCharacters(Low + u"a"_s + High), u"\uFFFDa\uFFFD"_s);
    QCOMPARE(wholeCharacters(QString(High) + High + Low), u"\uFFFD😀"_s);
    QCOMPARE(wholeCharacters(QString(Low) + High), u"\uFFFD\uFFFD"_s);
}

void tst_WholeCharacters::beginningEndsBetweenCharacters()
{
    QCOMPARE(wholeBeginning(u"a😀z"_s, 4), u"a😀z"_s);
    QCOMPARE(wholeBeginning(u"a😀z"_s, 3), u"a😀"_s);
    QCOMPARE(wholeBeginning(u"a😀z"_s, 2), u"a"_s);
    QCOMPARE(wholeBeginning(u"a😀z"_s, 0), QString());
}

void tst_WholeCharacters::piecesAreJoined_data()
{
    QTest::addColumn<QStringList>("pieces");
    QTest::addColumn<QStringList>("given"); // and what is given at the end

    QTest::newRow("whole") << QStringList {u"a😀"_s, u"z"_s} << QStringList {u"a😀"_s, u"z"_s, {}};
    QTest::newRow("apart") << QStringList {u"a"_s + High, Low + u"z"_s} << QStringList {u"a"_s, u"😀z"_s, {}};
    QTest::newRow("with nothing between")
        << QStringList {QString(High), {}, QString(Low)} << QStringList {{}, {}, u"😀"_s, {}};
    QTest::newRow("only a half") << QStringList {QString(High), u"z"_s} << QStringList {{}, u"\uFFFDz"_s, {}};
    QTest::newRow("a half at the end") << QStringList {u"a"_s + High} << QStringList {u"a"_s, u"\uFFFD"_s};
}

void tst_WholeCharacters::piecesAreJoined()
{
    QFETCH(const QStringList, pieces);
    QFETCH(const QStringList, given);

    CharacterJoiner joiner;
    QStringList joined;
    for (const QString &piece : pieces)
        joined.append(joiner.feed(piece));
    joined.append(joiner.finish());

    QCOMPARE(joined, given);
}

QTEST_APPLESS_MAIN(tst_WholeCharacters)
#include "tst_wholecharacters.moc"
