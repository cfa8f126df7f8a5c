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
