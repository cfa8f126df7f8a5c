#include "net/endpoint.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

bool isPrivateHost(const QString &host)
{
    const QHostAddress address(host);
    if (address.isNull()) {
        return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || host.endsWith(".local"_L1)
            || !host.contains(u'.');
    }
    return address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast()
        || address.isInSubnet(QHostAddress(u"10.0.0.0"_s), 8)
        || address.isInSubnet(QHostAddress(u"172.16.0.0"_s), 12)
        || address.isInSubnet(QHostAddress(u"192.168.0.0"_s), 16);
}

QString withoutTrailingSlashes(QString path)
{
    while (path.endsWith(u'/'))
        path.chop(1);
    return path;
}

} // namespace

QUrl normalizedBaseUrl(const QString &typed)
{
    QString text = typed.trimmed();
    const bool hasScheme = text.contains("://"_L1);
    if (!hasScheme)
        text.prepend("https://"_L1);

    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return {};
    if (!hasScheme && isPrivateHost(url.host()))
        url.setScheme(u"http"_s);
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return {};

    QString path = withoutTrailingSlashes(url.path());
    for (const auto suffix : {"/chat/completions"_L1, "/responses"_L1, "/conversations"_L1, "/threads"_L1,
                              "/assistants"_L1, "/models"_L1}) {
        if (path.endsWith(suffix)) {
            path.chop(suffix.size());
            break;
        }
    }
    url.setPath(withoutTrailingSlashes(path));
    url.setFragment(QString());
    url.setUserInfo(QString());
    return url;
}

bool isHeaderName(const QString &name)
{
    static const QRegularExpression token(u"\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"_s);
    return token.match(name).hasMatch();
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || QHostAddress(host).isLoopback();
}

} // namespace bobbin
