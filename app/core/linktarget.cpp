#include "core/linktarget.h"

#include "core/bobbinlink.h"
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

QSet<QString> wordsOf(const QString &text)
{
    const QStringList words = text.split(u' ');
    return {words.begin(), words.end()};
}

// What an address ends in that people write without "https://", with letters of other scripts as the network
// reads them.
bool endsLikeADomain(const QString &host)
{
    static const QSet<QString> endings = wordsOf(
        u"com org net edu gov mil int info biz io ai dev app co me eu bank example mobi pro coop "
        "aero asia ae ar at au bd be bg bo br ca ch ci cl cm cn cr cy cz de dk ec ee eg es et fi fr "
        "ge gg gh gr gt hk hn hr hu ie il in ir it jo jp ke kr kw kz lb li lk lt lu lv ly mt mx my "
        "ng ni nl no np nz om pa pe pk pt qa ro ru sa se sg si sk su sv th tn tr tv tw ua ug uk us "
        "uy uz ve vn za xyz online site website shop top club vip tech cloud blog news finance "
        "financial money loan loans credit creditcard cash exchange capital security insurance pay "
        "investments academy agency business company digital global ninja social software solutions "
        "systems technology today travel wiki icu cyou sbs fun lol care hospital clinic pharmacy "
        "legal tax gmbh ltd llc inc berlin hamburg koeln bayern ruhr wien swiss london paris nyc "
        "tokyo google amazon apple microsoft xn--p1ai xn--fiqs8s xn--fiqz9s xn--j1amh xn--90ae "
        "xn--e1a4c xn--80asehdb xn--80aswg xn--mgbaam7a8h xn--wgbh1c xn--3e0b707e xn--55qx5d xn--io0a7i"_s);
    return endings.contains(host.section(u'.', -1));
}

// Names of files and of what is in programs end so, too.
bool mayEndLikeADomain(const QString &host)
{
    static const QSet<QString> endings =
        wordsOf(u"md pl rs py sh cc ps ml mm so st la ws ts do as am ma id is to gs zip mov group media "
                "network tools click download review trade work live chat store support services space zone "
                "press center win page link name email host"_s);
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

// A piece of a word that can be a host, with what stands around it.
struct Candidate {
    QString host;
    QChar before;
    QChar behind;
    bool hasScheme = false;
};

// The host that it names; empty if it is something else.
QString hostNamedBy(const Candidate &candidate)
{
    static const QRegularExpression emptyLabel(u"^\\.|\\.\\.|\\.$"_s);
    const QString ascii = asciiHost(candidate.host);
    const QString host = ascii.isEmpty() ? candidate.host.toLower() : ascii; // one that no network knows
    const bool isMailbox = candidate.behind == u'@' && !candidate.hasScheme;
    const bool isCall = candidate.behind == u'(';
    if (isMailbox || isCall || host.contains(emptyLabel))
        return {};
    if (candidate.hasScheme || (host.startsWith("www."_L1) && host.size() > 4))
        return host;
    static const QSet<QString> notHosts {u"asp.net"_s, u"ado.net"_s, u"vb.net"_s};
    if (!host.contains(u'.') || notHosts.contains(host))
        return {};
    const bool isAddress = candidate.before == u'@' || candidate.behind == u'/';
    return endsLikeADomain(host) || (isAddress && mayEndLikeADomain(host)) ? host : QString();
}

bool isOfAHost(QChar c) { return c.isLetterOrNumber() || c.isMark() || c == u'.' || c == u'-' || c == u'_'; }

// Where a word goes on behind the path that begins at `at`.
qsizetype endOfPath(QStringView word, qsizetype at)
{
    static const QString ends = u"()[]{}<>\"'`“”„‘’«»,;|"_s;
    while (at < word.size() && !ends.contains(word[at]))
        ++at;
    return at;
}

QStringList hostsNamedBy(QStringView word)
{
    QStringList hosts;
    qsizetype at = 0;
    while (at < word.size()) {
        const qsizetype begin = at;
        while (at < word.size() && isOfAHost(word[at]))
            ++at;
        const QStringView piece = word.sliced(begin, at - begin);
        qsizetype first = 0;
        while (first < piece.size() && (piece[first] == u'.' || piece[first] == u'-'))
            ++first;
        qsizetype last = piece.size();
        while (last > first && (piece[last - 1] == u'.' || piece[last - 1] == u'-'))
            --last;
        const QStringView before = word.first(begin);
        const QString host = hostNamedBy({.host = piece.sliced(first, last - first).toString(),
                                          .before = before.isEmpty() ? QChar() : before.back(),
                                          .behind = at < word.size() ? word[at] : QChar(),
                                          .hasScheme = before.endsWith("://"_L1)});
        if (!host.isEmpty()) {
            hosts.append(host);
            if (at < word.size() && (word[at] == u'/' || word[at] == u'?' || word[at] == u'#'))
                at = endOfPath(word, at);
        }
        if (at == begin)
            ++at;
    }
    return hosts;
}

} // namespace

bool beginsWithHost(const QString &address, const QString &host)
{
    static const QRegularExpression scheme(u"^\\s*(?:https?://)?"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const qsizetype begin = scheme.match(address).capturedEnd();
    return QStringView(address).sliced(begin).startsWith(host, Qt::CaseInsensitive);
}

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
    const bool isHostSeen = target.kind == Kind::Web
        ? beginsWithHost(address, target.host)
        : address.section(u'?', 0, 0).endsWith(target.host, Qt::CaseInsensitive);
    const bool isPlain = isHostSeen && address.size() <= LongestAtOnce;
    if (!isPlain && !target.host.isEmpty())
        target.shown = target.host + u" — "_s + target.shown;
    return target;
}

bool isLinkToKeep(const QString &address)
{
    return LinkTarget::of(address).isOpenable() || BobbinLink::parse(address);
}

bool isMisleading(const QString &text, const LinkTarget &target)
{
    constexpr qsizetype longest = 10'000; // characters; nobody reads more before following a link
    QString plain = withoutHidden(text.left(longest)).normalized(QString::NormalizationForm_KC);
    plain.replace(QChar(0x3002), u'.'); // a dot in hosts, too
    const QString real = withoutWww(target.host);
    const QStringList words = plain.simplified().split(u' ');
    for (const QString &word : words) {
        const QStringList hosts = hostsNamedBy(word);
        for (const QString &host : hosts) {
            const QString named = withoutWww(host);
            if (real != named && !real.endsWith(u'.' + named))
                return true;
        }
    }
    return false;
}

} // namespace bobbin
