#include "images/imageloader.h"

#include "scriptedserver.h"

#include <QBuffer>
#include <QNetworkAccessManager>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ImageLoader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void knowsWhereAnAddressLeads_data();
    void knowsWhereAnAddressLeads();
    void decodesEmbeddedImages();
    void saysWhyAnImageIsNotShown_data();
    void saysWhyAnImageIsNotShown();
    void makesLargeImagesSmaller();
    void readsAttachments();
    void fetchesWhatIsAskedFor();
    void findsTheWayToARedirectionFirst();
    void saysThatFetchingFailed();
    void triesAgain();
    void givesTheFileAsItIs();

private:
    [[nodiscard]] LoadedImage load(const QString &address);

    QNetworkAccessManager m_network;
    std::unique_ptr<ImageLoader> m_loader;
};

static QByteArray png(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

static QString dataUrl(const QByteArray &bytes, const QString &type = u"png"_s)
{
    return u"data:image/"_s + type + u";base64,"_s + QString::fromLatin1(bytes.toBase64());
}

void tst_ImageLoader::init() { m_loader = std::make_unique<ImageLoader>(m_network); }

LoadedImage tst_ImageLoader::load(const QString &address)
{
    QSignalSpy loaded(m_loader.get(), &ImageLoader::loaded);
    m_loader->request(address);
    const ImageLoader::Key key = ImageLoader::keyOf(address);
    if (!m_loader->find(key))
        loaded.wait();
    return m_loader->find(key).value_or(LoadedImage());
}

void tst_ImageLoader::knowsWhereAnAddressLeads_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<ImageSource>("expected");

    QTest::newRow("embedded") << u"data:image/png;base64,AA"_s << ImageSource::Embedded;
    QTest::newRow("attachment") << attachmentAddress(AttachmentId::create()) << ImageSource::Attachment;
    QTest::newRow("https") << u"https://x.example/a.png"_s << ImageSource::Remote;
    QTest::newRow("http") << u"HTTP://x.example/a.png"_s << ImageSource::Remote;
    QTest::newRow("no host") << u"https:///a.png"_s << ImageSource::Unknown;
    QTest::newRow("file") << u"file:///etc/passwd"_s << ImageSource::Unknown;
    QTest::newRow("path") << u"/etc/passwd"_s << ImageSource::Unknown;
    QTest::newRow("no attachment") << u"attachment:x"_s << ImageSource::Unknown;
    QTest::newRow("other data") << u"data:text/html,<b>"_s << ImageSource::Unknown;
}

void tst_ImageLoader::knowsWhereAnAddressLeads()
{
    QFETCH(QString, address);
    QTEST(imageSourceOf(address), "expected");
}

void tst_ImageLoader::decodesEmbeddedImages()
{
    const LoadedImage loaded = load(dataUrl(png({30, 20})));

    QCOMPARE(loaded.image.size(), QSize(30, 20));
    QCOMPARE(loaded.naturalSize, QSize(30, 20));
    QCOMPARE(loaded.image.pixelColor(5, 5), QColor(Qt::red));
    QVERIFY(loaded.problem.isEmpty());
}

void tst_ImageLoader::saysWhyAnImageIsNotShown_data()
{
    QTest::addColumn<QString>("address");

    QTest::newRow("no base64") << u"data:image/png;base64,**"_s;
    QTest::newRow("not as base64") << u"data:image/png,abc"_s;
    QTest::newRow("cut off") << dataUrl(png({300, 200}).left(60));
    QTest::newRow("SVG") << dataUrl("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
                                    u"svg+xml"_s);
    QTest::newRow("no picture") << dataUrl("hello");
    QByteArray bomb = png({1, 1});
    bomb.replace(16, 8, QByteArray::fromHex("0000ffff0000ffff")); // its width and height
    QTest::newRow("bomb") << dataUrl(bomb);
    QTest::newRow("a file of this computer") << u"file:///etc/hostname"_s;
    QTest::newRow("a file that is not there") << attachmentAddress(AttachmentId::create());
}

void tst_ImageLoader::saysWhyAnImageIsNotShown()
{
    QFETCH(QString, address);

    const LoadedImage loaded = load(address);

    QVERIFY(loaded.image.isNull());
    QVERIFY(!loaded.problem.isEmpty());
}

void tst_ImageLoader::makesLargeImagesSmaller()
{
    const LoadedImage loaded = load(dataUrl(png({4000, 1000})));

    QCOMPARE(loaded.naturalSize, QSize(4000, 1000));
    QCOMPARE(loaded.image.size(), QSize(1600, 400));
}

void tst_ImageLoader::readsAttachments()
{
    const AttachmentId id = AttachmentId::create();
    m_loader->setAttachmentReader(
        [id](const AttachmentId &wanted, QObject *, const ImageLoader::TakeBytes &answer) {
            answer(wanted == id ? std::optional(png({7, 8})) : std::nullopt);
        });

    QCOMPARE(load(attachmentAddress(id)).image.size(), QSize(7, 8));
}

void tst_ImageLoader::fetchesWhatIsAskedFor()
{
    ScriptedServer server;
    const QByteArray cookie = "a=b";
    server.setAnswers(
        {{.headers = {{"Set-Cookie", cookie}}, .pieces = {png({5, 6})}}, {.pieces = {png({6, 6})}}});

    QCOMPARE(load(server.url(u"/a.png"_s).toString()).image.size(), QSize(5, 6));
    QCOMPARE(load(server.url(u"/b.png"_s).toString()).image.size(), QSize(6, 6));

    QCOMPARE(server.requests().size(), 2);
    for (const ScriptedServer::Request &request : server.requests()) {
        QVERIFY(request.header("cookie").isEmpty());
        QVERIFY(request.header("referer").isEmpty());
        QVERIFY(request.header("authorization").isEmpty());
    }
}

void tst_ImageLoader::findsTheWayToARedirectionFirst()
{
    ScriptedServer target;
    target.setAnswers({{.pieces = {png({5, 6})}}});
    ScriptedServer server;
    server.setAnswers({{.status = 302, .headers = {{"Location", target.url(u"/b.png"_s).toEncoded()}}}});
    QList<QUrl> asked;
    std::function<void()> ready;
    m_loader->setWayFinder([&](const QUrl &url, QObject *, std::function<void()> found) {
        asked.append(url);
        if (url.port() == target.port())
            ready = std::move(found);
        else
            found();
    });
    QSignalSpy loaded(m_loader.get(), &ImageLoader::loaded);
    const QString address = server.url(u"/a.png"_s).toString();

    m_loader->request(address);

    QTRY_VERIFY(ready);
    QVERIFY(target.requests().isEmpty());
    ready();
    QVERIFY(loaded.wait());
    QCOMPARE(m_loader->find(ImageLoader::keyOf(address))->image.size(), QSize(5, 6));
    QCOMPARE(asked, (QList<QUrl> {server.url(u"/a.png"_s), target.url(u"/b.png"_s)}));
}

void tst_ImageLoader::saysThatFetchingFailed()
{
    ScriptedServer server;
    server.setAnswers({{.status = 404}});

    const LoadedImage loaded = load(server.url(u"/a.png"_s).toString());

    QVERIFY(loaded.image.isNull());
    QVERIFY(!loaded.problem.isEmpty());
}

void tst_ImageLoader::triesAgain()
{
    ScriptedServer server;
    server.setAnswers({{.status = 503}, {.pieces = {png({5, 6})}}});
    const QString address = server.url(u"/a.png"_s).toString();
    QVERIFY(load(address).image.isNull());
    QSignalSpy loaded(m_loader.get(), &ImageLoader::loaded);

    m_loader->request(address); // it is known that it failed
    m_loader->retry(address);

    QVERIFY(loaded.wait());
    QCOMPARE(m_loader->find(ImageLoader::keyOf(address))->image.size(), QSize(5, 6));
    QCOMPARE(server.requests().size(), 2);
}

void tst_ImageLoader::givesTheFileAsItIs()
{
    const QByteArray file = png({3, 3});
    std::optional<QByteArray> read;

    m_loader->readFile(dataUrl(file), this,
                       [&read](const std::optional<QByteArray> &bytes) { read = bytes; });

    QTRY_VERIFY(read.has_value());
    QCOMPARE(*read, file);
}

QTEST_MAIN(tst_ImageLoader)
#include "tst_imageloader.moc"
