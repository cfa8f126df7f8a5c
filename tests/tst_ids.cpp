#include "core/ids.h"

#include <QSet>
#include <QTest>

#include <future>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_Ids : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isVersion7();
    void sortsByTheOrderOfCreation();
    void isUniqueAcrossThreads();
    void goesThroughTextAndBytes();
};

void tst_Ids::isVersion7()
{
    const Timestamp time {std::chrono::milliseconds(0x0192'3456'789A)};

    const QString text = createUuid7(time).toString(QUuid::WithoutBraces);

    // RFC 9562, section 5.7: the time in the first 48 bits, then the version; the variant is 10.
    QCOMPARE(text.at(14), u'7');
    QVERIFY(u"89ab"_s.contains(text.at(19)));
    QVERIFY2(text.startsWith(u"01923456-789a-7"_s), qPrintable(text));
}

void tst_Ids::sortsByTheOrderOfCreation()
{
    MessageId last = MessageId::create();
    for (int i = 0; i < 20'000; ++i) { // far more than fit into a millisecond's counter
        const MessageId next = MessageId::create();
        QVERIFY(last < next);
        QVERIFY(last.toBytes() < next.toBytes());
        last = next;
    }
}

void tst_Ids::isUniqueAcrossThreads()
{
    const auto create = [] {
        QSet<QByteArray> ids;
        for (int i = 0; i < 5000; ++i)
            ids.insert(MessageId::create().toBytes());
        return ids;
    };
    auto first = std::async(std::launch::async, create);
    auto second = std::async(std::launch::async, create);

    QCOMPARE((first.get() + second.get()).size(), 10'000);
}

void tst_Ids::goesThroughTextAndBytes()
{
    const MessageId id = MessageId::create();

    QCOMPARE(MessageId::fromString(id.toString()), id);
    QCOMPARE(MessageId::fromBytes(id.toBytes()), id);
    QVERIFY(MessageId::fromString(u"not an id"_s).isNull());
    QVERIFY(MessageId().isNull());
}

QTEST_APPLESS_MAIN(tst_Ids)
#include "tst_ids.moc"
