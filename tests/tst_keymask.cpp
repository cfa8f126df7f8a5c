#include "keymask.h"

#include <QRegularExpression>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_KeyMask : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void masks_data();
    void masks();
    void holdsBackNoWord();
};

void tst_KeyMask::masks_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    const QByteArray key = "sk-abcabcabd-0123";

    QTest::newRow("alone") << key << u"sk-abcabcabd-0123"_s << u"***"_s;
    QTest::newRow("in a sentence") << key << u"It is sk-abcabcabd-0123, really."_s << u"It is ***, really."_s;
    QTest::newRow("twice") << key << u"sk-abcabcabd-0123sk-abcabcabd-0123!"_s << u"******!"_s;
    QTest::newRow("after its own beginning") << key << u"sk-sk-abcabcabd-0123."_s << u"sk-***."_s;
    QTest::newRow("after more of it") << key << u"sk-abcabcsk-abcabcabd-0123"_s << u"sk-abcabc***"_s;
    QTest::newRow("only its beginning") << key << u"a sk-abcabcab"_s << u"a sk-abcabcab"_s;
    QTest::newRow("nearly") << key << u"sk-abcabcabd-0124"_s << u"sk-abcabcabd-0124"_s;
    QTest::newRow("nothing of it") << key << u"ü 世界 😀"_s << u"ü 世界 😀"_s;
    QTest::newRow("a word for services without keys")
        << QByteArray("ollama") << u"Use ollama."_s << u"Use ollama."_s;
    QTest::newRow("no key") << QByteArray() << u"Hello"_s << u"Hello"_s;
}

// Wherever the text is cut: at any two places, and everywhere. Of a key that is cut the first few letters,
// which all keys have, may have been given out.
void tst_KeyMask::masks()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QString, text);
    QFETCH(const QString, masked);
    const auto result = [&key](const QStringList &pieces) {
        KeyMask mask(key);
        QString all;
        for (const QString &piece : pieces)
            all += mask.feed(piece);
        all += mask.finish();
        static const QRegularExpression harmless(u"(s|sk|sk-)+\\*{3}"_s);
        return all.replace(harmless, u"***"_s);
    };
    const QString expected = result({masked});

    for (qsizetype i = 0; i <= text.size(); ++i) {
        for (qsizetype j = i; j <= text.size(); ++j)
            QCOMPARE(result({text.first(i), text.sliced(i, j - i), text.sliced(j)}), expected);
    }
    QCOMPARE(result(text.split(QString())), expected);
}

// A reply that is stopped would lose it.
void tst_KeyMask::holdsBackNoWord()
{
    KeyMask mask("sk-abcabcabd-0123");

    QCOMPARE(mask.feed(u"three words"_s), u"three words"_s);
    QCOMPARE(mask.feed(u" and sk-"_s), u" and sk-"_s);
    QCOMPARE(mask.feed(u"abc"_s), QString()); // from here on it looks like the key
    QCOMPARE(mask.feed(u"def"_s), u"abcdef"_s);
    QCOMPARE(mask.finish(), QString());
}

QTEST_APPLESS_MAIN(tst_KeyMask)
#include "tst_keymask.moc"
