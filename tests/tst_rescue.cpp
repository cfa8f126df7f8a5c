#include "manualclock.h"
#include "whenshown.h"

#include "secrets/secretstore.h"
#include "session/historykeychain.h"
#include "store/backupfolder.h"
#include "store/conversationstore.h"
#include "testworkspace.h"
#include "ui/rescuedialogs.h"

#include <QAbstractButton>
#include <QDir>
#include <QInputDialog>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What the user is asked when the history is gone or damaged.
class tst_Rescue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void missingHistoryOffersTheNewestBackup();
    void missingHistoryOffersAnotherBackup();
    void missingHistoryCanBeBegunAnew();
    void damagedHistoryOffersTheNewestBackup();

private:
    QString makeBackup(Timestamp time);
    static void click(QWidget *box, QMessageBox::ButtonRole role);
    [[nodiscard]] QString database() const { return m_folder->filePath(u"history.sqlite"_s); }
    void remove();

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    MemorySecretStore m_keychain;
    QString m_future;
    QString m_newest;
    QString m_old;
};

void tst_Rescue::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_old = makeBackup(m_clock.now() - 5h);
    m_newest = makeBackup(m_clock.now() - 2h);
    m_future = makeBackup(m_clock.now() + 24h * 400);
}

// Each has a conversation more than the one before.
QString tst_Rescue::makeBackup(Timestamp time)
{
    const auto store =
        ConversationStore::open(database(), ConversationStore::Access::ReadWrite, m_clock).value();
    Conversation conversation;
    conversation.id = ConversationId::create();
    (void)store->conversations().insert(conversation);
    return BackupFolder(database()).add(store->maintenance(), time, m_clock.now())->value().path;
}

void tst_Rescue::remove()
{
    for (const QString &name : QDir(m_folder->path()).entryList({u"history.sqlite*"_s}, QDir::Files))
        QVERIFY(QFile::remove(m_folder->filePath(name)));
}

void tst_Rescue::click(QWidget *box, QMessageBox::ButtonRole role)
{
    auto *message = static_cast<QMessageBox *>(box);
    for (QAbstractButton *button : message->buttons()) {
        if (message->buttonRole(button) == role) {
            button->click();
            return;
        }
    }
    QFAIL("no such button");
}

void tst_Rescue::missingHistoryOffersTheNewestBackup()
{
    remove();
    whenShown(this, u"missingHistory"_s, [](QWidget *box) { click(box, QMessageBox::AcceptRole); });

    const Errand errand = askAboutMissingHistory(database());

    QCOMPARE(errand.kind, Errand::Kind::Restore);
    QCOMPARE(errand.backup, m_newest);
}

void tst_Rescue::missingHistoryOffersAnotherBackup()
{
    remove();
    whenShown(this, u"missingHistory"_s, [this](QWidget *box) {
        whenShown(this, {}, [this](QWidget *choice) { // which is declined once
            static_cast<QInputDialog *>(choice)->reject();
            whenShown(this, u"missingHistory"_s, [this](QWidget *again) {
                whenShown(this, {}, [](QWidget *dialog) {
                    auto *input = static_cast<QInputDialog *>(dialog);
                    input->setTextValue(input->comboBoxItems().constLast());
                    input->accept();
                });
                click(again, QMessageBox::ActionRole);
            });
        });
        click(box, QMessageBox::ActionRole);
    });

    const Errand errand = askAboutMissingHistory(database());

    QCOMPARE(errand.kind, Errand::Kind::Restore);
    QCOMPARE(errand.backup, m_old);
}

void tst_Rescue::missingHistoryCanBeBegunAnew()
{
    remove();
    whenShown(this, u"missingHistory"_s, [](QWidget *box) { click(box, QMessageBox::DestructiveRole); });

    const Errand errand = askAboutMissingHistory(database());
    QVERIFY(runErrand(database(), errand, HistoryKeychain(m_keychain)));

    QCOMPARE(Maintenance::conversationsIn(database()), std::optional<qint64>(0));
    QCOMPARE(BackupFolder(database()).all().size(), 3);
}

void tst_Rescue::damagedHistoryOffersTheNewestBackup()
{
    QFile file(database());
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(4096, 'x'));
    file.close();
    whenShown(this, u"salvageReport"_s, [this](QWidget *box) {
        whenShown(this, {}, [](QWidget *told) { static_cast<QMessageBox *>(told)->accept(); });
        click(box, QMessageBox::ActionRole);
    });

    QVERIFY(runErrand(database(), {Errand::Kind::Recover, {}, {}}, HistoryKeychain(m_keychain)));

    QCOMPARE(Maintenance::conversationsIn(database()), std::optional<qint64>(2)); // three were in the latest
}

QTEST_MAIN(tst_Rescue)
#include "tst_rescue.moc"
