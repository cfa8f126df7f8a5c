#include "practiceclient.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_PracticeConversations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_client = std::make_unique<PracticeClient>(); }

    void keepsMetadata();
    void refuses_data();
    void refuses();
    void pagesThroughItems();
    void refusesPages_data();
    void refusesPages();
    void keepsItems();

private:
    [[nodiscard]] static QJsonObject message(const QString &role, const QString &text)
    {
        return {{u"role"_s, role}, {u"content"_s, text}};
    }
    [[nodiscard]] QString createConversation() { return m_client->post(u"/conversations"_s).id(); }

    std::unique_ptr<PracticeClient> m_client;
};

void tst_PracticeConversations::keepsMetadata()
{
    const QJsonObject metadata {{u"topic"_s, u"eggs"_s}};
    const PracticeAnswered created = m_client->post(u"/conversations"_s);
    const QString path = u"/conversations/"_s + created.id();
    QVERIFY(created.id().startsWith(u"conv_"_s));
    QCOMPARE(created.json.value("object"_L1), u"conversation"_s);

    m_client->post(path, {{u"metadata"_s, metadata}});

    QCOMPARE(m_client->get(path).json.value("metadata"_L1).toObject(), metadata);
    QCOMPARE(m_client->remove(path).json.value("object"_L1), u"conversation.deleted"_s);
    QCOMPARE(m_client->remove(path).status, 404);
}

void tst_PracticeConversations::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("param");

    QByteArray items;
    for (int i = 0; i < 21; ++i)
        items += R"({"role":"user","content":"a"},)";
    items.chop(1);
    QTest::newRow("too many items") << "{\"items\":[" + items + "]}" << u"array_above_max_length"_s
                                    << u"items"_s;
    QTest::newRow("unknown key") << QByteArray(R"({"title":"a"})") << u"unknown_parameter"_s << u"title"_s;
    QTest::newRow("no content") << QByteArray(R"({"items":[{"role":"user"}]})")
                                << u"missing_required_parameter"_s << u"items[0].content"_s;
    QTest::newRow("assistant's part")
        << QByteArray(R"({"items":[{"role":"assistant","content":[{"type":"input_text","text":"a"}]}]})")
        << u"invalid_value"_s << u"items[0].content[0]"_s;
    QTest::newRow("no JSON") << QByteArray("{") << u"invalid_json"_s << QString();
}

void tst_PracticeConversations::refuses()
{
    QFETCH(const QByteArray, body);
    const QString conversation = createConversation();

    const QList<PracticeAnswered> answers {
        m_client->postBytes(u"/conversations"_s, body),
        m_client->postBytes(u"/conversations/%1/items"_s.arg(conversation), body),
    };

    for (const PracticeAnswered &answer : answers) {
        QCOMPARE(answer.status, 400);
        QTEST(answer.code(), "code");
        QTEST(answer.param(), "param");
    }
}

void tst_PracticeConversations::pagesThroughItems()
{
    QJsonArray items;
    for (const QString &text : {u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s})
        items.append(message(u"user"_s, text));
    const QString path =
        u"/conversations/%1/items"_s.arg(m_client->post(u"/conversations"_s, {{u"items"_s, items}}).id());
    const auto texts = [](const PracticeAnswered &page) {
        QString result;
        const QJsonArray data = page.data();
        for (const QJsonValue &item : data) {
            result +=
                item.toObject().value("content"_L1).toArray().first().toObject().value("text"_L1).toString();
        }
        return result;
    };

    const PracticeAnswered newest = m_client->get(path + u"?limit=2"_s);
    const QString last = newest.json.value("last_id"_L1).toString();
    const PracticeAnswered rest = m_client->get(path + u"?limit=3&after="_s + last);

    QCOMPARE(texts(newest), u"54"_s);
    QCOMPARE(newest.json.value("has_more"_L1), true);
    QCOMPARE(newest.json.value("first_id"_L1), newest.data().first().toObject().value("id"_L1));
    QCOMPARE(texts(rest), u"321"_s);
    QCOMPARE(rest.json.value("has_more"_L1), false);
    QCOMPARE(texts(m_client->get(path + u"?order=asc"_s)), u"12345"_s);
}

void tst_PracticeConversations::refusesPages_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("param");

    QTest::newRow("large limit") << u"limit=1000"_s << 400 << u"integer_above_max_value"_s << u"limit"_s;
    QTest::newRow("no limit") << u"limit=0"_s << 400 << u"integer_below_min_value"_s << u"limit"_s;
    QTest::newRow("limit in words") << u"limit=ten"_s << 400 << u"invalid_type"_s << u"limit"_s;
    QTest::newRow("unknown order") << u"order=up"_s << 400 << u"invalid_value"_s << u"order"_s;
    QTest::newRow("unknown item") << u"after=msg_x"_s << 404 << QString() << QString();
}

void tst_PracticeConversations::refusesPages()
{
    QFETCH(const QString, query);

    const PracticeAnswered answer =
        m_client->get(u"/conversations/%1/items?%2"_s.arg(createConversation(), query));

    QTEST(answer.status, "status");
    QTEST(answer.code(), "code");
    QTEST(answer.param(), "param");
}

void tst_PracticeConversations::keepsItems()
{
    const QString path = u"/conversations/%1/items"_s.arg(createConversation());
    const QJsonObject call {
        {u"type"_s, u"function_call_output"_s}, {u"call_id"_s, u"c"_s}, {u"output"_s, u"4"_s}};

    const PracticeAnswered added =
        m_client->post(path, {{u"items"_s, QJsonArray {message(u"assistant"_s, u"one"_s), call}}});

    QCOMPARE(added.data().size(), 2);
    const QString id = added.json.value("first_id"_L1).toString();
    QCOMPARE(m_client->get(path + u'/' + id).json.value("role"_L1), u"assistant"_s);
    QCOMPARE(m_client->remove(path + u'/' + id).json.value("object"_L1), u"conversation"_s);
    QCOMPARE(m_client->get(path + u'/' + id).status, 404);
    QCOMPARE(m_client->get(path).data().size(), 1);
}

QTEST_GUILESS_MAIN(tst_PracticeConversations)
#include "tst_practiceconversations.moc"
