#include "codelexer_p.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_CodeLexer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void colours_data();
    void colours();
    void carriesStateFromLineToLine_data();
    void carriesStateFromLineToLine();
    void knowsTheNamesOfLanguages_data();
    void knowsTheNamesOfLanguages();
    void leavesUnknownLanguagesPlain();
    void coloursByThePlatform();
    void survivesAnything_data();
    void survivesAnything();
};

// The line with each span in braces, after a letter for its token.
static QString marked(CodeHighlighter &highlighter, const QString &text)
{
    static const QString letters = u"-ktccsnopvgaid"_s; // by CodeToken; calls are 'c' like constants
    QStringList lines;
    int state = CodeHighlighter::Start;
    const QStringList all = text.split(u'\n');
    for (const QString &line : all) {
        std::vector<CodeSpan> spans;
        state = highlighter.highlight(line, state, spans);
        QString result;
        qsizetype at = 0;
        for (const CodeSpan &span : spans) {
            result += QStringView(line).sliced(at, span.begin - at);
            result +=
                letters.at(static_cast<int>(span.token)) + u'{' + line.mid(span.begin, span.length) + u'}';
            at = span.begin + span.length;
        }
        lines << result + QStringView(line).sliced(at);
    }
    return lines.join(u'\n');
}

void tst_CodeLexer::colours_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *name, const QString &language, const QString &code,
                        const QString &expected) { QTest::newRow(name) << language << code << expected; };
    row("C++", u"cpp"_s, u"return f(0x1F, 'c'); // done"_s, u"k{return} c{f}(n{0x1F}, s{'c'}); o{// done}"_s);
    row("include", u"c"_s, u"#include <stdio.h>"_s, u"p{#include} s{<stdio.h>}"_s);
    row("Python", u"python"_s, u"@cache\ndef f(x): # f"_s, u"p{@cache}\nk{def} c{f}(x): o{# f}"_s);
    row("TypeScript", u"ts"_s, u"const x: number = `a`"_s, u"k{const} x: t{number} = s{`a`}"_s);
    row("Rust lifetimes", u"rust"_s, u"fn f<'a>(c: char) { 'x' }"_s, u"k{fn} f<'a>(c: t{char}) { s{'x'} }"_s);
    row("Rust attribute", u"rust"_s, u"#[derive(Debug)]"_s, u"p{#[derive(Debug)]}"_s);
    row("Go", u"go"_s, u"x := nil"_s, u"x := c{nil}"_s);
    row("shell", u"bash"_s, u"for f in $HOME/*; do # c"_s, u"k{for} f k{in} v{$HOME}/*; k{do} o{# c}"_s);
    row("shell hash in a word", u"sh"_s, u"x=a#b"_s, u"x=a#b"_s);
    row("SQL", u"sql"_s, u"SELECT count(*) FROM t -- all"_s, u"k{SELECT} c{count}(*) k{FROM} t o{-- all}"_s);
    row("JSON", u"json"_s, u"{\"a\": [1.5e-3, true, \"b\"]}"_s,
        u"{a{\"a\"}: [n{1.5e-3}, c{true}, s{\"b\"}]}"_s);
    row("YAML", u"yaml"_s, u"key-one: true # c"_s, u"a{key-one}: c{true} o{# c}"_s);
    row("TOML", u"toml"_s, u"[a.b]\nc = \"d\""_s, u"g{[a.b]}\na{c} = s{\"d\"}"_s);
    row("CSS", u"css"_s, u"@media x { color: #fff; width: 10px }"_s,
        u"p{@media} x { a{color}: #fff; a{width}: n{10px} }"_s);
    row("HTML", u"html"_s, u"<a href=\"x\">t</a> &amp;"_s,
        u"g{<a} a{href}=s{\"x\"}g{>}tg{</a}g{>} c{&amp;}"_s);
    row("Dockerfile", u"dockerfile"_s, u"FROM debian\nRUN run"_s, u"k{FROM} debian\nk{RUN} run"_s);
    row("makefile", u"make"_s, u"all: $(OBJ)"_s, u"c{all}: v{$(OBJ)}"_s);
    row("CMake", u"cmake"_s, u"project(x ON) # c"_s, u"c{project}(x c{ON}) o{# c}"_s);
    row("diff", u"diff"_s, u"@@ -1 +1 @@\n-a\n+b"_s, u"p{@@ -1 +1 @@}\nd{-a}\ni{+b}"_s);
    row("PowerShell", u"powershell"_s, u"if ($x -EQ $null) { Get-Item }"_s,
        u"k{if} (v{$x} k{-EQ} c{$null}) { Get-Item }"_s);
    row("Lua", u"lua"_s, u"local x = nil -- c"_s, u"k{local} x = c{nil} o{-- c}"_s);
    row("Markdown", u"md"_s, u"# T\n- a `b`"_s, u"k{# T}\np{-} a s{`b`}"_s);
}

void tst_CodeLexer::colours()
{
    QFETCH(QString, language);
    QFETCH(QString, code);
    const auto highlighter = createCodeLexer(language);
    QVERIFY(highlighter);

    QTEST(marked(*highlighter, code), "expected");
}

void tst_CodeLexer::carriesStateFromLineToLine_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("expected");

    QTest::newRow("comment") << u"c"_s << u"/* a\nb */ int"_s << u"o{/* a}\no{b */} t{int}"_s;
    QTest::newRow("nested comment") << u"rust"_s << u"/* /* a */\nb */ fn"_s
                                    << u"o{/* /* a */}\no{b */} k{fn}"_s;
    QTest::newRow("long string") << u"python"_s << u"\"\"\"a\n\nb\"\"\" if"_s
                                 << u"s{\"\"\"a}\n\ns{b\"\"\"} k{if}"_s;
    QTest::newRow("template string") << u"js"_s << u"`a\nb` if"_s << u"s{`a}\ns{b`} k{if}"_s;
    QTest::newRow("open string ends with its line") << u"c"_s << u"\"a\nint"_s << u"s{\"a}\nt{int}"_s;
    QTest::newRow("tag") << u"html"_s << u"<a\nb='c\nd'>"_s << u"g{<a}\na{b}=s{'c}\ns{d'}g{>}"_s;
    QTest::newRow("markup comment") << u"xml"_s << u"<!-- a\nb --><c>"_s << u"o{<!-- a}\no{b -->}g{<c}g{>}"_s;
}

void tst_CodeLexer::carriesStateFromLineToLine() { colours(); }

void tst_CodeLexer::knowsTheNamesOfLanguages_data()
{
    QTest::addColumn<QString>("info");

    for (const char *name : {"c",
                             "cpp",
                             "C++",
                             "csharp",
                             "c#",
                             "java",
                             "javascript",
                             "js",
                             "jsx",
                             "typescript",
                             "tsx",
                             "python",
                             "py",
                             "rust",
                             "rs",
                             "go",
                             "swift",
                             "kotlin",
                             "php",
                             "ruby",
                             "bash",
                             "sh",
                             "shell",
                             "sql",
                             "json",
                             "yaml",
                             "yml",
                             "toml",
                             "html",
                             "xml",
                             "css",
                             "scss",
                             "dockerfile",
                             "makefile",
                             "cmake",
                             "lua",
                             "r",
                             "R",
                             "diff",
                             "powershell",
                             "ini",
                             "markdown",
                             "python title=\"a.py\"",
                             "js{1,3}",
                             "rust,ignore"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_CodeLexer::knowsTheNamesOfLanguages()
{
    QFETCH(QString, info);

    QVERIFY(createCodeLexer(info));
    QVERIFY(createCodeHighlighter(info));
}

void tst_CodeLexer::leavesUnknownLanguagesPlain()
{
    QVERIFY(!createCodeHighlighter(u"klingon"_s));
    QVERIFY(!createCodeHighlighter(u""_s));
    QVERIFY(!createCodeHighlighter(u"text"_s));
}

// Whichever highlighter the platform has, the colours mean the same.
void tst_CodeLexer::coloursByThePlatform()
{
    const auto cpp = createCodeHighlighter(u"cpp");
    const auto diff = createCodeHighlighter(u"diff");

    QCOMPARE(marked(*cpp, u"return \"a\"; // b"_s), u"k{return} s{\"a\"}; o{// b}"_s);
    QCOMPARE(marked(*diff, u"-a\n+b"_s), u"d{-a}\ni{+b}"_s);
}

void tst_CodeLexer::survivesAnything_data()
{
    QTest::addColumn<QString>("language");
    for (const char *name :
         {"cpp", "python", "rust", "bash", "css", "html", "diff", "md", "php", "cmake", "powershell"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_CodeLexer::survivesAnything()
{
    QFETCH(QString, language);
    const QString nasty = u"\"'`/*<!--#{[($@\\\\ \t\u0000é😀0x.1e+'''\"\"\"-->*/]]=begin<a b='"_s;
    std::vector<std::unique_ptr<CodeHighlighter>> highlighters;
    highlighters.push_back(createCodeLexer(language));
    highlighters.push_back(createCodeHighlighter(language));

    for (const auto &highlighter : highlighters) {
        int state = CodeHighlighter::Start;
        for (qsizetype i = 0; i < nasty.size(); ++i) { // also between the halves of a character
            std::vector<CodeSpan> spans;
            const QString line = nasty.mid(i) + nasty.left(i);
            state = highlighter->highlight(line, state, spans);

            qsizetype end = 0;
            for (const CodeSpan &span : spans) {
                QVERIFY(span.begin >= end);
                end = span.begin + span.length;
            }
            QVERIFY(end <= line.size());
        }
    }
}

QTEST_GUILESS_MAIN(tst_CodeLexer)
#include "tst_codelexer.moc"
