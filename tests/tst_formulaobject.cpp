#include "maths/mathrenderer.h"
#include "transcriptfixture.h"
#include "ui/markdownbuilder.h"
#include "ui/textpart.h"
#include "ui/transcriptview.h"

#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Formulas in the transcript, from their Markdown to the picture.
class tst_FormulaObject : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { m_style.maths = nullptr; }
    void showsTheSourceWithoutMathJax();

    void isOneCharacter_data();
    void isOneCharacter();
    void isCopiedAsItStands();
    void convertsOffsets();
    void awaitsItsPicture();
    void standsOnTheBaseLine_data();
    void standsOnTheBaseLine();
    void hasRoomInItsLine();
    void growsWithTheFont();
    void fitsALittleWidth();
    void scrollsWhatIsMuchWider();
    void hasTheColorOfTheText();
    void isPaintedAsSelected();
    void saysWhatIsWrong();
    void isPartOfALink();

    void isSelectedInAMessage();
    void getsItsHeightInTheView();
    void staysWhereItIsRead();
    void streams();

private:
    [[nodiscard]] std::vector<std::unique_ptr<BlockPart>> build(const QString &markdown) const
    {
        return buildParts(parseMarkdown(markdown), m_style);
    }
    /// The first part of what has been set completely.
    [[nodiscard]] std::unique_ptr<BlockPart> set(const QString &markdown);
    [[nodiscard]] bool areKnown(const QString &markdown);
    [[nodiscard]] bool isSet(const QString &text, TranscriptView &view);
    [[nodiscard]] QImage painted(BlockPart &part, const PartPaint &how = {}) const;

    TranscriptStyle m_style;
    std::unique_ptr<MathRenderer> m_renderer;
};

#define NEEDS_MATHJAX()                                                                                      \
    do {                                                                                                     \
        if (!MathRenderer::isAvailable())                                                                    \
            QSKIP("built without MathJax, which comes from npm");                                            \
        if (!m_renderer)                                                                                     \
            m_renderer = std::make_unique<MathRenderer>();                                                   \
        m_style.maths = m_renderer.get();                                                                    \
    } while (false)

void tst_FormulaObject::initTestCase()
{
    QPalette palette;
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::Text, Qt::black);
    m_style = TranscriptStyle::of(QGuiApplication::font(), palette);
}

bool tst_FormulaObject::areKnown(const QString &markdown)
{
    bool areAll = true;
    for (const MarkdownEvent &event : parseMarkdown(markdown)) {
        if (event.element != MarkdownElement::Math || event.step != MarkdownEvent::Step::Enter)
            continue;
        const Formula formula {event.text, event.number > 0};
        m_renderer->request(formula);
        areAll = areAll && m_renderer->find(formula);
    }
    return areAll;
}

std::unique_ptr<BlockPart> tst_FormulaObject::set(const QString &markdown)
{
    (void)QTest::qWaitFor([&] { return areKnown(markdown); }, 30'000);
    return std::move(build(markdown).front());
}

QImage tst_FormulaObject::painted(BlockPart &part, const PartPaint &how) const
{
    QImage image(400, part.height() + 10, QImage::Format_RGB32);
    image.fill(m_style.background);
    QPainter painter(&image);
    PartPaint whole = how;
    whole.clip = image.rect();
    part.paint(painter, whole);
    return image;
}

// The rectangle around what is not white between `left` and `right`.
static QRect ink(const QImage &image, int left, int right)
{
    QRect result;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = qMax(0, left); x < qMin(right, image.width()); ++x) {
            if (qGray(image.pixel(x, y)) < 160)
                result |= QRect(x, y, 1, 1);
        }
    }
    return result;
}

void tst_FormulaObject::showsTheSourceWithoutMathJax()
{
    const auto parts = build(u"a $x$ b\n\n$$\ny\n$$"_s);

    QCOMPARE(parts.front()->text(), u"a $x$ b\n$$\ny\n$$"_s);
}

void tst_FormulaObject::isOneCharacter_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");

    QTest::newRow("inline") << u"a $x$ b"_s << u"a \ufffc b"_s << u"a $x$ b"_s;
    QTest::newRow("several") << u"$x$, \\(x\\) $x$"_s << u"\ufffc, \ufffc \ufffc"_s << u"$x$, \\(x\\) $x$"_s;
    QTest::newRow("side by side") << u"\\(x\\)\\(x\\)"_s << u"\ufffc\ufffc"_s << u"\\(x\\)\\(x\\)"_s;
    QTest::newRow("displayed") << u"a\n$$\nx\n$$\nb"_s << u"a\n\ufffc\nb"_s << u"a\n$$\nx\n$$\nb"_s;
    QTest::newRow("displayed in a line") << u"a \\[x\\] b"_s << u"a \n\ufffc\nb"_s << u"a \n\\[x\\]\nb"_s;
    QTest::newRow("behind a mark") << u"- $$x$$\n- b"_s << u"•\t\ufffc\n•\tb"_s << u"•\t$$x$$\n•\tb"_s;
    QTest::newRow("in an item") << u"- a\n  $$x$$\n- b"_s << u"•\ta\n\ufffc\n•\tb"_s
                                << u"•\ta\n$$x$$\n•\tb"_s;
    QTest::newRow("after a line break") << u"a\n$x$\nb"_s << u"a\n\ufffc\nb"_s << u"a\n$x$\nb"_s;
    QTest::newRow("in a heading") << u"# $$x$$"_s << u"\ufffc"_s << u"$$x$$"_s;
    QTest::newRow("one after another") << u"$$x$$\n$$y$$"_s << u"\ufffc\n\ufffc"_s << u"$$x$$\n$$y$$"_s;
    QTest::newRow("wrong") << u"a $\\foo$"_s << u"a $\\foo$"_s << u"a $\\foo$"_s;
}

void tst_FormulaObject::isOneCharacter()
{
    NEEDS_MATHJAX();
    QFETCH(QString, markdown);

    const auto part = set(markdown);

    QTEST(part->text(), "text");
    QCOMPARE(part->length(), part->text().size());
    QTEST(part->toPlainText(0, part->length()), "plain");
}

void tst_FormulaObject::isCopiedAsItStands()
{
    NEEDS_MATHJAX();
    const auto part = set(u"a \\( x<y \\), **$z$** $z$"_s);

    QCOMPARE(part->toPlainText(0, part->length()), u"a \\( x<y \\), $z$ $z$"_s);
    QCOMPARE(part->toMarkdown(2, 3), u"\\( x<y \\)"_s);
    QCOMPARE(part->toHtml(1, 4), u"<p> \\( x&lt;y \\),</p>\n"_s);
    QCOMPARE(part->toPlainText(0, 2), u"a "_s);
}

void tst_FormulaObject::convertsOffsets()
{
    NEEDS_MATHJAX();
    const auto part = set(u"a $xy$ b $z$"_s);
    const QString plain = part->toPlainText(0, part->length());
    QCOMPARE(part->text(), u"a \ufffc b \ufffc"_s);

    for (int position = 0; position <= part->length(); ++position) {
        const int offset = part->plainOffset(position);

        QCOMPARE(part->toPlainText(0, position), plain.first(offset));
        QCOMPARE(part->fromPlainOffset(offset), position);
    }
    QCOMPARE(part->fromPlainOffset(4), 2); // within the source
}

void tst_FormulaObject::awaitsItsPicture()
{
    NEEDS_MATHJAX();
    const QString markdown = u"a $\\frac{p_1}{p_2}$"_s;
    const auto parts = build(markdown);
    parts.front()->setWidth(400);
    QVERIFY(!parts.front()->isOutdated());
    const int height = parts.front()->height();
    QVERIFY(ink(painted(*parts.front()), 30, 400).width() > 60); // its source

    QTRY_VERIFY_WITH_TIMEOUT(parts.front()->isOutdated(), 30'000);

    const auto again = build(markdown);
    again.front()->setWidth(400);
    QVERIFY(!again.front()->isOutdated());
    QVERIFY(again.front()->height() > height);
    QVERIFY(ink(painted(*again.front()), 30, 400).width() < 60);
}

void tst_FormulaObject::standsOnTheBaseLine_data()
{
    QTest::addColumn<QString>("formula");

    QTest::newRow("low") << u"\\rule{1em}{1ex}"_s;
    QTest::newRow("beside something that goes deep")
        << u"\\rule{1em}{1ex} \\vphantom{\\begin{matrix}a\\\\b\\\\c\\end{matrix}}"_s;
    QTest::newRow("beside something that goes far up") << u"\\rule{1em}{1ex} \\raise 9ex {\\vphantom{a}}"_s;
}

void tst_FormulaObject::standsOnTheBaseLine()
{
    NEEDS_MATHJAX();
    QFETCH(QString, formula);
    const auto part = set(u"xx $%1$"_s.arg(formula));
    part->setWidth(400);

    const QImage image = painted(*part);

    const int left = part->characterRect(3).left();
    const QRect text = ink(image, 0, left - 3);
    const QRect rule = ink(image, left, 400);
    QVERIFY2(qAbs(text.bottom() - rule.bottom()) <= 1,
             qPrintable(u"%1 %2"_s.arg(text.bottom()).arg(rule.bottom())));
}

void tst_FormulaObject::hasRoomInItsLine()
{
    NEEDS_MATHJAX();
    const auto part = set(u"xx\nxx $\\rule{1em}{9ex}\\frac{a}{b}$\nxx"_s);
    part->setWidth(400);

    const QRect room = part->characterRect(6);
    const QRect found = ink(painted(*part), room.left(), 400);

    QVERIFY(found.height() > 3 * QFontMetrics(m_style.text).height());
    QVERIFY(found.top() >= room.top() - 1);
    QVERIFY(found.bottom() <= room.bottom() + 1);
}

void tst_FormulaObject::growsWithTheFont()
{
    NEEDS_MATHJAX();
    const auto small = set(u"$x+y$"_s);
    TranscriptStyle style = m_style;
    style.text.setPointSizeF(2 * style.text.pointSizeF());
    const auto large = buildParts(parseMarkdown(u"$x+y$"_s), style);
    small->setWidth(400);
    large.front()->setWidth(400);

    const double ratio = double(large.front()->characterRect(0).width()) / small->characterRect(0).width();

    QVERIFY(ratio > 1.7 && ratio < 2.3);
}

void tst_FormulaObject::fitsALittleWidth()
{
    NEEDS_MATHJAX();
    const auto part = set(u"$$a+b+c+d+e+f+g$$"_s);
    part->setWidth(400);
    const int width = part->characterRect(0).width();
    QVERIFY(qAbs(part->characterRect(0).center().x() - 200) <= 2);

    part->setWidth(width * 8 / 10);

    QVERIFY(part->characterRect(0).width() <= width * 8 / 10 + 2);
    QCOMPARE(part->hiddenWidth(), 0);
}

void tst_FormulaObject::scrollsWhatIsMuchWider()
{
    NEEDS_MATHJAX();
    const auto part = set(u"$$a+b+c+d+e+f+g+h+i+j+k+l+m+n$$"_s);
    part->setWidth(400);
    const int width = part->characterRect(0).width();

    part->setWidth(width / 3);

    QCOMPARE(part->characterRect(0).width(), width);
    QVERIFY(part->hiddenWidth() > width / 2);
}

void tst_FormulaObject::hasTheColorOfTheText()
{
    NEEDS_MATHJAX();
    const auto part = set(u"$\\rule{2em}{2em}$"_s);
    part->setWidth(400);
    const QPoint inside = part->characterRect(0).center();

    PartPaint muted;
    muted.isMuted = true;

    QCOMPARE(painted(*part).pixel(inside), m_style.foreground.rgb());
    QCOMPARE(painted(*part, muted).pixel(inside), m_style.muted.rgb());
}

void tst_FormulaObject::isPaintedAsSelected()
{
    NEEDS_MATHJAX();
    const auto part = set(u"a $\\rule{1em}{1em}\\qquad x$"_s);
    part->setWidth(400);
    const QRect rect = part->characterRect(2);
    PartPaint how;
    how.selectionBegin = 1;
    how.selectionEnd = 3;

    const QImage image = painted(*part, how);

    QCOMPARE(
        image.pixelColor(rect.left() + 5, ink(painted(*part), rect.left(), rect.left() + 8).center().y()),
        m_style.selectedText);
    QCOMPARE(image.pixelColor(rect.center().x(), rect.center().y()), m_style.selection);
}

void tst_FormulaObject::saysWhatIsWrong()
{
    NEEDS_MATHJAX();
    const auto part = set(u"a $\\foo$ $x$"_s);
    part->setWidth(400);

    QCOMPARE(part->toolTipAt(part->characterRect(4).center()),
             u"This formula cannot be set: Undefined control sequence \\foo"_s);
    QCOMPARE(part->toolTipAt(part->characterRect(0).center()), QString());
}

void tst_FormulaObject::isPartOfALink()
{
    NEEDS_MATHJAX();
    const auto part = set(u"[the $n$th](https://a.example)"_s);
    part->setWidth(400);

    const QList<TranscriptControl> links = part->controls();

    QCOMPARE(links.size(), 1);
    QCOMPARE(links.first().text, u"the $n$th"_s);
}

void tst_FormulaObject::isSelectedInAMessage()
{
    NEEDS_MATHJAX();
    (void)set(u"$x$"_s);
    MessageDocument document(m_style);
    document.setText(u"a\n\n- b $x$ c\n- d\n\n| e |\n|---|\n| $x$ |\n\nf"_s, true);
    document.setWidth(400);
    const QString plain = document.plainText();
    QVERIFY(plain.contains(u"b $x$ c"_s));
    QVERIFY(!plain.contains(u'\ufffc'));

    for (int offset = 0; offset <= plain.size(); ++offset) {
        const MessageDocument::Position position = document.fromOffset(offset);
        const int back = document.toOffset(position);

        QVERIFY(back <= offset && back >= offset - 2); // within a source, at its beginning
        QCOMPARE(document.text({}, position), plain.first(back));
    }
    const MessageDocument::Position formula = document.fromOffset(static_cast<int>(plain.indexOf(u'$')));
    const MessageDocument::Position behind {formula.block, formula.offset + 1};
    QCOMPARE(document.text(formula, behind), u"$x$"_s);
    QCOMPARE(document.markdown(formula, behind), u"- $x$"_s);
}

static QString longMessage(int number)
{
    QString text = u"Message %1\n\n"_s.arg(number);
    for (int i = 0; i < 3; ++i)
        text +=
            u"words $x_{%1}$ words\n\n$$\n\\sum_{i=0}^{%1} \\frac{\\frac{a}{b}}{c_{%2}}\n$$\n\n"_s.arg(number)
                .arg(i);
    return text;
}

// Whether the formulas of `text` are known, and `view` shows everything that is known.
bool tst_FormulaObject::isSet(const QString &text, TranscriptView &view)
{
    return areKnown(text) && !view.items().isOutdated();
}

void tst_FormulaObject::getsItsHeightInTheView()
{
    NEEDS_MATHJAX();
    TranscriptModel model;
    model.reset(1, 0, {branchMessage(longMessage(1))});
    TranscriptView view;
    view.resize(600, 900);
    view.setMathRenderer(m_renderer.get());
    view.setModel(&model);
    view.show();
    const int before = view.rowRect(0).height();

    QTRY_VERIFY_WITH_TIMEOUT(isSet(longMessage(1), view), 60'000);

    QVERIFY(view.rowRect(0).height() > before);
    TranscriptView other;
    other.resize(600, 900);
    other.setMathRenderer(m_renderer.get());
    other.setModel(&model);
    other.show();
    QCOMPARE(view.rowRect(0).height(), other.rowRect(0).height());
}

void tst_FormulaObject::staysWhereItIsRead()
{
    NEEDS_MATHJAX();
    // One paragraph: what changes above the line that is read is in the same block.
    QString text;
    for (int i = 0; i < 60; ++i)
        text += u"words $\\frac{\\frac{a}{b}}{c_{%1}}$ words\n"_s.arg(i % 7);
    TranscriptModel model;
    model.reset(1, 0, {branchMessage(text)});
    TranscriptView view;
    view.resize(600, 400);
    view.setMathRenderer(m_renderer.get());
    view.setModel(&model);
    view.show();
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
    const int row = view.firstVisibleRow();
    MessageItem *item = view.items().find(row);
    const MessageItem::Position line = item->positionAt({300, -view.rowRect(row).top()});
    const auto y = [&] {
        return view.rowRect(row).top() + view.items().find(row)->characterRect(line).top();
    };
    const int before = y();

    QTRY_VERIFY_WITH_TIMEOUT(isSet(text, view), 60'000);

    QVERIFY(!view.isFollowing());
    QVERIFY2(qAbs(y() - before) <= 1, qPrintable(u"%1 %2"_s.arg(before).arg(y())));
}

void tst_FormulaObject::streams()
{
    NEEDS_MATHJAX();
    TranscriptModel model;
    BranchMessage reply = branchMessage(QString());
    reply.message.state = ReplyState::Streaming;
    model.reset(2, 0, {branchMessage(u"question"_s, Role::User), reply});
    TranscriptView view;
    view.resize(600, 400);
    view.setMathRenderer(m_renderer.get());
    view.setModel(&model);
    view.show();
    const QString text = longMessage(200);

    for (const QChar c : text) {
        model.growContent(1, QString(c));
        QCoreApplication::processEvents();
        QVERIFY(view.isFollowing());
    }
    QTRY_VERIFY_WITH_TIMEOUT(isSet(text, view), 60'000);

    QCOMPARE(view.rowRect(1).bottom() + 1, view.viewport()->height());
    QCOMPARE(view.items().find(1)->content().plainText(), text.trimmed());
}

QTEST_MAIN(tst_FormulaObject)
#include "tst_formulaobject.moc"
