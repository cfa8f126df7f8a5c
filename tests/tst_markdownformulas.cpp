#include "markdown/markdownblocks.h"
#include "markdown/markdownparser.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Step = MarkdownEvent::Step;

class tst_MarkdownFormulas : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recognizes_data();
    void recognizes();
    void keepsTheSource();
    void leavesMarkupInsideAlone();
    void restoresWhatIsNoFormula_data();
    void restoresWhatIsNoFormula();
    void showsHalfOfOneAsItStands();
    void keepsItsLinesInOneBlock_data();
    void keepsItsLinesInOneBlock();
    void endsAtABlankLine();
    void isNotFooledByPlaceholders();
    void finishesOnAnything_data();
    void finishesOnAnything();
};

// The formulas: "x" for one in the text, "[x]" for a displayed one.
static QStringList formulas(const std::vector<MarkdownEvent> &events)
{
    QStringList result;
    for (const MarkdownEvent &event : events) {
        if (event.step == Step::Enter && event.element == MarkdownElement::Math)
            result << (event.number > 0 ? u'[' + event.text + u']' : event.text);
    }
    return result;
}

static QString shown(const std::vector<MarkdownEvent> &events)
{
    QString text;
    for (const MarkdownEvent &event : events) {
        if (event.step == Step::Text)
            text += event.text;
        else if (event.step == Step::LineBreak)
            text += u'\n';
    }
    return text;
}

void tst_MarkdownFormulas::recognizes_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("expected");
    const QStringList none;

    QTest::newRow("dollars") << u"so $x$ is"_s << QStringList {u"x"_s};
    QTest::newRow("parentheses") << u"so \\( x_1 \\) is"_s << QStringList {u"x_1"_s};
    QTest::newRow("double dollars") << u"$$x$$"_s << QStringList {u"[x]"_s};
    QTest::newRow("brackets") << u"\\[x\\]"_s << QStringList {u"[x]"_s};
    QTest::newRow("over lines") << u"\\[\nx\ny\n\\]"_s << QStringList {u"[x\ny]"_s};
    QTest::newRow("over lines, inline") << u"$a +\nb$"_s << QStringList {u"a +\nb"_s};
    QTest::newRow("in an item") << u"- a\n  $$\n  x\n  $$"_s << QStringList {u"[x]"_s};
    QTest::newRow("in a quote") << u"> $$\n> a\n> > b\n> $$"_s << QStringList {u"[a\n> b]"_s};
    QTest::newRow("greater than") << u"$$\na\n> b\n$$"_s << QStringList {u"[a\n> b]"_s};
    QTest::newRow("what looks like markup")
        << u"$$\na\n=\nb\n- c\n# d\n$$"_s << QStringList {u"[a\n=\nb\n- c\n# d]"_s};
    QTest::newRow("line breaks with a distance")
        << u"\\[a \\\\[2pt] b\\]"_s << QStringList {u"[a \\\\[2pt] b]"_s};
    QTest::newRow("dollar inside") << u"$a = \\$5$"_s << QStringList {u"a = \\$5"_s};
    QTest::newRow("in a heading") << u"# a $x$"_s << QStringList {u"x"_s};
    QTest::newRow("pipes in a table") << u"|a|\n|-|\n|$|x|$|"_s << QStringList {u"|x|"_s};
    QTest::newRow("in emphasis") << u"**a $x$** *$y$*"_s << QStringList {u"x"_s, u"y"_s};
    QTest::newRow("suffix") << u"the $n$th of $k_{i}$s, $m$-ary"_s
                            << QStringList {u"n"_s, u"k_{i}"_s, u"m"_s};
    QTest::newRow("punctuation") << u"($x$), $y$."_s << QStringList {u"x"_s, u"y"_s};
    QTest::newRow("number") << u"$5$ and $10\\,\\mathrm{cm}$"_s
                            << QStringList {u"5"_s, u"10\\,\\mathrm{cm}"_s};
    QTest::newRow("behind an amount") << u"costs $5, where $x$ is"_s << QStringList {u"x"_s};
    QTest::newRow("not English") << u"für $α$以"_s << none;

    QTest::newRow("amounts") << u"costs $5 and $10"_s << none;
    QTest::newRow("amounts in US dollars") << u"US$5 or US$6$"_s << none;
    QTest::newRow("a range") << u"$5-$10"_s << none;
    QTest::newRow("amount behind its number") << u"about $5 and maybe 10$ more"_s << none;
    QTest::newRow("double amounts") << u"$$5 and $$10"_s << none;
    QTest::newRow("spaces inside") << u"$ x $"_s << none;
    QTest::newRow("closed by nothing") << u"$x"_s << none;
    QTest::newRow("variables") << u"$HOME/bin:$PATH and $HOME$PATH"_s << none;
    QTest::newRow("escaped") << u"\\$x\\$ and \\\\(x\\\\)"_s << none;
    QTest::newRow("code span") << u"`$x$` and ``\\(x\\)``"_s << none;
    QTest::newRow("code span between") << u"$5 `a$` b"_s << none;
    QTest::newRow("fenced code") << u"```\n$x$\n```"_s << none;
    QTest::newRow("fenced code in a quote") << u"> ```\n> $x$\n> ```"_s << none;
    QTest::newRow("indented code") << u"    $x$"_s << none;
    QTest::newRow("across a blank line") << u"$$\nx\n\ny\n$$"_s << none;
    QTest::newRow("reference") << u"as in \\[1, 2\\]"_s << none;
    QTest::newRow("empty") << u"$$$$ \\(\\) \\[ \\]"_s << none;
    QTest::newRow("address") << u"<https://a.example/?a=$b&c=$d>"_s << none;
    QTest::newRow("nested parentheses") << u"\\(a \\(b"_s << none;
}

void tst_MarkdownFormulas::recognizes()
{
    QFETCH(QString, markdown);

    QTEST(formulas(parseMarkdown(markdown)), "expected");
}

void tst_MarkdownFormulas::keepsTheSource()
{
    const QString text = u"a \\( x \\) b $y$ c $$z$$"_s;

    QCOMPARE(shown(parseMarkdown(text)), text);
}

void tst_MarkdownFormulas::leavesMarkupInsideAlone()
{
    const std::vector<MarkdownEvent> events = parseMarkdown(u"$x_1*y*z_2 \\{ `a` [b](c) &amp;$"_s);

    QCOMPARE(formulas(events), (QStringList {u"x_1*y*z_2 \\{ `a` [b](c) &amp;"_s}));
    QCOMPARE(events.size(), size_t(5)); // the paragraph, the formula and its source
}

void tst_MarkdownFormulas::restoresWhatIsNoFormula_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");

    QTest::newRow("indented code") << u"    $x$ \\(y\\)"_s << u"$x$ \\(y\\)\n"_s;
    QTest::newRow("link") << u"[a](https://a.example/$x$)"_s << u"https://a.example/$x$"_s;
    QTest::newRow("image") << u"![a](https://a.example/$x$)"_s << u"https://a.example/$x$"_s;
}

void tst_MarkdownFormulas::restoresWhatIsNoFormula()
{
    QFETCH(QString, markdown);

    const std::vector<MarkdownEvent> events = parseMarkdown(markdown);

    QString found;
    for (const MarkdownEvent &event : events) {
        const bool isAddress =
            event.element == MarkdownElement::Link || event.element == MarkdownElement::Image;
        if (isAddress && event.step == Step::Enter)
            found = event.text;
    }
    QTEST(found.isEmpty() ? shown(events) : found, "expected");
}

// No list, no heading and no emphasis comes and goes while it is being written.
void tst_MarkdownFormulas::showsHalfOfOneAsItStands()
{
    const QString text = u"$$\na\n- b\n=\n*c*"_s;

    for (qsizetype length = 2; length <= text.size(); ++length) {
        const QString soFar = text.first(length);

        QCOMPARE(shown(parseMarkdown(soFar)), soFar);
    }
}

void tst_MarkdownFormulas::keepsItsLinesInOneBlock_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("blocks");

    QTest::newRow("dollars") << u"a\n$$\n- b\n# c\n> d\n1. e\n|f|\n|-|\n$$\n- g"_s << 2;
    QTest::newRow("brackets") << u"\\[\n=\n***\n\\]\n\nb"_s << 2;
    QTest::newRow("opened at the end") << u"a: \\[\n- b\n\\]\n# c"_s << 2;
    QTest::newRow("item") << u"- a\n  $$\n  - b\n  $$\n- c"_s << 2;
    QTest::newRow("item, lazily") << u"1. a\n$$\n- b\n$$\n2. c"_s << 2;
    QTest::newRow("quote") << u"> $$\n> - b\n> $$\n\nc"_s << 2;
    QTest::newRow("code follows") << u"$$\n```\na\n```"_s << 2;
    QTest::newRow("closed in the line") << u"$$x$$\n- b"_s << 2;
}

void tst_MarkdownFormulas::keepsItsLinesInOneBlock()
{
    QFETCH(QString, text);
    MarkdownBlocks blocks;

    blocks.update(text, true);

    QTEST(blocks.count(), "blocks");
}

void tst_MarkdownFormulas::endsAtABlankLine()
{
    MarkdownBlocks blocks;

    blocks.update(u"$$\na\n\n- b\n- c"_s, true);

    QCOMPARE(blocks.count(), 3);
}

void tst_MarkdownFormulas::isNotFooledByPlaceholders()
{
    const QString text = u"\u2e2c\ufdd27\u2e2c \u2e2c\ufdd2 \ufdd2\u2e2c \ufdd2 $x$"_s;

    QCOMPARE(shown(parseMarkdown(text)), text);
}

void tst_MarkdownFormulas::finishesOnAnything_data()
{
    QTest::addColumn<QString>("markdown");

    QTest::newRow("dollars") << u"$"_s.repeated(6000);
    QTest::newRow("dollars apart") << u"$a "_s.repeated(2000);
    QTest::newRow("double dollars") << u"$$a "_s.repeated(2000);
    QTest::newRow("parentheses") << u"\\("_s.repeated(3000);
    QTest::newRow("brackets") << u"\\[ "_s.repeated(2000);
    QTest::newRow("lines") << u"$$\n"_s.repeated(2000);
    QTest::newRow("backslashes") << u"\\"_s.repeated(6000) + u'$';
    QTest::newRow("formulas") << u"$x$ "_s.repeated(1500);
    QTest::newRow("code and dollars") << u"`$"_s.repeated(3000);
    QTest::newRow("placeholders") << u"\u2e2c\ufdd2"_s.repeated(3000) + u"$x$"_s;
}

void tst_MarkdownFormulas::finishesOnAnything()
{
    QFETCH(QString, markdown);

    const QString result = shown(parseMarkdown(markdown));

    QVERIFY(!result.isEmpty());
}

QTEST_GUILESS_MAIN(tst_MarkdownFormulas)
#include "tst_markdownformulas.moc"
