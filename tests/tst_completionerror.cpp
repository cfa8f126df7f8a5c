#include "net/completionerror.h"

#include <QLocale>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

class tst_CompletionError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindIsExplained();
    void namesTheAddress();
    void quotesTheService();
    void saysHowLongToWait();
    void namesTheHostOfARedirection();
    void saysByHowMuchItIsTooLong();
};

void tst_CompletionError::everyKindIsExplained()
{
    QStringList texts;
    for (int kind = 0; kind <= static_cast<int>(Kind::AssistantMissing); ++kind)
        texts << explain({.kind = static_cast<Kind>(kind), .host = u"a.example"_s}, u"Acme"_s);

    for (const QString &text : std::as_const(texts)) {
        QVERIFY(text.endsWith(u'.'));
        QVERIFY2(!text.contains(u'%'), qPrintable(text));
    }
    QCOMPARE(texts.removeDuplicates(), 0);
}

void tst_CompletionError::namesTheAddress()
{
    const CompletionError error {
        .kind = Kind::Unreachable, .code = u"connection_refused"_s, .host = u"127.0.0.1:11434"_s};

    QCOMPARE(explain(error, u"Ollama"_s),
             u"“Ollama” could not be reached at 127.0.0.1:11434. Check that it is running, then retry."_s);
}

void tst_CompletionError::quotesTheService()
{
    const CompletionError error {.kind = Kind::Rejected, .detail = u"n must be 1 (was %2)"_s};

    QCOMPARE(explain(error, u"Acme %1"_s),
             u"“Acme %1” did not accept the request. Change what it names, or choose another model, then "
             u"retry. (n "
             "must be 1 (was %2))"_s);
}

void tst_CompletionError::saysHowLongToWait()
{
    const CompletionError error {.kind = Kind::RateLimited, .retryAfter = std::chrono::milliseconds(2500)};

    QVERIFY(explain(error, u"Acme"_s).contains(u'3'));
}

void tst_CompletionError::namesTheHostOfARedirection()
{
    const CompletionError error {.kind = Kind::Redirected, .host = u"login.example"_s};

    QVERIFY(explain(error, u"Acme"_s).contains(u"login.example"_s));
}

void tst_CompletionError::saysByHowMuchItIsTooLong()
{
    const CompletionError error {.kind = Kind::ContextTooLong, .contextWindow = 8'192, .promptTokens = 9'001};

    const QString text = explain(error, u"Acme"_s);

    QVERIFY(text.contains(QLocale().toString(8'192)));
    QVERIFY(text.contains(QLocale().toString(9'001)));
}

QTEST_GUILESS_MAIN(tst_CompletionError)
#include "tst_completionerror.moc"
