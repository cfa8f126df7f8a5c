#include "core/place.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_Place : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleansTags_data();
    void cleansTags();
    void sortsTagsAndKeepsEachOnce();
    void holdsWhatIsThere();
};

void tst_Place::cleansTags_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tag");

    QTest::newRow("as it is") << u"Work in progress"_s << u"Work in progress"_s;
    QTest::newRow("hash sign") << u" # #idea"_s << u"idea"_s;
    QTest::newRow("inside it belongs to it") << u"C#"_s << u"C#"_s;
    QTest::newRow("several lines") << u"one\n two\u001f"_s << u"one two"_s;
    QTest::newRow("emoji") << u"🎉 party"_s << u"🎉 party"_s;
    QTest::newRow("nothing") << u" #  "_s << QString(u""_s);
}

void tst_Place::cleansTags()
{
    QFETCH(const QString, text);
    QFETCH(const QString, tag);

    QCOMPARE(cleanTag(text), tag);
}

void tst_Place::sortsTagsAndKeepsEachOnce()
{
    QCOMPARE(sortedTags({u"work"_s, u"Idea"_s, u"#WORK"_s, u""_s, u"ähnlich"_s}),
             (QStringList {u"Idea"_s, u"work"_s, u"ähnlich"_s}));
}

void tst_Place::holdsWhatIsThere()
{
    const FolderId folder = FolderId::create();

    QVERIFY(Place().holds(folder, {}));
    QVERIFY(Place::inFolder(folder).holds(folder, {}));
    QVERIFY(!Place::inFolder(folder).holds({}, {}));
    QVERIFY(Place::outsideFolders().holds({}, {}));
    QVERIFY(!Place::outsideFolders().holds(folder, {}));
    QVERIFY(Place::under(u"WORK"_s).holds({}, {u"Work"_s}));
    QVERIFY(!Place::under(u"wor"_s).holds({}, {u"Work"_s}));
}

QTEST_GUILESS_MAIN(tst_Place)
#include "tst_place.moc"
