#include "store/historycare.h"

#include "durablefile_p.h"

#include "core/logging.h"
#include "store/backupfolder.h"
#include "store/conversationstore.h"
#include "store/historyencryption.h"
#include "store/historylock.h"
#include "store/historyreplacement.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::minutes BetweenLooks {5};
constexpr std::chrono::minutes BeforeFirst {1}; // a window that has just opened has better things to do

} // namespace

HistoryCare::HistoryCare(const QString &database, const Clock &clock, QObject *parent)
    : QObject(parent), m_database(database), m_isEncrypted(bobbin::isEncrypted(database)), m_clock(clock)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setInterval(BetweenLooks);
    connect(&m_timer, &QTimer::timeout, this, &HistoryCare::look);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(BeforeFirst);
    connect(&m_checkTimer, &QTimer::timeout, this, [this] {
        if (m_task == Task::None)
            startCheck();
        else
            m_checkTimer.start();
    });
}

HistoryCare::~HistoryCare()
{
    m_isCancelled = true;
    m_pool.waitForDone();
}

void HistoryCare::begin(bool isDoubtful)
{
    m_pool.start([this] { removeSuperseded(m_database, [this] { return !m_isCancelled; }); });
    m_timer.start();
    QTimer::singleShot(BeforeFirst, this, &HistoryCare::look);
    if (isDoubtful)
        m_checkTimer.start();
}

void HistoryCare::look()
{
    m_pool.start([this, now = m_clock.now()] {
        if (!BackupFolder(m_database).isDue(now))
            return;
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_task == Task::None)
                    startBackup(false);
            },
            Qt::QueuedConnection);
    });
}

void HistoryCare::backUp()
{
    if (m_task == Task::None)
        startBackup(true);
}

void HistoryCare::check()
{
    if (m_task == Task::None)
        startCheck();
}

void HistoryCare::cancel() { m_isCancelled = true; }

void HistoryCare::reportDamage(const QString &detail)
{
    if (std::exchange(m_isDamageKnown, true))
        return;
    Q_EMIT checked({m_clock.now(), {detail}});
}

QString HistoryCare::backupFolder() const { return BackupFolder(m_database).path(); }

void HistoryCare::readState(QObject *context, const std::function<void(const HistoryState &)> &take)
{
    // Not in m_pool: a backup that takes long must not keep the list away.
    const bool isEncrypted = m_isEncrypted;
    QThreadPool::globalInstance()->start(
        [database = m_database, isEncrypted, context = QPointer(context), take] {
            HistoryState state;
            state.size = QFileInfo(database).size() + QFileInfo(walOf(database)).size();
            for (const Backup &backup : BackupFolder(database).all())
                state.backups.append({backup, Maintenance::conversationsIn(backup.path),
                                      bobbin::isEncrypted(backup.path), isLocked(backup.path)});
            if (isEncrypted)
                state.unencryptedRemains = bobbin::unencryptedRemains(database);
            QMetaObject::invokeMethod(
                qApp,
                [context, take, state] {
                    if (context)
                        take(state);
                },
                Qt::QueuedConnection);
        });
}

void HistoryCare::startBackup(bool isWanted)
{
    run(Task::BackUp, [this, isWanted, now = m_clock.now()](const Progress &progress) {
        auto opened = ConversationStore::open(m_database, ConversationStore::Access::ReadOnly, m_clock);
        Result<std::optional<Backup>, StoreError> added = std::optional<Backup>();
        if (!opened)
            added = Failure {opened.error()};
        else
            added = BackupFolder(m_database)
                        .add(opened.value()->maintenance(), now, opened.value()->time().forAges(), progress);
        finish([this, isWanted, added] {
            if (added) {
                m_hasComplained = false;
                Q_EMIT backedUp(added->has_value());
                return;
            }
            qCWarning(lcStore).noquote() << "no backup:" << added.error().detail;
            if (added.error().kind == StoreError::Kind::Damaged) {
                reportDamage(added.error().detail);
                return;
            }
            const bool isKnown = m_hasComplained && !isWanted;
            if (isKnown || added.error().kind == StoreError::Kind::Interrupted)
                return;
            m_hasComplained = true;
            Q_EMIT backupFailed(added.error().kind == StoreError::Kind::DiskFull
                                    ? tr("No backup could be made: there is too little space on the disk. "
                                         "Free some; the next backup is tried by itself.")
                                    : tr("No backup could be made. %1").arg(explain(added.error())));
        });
    });
}

// Only reads: whoever sends a message meanwhile must not wait for a large history.
void HistoryCare::startCheck()
{
    run(Task::Check, [this](const Progress &progress) {
        auto opened = ConversationStore::open(m_database, ConversationStore::Access::ReadOnly, m_clock);
        Result<QStringList, StoreError> problems = QStringList();
        if (!opened)
            problems = Failure {opened.error()};
        else
            problems = opened.value()->maintenance().check(progress);
        finish([this, problems] {
            if (problems)
                Q_EMIT checked({m_clock.now(), problems.value()});
            else if (problems.error().kind == StoreError::Kind::Damaged)
                Q_EMIT checked({m_clock.now(), {problems.error().detail}});
            else if (problems.error().kind != StoreError::Kind::Interrupted)
                Q_EMIT checkFailed(explain(problems.error()));
        });
    });
}

void HistoryCare::run(Task task, const std::function<void(const Progress &)> &work)
{
    m_task = task;
    m_isCancelled = false;
    Q_EMIT taskChanged();
    m_pool.start([this, work] {
        double told = 0;
        work([this, &told](double share) {
            if (share - told >= 0.01) {
                told = share;
                QMetaObject::invokeMethod(
                    this, [this, share] { Q_EMIT progressed(share); }, Qt::QueuedConnection);
            }
            return !m_isCancelled;
        });
    });
}

void HistoryCare::finish(const std::function<void()> &tell)
{
    QMetaObject::invokeMethod(
        this,
        [this, tell] {
            m_task = Task::None;
            Q_EMIT taskChanged();
            tell();
        },
        Qt::QueuedConnection);
}

} // namespace bobbin
