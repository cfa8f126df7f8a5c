#include "session/historytransfer.h"

#include "store/historylock.h"
#include "store/storethread.h"

#include <QFileInfo>

#include <utility>

namespace bobbin {

HistoryTransfer::HistoryTransfer(const QString &database, const Clock &clock, QObject *parent)
    : QObject(parent), m_database(database), m_clock(clock)
{
}

HistoryTransfer::~HistoryTransfer()
{
    cancel();
    m_thread.reset();
}

bool HistoryTransfer::start(bool writes)
{
    using Access = ConversationStore::Access;
    auto thread = StoreThread::start(m_database, writes ? Access::ReadWrite : Access::ReadOnly, m_clock);
    if (!thread) {
        QMetaObject::invokeMethod(
            this, [this, error = thread.error()] { Q_EMIT failed(explain(error)); }, Qt::QueuedConnection);
        return false;
    }
    m_thread = std::move(thread).value();
    return true;
}

// Called in the store's thread.
bool HistoryTransfer::report(qint64 done, qint64 all)
{
    const int permille = static_cast<int>(1000 * done / qMax<qint64>(1, all));
    if (m_permille.exchange(permille) != permille)
        QMetaObject::invokeMethod(
            this, [this, permille] { Q_EMIT progressed(permille / 1000.0); }, Qt::QueuedConnection);
    return !m_isCancelled;
}

void HistoryTransfer::exportTo(const QString &path, const ExportRequest &request)
{
    if (!start(false))
        return;
    m_thread->run(
        this,
        [this, path, request](ConversationStore &store) {
            auto exported = exportToFile(path, store, request,
                                         [this](qint64 done, qint64 all) { return report(done, all); });
            return std::pair(exported, isEncrypted(m_database));
        },
        [this, path](const std::pair<Result<ExportReport, ExchangeError>, bool> &done) {
            const auto &[exported, isHistoryEncrypted] = done;
            const QString name = QFileInfo(path).fileName();
            if (!exported) {
                Q_EMIT failed(explain(exported.error(), name));
                return;
            }
            const QString message =
                tr("Exported to %1: %2, %3.")
                    .arg(name, tr("%n conversation(s)", nullptr, static_cast<int>(exported->conversations)),
                         tr("%n message(s)", nullptr, static_cast<int>(exported->messages)));
            Q_EMIT finished(isHistoryEncrypted ? message + u' ' + tr("The file is not encrypted.") : message);
        });
}

void HistoryTransfer::importFrom(const QString &path)
{
    if (!start(true))
        return;
    m_thread->run(
        this,
        [this, path](ConversationStore &store) {
            return importFile(path, store, m_clock,
                              [this](qint64 done, qint64 all) { return report(done, all); });
        },
        [this, path](const Result<ImportReport, ExchangeError> &imported) {
            const QString name = QFileInfo(path).fileName();
            if (!imported) {
                Q_EMIT failed(explain(imported.error(), name));
                return;
            }
            const QString message =
                tr("Imported %1: %2, %3, %4.")
                    .arg(name,
                         tr("%n new conversation(s)", nullptr, static_cast<int>(imported->conversations)),
                         tr("%n updated", nullptr, static_cast<int>(imported->updated)),
                         tr("%n new message(s)", nullptr, static_cast<int>(imported->messages)));
            const QString notes = notesOn(imported.value());
            Q_EMIT finished(notes.isEmpty() ? message : message + u' ' + notes);
        });
}

} // namespace bobbin
