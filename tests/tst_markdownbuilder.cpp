#include "markdown/markdownhtml.h"
#include "ui/imagepart.h"
#include "ui/markdownbuilder.h"
#include "ui/tablepart.h"
#include "ui/textpart.h"

#include <QDir>
#include <QPainter>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_MarkdownBuilder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_style = TranscriptStyle::of(QGuiApplication::font(), QPalette()); }
    void shows_data();
    void shows();
    void formats_data();
    void formats();
    void numbersItemsAsItIsTold();
    void continuesAnItem();
    void makesTablesPartsOfTheirOwn();
    void linksToImagesInTables();
    void placesLinksInTables();
    void makesImagesPartsOfTheirOwn();
    void leadsToFootnotesAndBack();
    void leavesCodeWithoutFootnotes();
    void copiesTables();
    void cellsAreNoFormulas_data();
    void cellsAreNoFormulas();
    void drawsTheLinesOfTables();
    void scrollsWhatIsTooWide();
    void indentsFromTheRight();
    void readsNothing();
    void givesEmojiTheirOwnFont();
    void writesHtml_data();
    void writesHtml();
    void finishesOnAnything_data();
    void finishesOnAnything();

private:
    [[nodiscard]] std::vector<std::unique_ptr<BlockPart>> build(const QString &markdown,
                                                                BuildOptions options = {}) const
    {
        return buildParts(parseMarkdown(markdown), m_style, options);
    }
    [[nodiscard]] QString shown(const QString &markdown, BuildOptions options = {}) const;

    TranscriptStyle m_style;
};

// The text of the parts, a part per paragraph.
QString tst_MarkdownBuilder::shown(const QString &markdown, BuildOptions options) const
{
    QStringList texts;
    for (const auto &part : build(markdown, options))
        texts << part->text();
    return texts.join(u"\n\n"_s);
}

void tst_MarkdownBuilder::shows_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");

    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("paragraphs") << u"a\n\nb"_s << u"a\nb"_s;
    QTest::newRow("line break") << u"a\nb"_s << u"a\nb"_s;
    QTest::newRow("heading") << u"## a *b*"_s << u"a b"_s;
    QTest::newRow("bullets") << u"- a\n  - b\n- c"_s << u"•\ta\n◦\tb\n•\tc"_s;
    QTest::newRow("numbers") << u"7. a\n8. b"_s << u"7.\ta\n8.\tb"_s;
    QTest::newRow("tasks") << u"- [ ] a\n- [x] b"_s << u"☐\ta\n☑\tb"_s;
    QTest::newRow("empty item") << u"-\n- b"_s << u"•\t\n•\tb"_s;
    QTest::newRow("quote") << u"> a\n> > b"_s << u"a\nb"_s;
    QTest::newRow("code in a quote") << u"> ```\n> a\n>   b\n> ```"_s << u"a\n  b"_s;
    QTest::newRow("raw HTML") << u"vector<int> x <b>y\n\n<div>"_s << u"vector<int> x <b>y\n<div>"_s;
    QTest::newRow("entities") << u"&lt; &#x41; &nbsp; &nothing;"_s << u"< A \u00a0 &nothing;"_s;
    QTest::newRow("maths") << u"$x_1*y*z$"_s << u"$x_1*y*z$"_s;
    QTest::newRow("maths in brackets")
        << u"\\( x_1*y*z \\) or\n\\[\n\\frac{a}{b}\n\\]"_s << u"\\( x_1*y*z \\) or\n\\[\n\\frac{a}{b}\n\\]"_s;
    QTest::newRow("brackets that are no maths") << u"\\(a `\\(b\\)` \\*"_s << u"(a \\(b\\) *"_s;
    QTest::newRow("table") << u"|a|b|\n|---|---|\n|c|d|"_s << u"\na\nb\nc\nd\n"_s;
    QTest::newRow("definition") << u"[a]: https://b.example"_s << QString();
    QTest::newRow("carriage returns") << u"a\r\nb"_s << u"a\nb"_s;
}

void tst_MarkdownBuilder::shows()
{
    QFETCH(QString, markdown);

    QTEST(shown(markdown), "expected");
}

void tst_MarkdownBuilder::formats_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");

    QTest::newRow("emphasis") << u"a *b* **c** ~~d~~"_s
                              << u"<p>a <em>b</em> <strong>c</strong> <del>d</del></p>\n"_s;
    QTest::newRow("code") << u"`a<b`"_s << u"<p><code>a&lt;b</code></p>\n"_s;
    QTest::newRow("link") << u"[a](https://b.example)"_s << u"<p><a href=\"https://b.example\">a</a></p>\n"_s;
    QTest::newRow("nested") << u"**a *b***"_s << u"<p><strong>a </strong><em><strong>b</strong></em></p>\n"_s;
    QTest::newRow("unclosed") << u"**a *b"_s << u"<p>**a *b</p>\n"_s;
}

void tst_MarkdownBuilder::formats()
{
    QFETCH(QString, markdown);
    const auto parts = build(markdown);
    QCOMPARE(parts.size(), size_t(1));

    const QString html = parts.front()->toHtml(0, parts.front()->length());

    QTEST(html, "expected");
}

void tst_MarkdownBuilder::numbersItemsAsItIsTold() { QCOMPARE(shown(u"1. a"_s, {4, 0}), u"4.\ta"_s); }

void tst_MarkdownBuilder::continuesAnItem()
{
    QCOMPARE(shown(u"1. x\n\n   b\n   - c"_s, {-1, 1}), u"b\n◦\tc"_s);
    QCOMPARE(shown(u"1. x\n   - x\n\n     b\n\n   c"_s, {-1, 2}), u"b\nc"_s);
}

void tst_MarkdownBuilder::makesTablesPartsOfTheirOwn()
{
    const auto parts = build(u"a\n\n| b | c |\n|---|--:|\n| d | e |\n\nf"_s);

    QCOMPARE(parts.size(), size_t(3));
    const auto *part = dynamic_cast<const TextPart *>(parts[1].get());
    const QTextTable *table =
        qobject_cast<QTextTable *>(part->document().rootFrame()->childFrames().value(0));
    QVERIFY(table);
    QCOMPARE(table->rows(), 2);
    QCOMPARE(table->cellAt(1, 1).firstCursorPosition().block().text(), u"e"_s);
    QCOMPARE(table->cellAt(1, 1).firstCursorPosition().blockFormat().alignment(), Qt::AlignRight);
}

// In a table an image would be in the way.
void tst_MarkdownBuilder::linksToImagesInTables()
{
    const auto parts = build(u"| a |\n| --- |\n| ![a cat](https://pics.example/cat.png) |"_s);

    QCOMPARE(parts.front()->text(), u"\na\n[image: a cat (pics.example)]\n"_s);
    parts.front()->setWidth(400);
    QCOMPARE(parts.front()->controls().last().data, u"https://pics.example/cat.png"_s);

    const auto other = build(u"# ![a cat](https://p\u0430ypal.com/cat.png)"_s);
    QCOMPARE(other.front()->text(), u"[image: a cat (xn--pypal-4ve.com)]"_s);
}

void tst_MarkdownBuilder::placesLinksInTables()
{
    const auto parts = build(u"| a | b |\n| --- | --- |\n| x | [y](https://y.example) |"_s);
    BlockPart &table = *parts.front();
    table.setWidth(400);

    const QRect link = table.controls().last().rect;

    QVERIFY(link.top() > table.height() / 2);
    QVERIFY(link.left() > table.characterRect(1).right());
}

void tst_MarkdownBuilder::makesImagesPartsOfTheirOwn()
{
    const auto parts = build(u"before ![a cat](https://pics.example/cat.png) behind"_s);

    QCOMPARE(parts.size(), 3U);
    QCOMPARE(parts[0]->text(), u"before "_s);
    QVERIFY(dynamic_cast<ImagePart *>(parts[1].get()));
    QCOMPARE(parts[1]->text(), u"a cat"_s);
    QCOMPARE(parts[2]->text(), u" behind"_s);
}

void tst_MarkdownBuilder::leadsToFootnotesAndBack()
{
    const auto parts = build(u"Text[^1] and[^note].\n\n[^1]: One\n[^note]: `code` and more"_s);
    parts.front()->setWidth(600);

    QCOMPARE(parts.front()->text(), u"Text1 andnote.\n1.\tOne\u00a0↩\nnote.\tcode and more\u00a0↩"_s);
    QStringList addresses;
    for (const TranscriptControl &control : parts.front()->controls())
        addresses << control.data;
    QCOMPARE(addresses,
             QStringList({footnoteAddress(u"1"_s), footnoteAddress(u"note"_s), footnoteMarkAddress(u"1"_s),
                          footnoteMarkAddress(u"note"_s)}));
}

void tst_MarkdownBuilder::leavesCodeWithoutFootnotes()
{
    const auto parts = build(u"`a[^1]`\n\n> ```\n> [^1]: x\n> ```"_s);

    QCOMPARE(parts.front()->text(), u"a[^1]\n[^1]: x"_s);
}

void tst_MarkdownBuilder::copiesTables()
{
    const auto parts = build(u"| a | b |\n| --- | --- |\n| **x**, y | say \"z\" |\n| p \\| q | |"_s);
    const auto *table = dynamic_cast<TablePart *>(parts.front().get());
    QVERIFY(table);

    QCOMPARE(csvOfTable(table->rows()), u"a,b\r\n\"x, y\",\"say \"\"z\"\"\"\r\np | q,\r\n"_s);
    QCOMPARE(markdownOfTable(table->markdownRows()),
             u"| a | b |\n| --- | --- |\n| **x**, y | say \"z\" |\n| p \\| q |  |\n"_s);
    QCOMPARE(tabbedTextOfTable(table->rows()), u"a\tb\nx, y\tsay \"z\"\np | q\t\n"_s);
}

void tst_MarkdownBuilder::cellsAreNoFormulas_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("csv");

    const auto row = [](const char *name, const QString &cell, const QString &csv) {
        QTest::newRow(name) << cell << csv;
    };
    row("words", u"a = b"_s, u"a = b"_s);
    row("formula", u"=1+1"_s, u"'=1+1"_s);
    row("formula in quotes", u"=HYPERLINK(\"x\")"_s, u"\"'=HYPERLINK(\"\"x\"\")\""_s);
    row("plus", u"+1+cmd|'/C calc'!A0"_s, u"'+1+cmd|'/C calc'!A0"_s);
    row("minus", u"-1+2"_s, u"'-1+2"_s);
    row("function", u"@SUM(A1)"_s, u"'@SUM(A1)"_s);
    row("wide sign", u"＝1+1"_s, u"'＝1+1"_s);
    row("behind a space", u" =1+1"_s, u"' =1+1"_s);
    row("number below zero", u"-12.5"_s, u"-12.5"_s);
    row("with a thousands separator", u"-1.234.567"_s, u"-1.234.567"_s);
    row("with an exponent", u"-1e-5"_s, u"-1e-5"_s);
    row("percent", u"+3 %"_s, u"+3 %"_s);
    row("money", u"-5 €"_s, u"-5 €"_s);
    row("phone", u"+49 30 1234"_s, u"+49 30 1234"_s);
    row("dash", u"-"_s, u"-"_s);
    row("dashes", u"--"_s, u"--"_s);
    row("difference of cells", u"-A1"_s, u"'-A1"_s);
    row("tab", u"\t=1"_s, u"'\t=1"_s);
    row("line break", u"\r=1"_s, u"\"'\r=1\""_s);
    row("nothing", QString(), QString());
}

void tst_MarkdownBuilder::cellsAreNoFormulas()
{
    QFETCH(const QString, cell);

    QTEST(csvOfTable({{cell}}).chopped(2), "csv");
}

void tst_MarkdownBuilder::drawsTheLinesOfTables()
{
    const auto parts = build(u"| a | b |\n| --- | --- |\n| c | d |\n| e | f |"_s);
    BlockPart &table = *parts.front();
    table.setWidth(300);
    QImage image(300, table.height(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    PartPaint how;
    how.clip = image.rect();

    table.paint(painter, how);
    painter.end();

    const auto isLine = [&](int x, int y) { return image.pixel(x, y) == m_style.border.rgb(); };
    QList<int> across;
    for (int x = 0; x < image.width(); ++x) {
        if (isLine(x, m_style.padding / 4 + 1))
            across << x;
    }
    QList<int> down;
    for (int y = 0; y < image.height(); ++y) {
        if (isLine(m_style.padding / 4 + 1, y))
            down << y;
    }
    QCOMPARE(across.size(), 3);
    QCOMPARE(across.constFirst(), 0);
    QCOMPARE(down.size(), 4);
    QCOMPARE(down.constFirst(), 0);
    QCOMPARE(down.constLast(), table.height() - 1);
}

void tst_MarkdownBuilder::scrollsWhatIsTooWide()
{
    const QString words = u"several words that take some room "_s;
    const auto parts = build(u"| a | b | c |\n| --- | --- | --- |\n| "_s + words + u"| "_s + words + u"| "_s
                             + words + u"|"_s);
    BlockPart &table = *parts.front();

    table.setWidth(1200);
    QCOMPARE(table.hiddenWidth(), 0);
    table.setWidth(150);
    QVERIFY(table.hiddenWidth() > 0); // rather than a word in each line
}

void tst_MarkdownBuilder::indentsFromTheRight()
{
    const auto parts = build(u"- \u0639\u0646\u0635\u0631\n- word"_s);
    const auto *part = dynamic_cast<TextPart *>(parts.front().get());

    const QTextBlockFormat arabic = part->document().firstBlock().blockFormat();
    const QTextBlockFormat latin = part->document().lastBlock().blockFormat();
    QCOMPARE(arabic.leftMargin(), 0.0);
    QCOMPARE(arabic.rightMargin(), latin.leftMargin());
    QVERIFY(latin.leftMargin() > 0);
}

void tst_MarkdownBuilder::readsNothing()
{
    const auto parts = build(u"| ![a](file:///etc/hostname) |\n| --- |"_s);
    auto *part = dynamic_cast<TextPart *>(parts.front().get());

    const QVariant resource =
        part->document().resource(QTextDocument::ImageResource, QUrl(u"file:///etc/hostname"_s));

    QVERIFY(!resource.isValid());
}

void tst_MarkdownBuilder::givesEmojiTheirOwnFont()
{
    const auto parts = build(u"a 😀👍🏽 1 ❤️ b"_s);
    const auto *part = dynamic_cast<const TextPart *>(parts.front().get());

    QStringList pictures;
    for (auto it = part->document().begin().begin(); !it.atEnd(); ++it) {
        if (it.fragment().charFormat().fontFamilies().toStringList() == emojiFamilies())
            pictures << it.fragment().text();
    }
    QCOMPARE(pictures, (QStringList {u"😀👍🏽"_s, u"❤️"_s}));
}

void tst_MarkdownBuilder::writesHtml_data()
{
    QTest::addColumn<QString>("file");

    const QDir corpus(QStringLiteral(TEST_DATA "/markdown"));
    const QStringList names = corpus.entryList({u"*.md"_s});
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << corpus.filePath(name);
}

void tst_MarkdownBuilder::writesHtml()
{
    QFETCH(QString, file);
    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QString html = toHtml(parseMarkdown(QString::fromUtf8(source.readAll())));
    QFile golden(file.chopped(3) + u".html"_s);

    if (qEnvironmentVariableIsSet("UPDATE_GOLDEN")) {
        QVERIFY(golden.open(QIODevice::WriteOnly));
        golden.write(html.toUtf8());
        return;
    }

    QVERIFY(golden.open(QIODevice::ReadOnly));
    QCOMPARE(html, QString::fromUtf8(golden.readAll()));
}

void tst_MarkdownBuilder::finishesOnAnything_data()
{
    QTest::addColumn<QString>("markdown");

    QTest::newRow("brackets") << u"["_s.repeated(6000);
    QTest::newRow("links") << u"[a](b"_s.repeated(1500);
    QTest::newRow("stars") << u"*a **b "_s.repeated(1000);
    QTest::newRow("spans") << u"**b** "_s.repeated(1000);
    QTest::newRow("backticks") << u"`` ` ```"_s.repeated(800);
    QTest::newRow("quotes") << u">"_s.repeated(6000) + u"a"_s;
    QTest::newRow("lists") << u"- "_s.repeated(3000) + u"a"_s;
    QTest::newRow("table") << u"|"_s + u"a|"_s.repeated(200) + u"\n|"_s + u"-|"_s.repeated(200) + u"\n|"_s
            + u"b|"_s.repeated(200);
    QTest::newRow("one word") << u"x"_s.repeated(6000);
    QTest::newRow("line breaks") << u"a\n"_s.repeated(3000);
    QTest::newRow("entities") << u"&amp;"_s.repeated(1200);
    QTest::newRow("emoji") << u"😀"_s.repeated(3000);
    QTest::newRow("half a surrogate") << QString(QChar(0xd83d)) + u"a"_s + QChar(0xde00);
    QTest::newRow("controls") << QString(QChar(0)) + u"a\u2028b\u2029c\ufdd0d\ufffce"_s;
    QTest::newRow("autolinks") << u"https://a.example "_s.repeated(300);
}

void tst_MarkdownBuilder::finishesOnAnything()
{
    QFETCH(QString, markdown);

    QImage image(500, 500, QImage::Format_RGB32);
    QPainter painter(&image);
    for (const auto &part : build(markdown)) {
        part->setWidth(480);
        PartPaint how;
        how.clip = image.rect();
        part->paint(painter, how);
        QVERIFY(part->height() >= 0);
        QCOMPARE(part->text().size(), part->length());
        part->controls();
        part->characterRect(part->length() / 2);
    }
}

QTEST_MAIN(tst_MarkdownBuilder)
#include "tst_markdownbuilder.moc"
