#include "practiceclient.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_PracticeControl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void expiresOneThing_data();
    void expiresOneThing();
    void expiresEverything();
    void expiresOnlyWhatThereIs();
    void limitsTheContext_data();
    void limitsTheContext();
    void takesTheLimitBack();
    void withdrawsApis_data();
    void withdrawsApis();
    void bringsApisBack();
    void leavesOtherApisAlone();
    void dropsWhatIsAppended();
    void keepsWhatModelsAnswer();
    void countsEverything();
    void refusesUnknownFields();

private:
    [[nodiscard]] static QJsonObject order(QJsonObject more = {})
    {
        more.insert(u"model"_s, u"practice-echo"_s);
        more.insert(u"input"_s, u"one two three"_s);
        return more;
    }

    std::unique_ptr<PracticeClient> m_client;
    QHash<QString, QString> m_ids; // what there is of each kind
};

void tst_PracticeControl::init()
{
    m_client = std::make_unique<PracticeClient>();
    const QJsonObject message {{u"role"_s, u"user"_s}, {u"content"_s, u"one two three"_s}};
    const QJsonObject assistant {{u"model"_s, u"practice-echo"_s}};
    m_ids = {
        {u"conversations"_s, m_client->post(u"/conversations"_s, {{u"items"_s, QJsonArray {message}}}).id()},
        {u"responses"_s, m_client->post(u"/responses"_s, order()).id()},
        {u"threads"_s, m_client->post(u"/threads"_s, {{u"messages"_s, QJsonArray {message}}}).id()},
        {u"assistants"_s, m_client->post(u"/assistants"_s, assistant).id()},
    };
}

void tst_PracticeControl::expiresOneThing_data()
{
    QTest::addColumn<QString>("kind");

    for (const char *kind : {"conversations", "responses", "threads", "assistants"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_PracticeControl::expiresOneThing()
{
    QFETCH(const QString, kind);
    const QString path = u"/%1/%2"_s.arg(kind, m_ids.value(kind));
    QCOMPARE(m_client->get(path).status, 200);

    m_client->post(u"/practice/expire"_s, {{u"id"_s, m_ids.value(kind)}});

    QCOMPARE(m_client->get(path).status, 404);
}

void tst_PracticeControl::expiresEverything()
{
    m_client->post(u"/practice/expire"_s, {{u"all"_s, true}});

    for (const QString &kind : {u"conversations"_s, u"responses"_s, u"threads"_s})
        QCOMPARE(m_client->get(u"/%1/%2"_s.arg(kind, m_ids.value(kind))).status, 404);
    const QJsonObject lost = order({{u"previous_response_id"_s, m_ids.value(u"responses"_s)}});
    QCOMPARE(m_client->post(u"/responses"_s, lost).code(), u"previous_response_not_found"_s);
}

void tst_PracticeControl::expiresOnlyWhatThereIs()
{
    QCOMPARE(m_client->post(u"/practice/expire"_s, {{u"id"_s, u"thread_x"_s}}).status, 404);
    QCOMPARE(m_client->post(u"/practice/expire"_s).status, 404);
}

void tst_PracticeControl::limitsTheContext_data()
{
    QTest::addColumn<QString>("path"); // THREAD is the id of the thread
    QTest::addColumn<QJsonObject>("body"); // an assistant_id is put in for threads

    const QJsonObject message {{u"role"_s, u"user"_s}, {u"content"_s, u"one two three"_s}};
    QTest::newRow("Chat Completions")
        << u"/chat/completions"_s
        << QJsonObject {{u"model"_s, u"practice-echo"_s}, {u"messages"_s, QJsonArray {message}}};
    QTest::newRow("Responses") << u"/responses"_s << order();
    QTest::newRow("Assistants") << u"/threads/THREAD/runs"_s << QJsonObject();
}

void tst_PracticeControl::limitsTheContext()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, body);
    path.replace(u"THREAD"_s, m_ids.value(u"threads"_s));
    if (path.startsWith(u"/threads"_s))
        body.insert(u"assistant_id"_s, m_ids.value(u"assistants"_s));
    m_client->post(u"/practice/limit"_s, {{u"context_window"_s, 2}});

    const PracticeAnswered answer = m_client->post(path, body);

    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"context_length_exceeded"_s);
    QCOMPARE(answer.message(),
             u"This model's maximum context length is 2 tokens. However, your messages resulted in 3 tokens. "
             "Please reduce the length of the messages."_s);
}

void tst_PracticeControl::takesTheLimitBack()
{
    m_client->post(u"/practice/limit"_s, {{u"context_window"_s, 2}});

    m_client->post(u"/practice/limit"_s, {{u"context_window"_s, 0}});

    QCOMPARE(m_client->post(u"/responses"_s, order()).status, 200);
}

void tst_PracticeControl::withdrawsApis_data()
{
    QTest::addColumn<QString>("api");
    QTest::addColumn<QString>("path");

    QTest::newRow("responses") << u"responses"_s << u"/responses"_s;
    QTest::newRow("conversations") << u"conversations"_s << u"/conversations"_s;
    QTest::newRow("threads") << u"assistants"_s << u"/threads"_s;
    QTest::newRow("assistants") << u"assistants"_s << u"/assistants"_s;
}

void tst_PracticeControl::withdrawsApis()
{
    QFETCH(const QString, api);
    QFETCH(const QString, path);

    m_client->post(u"/practice/offer"_s, {{api, false}});

    const PracticeAnswered answer = m_client->post(path, order());
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.message(), u"Invalid URL (POST /v1%1)"_s.arg(path));
    QCOMPARE(answer.error().value("type"_L1), u"invalid_request_error"_s);
    QCOMPARE(answer.error().value("param"_L1), QJsonValue(QJsonValue::Null));
    QCOMPARE(answer.error().value("code"_L1), QJsonValue(QJsonValue::Null));
}

void tst_PracticeControl::bringsApisBack()
{
    m_client->post(u"/practice/offer"_s, {{u"assistants"_s, false}});

    const PracticeAnswered offered = m_client->post(u"/practice/offer"_s, {{u"assistants"_s, true}});

    QCOMPARE(offered.json.value("assistants"_L1), true);
    QCOMPARE(m_client->get(u"/threads/"_s + m_ids.value(u"threads"_s)).status, 200);
}

void tst_PracticeControl::leavesOtherApisAlone()
{
    m_client->post(u"/practice/offer"_s, {{u"assistants"_s, false}});

    m_client->post(u"/practice/offer"_s, {{u"conversations"_s, false}});

    QCOMPARE(m_client->post(u"/threads"_s).status, 404);
    QCOMPARE(m_client->post(u"/conversations"_s).status, 404);
    QCOMPARE(m_client->post(u"/responses"_s, order()).status, 200);
}

void tst_PracticeControl::dropsWhatIsAppended()
{
    const QJsonObject message {{u"role"_s, u"user"_s}, {u"content"_s, u"four"_s}};
    const QString thread = m_ids.value(u"threads"_s);
    const QString conversation = m_ids.value(u"conversations"_s);
    m_client->post(u"/practice/ignore"_s, {{u"messages"_s, true}});

    const PracticeAnswered toThread = m_client->post(u"/threads/%1/messages"_s.arg(thread), message);
    const PracticeAnswered toConversation =
        m_client->post(u"/conversations/%1/items"_s.arg(conversation), {{u"items"_s, QJsonArray {message}}});
    const PracticeAnswered newThread = m_client->post(u"/threads"_s, {{u"messages"_s, QJsonArray {message}}});

    QCOMPARE(toThread.status, 200);
    QCOMPARE(toConversation.status, 200);
    QCOMPARE(m_client->messagesOf(u"threads"_s, thread), QStringList {u"user: one two three"_s});
    QCOMPARE(m_client->messagesOf(u"conversations"_s, conversation), QStringList {u"user: one two three"_s});
    QCOMPARE(m_client->messagesOf(u"threads"_s, newThread.id()), QStringList());
}

void tst_PracticeControl::keepsWhatModelsAnswer()
{
    const QString conversation = m_ids.value(u"conversations"_s);
    m_client->post(u"/practice/ignore"_s, {{u"messages"_s, true}});

    m_client->post(u"/responses"_s, order({{u"conversation"_s, conversation}}));

    QCOMPARE(m_client->messagesOf(u"conversations"_s, conversation).size(), 3);
}

void tst_PracticeControl::countsEverything()
{
    const QJsonObject state = m_client->get(u"/practice/state"_s).json;

    const QJsonObject expected {
        {u"conversations"_s, 1}, {u"responses"_s, 1}, {u"threads"_s, 1}, {u"assistants"_s, 1}};
    QCOMPARE(state.value("counts"_L1).toObject(), expected);
    QCOMPARE(m_client->messagesOf(u"responses"_s, m_ids.value(u"responses"_s)),
             (QStringList {u"user: one two three"_s, u"assistant: one two three"_s}));
}

void tst_PracticeControl::refusesUnknownFields()
{
    QCOMPARE(m_client->post(u"/practice/offer"_s, {{u"chat"_s, false}}).code(), u"unknown_parameter"_s);
    QCOMPARE(m_client->post(u"/practice/limit"_s).code(), u"missing_required_parameter"_s);
}

QTEST_GUILESS_MAIN(tst_PracticeControl)
#include "tst_practicecontrol.moc"
