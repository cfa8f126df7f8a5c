#include "markdown/markdownblocks.h"
#include "markdown/markdownparser.h"

#include <QDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_MarkdownBlocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dividesIntoBlocks_data();
    void dividesIntoBlocks();
    void doesNotDependOnThePieces_data();
    void doesNotDependOnThePieces();
    void saysWhatHasChanged_data();
    void saysWhatHasChanged();
    void meansTheSameAsTheWhole_data();
    void meansTheSameAsTheWhole();
    void numbersItems();
    void putsTheMarksInFrontOfWhatContinuesAnItem();
    void leavesSettledBlocksAlone();
    void growsCodeWithoutLookingBack();
    void divides_data();
    void divides();
    void definitionChangesTheBlocksThatWaitForIt();
    void definitionChangesTheBlockBehindIt();
    void definitionDoesNotWaitForItself();
    void firstDefinitionCounts();
    void goesOnAfterTheEnd();
};

static QStringList parts(const MarkdownBlocks &blocks, const QString &text)
{
    QStringList result;
    for (int i = 0; i < blocks.count(); ++i) {
        const MarkdownBlock &block = blocks.at(i);
        if (block.kind == MarkdownBlock::Kind::Image)
            result << u"image:"_s + text.mid(block.infoBegin, block.infoEnd - block.infoBegin) + u':'
                    + text.mid(block.codeBegin, block.codeEnd - block.codeBegin);
        else if (block.kind == MarkdownBlock::Kind::Code)
            result << u"code:"_s + text.mid(block.codeBegin, block.codeEnd - block.codeBegin);
        else
            result << text.mid(block.begin, block.end - block.begin);
    }
    return result;
}

static std::vector<MarkdownBlock> all(const MarkdownBlocks &blocks)
{
    std::vector<MarkdownBlock> result;
    for (int i = 0; i < blocks.count(); ++i)
        result.push_back(blocks.at(i));
    return result;
}

static void addCorpus()
{
    QTest::addColumn<QString>("text");
    const QDir corpus(QStringLiteral(TEST_DATA "/markdown"));
    const QStringList names = corpus.entryList({u"*.md"_s});
    QVERIFY(!names.isEmpty());
    for (const QString &name : names) {
        QFile file(corpus.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow(qPrintable(name)) << QString::fromUtf8(file.readAll());
    }
}

void tst_MarkdownBlocks::dividesIntoBlocks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("blank lines") << u"\n \n"_s << QStringList();
    QTest::newRow("paragraphs") << u"a\nb\n\n\nc"_s << QStringList {u"a\nb"_s, u"c"_s};
    QTest::newRow("heading") << u"a\n# b\nc"_s << QStringList {u"a"_s, u"# b"_s, u"c"_s};
    QTest::newRow("setext heading") << u"a\n---\nb"_s << QStringList {u"a\n---"_s, u"b"_s};
    QTest::newRow("rule") << u"a\n***\nb"_s << QStringList {u"a"_s, u"***"_s, u"b"_s};
    QTest::newRow("fence") << u"a\n```x\nb\n\nc\n```\nd"_s << QStringList {u"a"_s, u"code:b\n\nc"_s, u"d"_s};
    QTest::newRow("open fence") << u"```\nb\n"_s << QStringList {u"code:b"_s};
    QTest::newRow("embedded image") << u"a\n![b](data:image/png;base64,QQ==) c\nd"_s
                                    << QStringList {u"a"_s, u"image:b:data:image/png;base64,QQ=="_s,
                                                    u" c\nd"_s};
    QTest::newRow("image that goes on")
        << u"![](data:image/png;base64,Q"_s << QStringList {u"image::data:image/png;base64,Q"_s};
    QTest::newRow("image that ended too soon") << u"![b](data:image/png;base64,Q\n\nc"_s
                                               << QStringList {u"image:b:data:image/png;base64,Q"_s, u"c"_s};
    QTest::newRow("image elsewhere") << u"![b](https://x.example/y.png)"_s
                                     << QStringList {u"![b](https://x.example/y.png)"_s};
    const QString letters(20'000, u'A');
    QTest::newRow("large image") << u"![b](data:image/png;base64,"_s + letters + u")\nc"_s
                                 << QStringList {u"image:b:data:image/png;base64,"_s + letters, u"c"_s};
    QTest::newRow("longer fence") << u"````\n```\n````\n"_s << QStringList {u"code:```"_s};
    QTest::newRow("indented code") << u"    a\n\n    b\nc"_s
                                   << QStringList {u"code:    a\n\n    b"_s, u"c"_s};
    QTest::newRow("tight list") << u"- a\n- b\n  - c"_s << QStringList {u"- a"_s, u"- b\n  - c"_s};
    QTest::newRow("loose list") << u"- a\n\n- b\n\n  c\n\nd"_s
                                << QStringList {u"- a"_s, u"- b\n\n  c"_s, u"d"_s};
    QTest::newRow("lazy line") << u"- a\nb\n\nc"_s << QStringList {u"- a\nb"_s, u"c"_s};
    QTest::newRow("fence in a list") << u"1. a\n   ```\n   b\n   ```\n   c\n2. d"_s
                                     << QStringList {u"1. a"_s, u"code:   b"_s, u"   c"_s, u"2. d"_s};
    QTest::newRow("fence ended by its list")
        << u"- a\n  ```\n  b\nc"_s << QStringList {u"- a"_s, u"code:  b"_s, u"c"_s};
    QTest::newRow("ordered list in a paragraph")
        << u"a\n2. b\n1. c"_s << QStringList {u"a\n2. b"_s, u"1. c"_s};
    QTest::newRow("quote") << u"> a\nlazy\n\n> b"_s << QStringList {u"> a\nlazy"_s, u"> b"_s};
    QTest::newRow("table") << u"|a|\n|-|\n|b|\n\nc"_s << QStringList {u"|a|\n|-|\n|b|"_s, u"c"_s};
    QTest::newRow("html") << u"<div>\na\n\nb\n</div>"_s << QStringList {u"<div>\na"_s, u"b\n</div>"_s};
    QTest::newRow("Windows line ends")
        << u"a\r\n\r\n```\r\nb\r\n```\r\n"_s << QStringList {u"a\r"_s, u"code:b"_s};
}

void tst_MarkdownBlocks::dividesIntoBlocks()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);

    MarkdownBlocks blocks;
    blocks.update(text, true);

    QCOMPARE(parts(blocks, text), expected);
}

void tst_MarkdownBlocks::doesNotDependOnThePieces_data() { addCorpus(); }

void tst_MarkdownBlocks::doesNotDependOnThePieces()
{
    QFETCH(QString, text);
    MarkdownBlocks whole;
    whole.update(text, true);

    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        MarkdownBlocks pieces;
        pieces.update(QStringView(text).first(cut), false);
        pieces.update(text, true);

        QCOMPARE(all(pieces), all(whole));
        for (int i = 0; i < whole.count(); ++i)
            QCOMPARE(pieces.source(i, text), whole.source(i, text));
    }
}

void tst_MarkdownBlocks::saysWhatHasChanged_data() { addCorpus(); }

void tst_MarkdownBlocks::saysWhatHasChanged()
{
    QFETCH(QString, text);
    MarkdownBlocks blocks;
    QStringList sources;

    for (qsizetype length = 0; length <= text.size(); ++length) {
        const QStringView soFar = QStringView(text).first(length);
        const int changed = blocks.update(soFar, length == text.size());

        QVERIFY(changed <= blocks.count());
        for (int i = 0; i < changed; ++i)
            QCOMPARE(blocks.source(i, soFar), sources.value(i));
        sources.clear();
        for (int i = 0; i < blocks.count(); ++i)
            sources << blocks.source(i, soFar);
    }
}

void tst_MarkdownBlocks::meansTheSameAsTheWhole_data() { addCorpus(); }

// The characters to show, in order. What divides them is compared by the tests of single constructs.
static QString shownText(const std::vector<MarkdownEvent> &events)
{
    QString text;
    for (const MarkdownEvent &event : events) {
        if (event.step == MarkdownEvent::Step::Text)
            text += event.text;
    }
    return text.remove(u'\n').remove(u' ').remove(u'\r').remove(u'\t');
}

void tst_MarkdownBlocks::meansTheSameAsTheWhole()
{
    QFETCH(QString, text);
    MarkdownBlocks blocks;
    blocks.update(text, true);

    QString shown;
    for (int i = 0; i < blocks.count(); ++i) {
        const MarkdownBlock &block = blocks.at(i);
        if (block.kind == MarkdownBlock::Kind::Code)
            shown += text.mid(block.codeBegin, block.codeEnd - block.codeBegin);
        else
            shown +=
                shownText(parseMarkdown(blocks.source(i, text))).mid(block.depth); // without the marks' "x"
    }

    QCOMPARE(shown.remove(u'\n').remove(u' ').remove(u'\r').remove(u'\t'), shownText(parseMarkdown(text)));
}

void tst_MarkdownBlocks::numbersItems()
{
    const QString text = u"3. a\n3. b\n\n7. c\n\n1) d\n- e"_s;
    MarkdownBlocks blocks;

    blocks.update(text, true);

    QList<int> numbers;
    for (int i = 0; i < blocks.count(); ++i)
        numbers << blocks.at(i).number;
    QCOMPARE(numbers, (QList<int> {3, 4, 5, 1, -1}));
}

void tst_MarkdownBlocks::putsTheMarksInFrontOfWhatContinuesAnItem()
{
    const QString text = u"1. a\n   - b\n     ```\n     c\n     ```\n\n     d\n   e"_s;
    MarkdownBlocks blocks;

    blocks.update(text, true);

    QCOMPARE(blocks.count(), 3);
    QCOMPARE(blocks.at(1).depth, 2);
    QCOMPARE(blocks.at(1).codeIndent, 5);
    QCOMPARE(blocks.at(2).depth, 2);
    QCOMPARE(blocks.source(2, text), u"1. x\n   - x\n\n     d\n   e"_s);
}

void tst_MarkdownBlocks::leavesSettledBlocksAlone()
{
    QString text = u"# Title\n\nA paragraph.\n\n"_s;
    MarkdownBlocks blocks;
    blocks.update(text, false);

    text += u"Another"_s;
    QCOMPARE(blocks.update(text, false), 2);
    text += u" one"_s;
    QCOMPARE(blocks.update(text, false), 2);
    text += u"\n\n"_s;
    QCOMPARE(blocks.update(text, false), 3); // nothing that is shown
}

void tst_MarkdownBlocks::growsCodeWithoutLookingBack()
{
    QString text = u"Intro\n\n```\n"_s;
    MarkdownBlocks blocks;
    blocks.update(text, false);

    for (int line = 0; line < 20'000; ++line) {
        text += u"some code\n"_s;
        QCOMPARE(blocks.update(text, false), 1);
    }

    QCOMPARE(blocks.count(), 2);
    QCOMPARE(text.mid(blocks.at(1).codeBegin, blocks.at(1).codeEnd - blocks.at(1).codeBegin).size(),
             20'000 * 10 - 1);
}

void tst_MarkdownBlocks::divides_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("a paragraph of one line") << u"word "_s.repeated(20'000);
    QTest::newRow("a paragraph without spaces") << u"x😀"_s.repeated(30'000);
    QTest::newRow("a paragraph of many lines") << u"some words\n"_s.repeated(10'000);
    QTest::newRow("a table") << u"| a | b |\n|---|---|\n"_s + u"| c | d |\n"_s.repeated(10'000);
    QTest::newRow("a list") << u"- item\n"_s.repeated(10'000);
    QTest::newRow("an item") << u"- item\n"_s + u"  - nested\n"_s.repeated(10'000);
    QTest::newRow("a quote") << u"> said\n"_s.repeated(10'000);
}

void tst_MarkdownBlocks::divides()
{
    QFETCH(QString, text);
    MarkdownBlocks blocks;

    blocks.update(text, true);

    qsizetype end = 0;
    for (int i = 0; i < blocks.count(); ++i) {
        const MarkdownBlock &block = blocks.at(i);
        QVERIFY2(block.end - block.begin < 12'000, qPrintable(QString::number(block.end - block.begin)));
        QCOMPARE(QStringView(text).sliced(end, block.begin - end).trimmed().size(), 0); // nothing is lost
        QVERIFY(!text.at(block.begin).isLowSurrogate());
        end = block.end;
    }
    QCOMPARE(QStringView(text).sliced(end).trimmed().size(), 0);
}

void tst_MarkdownBlocks::definitionChangesTheBlocksThatWaitForIt()
{
    QString text = u"first\n\nsee [a]\n\nthird\n\n"_s;
    MarkdownBlocks blocks;
    blocks.update(text, false);

    text += u"[a]: https://example.org\n\nfourth\n\n"_s;
    QCOMPARE(blocks.update(text, false), 1);

    QCOMPARE(blocks.source(1, text), u"[a]: https://example.org\n\nsee [a]"_s);
    QCOMPARE(blocks.source(0, text), u"first"_s);
}

void tst_MarkdownBlocks::definitionChangesTheBlockBehindIt()
{
    QString text = u"[a]: https://example.org\n\nsee [a]"_s;
    MarkdownBlocks blocks;
    blocks.update(text, false);
    const QString before = blocks.source(1, text);

    text += u'\n';
    const int changed = blocks.update(text, false);

    QVERIFY(blocks.source(1, text) != before);
    QCOMPARE(changed, 1);
}

void tst_MarkdownBlocks::definitionDoesNotWaitForItself()
{
    QString text = u" [a]: https://example.org\n\nnext"_s; // an indented one is one, too
    MarkdownBlocks blocks;
    blocks.update(text, false);
    const QString before = blocks.source(0, text);

    text += u'\n';
    blocks.update(text, false);

    QCOMPARE(blocks.source(0, text), before);
}

void tst_MarkdownBlocks::firstDefinitionCounts()
{
    const QString text = u"[A]: https://one.example\n\n[a]: https://two.example\n\nsee [a]"_s;
    MarkdownBlocks blocks;

    blocks.update(text, true);

    QVERIFY(blocks.source(2, text).startsWith(u"[A]: https://one.example\n"));
}

void tst_MarkdownBlocks::goesOnAfterTheEnd()
{
    QString text = u"see [a]\n\n[a]: https://example.o"_s;
    MarkdownBlocks blocks;
    blocks.update(text, true);

    text += u"rg\n\nmore"_s;
    QCOMPARE(blocks.update(text, true), 0);

    QCOMPARE(blocks.count(), 3);
    QCOMPARE(blocks.source(0, text), u"[a]: https://example.org\n\nsee [a]"_s);
}

QTEST_GUILESS_MAIN(tst_MarkdownBlocks)
#include "tst_markdownblocks.moc"
