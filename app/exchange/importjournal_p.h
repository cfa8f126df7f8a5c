#pragma once

#include "core/conversation.h"
#include "core/place.h"
#include "core/result.h"
#include "store/serverthreadtable.h"
#include "store/storeerror.h"

#include <QList>

namespace bobbin {

class ConversationStore;

/// What an import has done to a history, by which it can be taken back.
///
/// One transaction around all of it would do the same, and keep everybody else from writing until the file is
/// read. Each note is made when what it tells is in the history.
class ImportJournal final
{
public:
    void added(const ServiceId &service) { m_services.append(service); }
    void added(const FolderId &folder) { m_folders.append(folder); }
    void added(const ConversationId &conversation) { m_conversations.append(conversation); }
    /// Of a conversation that was there before.
    void added(const MessageId &message) { m_messages.append(message); }
    /// As UsageTable::enter() numbers it.
    void enteredUsage(qint64 number) { m_usage.append(number); }
    void replaced(const Folder &before) { m_replacedFolders.append(before); }
    void replaced(const Conversation &before) { m_replacedConversations.append(before); }
    void added(const ConversationId &owner, const ServerThreadId &thread)
    {
        m_threads.append({owner, thread});
    }
    void replaced(const ConversationId &owner, const ServerThread &before)
    {
        m_replacedThreads.append({owner, before});
    }

    /// What was done after all that is noted here.
    void add(const ImportJournal &later);
    /// A few things at a time, as they were stored.
    [[nodiscard]] Status<StoreError> takeBack(ConversationStore &store) const;

private:
    QList<ServiceId> m_services;
    QList<FolderId> m_folders;
    QList<ConversationId> m_conversations;
    QList<MessageId> m_messages; // parents first
    QList<qint64> m_usage;
    QList<Folder> m_replacedFolders;
    QList<Conversation> m_replacedConversations;
    QList<std::pair<ConversationId, ServerThreadId>> m_threads;
    QList<std::pair<ConversationId, ServerThread>> m_replacedThreads;
};

} // namespace bobbin
