#include "ssereader.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_SseReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void events_data();
    void events();
    void readsByteByByte_data() { events_data(); }
    void readsByteByByte();
    void givesUpOnEndlessEvents_data();
    void givesUpOnEndlessEvents();
};

void tst_SseReader::events_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QList<SseEvent>>("expected");
    const auto a = SseEvent {{}, "a"};
    const auto b = SseEvent {{}, "b"};

    QTest::newRow("nothing") << QByteArray() << QList<SseEvent> {};
    QTest::newRow("one event") << QByteArray("data: a\n\n") << QList {a};
    QTest::newRow("LF") << QByteArray("data: a\n\ndata: b\n\n") << QList {a, b};
    QTest::newRow("CRLF") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << QList {a, b};
    QTest::newRow("CR") << QByteArray("data: a\r\rdata: b\r\r") << QList {a, b};
    QTest::newRow("mixed line ends") << QByteArray("data: a\r\n\ndata: b\r\r\n") << QList {a, b};
    QTest::newRow("two data lines") << QByteArray("data: a\ndata: b\n\n") << QList {SseEvent {{}, "a\nb"}};
    QTest::newRow("named") << QByteArray("event: ping\ndata: {}\n\n") << QList {SseEvent {"ping", "{}"}};
    QTest::newRow("name is not kept")
        << QByteArray("event: x\ndata: a\n\ndata: b\n\n") << QList {SseEvent {"x", "a"}, b};
    QTest::newRow("no space") << QByteArray("data:a\n\n") << QList {a};
    QTest::newRow("only one space goes") << QByteArray("data:  a\n\n") << QList {SseEvent {{}, " a"}};
    QTest::newRow("colon in the value") << QByteArray("data: a:b\n\n") << QList {SseEvent {{}, "a:b"}};
    QTest::newRow("comment") << QByteArray(": keep-alive\n\ndata: a\n\n") << QList {a};
    QTest::newRow("bare comment") << QByteArray(":\n\n:\n\ndata: a\n\n") << QList {a};
    QTest::newRow("other fields") << QByteArray("id: 7\nretry: 10\nfoo: x\nbar\ndata: a\n\n") << QList {a};
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "data: a\n\n")
                                     << QList {a};
    QTest::newRow("UTF-8") << QByteArray("data: h\xC3\xA9 \xF0\x9F\x98\x80\n\n")
                           << QList {SseEvent {{}, "h\xC3\xA9 \xF0\x9F\x98\x80"}};
    QTest::newRow("blank line missing at the end") << QByteArray("data: a\n\ndata: b\n") << QList {a, b};
    QTest::newRow("line end missing at the end") << QByteArray("data: a\n\ndata: b") << QList {a, b};
    QTest::newRow("no data") << QByteArray("event: ping\n\n") << QList<SseEvent> {};
    QTest::newRow("empty data") << QByteArray("data:\n\ndata\n\ndata: a\n\n") << QList {a};
}

// The same events come out wherever the stream is cut in two.
void tst_SseReader::events()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const QList<SseEvent>, expected);

    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        SseReader reader;
        QList<SseEvent> actual = reader.feed(QByteArrayView(stream).first(cut));
        actual += reader.feed(QByteArrayView(stream).sliced(cut));
        actual += reader.finish();
        QVERIFY2(actual == expected, qPrintable(u"cut at %1"_s.arg(cut)));
    }
}

void tst_SseReader::readsByteByByte()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const QList<SseEvent>, expected);
    SseReader reader;
    QList<SseEvent> actual;

    for (const char byte : stream)
        actual += reader.feed(QByteArrayView(&byte, 1));
    actual += reader.finish();

    QCOMPARE(actual, expected);
}

void tst_SseReader::givesUpOnEndlessEvents_data()
{
    QTest::addColumn<QByteArray>("piece");

    QTest::newRow("one line") << QByteArray(1024 * 1024, 'x');
    QTest::newRow("many lines") << "data: " + QByteArray(1024 * 1024, 'x') + "\n";
}

void tst_SseReader::givesUpOnEndlessEvents()
{
    QFETCH(const QByteArray, piece);
    SseReader reader;

    for (int i = 0; i < 15; ++i)
        reader.feed(piece);
    QVERIFY(!reader.isOverflown());
    reader.feed(piece);
    reader.feed(piece);

    QVERIFY(reader.isOverflown());
    QVERIFY(reader.feed("\n\ndata: a\n\n").isEmpty());
}

QTEST_APPLESS_MAIN(tst_SseReader)
#include "tst_ssereader.moc"
