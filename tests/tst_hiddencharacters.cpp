#include "core/hiddencharacters.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_HiddenCharacters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatHides_data();
    void showsWhatHides();
    void everyControlCharacterIsShown();
    void showsWhatProseHides_data();
    void showsWhatProseHides();
};

void tst_HiddenCharacters::showsWhatHides_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("signs");
    QTest::addColumn<QString>("spelled");

    QTest::newRow("plain") << u"int a;\t// ü 世界\n"_s << u"int a;\t// ü 世界\n"_s
                           << u"int a;\t// ü 世界\n"_s;
    QTest::newRow("override") << u"a\u202Eb"_s << u"a\uFFFDb"_s << u"a⟨U+202E⟩b"_s;
    QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"\uFFFDx\uFFFD"_s << u"⟨U+2066⟩x⟨U+2069⟩"_s;
    QTest::newRow("zero width space") << u"pass\u200Bword"_s << u"pass\uFFFDword"_s << u"pass⟨U+200B⟩word"_s;
    QTest::newRow("joiner between letters") << u"a\u200Db"_s << u"a\uFFFDb"_s << u"a⟨U+200D⟩b"_s;
    QTest::newRow("mark of byte order") << u"\uFEFFx"_s << u"\uFFFDx"_s << u"⟨U+FEFF⟩x"_s;
    QTest::newRow("Hangul filler") << u"x\u3164=1"_s << u"x\uFFFD=1"_s << u"x⟨U+3164⟩=1"_s;
    QTest::newRow("escape") << u"\u001B[2J"_s << u"\u241B[2J"_s << u"⟨U+001B⟩[2J"_s;
    QTest::newRow("tag, of two units") << u"a\U000E0041b"_s << u"a\uFFFD\uFFFDb"_s << u"a⟨U+E0041⟩b"_s;
    QTest::newRow("family of emoji") << u"👩\u200D👧"_s << u"👩\u200D👧"_s << u"👩\u200D👧"_s;
    QTest::newRow("variants") << u"❤\uFE0F 1\uFE0F 葛\U000E0100"_s << u"❤\uFE0F 1\uFE0F 葛\U000E0100"_s
                              << u"❤\uFE0F 1\uFE0F 葛\U000E0100"_s;
    QTest::newRow("variant of a letter") << u"x\uFE01"_s << u"x\uFFFD"_s << u"x⟨U+FE01⟩"_s;
    QTest::newRow("Persian") << u"می\u200Cخواهم"_s << u"می\u200Cخواهم"_s << u"می\u200Cخواهم"_s;
    QTest::newRow("one joiner after another")
        << u"م\u200C\u200C"_s << u"م\u200C\uFFFD"_s << u"م\u200C⟨U+200C⟩"_s;
}

void tst_HiddenCharacters::showsWhatHides()
{
    QFETCH(const QString, text);
    QFETCH(const QString, signs);
    QFETCH(const QString, spelled);

    QCOMPARE(withSigns(text), signs);
    QCOMPARE(spelledOut(text), spelled);
}

void tst_HiddenCharacters::everyControlCharacterIsShown()
{
    for (char16_t c = 0; c < 0xA0; c = c == 0x1F ? u'\x7F' : static_cast<char16_t>(c + 1)) {
        const QString text {QChar(c)};
        const bool isKept = c == u'\n' || c == u'\t';
        QCOMPARE(withSigns(text) == text, isKept);
        QCOMPARE(withSigns(text).size(), 1);
    }
}

void tst_HiddenCharacters::showsWhatProseHides_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("signs");

    QTest::newRow("plain") << u"Hello,\tü 世界 😀\n"_s << u"Hello,\tü 世界 😀\n"_s;
    QTest::newRow("override") << u"a\u202Eb\u202C"_s << u"a\uFFFDb\uFFFD"_s;
    QTest::newRow("embedding") << u"\u202Ax\u202B"_s << u"\uFFFDx\uFFFD"_s;
    QTest::newRow("isolates and marks of mixed scripts")
        << u"\u2067שלום\u2069 a\u200Fb\u200E"_s << u"\u2067שלום\u2069 a\u200Fb\u200E"_s;
    QTest::newRow("tags") << u"Hi\U000E0048\U000E0069!"_s << u"Hi\uFFFD\uFFFD\uFFFD\uFFFD!"_s;
    QTest::newRow("flag of Scotland")
        << u"🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F."_s
        << u"🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F."_s;
    QTest::newRow("tags behind a flag")
        << u"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F\U000E0048"_s
        << u"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F\uFFFD\uFFFD"_s;
    QTest::newRow("tags that never end behind a flag")
        << u"🏴\U000E0067\U000E0062\U000E0065\U000E006E x"_s << u"🏴"_s + QString(8, u'\uFFFD') + u" x"_s;
    QTest::newRow("a text that ends like a flag")
        << u"🏴\U000E0069\U000E0067\U000E006E\U000E006F\U000E0072\U000E0065\U000E0069\U000E0074\U000E007F"_s
        << u"🏴"_s + QString(18, u'\uFFFD');
    QTest::newRow("a text that is no region behind a flag")
        << u"🏴\U000E0048\U000E0069\U000E0021\U000E007F"_s << u"🏴"_s + QString(8, u'\uFFFD');
    QTest::newRow("half of a pair at the end") << u"a🏴"_s + QChar(0xDB40) << u"a🏴"_s + QChar(0xDB40);
    QTest::newRow("tags behind another emoji") << u"😀\U000E0048"_s << u"😀\uFFFD\uFFFD"_s;
    QTest::newRow("family of emoji") << u"👩\u200D👧"_s << u"👩\u200D👧"_s;
    QTest::newRow("variants")
        << u"❤\uFE0F\u200D🔥 👁\uFE0F\u200D🗨\uFE0F #\uFE0F\u20E3 ©\uFE0E 葛\U000E0100 𠮟\U000E0101 ∩\uFE00"_s
        << u"❤\uFE0F\u200D🔥 👁\uFE0F\u200D🗨\uFE0F #\uFE0F\u20E3 ©\uFE0E 葛\U000E0100 𠮟\U000E0101 ∩\uFE00"_s;
    QTest::newRow("a text in selectors behind an emoji")
        << u"😀\uFE00\uFE01\U000E0138\U000E0159"_s << u"😀\uFE00\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"_s;
    QTest::newRow("a selector behind each letter")
        << u"a\uFE01é\U000E0138д\uFE0F"_s << u"a\uFFFDé\uFFFD\uFFFDд\uFFFD"_s;
    QTest::newRow("a selector at the start") << u"\U000E0138\uFE0F"_s << u"\uFFFD\uFFFD\uFFFD"_s;
    QTest::newRow("Persian") << u"می\u200Cخواهم"_s << u"می\u200Cخواهم"_s;
    QTest::newRow("where a word may be broken") << u"a\u200Bb\u00ADc\u2060d"_s << u"a\u200Bb\u00ADc\u2060d"_s;
    QTest::newRow("escape") << u"\u001B[2J\u009B"_s << u"\uFFFD[2J\uFFFD"_s;
}

void tst_HiddenCharacters::showsWhatProseHides()
{
    QFETCH(const QString, text);

    QTEST(withSignsInProse(text), "signs");
}

QTEST_GUILESS_MAIN(tst_HiddenCharacters)
#include "tst_hiddencharacters.moc"
