#include "store/storethread.h"

namespace bobbin {

using namespace Qt::StringLiterals;

StoreThread::StoreThread() : m_worker(std::make_unique<QObject>()) { m_thread.setObjectName(u"store"_s); }

Result<std::unique_ptr<StoreThread>, StoreError>
StoreThread::start(const QString &path, ConversationStore::Access access, const Clock &clock)
{
    std::unique_ptr<StoreThread> thread(new StoreThread);
    thread->m_worker->moveToThread(&thread->m_thread);
    thread->m_thread.start();
    std::optional<StoreError> error;
    QMetaObject::invokeMethod(
        thread->m_worker.get(),
        [&] {
            auto store = ConversationStore::open(path, access, clock);
            if (store)
                thread->m_store = std::move(store).value();
            else
                error = store.error();
        },
        Qt::BlockingQueuedConnection);
    if (error)
        return Failure {*error};
    return thread;
}

StoreThread::~StoreThread()
{
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_store.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void StoreThread::tellDamage()
{
    const auto damage = m_store->takeDamage();
    if (!damage)
        return;
    QMetaObject::invokeMethod(
        &m_receiver,
        [this, damage] {
            if (m_damaged)
                m_damaged(*damage);
        },
        Qt::QueuedConnection);
}

} // namespace bobbin
