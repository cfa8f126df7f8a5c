#include "testworkspace.h"

#include "store/historycare.h"
#include "ui/datapage.h"
#include "ui/historykeeping.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_DataPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void backsUpAndLists();
    void restoresAfterAsking();
    void checksAndRemembers();
    void everythingHasAName();
    void damageIsToldWithAWayOut();

private:
    template<typename Widget>
    Widget *child(const QString &name)
    {
        return m_page->findChild<Widget *>(name);
    }
    void backUp();

    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<HistoryCare> m_care;
    std::unique_ptr<DataPage> m_page;
};

void tst_DataPage::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->addConversation(u"Whales"_s, {u"Hello"_s, u"Hi"_s});
    m_care = std::make_unique<HistoryCare>(m_workspace->database(), m_workspace->clock);
    m_page = std::make_unique<DataPage>(*m_care, *m_workspace->settings, m_workspace->keyring);
    m_page->show();
}

void tst_DataPage::cleanup()
{
    m_page.reset();
    m_care.reset();
    m_workspace.reset();
}

void tst_DataPage::backUp()
{
    child<QPushButton>(u"backUpNow"_s)->click();
    QTRY_COMPARE(child<QTreeWidget>(u"backups"_s)->topLevelItemCount(), 1);
}

void tst_DataPage::backsUpAndLists()
{
    QCOMPARE(child<QLabel>(u"dataFolder"_s)->text(), m_workspace->folder.path());
    QTRY_VERIFY(child<QLabel>(u"historySize"_s)->text().size() > 3);
    QVERIFY(!child<QPushButton>(u"restore"_s)->isEnabled());

    backUp();

    const QTreeWidgetItem *row = child<QTreeWidget>(u"backups"_s)->topLevelItem(0);
    QCOMPARE(row->text(2), u"1"_s); // conversations
    QTRY_VERIFY(child<QLabel>(u"taskResult"_s)->text().contains(u"verified"_s));
    QVERIFY(child<QPushButton>(u"backUpNow"_s)->isEnabled());
    child<QPushButton>(u"backUpNow"_s)->click();
    QTRY_VERIFY(child<QLabel>(u"taskResult"_s)->text().contains(u"Nothing has changed"_s));
}

void tst_DataPage::restoresAfterAsking()
{
    backUp();
    QSignalSpy wanted(m_page.get(), &DataPage::errandWanted);
    child<QPushButton>(u"restore"_s)->click(); // the newest is chosen
    auto *question = child<QMessageBox>(u"restoreQuestion"_s);
    QVERIFY(question);
    QVERIFY(question->informativeText().contains(u"kept"_s));
    QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
    QCOMPARE(wanted.size(), 0);

    for (QAbstractButton *button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }

    QCOMPARE(wanted.size(), 1);
    const auto errand = wanted.constFirst().constFirst().value<Errand>();
    QCOMPARE(errand.kind, Errand::Kind::Restore);
    QVERIFY(QFile::exists(errand.backup));
}

void tst_DataPage::checksAndRemembers()
{
    QWidget window;
    new HistoryKeeping(*m_care, *m_workspace->settings, &window);
    QVERIFY(!m_workspace->settings->lastCheck());

    child<QPushButton>(u"checkNow"_s)->click();

    QTRY_VERIFY(m_workspace->settings->lastCheck());
    QCOMPARE(m_workspace->settings->lastCheck()->faults, 0);
    QTRY_COMPARE(child<QLabel>(u"taskResult"_s)->text(), u"The history is in order."_s);
}

void tst_DataPage::everythingHasAName()
{
    for (const QPushButton *button : m_page->findChildren<QPushButton *>())
        QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->text()));
    QCOMPARE(child<QTreeWidget>(u"backups"_s)->accessibleName(), u"Backups"_s);
}

void tst_DataPage::damageIsToldWithAWayOut()
{
    auto *window = new QWidget;
    auto *keeping = new HistoryKeeping(*m_care, *m_workspace->settings, window);
    QSignalSpy wanted(keeping, &HistoryKeeping::recoveryWanted);

    m_care->reportDamage(u"malformed"_s);
    m_care->reportDamage(u"malformed"_s);

    const auto boxes = window->findChildren<QMessageBox *>();
    QCOMPARE(boxes.size(), 1); // told once
    QCOMPARE(m_workspace->settings->lastCheck()->faults, 1);
    for (QAbstractButton *button : boxes.constFirst()->buttons()) {
        if (boxes.constFirst()->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QCOMPARE(wanted.size(), 1);
    delete window;
}

QTEST_MAIN(tst_DataPage)
#include "tst_datapage.moc"
