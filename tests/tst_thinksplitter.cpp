#include "thinksplitter.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ThinkSplitter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splits_data();
    void splits();
    void splitsCharacterByCharacter_data() { splits_data(); }
    void splitsCharacterByCharacter();
    void holdsBackOnlyWhatMayBecomeATag();
    void leavesTextAloneWhenDisabled();
};

// What a receiver has in the end, following the corrections.
static CompletionDelta received(const QStringList &pieces)
{
    ThinkSplitter splitter;
    CompletionDelta all;
    for (const QString &piece : pieces)
        all.append(splitter.feed(piece));
    all.append(splitter.finish());
    all.textWasReasoning = false;
    return all;
}

void tst_ThinkSplitter::splits_data()
{
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasoning");

    QTest::newRow("plain") << u"Hello"_s << u"Hello"_s << QString();
    QTest::newRow("leading space") << u"\n Hello\n"_s << u"\n Hello\n"_s << QString();
    QTest::newRow("thinking") << u"<think>Hm.</think>Hello"_s << u"Hello"_s << u"Hm."_s;
    QTest::newRow("space around") << u"\n<think>\nHm.\n</think>\n\nHello"_s << u"Hello"_s << u"\nHm.\n"_s;
    QTest::newRow("empty thinking") << u"<think>\n\n</think>\n\nHello"_s << u"Hello"_s << u"\n\n"_s;
    QTest::newRow("never closed") << u"<think>Hm"_s << QString() << u"Hm"_s;
    QTest::newRow("closing tag begun") << u"<think>Hm</thi"_s << QString() << u"Hm</thi"_s;
    QTest::newRow("opening tag begun") << u"<thi"_s << u"<thi"_s << QString();
    QTest::newRow("almost a tag") << u"<thinker>"_s << u"<thinker>"_s << QString();
    QTest::newRow("only at the beginning")
        << u"A <think>b</think> c"_s << u"A <think>b</think> c"_s << QString();
    QTest::newRow("only once") << u"<think>a</think>b <think>c</think>"_s << u"b <think>c</think>"_s
                               << u"a"_s;
    QTest::newRow("angle brackets inside") << u"<think>a < b </b></think>c"_s << u"c"_s << u"a < b </b>"_s;
    QTest::newRow("never opened") << u"Hm.\n</think>\n\nHello"_s << u"Hello"_s << u"Hm.\n"_s;
    QTest::newRow("never opened, nothing after") << u"Hm.\n</think>"_s << QString() << u"Hm."_s;
    QTest::newRow("closed at once") << u"</think>\n\nHello"_s << u"Hello"_s << QString();
    QTest::newRow("closing tag in a sentence")
        << u"The tag </think> closes.\n"_s << u"The tag </think> closes.\n"_s << QString();
    QTest::newRow("closing tag begins a sentence")
        << u"So:\n</think> closes.\n"_s << u"So:\n</think> closes.\n"_s << QString();
    QTest::newRow("closing tag in code")
        << u"```\n</think>\n```\n"_s << u"```\n</think>\n```\n"_s << QString();
}

void tst_ThinkSplitter::splits()
{
    QFETCH(const QString, reply);
    QFETCH(const QString, text);
    QFETCH(const QString, reasoning);

    for (qsizetype cut = 0; cut <= reply.size(); ++cut) {
        const CompletionDelta actual = received({reply.first(cut), reply.sliced(cut)});
        QCOMPARE(actual.text, text);
        QCOMPARE(actual.reasoning, reasoning);
    }
}

void tst_ThinkSplitter::splitsCharacterByCharacter()
{
    QFETCH(const QString, reply);
    QFETCH(const QString, text);
    QFETCH(const QString, reasoning);

    const CompletionDelta actual = received(reply.split(QString(), Qt::SkipEmptyParts));

    QCOMPARE(actual.text, text);
    QCOMPARE(actual.reasoning, reasoning);
}

void tst_ThinkSplitter::holdsBackOnlyWhatMayBecomeATag()
{
    ThinkSplitter splitter;

    QCOMPARE(splitter.feed(u"<").text, QString());
    QCOMPARE(splitter.feed(u"b> bold").text, u"<b> bold"_s);
    QCOMPARE(splitter.feed(u" line\n").text, u" line"_s);
    QCOMPARE(splitter.feed(u"next").text, u"\nnext"_s);
}

void tst_ThinkSplitter::leavesTextAloneWhenDisabled()
{
    ThinkSplitter splitter;

    splitter.disable();

    QCOMPARE(splitter.feed(u"<think>a</think>").text, u"<think>a</think>"_s);
}

QTEST_APPLESS_MAIN(tst_ThinkSplitter)
#include "tst_thinksplitter.moc"
