#include "images/imageloader.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 LargestDownload = 20'000'000;
constexpr int DownloadMs = 30'000;
constexpr int LargestShown = 1600; // pixels: twice what a column of text is wide
constexpr qint64 MostPixels = 100'000'000; // of a file; decoding more takes too long and too much memory
constexpr int CacheKilobytes = 150'000;
constexpr auto AttachmentScheme = "attachment:"_L1;
constexpr auto Base64 = ";base64"_L1;

// What the bytes of an embedded image are; nothing if they are not base64.
std::optional<QByteArray> bytesOf(QStringView dataUrl)
{
    const qsizetype comma = dataUrl.indexOf(u',');
    if (comma < 0 || !dataUrl.first(comma).endsWith(Base64, Qt::CaseInsensitive))
        return {};
    auto decoded = QByteArray::fromBase64Encoding(dataUrl.sliced(comma + 1).toLatin1(),
                                                  QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return {};
    return *std::move(decoded);
}

// Whether a format is a picture and nothing else.
bool isPlainPicture(const QByteArray &format)
{
    static constexpr std::array Formats {"png",  "jpeg", "jpg", "gif", "bmp",
                                         "webp", "ico",  "ppm", "pgm", "pbm"};
    return std::find(Formats.begin(), Formats.end(), format) != Formats.end();
}

LoadedImage decoded(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    LoadedImage result;
    if (!isPlainPicture(reader.format())) {
        result.problem = ImageLoader::tr("It is of a kind that is not shown.");
        return result;
    }
    const QSize size = reader.size();
    if (qint64 {size.width()} * size.height() > MostPixels) {
        result.problem = ImageLoader::tr("It is too large to be shown.");
        return result;
    }
    if (size.width() > LargestShown || size.height() > LargestShown)
        reader.setScaledSize(size.scaled(LargestShown, LargestShown, Qt::KeepAspectRatio));
    result.image = reader.read();
    if (result.image.isNull()) {
        result.problem = ImageLoader::tr("It is damaged.");
        return result;
    }
    const bool isTurned = (reader.transformation() & QImageIOHandler::TransformationRotate90) != 0;
    result.naturalSize = !size.isValid() ? result.image.size() : isTurned ? size.transposed() : size;
    return result;
}

} // namespace

ImageSource imageSourceOf(QStringView address)
{
    if (address.startsWith("data:image/"_L1, Qt::CaseInsensitive))
        return ImageSource::Embedded;
    if (!attachmentAt(address).isNull())
        return ImageSource::Attachment;
    if (address.startsWith("https://"_L1, Qt::CaseInsensitive)
        || address.startsWith("http://"_L1, Qt::CaseInsensitive))
        return QUrl(address.toString()).host().isEmpty() ? ImageSource::Unknown : ImageSource::Remote;
    return ImageSource::Unknown;
}

QString attachmentAddress(const AttachmentId &id) { return AttachmentScheme + id.toString(); }

AttachmentId attachmentAt(QStringView address)
{
    if (!address.startsWith(AttachmentScheme))
        return {};
    return AttachmentId::fromString(address.sliced(AttachmentScheme.size()).toString());
}

ImageLoader::ImageLoader(QNetworkAccessManager &network, QObject *parent)
    : QObject(parent), m_network(network), m_pool(new QThreadPool(this)), m_known(CacheKilobytes)
{
    m_pool->setMaxThreadCount(1);
}

ImageLoader::~ImageLoader()
{
    m_pool->clear();
    m_pool->waitForDone();
}

// Megabytes of an embedded image are gone through whenever it comes into sight: quickly, and it need not
// stand up to attacks, since who wrote one image may as well write another.
ImageLoader::Key ImageLoader::keyOf(const QString &address)
{
    const auto hash = [&address](size_t seed) {
        return QByteArray::number(static_cast<quint64>(qHash(address, seed)), 16);
    };
    return hash(0x9e3779b9) + '-' + hash(0x85ebca6b) + '-' + QByteArray::number(address.size());
}

std::optional<LoadedImage> ImageLoader::find(const Key &key) const
{
    const LoadedImage *image = m_known.object(key);
    return image ? std::optional(*image) : std::nullopt;
}

void ImageLoader::request(const QString &address)
{
    const Key key = keyOf(address);
    if (m_loading.contains(key) || m_known.contains(key))
        return;
    m_loading.insert(key);
    fetch(address, this, [this, key](const QByteArray &bytes, const QString &problem) {
        if (problem.isEmpty())
            decode(key, bytes);
        else
            keep(key, {.image = {}, .naturalSize = {}, .problem = problem});
    });
}

void ImageLoader::retry(const QString &address)
{
    m_known.remove(keyOf(address));
    request(address);
}

void ImageLoader::readFile(const QString &address, QObject *context, TakeBytes answer)
{
    fetch(address, context, [answer = std::move(answer)](const QByteArray &bytes, const QString &problem) {
        answer(problem.isEmpty() ? std::optional(bytes) : std::nullopt);
    });
}

void ImageLoader::fetch(const QString &address, QObject *context,
                        std::function<void(const QByteArray &, const QString &)> answer)
{
    switch (imageSourceOf(address)) {
    case ImageSource::Embedded:
        m_pool->start([address, guard = QPointer(context), answer = std::move(answer)] {
            const std::optional<QByteArray> bytes = bytesOf(address);
            const QString problem = bytes ? QString() : tr("It is damaged.");
            QMetaObject::invokeMethod(
                qApp,
                [guard, answer, bytes = bytes.value_or(QByteArray()), problem] {
                    if (guard)
                        answer(bytes, problem);
                },
                Qt::QueuedConnection);
        });
        return;
    case ImageSource::Attachment:
        if (m_readAttachment) {
            m_readAttachment(attachmentAt(address), context,
                             [answer = std::move(answer)](const std::optional<QByteArray> &bytes) {
                                 answer(bytes.value_or(QByteArray()),
                                        bytes ? QString() : tr("The file is not there any more."));
                             });
            return;
        }
        break;
    case ImageSource::Remote:
        download(address, context, std::move(answer));
        return;
    case ImageSource::Unknown:
        break;
    }
    answer({}, tr("Images are not read from there."));
}

void ImageLoader::download(const QString &address, QObject *context,
                           std::function<void(const QByteArray &, const QString &)> answer)
{
    const auto begin = [this, address, context = QPointer(context), answer = std::move(answer)] {
        if (context)
            get(address, context, answer);
    };
    if (m_findWay)
        m_findWay(QUrl(address), this, begin);
    else
        begin();
}

void ImageLoader::get(const QString &address, QObject *context,
                      std::function<void(const QByteArray &, const QString &)> answer)
{
    QNetworkRequest request {QUrl(address)};
    request.setTransferTimeout(DownloadMs);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::UserVerifiedRedirectPolicy);
    QNetworkReply *reply = m_network.get(request); // stays the manager's, which is to know what it fetches
    connect(this, &QObject::destroyed, reply, [reply] { delete reply; }); // it ends with the loader
    connect(reply, &QNetworkReply::redirected, this, [this, reply](const QUrl &url) { follow(reply, url); });
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64 total) {
        if (qMax(received, total) > LargestDownload) {
            reply->setProperty("isTooLarge", true);
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, context, [reply, answer = std::move(answer)] {
        if (reply->property("isTooLarge").toBool())
            answer({}, tr("It is larger than 20 MB."));
        else if (reply->error() != QNetworkReply::NoError)
            answer({}, tr("It could not be fetched: %1").arg(reply->errorString()));
        else
            answer(reply->readAll(), {});
    });
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

// Never from TLS to the open; and the way to another host has to be found, too, before Qt would wait for it.
void ImageLoader::follow(QNetworkReply *reply, const QUrl &url)
{
    if (reply->url().scheme() == "https"_L1 && url.scheme() != "https"_L1) {
        reply->abort();
        return;
    }
    const auto goOn = [reply] { Q_EMIT reply->redirectAllowed(); };
    if (m_findWay)
        m_findWay(url, reply, goOn);
    else
        goOn();
}

void ImageLoader::decode(const Key &key, const QByteArray &bytes)
{
    m_pool->start([guard = QPointer(this), key, bytes] {
        const LoadedImage image = decoded(bytes);
        QMetaObject::invokeMethod(
            qApp,
            [guard, key, image] {
                if (guard)
                    guard->keep(key, image);
            },
            Qt::QueuedConnection);
    });
}

void ImageLoader::keep(const Key &key, const LoadedImage &image)
{
    m_loading.remove(key);
    m_known.insert(key, new LoadedImage(image), 1 + image.image.sizeInBytes() / 1024);
    Q_EMIT loaded();
}

} // namespace bobbin
