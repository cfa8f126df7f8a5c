#include "context/contextbuilder.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ContextBuilder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsWithTheInstructions();
    void leavesOutEmptyReplies();
    void joinsNeighboursOfOneRole();
    void neverSendsReasoning();
    void continuationEndsWithTheUser();
    void estimatesByBytes();
};

static BranchMessage message(Role role, const QString &content, const QString &reasoning = {})
{
    BranchMessage entry;
    entry.message.role = role;
    entry.message.content = content;
    entry.message.reasoning = reasoning;
    return entry;
}

void tst_ContextBuilder::startsWithTheInstructions()
{
    QCOMPARE(buildContext(u"Be brief."_s, {message(Role::User, u"Hi"_s)}),
             (QList<ChatMessage> {{Role::System, u"Be brief."_s}, {Role::User, u"Hi"_s}}));
    QCOMPARE(buildContext({}, {message(Role::User, u"Hi"_s)}), (QList<ChatMessage> {{Role::User, u"Hi"_s}}));
}

void tst_ContextBuilder::leavesOutEmptyReplies()
{
    const QList<BranchMessage> branch {message(Role::User, u"one"_s), message(Role::Assistant, {}), message(Role::User, u"two"_s),
                                       message(Role::Assistant, {})};

    QCOMPARE(buildContext({}, branch), (QList<ChatMessage> {{Role::User, u"one\n\ntwo"_s}}));
}

void tst_ContextBuilder::joinsNeighboursOfOneRole()
{
    const QList<BranchMessage> branch {message(Role::User, u"a"_s), message(Role::User, u"b"_s), message(Role::Assistant, u"c"_s)};

    QCOMPARE(buildContext({}, branch), (QList<ChatMessage> {{Role::User, u"a\n\nb"_s}, {Role::Assistant, u"c"_s}}));
}

void tst_ContextBuilder::neverSendsReasoning()
{
    const QList<ChatMessage> context = buildContext({}, {message(Role::Assistant, u"answer"_s, u"secret thought"_s)});

    QCOMPARE(context, (QList<ChatMessage> {{Role::Assistant, u"answer"_s}}));
}

void tst_ContextBuilder::continuationEndsWithTheUser()
{
    const QList<ChatMessage> context = buildContinuation({}, {message(Role::User, u"q"_s), message(Role::Assistant, u"half"_s)});

    QCOMPARE(context.size(), 3);
    QCOMPARE(context.at(1).content, u"half"_s);
    QCOMPARE(context.last().role, Role::User);
}

void tst_ContextBuilder::estimatesByBytes()
{
    QCOMPARE(estimateTokens(QStringView()), 0);
    QCOMPARE(estimateTokens(u"12345678"), 2);
    QCOMPARE(estimateTokens(u"世界"), 2); // three bytes each
    QCOMPARE(estimateTokens(u"😀"), 1);  // four bytes
    QVERIFY(estimateTokens(QList<ChatMessage> {{Role::User, u"12345678"_s}}) > 2);
}

QTEST_APPLESS_MAIN(tst_ContextBuilder)
#include "tst_contextbuilder.moc"
