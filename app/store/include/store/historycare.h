#pragma once

#include "core/clock.h"
#include "store/backupplan.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <optional>

namespace bobbin {

/// What a check of the whole history has found.
struct CheckReport {
    Timestamp checkedAt;
    QStringList problems; ///< Empty if all is well.
};

/// A backup and what is in it.
struct BackupContents {
    Backup backup;
    std::optional<qint64> conversations; ///< Empty if the file cannot be read.
    bool isEncrypted = false;
    bool isLocked = false; ///< With a passphrase that is not known.
};

/// How much there is.
struct HistoryState {
    qint64 size = 0; ///< Of the history with its log, in bytes.
    QList<BackupContents> backups; ///< The newest first.
    QStringList unencryptedRemains; ///< See historyencryption.h; of a history that is encrypted itself.
};

/// Looks after a history that is in use: makes backups when they are due, and checks it, one at a time, in
/// a thread of its own, through a connection of its own that never writes to it. Lives in the thread in which
/// it is called.
class HistoryCare final : public QObject
{
    Q_OBJECT
public:
    enum class Task { None, BackUp, Check };

    /// Of the history at `database`. `clock` must live longer.
    HistoryCare(const QString &database, const Clock &clock, QObject *parent = nullptr);
    /// Gives up what is running.
    ~HistoryCare() override;

    /// Makes backups from now on, the first when the window has had time to open, and, if `isDoubtful`, then
    /// checks the history: after a program that did not come to its end. What such a program left of a history
    /// that has been encrypted since is erased.
    void begin(bool isDoubtful);

    /// Makes a backup if one is due. Called every few minutes after begin().
    void look();
    /// Makes a backup now; nothing if something is running.
    void backUp();
    /// Checks everything now; nothing if something is running.
    void check();
    /// Gives up what is running.
    void cancel();
    /// Somebody else found the history damaged: told like a check that found it, once.
    void reportDamage(const QString &detail);

    [[nodiscard]] Task task() const { return m_task; }
    [[nodiscard]] QString database() const { return m_database; }
    /// Whether it is encrypted, which does not change as long as it is open.
    [[nodiscard]] bool isEncrypted() const { return m_isEncrypted; }
    [[nodiscard]] QString backupFolder() const;
    /// Calls `take` when everything has been looked through; not if `context` is gone by then.
    void readState(QObject *context, const std::function<void(const HistoryState &)> &take);

Q_SIGNALS:
    /// A task has begun, or ended.
    void taskChanged();
    /// The share of the task that is done, 0 to 1.
    void progressed(double share);
    /// A backup was made or, without `isNew`, nothing had changed since the last one.
    void backedUp(bool isNew);
    /// Of several backups in a row that fail by themselves the first one.
    void backupFailed(const QString &message);
    void checked(const bobbin::CheckReport &report);
    void checkFailed(const QString &message);

private:
    using Progress = std::function<bool(double)>;

    void startBackup(bool isWanted);
    void startCheck();
    void run(Task task, const std::function<void(const Progress &)> &work);
    void finish(const std::function<void()> &tell);

    const QString m_database;
    const bool m_isEncrypted;
    const Clock &m_clock;
    QThreadPool m_pool; // of one thread
    QTimer m_timer;
    QTimer m_checkTimer;
    Task m_task = Task::None;
    std::atomic<bool> m_isCancelled = false;
    bool m_hasComplained = false;
    bool m_isDamageKnown = false;
};

} // namespace bobbin
