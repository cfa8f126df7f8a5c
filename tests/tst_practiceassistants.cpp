#include "practiceclient.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_PracticeAssistants : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { restart(0); }

    void wantsTheBetaHeader();
    void keepsAssistants();
    void listsAssistants();
    void keepsThreads();
    void keepsMessages();
    void listsMessagesNewestFirst();
    void refusesMessages_data();
    void refusesMessages();
    void runsWithoutStream();
    void showsThatItIsInProgress();
    void streamsEventsInOrder();
    void remembersTheThread();
    void obeysInstructions();
    void looksOnlyAtTheLastMessages();
    void addsMessagesOfTheRun();
    void saysThatTheLimitWasReached();
    void cancelsWhileStreaming();
    void letsOnlyOneRunBeActive();
    void goesOnWithoutItsClient();
    void endsWithItsThread();
    void reportsWhatIsMissing_data();
    void reportsWhatIsMissing();
    void refusesRuns_data();
    void refusesRuns();

private:
    void restart(int tokensPerSecond);
    [[nodiscard]] QString createThread(const QStringList &texts);
    [[nodiscard]] QString runs(const QString &thread) const { return u"/threads/%1/runs"_s.arg(thread); }
    [[nodiscard]] QJsonObject order(QJsonObject more = {}) const
    {
        more.insert(u"assistant_id"_s, m_assistant);
        return more;
    }
    [[nodiscard]] static QString textOf(const QJsonObject &message)
    {
        const QJsonObject part = message.value("content"_L1).toArray().first().toObject();
        return part.value("text"_L1).toObject().value("value"_L1).toString();
    }
    [[nodiscard]] QString answerIn(const QString &thread)
    {
        const PracticeAnswered newest = m_client->get(u"/threads/%1/messages?limit=1"_s.arg(thread));
        return textOf(newest.data().first().toObject());
    }

    std::unique_ptr<PracticeClient> m_client;
    QString m_assistant; // the id of one that uses the guide
};

static const QString longText = u"word "_s.repeated(2000).trimmed();
static const QJsonObject echo {{u"model"_s, u"practice-echo"_s}};

void tst_PracticeAssistants::restart(int tokensPerSecond)
{
    m_client = std::make_unique<PracticeClient>(tokensPerSecond);
    m_assistant = m_client->post(u"/assistants"_s, {{u"model"_s, u"practice-guide"_s}}).id();
}

QString tst_PracticeAssistants::createThread(const QStringList &texts)
{
    QJsonArray messages;
    for (const QString &text : texts)
        messages.append(QJsonObject {{u"role"_s, u"user"_s}, {u"content"_s, text}});
    return m_client->post(u"/threads"_s, {{u"messages"_s, messages}}).id();
}

void tst_PracticeAssistants::wantsTheBetaHeader()
{
    m_client->beta.clear();

    const PracticeAnswered answer = m_client->post(u"/threads"_s);

    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"invalid_beta"_s);
}

void tst_PracticeAssistants::keepsAssistants()
{
    const QString path = u"/assistants/"_s + m_assistant;
    QVERIFY(m_assistant.startsWith(u"asst_"_s));

    m_client->post(path, {{u"name"_s, u"Guide"_s}, {u"instructions"_s, u"Be brief."_s}});

    const PracticeAnswered assistant = m_client->get(path);
    QCOMPARE(assistant.json.value("object"_L1), u"assistant"_s);
    QCOMPARE(assistant.json.value("name"_L1), u"Guide"_s);
    QCOMPARE(assistant.json.value("model"_L1), u"practice-guide"_s);
    QCOMPARE(m_client->remove(path).json.value("object"_L1), u"assistant.deleted"_s);
    QCOMPARE(m_client->get(path).message(), u"No assistant found with id '%1'."_s.arg(m_assistant));
}

void tst_PracticeAssistants::listsAssistants()
{
    QStringList ids {m_assistant};
    for (int i = 0; i < 3; ++i)
        ids << m_client->post(u"/assistants"_s, echo).id();

    const PracticeAnswered page = m_client->get(u"/assistants?order=asc&limit=2&after="_s + ids.first());

    QCOMPARE(page.data().size(), 2);
    QCOMPARE(page.json.value("first_id"_L1), ids.at(1));
    QCOMPARE(page.json.value("last_id"_L1), ids.at(2));
    QCOMPARE(page.json.value("has_more"_L1), true);
}

void tst_PracticeAssistants::keepsThreads()
{
    const QJsonObject metadata {{u"topic"_s, u"eggs"_s}};
    const PracticeAnswered created = m_client->post(u"/threads"_s);
    const QString path = u"/threads/"_s + created.id();
    QVERIFY(created.id().startsWith(u"thread_"_s));
    QCOMPARE(created.json.value("object"_L1), u"thread"_s);

    m_client->post(path, {{u"metadata"_s, metadata}});

    QCOMPARE(m_client->get(path).json.value("metadata"_L1).toObject(), metadata);
    QCOMPARE(m_client->remove(path).json.value("object"_L1), u"thread.deleted"_s);
    QCOMPARE(m_client->remove(path).message(), u"No thread found with id '%1'."_s.arg(created.id()));
}

void tst_PracticeAssistants::keepsMessages()
{
    const QString thread = createThread({});
    const QString path = u"/threads/%1/messages"_s.arg(thread);
    const QJsonArray parts {QJsonObject {{u"type"_s, u"text"_s}, {u"text"_s, u"one"_s}}};

    const PracticeAnswered created =
        m_client->post(path, {{u"role"_s, u"assistant"_s}, {u"content"_s, parts}});

    QCOMPARE(created.json.value("object"_L1), u"thread.message"_s);
    QCOMPARE(created.json.value("thread_id"_L1), thread);
    QCOMPARE(created.json.value("run_id"_L1), QJsonValue(QJsonValue::Null));
    QCOMPARE(textOf(created.json), u"one"_s);
    QCOMPARE(m_client->get(path + u'/' + created.id()).json, created.json);
    QCOMPARE(m_client->get(path + u"/msg_x"_s).status, 404);
    QCOMPARE(m_client->messagesOf(u"threads"_s, thread), QStringList {u"assistant: one"_s});
}

void tst_PracticeAssistants::listsMessagesNewestFirst()
{
    const QString path = u"/threads/%1/messages"_s.arg(createThread({u"1"_s, u"2"_s, u"3"_s, u"4"_s}));

    const QJsonArray newest = m_client->get(path + u"?limit=2"_s).data();
    const QString middle = newest.last().toObject().value("id"_L1).toString();
    const QJsonArray before = m_client->get(path + u"?order=asc&limit=1&before="_s + middle).data();

    QCOMPARE(textOf(newest.first().toObject()), u"4"_s);
    QCOMPARE(textOf(newest.last().toObject()), u"3"_s);
    QCOMPARE(textOf(before.first().toObject()), u"2"_s);
}

void tst_PracticeAssistants::refusesMessages_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("param");

    QTest::newRow("system") << QByteArray(R"({"role":"system","content":"a"})") << u"invalid_value"_s
                            << u"role"_s;
    QTest::newRow("no role") << QByteArray(R"({"content":"a"})") << u"missing_required_parameter"_s
                             << u"role"_s;
    QTest::newRow("no content") << QByteArray(R"({"role":"user"})") << u"missing_required_parameter"_s
                                << u"content"_s;
    QTest::newRow("unknown key") << QByteArray(R"({"role":"user","content":"a","name":"b"})")
                                 << u"unknown_parameter"_s << u"name"_s;
    QTest::newRow("unknown part") << QByteArray(R"({"role":"user","content":[{"type":"input_text"}]})")
                                  << u"invalid_value"_s << u"content[0].type"_s;
}

void tst_PracticeAssistants::refusesMessages()
{
    QFETCH(const QByteArray, body);

    const PracticeAnswered answer =
        m_client->postBytes(u"/threads/%1/messages"_s.arg(createThread({})), body);

    QCOMPARE(answer.status, 400);
    QTEST(answer.code(), "code");
    QTEST(answer.param(), "param");
}

void tst_PracticeAssistants::runsWithoutStream()
{
    const QString thread = createThread({u"one two"_s});

    const PracticeAnswered created = m_client->post(runs(thread), order(echo));

    QCOMPARE(created.json.value("object"_L1), u"thread.run"_s);
    QCOMPARE(created.json.value("status"_L1), u"queued"_s);
    QCOMPARE(created.json.value("usage"_L1), QJsonValue(QJsonValue::Null));
    const auto run = [&] { return m_client->get(runs(thread) + u'/' + created.id()).json; };
    QTRY_COMPARE(run().value("status"_L1), u"completed"_s);
    QCOMPARE(run().value("usage"_L1).toObject().value("total_tokens"_L1), 4);
    QCOMPARE(answerIn(thread), u"one two"_s);
    const QJsonArray steps = m_client->get(runs(thread) + u"/%1/steps"_s.arg(created.id())).data();
    QCOMPARE(steps.size(), 1);
    QCOMPARE(steps.first().toObject().value("status"_L1), u"completed"_s);
    QCOMPARE(m_client->get(u"/threads/%1/messages?run_id=%2"_s.arg(thread, created.id())).data().size(), 1);
    QCOMPARE(m_client->get(runs(thread)).data().size(), 1);
}

void tst_PracticeAssistants::showsThatItIsInProgress()
{
    restart(50);
    const QString thread = createThread({longText});
    const QString path = runs(thread) + u'/' + m_client->post(runs(thread), order(echo)).id();

    const auto state = [&] { return m_client->get(path).json.value("status"_L1).toString(); };

    QTRY_COMPARE(state(), u"in_progress"_s);
}

void tst_PracticeAssistants::streamsEventsInOrder()
{
    const QString thread = createThread({u"one two three"_s});

    const auto stream = m_client->follow(runs(thread), order(echo));

    QTRY_VERIFY(stream->hasEnded());
    const QList<QByteArray> expected {
        "thread.run.created",         "thread.run.queued",           "thread.run.in_progress",
        "thread.run.step.created",    "thread.run.step.in_progress", "thread.message.created",
        "thread.message.in_progress", "thread.message.delta",        "thread.message.completed",
        "thread.run.step.completed",  "thread.run.completed",        "done",
    };
    QCOMPARE(stream->names(), expected);
    QCOMPARE(stream->events().last().data, "[DONE]");
    QString text;
    for (qsizetype i = 0; i < stream->events().size(); ++i) {
        if (stream->events().at(i).type == "thread.message.delta")
            text += textOf(stream->data(i).value("delta"_L1).toObject());
    }
    QCOMPARE(text, u"one two three"_s);
    QCOMPARE(textOf(stream->last("thread.message.completed")), text);
    QCOMPARE(stream->last("thread.run.completed").value("usage"_L1).toObject().value("completion_tokens"_L1),
             3);
}

void tst_PracticeAssistants::remembersTheThread()
{
    const QString thread = createThread({u"My name is Ada."_s, u"What is my name?"_s});

    const auto stream = m_client->follow(runs(thread), order());

    QTRY_VERIFY(stream->hasEnded());
    QVERIFY2(answerIn(thread).contains(u"**Ada**"_s), qPrintable(answerIn(thread)));
}

void tst_PracticeAssistants::obeysInstructions()
{
    const QString wish = u"Write a short title of at most six words for this conversation."_s;
    const QString thread = createThread({u"how do eggs boil"_s});

    const auto stream = m_client->follow(runs(thread), order({{u"additional_instructions"_s, wish}}));

    QTRY_VERIFY(stream->hasEnded());
    QCOMPARE(answerIn(thread), u"How do eggs boil"_s);
}

void tst_PracticeAssistants::looksOnlyAtTheLastMessages()
{
    const QJsonObject last {{u"type"_s, u"last_messages"_s}, {u"last_messages"_s, 1}};
    const QString thread = createThread({u"My name is Ada."_s, u"What is my name?"_s});

    const auto stream = m_client->follow(runs(thread), order({{u"truncation_strategy"_s, last}}));

    QTRY_VERIFY(stream->hasEnded());
    QVERIFY2(answerIn(thread).contains(u"have not told me"_s), qPrintable(answerIn(thread)));
}

void tst_PracticeAssistants::addsMessagesOfTheRun()
{
    const QJsonObject message {{u"role"_s, u"user"_s}, {u"content"_s, u"two"_s}};
    const QString thread = createThread({u"one"_s});

    const auto stream = m_client->follow(
        runs(thread),
        order({{u"model"_s, u"practice-echo"_s}, {u"additional_messages"_s, QJsonArray {message}}}));

    QTRY_VERIFY(stream->hasEnded());
    QCOMPARE(m_client->messagesOf(u"threads"_s, thread),
             (QStringList {u"user: one"_s, u"user: two"_s, u"assistant: two"_s}));
}

void tst_PracticeAssistants::saysThatTheLimitWasReached()
{
    const QString thread = createThread({longText});
    const QJsonObject limited {{u"model"_s, u"practice-echo"_s}, {u"max_completion_tokens"_s, 256}};

    const auto stream = m_client->follow(runs(thread), order(limited));

    QTRY_VERIFY(stream->hasEnded());
    QCOMPARE(stream->count("thread.message.delta"), 256);
    const QJsonObject message = stream->last("thread.message.incomplete");
    QCOMPARE(message.value("incomplete_details"_L1).toObject().value("reason"_L1), u"max_tokens"_s);
    const QJsonObject run = stream->last("thread.run.incomplete");
    QCOMPARE(run.value("incomplete_details"_L1).toObject().value("reason"_L1), u"max_completion_tokens"_s);
}

void tst_PracticeAssistants::cancelsWhileStreaming()
{
    restart(50);
    const QString thread = createThread({longText});
    const auto stream = m_client->follow(runs(thread), order(echo));
    QTRY_VERIFY(stream->count("thread.message.delta") > 0);
    const QString run = stream->last("thread.run.created").value("id"_L1).toString();

    const PracticeAnswered cancelled = m_client->post(runs(thread) + u"/%1/cancel"_s.arg(run));

    QCOMPARE(cancelled.json.value("status"_L1), u"cancelling"_s);
    QTRY_VERIFY(stream->hasEnded());
    QCOMPARE(stream->names().mid(8),
             (QList<QByteArray> {"thread.run.cancelling", "thread.message.incomplete",
                                 "thread.run.step.cancelled", "thread.run.cancelled", "done"}));
    const QString kept = answerIn(thread);
    QVERIFY(!kept.isEmpty());
    QVERIFY(longText.startsWith(kept));
    QCOMPARE(m_client->post(runs(thread) + u"/%1/cancel"_s.arg(run)).message(),
             u"Cannot cancel run with status 'cancelled'."_s);
}

void tst_PracticeAssistants::letsOnlyOneRunBeActive()
{
    restart(50);
    const QString thread = createThread({longText});
    const QString run = m_client->post(runs(thread), order(echo)).id();

    const PracticeAnswered second = m_client->post(runs(thread), order());
    const PracticeAnswered message = m_client->post(u"/threads/%1/messages"_s.arg(thread),
                                                    {{u"role"_s, u"user"_s}, {u"content"_s, u"a"_s}});

    QCOMPARE(second.status, 400);
    QCOMPARE(second.message(), u"Thread %1 already has an active run %2."_s.arg(thread, run));
    QCOMPARE(message.status, 400);
    QCOMPARE(message.message(), u"Can't add messages to %1 while a run %2 is active."_s.arg(thread, run));
}

void tst_PracticeAssistants::goesOnWithoutItsClient()
{
    restart(100);
    const QString text = u"word "_s.repeated(30).trimmed();
    const QString thread = createThread({text});
    auto stream = m_client->follow(runs(thread), order(echo));
    QTRY_VERIFY(stream->count("thread.message.delta") > 0);

    stream.reset();

    QTRY_COMPARE(answerIn(thread), text);
}

void tst_PracticeAssistants::endsWithItsThread()
{
    restart(50);
    const QString thread = createThread({longText});
    const auto stream = m_client->follow(runs(thread), order(echo));
    QTRY_VERIFY(stream->count("thread.message.delta") > 0);

    m_client->remove(u"/threads/"_s + thread);

    QTRY_VERIFY(stream->hasEnded());
    QCOMPARE(stream->events().last().type, "error");
    QCOMPARE(stream->last("error").value("error"_L1).toObject().value("message"_L1),
             u"No thread found with id '%1'."_s.arg(thread));
}

void tst_PracticeAssistants::reportsWhatIsMissing_data()
{
    QTest::addColumn<QString>("path"); // THREAD and ASSISTANT are the ids of what is there
    QTest::addColumn<QByteArray>("body"); // empty to get
    QTest::addColumn<QString>("message");

    const QString thread = u"No thread found with id 'thread_x'."_s;
    QTest::newRow("thread") << u"/threads/thread_x"_s << QByteArray() << thread;
    QTest::newRow("messages") << u"/threads/thread_x/messages"_s << QByteArray() << thread;
    QTest::newRow("message to add") << u"/threads/thread_x/messages"_s
                                    << QByteArray(R"({"role":"user","content":"a"})") << thread;
    QTest::newRow("run of a thread that is gone")
        << u"/threads/thread_x/runs"_s << QByteArray(R"({"assistant_id":"ASSISTANT"})") << thread;
    QTest::newRow("run of an assistant that is gone")
        << u"/threads/THREAD/runs"_s << QByteArray(R"({"assistant_id":"asst_x"})")
        << u"No assistant found with id 'asst_x'."_s;
    QTest::newRow("run") << u"/threads/THREAD/runs/run_x"_s << QByteArray()
                         << u"No run found with id 'run_x'."_s;
}

void tst_PracticeAssistants::reportsWhatIsMissing()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    path.replace(u"THREAD"_s, createThread({u"Hi"_s}));
    body.replace("ASSISTANT", m_assistant.toLatin1());

    const PracticeAnswered answer = body.isEmpty() ? m_client->get(path) : m_client->postBytes(path, body);

    QCOMPARE(answer.status, 404);
    QTEST(answer.message(), "message");
    QCOMPARE(answer.error().value("param"_L1), QJsonValue(QJsonValue::Null));
    QCOMPARE(answer.error().value("code"_L1), QJsonValue(QJsonValue::Null));
}

void tst_PracticeAssistants::refusesRuns_data()
{
    QTest::addColumn<QJsonObject>("fields");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("param");

    QTest::newRow("no assistant") << QJsonObject() << u"missing_required_parameter"_s << u"assistant_id"_s;
    QTest::newRow("unknown key") << QJsonObject {{u"max_tokens"_s, 5}} << u"unknown_parameter"_s
                                 << u"max_tokens"_s;
    QTest::newRow("small limit") << QJsonObject {{u"max_completion_tokens"_s, 255}}
                                 << u"integer_below_min_value"_s << u"max_completion_tokens"_s;
    QTest::newRow("unknown model") << QJsonObject {{u"model"_s, u"gpt-x"_s}} << u"model_not_found"_s
                                   << u"model"_s;
}

void tst_PracticeAssistants::refusesRuns()
{
    QFETCH(QJsonObject, fields);
    QFETCH(const QString, param);
    if (param != "assistant_id"_L1)
        fields = order(fields);

    const PracticeAnswered answer = m_client->post(runs(createThread({u"Hi"_s})), fields);

    QCOMPARE(answer.status, 400);
    QTEST(answer.code(), "code");
    QCOMPARE(answer.param(), param);
}

QTEST_GUILESS_MAIN(tst_PracticeAssistants)
#include "tst_practiceassistants.moc"
