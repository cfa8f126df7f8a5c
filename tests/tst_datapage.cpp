#include "testworkspace.h"

#include "store/historycare.h"
#include "ui/datapage.h"
#include "ui/historykeeping.h"

#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QTreeWidget>

#include <sqlite3.h>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_DataPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void backsUpAndLists();
    void whatWasReadEarlierIsNotShownLater();
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

// The disk of a busy machine takes as long as it likes.
constexpr int Patience = 60'000; // milliseconds

void tst_DataPage::backUp()
{
    QSignalSpy done(m_care.get(), &HistoryCare::backedUp);
    child<QPushButton>(u"backUpNow"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(child<QTreeWidget>(u"backups"_s)->topLevelItemCount(), 1, Patience);
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
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"taskResult"_s)->text().contains(u"Nothing has changed"_s),
                             Patience);
}

// What is kept open of the file at `path` by this program.
static int timesOpen(const QString &path)
{
    int times = 0;
    const QFileInfoList open = QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System);
    for (const QFileInfo &file : open)
        times += file.symLinkTarget() == path ? 1 : 0;
    return times;
}

// Of two threads that read the folder the first is held up, at a backup that somebody else writes to.
void tst_DataPage::whatWasReadEarlierIsNotShownLater()
{
#ifdef Q_OS_LINUX
    backUp();
    QTRY_COMPARE(m_care->task(), HistoryCare::Task::None);
    QVERIFY(QThreadPool::globalInstance()->waitForDone());
    const QString path = QDir(m_care->backupFolder()).entryInfoList(QDir::Files).value(0).filePath();
    sqlite3 *writer = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path), &writer), SQLITE_OK);
    QCOMPARE(sqlite3_exec(writer, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
    const int open = timesOpen(path);
    m_page->hide();
    m_page->show(); // reads
    QTRY_VERIFY(timesOpen(path) > open);
    QVERIFY(QFile::remove(path));
    m_page->hide();
    m_page->show();
    QTRY_COMPARE(child<QTreeWidget>(u"backups"_s)->topLevelItemCount(), 0);

    QCOMPARE(sqlite3_close(writer), SQLITE_OK);
    QVERIFY(QThreadPool::globalInstance()->waitForDone());
    QCoreApplication::processEvents();

    QCOMPARE(child<QTreeWidget>(u"backups"_s)->topLevelItemCount(), 0);
#else
    QSKIP("Which files are open is known on Linux only.");
#endif
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
