#include "testworkspace.h"
#include "whenshown.h"

#include "session/historykeychain.h"
#include "session/historytransfer.h"
#include "store/historycare.h"
#include "store/historyencryption.h"
#include "store/historylock.h"
#include "ui/curtain.h"
#include "ui/encryptionbox.h"
#include "ui/idlelock.h"
#include "ui/passphrasedialog.h"
#include "ui/rescuedialogs.h"
#include "ui/toast.h"
#include "ui/unlockdialog.h"
#include "ui/windowlock.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

// What the user sees of an encrypted history: the passphrase, the lock, the keychain.
class tst_Lock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void passphraseIsAskedForTwice();
    void changingTakesThePresentOne();
    void asksUntilItIsRight();
    void unlocksFromTheKeychain();
    void lockingAsksThoughTheKeychainHasTheKey();
    void remembersAndForgets();
    void aKeychainThatFailsIsTold();
    void encryptsAndDecrypts();
    void keyOfAnEarlierPassphraseIsForgotten();
    void wrongPresentPassphraseChangesNothing();
    void forgottenPassphraseKeepsTheFile();
    void everythingHasAName();
    void locksWhenNotUsed();
    void locksAfterSleep();
    void coversWhatMustNotEnd();
    void whatIsToldMeanwhileWaits();
    void closesWhatCanBeClosed();
    void whatWasToldKeepsTheWindow();
    void exportsSayThatTheyAreNotEncrypted();

private:
    void encrypt(const QString &passphrase);
    [[nodiscard]] QString database() const { return m_folder->filePath(u"history.sqlite"_s); }
    static void type(QWidget *window, const QString &field, const QString &text)
    {
        window->findChild<QLineEdit *>(field)->setText(text);
    }
    static QPushButton *button(QWidget *window, const QString &name)
    {
        return window->findChild<QPushButton *>(name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    MemorySecretStore m_keychain;
    SystemClock m_clock;
};

void tst_Lock::init()
{
    if (!canEncrypt())
        QSKIP("Built without an SQLite that can encrypt.");
    m_folder = std::make_unique<QTemporaryDir>();
    m_keychain.secrets.clear();
    m_keychain.failure = {};
    QVERIFY(ConversationStore::open(database(), ConversationStore::Access::ReadWrite, m_clock));
}

void tst_Lock::cleanup() { forgetKeys(); }

void tst_Lock::encrypt(const QString &passphrase)
{
    QVERIFY(reencryptHistory(database(), HistoryKey::deriveNew(passphrase), true));
}

void tst_Lock::passphraseIsAskedForTwice()
{
    PassphraseDialog dialog(PassphraseDialog::Purpose::Encrypt, 2);
    dialog.show();
    QPushButton *ok = button(&dialog, u"passphraseOk"_s);
    auto *hint = dialog.findChild<QLabel *>(u"passphraseHint"_s);
    QVERIFY(!ok->isEnabled());
    QVERIFY(!dialog.findChild<QLineEdit *>(u"presentPassphrase"_s)->isVisible());
    type(&dialog, u"newPassphrase"_s, u"correct horse battery"_s);
    QVERIFY(!ok->isEnabled());
    type(&dialog, u"repeatedPassphrase"_s, u"correct horse batteries"_s);
    QVERIFY(!ok->isEnabled());
    QVERIFY(!hint->text().isEmpty());
    type(&dialog, u"repeatedPassphrase"_s, u"correct horse battery"_s);
    QVERIFY(ok->isEnabled());
    QVERIFY(hint->text().isEmpty());
    QCOMPARE(dialog.choice().wanted, u"correct horse battery"_s);
    QVERIFY(dialog.choice().withBackups);
    QVERIFY(!dialog.choice().isRemembered);
    for (const QString &field : {u"newPassphrase"_s, u"repeatedPassphrase"_s})
        type(&dialog, field, u"short"_s);
    QVERIFY(ok->isEnabled());
    QVERIFY(!hint->text().isEmpty());
    QCOMPARE(dialog.findChild<QLineEdit *>(u"newPassphrase"_s)->echoMode(), QLineEdit::Password);
    dialog.findChild<QCheckBox *>(u"reveal"_s)->click();
    QCOMPARE(dialog.findChild<QLineEdit *>(u"newPassphrase"_s)->echoMode(), QLineEdit::Normal);
}

void tst_Lock::changingTakesThePresentOne()
{
    PassphraseDialog change(PassphraseDialog::Purpose::Change, 0);
    change.show();
    QVERIFY(!change.findChild<QCheckBox *>(u"withBackups"_s)->isVisible());
    type(&change, u"newPassphrase"_s, u"two"_s);
    type(&change, u"repeatedPassphrase"_s, u"two"_s);
    QVERIFY(!button(&change, u"passphraseOk"_s)->isEnabled());
    type(&change, u"presentPassphrase"_s, u"one"_s);
    QVERIFY(button(&change, u"passphraseOk"_s)->isEnabled());
    PassphraseDialog removal(PassphraseDialog::Purpose::Remove, 1);
    removal.show();
    type(&removal, u"presentPassphrase"_s, u"one"_s);
    QVERIFY(button(&removal, u"passphraseOk"_s)->isEnabled());
    QCOMPARE(removal.choice().wanted, QString());
    QCOMPARE(removal.choice().present, u"one"_s);
}

void tst_Lock::asksUntilItIsRight()
{
    encrypt(u"one"_s);
    forgetKeys();
    UnlockDialog dialog(database(), UnlockDialog::Of::History);
    dialog.show();
    QVERIFY(!button(&dialog, u"unlock"_s)->isEnabled());
    type(&dialog, u"passphrase"_s, u"two"_s);
    QTest::keyClick(dialog.findChild<QLineEdit *>(u"passphrase"_s), Qt::Key_Return);
    QVERIFY(!button(&dialog, u"unlock"_s)->isEnabled()); // as long as it is tried
    QTRY_VERIFY(dialog.findChild<QLabel *>(u"unlockResult"_s)->text().contains(u"does not open"_s));
    QVERIFY(dialog.isVisible());
    QVERIFY(isLocked(database()));
    QCOMPARE(dialog.findChild<QLineEdit *>(u"passphrase"_s)->selectedText().size(), 3);

    type(&dialog, u"passphrase"_s, u"one"_s);
    QCOMPARE(dialog.findChild<QLabel *>(u"unlockResult"_s)->text(), QString());
    QTest::keyClick(dialog.findChild<QLineEdit *>(u"passphrase"_s), Qt::Key_Return);

    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(!isLocked(database()));
}

void tst_Lock::unlocksFromTheKeychain()
{
    encrypt(u"one"_s);
    m_keychain.secrets.insert(keychainAccountOf(database()), keyOf(database())->secret());
    forgetKeys();
    QVERIFY(runErrand(database(), {Errand::Kind::Unlock, {}, {}}, HistoryKeychain(m_keychain)));
    QVERIFY(!isLocked(database()));
}

void tst_Lock::lockingAsksThoughTheKeychainHasTheKey()
{
    encrypt(u"one"_s);
    m_keychain.secrets.insert(keychainAccountOf(database()), keyOf(database())->secret());
    bool wasLocked = false;
    whenShown(this, u"unlockDialog"_s, [&](QWidget *dialog) {
        wasLocked = isLocked(database());
        button(dialog, u"quit"_s)->click();
    });
    QVERIFY(!runErrand(database(), {Errand::Kind::Lock, {}, {}}, HistoryKeychain(m_keychain)));
    QVERIFY(wasLocked);
    QVERIFY(isLocked(database()));
}

void tst_Lock::remembersAndForgets()
{
    encrypt(u"one"_s);
    const QByteArray secret = keyOf(database())->secret();
    whenShown(this, u"unlockDialog"_s, [](QWidget *dialog) {
        dialog->findChild<QCheckBox *>(u"rememberKey"_s)->click();
        type(dialog, u"passphrase"_s, u"one"_s);
        button(dialog, u"unlock"_s)->click();
    });
    QVERIFY(runErrand(database(), {Errand::Kind::Lock, {}, {}}, HistoryKeychain(m_keychain)));
    QCOMPARE(m_keychain.secrets.value(keychainAccountOf(database())), secret);

    Settings settings(m_folder->filePath(u"settings.ini"_s));
    HistoryCare care(database(), m_clock);
    Keyring keyring(m_keychain);
    EncryptionBox box(care, settings, keyring);
    box.show();
    auto *remember = box.findChild<QCheckBox *>(u"rememberKey"_s);
    QTRY_VERIFY(remember->isEnabled());
    QVERIFY(remember->isChecked());
    remember->click();
    QTRY_VERIFY(m_keychain.secrets.isEmpty());
    QTRY_VERIFY(remember->isEnabled());
    QVERIFY(!remember->isChecked());
    remember->click();
    QTRY_COMPARE(m_keychain.secrets.size(), 1);
}

void tst_Lock::aKeychainThatFailsIsTold()
{
    encrypt(u"one"_s);
    m_keychain.failure = SecretError {SecretError::Kind::Denied, {}};
    QString told;
    whenShown(this, u"unlockDialog"_s, [this, &told](QWidget *dialog) {
        dialog->findChild<QCheckBox *>(u"rememberKey"_s)->click();
        type(dialog, u"passphrase"_s, u"one"_s);
        whenShown(this, {}, [&told](QWidget *box) {
            told = static_cast<QMessageBox *>(box)->text();
            static_cast<QMessageBox *>(box)->accept();
        });
        button(dialog, u"unlock"_s)->click();
    });
    QVERIFY(runErrand(database(), {Errand::Kind::Lock, {}, {}},
                      HistoryKeychain(m_keychain))); // it is open all the same
    QVERIFY2(told.contains(u"could not be kept"_s), qPrintable(told));
}

void tst_Lock::encryptsAndDecrypts()
{
    QString told;
    const auto read = [&told](QWidget *box) {
        told = static_cast<QMessageBox *>(box)->text();
        static_cast<QMessageBox *>(box)->accept();
    };
    whenShown(this, u"protectionReport"_s, read);
    QVERIFY(runErrand(database(), {Errand::Kind::Protect, {}, {{}, u"one"_s, true, true}},
                      HistoryKeychain(m_keychain)));
    QVERIFY(isEncrypted(database()));
    QVERIFY(told.contains(u"is encrypted now"_s));
    const QString account = keychainAccountOf(database());
    QVERIFY(m_keychain.secrets.contains(account));

    whenShown(this, u"protectionReport"_s, read);
    QVERIFY(runErrand(database(), {Errand::Kind::Protect, {}, {u"one"_s, {}, true, false}},
                      HistoryKeychain(m_keychain)));
    QVERIFY(!isEncrypted(database()));
    QVERIFY(told.contains(u"not encrypted any more"_s));
    QVERIFY(!m_keychain.secrets.contains(account));
    QVERIFY(ConversationStore::open(database(), ConversationStore::Access::ReadWrite, m_clock));
}

void tst_Lock::keyOfAnEarlierPassphraseIsForgotten()
{
    encrypt(u"one"_s);
    const QString earlier = m_folder->filePath(u"earlier.sqlite"_s);
    QVERIFY(QFile::copy(database(), earlier));
    QVERIFY(!isLocked(earlier));
    whenShown(this, u"protectionReport"_s, [](QWidget *box) { static_cast<QMessageBox *>(box)->accept(); });

    QVERIFY(runErrand(database(), {Errand::Kind::Protect, {}, {u"one"_s, u"two"_s, true, false}},
                      HistoryKeychain(m_keychain)));

    QVERIFY(!isLocked(database()));
    QVERIFY(isLocked(earlier));
}

void tst_Lock::wrongPresentPassphraseChangesNothing()
{
    encrypt(u"one"_s);
    const QString account = keychainAccountOf(database());
    QString told;
    whenShown(this, {}, [&told](QWidget *box) {
        told = static_cast<QMessageBox *>(box)->text();
        static_cast<QMessageBox *>(box)->accept();
    });
    QVERIFY(runErrand(database(), {Errand::Kind::Protect, {}, {u"two"_s, {}, true, false}},
                      HistoryKeychain(m_keychain)));
    QVERIFY(told.contains(u"Nothing was changed"_s));
    QCOMPARE(keychainAccountOf(database()), account);
}

void tst_Lock::forgottenPassphraseKeepsTheFile()
{
    encrypt(u"one"_s);
    QFile file(database());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    whenShown(this, u"unlockDialog"_s, [this](QWidget *dialog) {
        whenShown(this, u"beginAnewQuestion"_s, [](QWidget *box) {
            for (QAbstractButton *each : static_cast<QMessageBox *>(box)->buttons()) {
                if (static_cast<QMessageBox *>(box)->buttonRole(each) == QMessageBox::DestructiveRole)
                    each->click();
            }
        });
        button(dialog, u"forgotten"_s)->click();
    });
    QVERIFY(runErrand(database(), {Errand::Kind::Lock, {}, {}}, HistoryKeychain(m_keychain)));
    QVERIFY(!isEncrypted(database()));
    QVERIFY(ConversationStore::open(database(), ConversationStore::Access::ReadWrite, m_clock));
    const QStringList kept = QDir(m_folder->path()).entryList({u"history.replaced-*.sqlite"_s});
    QCOMPARE(kept.size(), 1);
    QFile aside(m_folder->filePath(kept.constFirst()));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), before);
}

void tst_Lock::everythingHasAName()
{
    encrypt(u"one"_s);
    Settings settings(m_folder->filePath(u"settings.ini"_s));
    HistoryCare care(database(), m_clock);
    Keyring keyring(m_keychain);
    EncryptionBox box(care, settings, keyring);
    UnlockDialog unlocking(database(), UnlockDialog::Of::History);
    PassphraseDialog changing(PassphraseDialog::Purpose::Change, 3);
    for (QWidget *window : QList<QWidget *> {&box, &unlocking, &changing}) {
        window->show();
        for (const QWidget *child : window->findChildren<QWidget *>()) {
            const bool needsName = child->isVisible() && child->focusPolicy() != Qt::NoFocus;
            QVERIFY2(!needsName || !child->accessibleName().isEmpty()
                         || qobject_cast<const QPushButton *>(child),
                     qPrintable(child->objectName()));
        }
    }
}

void tst_Lock::locksWhenNotUsed()
{
    using namespace std::chrono_literals;
    Settings settings(m_folder->filePath(u"settings.ini"_s));
    QCOMPARE(settings.locksAfter().count(), 0);
    std::chrono::milliseconds now = 1h;
    IdleLock lock(settings, nullptr, [&now] { return now; });
    auto *timer = lock.findChild<QTimer *>();
    QVERIFY(!timer->isActive());
    settings.setLocksAfter(5min);
    QVERIFY(timer->isActive());
    QVERIFY(timer->intervalAsDuration() <= 10s);
    timer->setInterval(0);
    QSignalSpy looked(timer, &QTimer::timeout);
    QSignalSpy wanted(&lock, &IdleLock::lockWanted);
    const auto look = [&looked] {
        const auto before = looked.size();
        QTRY_VERIFY(looked.size() > before + 1);
    };
    now += 4min;
    look();
    QLineEdit edit;
    QTest::keyClick(&edit, Qt::Key_A); // somebody is there
    now += 4min;
    look();
    QVERIFY(wanted.isEmpty());

    now += 1min;
    QTRY_COMPARE(wanted.size(), 1);
}

// Timers stand still while the computer sleeps: who wakes it must not go on where another one left it.
void tst_Lock::locksAfterSleep()
{
    using namespace std::chrono_literals;
    Settings settings(m_folder->filePath(u"settings.ini"_s));
    settings.setLocksAfter(5min);
    std::chrono::milliseconds now = 1h;
    IdleLock lock(settings, nullptr, [&now] { return now; });
    QSignalSpy wanted(&lock, &IdleLock::lockWanted);
    lock.findChild<QTimer *>()->setInterval(1h);

    now += 8h;
    QLineEdit edit;
    QTest::keyClick(&edit, Qt::Key_A);

    QTRY_COMPARE(wanted.size(), 1);
}

// What is being done is not lost by locking, and not seen either.
void tst_Lock::coversWhatMustNotEnd()
{
    encrypt(u"one"_s);
    QWidget window;
    window.setWindowTitle(u"Whales – Bobbin"_s);
    window.resize(600, 400);
    window.show();
    QDialog dialog(&window);
    auto *edit = new QLineEdit(u"half a thought"_s, &dialog);
    dialog.open();
    Curtain curtain(keyOf(database()).value(), &window);
    QVERIFY(QFile::rename(database(), database() + u".away"_s)); // with its disk
    curtain.draw();
    auto *unlock = qobject_cast<UnlockDialog *>(QApplication::activeModalWidget());
    QVERIFY(unlock);
    for (QWidget *covered : {&window, static_cast<QWidget *>(&dialog)}) {
        QCOMPARE(covered->childAt(covered->rect().center())->objectName(), u"cover"_s);
        QVERIFY(!covered->windowTitle().contains(u"Whales"_s));
    }
    window.resize(700, 500);
    QCOMPARE(window.childAt(690, 490)->objectName(), u"cover"_s);
    window.setWindowTitle(u"Squid – Bobbin"_s); // a reply has given it another
    QVERIFY(!window.windowTitle().contains(u"Squid"_s));

    QMessageBox late(QMessageBox::Warning, u"Late"_s, u"Squid"_s, QMessageBox::Ok, &window);
    late.open();
    QTRY_COMPARE(QApplication::activeModalWidget(), unlock);
    QVERIFY(late.findChild<QLabel *>(u"cover"_s));
    unlock->reject();
    QVERIFY(unlock->isVisible());
    type(unlock, u"passphrase"_s, u"two"_s);
    button(unlock, u"unlock"_s)->click();
    QTRY_VERIFY(button(unlock, u"unlock"_s)->isEnabled());
    QVERIFY(curtain.isDrawn());
    type(unlock, u"passphrase"_s, u"one"_s);
    button(unlock, u"unlock"_s)->click();

    QTRY_VERIFY(!curtain.isDrawn());
    QCOMPARE(window.windowTitle(), u"Squid – Bobbin"_s);
    QVERIFY(dialog.isVisible());
    QVERIFY(late.isVisible());
    QCOMPARE(dialog.childAt(edit->geometry().center()), edit);
    QCOMPARE(edit->text(), u"half a thought"_s);
}

void tst_Lock::whatIsToldMeanwhileWaits()
{
    encrypt(u"one"_s);
    QWidget window;
    window.show();
    Toast toast(&window);
    auto *timer = toast.findChild<QTimer *>();
    timer->setInterval(0);
    QSignalSpy timeouts(timer, &QTimer::timeout);
    Curtain curtain(keyOf(database()).value(), &window);
    curtain.draw();

    toast.showMessage(u"1,000 conversations were imported."_s);
    QTRY_VERIFY(timeouts.size() > 2);
    QVERIFY(toast.isVisible());
    auto *unlock = qobject_cast<UnlockDialog *>(QApplication::activeModalWidget());
    type(unlock, u"passphrase"_s, u"one"_s);
    button(unlock, u"unlock"_s)->click();

    QTRY_VERIFY(!toast.isVisible());
    QVERIFY(!curtain.isDrawn());
}

void tst_Lock::closesWhatCanBeClosed()
{
    encrypt(u"one"_s);
    TestWorkspace workspace;
    QWidget window;
    window.show();
    QAction command;
    WindowLock lock({database(), *workspace.settings, *workspace.library, nullptr, &command}, &window);
    QSignalSpy closing(&lock, &WindowLock::closingWanted);
    command.trigger();
    QCOMPARE(closing.size(), 1);

    QDialog dialog(&window);
    dialog.show();
    command.trigger();

    QCOMPARE(closing.size(), 1);
    QVERIFY(dialog.findChild<QLabel *>(u"cover"_s));

    dialog.close(); // what was under way has ended; then nobody comes for a while
    command.trigger();
    QCOMPARE(closing.size(), 2);
}

void tst_Lock::whatWasToldKeepsTheWindow()
{
    encrypt(u"one"_s);
    TestWorkspace workspace;
    QWidget window;
    window.show();
    Toast toast(&window);
    QAction command;
    WindowLock lock({database(), *workspace.settings, *workspace.library, nullptr, &command}, &window);
    QSignalSpy closing(&lock, &WindowLock::closingWanted);
    QDialog dialog(&window);
    dialog.show();
    command.trigger();
    toast.showMessage(u"1,000 conversations were imported."_s);
    dialog.close();

    command.trigger();
    QVERIFY(closing.isEmpty());
}

void tst_Lock::exportsSayThatTheyAreNotEncrypted()
{
    for (const bool isEncrypted : {false, true}) {
        if (isEncrypted)
            encrypt(u"one"_s);
        HistoryTransfer transfer(database(), m_clock);
        QSignalSpy finished(&transfer, &HistoryTransfer::finished);
        transfer.exportTo(m_folder->filePath(u"export.json"_s), {});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.constFirst().constFirst().toString().contains(u"not encrypted"_s), isEncrypted);
    }
}

QTEST_MAIN(tst_Lock)
#include "tst_lock.moc"
