#include "core/linktarget.h"

#include "core/hiddencharacters.h"

#include <QRegularExpression>
#include <QSet>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestAtOnce = 60; // characters; of longer addresses one does not see all at a glance

QString asciiHost(const QString &host) { return QString::fromLatin1(QUrl::toAce(host)).toLower(); }

QString hostOfMail(const QUrl &url)
{
    const QString address = url.path(QUrl::FullyDecoded);
    return asciiHost(address.mid(address.lastIndexOf(u'@') + 1));
}

// What an address ends in that people write without "https://". Names of files end in others.
bool endsLikeADomain(const QString &host)
{
    static const QSet<QString> endings {
        u"com"_s, u"org"_s, u"net"_s, u"edu"_s, u"gov"_s, u"mil"_s, u"int"_s, u"info"_s, u"biz"_s,
        u"io"_s,  u"ai"_s,  u"dev"_s, u"app"_s, u"co"_s,  u"me"_s,  u"uk"_s,  u"de"_s,   u"eu"_s,
        u"fr"_s,  u"it"_s,  u"es"_s,  u"nl"_s,  u"ch"_s,  u"at"_s,  u"se"_s,  u"no"_s,   u"ru"_s,
        u"cn"_s,  u"jp"_s,  u"in"_s,  u"br"_s,  u"us"_s,  u"ca"_s,  u"au"_s,  u"bank"_s, u"example"_s};
    return endings.contains(host.section(u'.', -1));
}

QString withoutWww(const QString &host) { return host.startsWith("www."_L1) ? host.mid(4) : host; }

QString withoutHidden(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isHidden(text, i))
            plain += text[i];
    }
    return plain;
}

} // namespace

LinkTarget LinkTarget::of(const QString &address)
{
    LinkTarget target;
    target.url = QUrl(address);
    target.shown = spelledOut(address);
    const QString scheme = target.url.scheme();
    if (!target.url.isValid())
        return target;
    if (scheme == "mailto"_L1) {
        target.kind = Kind::Mail;
        target.host = hostOfMail(target.url);
    } else if (scheme == "http"_L1 || scheme == "https"_L1) {
        target.host = asciiHost(target.url.host());
        if (!target.host.isEmpty())
            target.kind = Kind::Web;
    }
    if (!target.isOpenable())
        return target;
    const bool isPlain = target.url.userInfo().isEmpty() && address.size() <= LongestAtOnce
        && address.contains(target.host, Qt::CaseInsensitive);
    if (!isPlain && !target.host.isEmpty())
        target.shown = target.host + u" — "_s + target.shown;
    return target;
}

QString hostNamedBy(const QString &text)
{
    static const QRegularExpression whole(u"^(?:(?:https?|ftp)://|mailto:)([^\\s]+)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression bare(
        u"^(?:[^\\s@/]+@)?((?:[\\w-]+\\.)+[\\w-]{2,})(?::\\d+)?(?:[/?#]\\S*)?$"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    const QString plain = withoutHidden(text).normalized(QString::NormalizationForm_KC).trimmed();
    if (whole.match(plain).hasMatch())
        return LinkTarget::of(plain.section(u' ', 0, 0)).host;
    const auto match = bare.match(plain);
    const QString host = asciiHost(match.captured(1));
    return host.startsWith("www."_L1) || endsLikeADomain(host) ? host : QString();
}

bool isMisleading(const QString &text, const LinkTarget &target)
{
    const QString named = withoutWww(hostNamedBy(text));
    if (named.isEmpty())
        return false;
    const QString real = withoutWww(target.host);
    return real != named && !real.endsWith(u'.' + named);
}

} // namespace bobbin
