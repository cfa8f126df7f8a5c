#pragma once

#include "core/ids.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;
class QThreadPool;

namespace bobbin {

/// Where the address of an image in a message leads.
enum class ImageSource {
    Embedded, ///< A data: URL, whose image is in the message itself.
    Attachment, ///< A file that is kept with the message.
    Remote, ///< Another computer, which would learn that the message is being read.
    Unknown, ///< Nowhere that an image would be read from, such as a file of this computer.
};
[[nodiscard]] ImageSource imageSourceOf(QStringView address);

/// How the text of a message names the file `id` that is kept with it.
[[nodiscard]] QString attachmentAddress(const AttachmentId &id);
/// Null if `address` names none.
[[nodiscard]] AttachmentId attachmentAt(QStringView address);

/// An image as it can be shown, or why it cannot.
struct LoadedImage {
    QImage image; ///< Null if there is a problem. Not larger than what is shown: see naturalSize.
    QSize naturalSize; ///< In pixels of the file.
    QString problem; ///< In the user's language.
};

/// Reads and decodes the images of messages, outside the GUI thread, and remembers them.
///
/// Only what request() names is read, and only that: nothing is fetched from another computer because a
/// message has its address. Remote images are fetched without cookies, referrer or credentials, in at most 30
/// seconds, up to 20 MB. Formats that can refer to further files, such as SVG, are not decoded.
/// Used in the GUI thread.
class ImageLoader final : public QObject
{
    Q_OBJECT
public:
    using TakeBytes = std::function<void(const std::optional<QByteArray> &)>;
    /// Reads a kept file, and calls back unless `context` is gone by then.
    using ReadAttachment = std::function<void(const AttachmentId &id, QObject *context, TakeBytes answer)>;

    /// Calls `ready` when a request to the address need not wait for the way to it to be found any more,
    /// unless `context` is gone by then.
    using FindWay = std::function<void(const QUrl &, QObject *context, std::function<void()> ready)>;

    /// `network` has to outlive the loader.
    explicit ImageLoader(QNetworkAccessManager &network, QObject *parent = nullptr);
    ~ImageLoader() override;

    void setAttachmentReader(ReadAttachment read) { m_readAttachment = std::move(read); }
    void setWayFinder(FindWay find) { m_findWay = std::move(find); }

    /// By what the loader knows an image: an address may be as long as its image is large.
    using Key = QByteArray;
    [[nodiscard]] static Key keyOf(const QString &address);

    /// What is known of the image; nothing if it was not requested, or so long ago that it is forgotten.
    [[nodiscard]] std::optional<LoadedImage> find(const Key &key) const;
    [[nodiscard]] bool isLoading(const Key &key) const { return m_loading.contains(key); }
    /// loaded() follows, unless it is known or on its way already.
    void request(const QString &address);
    /// As request(), but what failed is tried again.
    void retry(const QString &address);

    /// The file as it is, to be saved; `answer` gets nothing if it cannot be had, and is not called if
    /// `context` is gone by then.
    void readFile(const QString &address, QObject *context, TakeBytes answer);

Q_SIGNALS:
    /// find() knows more than before.
    void loaded();

private:
    void fetch(const QString &address, QObject *context,
               std::function<void(const QByteArray &bytes, const QString &problem)> answer);
    void download(const QString &address, QObject *context,
                  std::function<void(const QByteArray &bytes, const QString &problem)> answer);
    void get(const QString &address, QObject *context,
             std::function<void(const QByteArray &bytes, const QString &problem)> answer);
    void follow(QNetworkReply *reply, const QUrl &url);
    void decode(const Key &key, const QByteArray &bytes);
    void keep(const Key &key, const LoadedImage &image);

    QNetworkAccessManager &m_network;
    ReadAttachment m_readAttachment;
    FindWay m_findWay;
    QThreadPool *m_pool;
    QSet<Key> m_loading;
    QCache<Key, LoadedImage> m_known; // the cost is in kilobytes
};

} // namespace bobbin
