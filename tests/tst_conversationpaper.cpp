#include "testworkspace.h"

#include "images/imageloader.h"
#include "session/library.h"
#include "ui/conversationpaper.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ConversationPaper : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsBetweenLines_data();
    void cutsBetweenLines();
    void writesEveryMessage();
    void waitsForImages();
    void canBeCancelled();

private:
    // The conversation of `texts`, open.
    [[nodiscard]] ChatSession *opened(TestWorkspace &workspace, const QStringList &texts) const;
};

static std::unique_ptr<QPdfWriter> writerTo(QBuffer &buffer)
{
    buffer.open(QIODevice::ReadWrite);
    auto writer = std::make_unique<QPdfWriter>(&buffer);
    writer->setResolution(ConversationPaper::Resolution);
    writer->setPageSize(QPageSize(QPageSize::A5));
    return writer;
}

static qsizetype pagesOf(const QByteArray &pdf) { return pdf.count("/Type /Page\n"); }

ChatSession *tst_ConversationPaper::opened(TestWorkspace &workspace, const QStringList &texts) const
{
    ChatSession *session = workspace.library->session(workspace.addConversation(u"Title"_s, texts));
    QSignalSpy opened(session, &ChatSession::opened);
    return session->isOpen() || opened.wait() ? session : nullptr;
}

void tst_ConversationPaper::cutsBetweenLines_data()
{
    QTest::addColumn<QString>("markdown");

    const QString words = u"some words that make a line "_s;
    QTest::newRow("text") << words.repeated(80);
    QTest::newRow("list") << QString(u"- "_s + words + u'\n').repeated(40);
    QTest::newRow("code") << u"```\n"_s + QString(words + u'\n').repeated(60) + u"```"_s;
    QTest::newRow("table") << u"| a | b |\n| --- | --- |\n"_s
            + QString(u"| "_s + words + u"| x |\n"_s).repeated(30);
}

// No line of text is on two pages: above and below a cut nothing is painted on it.
void tst_ConversationPaper::cutsBetweenLines()
{
    QFETCH(QString, markdown);
    TranscriptStyle style = ConversationPaper::styleOnPaper(QGuiApplication::font(), {});
    MessageDocument document(style);
    document.setText(markdown, true);
    document.setWidth(400);
    document.measureAll();

    int cuts = 0;
    for (int y = 90; y < document.height(); y += 97) {
        const int cut = document.cutAbove(y);
        QVERIFY(cut <= y);
        QVERIFY2(y - cut < 90, qPrintable(u"%1 above %2"_s.arg(cut).arg(y)));
        ++cuts;

        const auto position = document.positionAt({40, cut + 9});
        const int top = document.characterRect(position).top();
        QVERIFY2(top >= cut - 3, qPrintable(u"%1 on a cut at %2"_s.arg(top).arg(cut)));
    }
    QVERIFY(cuts > 3);
}

void tst_ConversationPaper::writesEveryMessage()
{
    TestWorkspace workspace;
    QStringList texts;
    for (int i = 0; i < 100; ++i)
        texts << u"Question %1"_s.arg(i) << u"An answer of some length. "_s.repeated(40);
    ChatSession *session = opened(workspace, texts);
    QVERIFY(session);
    QBuffer buffer;
    ConversationPaper paper(*session, ConversationPaper::styleOnPaper(QGuiApplication::font(), {}));
    QSignalSpy finished(&paper, &ConversationPaper::finished);
    QSignalSpy progressed(&paper, &ConversationPaper::progressed);

    paper.start(writerTo(buffer));

    QVERIFY(finished.wait(30'000));
    QVERIFY(buffer.data().startsWith("%PDF"));
    QVERIFY2(pagesOf(buffer.data()) > 25, QByteArray::number(pagesOf(buffer.data())).constData());
    QVERIFY(progressed.size() > 3); // the window lived on between
    QCOMPARE(progressed.last().first().toDouble(), 1.0);
}

void tst_ConversationPaper::waitsForImages()
{
    TestWorkspace workspace;
    QImage image(200, 100, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray png;
    QBuffer file(&png);
    file.open(QIODevice::WriteOnly);
    image.save(&file, "PNG");
    const QString markdown = u"![red](data:image/png;base64,"_s + QString::fromLatin1(png.toBase64()) + u')';
    ChatSession *session = opened(workspace, {u"Show"_s, markdown});
    QVERIFY(session);
    ImageLoader images(workspace.network);
    TranscriptStyle screen;
    screen.images = &images;
    QBuffer buffer;
    ConversationPaper paper(*session, ConversationPaper::styleOnPaper(QGuiApplication::font(), screen));
    QSignalSpy finished(&paper, &ConversationPaper::finished);

    paper.start(writerTo(buffer));

    QVERIFY(finished.wait());
    QVERIFY(buffer.data().contains("/Subtype /Image"));
}

void tst_ConversationPaper::canBeCancelled()
{
    TestWorkspace workspace;
    ChatSession *session = opened(workspace, {u"Question"_s, u"Answer"_s});
    QVERIFY(session);
    QBuffer buffer;
    ConversationPaper paper(*session, ConversationPaper::styleOnPaper(QGuiApplication::font(), {}));
    QSignalSpy failed(&paper, &ConversationPaper::failed);
    paper.start(writerTo(buffer));

    paper.cancel();

    QCOMPARE(failed.size(), 1);
    workspace.settle(); // what was read meanwhile is of no use, and does no harm
    QCOMPARE(failed.size(), 1);
}

QTEST_MAIN(tst_ConversationPaper)
#include "tst_conversationpaper.moc"
