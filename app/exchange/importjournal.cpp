#include "importjournal_p.h"

#include "store/conversationstore.h"

namespace bobbin {
namespace {

constexpr qsizetype TakenBackAtOnce = 500;

// Backwards: what was stored later may refer to what was there before.
template<typename Item, typename Work>
Status<StoreError> backwards(ConversationStore &store, const QList<Item> &items, Work work)
{
    for (qsizetype end = items.size(); end > 0; end -= TakenBackAtOnce) {
        const auto done = store.atomically([&]() -> Status<StoreError> {
            for (qsizetype i = end - 1; i >= qMax<qsizetype>(0, end - TakenBackAtOnce); --i) {
                if (const auto taken = work(items.at(i)); !taken)
                    return taken;
            }
            return Ok;
        });
        if (!done)
            return done;
    }
    return Ok;
}

} // namespace

void ImportJournal::add(const ImportJournal &later)
{
    m_services += later.m_services;
    m_folders += later.m_folders;
    m_conversations += later.m_conversations;
    m_messages += later.m_messages;
    m_usage += later.m_usage;
    m_replacedFolders += later.m_replacedFolders;
    m_replacedConversations += later.m_replacedConversations;
    m_threads += later.m_threads;
    m_replacedThreads += later.m_replacedThreads;
}

Status<StoreError> ImportJournal::takeBack(ConversationStore &store) const
{
    Status<StoreError> done =
        backwards(store, m_usage, [&](qint64 number) { return store.usage().strike(number); });
    const auto next = [&](const auto &items, const auto &work) {
        if (done)
            done = backwards(store, items, work);
    };
    next(m_replacedThreads, [&](const std::pair<ConversationId, ServerThread> &before) {
        return store.serverThreads().put(before.first, before.second);
    });
    next(m_threads, [&](const std::pair<ConversationId, ServerThreadId> &thread) {
        return store.serverThreads().forget(thread.first, thread.second);
    });
    // Before the messages, one of which may be the leaf, and the folders, in one of which it may be.
    next(m_replacedConversations,
         [&](const Conversation &before) { return store.conversations().replace(before); });
    next(m_messages, [&](const MessageId &id) { return store.messages().forget(id); });
    next(m_conversations, [&](const ConversationId &id) { return store.conversations().forget(id); });
    next(m_replacedFolders, [&](const Folder &before) { return store.folders().put(before); });
    next(m_folders, [&](const FolderId &id) { return store.folders().forget(id); });
    next(m_services, [&](const ServiceId &id) { return store.services().remove(id); });
    return done;
}

} // namespace bobbin
