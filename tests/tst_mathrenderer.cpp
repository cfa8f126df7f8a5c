#include "maths/mathrenderer.h"
#include "svgrepair_p.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = FormulaError::Kind;

class tst_MathRenderer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repairs_data();
    void repairs();
    void repairsNothingElse();
    void readsTheMetrics();

    void sets_data();
    void sets();
    void measures();
    void displaysLarger();
    void followsTheColor();
    void refuses_data();
    void refuses();
    void saysWhy();
    void isIndependentOfOtherFormulas();
    void setsTheNewestFirst();
    void remembers();
    void givesUpInTime();
    void goesOnAfterATimeOut();
    void canBeDeletedAtAnyTime();

private:
    [[nodiscard]] FormulaResult result(const Formula &formula);

    std::unique_ptr<MathRenderer> m_renderer;
};

#define NEEDS_MATHJAX()                                                                                      \
    do {                                                                                                     \
        if (!MathRenderer::isAvailable())                                                                    \
            QSKIP("built without MathJax, which comes from npm");                                            \
        if (!m_renderer)                                                                                     \
            m_renderer = std::make_unique<MathRenderer>();                                                   \
    } while (false)

FormulaResult tst_MathRenderer::result(const Formula &formula)
{
    m_renderer->request(formula);
    (void)QTest::qWaitFor([&] { return m_renderer->find(formula).has_value(); }, 30'000);
    return m_renderer->find(formula).value_or(Failure {FormulaError {Kind::TimedOut, u"no answer"_s}});
}

static QImage painted(const FormulaPicture &picture, const QByteArray &color)
{
    QSvgRenderer renderer(QByteArray(picture.svg).replace("currentColor", color));
    QImage image(qRound(picture.width * 20), qRound((picture.ascent + picture.descent) * 20),
                 QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

// The part of the pixels of `rect` that are not white, in percent.
static int ink(const QImage &image, const QRect &rect)
{
    int dark = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        for (int x = rect.left(); x <= rect.right(); ++x)
            dark += image.pixelColor(x, y) == Qt::white ? 0 : 1;
    }
    return 100 * dark / qMax(1, rect.width() * rect.height());
}

void tst_MathRenderer::repairs_data()
{
    QTest::addColumn<QString>("contents");
    QTest::addColumn<QString>("expected");

    QTest::newRow("nested picture")
        << u"<svg width=\"9\" height=\"20\" x=\"1\" y=\"-5\" viewBox=\"0 10 9 20\">"
           "<path d=\"M2 0H4V8H2Z\" transform=\"scale(1,10)\"/></svg>"_s
        << u"<g transform=\"translate(1,-15)\"><path d=\"M2 10H4V30H2Z\"/></g>"_s;
    QTest::newRow("nested picture with two bars")
        << u"<svg width=\"20\" height=\"9\" x=\"0\" y=\"0\" viewBox=\"0 0 20 9\">"
           "<path d=\"M0 1Q3 0 8 1V2Q3 3 0 2ZM0 5H8V6H0Z\" transform=\"scale(3,1)\"/></svg>"_s
        << u"<g transform=\"translate(0,0)\"><path d=\"M0 0H20V3H0ZM0 5H20V6H0Z\"/></g>"_s;
    QTest::newRow("line of a table") << u"<line data-line=\"v\" class=\"mjx-solid\" x1=\"1\"/>"_s
                                     << u"<line x1=\"1\" stroke-width=\"70\" fill=\"none\"/>"_s;
    QTest::newRow("dashed line") << u"<line data-line=\"h\" class=\"mjx-dashed\"/>"_s
                                 << u"<line stroke-width=\"70\" fill=\"none\" stroke-dasharray=\"140\"/>"_s;
    QTest::newRow("black") << u"<rect fill=\"black\"/>"_s << u"<rect fill=\"currentColor\"/>"_s;
    QTest::newRow("color") << u"<g fill=\"red\"/>"_s << u"<g fill=\"red\"/>"_s;
    QTest::newRow("link") << u"<a href=\"https://a.example\"><path d=\"M0 0Z\"/></a>"_s
                          << u"<path d=\"M0 0Z\"/>"_s;
    QTest::newRow("image") << u"<image href=\"file:///etc/hostname\"/>"_s << QString();
    QTest::newRow("style, script") << u"<style>*{fill:url(x)}</style><script>x</script>"_s << QString();
    QTest::newRow("reference") << u"<rect fill=\"url(file:///x)\" onclick=\"x\" style=\"x\"/>"_s
                               << u"<rect/>"_s;
    QTest::newRow("text") << u"<text font-size=\"884px\">日</text>"_s
                          << u"<text font-size=\"884px\">日</text>"_s;
}

void tst_MathRenderer::repairs()
{
    QFETCH(QString, contents);
    QFETCH(QString, expected);

    const QByteArray repaired = repairedSvg(u"<svg viewBox=\"0 -1 2 3\">"_s + contents + u"</svg>"_s);

    const QString root = u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -1 2 3\""_s;
    const QString whole = expected.isEmpty() ? u"/>"_s : u">%1</svg>"_s.arg(expected);
    QCOMPARE(QString::fromUtf8(repaired), root + whole);
}

void tst_MathRenderer::repairsNothingElse()
{
    QVERIFY(repairedSvg(u"<svg viewBox=\"0 0 1 1\"><g>"_s).isEmpty());
    QVERIFY(repairedSvg(u"<html/>"_s).isEmpty());
    QVERIFY(repairedSvg(u""_s).isEmpty());
}

void tst_MathRenderer::readsTheMetrics()
{
    const auto picture = pictureOf(u"<svg viewBox=\"0 -884 1326 1105\"></svg>"_s);

    QCOMPARE(picture->width, 3.0);
    QCOMPARE(picture->ascent, 2.0);
    QCOMPARE(picture->descent, 0.5);
    QVERIFY(!pictureOf(u"<svg width=\"100%\"></svg>"_s));
}

void tst_MathRenderer::sets_data()
{
    QTest::addColumn<QString>("tex");

    QTest::newRow("fraction") << u"\\frac{a+b}{c}"_s;
    QTest::newRow("root") << u"\\sqrt[3]{\\frac{x^2}{\\frac{y}{z}}}"_s;
    QTest::newRow("sum") << u"\\sum_{i=0}^\\infty \\frac{x^i}{i!}"_s;
    QTest::newRow("integral") << u"\\int_0^1 \\! f(x)\\,\\mathrm{d}x"_s;
    QTest::newRow("matrix") << u"\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}"_s;
    QTest::newRow("cases") << u"f(x) = \\begin{cases} x & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}"_s;
    QTest::newRow("aligned") << u"\\begin{aligned} a &= b \\\\ &= c \\end{aligned}"_s;
    QTest::newRow("numbered")
        << u"\\begin{align} a &= b \\tag{1}\\label{x} \\\\ c &= d \\notag \\end{align}"_s;
    QTest::newRow("chemistry") << u"\\ce{2 H2 + O2 ->[\\Delta] 2 H2O}"_s;
    QTest::newRow("big brackets")
        << u"\\left[ \\left( \\frac{\\frac{a}{b}}{\\frac{c}{d}} \\right)^2 \\right]"_s;
    QTest::newRow("table with lines") << u"\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}"_s;
    QTest::newRow("cancelled") << u"\\frac{\\cancel{x} y}{\\cancel{x}}"_s;
    QTest::newRow("color") << u"\\textcolor{red}{x} + \\color{blue}{y}"_s;
    QTest::newRow("quantum") << u"\\bra{\\phi}\\hat{H}\\ket{\\psi}"_s;
    QTest::newRow("mathtools") << u"a \\coloneqq b \\xrightarrow{\\text{long word}} \\underbrace{c}_{d}"_s;
    QTest::newRow("bold") << u"\\bm{x} \\boldsymbol{\\alpha} \\mathbb{R} \\mathcal{L}"_s;
    QTest::newRow("other scripts") << u"\\text{für 日本}"_s;
}

void tst_MathRenderer::sets()
{
    NEEDS_MATHJAX();
    QFETCH(QString, tex);

    const FormulaResult found = result({tex, true});

    QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
    const QImage image = painted(found.value(), "#000000");
    QVERIFY(ink(image, image.rect()) > 3);
}

void tst_MathRenderer::measures()
{
    NEEDS_MATHJAX();

    const FormulaPicture x = result({u"x"_s, false}).value();
    const FormulaPicture y = result({u"y"_s, false}).value();

    QVERIFY(qAbs(x.ascent - 1) < 0.05);
    QVERIFY(qAbs(x.descent) < 0.05);
    QVERIFY(qAbs(x.width - 1.3) < 0.05);
    QVERIFY(qAbs(y.ascent - 1) < 0.05);
    QVERIFY(qAbs(y.descent - 0.46) < 0.05);
}

void tst_MathRenderer::displaysLarger()
{
    NEEDS_MATHJAX();
    const QString tex = u"\\sum_{i=0}^n i"_s;

    QVERIFY(result({tex, true})->ascent > 1.4 * result({tex, false})->ascent);
}

void tst_MathRenderer::followsTheColor()
{
    NEEDS_MATHJAX();
    const FormulaPicture picture = result({u"\\rule{1em}{1em}"_s, false}).value();

    const QImage image = painted(picture, "#00ff00");

    QCOMPARE(image.pixelColor(image.rect().center()), QColor(0, 255, 0));
}

void tst_MathRenderer::refuses_data()
{
    QTest::addColumn<QString>("tex");

    QTest::newRow("nonsense") << u"\\foo"_s;
    QTest::newRow("half a formula") << u"\\frac{a"_s;
    QTest::newRow("link") << u"\\href{https://a.example}{x}"_s;
    QTest::newRow("address") << u"\\url{https://a.example}"_s;
    QTest::newRow("package") << u"\\require{html}"_s;
    QTest::newRow("class") << u"\\class{x}{y}"_s;
    QTest::newRow("style") << u"\\style{fill:red}{y}"_s;
    QTest::newRow("image") << u"\\includegraphics{file:///etc/hostname}"_s;
    QTest::newRow("file") << u"\\input{/etc/hostname}"_s;
    QTest::newRow("definition") << u"\\def\\a{\\a\\a}\\a"_s;
    QTest::newRow("command") << u"\\newcommand{\\a}{\\a\\a}\\a"_s;
    QTest::newRow("deep") << u"{"_s.repeated(2400) + u"}"_s.repeated(2400);
    QTest::newRow("deep roots") << u"\\sqrt{"_s.repeated(700) + u"}"_s.repeated(700);
}

void tst_MathRenderer::refuses()
{
    NEEDS_MATHJAX();
    QFETCH(QString, tex);

    const FormulaResult found = result({tex, true});

    QVERIFY(!found);
}

void tst_MathRenderer::saysWhy()
{
    NEEDS_MATHJAX();

    QCOMPARE(result({u"\\foo"_s, false}).error(),
             (FormulaError {Kind::Invalid, u"Undefined control sequence \\foo"_s}));
    QCOMPARE(result({u"x"_s.repeated(100'000), false}).error().kind, Kind::TooLarge);
}

void tst_MathRenderer::isIndependentOfOtherFormulas()
{
    NEEDS_MATHJAX();
    const FormulaResult before = result({u"\\sin x"_s, false});

    (void)result({u"\\DeclareMathOperator{\\sin}{evil} \\sin \\definecolor{red}{rgb}{0,1,0}"_s, false});
    const FormulaResult after = result({u"\\sin  x"_s, false});

    QCOMPARE(after.value(), before.value());
}

void tst_MathRenderer::setsTheNewestFirst()
{
    NEEDS_MATHJAX();
    QStringList order;
    connect(m_renderer.get(), &MathRenderer::rendered, this,
            [&order](const Formula &formula) { order << formula.tex; });

    for (const QString &tex : {u"a_1"_s, u"a_2"_s, u"a_3"_s, u"a_2"_s})
        m_renderer->request({tex, false});
    QTRY_COMPARE(order.size(), 3);

    QCOMPARE(order, (QStringList {u"a_1"_s, u"a_2"_s, u"a_3"_s}));
    m_renderer->disconnect(this);
}

void tst_MathRenderer::remembers()
{
    NEEDS_MATHJAX();
    (void)result({u"b_1"_s, false});
    QSignalSpy rendered(m_renderer.get(), &MathRenderer::rendered);

    m_renderer->request({u"b_1"_s, false});
    (void)result({u"b_2"_s, false});

    QCOMPARE(rendered.size(), 1);
    QVERIFY(!m_renderer->find({u"b_1"_s, true}));
}

void tst_MathRenderer::givesUpInTime()
{
    NEEDS_MATHJAX();
    MathRenderer renderer;
    renderer.setTimeLimit(0ms);
    const Formula formula {u"\\begin{matrix}"_s + u"\\frac{a}{b} & "_s.repeated(300) + u"\\end{matrix}"_s,
                           true};

    renderer.request(formula);
    QTRY_VERIFY_WITH_TIMEOUT(renderer.find(formula), 30'000);

    QVERIFY(!*renderer.find(formula));
    QCOMPARE(renderer.find(formula)->error().kind, Kind::TimedOut);
}

void tst_MathRenderer::goesOnAfterATimeOut()
{
    NEEDS_MATHJAX();
    MathRenderer renderer;
    for (const auto limit : {0ms, 1ms, 2ms, 5ms, 10ms, 20ms}) { // it is interrupted here and there
        renderer.setTimeLimit(limit);
        const Formula slow {u"\\begin{matrix}"_s
                                + u"\\frac{a}{%1} & "_s.arg(limit.count()).repeated(300) + u"\\end{matrix}"_s,
                            true};
        renderer.request(slow);
        QTRY_VERIFY_WITH_TIMEOUT(renderer.find(slow), 30'000);
    }

    renderer.setTimeLimit(1min);
    renderer.request({u"x"_s, false});
    QTRY_VERIFY_WITH_TIMEOUT(renderer.find({u"x"_s, false}), 30'000);

    QVERIFY(*renderer.find({u"x"_s, false}));
    QVERIFY2(!qEnvironmentVariableIsSet("QV4_FORCE_INTERPRETER"), "programs that are started would inherit it");
}

void tst_MathRenderer::canBeDeletedAtAnyTime()
{
    NEEDS_MATHJAX();
    auto renderer = std::make_unique<MathRenderer>();
    const QString slow = u"\\begin{matrix}"_s + u"\\frac{a}{b} & "_s.repeated(300) + u"\\end{matrix}"_s;
    renderer->request({slow, true});
    renderer->request({slow, false});

    renderer.reset(); // while it loads

    renderer = std::make_unique<MathRenderer>();
    renderer->request({u"x"_s, false});
    QTRY_VERIFY_WITH_TIMEOUT(renderer->find({u"x"_s, false}), 30'000);
    renderer->request({slow, true});
    renderer.reset(); // while it sets a formula
}

QTEST_MAIN(tst_MathRenderer)
#include "tst_mathrenderer.moc"
