#include "ui/codepart.h"

#include <QGuiApplication>
#include <QPainter>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_CodePart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_style = TranscriptStyle::of(QGuiApplication::font(), QPalette()); }
    void takesIndentationAway();
    void growsLikeTheWhole_data();
    void growsLikeTheWhole();
    void shrinksByTheClosingFence();
    void findsPositions_data();
    void findsPositions();
    void scrollsWhatIsTooWide();
    void wraps();
    void showsWhatIsHidden();
    void paintsOneLineOfAMegabyte_data();
    void paintsOneLineOfAMegabyte();
    void coloursAreReadable_data();
    void coloursAreReadable();

private:
    TranscriptStyle m_style;
};

void tst_CodePart::takesIndentationAway()
{
    CodePart part(u"cpp"_s, m_style, 0);

    part.setSource(u"    a\r\n      b\n  c\n\n", 4);

    QCOMPARE(part.text(), u"a\n  b\nc\n\n"_s);
}

void tst_CodePart::growsLikeTheWhole_data()
{
    QTest::addColumn<bool>("wraps");

    QTest::newRow("scrolling") << false;
    QTest::newRow("wrapping") << true;
}

void tst_CodePart::growsLikeTheWhole()
{
    QFETCH(bool, wraps);
    m_style.wrapsCode = wraps;
    const QString code =
        u"/* a comment\nof two lines */\nint a = 日本語;\n\n"_s.repeated(5) + u"long "_s.repeated(60);
    CodePart whole(u"cpp"_s, m_style, 0);
    whole.setSource(code, 0);
    whole.setWidth(300);
    CodePart pieces(u"cpp"_s, m_style, 0);
    pieces.setWidth(300);

    for (qsizetype length = 0; length <= code.size(); ++length)
        pieces.setSource(QStringView(code).first(length), 0);

    QCOMPARE(pieces.text(), code);
    QCOMPARE(pieces.height(), whole.height());
    const auto grab = [](const CodePart &part) {
        QImage image(300, part.height(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        PartPaint how;
        how.clip = image.rect();
        part.paint(painter, how);
        return image;
    };
    QCOMPARE(grab(pieces), grab(whole));
}

void tst_CodePart::shrinksByTheClosingFence()
{
    CodePart part(u"sh"_s, m_style, 0);
    part.setSource(u"one\ntwo\n``", 0);

    part.setSource(u"one\ntwo", 0);

    QCOMPARE(part.text(), u"one\ntwo"_s);
    QCOMPARE(part.lineCount(), 2);
}

void tst_CodePart::findsPositions_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("wraps");

    const QString code = u"int a;\n\n    b = \"日本\";\n\tc\n"_s + u"long "_s.repeated(40);
    QTest::newRow("scrolling") << code << false;
    QTest::newRow("wrapping") << code << true;
}

void tst_CodePart::findsPositions()
{
    QFETCH(QString, code);
    QFETCH(bool, wraps);
    m_style.wrapsCode = wraps;
    CodePart part(u"cpp"_s, m_style, 20);
    part.setSource(code, 0);
    part.setWidth(300);

    for (int position = 0; position < code.size(); ++position) {
        if (code.at(position) == u'\n')
            continue;
        const QRect rect = part.characterRect(position);
        QCOMPARE(part.positionAt({rect.left() + rect.width() / 4, rect.center().y()}), position);
    }
}

void tst_CodePart::scrollsWhatIsTooWide()
{
    CodePart part(u"cpp"_s, m_style, 0);
    part.setSource(u"x"_s.repeated(500), 0);
    part.setWidth(300);
    const int before = part.characterRect(100).left();

    part.setScrollPosition(50);

    QVERIFY(part.hiddenWidth() > 1000);
    QCOMPARE(part.characterRect(100).left(), before - 50);
    part.setScrollPosition(1'000'000);
    QCOMPARE(part.scrollPosition(), part.hiddenWidth());
    QVERIFY(part.scrollHandle().isValid());
}

void tst_CodePart::wraps()
{
    m_style.wrapsCode = true;
    CodePart part(u"cpp"_s, m_style, 0);
    const QString code = u"x"_s.repeated(500) + u"\ny"_s;
    part.setSource(code, 0);
    part.setWidth(300);

    QCOMPARE(part.hiddenWidth(), 0);
    QVERIFY(part.characterRect(499).right() <= 300);
    QVERIFY(part.lineTop(1) - part.lineTop(0) > 8 * (part.lineTop(2) - part.lineTop(1)));
}

// Else code could look like other code than what is run.
void tst_CodePart::showsWhatIsHidden()
{
    const QString code = u"if (a\u202E\u2066 // b)\nx\u200By"_s;
    CodePart part(u"cpp"_s, m_style, 0);
    part.setSource(code, 0);
    part.setWidth(600);

    for (int i = 1; i < code.indexOf(u'\n'); ++i) {
        QVERIFY2(part.characterRect(i).left() > part.characterRect(i - 1).left(),
                 qPrintable(QString::number(i)));
        QVERIFY(part.characterRect(i).width() > 1);
    }
    QCOMPARE(part.toolTipAt(part.characterRect(5).center()), u"A hidden character: U+202E"_s);
    QCOMPARE(part.toolTipAt(part.characterRect(int(code.size()) - 2).center()),
             u"A hidden character: U+200B"_s);
    QCOMPARE(part.toolTipAt(part.characterRect(0).center()), QString());
    QCOMPARE(part.hiddenWidth(), 0);
    QCOMPARE(part.text(), code); // what is copied is what was received
}

void tst_CodePart::paintsOneLineOfAMegabyte_data() { growsLikeTheWhole_data(); }

void tst_CodePart::paintsOneLineOfAMegabyte()
{
    QFETCH(bool, wraps);
    m_style.wrapsCode = wraps;
    CodePart part(u"js"_s, m_style, 0);
    part.setSource(u"var a=1;"_s.repeated(131'072), 0);
    part.setWidth(800);
    QImage image(800, 600, QImage::Format_RGB32);
    QPainter painter(&image);
    PartPaint how;
    how.clip = image.rect();

    for (int frame = 0; frame < 20; ++frame) {
        part.setScrollPosition(frame * 10'000);
        part.paint(painter, how);
    }

    QCOMPARE(part.lineCount(), 1);
}

void tst_CodePart::coloursAreReadable_data()
{
    QTest::addColumn<QColor>("base");
    QTest::addColumn<QColor>("text");

    QTest::newRow("light") << QColor(Qt::white) << QColor(Qt::black);
    QTest::newRow("dark") << QColor(0x1b, 0x1d, 0x20) << QColor(0xe4, 0xe6, 0xe9);
    QTest::newRow("black") << QColor(Qt::black) << QColor(Qt::white);
    QTest::newRow("sepia") << QColor(0xf4, 0xec, 0xd8) << QColor(0x3b, 0x2f, 0x1e);
}

void tst_CodePart::coloursAreReadable()
{
    QFETCH(QColor, base);
    QFETCH(QColor, text);
    QPalette palette;
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, text);

    const TranscriptStyle style = TranscriptStyle::of(QGuiApplication::font(), palette);

    for (size_t token = 0; token < CodeTokenCount; ++token)
        QVERIFY(contrast(style.colorOf(static_cast<CodeToken>(token)), style.codeBackground) >= 4.5);
    QVERIFY(contrast(style.muted, style.background) >= 4.5);
    QVERIFY(contrast(style.muted, style.panel) >= 4.5);
    QVERIFY(contrast(style.link, style.background) >= 4.5);
    QVERIFY(contrast(style.danger, style.dangerBackground) >= 4.5);
    QVERIFY(contrast(style.notice, style.noticeBackground) >= 4.5);
}

QTEST_MAIN(tst_CodePart)
#include "tst_codepart.moc"
