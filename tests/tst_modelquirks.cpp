#include "net/modelquirks.h"

#include <QJsonDocument>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ModelQuirks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void surviveJson_data();
    void surviveJson();
    void ignoreWhatTheyDoNotKnow();
};

void tst_ModelQuirks::surviveJson_data()
{
    QTest::addColumn<ModelQuirks>("quirks");

    QTest::newRow("none") << ModelQuirks {};
    QTest::newRow("token limit") << ModelQuirks {u"max_tokens"_s, {}};
    QTest::newRow("both") << ModelQuirks {u"max_completion_tokens"_s, {u"temperature"_s, u"top_p"_s}};
}

void tst_ModelQuirks::surviveJson()
{
    QFETCH(const ModelQuirks, quirks);

    QCOMPARE(ModelQuirks::fromJson(quirks.toJson()), quirks);
}

void tst_ModelQuirks::ignoreWhatTheyDoNotKnow()
{
    const QJsonDocument json = QJsonDocument::fromJson(
        R"({"tokenLimitField": "password", "rejectedParameters": ["top_p", 7, "", "top_p"], "more": {}})");

    const ModelQuirks quirks = ModelQuirks::fromJson(json.object());

    QCOMPARE(quirks, (ModelQuirks {{}, {u"top_p"_s}}));
}

QTEST_APPLESS_MAIN(tst_ModelQuirks)
#include "tst_modelquirks.moc"
