#include "diff/sequencediff.h"
#include "diff/textdiff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

// The length of the longest common subsequence, by the table that every textbook has.
int commonLength(const QList<int> &left, const QList<int> &right)
{
    QList<int> above(right.size() + 1, 0);
    for (const int element : left) {
        QList<int> row(right.size() + 1, 0);
        for (qsizetype i = 0; i < right.size(); ++i)
            row[i + 1] = element == right.at(i) ? above.at(i) + 1 : std::max(above.at(i + 1), row.at(i));
        above = row;
    }
    return above.last();
}

QList<int> withoutMarked(const QList<int> &sequence, const QBitArray &isMarked)
{
    QList<int> rest;
    for (qsizetype i = 0; i < sequence.size(); ++i) {
        if (!isMarked.at(i))
            rest.append(sequence.at(i));
    }
    return rest;
}

QList<int> randomSequence(QRandomGenerator &random, int length, int kinds)
{
    QList<int> sequence;
    for (int i = 0; i < length; ++i)
        sequence.append(random.bounded(kinds));
    return sequence;
}

// "=same", "<left", ">right", "~left|right", with [brackets] around what is marked.
QString marked(const QString &line, const QList<LineRange> &ranges)
{
    QString result = line;
    for (auto it = ranges.rbegin(); it != ranges.rend(); ++it)
        result.insert(it->from + it->length, u']').insert(it->from, u'[');
    return result;
}

QStringList drawn(const QList<DiffRow> &rows)
{
    QStringList lines;
    for (const DiffRow &row : rows) {
        const QString left = marked(row.left, row.leftRanges);
        const QString right = marked(row.right, row.rightRanges);
        switch (row.kind) {
        case DiffRow::Kind::Same:
            lines << u'=' + left;
            break;
        case DiffRow::Kind::Changed:
            lines << u'~' + left + u'|' + right;
            break;
        case DiffRow::Kind::LeftOnly:
            lines << u'<' + left;
            break;
        case DiffRow::Kind::RightOnly:
            lines << u'>' + right;
            break;
        }
    }
    return lines;
}

} // namespace

class tst_Diff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheSmallestDifference_data();
    void findsTheSmallestDifference();
    void staysRightWhenItIsImpatient_data();
    void staysRightWhenItIsImpatient();
    void marksWordsOfChangedLines_data();
    void marksWordsOfChangedLines();
    void rowsHaveAllOfBothTexts();
    void longLinesAreBroken();
    void veryDifferentTextsAreComparedByLines();
};

void tst_Diff::findsTheSmallestDifference_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<int>("longest");
    QTest::addColumn<int>("kinds");

    for (int seed = 0; seed < 20; ++seed) {
        QTest::addRow("tiny %d", seed) << seed << 6 << 2;
        QTest::addRow("few kinds %d", seed) << seed << 120 << 3;
        QTest::addRow("many kinds %d", seed) << seed << 120 << 60;
    }
}

void tst_Diff::findsTheSmallestDifference()
{
    QFETCH(const int, seed);
    QFETCH(const int, longest);
    QFETCH(const int, kinds);
    QRandomGenerator random(static_cast<quint32>(seed));
    for (int i = 0; i < 20; ++i) {
        const QList<int> left = randomSequence(random, random.bounded(longest + 1), kinds);
        const QList<int> right = randomSequence(random, random.bounded(longest + 1), kinds);

        const SequenceDiff diff = diffSequences(left, right);

        const QList<int> common = withoutMarked(left, diff.left);
        QCOMPARE(withoutMarked(right, diff.right), common);
        QCOMPARE(common.size(), commonLength(left, right));
    }
}

void tst_Diff::staysRightWhenItIsImpatient_data()
{
    QTest::addColumn<int>("patience");

    for (const int patience : {1, 2, 3, 7, 20})
        QTest::addRow("%d", patience) << patience;
}

// It may then miss some of what is equal, but what it takes for equal has to be.
void tst_Diff::staysRightWhenItIsImpatient()
{
    QFETCH(const int, patience);
    QRandomGenerator random(1);
    for (int i = 0; i < 50; ++i) {
        const QList<int> left = randomSequence(random, 200, 5);
        const QList<int> right = randomSequence(random, 150, 5);

        const SequenceDiff diff = diffSequences(left, right, patience);

        const QList<int> common = withoutMarked(left, diff.left);
        QCOMPARE(withoutMarked(right, diff.right), common);
        QVERIFY(!common.isEmpty());
    }
}

void tst_Diff::marksWordsOfChangedLines_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QStringList>("rows");

    QTest::newRow("same") << u"a\nb"_s << u"a\nb"_s << QStringList {u"=a"_s, u"=b"_s};
    QTest::newRow("nothing") << QString() << QString() << QStringList {u"="_s};
    QTest::newRow("word") << u"the quick fox runs"_s << u"the slow fox runs"_s
                          << QStringList {u"~the [quick] fox runs|the [slow] fox runs"_s};
    QTest::newRow("neighbouring words")
        << u"it is one two now"_s << u"it is now"_s << QStringList {u"~it is [one two ]now|it is now"_s};
    QTest::newRow("sign") << u"yes, it is"_s << u"yes! it is"_s
                          << QStringList {u"~yes[,] it is|yes[!] it is"_s};
    QTest::newRow("line more") << u"a\nc"_s << u"a\nb\nc"_s << QStringList {u"=a"_s, u">[b]"_s, u"=c"_s};
    QTest::newRow("line less") << u"a\nb\nc"_s << u"a\nc"_s << QStringList {u"=a"_s, u"<[b]"_s, u"=c"_s};
    QTest::newRow("changed line below a new one")
        << u"The tea is green today\nend"_s << u"Something else entirely\nThe tea is black today\nend"_s
        << QStringList {u">[Something else entirely]"_s,
                        u"~The tea is [green] today|The tea is [black] today"_s, u"=end"_s};
    QTest::newRow("nothing in common")
        << u"alpha\nbeta"_s << u"gamma"_s << QStringList {u"~[alpha]|[gamma]"_s, u"<[beta]"_s};
    QTest::newRow("no spaces between words")
        << u"我喝绿茶今天"_s << u"我喝红茶今天"_s << QStringList {u"~我喝[绿]茶今天|我喝[红]茶今天"_s};
    QTest::newRow("outside the plane") << u"good 😀 day for all"_s << u"good 😁 day for all"_s
                                       << QStringList {u"~good [😀] day for all|good [😁] day for all"_s};
    QTest::newRow("lone carriage return") << u"a\rb"_s << u"a\nb"_s << QStringList {u"=a"_s, u"=b"_s};
    QTest::newRow("line ends of Windows") << u"a\r\nb"_s << u"a\nb"_s << QStringList {u"=a"_s, u"=b"_s};
}

void tst_Diff::marksWordsOfChangedLines()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QStringList, rows);

    QCOMPARE(drawn(diffTexts(left, right)), rows);
}

void tst_Diff::rowsHaveAllOfBothTexts()
{
    QRandomGenerator random(7);
    const QStringList words {u"tea"_s, u"is"_s, u"green"_s, u"black"_s, u"\n"_s, u","_s};
    const auto text = [&] {
        QStringList parts;
        for (int i = random.bounded(80); i > 0; --i)
            parts << words.at(random.bounded(static_cast<int>(words.size())));
        return parts.join(u' ');
    };
    for (int i = 0; i < 200; ++i) {
        const QString left = text();
        const QString right = text();

        QStringList leftLines;
        QStringList rightLines;
        for (const DiffRow &row : diffTexts(left, right)) {
            if (row.kind != DiffRow::Kind::RightOnly)
                leftLines << row.left;
            if (row.kind != DiffRow::Kind::LeftOnly)
                rightLines << row.right;
            QVERIFY(row.kind != DiffRow::Kind::Same || row.left == row.right);
            QVERIFY(row.kind != DiffRow::Kind::Changed || row.left != row.right);
        }

        QCOMPARE(leftLines.join(u'\n'), left);
        QCOMPARE(rightLines.join(u'\n'), right);
    }
}

void tst_Diff::longLinesAreBroken()
{
    const QString line = u"word "_s.repeated(10'000);

    const QList<DiffRow> rows = diffTexts(line, line + u"more"_s);

    QString joined;
    for (const DiffRow &row : rows) {
        QVERIFY(row.left.size() <= 2000);
        joined += row.left;
    }
    QCOMPARE(joined, line);
    QVERIFY(rows.first().kind == DiffRow::Kind::Same);
}

void tst_Diff::veryDifferentTextsAreComparedByLines()
{
    QRandomGenerator random(3);
    const auto text = [&] {
        QString result;
        while (result.size() < 1'000'000)
            result += QString::number(random.bounded(50)) + (random.bounded(12) == 0 ? u'\n' : u' ');
        return result;
    };
    const QString left = text();

    const QList<DiffRow> rows = diffTexts(left, text());

    QString whole;
    for (const DiffRow &row : rows) {
        if (row.kind != DiffRow::Kind::RightOnly)
            whole += row.left + u'\n';
    }
    whole.chop(1);
    QCOMPARE(whole, left);
}

QTEST_APPLESS_MAIN(tst_Diff)
#include "tst_diff.moc"
