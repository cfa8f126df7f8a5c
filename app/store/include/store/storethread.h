#pragma once

#include "store/conversationstore.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <atomic>
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
    static Result<std::unique_ptr<StoreThread>, StoreError> start(const QString &path, ConversationStore::Access access,
                                                                  const Clock &clock);
    ~StoreThread();
    Q_DISABLE_COPY_MOVE(StoreThread)

    /// Calls `work(ConversationStore &)` in the store's thread.
    template<typename Work>
    void run(Work work)
    {
        QMetaObject::invokeMethod(m_worker.get(), [this, work = std::move(work)]() mutable { work(*m_store); }, Qt::QueuedConnection);
    }

    /// The same, then `then` with what `work` returned, in the thread of `context`, unless that is gone by then.
    template<typename Work, typename Then>
    void run(QObject *context, Work work, Then then)
    {
        using Value = std::invoke_result_t<Work, ConversationStore &>;
        // The context is only ever dereferenced in its own thread, through the relay that lives there.
        auto relay = std::make_shared<Relay>(context);
        run([relay, work = std::move(work), then = std::move(then)](ConversationStore &store) mutable {
            auto value = std::make_shared<Value>(work(store));
            relay->deliver([value, then = std::move(then)]() mutable { then(std::move(*value)); });
        });
    }

    /// Makes the statement that is running fail with StoreError::Kind::Interrupted. Can be called from any thread.
    void interrupt() { m_store->interrupt(); }

private:
    // Brings a call back to the thread of a QObject that may be deleted there at any time.
    class Relay
    {
    public:
        explicit Relay(QObject *context);
        void deliver(std::function<void()> call);

    private:
        std::shared_ptr<QObject> m_receiver; // lives in the context's thread, deleted there
        QPointer<QObject> m_context;         // read in the context's thread only
    };

    StoreThread();

    QThread m_thread;
    std::unique_ptr<QObject> m_worker;          // lives in m_thread
    std::unique_ptr<ConversationStore> m_store; // used in m_thread
};

} // namespace bobbin
