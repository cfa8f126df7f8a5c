#include "practiceguide.h"
#include "roughtokens.h"

#include <QRegularExpression>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_PracticeGuide : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void topicsAreWhole();
    void findsTopics_data();
    void findsTopics();
    void admitsWhatItDoesNotKnow_data();
    void admitsWhatItDoesNotKnow();
    void greets_data();
    void greets();
    void remembers_data();
    void remembers();
    void makesTitles_data();
    void makesTitles();
    void answersWithoutAnyMessage();
    void summarizes_data();
    void summarizes();
    void keepsSummariesShort();
    void answersQuestionsAboutSummaries();
    void cutsIntoTokens_data();
    void cutsIntoTokens();

private:
    [[nodiscard]] QString ask(const QString &question) const
    {
        return m_guide.answer({{Role::User, question}});
    }

    const PracticeGuide m_guide;
};

void tst_PracticeGuide::topicsAreWhole()
{
    QVERIFY(m_guide.topics().size() >= 12);
    for (const PracticeGuide::Topic &topic : m_guide.topics()) {
        QVERIFY2(!topic.title.isEmpty(), qPrintable(topic.text));
        QVERIFY2(topic.text.startsWith("## "_L1 + topic.title), qPrintable(topic.title));
        QVERIFY2(topic.keywords.size() > 3, qPrintable(topic.title));
    }
}

void tst_PracticeGuide::findsTopics_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("title");

    const auto row = [](const char *question, const QString &title) {
        QTest::newRow(question) << QString::fromUtf8(question) << title;
    };
    row("What is Bobbin?", u"What Bobbin is"_s);
    row("who are you", u"What Bobbin is"_s);
    row("What can you do?", u"What Bobbin is"_s);
    row("how do I get started", u"Getting started"_s);
    row("How do I add a service?", u"Getting started"_s);
    row("where do I enter my API key?", u"Getting started"_s);
    row("how do I search", u"Search"_s);
    row("Can I find an old conversation?", u"Search"_s);
    row("searching", u"Search"_s);
    row("What are the shortcuts?", u"Keyboard shortcuts"_s);
    row("keyboard shortcut list please", u"Keyboard shortcuts"_s);
    row("how do i stop a reply", u"Stopping and continuing"_s);
    row("The reply was cut off. How can I continue?", u"Stopping and continuing"_s);
    row("how can I edit a message", u"Editing, retrying and branches"_s);
    row("what are branches?", u"Editing, retrying and branches"_s);
    row("How do I rename a conversation?", u"Keeping order"_s);
    row("I deleted a conversation, can I restore it?", u"Keeping order"_s);
    row("How do I change the title?", u"Keeping order"_s);
    row("what does the context meter mean", u"What is sent, and what it costs"_s);
    row("how many tokens does it cost?", u"What is sent, and what it costs"_s);
    row("How do I export everything to JSON?", u"Export, import and backup"_s);
    row("import my ChatGPT export", u"Export, import and backup"_s);
    row("Where is my data stored?", u"Where your data is"_s);
    row("is my key stored safely?", u"Keys and privacy"_s);
    row("privacy", u"Keys and privacy"_s);
    row("does it work with Ollama?", u"Models on this computer"_s);
    row("can I use a local model offline", u"Models on this computer"_s);
    row("I get error 429", u"When something goes wrong"_s);
    row("it is not working", u"When something goes wrong"_s);
    row("Show me some Markdown", u"A sample of Markdown"_s);
    row("show me a code block", u"A sample of Markdown"_s);
    row("is there a command line?", u"The command line"_s);
    row("what is a server thread", u"Server threads"_s);
    row("What happens when the server forgets the thread?", u"Server threads"_s);
    row("my thread has expired", u"Server threads"_s);
    row("does it work with a screen reader", u"Accessibility and appearance"_s);
}

void tst_PracticeGuide::findsTopics()
{
    QFETCH(const QString, question);
    QFETCH(const QString, title);

    const QString answer = ask(question);

    QVERIFY2(answer.startsWith("## "_L1 + title), qPrintable(answer.left(60)));
}

void tst_PracticeGuide::admitsWhatItDoesNotKnow_data()
{
    QTest::addColumn<QString>("question");

    QTest::newRow("other subject") << u"Who painted the Mona Lisa?"_s;
    QTest::newRow("nonsense") << u"qwertz"_s;
    QTest::newRow("other language") << u"你好吗？"_s;
    QTest::newRow("only signs") << u"?!"_s;
}

void tst_PracticeGuide::admitsWhatItDoesNotKnow()
{
    QFETCH(const QString, question);

    const QString answer = ask(question);

    QVERIFY(answer.contains(u"not a language model"_s));
    QVERIFY(answer.contains(u"- Getting started"_s));
}

void tst_PracticeGuide::greets_data()
{
    QTest::addColumn<QString>("greeting");
    QTest::addColumn<QString>("beginning");

    QTest::newRow("hello") << u"Hello!"_s << u"Hello!"_s;
    QTest::newRow("hi there") << u"hi there"_s << u"Hello!"_s;
    QTest::newRow("thanks") << u"Thank you very much"_s << u"You are welcome"_s;
    QTest::newRow("bye") << u"Bye"_s << u"Goodbye"_s;
    QTest::newRow("greeting with a question") << u"Hello, how do I search?"_s << u"## Search"_s;
}

void tst_PracticeGuide::greets()
{
    QFETCH(const QString, greeting);
    QFETCH(const QString, beginning);

    const QString answer = ask(greeting);

    QVERIFY2(answer.startsWith(beginning), qPrintable(answer));
}

void tst_PracticeGuide::remembers_data()
{
    QTest::addColumn<QStringList>("said"); // by the user; the service answered in between
    QTest::addColumn<QString>("part");

    QTest::newRow("first") << QStringList {u"Apples are red"_s, u"Pears are green"_s,
                                           u"What did I say first?"_s}
                           << u"> Apples are red"_s;
    QTest::newRow("before") << QStringList {u"Apples are red"_s, u"Pears are green"_s,
                                            u"what did I say before?"_s}
                            << u"> Pears are green"_s;
    QTest::newRow("nothing said") << QStringList {u"What did I say first?"_s}
                                  << u"this is the first message"_s;
    QTest::newRow("name") << QStringList {u"My name is Ada Lovelace."_s, u"ok"_s, u"What is my name?"_s}
                          << u"**Ada Lovelace**"_s;
    QTest::newRow("short name") << QStringList {u"Hi, I'm Bob"_s, u"What's my name?"_s} << u"**Bob**"_s;
    QTest::newRow("no name") << QStringList {u"I am tired"_s, u"who am I"_s} << u"have not told me"_s;
    QTest::newRow("count") << QStringList {u"a"_s, u"b"_s, u"How many messages were you sent?"_s}
                           << u"sent 5 message"_s;
}

void tst_PracticeGuide::remembers()
{
    QFETCH(const QStringList, said);
    QFETCH(const QString, part);
    QList<ChatMessage> messages;
    for (const QString &text : said) {
        if (!messages.isEmpty())
            messages.append({Role::Assistant, u"Aha."_s});
        messages.append({Role::User, text});
    }

    const QString answer = m_guide.answer(messages);

    QVERIFY2(answer.contains(part), qPrintable(answer));
}

void tst_PracticeGuide::makesTitles_data()
{
    QTest::addColumn<QList<ChatMessage>>("messages");
    QTest::addColumn<QString>("title");
    const QString wish = u"Write a short title of at most six words for this conversation."_s;

    QTest::newRow("wish as instructions")
        << QList<ChatMessage> {{Role::System, wish},
                               {Role::User, u"how do I boil an egg, softly and quickly?"_s}}
        << u"How do I boil an egg"_s;
    QTest::newRow("wish at the end") << QList<ChatMessage> {{Role::User, u"dinner for six people"_s},
                                                            {Role::Assistant, u"Soup."_s},
                                                            {Role::User, wish}}
                                     << u"Dinner for six people"_s;
    QTest::newRow("conversation in the wish")
        << QList<ChatMessage> {{Role::User, wish + u"\n\nQt models and views"_s}} << u"Qt models and views"_s;
    QTest::newRow("few words") << QList<ChatMessage> {{Role::System, wish}, {Role::User, u"Eggs?"_s}}
                               << u"Eggs in practice"_s;
    QTest::newRow("no words") << QList<ChatMessage> {{Role::System, wish}, {Role::User, u"??"_s}}
                              << u"A new conversation"_s;
}

void tst_PracticeGuide::makesTitles()
{
    QFETCH(const QList<ChatMessage>, messages);

    QTEST(m_guide.answer(messages), "title");
}

void tst_PracticeGuide::answersWithoutAnyMessage()
{
    QVERIFY(m_guide.answer({}).contains(u"- Getting started"_s));
}

void tst_PracticeGuide::summarizes_data()
{
    QTest::addColumn<QList<ChatMessage>>("messages");
    QTest::addColumn<QStringList>("parts");
    QTest::addColumn<QString>("absent");
    const QList<ChatMessage> said {{Role::User, u"My name is Ada. I like eggs."_s},
                                   {Role::Assistant, u"I see."_s},
                                   {Role::User, u"how long do they boil"_s},
                                   {Role::Assistant, u"Six minutes."_s}};
    const QStringList extract {u"an extract"_s, u"name is Ada"_s, u"- My name is Ada.\n"_s,
                               u"- how long do they boil"_s};

    const auto row = [&](const char *wish) {
        QTest::newRow(wish) << said + QList<ChatMessage> {{Role::User, QString::fromUtf8(wish)}} << extract
                            << u"I like eggs"_s;
    };
    row("Summarize the conversation above in at most 150 words.");
    row("Please summarise our chat so far");
    row("Write a short summary of the conversation above, keep names and numbers.");
    row("Give me a summary of this discussion.");

    const QString wish = u"Summarize the conversation below for another model."_s;
    QTest::newRow("conversation in the wish")
        << QList<ChatMessage> {{Role::User,
                                wish + u"\n\nUser: My name is Bob. I am late.\nAssistant: Aha."_s}}
        << QStringList {u"an extract"_s, u"- My name is Bob."_s} << u"Aha"_s;
    QTest::newRow("nothing said") << QList<ChatMessage> {{Role::User, u"Summarize the conversation above"_s}}
                                  << QStringList {u"nothing to summarize"_s} << u"an extract"_s;
}

void tst_PracticeGuide::summarizes()
{
    QFETCH(const QList<ChatMessage>, messages);
    QFETCH(const QStringList, parts);
    QFETCH(const QString, absent);

    const QString summary = m_guide.answer(messages);

    for (const QString &part : parts)
        QVERIFY2(summary.contains(part), qPrintable(summary));
    QVERIFY2(!summary.contains(absent), qPrintable(summary));
}

void tst_PracticeGuide::keepsSummariesShort()
{
    QList<ChatMessage> messages;
    for (int i = 0; i < 50; ++i)
        messages.append({Role::User, u"word "_s.repeated(i * 3)});
    messages.append({Role::User, u"Summarize the conversation above"_s});

    const QString summary = m_guide.answer(messages);

    QVERIFY2(summary.simplified().count(u' ') < 160, qPrintable(summary));
    QVERIFY2(summary.contains(u"left out"_s), qPrintable(summary));
}

void tst_PracticeGuide::answersQuestionsAboutSummaries()
{
    const QString answer = m_guide.answer({{Role::User, u"Apples are red"_s},
                                           {Role::Assistant, u"Aha."_s},
                                           {Role::User, u"How do I summarize a conversation?"_s}});

    QVERIFY2(!answer.contains(u"an extract"_s), qPrintable(answer));
}

void tst_PracticeGuide::cutsIntoTokens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("least");

    QTest::newRow("nothing") << QString() << qsizetype(0);
    QTest::newRow("sentence") << u"How do I search?"_s << qsizetype(5);
    QTest::newRow("long word") << u"internationalization"_s << qsizetype(4);
    QTest::newRow("lines") << u"a\n\n  b\n"_s << qsizetype(2);
    QTest::newRow("emoji") << u"a😀👩‍💻 b"_s << qsizetype(4);
    QTest::newRow("Chinese") << u"你好，世界"_s << qsizetype(3);
}

void tst_PracticeGuide::cutsIntoTokens()
{
    QFETCH(const QString, text);
    QFETCH(const qsizetype, least);

    const QStringList tokens = roughTokens(text);

    QCOMPARE(tokens.join(QString()), text);
    QVERIFY2(tokens.size() >= least, qPrintable(tokens.join(u'|')));
    for (const QString &token : tokens)
        QVERIFY(token.isValidUtf16());
}

QTEST_APPLESS_MAIN(tst_PracticeGuide)
#include "tst_practiceguide.moc"
