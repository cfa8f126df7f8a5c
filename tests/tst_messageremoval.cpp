#include "store/conversationstore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

static const QString outOfStep = u"out_of_step"_s;

// A conversation of this form, whose active branch ends in f:
//
//     a ─ b ─ c ─ d
//      \    \ e ─ f
//       g
class tst_MessageRemoval : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void removesAMessage_data();
    void removesAMessage();
    void putsBackWhatItRemoved_data();
    void putsBackWhatItRemoved();
    void undoesSeveralStepsInTheirOrder();
    void losesServerThreadsThatHoldIt();
    void keepsServerThreadsOfOtherBranches();
    void putsNothingBackWhileAReplyIsReceived();
    void forgetsSummariesThatLackWhatIsPutBack();
    void findsNoRemovedMessage();
    void staysOnTheBranchThatIsShownSince();
    void keepsFamiliesTogether_data();
    void keepsFamiliesTogether();
    void putsNothingIntoAnotherConversation();
    void refusesAMessageWithoutItsParent();
    void emptiesAConversation();

private:
    Message add(const QString &text, const QString &parent);
    [[nodiscard]] MessageId id(const QString &text) const { return m_ids.value(text); }
    // "a(b(c(d)e(f))g)>f": the tree and the end of the active branch.
    [[nodiscard]] QString shape();
    [[nodiscard]] QString below(const QList<Message> &all, const MessageId &parent) const;
    // Everything that the store has of the conversation.
    [[nodiscard]] QList<Message> everything();

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    std::unique_ptr<ConversationStore> m_store;
    ConversationId m_conversation;
    QHash<QString, MessageId> m_ids;
};

Message tst_MessageRemoval::add(const QString &text, const QString &parent)
{
    Message message;
    message.id = MessageId::create();
    message.parent = m_ids.value(parent);
    message.role = parent.isEmpty() ? Role::User : Role::Assistant;
    message.content = text;
    message.model = u"m"_s;
    message.createdAt = m_clock.now();
    message.updatedAt = message.createdAt;
    m_ids.insert(text, message.id);
    if (!m_store->messages().append(m_conversation, message))
        qFatal("a message cannot be stored");
    return message;
}

void tst_MessageRemoval::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::move(ConversationStore::open(m_folder->filePath(u"history.sqlite"_s),
                                                ConversationStore::Access::ReadWrite, m_clock)
                            .value());
    Conversation conversation;
    conversation.id = m_conversation = ConversationId::create();
    conversation.title = u"Title"_s;
    QVERIFY(m_store->conversations().insert(conversation));
    m_ids.clear();
    for (const auto &[text, parent] : {std::pair {u"a"_s, u""_s},
                                       {u"g"_s, u"a"_s},
                                       {u"b"_s, u"a"_s},
                                       {u"c"_s, u"b"_s},
                                       {u"d"_s, u"c"_s},
                                       {u"e"_s, u"b"_s},
                                       {u"f"_s, u"e"_s}})
        add(text, parent);
    QVERIFY(m_store->attachments().insert(id(u"b"_s),
                                          {AttachmentId::create(), u"x.txt"_s, u"text/plain"_s, "file"}));
}

QString tst_MessageRemoval::below(const QList<Message> &all, const MessageId &parent) const
{
    QString text;
    for (const Message &message : all) {
        if (message.parent != parent)
            continue;
        const QString children = below(all, message.id);
        text += message.content + (children.isEmpty() ? children : u'(' + children + u')');
    }
    return text;
}

QList<Message> tst_MessageRemoval::everything()
{
    QList<Message> all;
    const auto done = m_store->messages().forEach(m_conversation, [&all](const Message &message) {
        all.append(message);
        return true;
    });
    return done ? all : QList<Message>();
}

QString tst_MessageRemoval::shape()
{
    const QList<Message> all = everything();
    const auto conversation = m_store->conversations().find(m_conversation);
    const auto leaf = m_store->messages().content(conversation->leaf);
    for (const Message &message : all) { // as deep as it is
        int depth = 0;
        for (Message above = message; above.parent.isValid(); ++depth)
            above = m_store->messages().find(above.parent).value();
        if (depth != message.depth)
            return u"%1 has the depth %2"_s.arg(message.content).arg(message.depth);
    }
    return below(all, {}) + u'>' + (leaf ? leaf.value() : QString());
}

static void addRemovals()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<MessageRemoval::Scope>("scope");
    QTest::addColumn<QString>("expected");

    const auto one = MessageRemoval::Scope::Message;
    const auto branch = MessageRemoval::Scope::Branch;
    QTest::newRow("one in the middle") << u"e"_s << one << u"a(gb(c(d)f))>f"_s;
    QTest::newRow("one with branches below") << u"b"_s << one << u"a(gc(d)e(f))>f"_s;
    QTest::newRow("the last one") << u"f"_s << one << u"a(gb(c(d)e))>e"_s;
    QTest::newRow("the first one") << u"a"_s << one << u"gb(c(d)e(f))>f"_s;
    QTest::newRow("one elsewhere") << u"d"_s << one << u"a(gb(ce(f)))>f"_s;
    QTest::newRow("the shown branch") << u"e"_s << branch << u"a(gb(c(d)))>d"_s;
    QTest::newRow("all but one alternative") << u"b"_s << branch << u"a(g)>g"_s;
    QTest::newRow("another branch") << u"c"_s << branch << u"a(gb(e(f)))>f"_s;
    QTest::newRow("everything") << u"a"_s << branch << u">"_s;
}

void tst_MessageRemoval::removesAMessage_data() { addRemovals(); }

void tst_MessageRemoval::removesAMessage()
{
    QFETCH(QString, message);
    QFETCH(MessageRemoval::Scope, scope);
    QCOMPARE(shape(), u"a(gb(c(d)e(f)))>f"_s);

    QVERIFY(m_store->removal().remove(m_conversation, id(message), scope, outOfStep));

    QTEST(shape(), "expected");
    QVERIFY(m_store->maintenance().check().value().isEmpty());
}

void tst_MessageRemoval::putsBackWhatItRemoved_data() { addRemovals(); }

void tst_MessageRemoval::putsBackWhatItRemoved()
{
    QFETCH(QString, message);
    QFETCH(MessageRemoval::Scope, scope);
    const QList<Message> before = everything();
    const auto number = m_store->removal().remove(m_conversation, id(message), scope, outOfStep);
    QVERIFY(number);

    QVERIFY(m_store->removal().putBack(m_conversation, number.value(), outOfStep));

    QCOMPARE(shape(), u"a(gb(c(d)e(f)))>f"_s);
    QCOMPARE(everything(), before);
    QCOMPARE(m_store->attachments().of(id(u"b"_s))->size(), 1);
    QVERIFY(m_store->maintenance().check().value().isEmpty());
}

void tst_MessageRemoval::undoesSeveralStepsInTheirOrder()
{
    const QList<Message> before = everything();
    QList<int> numbers;
    for (const QString &message : {u"e"_s, u"b"_s, u"a"_s})
        numbers << m_store->removal()
                       .remove(m_conversation, id(message), MessageRemoval::Scope::Message, outOfStep)
                       .value();
    QCOMPARE(shape(), u"gc(d)f>f"_s);

    while (!numbers.isEmpty())
        QVERIFY(m_store->removal().putBack(m_conversation, numbers.takeLast(), outOfStep));

    QCOMPARE(everything(), before);
    QCOMPARE(shape(), u"a(gb(c(d)e(f)))>f"_s);
}

static ServerThread threadUpTo(const MessageId &message)
{
    ServerThread thread;
    thread.id = ServerThreadId::create();
    thread.strategy = u"conversation"_s;
    thread.remoteId = u"conv_1"_s;
    thread.lastMessage = message;
    return thread;
}

void tst_MessageRemoval::losesServerThreadsThatHoldIt()
{
    const ServerThread thread = threadUpTo(id(u"f"_s));
    QVERIFY(m_store->serverThreads().put(m_conversation, thread));

    QVERIFY(m_store->removal().remove(m_conversation, id(u"e"_s), MessageRemoval::Scope::Message, outOfStep));

    const ServerThread lost = m_store->serverThreads().of(m_conversation)->first();
    QVERIFY(lost.lostAt.has_value());
    QCOMPARE(lost.lostReason, outOfStep);
}

void tst_MessageRemoval::keepsServerThreadsOfOtherBranches()
{
    const ServerThread thread = threadUpTo(id(u"f"_s));
    QVERIFY(m_store->serverThreads().put(m_conversation, thread));

    QVERIFY(m_store->removal().remove(m_conversation, id(u"c"_s), MessageRemoval::Scope::Branch, outOfStep));

    QVERIFY(!m_store->serverThreads().of(m_conversation)->first().lostAt);
}

// What was sent for the reply lacks it.
void tst_MessageRemoval::putsNothingBackWhileAReplyIsReceived()
{
    const auto number =
        m_store->removal().remove(m_conversation, id(u"b"_s), MessageRemoval::Scope::Message, outOfStep);
    QVERIFY(m_store->messages().resumeReply(id(u"f"_s)));
    const QString before = shape();

    const auto refused = m_store->removal().putBack(m_conversation, number.value(), outOfStep);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, StoreError::Kind::BeingAnswered);
    QCOMPARE(shape(), before);

    Message reply = m_store->messages().find(id(u"f"_s)).value();
    reply.state = ReplyState::Complete;
    QVERIFY(m_store->messages().finishReply(m_conversation, reply, {}, {}));
    QVERIFY(m_store->removal().putBack(m_conversation, number.value(), outOfStep));
}

void tst_MessageRemoval::forgetsSummariesThatLackWhatIsPutBack()
{
    const auto number =
        m_store->removal().remove(m_conversation, id(u"b"_s), MessageRemoval::Scope::Message, outOfStep);
    for (const QString &end : {u"a"_s, u"e"_s, u"g"_s})
        QVERIFY(m_store->context().addSummary(
            {.id = createUuid7(), .lastMessage = id(end), .depth = 0, .model = {}, .text = end}));

    QVERIFY(m_store->removal().putBack(m_conversation, number.value(), outOfStep));

    QStringList left;
    const QList<Summary> summaries = m_store->context().summariesOf(m_conversation).value();
    for (const Summary &summary : summaries)
        left << summary.text;
    QCOMPARE(left, (QStringList {u"a"_s, u"g"_s}));
}

void tst_MessageRemoval::findsNoRemovedMessage()
{
    add(u"needle 針の穴"_s, u"f"_s);
    const MessageId needle = id(u"needle 針の穴"_s);
    const auto number =
        m_store->removal().remove(m_conversation, needle, MessageRemoval::Scope::Message, outOfStep);

    QCOMPARE(m_store->search().find(u"needle"_s, 10)->size(), 0);
    QCOMPARE(m_store->search().find(u"の穴"_s, 10)->size(), 0);
    QVERIFY(m_store->removal().putBack(m_conversation, number.value(), outOfStep));
    QCOMPARE(m_store->search().find(u"needle"_s, 10)->size(), 1);
    QCOMPARE(m_store->search().find(u"の穴"_s, 10)->size(), 1);
}

// What was said since is not taken away by an undo.
void tst_MessageRemoval::staysOnTheBranchThatIsShownSince()
{
    const auto number =
        m_store->removal().remove(m_conversation, id(u"f"_s), MessageRemoval::Scope::Message, outOfStep);
    add(u"h"_s, u"e"_s);

    QVERIFY(m_store->removal().putBack(m_conversation, number.value(), outOfStep));

    QCOMPARE(shape(), u"a(gb(c(d)e(fh)))>h"_s);
}

// SQLite would give the key of the last row again when that is gone.
void tst_MessageRemoval::keepsFamiliesTogether_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("child first") << u"f"_s << u"e"_s;
    QTest::newRow("parent first") << u"e"_s << u"f"_s;
}

void tst_MessageRemoval::keepsFamiliesTogether()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    const auto message = MessageRemoval::Scope::Message;
    const auto one = m_store->removal().remove(m_conversation, id(first), message, outOfStep);
    const auto other = m_store->removal().remove(m_conversation, id(second), message, outOfStep);
    add(u"x"_s, u"b"_s);
    add(u"y"_s, u"x"_s);

    QVERIFY(m_store->removal().putBack(m_conversation, other.value(), outOfStep));
    QVERIFY(m_store->removal().putBack(m_conversation, one.value(), outOfStep));

    QCOMPARE(shape(), u"a(gb(c(d)e(f)x(y)))>y"_s);
    QCOMPARE(m_store->messages().leafBelow(id(u"e"_s)).value(), id(u"f"_s));
    QVERIFY(m_store->maintenance().check().value().isEmpty());
}

// Another conversation may have the private key of one that was deleted for good.
void tst_MessageRemoval::putsNothingIntoAnotherConversation()
{
    const auto number =
        m_store->removal().remove(m_conversation, id(u"f"_s), MessageRemoval::Scope::Message, outOfStep);
    QVERIFY(m_store->conversations().remove(m_conversation));
    Conversation other;
    other.id = ConversationId::create();
    QVERIFY(m_store->conversations().insert(other));

    const auto back = m_store->removal().putBack(m_conversation, number.value(), outOfStep);

    QVERIFY(!back);
    QCOMPARE(back.error().kind, StoreError::Kind::NotFound);
    QCOMPARE(m_store->messages().count().value(), 0);
}

// A message whose parent has gone meanwhile would begin the conversation anew.
void tst_MessageRemoval::refusesAMessageWithoutItsParent()
{
    QVERIFY(m_store->removal().remove(m_conversation, id(u"f"_s), MessageRemoval::Scope::Message, outOfStep));
    Message message;
    message.id = MessageId::create();
    message.parent = id(u"f"_s);

    const auto appended = m_store->messages().append(m_conversation, message);

    QVERIFY(!appended);
    QCOMPARE(shape(), u"a(gb(c(d)e))>e"_s);
}

void tst_MessageRemoval::emptiesAConversation()
{
    QVERIFY(m_store->removal().remove(m_conversation, id(u"a"_s), MessageRemoval::Scope::Branch, outOfStep));

    const auto conversation = m_store->conversations().find(m_conversation);
    QVERIFY(conversation);
    QCOMPARE(conversation->length, 0);
    QVERIFY(conversation->leaf.isNull());
}

QTEST_GUILESS_MAIN(tst_MessageRemoval)
#include "tst_messageremoval.moc"
