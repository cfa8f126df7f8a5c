#include "scriptedserver.h"
#include "testworkspace.h"

#include "images/imageloader.h"
#include "markdown/markdownhtml.h"
#include "ui/filesaver.h"
#include "ui/imagepart.h"
#include "ui/linkdialog.h"
#include "ui/markdownbuilder.h"
#include "ui/modelpicker.h"
#include "ui/modelsdialog.h"
#include "ui/textpart.h"
#include "ui/transcriptview.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QNetworkReply>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QTimer>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Takes what would go to the browser.
class Browser final : public QObject
{
    Q_OBJECT
public:
    QList<QUrl> opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }
};

// What servers and files say, where the window and the desktop meet it.
class tst_HostileContent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesOfFilesAreHarmless_data();
    void namesOfFilesAreHarmless();
    void directionEndsWithTheParagraph();
    void whatOverridesTheDirectionIsShown();
    void asksBeforeOpening();
    void namesInToolTipsAreNoMarkup();
    void hostOfAnImageIsShownAsTheNetworkReadsIt();
    void showingAMessageFetchesNothing();
    void copiesOnlyLinksThatAreOpened();
    void savedFilesAreTheirOwnersAlone();
};

void tst_HostileContent::namesOfFilesAreHarmless_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("name");

    QTest::newRow("plain") << u"Thesis outline.pdf"_s << u"Thesis outline.pdf"_s;
    QTest::newRow("path") << u"../../.bashrc"_s << u"bashrc"_s;
    QTest::newRow("absolute") << u"/etc/passwd"_s << u"etc passwd"_s;
    QTest::newRow("Windows path") << u"C:\\Windows\\a"_s << u"C Windows a"_s;
    QTest::newRow("hidden") << u".profile"_s << u"profile"_s;
    QTest::newRow("folder above") << u".."_s << u"conversation"_s;
    QTest::newRow("zero") << u"a"_s + QChar(0) + u"b.txt"_s << u"a b.txt"_s;
    QTest::newRow("reordered") << u"invoice\u202Efdp.exe"_s << u"invoice fdp.exe"_s;
    QTest::newRow("line break") << u"a\nb\u2028c"_s << u"a b c"_s;
    QTest::newRow("long") << QString(10'000, u'ü') + u".pdf"_s << QString(76, u'ü') + u".pdf"_s;
    QTest::newRow("nothing left") << u"///"_s << u"conversation"_s;
}

void tst_HostileContent::namesOfFilesAreHarmless()
{
    QFETCH(const QString, title);
    QFETCH(const QString, name);

    QCOMPARE(fileNameFrom(title), name);
}

void tst_HostileContent::directionEndsWithTheParagraph()
{
    const TranscriptStyle style = TranscriptStyle::of(QGuiApplication::font(), QPalette());
    const QString open = u"a\u202E\u2067\u202Eb"_s; // never closed
    const QString markdown = open + u"\n\nplain words\n\n- "_s + open + u"\n- plain words\n"_s;
    const auto parts = buildParts(parseMarkdown(markdown), style);

    int plain = 0;
    for (const auto &part : parts) {
        part->setWidth(600);
        const auto at = static_cast<int>(part->text().indexOf("plain words"_L1));
        if (at < 0)
            continue;
        ++plain;
        for (int i = at + 1; i < at + 11; ++i)
            QVERIFY(part->characterRect(i).left() > part->characterRect(i - 1).left());
    }
    QVERIFY(plain > 0);
}

void tst_HostileContent::whatOverridesTheDirectionIsShown()
{
    const TranscriptStyle style = TranscriptStyle::of(QGuiApplication::font(), QPalette());

    const auto parts =
        buildParts(parseMarkdown(u"Open `a\u202Efdp.exe` **b\u202Ac** d\U000E0041e."_s), style);

    QCOMPARE(parts.size(), 1);
    const auto &part = parts.front();
    part->setWidth(600);
    QCOMPARE(part->text(), u"Open a\uFFFDfdp.exe b\uFFFDc d\uFFFD\uFFFDe."_s);
    const auto begin = static_cast<int>(part->text().indexOf("fdp"_L1));
    for (int i = begin + 1; i < begin + 7; ++i)
        QVERIFY(part->characterRect(i).left() > part->characterRect(i - 1).left());
}

void tst_HostileContent::asksBeforeOpening()
{
    Browser browser;
    QDesktopServices::setUrlHandler(u"https"_s, &browser, "open");
    const auto dialog = [] {
        askBeforeOpening(u"https://bank.com"_s, u"https://bаnk.com/\u202Ea"_s, nullptr);
        return qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    };

    QMessageBox *box = dialog();
    QVERIFY(box);
    const auto labels = box->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
    QVERIFY(box->text().contains("xn--"_L1));
    QVERIFY(box->informativeText().contains("https://bank.com"_L1));
    QVERIFY(box->informativeText().contains(u"⟨U+202E⟩"_s)
            || box->informativeText().contains("%E2%80%AE"_L1));
    QTest::keyClick(box, Qt::Key_Return); // does what is safe
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QVERIFY(browser.opened.isEmpty());

    box = dialog();
    QTest::mouseClick(box->findChild<QPushButton *>(u"copyLink"_s), Qt::LeftButton);
    QVERIFY(browser.opened.isEmpty());
    QVERIFY(QGuiApplication::clipboard()->text().startsWith("https://"_L1));

    box = dialog();
    QTest::mouseClick(box->findChild<QPushButton *>(u"openLink"_s), Qt::LeftButton);
    QCOMPARE(browser.opened.size(), 1);
    QDesktopServices::unsetUrlHandler(u"https"_s);
}

// What a tool tip of `text` has to read.
static QString readToolTip(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    QTextDocument document;
    document.setHtml(text);
    return document.toPlainText();
}

void tst_HostileContent::namesInToolTipsAreNoMarkup()
{
    TestWorkspace workspace;
    Service service;
    service.id = ServiceId::create();
    service.name = u"<b>Service</b> &lt;"_s;
    service.baseUrl = QUrl(u"http://127.0.0.1:9/v1"_s);
    workspace.services->save(service);
    const QString model = u"<img src='file:///dev/zero'>"_s;
    workspace.services->setModels(service.id, {model});

    ModelPicker picker(*workspace.services);
    picker.setChoice(service.id, model);
    const ModelsDialog dialog(*workspace.services, service.id);

    QVERIFY(readToolTip(picker.toolTip()).contains(service.name));
    const auto *list = dialog.findChild<QListWidget *>(u"modelsList"_s);
    const QString tip = readToolTip(list->item(0)->toolTip());
    QVERIFY2(tip.contains(model) && tip.contains(service.name), qPrintable(tip));
}

void tst_HostileContent::hostOfAnImageIsShownAsTheNetworkReadsIt()
{
    QNetworkAccessManager network;
    ImageLoader images(network);
    TranscriptStyle style = TranscriptStyle::of(QGuiApplication::font(), QPalette());
    style.images = &images;

    ImagePart part(u"a"_s, u"https://p\u0430ypal.com/a.png"_s, style, 0);
    part.setWidth(400);

    QVERIFY2(part.controls().constFirst().text.contains("xn--pypal-4ve.com"_L1),
             qPrintable(part.controls().constFirst().text));
}

// An address can carry away what was said.
void tst_HostileContent::showingAMessageFetchesNothing()
{
    ScriptedServer server;
    server.setRouter([](const ScriptedServer::Request &) { return ScriptedServer::json(200, "{}"); });
    Message message;
    message.id = MessageId::create();
    message.role = Role::Assistant;
    message.content =
        u"# ![a](%1/heading.png)\n\n![a](%1/inline.png)\n\n![a][b] [![c](%1/link.png)](%1/page)\n\n"
        "| ![a](%1/table.png) |\n|-|\n| <img src='%1/cell.png'> |\n\n"
        "- ![a](%1/list.png) <img src=\"%1/html.png\">\n\n<img src=\"%1/block.png\">\n\n"
        "Note[^1] $\\includegraphics{%1/formula.png}$ ![a](%1/picture.svg)\n\n"
        "[b]: %1/reference.png\n[^1]: ![a](%1/note.png)\n"_s.arg(server.url().toString());
    QNetworkAccessManager network;
    ImageLoader images(network);
    TranscriptModel model;
    model.reset(1, 0, {BranchMessage {.message = message}});
    TranscriptView view;
    view.setImageLoader(&images);
    view.resize(600, 900);
    view.setModel(&model);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QVERIFY(!view.grab().isNull());
    for (int y = 0; y < 900; y += 20)
        QTest::mouseMove(view.viewport(), QPoint(200, y));

    // Behind whatever has been asked for.
    const std::unique_ptr<QNetworkReply> last(network.get(QNetworkRequest(server.url(u"/last"_s))));
    QTRY_VERIFY(last->isFinished());

    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().constFirst().path, "/last");
}

void tst_HostileContent::copiesOnlyLinksThatAreOpened()
{
    const TranscriptStyle style = TranscriptStyle::of(QGuiApplication::font(), QPalette());
    const QString own = u"bobbin:conversation/0192a000-0000-7000-8000-00000000000a"_s;
    const QString source = u"[a](javascript:alert) [b](file:///etc/passwd) [c](smb://evil.example/x) "
                           "[d](https://good.example) [e](%1)"_s.arg(own);
    const auto parts = buildParts(parseMarkdown(source), style);
    const auto &part = parts.front();

    const auto length = static_cast<int>(part->text().size());
    const QString html = part->toHtml(0, length);
    const QString markdown = part->toMarkdown(0, length);

    const QString links = u"<p>a b c <a href=\"https://good.example\">d</a> <a href=\"%1\">e</a></p>\n"_s;
    QCOMPARE(html, links.arg(own));
    QCOMPARE(markdown, u"a b c [d](https://good.example) [e](%1)"_s.arg(own));
    // as of a whole message
    QCOMPARE(toHtml(parseMarkdown(source)).remove("<a>"_L1).count("<a "_L1), 2);
}

// Also where one stood that everybody could read.
void tst_HostileContent::savedFilesAreTheirOwnersAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"code.txt"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    QVERIFY(old.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    old.close();
    FileSaver saver(nullptr);
    const QSignalSpy finished(&saver, &FileSaver::finished);
    QTimer accept; // the dialogs: where to, and whether to replace it
    connect(&accept, &QTimer::timeout, this, [&path] {
        QWidget *window = QApplication::activeModalWidget();
        if (auto *box = qobject_cast<QMessageBox *>(window)) {
            box->button(QMessageBox::Yes)->click();
        } else if (auto *dialog = qobject_cast<QFileDialog *>(window)) {
            dialog->selectFile(path);
            QMetaObject::invokeMethod(dialog, "accept", Qt::QueuedConnection);
        }
    });

    accept.start(50);
    saver.save(u"code.txt"_s, "words");

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(QFileInfo(path).size(), 5);
    QVERIFY(!(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

QTEST_MAIN(tst_HostileContent)
#include "tst_hostilecontent.moc"
