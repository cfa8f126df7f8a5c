#include "practiceclient.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_PracticeResponses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_client = std::make_unique<PracticeClient>(); }

    void answersWhole();
    void streamsEventsInOrder();
    void saysThatTheLimitWasReached();
    void followsThePreviousResponse();
    void doesNotCarryInstructionsOver();
    void growsTheConversation();
    void growsTheConversationOnlyWhenComplete();
    void failsIfTheConversationGoesMeanwhile();
    void letsOnlyOneWriteToAConversation();
    void storesUnlessToldNot();
    void deletesResponses();
    void listsInputItems();
    void worksInTheBackground();
    void cancelsInTheBackground();
    void cancelsOnlyInTheBackground();
    void refuses_data();
    void refuses();

private:
    [[nodiscard]] static QJsonObject question(const QString &text, QJsonObject more = {})
    {
        more.insert(u"model"_s, u"practice-guide"_s);
        more.insert(u"input"_s, text);
        return more;
    }
    [[nodiscard]] static QJsonObject echo(const QString &text, QJsonObject more = {})
    {
        more = question(text, more);
        more.insert(u"model"_s, u"practice-echo"_s);
        return more;
    }
    [[nodiscard]] static QJsonObject message(const QString &role, const QString &text)
    {
        return {{u"role"_s, role}, {u"content"_s, text}};
    }
    [[nodiscard]] static QString textOf(const QJsonObject &response)
    {
        const QJsonObject item = response.value("output"_L1).toArray().first().toObject();
        return item.value("content"_L1).toArray().first().toObject().value("text"_L1).toString();
    }
    [[nodiscard]] QString createConversation() { return m_client->post(u"/conversations"_s).id(); }

    std::unique_ptr<PracticeClient> m_client;
};

static const QString longText = u"word "_s.repeated(2000).trimmed();

void tst_PracticeResponses::answersWhole()
{
    const PracticeAnswered answer = m_client->post(
        u"/responses"_s, echo(u"one two"_s, {{u"metadata"_s, QJsonObject {{u"a"_s, u"b"_s}}}}));

    QCOMPARE(answer.status, 200);
    QVERIFY(answer.id().startsWith(u"resp_"_s));
    QCOMPARE(answer.json.value("object"_L1), u"response"_s);
    QCOMPARE(answer.json.value("status"_L1), u"completed"_s);
    QCOMPARE(textOf(answer.json), u"one two"_s);
    QCOMPARE(answer.json.value("previous_response_id"_L1), QJsonValue(QJsonValue::Null));
    QCOMPARE(answer.json.value("conversation"_L1), QJsonValue(QJsonValue::Null));
    QCOMPARE(answer.json.value("metadata"_L1).toObject().value("a"_L1), u"b"_s);
    const QJsonObject usage = answer.json.value("usage"_L1).toObject();
    QCOMPARE(usage.value("input_tokens"_L1), 2);
    QCOMPARE(usage.value("output_tokens"_L1), 2);
    QCOMPARE(usage.value("total_tokens"_L1), 4);
}

void tst_PracticeResponses::streamsEventsInOrder()
{
    const auto stream = m_client->follow(u"/responses"_s, echo(u"one two three"_s));

    QTRY_VERIFY(stream->hasEnded());
    const QList<QByteArray> expected {
        "response.created",           "response.in_progress",
        "response.output_item.added", "response.content_part.added",
        "response.output_text.delta", "response.output_text.done",
        "response.content_part.done", "response.output_item.done",
        "response.completed",
    };
    QCOMPARE(stream->names(), expected);
    QString text;
    const QJsonValue itemId =
        stream->last("response.output_item.added").value("item"_L1).toObject().value("id"_L1);
    for (qsizetype i = 0; i < stream->events().size(); ++i) {
        const QJsonObject event = stream->data(i);
        QCOMPARE(event.value("type"_L1).toString().toLatin1(), stream->events().at(i).type);
        QCOMPARE(event.value("sequence_number"_L1), i);
        if (stream->events().at(i).type != "response.output_text.delta")
            continue;
        QCOMPARE(event.value("item_id"_L1), itemId);
        QCOMPARE(event.value("output_index"_L1), 0);
        QCOMPARE(event.value("content_index"_L1), 0);
        text += event.value("delta"_L1).toString();
    }
    QCOMPARE(text, u"one two three"_s);
    QCOMPARE(textOf(stream->last("response.completed").value("response"_L1).toObject()), text);
}

void tst_PracticeResponses::saysThatTheLimitWasReached()
{
    const auto stream = m_client->follow(u"/responses"_s, echo(longText, {{u"max_output_tokens"_s, 20}}));

    QTRY_VERIFY(stream->hasEnded());
    const QJsonObject response = stream->last("response.incomplete").value("response"_L1).toObject();
    QCOMPARE(stream->count("response.output_text.delta"), 20);
    QCOMPARE(response.value("status"_L1), u"incomplete"_s);
    QCOMPARE(response.value("incomplete_details"_L1).toObject().value("reason"_L1), u"max_output_tokens"_s);
}

void tst_PracticeResponses::followsThePreviousResponse()
{
    const QString first = m_client->post(u"/responses"_s, question(u"My name is Ada."_s)).id();
    const QString second =
        m_client->post(u"/responses"_s, question(u"Hello"_s, {{u"previous_response_id"_s, first}})).id();

    const PracticeAnswered third = m_client->post(
        u"/responses"_s, question(u"What is my name?"_s, {{u"previous_response_id"_s, second}}));

    QVERIFY2(textOf(third.json).contains(u"**Ada**"_s), qPrintable(textOf(third.json)));
    QCOMPARE(third.json.value("previous_response_id"_L1), second);
    QCOMPARE(m_client->messagesOf(u"responses"_s, third.id()).size(), 6);
}

void tst_PracticeResponses::doesNotCarryInstructionsOver()
{
    const QString wish = u"Write a short title of at most six words for this conversation."_s;
    const PracticeAnswered first =
        m_client->post(u"/responses"_s, question(u"how do eggs boil"_s, {{u"instructions"_s, wish}}));

    const PracticeAnswered second =
        m_client->post(u"/responses"_s, question(u"Hello"_s, {{u"previous_response_id"_s, first.id()}}));

    QCOMPARE(textOf(first.json), u"How do eggs boil"_s);
    QVERIFY(textOf(second.json).startsWith(u"Hello!"_s));
}

void tst_PracticeResponses::growsTheConversation()
{
    const QString conversation = createConversation();
    m_client->post(u"/responses"_s, question(u"My name is Ada."_s, {{u"conversation"_s, conversation}}));

    const PracticeAnswered answer = m_client->post(
        u"/responses"_s,
        question(u"What is my name?"_s, {{u"conversation"_s, QJsonObject {{u"id"_s, conversation}}}}));

    QVERIFY2(textOf(answer.json).contains(u"**Ada**"_s), qPrintable(textOf(answer.json)));
    QCOMPARE(answer.json.value("conversation"_L1).toObject().value("id"_L1), conversation);
    const QStringList messages = m_client->messagesOf(u"conversations"_s, conversation);
    QCOMPARE(messages.size(), 4);
    QCOMPARE(messages.first(), u"user: My name is Ada."_s);
}

void tst_PracticeResponses::growsTheConversationOnlyWhenComplete()
{
    m_client = std::make_unique<PracticeClient>(50);
    const QString conversation = createConversation();
    auto stream = m_client->follow(u"/responses"_s, echo(longText, {{u"conversation"_s, conversation}}));
    QTRY_VERIFY(stream->count("response.output_text.delta") > 0);
    const QString path = u"/responses/"_s
        + stream->last("response.created").value("response"_L1).toObject().value("id"_L1).toString();

    stream.reset(); // the client goes

    QTRY_COMPARE(m_client->get(path).json.value("status"_L1), u"cancelled"_s);
    QCOMPARE(m_client->messagesOf(u"conversations"_s, conversation), QStringList());
    m_client->post(u"/responses"_s, echo(u"next"_s, {{u"conversation"_s, conversation}}));
    QCOMPARE(m_client->messagesOf(u"conversations"_s, conversation),
             (QStringList {u"user: next"_s, u"assistant: next"_s}));
}

void tst_PracticeResponses::failsIfTheConversationGoesMeanwhile()
{
    m_client = std::make_unique<PracticeClient>(50);
    const QString conversation = createConversation();
    const auto stream =
        m_client->follow(u"/responses"_s, echo(longText, {{u"conversation"_s, conversation}}));
    QTRY_VERIFY(stream->count("response.output_text.delta") > 0);

    QCOMPARE(m_client->remove(u"/conversations/"_s + conversation).status, 200);

    QTRY_VERIFY(stream->hasEnded());
    const QJsonObject response = stream->last("response.failed").value("response"_L1).toObject();
    QCOMPARE(response.value("status"_L1), u"failed"_s);
    QVERIFY(response.value("error"_L1).toObject().value("message"_L1).toString().contains(conversation));
}

void tst_PracticeResponses::letsOnlyOneWriteToAConversation()
{
    m_client = std::make_unique<PracticeClient>(50);
    const QString conversation = createConversation();
    const auto stream =
        m_client->follow(u"/responses"_s, echo(longText, {{u"conversation"_s, conversation}}));
    QTRY_VERIFY(!stream->events().isEmpty());

    const PracticeAnswered second =
        m_client->post(u"/responses"_s, echo(u"next"_s, {{u"conversation"_s, conversation}}));

    QCOMPARE(second.status, 400);
    QCOMPARE(second.code(), u"conversation_locked"_s);
}

void tst_PracticeResponses::storesUnlessToldNot()
{
    const QString stored = m_client->post(u"/responses"_s, echo(u"one"_s)).id();
    const QString passing = m_client->post(u"/responses"_s, echo(u"two"_s, {{u"store"_s, false}})).id();

    QCOMPARE(textOf(m_client->get(u"/responses/"_s + stored).json), u"one"_s);
    const PracticeAnswered missing = m_client->get(u"/responses/"_s + passing);
    QCOMPARE(missing.status, 404);
    QCOMPARE(missing.message(), u"Response with id '%1' not found."_s.arg(passing));
}

void tst_PracticeResponses::deletesResponses()
{
    const QString id = m_client->post(u"/responses"_s, echo(u"one"_s)).id();

    const PracticeAnswered deleted = m_client->remove(u"/responses/"_s + id);

    QCOMPARE(deleted.json.value("deleted"_L1), true);
    QCOMPARE(m_client->remove(u"/responses/"_s + id).status, 404);
    QCOMPARE(m_client->post(u"/responses"_s, echo(u"two"_s, {{u"previous_response_id"_s, id}})).code(),
             u"previous_response_not_found"_s);
}

void tst_PracticeResponses::listsInputItems()
{
    const QJsonArray input {message(u"user"_s, u"one"_s), message(u"assistant"_s, u"two"_s),
                            message(u"user"_s, u"three"_s)};
    const QString id =
        m_client->post(u"/responses"_s, {{u"model"_s, u"practice-echo"_s}, {u"input"_s, input}}).id();

    const QJsonArray items = m_client->get(u"/responses/%1/input_items?order=asc"_s.arg(id)).data();

    QCOMPARE(items.size(), 3);
    const QJsonObject second = items.at(1).toObject();
    QCOMPARE(second.value("role"_L1), u"assistant"_s);
    QCOMPARE(second.value("content"_L1).toArray().first().toObject().value("type"_L1), u"output_text"_s);
}

void tst_PracticeResponses::worksInTheBackground()
{
    const PracticeAnswered asked = m_client->post(u"/responses"_s, echo(u"one"_s, {{u"background"_s, true}}));

    QCOMPARE(asked.json.value("status"_L1), u"queued"_s);
    const auto response = [&] { return m_client->get(u"/responses/"_s + asked.id()).json; };
    QTRY_COMPARE(response().value("status"_L1), u"completed"_s);
    QCOMPARE(textOf(response()), u"one"_s);
}

void tst_PracticeResponses::cancelsInTheBackground()
{
    m_client = std::make_unique<PracticeClient>(50);
    const auto stream = m_client->follow(u"/responses"_s, echo(longText, {{u"background"_s, true}}));
    QTRY_VERIFY(stream->count("response.output_text.delta") > 0);
    const QString id =
        stream->last("response.created").value("response"_L1).toObject().value("id"_L1).toString();

    const PracticeAnswered cancelled = m_client->post(u"/responses/%1/cancel"_s.arg(id));

    QCOMPARE(cancelled.json.value("status"_L1), u"cancelled"_s);
    QTRY_VERIFY(stream->hasEnded());
}

void tst_PracticeResponses::cancelsOnlyInTheBackground()
{
    const QString id = m_client->post(u"/responses"_s, echo(u"one"_s)).id();

    const PracticeAnswered refused = m_client->post(u"/responses/%1/cancel"_s.arg(id));

    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.message(), u"Cannot cancel a synchronous response."_s);
}

void tst_PracticeResponses::refuses_data()
{
    QTest::addColumn<QByteArray>("fields"); // beside the model
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("param");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const QByteArray &fields, int status, const QString &code,
                        const QString &param, const QString &message) {
        QTest::newRow(name) << fields << status << code << param << message;
    };
    row("unknown key", R"("input":"a","max_tokens":5)", 400, u"unknown_parameter"_s, u"max_tokens"_s,
        u"Unknown parameter: 'max_tokens'."_s);
    row("key of another API", R"("input":"a","stream_options":{"include_usage":true})", 400,
        u"unknown_parameter"_s, u"stream_options.include_usage"_s,
        u"Unknown parameter: 'stream_options.include_usage'."_s);
    row("wrong type", R"("input":"a","store":"yes")", 400, u"invalid_type"_s, u"store"_s,
        u"Invalid type for 'store': expected a boolean, but got a string instead."_s);
    row("no input", R"("store":true)", 400, u"missing_required_parameter"_s, u"input"_s,
        u"Missing required parameter: 'input'."_s);
    row("small limit", R"("input":"a","max_output_tokens":15)", 400, u"integer_below_min_value"_s,
        u"max_output_tokens"_s,
        u"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 15 instead."_s);
    row("unknown previous response", R"("input":"a","previous_response_id":"resp_x")", 400,
        u"previous_response_not_found"_s, u"previous_response_id"_s,
        u"Previous response with id 'resp_x' not found."_s);
    row("unknown conversation", R"("input":"a","conversation":"conv_x")", 404, {}, {},
        u"Conversation with id 'conv_x' not found."_s);
    row("both", R"("input":"a","conversation":"conv_x","previous_response_id":"resp_x")", 400,
        u"mutually_exclusive_parameters"_s, {},
        u"Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you are only "
        u"providing "
        "one of: 'previous_response_id' or 'conversation'."_s);
    row("assistant's part", R"("input":[{"role":"assistant","content":[{"type":"input_text","text":"a"}]}])",
        400, u"invalid_value"_s, u"input[0].content[0]"_s,
        u"Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'."_s);
    row("unknown role", R"("input":[{"role":"robot","content":"a"}])", 400, u"invalid_value"_s,
        u"input[0].role"_s,
        u"Invalid value: 'robot'. Supported values are: 'assistant', 'system', 'developer', and 'user'."_s);
    row("unknown model", R"("model":"gpt-x","input":"a")", 400, u"model_not_found"_s, u"model"_s,
        u"The requested model 'gpt-x' does not exist."_s);
}

void tst_PracticeResponses::refuses()
{
    QFETCH(const QByteArray, fields);
    const QByteArray model = fields.startsWith("\"model\"") ? QByteArray() : R"("model":"practice-echo",)";

    const PracticeAnswered answer = m_client->postBytes(u"/responses"_s, "{" + model + fields + "}");

    QTEST(answer.status, "status");
    QTEST(answer.code(), "code");
    QTEST(answer.param(), "param");
    QTEST(answer.message(), "message");
    QCOMPARE(answer.error().value("type"_L1), u"invalid_request_error"_s);
}

QTEST_GUILESS_MAIN(tst_PracticeResponses)
#include "tst_practiceresponses.moc"
