#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "store/attachmenttable.h"
#include "store/branchtable.h"
#include "store/contexttable.h"
#include "store/conversationtable.h"
#include "store/drafttable.h"
#include "store/foldertable.h"
#include "store/maintenance.h"
#include "store/messageremoval.h"
#include "store/messagetable.h"
#include "store/searchindex.h"
#include "store/serverthreadtable.h"
#include "store/servicetable.h"
#include "store/storeerror.h"
#include "store/tagtable.h"
#include "store/timetable.h"
#include "store/usagetable.h"

#include <memory>
#include <optional>

struct sqlite3;

namespace bobbin {

/// The history on disk: one SQLite file, one connection.
///
/// Every call blocks until SQLite has answered. A store is used only in the thread that opened it; any
/// number of stores may be open on one file (it is in WAL mode), of which one at a time writes.
class ConversationStore final
{
public:
    enum class Access {
        ReadWrite, ///< Creates the file or brings its schema up to date first.
        ReadOnly, ///< The file exists and has the current schema.
    };

    /// Opens the file at `path`. `clock` must live longer than the store.
    static Result<std::unique_ptr<ConversationStore>, StoreError> open(const QString &path, Access access,
                                                                       const Clock &clock);

    ~ConversationStore();
    Q_DISABLE_COPY_MOVE(ConversationStore)

    ConversationTable &conversations() { return m_conversations; }
    FolderTable &folders() { return m_folders; }
    TagTable &tags() { return m_tags; }
    MessageTable &messages() { return m_messages; }
    MessageRemoval &removal() { return m_removal; }
    BranchTable &branches() { return m_branches; }
    ServiceTable &services() { return m_services; }
    DraftTable &drafts() { return m_drafts; }
    ServerThreadTable &serverThreads() { return m_serverThreads; }
    ContextTable &context() { return m_context; }
    TimeTable &time() { return m_time; }
    UsageTable &usage() { return m_usage; }
    AttachmentTable &attachments() { return m_attachments; }
    SearchIndex &search() { return m_search; }
    Maintenance &maintenance() { return m_maintenance; }

    /// What was found damaged in the file since the last call, in SQLite's words; empty for nothing.
    [[nodiscard]] std::optional<QString> takeDamage();

    /// Runs `work`, which returns a Status, and keeps all that it changes or, if it fails, nothing.
    template<typename Work>
    Status<StoreError> atomically(Work work)
    {
        if (const auto begun = begin(); !begun)
            return begun;
        Status<StoreError> done = work();
        return done ? commit() : rollBack(done);
    }

    /// Runs `read`, which only reads, and returns what it does: all that it reads is of one moment, whatever
    /// another connection writes meanwhile.
    template<typename Read>
    auto ofOneMoment(Read read) -> Result<decltype(read()), StoreError>
    {
        if (const auto begun = beginReading(); !begun)
            return Failure {begun.error()};
        auto result = read();
        (void)commit();
        return result;
    }

    /// Makes a statement that is running in this store fail with Kind::Interrupted. The one call that is
    /// allowed from any thread, as long as the store exists.
    void interrupt();

private:
    ConversationStore(std::unique_ptr<Database> database, const Clock &clock);
    Status<StoreError> begin();
    Status<StoreError> beginReading();
    Status<StoreError> commit();
    Status<StoreError> rollBack(const Status<StoreError> &reason);

    const std::unique_ptr<Database> m_database;
    sqlite3 *const m_handle;
    ConversationTable m_conversations;
    FolderTable m_folders;
    TagTable m_tags;
    MessageTable m_messages;
    MessageRemoval m_removal;
    BranchTable m_branches;
    ServiceTable m_services;
    DraftTable m_drafts;
    ServerThreadTable m_serverThreads;
    ContextTable m_context;
    TimeTable m_time;
    UsageTable m_usage;
    AttachmentTable m_attachments;
    SearchIndex m_search;
    Maintenance m_maintenance;
};

} // namespace bobbin
