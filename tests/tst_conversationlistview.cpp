#include "models/conversationlistmodel.h"
#include "ui/conversationdelegate.h"
#include "ui/conversationlistview.h"

#include <QAccessible>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_ConversationListView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void placesFollowEachOther();
    void findsWhatIsUnderAPoint();
    void headingIsNoRow();
    void scrollsToWhatIsAsked_data();
    void scrollsToWhatIsAsked();
    void firstRowOfAGroupComesWithItsHeading();
    void selectsWithTheKeyboard();
    void movedRowKeepsItsSelection();
    void endLoadsEverything();
    void fetchesBeforeTheEndIsSeen();
    void clickOnATagSelectsNothing();
    void laysOutTheBeginningOfATitle();
    void dragsTheIdsOfWhatIsSelected();
    void isAListOfConversationsForAssistiveTechnology();

private:
    static QList<ConversationSummary> conversations(int first, int count);
    QModelIndex at(int row) const { return m_model->index(row); }

    std::unique_ptr<ConversationListModel> m_model;
    std::unique_ptr<ConversationListView> m_view;
};

// One for each day, so that the first 40 stand below several headings.
QList<ConversationSummary> tst_ConversationListView::conversations(int first, int count)
{
    QList<ConversationSummary> rows;
    const QDateTime now = QDate::currentDate().startOfDay();
    for (int i = first; i < first + count; ++i) {
        ConversationSummary summary;
        summary.id = ConversationId::create();
        summary.title = u"Conversation %1"_s.arg(i);
        summary.activeAt = Timestamp(std::chrono::milliseconds(now.addDays(-i).toMSecsSinceEpoch()));
        rows << summary;
    }
    return rows;
}

void tst_ConversationListView::init()
{
    m_view.reset();
    m_model = std::make_unique<ConversationListModel>();
    m_model->reset(conversations(0, 100), ListOrder::Activity, false);
    m_view = std::make_unique<ConversationListView>();
    m_view->setItemDelegate(new ConversationDelegate(m_view.get()));
    m_view->setConversations(m_model.get());
    m_view->resize(300, 400);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void tst_ConversationListView::placesFollowEachOther()
{
    for (int row = 1; row < m_model->rowCount(); ++row)
        QVERIFY(m_view->visualRect(at(row)).top() >= m_view->visualRect(at(row - 1)).bottom() + 1);

    const int bottom = m_view->visualRect(at(99)).bottom() + 1;
    QCOMPARE(m_view->verticalScrollBar()->maximum(), bottom - m_view->viewport()->height());
}

void tst_ConversationListView::findsWhatIsUnderAPoint()
{
    m_view->verticalScrollBar()->setValue(333);

    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QRect rect = m_view->visualRect(at(row));
        QCOMPARE(m_view->indexAt(rect.topLeft()), at(row));
        QCOMPARE(m_view->indexAt(rect.bottomRight()), at(row));
    }
    QVERIFY(!m_view->indexAt(m_view->visualRect(at(99)).bottomLeft() + QPoint(0, 1)).isValid());
}

void tst_ConversationListView::headingIsNoRow()
{
    const int second = m_model->sections().at(1).first;

    const QRect rect = m_view->visualRect(at(second));

    QVERIFY(rect.top() > m_view->visualRect(at(second - 1)).bottom() + 1);
    QVERIFY(!m_view->indexAt(rect.topLeft() - QPoint(0, 1)).isValid());
}

void tst_ConversationListView::scrollsToWhatIsAsked_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QAbstractItemView::ScrollHint>("hint");

    QTest::newRow("below") << 80 << QAbstractItemView::EnsureVisible;
    QTest::newRow("last") << 99 << QAbstractItemView::EnsureVisible;
    QTest::newRow("above") << 3 << QAbstractItemView::EnsureVisible;
    QTest::newRow("top") << 50 << QAbstractItemView::PositionAtTop;
    QTest::newRow("centre") << 50 << QAbstractItemView::PositionAtCenter;
    QTest::newRow("bottom") << 50 << QAbstractItemView::PositionAtBottom;
}

void tst_ConversationListView::scrollsToWhatIsAsked()
{
    QFETCH(const int, row);
    QFETCH(const QAbstractItemView::ScrollHint, hint);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 3);

    m_view->scrollTo(at(row), hint);

    QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(at(row))));
}

void tst_ConversationListView::firstRowOfAGroupComesWithItsHeading()
{
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());

    m_view->scrollTo(at(0));

    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

void tst_ConversationListView::selectsWithTheKeyboard()
{
    m_view->setCurrentIndex(at(0));

    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);

    QCOMPARE(m_view->currentIndex().row(), 3);
    QCOMPARE(m_view->selectionModel()->selectedRows().size(), 3);
    QVERIFY(!m_view->selectionModel()->isSelected(at(0)));
}

void tst_ConversationListView::movedRowKeepsItsSelection()
{
    m_view->setCurrentIndex(at(40));
    ConversationSummary moved = m_model->at(40);

    moved.activeAt = SystemClock().now();
    m_model->put(moved);

    QCOMPARE(m_view->currentIndex().row(), 0);
    QVERIFY(m_view->selectionModel()->isSelected(at(0)));
    QCOMPARE(m_view->selectionModel()->selectedRows().size(), 1);
}

void tst_ConversationListView::endLoadsEverything()
{
    m_model->reset(conversations(0, 100), ListOrder::Activity, true);
    int pages = 1;
    connect(m_model.get(), &ConversationListModel::moreWanted, this, [this, &pages] {
        QMetaObject::invokeMethod(
            this,
            [this, &pages] {
                const int first = 100 * pages++;
                m_model->append(conversations(first, 100), pages < 5);
            },
            Qt::QueuedConnection);
    });

    QTest::keyClick(m_view.get(), Qt::Key_End);

    QTRY_COMPARE(m_view->currentIndex().row(), 499);
    QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(at(499))));
    m_model->disconnect(this);
}

void tst_ConversationListView::fetchesBeforeTheEndIsSeen()
{
    m_model->reset(conversations(0, 100), ListOrder::Activity, true);
    QSignalSpy wanted(m_model.get(), &ConversationListModel::moreWanted);

    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum()
                                          - 2 * m_view->viewport()->height());

    QCOMPARE(wanted.size(), 1);
}

// A title without an end, each time that it is painted, would keep the window from everything else. These
// show where the beginning ends.
void tst_ConversationListView::laysOutTheBeginningOfATitle()
{
    QList<ConversationSummary> rows = conversations(0, 2);
    rows[0].title.clear();
    rows[1].title = QString(1000, u'\u200B') + u"seen"_s;
    rows[1].activeAt = rows[0].activeAt;
    m_model->reset(rows, ListOrder::Activity, false);

    const auto picture = [this](int row) { return m_view->grab(m_view->visualRect(at(row))).toImage(); };

    QCOMPARE(picture(1), picture(0));
}

void tst_ConversationListView::clickOnATagSelectsNothing()
{
    ConversationSummary tagged = m_model->at(2);
    tagged.tags = {u"idea"_s};
    m_model->put(tagged);
    QSignalSpy clicked(m_view.get(), &ConversationListView::tagClicked);
    const QRect rect = m_view->visualRect(at(2));

    // The chip stands at the right end of the row.
    QTest::mouseClick(
        m_view->viewport(), Qt::LeftButton, {},
        QPoint(rect.right() - 2 * m_view->fontMetrics().averageCharWidth() - 4, rect.center().y()));

    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.at(0).at(0).toString(), u"idea"_s);
    QVERIFY(!m_view->selectionModel()->hasSelection());
}

void tst_ConversationListView::dragsTheIdsOfWhatIsSelected()
{
    const std::unique_ptr<QMimeData> data(m_model->mimeData({at(3), at(7)}));

    QCOMPARE(conversationsIn(data.get()), (QList<ConversationId> {m_model->at(3).id, m_model->at(7).id}));
}

void tst_ConversationListView::isAListOfConversationsForAssistiveTechnology()
{
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());

    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), 100);
    QCOMPARE(list->child(0)->text(QAccessible::Name), u"Conversation 0"_s);
    QCOMPARE(list->child(99)->text(QAccessible::Name), u"Conversation 99"_s);
    const QRect first = list->child(0)->rect();
    QCOMPARE(first.topLeft(), m_view->viewport()->mapToGlobal(m_view->visualRect(at(0)).topLeft()));
}

QTEST_MAIN(tst_ConversationListView)
#include "tst_conversationlistview.moc"
