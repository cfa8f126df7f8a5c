#include "core/linktarget.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_LinkTarget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensOnlyWhatABrowserOrMailProgramOpens_data();
    void opensOnlyWhatABrowserOrMailProgramOpens();
    void saysWhereItLeads_data();
    void saysWhereItLeads();
    void noticesOtherHosts_data();
    void noticesOtherHosts();
};

void tst_LinkTarget::opensOnlyWhatABrowserOrMailProgramOpens_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isOpenable");

    QTest::newRow("https") << u"https://example.org/a"_s << true;
    QTest::newRow("upper case") << u"HTTP://EXAMPLE.ORG"_s << true;
    QTest::newRow("mail") << u"mailto:a@example.org"_s << true;
    QTest::newRow("no host") << u"https:///etc/passwd"_s << false;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("script with a line break") << u"java\nscript:alert(1)"_s << false;
    QTest::newRow("data") << u"data:text/html,<script>1</script>"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("share") << u"smb://host/share"_s << false;
    QTest::newRow("Windows share") << u"\\\\host\\share"_s << false;
    QTest::newRow("settings of a system") << u"ms-settings:privacy"_s << false;
    QTest::newRow("shell") << u"ssh://-oProxyCommand=x/"_s << false;
    QTest::newRow("without a scheme") << u"//example.org"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void tst_LinkTarget::opensOnlyWhatABrowserOrMailProgramOpens()
{
    QFETCH(const QString, address);
    QFETCH(const bool, isOpenable);

    QCOMPARE(LinkTarget::of(address).isOpenable(), isOpenable);
}

void tst_LinkTarget::saysWhereItLeads_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("shown");

    QTest::newRow("plain") << u"https://example.org/a?b#c"_s << u"https://example.org/a?b#c"_s;
    QTest::newRow("a host where a name stands")
        << u"https://example.org@evil.example/"_s << u"evil.example — https://example.org@evil.example/"_s;
    QTest::newRow("Cyrillic a") << u"https://pаypal.com/"_s << u"xn--pypal-4ve.com — https://pаypal.com/"_s;
    QTest::newRow("what the host should be in the path")
        << u"https://pаypal.com/xn--pypal-4ve.com"_s
        << u"xn--pypal-4ve.com — https://pаypal.com/xn--pypal-4ve.com"_s;
    QTest::newRow("in capitals") << u"HTTPS://Example.org/"_s << u"HTTPS://Example.org/"_s;
    QTest::newRow("with a port") << u"https://example.org:8443/"_s << u"https://example.org:8443/"_s;
    QTest::newRow("mail") << u"mailto:me@example.org?subject=x"_s << u"mailto:me@example.org?subject=x"_s;
    QTest::newRow("mail to what the host should be")
        << u"mailto:me@pаypal.com?cc=xn--pypal-4ve.com"_s
        << u"xn--pypal-4ve.com — mailto:me@pаypal.com?cc=xn--pypal-4ve.com"_s;
    QTest::newRow("bidi") << u"https://evil.example/\u202Egro.elpmaxe"_s
                          << u"https://evil.example/⟨U+202E⟩gro.elpmaxe"_s;
    QTest::newRow("long") << u"https://evil.example/"_s + QString(100, u'x')
                          << u"evil.example — https://evil.example/"_s + QString(100, u'x');
    QTest::newRow("umlaut") << u"https://bücher.example/"_s
                            << u"xn--bcher-kva.example — https://bücher.example/"_s;
    QTest::newRow("script") << u"javascript:alert(1)"_s << u"javascript:alert(1)"_s;
}

void tst_LinkTarget::saysWhereItLeads()
{
    QFETCH(const QString, address);
    QFETCH(const QString, shown);

    QCOMPARE(LinkTarget::of(address).shown, shown);
}

void tst_LinkTarget::noticesOtherHosts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("misleads");

    const QString evil = u"https://evil.example/"_s;
    QTest::newRow("words") << u"the manual"_s << evil << false;
    QTest::newRow("the same") << u"https://evil.example"_s << evil << false;
    QTest::newRow("without the scheme") << u"evil.example/x"_s << evil << false;
    QTest::newRow("with www") << u"www.evil.example"_s << evil << false;
    QTest::newRow("a part of it") << u"example.org"_s << u"https://docs.example.org/"_s << false;
    QTest::newRow("name of a file") << u"README.md"_s << evil << false;
    QTest::newRow("name of a library") << u"Node.js"_s << u"https://nodejs.org"_s << false;
    QTest::newRow("a version") << u"1.2.3"_s << evil << false;
    QTest::newRow("other address") << u"https://bank.com/login"_s << evil << true;
    QTest::newRow("other host") << u"bank.com"_s << evil << true;
    QTest::newRow("its path names it") << u"bank.com"_s << u"https://evil.example/bank.com"_s << true;
    QTest::newRow("its user names it") << u"https://bank.com"_s << u"https://bank.com@evil.example"_s << true;
    QTest::newRow("it begins so") << u"bank.com"_s << u"https://bank.com.evil.example"_s << true;
    QTest::newRow("it ends so") << u"bank.com"_s << u"https://notbank.com"_s << true;
    QTest::newRow("hidden characters in it") << u"bank\u200B.com"_s << evil << true;
    QTest::newRow("wide letters") << u"ｂａｎｋ.com"_s << evil << true;
    QTest::newRow("Cyrillic letters") << u"https://paypal.com"_s << u"https://pаypal.com"_s << true;
    QTest::newRow("in words") << u"Visit https://bank.com/login"_s << evil << true;
    QTest::newRow("bare in words") << u"Log in at bank.com now"_s << evil << true;
    QTest::newRow("in parentheses") << u"(https://bank.com)"_s << evil << true;
    QTest::newRow("in quotation marks") << u"“bank.com”"_s << evil << true;
    QTest::newRow("in straight ones") << u"\"bank.com\""_s << evil << true;
    QTest::newRow("with a dash") << u"bank.com – Login"_s << evil << true;
    QTest::newRow("with a joined dash") << u"bank.com—Login"_s << evil << true;
    QTest::newRow("with a comma") << u"bank.com, login"_s << evil << true;
    QTest::newRow("full stop") << u"See bank.com."_s << evil << true;
    QTest::newRow("behind a colon") << u"Login:bank.com"_s << evil << true;
    QTest::newRow("in capitals") << u"BANK.COM"_s << evil << true;
    QTest::newRow("mail in words") << u"write to help@bank.com"_s << evil << true;
    QTest::newRow("in angle brackets") << u"<https://bank.com>"_s << evil << true;
    QTest::newRow("arrow") << u"→bank.com"_s << evil << true;
    QTest::newRow("two hosts") << u"evil.example or bank.com"_s << evil << true;
    QTest::newRow("other ending") << u"signal.online"_s << evil << true;
    QTest::newRow("new ending") << u"shop.xyz"_s << evil << true;
    QTest::newRow("country") << u"kasse.fi"_s << evil << true;
    QTest::newRow("upper case scheme") << u"HTTPS://BANK.COM/x"_s << evil << true;
    QTest::newRow("address without an ending") << u"Open https://intranet/login"_s << evil << true;
    QTest::newRow("Cyrillic in words") << u"see b\u0430nk.com"_s << evil << true;
    QTest::newRow("a number for a host") << u"http://203.0.113.7/"_s << evil << true;
    QTest::newRow("with a port") << u"bank.com:443"_s << evil << true;
    QTest::newRow("with a path") << u"bank.com/login?a=b"_s << evil << true;
    QTest::newRow("joined by a slash") << u"Login/bank.com"_s << evil << true;
    QTest::newRow("user in front") << u"user@bank.com"_s << evil << true;
    QTest::newRow("markdown file behind a host") << u"bank.com/README.md"_s << evil << true;
    QTest::newRow("dot at the end of a host") << u"bank.com./login"_s << evil << true;
    QTest::newRow("full-width dot") << u"bank．com"_s << evil << true;
    QTest::newRow("ideographic dot") << u"bank。com"_s << evil << true;
    QTest::newRow("file in words") << u"see main.cpp and README.md for it"_s << evil << false;
    QTest::newRow("script") << u"run setup.py or build.sh"_s << evil << false;
    QTest::newRow("abbreviation") << u"e.g. this, i.e. that"_s << evil << false;
    QTest::newRow("end of a sentence") << u"The end.Then more"_s << evil << false;
    QTest::newRow("version in words") << u"Qt 6.4.2 is out"_s << evil << false;
    QTest::newRow("library in words") << u"with Node.js, Vue.js and ASP.NET"_s << evil << false;
    QTest::newRow("method") << u"call foo.bar() or std.cout, Array.at(1)"_s << evil << false;
    QTest::newRow("object") << u"console.log, os.path, self.name"_s << evil << false;
    QTest::newRow("names of people") << u"J.R.R. Tolkien"_s << evil << false;
    QTest::newRow("decimals") << u"3.14 or 1.000,5"_s << evil << false;
    QTest::newRow("this host in words") << u"Docs at evil.example/docs"_s << evil << false;
    QTest::newRow("domain above") << u"example (see evil.example)"_s << evil << false;
    QTest::newRow("ellipsis") << u"and so on...more"_s << evil << false;
    QTest::newRow("line of a file") << u"main.rs:42"_s << evil << false;
    QTest::newRow("Perl file") << u"a.pl?"_s << evil << false;
    QTest::newRow("the address itself") << u"https://evil.example/bank.com/?a=bank.com"_s << evil << false;
    QTest::newRow("host in place of a user") << u"https://bank.com@evil.example/"_s << evil << true;
    QTest::newRow("with a path and a rare ending") << u"bank.pl/login"_s << evil << true;
    QTest::newRow("a mail to it") << u"write to me@evil.example"_s << evil << false;
    QTest::newRow("members of programs")
        << u"re.Match.group, app.store, user.id, user.email"_s << evil << false;
    QTest::newRow("time") << u"at 10.30"_s << evil << false;
    QTest::newRow("archive") << u"release.zip and backup.tar.gz"_s << evil << false;
    QTest::newRow("Rust file") << u"lib.rs, main.go, index.ts, a.pl, b.md"_s << evil << false;
    QTest::newRow("path of a file") << u"src/main.cpp"_s << evil << false;
    QTest::newRow("module") << u"numpy.linalg.norm"_s << evil << false;
    QTest::newRow("German abbreviation") << u"z.B. das, d.h. dies, u.a."_s << evil << false;
    QTest::newRow("dotted date") << u"1.2.2024"_s << evil << false;
    QTest::newRow("mail to another host") << u"help@bank.com"_s << u"mailto:help@evil.example"_s << true;
    QTest::newRow("mail to this one") << u"help@bank.com"_s << u"mailto:help@bank.com"_s << false;
}

void tst_LinkTarget::noticesOtherHosts()
{
    QFETCH(const QString, text);
    QFETCH(const QString, address);
    QFETCH(const bool, misleads);

    QCOMPARE(isMisleading(text, LinkTarget::of(address)), misleads);
}

QTEST_GUILESS_MAIN(tst_LinkTarget)
#include "tst_linktarget.moc"
