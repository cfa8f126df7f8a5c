#include "models/branchtreemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

// A tree with these parents; the ids last for the run of the program.
MessageTree treeOf(const QList<int> &parents)
{
    static QList<MessageId> ids;
    while (ids.size() < parents.size())
        ids.append(MessageId::create());
    MessageTree tree;
    for (qsizetype i = 0; i < parents.size(); ++i)
        tree.append({.id = ids.at(i), .parent = parents.at(i), .role = i % 2 ? Role::Assistant : Role::User});
    return tree;
}

// "0 1 >2 >>3": which message of the tree stands in each row, and how far it is indented.
QString drawn(const MessageTree &tree, const QList<BranchRow> &rows)
{
    QStringList words;
    for (const BranchRow &row : rows) {
        const auto it =
            std::find_if(tree.begin(), tree.end(), [&](const TreeMessage &m) { return m.id == row.id; });
        words << QString(row.level, u'>') + QString::number(it - tree.begin());
    }
    return words.join(u' ');
}

} // namespace

class tst_BranchTreeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void indentsOnlyAtForks_data();
    void indentsOnlyAtForks();
    void levelsStayFew();
    void rowsKnowTheirAlternatives();
    void marksTheBranchThatIsShown();
    void leafCanComeBeforeItsRow();
    void newMessagesComeAsRows();
    void reorderedTreeIsTakenOver();
    void textsAreAskedForTogether();
    void saysAllOfARow();
};

void tst_BranchTreeModel::indentsOnlyAtForks_data()
{
    QTest::addColumn<QList<int>>("parents");
    QTest::addColumn<QString>("expected");

    QTest::newRow("nothing") << QList<int>() << QString();
    QTest::newRow("chain") << QList<int> {-1, 0, 1, 2} << u"0 1 2 3"_s;
    QTest::newRow("other reply, the newest goes on") << QList<int> {-1, 0, 0} << u"0 >1 2"_s;
    QTest::newRow("the longer one goes on") << QList<int> {-1, 0, 0, 1} << u"0 >2 1 3"_s;
    QTest::newRow("three replies") << QList<int> {-1, 0, 0, 0, 2} << u"0 >1 >3 2 4"_s;
    QTest::newRow("first message edited") << QList<int> {-1, 0, -1, 2, 3} << u">0 >1 2 3 4"_s;
    QTest::newRow("fork within a side branch")
        << QList<int> {-1, 0, 0, 1, 1, 2, 5, 6, 7} << u"0 >1 >>3 >4 2 5 6 7 8"_s;
}

void tst_BranchTreeModel::indentsOnlyAtForks()
{
    QFETCH(const QList<int>, parents);
    QFETCH(const QString, expected);
    const MessageTree tree = treeOf(parents);

    const QList<BranchRow> rows = layOutBranches(tree);

    QCOMPARE(drawn(tree, rows), expected);
    for (const BranchRow &row : rows)
        QVERIFY(row.parent < rows.size());
}

// However often somebody asks again, nothing wanders off to the right.
void tst_BranchTreeModel::levelsStayFew()
{
    QList<int> parents {-1};
    quint32 random = 1;
    for (int i = 1; i < 20'000; ++i) {
        random = random * 1664525 + 1013904223;
        parents << static_cast<int>(random % 3 == 0 ? random / 3 % static_cast<quint32>(i)
                                                    : static_cast<quint32>(i - 1));
    }

    const QList<BranchRow> rows = layOutBranches(treeOf(parents));

    QCOMPARE(rows.size(), parents.size());
    const auto deepest = std::max_element(
        rows.begin(), rows.end(), [](const BranchRow &a, const BranchRow &b) { return a.level < b.level; });
    QVERIFY(deepest->level > 0);
    QVERIFY(deepest->level <= std::log2(parents.size()));
}

void tst_BranchTreeModel::rowsKnowTheirAlternatives()
{
    const QList<BranchRow> rows = layOutBranches(treeOf({-1, 0, 0, 1}));

    QCOMPARE(rows.at(1).alternative, 1); // the side branch
    QCOMPARE(rows.at(1).alternatives, 2);
    QCOMPARE(rows.at(1).parent, 0);
    QCOMPARE(rows.at(2).alternative, 0);
    QCOMPARE(rows.at(2).parent, 0);
    QCOMPARE(rows.at(3).alternatives, 1);
    QCOMPARE(rows.at(3).parent, 2);
}

void tst_BranchTreeModel::marksTheBranchThatIsShown()
{
    const MessageTree tree = treeOf({-1, 0, 0, 1});
    BranchTreeModel model;
    model.setLeaf(tree.at(3).id);
    model.setRows(layOutBranches(tree)); // 0 >2 1 3

    QVERIFY(model.isActive(0) && !model.isActive(1) && model.isActive(2) && model.isActive(3));
    QCOMPARE(model.leafRow(), 3);

    model.setLeaf(tree.at(2).id);

    QVERIFY(model.isActive(0) && model.isActive(1) && !model.isActive(2) && !model.isActive(3));
    QCOMPARE(model.index(1).data(BranchTreeModel::IsActiveRole).toBool(), true);
}

void tst_BranchTreeModel::leafCanComeBeforeItsRow()
{
    BranchTreeModel model;
    model.setLeaf(treeOf({-1, 0}).at(1).id);
    model.setRows(layOutBranches(treeOf({-1, 0})));
    const MessageTree later = treeOf({-1, 0, 1});

    model.setLeaf(later.at(2).id);
    QVERIFY(model.isActive(1)); // what is known stays marked
    model.setRows(layOutBranches(later));

    QVERIFY(model.isActive(2));
    QCOMPARE(model.leafRow(), 2);
}

void tst_BranchTreeModel::newMessagesComeAsRows()
{
    BranchTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(layOutBranches(treeOf({-1, 0, 1})));
    const QPersistentModelIndex last = model.index(2);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

    model.setRows(layOutBranches(treeOf({-1, 0, 1, 0}))); // another reply: 0 >3 1 2

    QCOMPARE(reset.size(), 0);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.first().at(1).toInt(), 1);
    QCOMPARE(inserted.first().at(2).toInt(), 1);
    QCOMPARE(last.row(), 3);
    QCOMPARE(model.at(2).alternatives, 2);
}

void tst_BranchTreeModel::reorderedTreeIsTakenOver()
{
    BranchTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const MessageTree before = treeOf({-1, 0, 0, 1, 3});
    const MessageTree after = treeOf({-1, 0, 0, 1, 3, 2, 5, 6});
    model.setRows(layOutBranches(before));

    model.setRows(layOutBranches(after));

    QList<BranchRow> rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(model.at(row));
    QCOMPARE(rows, layOutBranches(after));
}

void tst_BranchTreeModel::textsAreAskedForTogether()
{
    const MessageTree tree = treeOf({-1, 0, 1});
    BranchTreeModel model;
    model.setRows(layOutBranches(tree));
    QSignalSpy wanted(&model, &BranchTreeModel::previewsWanted);

    QCOMPARE(model.index(0).data().toString(), QString());
    QCOMPARE(model.index(2).data().toString(), QString());
    QCOMPARE(model.index(2).data().toString(), QString());

    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<QList<MessageId>>().size(), 2);
    model.setPreviews({{.id = tree.at(2).id, .words = u"## Two\n\n- `lines` of **code**"_s}});
    QCOMPARE(model.index(2).data().toString(), u"Two lines of code"_s);
    model.forgetPreview(tree.at(2).id);
    QCOMPARE(model.index(2).data().toString(), QString());
}

void tst_BranchTreeModel::saysAllOfARow()
{
    MessageTree tree = treeOf({-1, 0, 0});
    tree[2].state = ReplyState::Stopped;
    tree[2].isMilestone = true;
    tree[2].role = Role::Assistant;
    BranchTreeModel model;
    model.setLeaf(tree.at(2).id);
    model.setRows(layOutBranches(tree));
    model.setPreviews({{.id = tree.at(2).id, .model = u"gpt"_s, .words = u"Half of"_s}});

    QCOMPARE(
        model.index(2).data(Qt::AccessibleTextRole).toString(),
        u"Assistant: Half of, gpt, alternative 2 of 2, milestone, stopped, on the branch that is shown"_s);
}

QTEST_GUILESS_MAIN(tst_BranchTreeModel)
#include "tst_branchtreemodel.moc"
