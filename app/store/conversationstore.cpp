#include "store/conversationstore.h"

#include "database_p.h"

#include <sqlite3.h>

namespace bobbin {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<ConversationStore>, StoreError>
ConversationStore::open(const QString &path, Access access, const Clock &clock)
{
    auto database = Database::open(
        path, access == Access::ReadOnly ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!database)
        return Failure {database.error()};
    return std::unique_ptr<ConversationStore>(new ConversationStore(std::move(database).value(), clock));
}

ConversationStore::ConversationStore(std::unique_ptr<Database> database, const Clock &clock)
    : m_database(std::move(database)), m_handle(m_database->handle()), m_conversations(*m_database, clock),
      m_folders(*m_database, clock), m_tags(*m_database), m_messages(*m_database, clock),
      m_removal(*m_database, clock), m_branches(*m_database), m_services(*m_database, clock),
      m_drafts(*m_database, clock), m_serverThreads(*m_database), m_context(*m_database),
      m_time(*m_database, clock), m_usage(*m_database), m_attachments(*m_database), m_search(*m_database),
      m_maintenance(*m_database)
{
}

ConversationStore::~ConversationStore() = default;

std::optional<QString> ConversationStore::takeDamage() { return m_database->takeDamage(); }

void ConversationStore::interrupt() { sqlite3_interrupt(m_handle); }

Status<StoreError> ConversationStore::begin() { return m_database->execute(u"BEGIN IMMEDIATE"_s); }

Status<StoreError> ConversationStore::beginReading() { return m_database->execute(u"BEGIN"_s); }

Status<StoreError> ConversationStore::commit()
{
    auto committed = m_database->execute(u"COMMIT"_s);
    return committed ? committed : rollBack(committed);
}

Status<StoreError> ConversationStore::rollBack(const Status<StoreError> &reason)
{
    (void)m_database->execute(u"ROLLBACK"_s);
    return reason;
}

} // namespace bobbin
