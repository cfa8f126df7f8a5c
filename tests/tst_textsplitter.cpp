#include "textsplitter_p.h"

#include "tokenpatterns.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_TextSplitter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cuts_data();
    void cuts();
    void cutsLikeTheRegularExpression_data();
    void cutsLikeTheRegularExpression();
};

static QStringList piecesOf(Encoding encoding, const QString &text)
{
    TextSplitter splitter(encoding, text);
    QStringList pieces;
    for (QStringView piece = splitter.next(); !piece.isEmpty(); piece = splitter.next())
        pieces.append(piece.toString());
    return pieces;
}

void tst_TextSplitter::cuts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("o200k");
    QTest::addColumn<QStringList>("cl100k");

    const auto addSame = [](const char *name, const QString &text, const QStringList &pieces) {
        QTest::newRow(name) << text << pieces << pieces;
    };
    addSame("nothing", {}, {});
    addSame("words", u"Hello, big world"_s, {u"Hello"_s, u","_s, u" big"_s, u" world"_s});
    addSame("digits", u"12345 67"_s, {u"123"_s, u"45"_s, u" "_s, u"67"_s});
    addSame("the last space belongs to the word", u"a   b"_s, {u"a"_s, u"  "_s, u" b"_s});
    addSame("space at the end", u"a   "_s, {u"a"_s, u"   "_s});
    addSame("space up to the last line end", u"a \n \n  b"_s, {u"a"_s, u" \n \n"_s, u" "_s, u" b"_s});
    addSame("a surrogate pair is one character", u"\U00010428\U0001F600"_s,
            {u"\U00010428"_s, u"\U0001F600"_s});
    addSame("half a pair is punctuation", u"a\xD800 b"_s, {u"a"_s, u"\xD800"_s, u" b"_s});

    QTest::newRow("contraction") << u"we'll DON'T"_s << QStringList {u"we'll"_s, u" DON'T"_s}
                                 << QStringList {u"we"_s, u"'ll"_s, u" DON"_s, u"'T"_s};
    QTest::newRow("no contraction") << u"it'x"_s << QStringList {u"it"_s, u"'x"_s}
                                    << QStringList {u"it"_s, u"'x"_s};
    QTest::newRow("camel case") << u"XMLHttpRequest"_s << QStringList {u"XMLHttp"_s, u"Request"_s}
                                << QStringList {u"XMLHttpRequest"_s};
    QTest::newRow("capitals after a letter without case")
        << u"我ABC"_s << QStringList {u"我"_s, u"ABC"_s} << QStringList {u"我ABC"_s};
    QTest::newRow("a mark as a word")
        << u"\u0301AB"_s << QStringList {u"\u0301"_s, u"AB"_s} << QStringList {u"\u0301AB"_s};
    QTest::newRow("a mark in a word")
        << u"e\u0301a"_s << QStringList {u"e\u0301a"_s} << QStringList {u"e"_s, u"\u0301a"_s};
    QTest::newRow("slash after punctuation and line end")
        << u"!\n/x"_s << QStringList {u"!\n/"_s, u"x"_s} << QStringList {u"!\n"_s, u"/x"_s};
}

void tst_TextSplitter::cuts()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, o200k);
    QFETCH(const QStringList, cl100k);

    QCOMPARE(piecesOf(Encoding::O200k, text), o200k);
    QCOMPARE(piecesOf(Encoding::Cl100k, text), cl100k);
}

void tst_TextSplitter::cutsLikeTheRegularExpression_data()
{
    QTest::addColumn<Encoding>("encoding");

    QTest::newRow("o200k_base") << Encoding::O200k;
    QTest::newRow("cl100k_base") << Encoding::Cl100k;
}

// With characters that every version of Unicode knows.
void tst_TextSplitter::cutsLikeTheRegularExpression()
{
    QFETCH(const Encoding, encoding);
    const QRegularExpression expression(tokenPattern(encoding),
                                        QRegularExpression::UseUnicodePropertiesOption);
    QVERIFY(expression.isValid());
    const QString alphabet = u"aZz\u00E9\u00C0\u01C5\u02B0\u00AA\u6211\u0301\u20DD19\u0663\u00BD"
                             "'sSlLrReEvVtTmMdD\u017F!/-_\" \t\n\r\u00A0"_s;
    QRandomGenerator random(1);

    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (auto length = random.bounded(1, 16); length > 0; --length)
            text += alphabet[random.bounded(alphabet.size())];
        QStringList expected;
        for (auto matches = expression.globalMatch(text); matches.hasNext();)
            expected.append(matches.next().captured());

        QCOMPARE(piecesOf(encoding, text), expected);
    }
}

QTEST_APPLESS_MAIN(tst_TextSplitter)
#include "tst_textsplitter.moc"
