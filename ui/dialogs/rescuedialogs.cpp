#include "ui/rescuedialogs.h"

#include "session/historykeychain.h"
#include "store/backupfolder.h"
#include "store/historyencryption.h"
#include "store/historylock.h"
#include "store/historyreplacement.h"
#include "store/maintenance.h"
#include "store/salvage.h"
#include "ui/plainwords.h"
#include "ui/unlockdialog.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QInputDialog>
#include <QLocale>
#include <QProgressDialog>
#include <QPushButton>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

using Progress = std::function<bool(double)>;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Rescue)
};

// Runs `work` in a thread of its own and shows how far it is.
void showProgress(const QString &label, const std::function<void(const Progress &)> &work)
{
    constexpr int BetweenUpdates = 50; // milliseconds
    std::atomic<bool> isCancelled = false;
    std::atomic<int> percent = 0;
    QProgressDialog dialog(label, Tr::tr("Cancel"), 0, 100);
    dialog.setWindowTitle(Tr::tr("Bobbin"));
    dialog.setAutoClose(false);
    dialog.setAutoReset(false);
    QObject::connect(&dialog, &QProgressDialog::canceled, &dialog, [&] { isCancelled = true; });
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &dialog, [&] { dialog.setValue(percent); });
    timer.start(BetweenUpdates);
    QEventLoop loop;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        work([&](double share) {
            percent = static_cast<int>(share * 100);
            return !isCancelled;
        });
    }));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec();
    thread->wait();
}

bool complain(const StoreError &error)
{
    showPlainBox(QMessageBox::Critical, nullptr, Tr::tr("Bobbin"), explainReplacement(error));
    return false;
}

QString shownTime(Timestamp time) { return QLocale().toString(toLocalTime(time), QLocale::ShortFormat); }

void remember(const QString &path, const HistoryKey &key, const HistoryKeychain &keychain)
{
    if (const auto kept = keychain.remember(path, key); !kept) {
        showPlainBox(
            QMessageBox::Warning, nullptr, Tr::tr("Bobbin"),
            Tr::tr("The key could not be kept in the keychain; Bobbin will ask for the passphrase. %1")
                .arg(explain(kept.error())));
    }
}

bool beginAnew(const QString &database)
{
    const auto begun = beginHistory(database, SystemClock().now());
    return begun || complain(begun.error());
}

bool askForPassphrase(const QString &database, const HistoryKeychain &keychain)
{
    UnlockDialog dialog(database, UnlockDialog::Of::History);
    bool isNewWanted = false;
    QObject::connect(&dialog, &UnlockDialog::beginAnewWanted, &dialog,
                     [&isNewWanted] { isNewWanted = true; });
    if (dialog.exec() == QDialog::Accepted) {
        if (dialog.isRemembered())
            remember(database, *dialog.key(), keychain);
        return true;
    }
    return isNewWanted && beginAnew(database);
}

bool unlockHistory(const QString &database, const HistoryKeychain &keychain)
{
    if (const auto key = keychain.keyOf(database); key && unlock(database, *key))
        return true;
    return askForPassphrase(database, keychain);
}

// Whether what it holds can be read now.
bool unlockBackup(const QString &backup)
{
    return !isLocked(backup) || UnlockDialog(backup, UnlockDialog::Of::Backup).exec() == QDialog::Accepted;
}

void report(const ReencryptionReport &done, const QString &database, bool isEncrypted)
{
    QString text = isEncrypted ? Tr::tr("The history is encrypted now.")
                               : Tr::tr("The history is not encrypted any more.");
    QStringList rest;
    if (!done.left.isEmpty())
        rest += Tr::tr("These backups are as they were: %1").arg(done.left.join(u", "_s));
    if (isEncrypted && !unencryptedRemains(database).isEmpty())
        rest += Tr::tr("These earlier histories are not encrypted; delete them if you need them no more: %1")
                    .arg(unencryptedRemains(database).join(u", "_s));
    QMessageBox box(QMessageBox::Information, Tr::tr("Bobbin"), {});
    box.setObjectName(u"protectionReport"_s);
    setPlainWords(box, text, rest.join(u"\n\n"_s));
    box.exec();
}

// The history stays as it is if anything goes wrong; then it can be opened as before.
void protect(const QString &database, const PassphraseChoice &choice, const HistoryKeychain &keychain)
{
    const bool wasEncrypted = isEncrypted(database);
    const QString account = keychainAccountOf(database);
    std::optional<HistoryKey> key;
    bool isRefused = false;
    bool hasKey = true;
    Result<ReencryptionReport, StoreError> done = ReencryptionReport();
    const QString label = choice.wanted.isEmpty() ? Tr::tr("Decrypting…") : Tr::tr("Encrypting…");
    showProgress(label, [&](const Progress &progress) {
        isRefused = wasEncrypted && !unlock(database, choice.present);
        if (!isRefused && !choice.wanted.isEmpty()) {
            key = HistoryKey::deriveNew(choice.wanted);
            hasKey = key.has_value();
        }
        if (!isRefused && hasKey)
            done = reencryptHistory(database, key, choice.withBackups, progress);
    });
    if (isRefused) {
        QMessageBox::warning(nullptr, Tr::tr("Bobbin"),
                             Tr::tr("Nothing was changed: that was not the present passphrase."));
        return;
    }
    if (!hasKey) {
        QMessageBox::critical(nullptr, Tr::tr("Bobbin"),
                              Tr::tr("Nothing was changed: the system's cryptography (OpenSSL) made no key. "
                                     "Check how it is configured."));
        return;
    }
    if (!done) {
        complain(done.error());
        return;
    }
    forgetKeys(); // that of the passphrase before, which opens nothing any more
    if (key)
        keep(*key);
    if (wasEncrypted)
        keychain.forget(account);
    if (key && choice.isRemembered)
        remember(database, *key, keychain);
    report(done.value(), database, key.has_value());
}

// The history that was there is kept in any case, so there is nothing to ask again.
bool restore(const QString &database, const QString &backup)
{
    if (!unlockBackup(backup))
        return false;
    Result<QString, StoreError> restored = QString();
    showProgress(Tr::tr("Restoring…"), [&](const Progress &progress) {
        restored = restoreBackup(database, backup, SystemClock().now(), progress);
    });
    if (!restored)
        return complain(restored.error());
    if (!restored->isEmpty()) {
        showPlainBox(
            QMessageBox::Information, nullptr, Tr::tr("Bobbin"),
            Tr::tr("The backup is now the history. The one before was kept as %1.").arg(restored.value()));
    }
    return true;
}

bool recover(const QString &database)
{
    Result<SalvageReport, StoreError> salvaged = SalvageReport();
    showProgress(
        Tr::tr("The history is damaged. What can be read is brought back…"),
        [&](const Progress &progress) { salvaged = salvageHistory(database, SystemClock(), progress); });
    if (!salvaged)
        return complain(salvaged.error());
    QMessageBox box(QMessageBox::Warning, Tr::tr("Bobbin"), {});
    box.setObjectName(u"salvageReport"_s);
    setPlainWords(box, describe(salvaged.value()).trimmed());
    QPushButton *keep = box.addButton(Tr::tr("Keep what was recovered"), QMessageBox::AcceptRole);
    box.setDefaultButton(keep);
    box.setEscapeButton(keep);
    const auto backup = BackupFolder(database).best(SystemClock().now());
    QPushButton *instead = nullptr;
    if (backup) {
        const auto conversations = Maintenance::conversationsIn(backup->path);
        box.setInformativeText(
            Tr::tr("There is a verified backup of %1 with %2 conversations. It lacks what was "
                   "written since.")
                .arg(shownTime(backup->madeAt))
                .arg(conversations.value_or(0)));
        instead = box.addButton(Tr::tr("Restore that instead"), QMessageBox::ActionRole);
    }
    box.exec();
    if (instead && box.clickedButton() == instead)
        (void)restore(database, backup->path); // else it is what was recovered
    return true;
}

} // namespace

bool runErrand(const QString &database, const Errand &errand, const HistoryKeychain &keychain)
{
    switch (errand.kind) {
    case Errand::Kind::None:
    case Errand::Kind::TryAgain:
        return true;
    case Errand::Kind::Restore:
        // The history can be opened as before if this fails.
        return restore(database, errand.backup) || QFileInfo(database).size() > 0;
    case Errand::Kind::Recover:
        return (!isLocked(database) || unlockHistory(database, keychain)) && recover(database);
    case Errand::Kind::BeginAnew:
        return beginAnew(database);
    case Errand::Kind::Unlock:
        return unlockHistory(database, keychain);
    case Errand::Kind::Lock:
        forgetKeys();
        return askForPassphrase(database, keychain);
    case Errand::Kind::Protect:
        protect(database, errand.passphrase, keychain);
        return true;
    }
    Q_UNREACHABLE();
}

// Empty if none was chosen.
static QString chosenBackup(const QList<Backup> &backups)
{
    QStringList names;
    for (const Backup &backup : backups)
        names.append(Tr::tr("%1, %2", "time and size of a backup")
                         .arg(shownTime(backup.madeAt), QLocale().formattedDataSize(backup.size)));
    bool isChosen = false;
    const QString name =
        QInputDialog::getItem(nullptr, Tr::tr("Bobbin"), Tr::tr("&Backup:"), names, 0, false, &isChosen);
    return isChosen ? backups.value(names.indexOf(name)).path : QString();
}

Errand askAboutMissingHistory(const QString &database)
{
    const QList<Backup> backups = BackupFolder(database).all();
    const auto best = BackupFolder(database).best(SystemClock().now());
    QMessageBox box(QMessageBox::Warning, Tr::tr("Bobbin"), {});
    setPlainWords(
        box,
        best
            ? Tr::tr("The history %1 is gone, but there are backups of it. The newest is of %2.")
                  .arg(database, shownTime(best->madeAt))
            : Tr::tr("The history %1 is gone. There are backups of it, but none can be read.").arg(database));
    box.setObjectName(u"missingHistory"_s);
    QPushButton *restore =
        best ? box.addButton(Tr::tr("Restore the backup"), QMessageBox::AcceptRole) : nullptr;
    QPushButton *other = best && backups.size() > 1
        ? box.addButton(Tr::tr("Another backup…"), QMessageBox::ActionRole)
        : nullptr;
    QPushButton *begin = box.addButton(Tr::tr("Begin a new history"), QMessageBox::DestructiveRole);
    QPushButton *quit = box.addButton(Tr::tr("Quit"), QMessageBox::RejectRole);
    box.setDefaultButton(restore ? restore : quit);
    box.setEscapeButton(quit);
    for (;;) {
        box.exec();
        if (restore && box.clickedButton() == restore)
            return {Errand::Kind::Restore, best->path, {}};
        if (box.clickedButton() == begin)
            return {Errand::Kind::BeginAnew, {}, {}};
        if (!other || box.clickedButton() != other)
            return {};
        if (const QString chosen = chosenBackup(backups); !chosen.isEmpty())
            return {Errand::Kind::Restore, chosen, {}};
    }
}

} // namespace bobbin
