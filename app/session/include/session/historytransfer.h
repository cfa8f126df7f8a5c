#pragma once

#include "core/clock.h"
#include "exchange/exporter.h"
#include "exchange/importer.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace bobbin {

class StoreThread;

/// One export or import in the background, on a connection of its own, so that conversations go on.
///
/// Ends with exactly one of finished() and failed(). Deleting it cancels it and waits until it has stopped.
class HistoryTransfer final : public QObject
{
    Q_OBJECT
public:
    /// `database` is the file of the history; `clock` must live longer than the transfer.
    HistoryTransfer(const QString &database, const Clock &clock, QObject *parent = nullptr);
    ~HistoryTransfer() override;

    /// Start the transfer; one of them, once.
    void exportTo(const QString &path, const ExportRequest &request);
    void importFrom(const QString &path);

    void cancel() { m_isCancelled = true; }

Q_SIGNALS:
    /// The share that is done, 0 to 1.
    void progressed(double share);
    /// `message` says what was done, in the user's language.
    void finished(const QString &message);
    void failed(const QString &message);

private:
    bool report(qint64 done, qint64 all);
    bool start(bool writes);

    const QString m_database;
    const Clock &m_clock;
    std::atomic<bool> m_isCancelled = false;
    std::atomic<int> m_permille = -1; // last reported; written in the store's thread
    std::unique_ptr<StoreThread> m_thread;
};

} // namespace bobbin
