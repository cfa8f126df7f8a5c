#pragma once

#include "core/threadaffinity.h"
#include "store/conversationstore.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <memory>
#include <type_traits>

namespace bobbin {

/// A ConversationStore in a thread of its own, so that nobody waits for the disk.
///
/// Work is done in the order in which it was handed over. When the object is destroyed, what was handed
/// over is finished first. All calls are for the thread that created the object, but for interrupt().
class StoreThread final
{
public:
    /// Starts the thread and opens the store in it; returns when the store is open.
    static Result<std::unique_ptr<StoreThread>, StoreError>
    start(const QString &path, ConversationStore::Access access, const Clock &clock);
    ~StoreThread();
    Q_DISABLE_COPY_MOVE(StoreThread)

    /// Calls `work(ConversationStore &)` in the store's thread.
    template<typename Work>
    void run(Work work)
    {
        Q_ASSERT(isInItsThread(&m_receiver));
        QMetaObject::invokeMethod(
            m_worker.get(),
            [this, work = std::move(work)]() mutable {
                work(*m_store);
                tellDamage();
            },
            Qt::QueuedConnection);
    }

    /// The same, then `then` with what `work` returned, in the thread that created this object, in which
    /// `context` lives; not if `context`, or this object, is gone by then.
    template<typename Work, typename Then>
    void run(QObject *context, Work work, Then then)
    {
        Q_ASSERT(context->thread() == m_receiver.thread());
        using Value = std::invoke_result_t<Work, ConversationStore &>;
        run([this, context = QPointer(context), work = std::move(work),
             then = std::move(then)](ConversationStore &store) mutable {
            auto value = std::make_shared<Value>(work(store));
            QMetaObject::invokeMethod(
                &m_receiver,
                [context, value, then = std::move(then)]() mutable {
                    if (context)
                        then(std::move(*value));
                },
                Qt::QueuedConnection);
        });
    }

    /// `handler` is called, in the thread that created this object, with SQLite's words when the file turns
    /// out to be damaged.
    void setDamageHandler(std::function<void(const QString &)> handler) { m_damaged = std::move(handler); }

    /// Makes the statement that is running fail with StoreError::Kind::Interrupted. Can be called from any
    /// thread.
    void interrupt() { m_store->interrupt(); }

private:
    StoreThread();
    void tellDamage(); // in m_thread

    std::function<void(const QString &)> m_damaged; // called in the thread of m_receiver
    QObject m_receiver; // lives in the thread that answers go to; outlives m_thread's loop
    QThread m_thread;
    std::unique_ptr<QObject> m_worker; // lives in m_thread
    std::unique_ptr<ConversationStore> m_store; // used in m_thread
};

} // namespace bobbin
