#include "store/branchcopy.h"
#include "store/conversationstore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Trees as wholes, and copies of branches, on a real database.
class tst_BranchTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void treeHasAllBranches();
    void treeOfNothingIsEmpty();
    void previewsAreShortAndInOrder();
    void visitsTheTextsOfAllBranches();
    void copyHasTheBranchUpToTheMessage();
    void copyTakesFilesAndSummariesAlong();
    void copyCostsNothing();
    void failedCopyLeavesNothing();

private:
    Message add(const MessageId &parent, Role role, const QString &text);
    [[nodiscard]] Conversation copyOf(const ConversationId &id) const;
    [[nodiscard]] QList<Message> messagesOf(const ConversationId &id) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    std::unique_ptr<ConversationStore> m_store;
    ConversationId m_conversation;
    // question ─ first ─ more
    //          └ second
    Message m_question;
    Message m_first;
    Message m_more;
    Message m_second;
};

void tst_BranchTable::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = ConversationStore::open(m_folder->filePath(u"history.sqlite"_s),
                                      ConversationStore::Access::ReadWrite, m_clock)
                  .value();
    Conversation conversation;
    conversation.id = m_conversation = ConversationId::create();
    conversation.title = u"Tea"_s;
    QVERIFY(m_store->conversations().insert(conversation));
    m_question = add({}, Role::User, u"How long?"_s);
    m_first = add(m_question.id, Role::Assistant, u"Three minutes."_s);
    m_more = add(m_first.id, Role::User, u"And green tea?"_s);
    m_second = add(m_question.id, Role::Assistant, u"Four minutes."_s);
}

void tst_BranchTable::cleanup()
{
    m_store.reset();
    m_folder.reset();
}

Message tst_BranchTable::add(const MessageId &parent, Role role, const QString &text)
{
    Message message;
    message.id = MessageId::create();
    message.parent = parent;
    message.role = role;
    message.content = text;
    message.model = role == Role::Assistant ? u"m"_s : QString();
    message.createdAt = message.updatedAt = m_clock.now();
    const auto appended = m_store->messages().append(m_conversation, message);
    Q_ASSERT(appended);
    return message;
}

Conversation tst_BranchTable::copyOf(const ConversationId &id) const
{
    Conversation copy = m_store->conversations().find(id).value();
    copy.id = ConversationId::create();
    copy.title = u"Tea (fork)"_s;
    return copy;
}

QList<Message> tst_BranchTable::messagesOf(const ConversationId &id) const
{
    QList<Message> messages;
    (void)m_store->messages().forEach(id, [&](const Message &message) {
        messages.append(message);
        return true;
    });
    return messages;
}

void tst_BranchTable::treeHasAllBranches()
{
    QVERIFY(m_store->messages().setMilestone(m_first.id, true));

    const MessageTree tree = m_store->branches().tree(m_conversation).value();

    const MessageTree expected {
        {.id = m_question.id, .parent = -1, .role = Role::User},
        {.id = m_first.id, .parent = 0, .role = Role::Assistant, .isMilestone = true},
        {.id = m_more.id, .parent = 1, .role = Role::User},
        {.id = m_second.id, .parent = 0, .role = Role::Assistant},
    };
    QCOMPARE(tree, expected);
}

void tst_BranchTable::treeOfNothingIsEmpty()
{
    QVERIFY(m_store->branches().tree(ConversationId::create()).value().isEmpty());
}

void tst_BranchTable::previewsAreShortAndInOrder()
{
    const Message lengthy = add(m_second.id, Role::User, u"word "_s.repeated(1000));

    const QList<MessagePreview> previews =
        m_store->branches().previews({lengthy.id, MessageId::create(), m_first.id}).value();

    QCOMPARE(previews.size(), 2);
    QCOMPARE(previews.at(0).id, lengthy.id);
    QCOMPARE(previews.at(0).words, u"word "_s.repeated(1000).left(200));
    QCOMPARE(previews.at(1).words, u"Three minutes."_s);
    QCOMPARE(previews.at(1).model, u"m"_s);
    QCOMPARE(previews.at(1).createdAt, m_first.createdAt);
}

void tst_BranchTable::visitsTheTextsOfAllBranches()
{
    QStringList texts;

    QVERIFY(m_store->branches().forEachText(m_conversation,
                                            [&](const MessageId &, const QString &text) { texts << text; }));

    QCOMPARE(texts,
             (QStringList {u"How long?"_s, u"Three minutes."_s, u"And green tea?"_s, u"Four minutes."_s}));
}

void tst_BranchTable::copyHasTheBranchUpToTheMessage()
{
    QVERIFY(m_store->messages().setMilestone(m_question.id, true));
    QVERIFY(m_store->conversations().setInstructions(m_conversation, u"Be brief."_s));
    const Conversation copy = copyOf(m_conversation);

    QVERIFY(copyBranch(*m_store, m_conversation, m_first.id, copy));

    const QList<Message> messages = messagesOf(copy.id);
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages.at(0).content, u"How long?"_s);
    QVERIFY(messages.at(0).milestone);
    QVERIFY(messages.at(0).id != m_question.id);
    QCOMPARE(messages.at(1).content, u"Three minutes."_s);
    QCOMPARE(messages.at(1).parent, messages.at(0).id);
    QCOMPARE(messages.at(1).createdAt, m_first.createdAt);
    const Conversation stored = m_store->conversations().find(copy.id).value();
    QCOMPARE(stored.title, u"Tea (fork)"_s);
    QCOMPARE(stored.instructions, u"Be brief."_s);
    QCOMPARE(stored.leaf, messages.at(1).id);
    QCOMPARE(stored.length, 2);
    QCOMPARE(messagesOf(m_conversation).size(), 4);
}

void tst_BranchTable::copyTakesFilesAndSummariesAlong()
{
    QVERIFY(m_store->attachments().insert(
        m_question.id,
        {.id = AttachmentId::create(), .name = u"tea.txt"_s, .mediaType = {}, .data = "leaves"}));
    for (const Message &end : {m_first, m_second}) {
        QVERIFY(m_store->context().addSummary({.id = createUuid7(),
                                               .lastMessage = end.id,
                                               .model = u"m"_s,
                                               .text = u"About "_s + end.content}));
    }
    const Conversation copy = copyOf(m_conversation);

    QVERIFY(copyBranch(*m_store, m_conversation, m_first.id, copy));

    const QList<Message> messages = messagesOf(copy.id);
    const QList<Attachment> files = m_store->attachments().of(messages.at(0).id).value();
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.first().data, "leaves");
    QCOMPARE(m_store->attachments().of(m_question.id).value().size(), 1);
    const QList<Summary> summaries = m_store->context().summariesOf(copy.id).value();
    QCOMPARE(summaries.size(), 1);
    QCOMPARE(summaries.first().text, u"About Three minutes."_s);
    QCOMPARE(summaries.first().lastMessage, messages.at(1).id);
}

void tst_BranchTable::copyCostsNothing()
{
    Message reply;
    reply.id = MessageId::create();
    reply.parent = m_more.id;
    reply.role = Role::Assistant;
    reply.usage.promptTokens = 10;
    reply.usage.completionTokens = 5;
    reply.cost = 1000;
    QVERIFY(m_store->messages().append(m_conversation, reply));
    const Conversation copy = copyOf(m_conversation);

    QVERIFY(copyBranch(*m_store, m_conversation, reply.id, copy));

    QVERIFY(messagesOf(copy.id).last().usage.isEmpty());
    QCOMPARE(m_store->usage().ofConversation(m_conversation).value().requests, 1);
    QCOMPARE(m_store->usage().ofConversation(copy.id).value().requests, 0);
}

void tst_BranchTable::failedCopyLeavesNothing()
{
    const Conversation copy = copyOf(m_conversation);

    QVERIFY(!copyBranch(*m_store, m_conversation, MessageId::create(), copy));

    QVERIFY(!m_store->conversations().find(copy.id));
    QCOMPARE(m_store->conversations().count().value(), 1);
}

QTEST_GUILESS_MAIN(tst_BranchTable)
#include "tst_branchtable.moc"
