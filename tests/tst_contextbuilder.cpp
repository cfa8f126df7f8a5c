#include "context/contextbuilder.h"
#include "context/modelfacts.h"

#include <QSet>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Counts are checked with the estimate, which gives four letters a token: it is the same everywhere.
class tst_ContextBuilder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesOutEmptyReplies();
    void joinsNeighboursOfOneRole();
    void continuationEndsWithTheUser();
    void countsByTheFormula();
    void takesEverythingWithoutALimit();
    void keepsTheNewestTurnsWhole();
    void keepsMilestonesBeforeTheNewestTurns();
    void summaryStandsForWhatIsLeftOut();
    void leavesTheSummaryOutWhenAllFits();
    void neverTearsAToolCallFromItsResult();
    void beginsWithTheUser();
    void saysByHowMuchTheMessageIsTooLong();
    void costThatCannotBeIsNotKnown();
    void leavesOutAnEarlierTurnThatIsTooLong();
    void readsNothingThatIsNotNeeded();
    void canBeMadeAgain();
    void correctsEstimatesByTheFactor();
    void estimatesByBytes();
};

namespace {

const TokenCounter Counter(u"some-model"_s);

// A branch of texts by turns, the user first, unless a text begins with "role:".
class Branch
{
public:
    explicit Branch(const QStringList &texts)
    {
        for (qsizetype i = 0; i < texts.size(); ++i) {
            Role role = i % 2 == 0 ? Role::User : Role::Assistant;
            QString text = texts.at(i);
            if (text.startsWith("tool:"_L1))
                role = Role::Tool;
            else if (text.startsWith("user:"_L1))
                role = Role::User;
            else if (text.startsWith("assistant:"_L1))
                role = Role::Assistant;
            const MessageId id = MessageId::create();
            source.branch.append({.id = id, .role = role, .isMilestone = false, .tokens = {}});
            contents.insert(id, text.contains(u':') ? text.section(u':', 1) : text);
        }
        source.content = [this](const MessageId &id) {
            read.insert(id);
            return contents.value(id);
        };
    }
    Q_DISABLE_COPY_MOVE(Branch)

    Context build(qint64 limit = 0) const { return buildContext(source, Counter, limit); }

    ContextSource source;
    QHash<MessageId, QString> contents;
    mutable QSet<MessageId> read;
};

QString letters(int tokens) { return QString(tokens * 4, u'x'); }

QStringList textsOf(const Context &context)
{
    QStringList texts;
    for (const ChatMessage &message : context.messages)
        texts << message.content;
    return texts;
}

} // namespace

void tst_ContextBuilder::leavesOutEmptyReplies()
{
    const Branch branch({u"one"_s, {}, u"two"_s});

    QCOMPARE(branch.build().messages, (QList<ChatMessage> {{Role::User, u"one\n\ntwo"_s}}));
}

void tst_ContextBuilder::joinsNeighboursOfOneRole()
{
    const Branch branch({u"question"_s, u"answer"_s, u"assistant:more"_s, u"user:next"_s});

    QCOMPARE(branch.build().messages,
             (QList<ChatMessage> {{Role::User, u"question"_s},
                                  {Role::Assistant, u"answer\n\nmore"_s},
                                  {Role::User, u"next"_s}}));
}

void tst_ContextBuilder::continuationEndsWithTheUser()
{
    Branch branch({u"q"_s, u"half"_s});
    branch.source.isContinuation = true;

    const Context context = branch.build();

    QCOMPARE(context.messages.size(), 3);
    QCOMPARE(context.messages.last().role, Role::User);
    QVERIFY(context.isContinuation);
}

void tst_ContextBuilder::countsByTheFormula()
{
    Branch branch({letters(10)});
    branch.source.instructions = letters(5);

    QCOMPARE(branch.build().tokens, 3 + (4 + 5) + (4 + 10));
    QVERIFY(!branch.build().isExact);
}

void tst_ContextBuilder::takesEverythingWithoutALimit()
{
    const Branch branch({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});

    const Context context = branch.build();

    QCOMPARE(textsOf(context), (QStringList {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
    QCOMPARE(context.kept, (QList<Context::Range> {{0, 4}}));
    QCOMPARE(context.leftOut, 0);
}

void tst_ContextBuilder::keepsTheNewestTurnsWhole()
{
    const Branch branch({letters(100), letters(100), letters(100), letters(100), letters(10)});

    // Room for the question and one and a half of the turns before it.
    const Context context = branch.build(3 + 14 + 208 + 104 + 20);

    QCOMPARE(context.kept, (QList<Context::Range> {{2, 4}}));
    QCOMPARE(context.leftOut, 2);
    QVERIFY(context.tokens <= 3 + 14 + 208 + 104 + 20);
}

void tst_ContextBuilder::keepsMilestonesBeforeTheNewestTurns()
{
    Branch branch({letters(50), u"the password is swordfish"_s, letters(100), letters(100), letters(100),
                   letters(100), letters(10)});
    branch.source.branch[1].isMilestone = true;

    const Context context = branch.build(300);

    QVERIFY(textsOf(context).contains(u"the password is swordfish"_s));
    QCOMPARE(context.kept.first(), (Context::Range {1, 1}));
    QCOMPARE(context.kept.last(), (Context::Range {4, 6}));
    QVERIFY(context.tokens <= 300);
}

void tst_ContextBuilder::summaryStandsForWhatIsLeftOut()
{
    Branch branch({letters(100), letters(100), letters(100), letters(100), letters(10)});
    branch.source.summary = ContextSummary {.text = u"they met"_s, .end = 2};

    const Context context = branch.build(300);

    QVERIFY(context.hasSummary);
    QCOMPARE(context.messages.first().role, Role::System);
    QVERIFY(context.messages.first().content.endsWith(u"they met"_s));
    QCOMPARE(context.kept.last(), (Context::Range {2, 4}));
    QVERIFY(context.tokens <= 300);
}

void tst_ContextBuilder::leavesTheSummaryOutWhenAllFits()
{
    Branch branch({u"a"_s, u"b"_s, u"c"_s});
    branch.source.summary = ContextSummary {.text = u"they met"_s, .end = 2};

    QVERIFY(!branch.build(1000).hasSummary);
    QCOMPARE(branch.build(1000).messages.size(), 3);
}

void tst_ContextBuilder::neverTearsAToolCallFromItsResult()
{
    Branch branch({u"what is the weather"_s, u"assistant:call"_s, u"tool:rain"_s, u"assistant:it rains"_s,
                   u"user:"_s + letters(100), u"assistant:"_s + letters(100), u"user:and now?"_s});
    branch.source.branch[2].isMilestone = true;

    const Context context = branch.build(80);

    const QStringList texts = textsOf(context);
    QVERIFY(texts.contains(u"call"_s) && texts.contains(u"rain"_s));
    QCOMPARE(context.kept, (QList<Context::Range> {{0, 3}, {6, 6}}));
}

void tst_ContextBuilder::beginsWithTheUser()
{
    Branch branch({letters(100), u"remember this"_s, letters(100), letters(100), u"and?"_s});
    branch.source.branch[1].isMilestone = true;

    const Context context = branch.build(100);

    QCOMPARE(context.messages.first().role, Role::User);
    QCOMPARE(context.messages.at(1).content, u"remember this"_s);
}

void tst_ContextBuilder::saysByHowMuchTheMessageIsTooLong()
{
    const Branch branch({u"a"_s, u"b"_s, letters(200)});

    const Context context = branch.build(100);

    QCOMPARE(context.excess, 3 + 4 + 200 - 100);
    QVERIFY(context.messages.isEmpty());
}

// Without a message to be answered nothing has to be sent.
void tst_ContextBuilder::leavesOutAnEarlierTurnThatIsTooLong()
{
    Branch branch({u"a"_s, u"b"_s, letters(200), u"c"_s});
    branch.source.isAsked = false;
    branch.source.summary = ContextSummary {.text = u"they met"_s, .end = 4};

    const Context context = branch.build(120);

    QCOMPARE(context.excess, 0);
    QCOMPARE(context.leftOut, 4);
    QVERIFY(context.hasSummary);
    QCOMPARE(context.messages.size(), 1);
}

// A conversation of ten thousand messages costs what fits into the window, not what it has.
void tst_ContextBuilder::readsNothingThatIsNotNeeded()
{
    QStringList texts;
    for (int i = 0; i < 1001; ++i)
        texts << letters(10);
    const Branch branch(texts);

    const Context context = branch.build(200);

    QVERIFY(context.leftOut > 900);
    QVERIFY2(branch.read.size() < 20, qPrintable(QString::number(branch.read.size())));
}

void tst_ContextBuilder::canBeMadeAgain()
{
    Branch branch({letters(50), u"the password is swordfish"_s, letters(100), letters(100), letters(10)});
    branch.source.branch[1].isMilestone = true;
    branch.source.summary = ContextSummary {.text = u"they met"_s, .end = 2};

    const Context context = branch.build(120);

    QVERIFY(context.leftOut > 0);
    QCOMPARE(rebuildMessages(branch.source, context.kept, context.hasSummary, context.isContinuation),
             context.messages);
}

void tst_ContextBuilder::correctsEstimatesByTheFactor()
{
    const Branch branch({letters(100), letters(100), letters(10)});

    const Context context = buildContext(branch.source, TokenCounter(u"some-model"_s, 2.0), 400);

    QCOMPARE(context.kept, (QList<Context::Range> {{2, 2}})); // by the estimate alone everything would fit
}

void tst_ContextBuilder::estimatesByBytes()
{
    QCOMPARE(estimateTokens(QStringView()), 0);
    QCOMPARE(estimateTokens(u"12345678"), 2);
    QCOMPARE(estimateTokens(u"世界"), 2); // three bytes each
    QCOMPARE(estimateTokens(u"😀"), 1); // four bytes
}

// A server can say any number of tokens.
void tst_ContextBuilder::costThatCannotBeIsNotKnown()
{
    ModelFacts facts;
    facts.price = {.prompt = 1000, .cached = 0, .completion = 0};
    Usage usage;

    usage.promptTokens = 1'000'000;
    QCOMPARE(costOf(usage, facts), 1'000'000'000'000);
    usage.promptTokens = 1'000'000'000'000'000;
    QCOMPARE(costOf(usage, facts), std::nullopt);
}

QTEST_GUILESS_MAIN(tst_ContextBuilder)

#include "tst_contextbuilder.moc"
