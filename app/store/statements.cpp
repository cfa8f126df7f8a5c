#include "statements_p.h"

#include "core/usage.h"
#include "store/conversationtable.h"

namespace bobbin {
// clang-format off: SQL is laid out by hand
namespace {

using namespace Qt::StringLiterals;

// What MessageTable reads of a message, in its order.
QString messageColumns()
{
    return u" m.id, (SELECT p.id FROM messages p WHERE p.pk = m.parent), m.depth, m.role, m.state, m.finish, m.refused,"
           " m.milestone, m.created_ms, m.updated_ms, m.service_id, m.model, m.request_id, m.error, m.prompt_tokens,"
           " m.completion_tokens, m.cached_tokens, m.reasoning_tokens, m.reasoning, m.content, m.pk, m.first_token_ms, m.rest_ms,"
           " m.cost_nano, m.notices"_s;
}

// The requests, what they used, and how many have a cost. Whatever stands in the table, sum() would fail where 64 bits do
// not do; UsageSum::Most is what is exact in a double.
QString usageSums()
{
    const auto sum = [](QLatin1StringView column) -> QString {
        return u", CAST(min(total(max("_s + column + u", 0)), %1) AS INTEGER)"_s.arg(UsageSum::Most);
    };
    return u" count(*)"_s + sum("prompt_tokens"_L1) + sum("completion_tokens"_L1) + sum("cached_tokens"_L1)
           + sum("reasoning_tokens"_L1) + sum("cost_nano"_L1) + u", count(cost_nano)"_s;
}

// Where a message stands among its alternatives, the children of its parent; both counts are answered from
// the index messages_by_parent alone. And its files, as JSON, whose contents are not read for that.
QString placeColumns()
{
    return u", (SELECT count(*) FROM messages s WHERE s.parent IS m.parent AND s.conversation = m.conversation AND s.pk < m.pk),"
           " (SELECT count(*) FROM messages s WHERE s.parent IS m.parent AND s.conversation = m.conversation),"
           " (SELECT json_group_array(json_array(hex(a.id), a.name, a.media_type, length(a.data)))"
           " FROM attachments a WHERE a.message = m.pk)"_s;
}

// All tags of a conversation in one text, with U+001F between them.
QString tagsColumn()
{
    return u" (SELECT group_concat(t.name, char(31)) FROM conversation_tags ct CROSS JOIN tags t ON t.pk = ct.tag"
           " WHERE ct.conversation = c.pk)"_s;
}

QString conversationColumns()
{
    return u" c.id, c.title, c.title_source, c.service_id, c.model, c.instructions, c.parameters, l.id,"
           " coalesce(l.depth + 1, 0), c.pinned, c.archived, c.trashed_ms, c.created_ms, c.active_ms, c.updated_ms, c.strategy, c.pk,"
           " (SELECT f.id FROM folders f WHERE f.pk = c.folder),"_s + tagsColumn()
           + u" FROM conversations c LEFT JOIN messages l ON l.pk = c.leaf"_s;
}

QString summaryColumns()
{
    return u" c.id, c.title, c.pinned, c.archived, c.trashed_ms IS NOT NULL, c.active_ms, c.created_ms,"
           " (SELECT f.id FROM folders f WHERE f.pk = c.folder),"_s + tagsColumn() + u", c.pk"_s;
}

// The same for what conversations are in: JSON arrays of folders.pk and, for each tag that is asked for, of the
// tags.pk that it may mean; NULL lets everything through. Each stands twice.
QString organizingFilters()
{
    return u" AND (? IS NULL OR c.folder IN (SELECT f.value FROM json_each(?) f))"
           " AND (? IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(?) asked WHERE NOT EXISTS (SELECT 1 FROM conversation_tags ct"
           " WHERE ct.conversation = c.pk AND ct.tag IN (SELECT t.value FROM json_each(asked.value) t))))"_s;
}

// What a search can be narrowed down by; each condition is always there and lets everything through by default.
QString searchFilters()
{
    return u" AND m.role = coalesce(?, m.role) AND m.model LIKE ? ESCAPE '\\'"
           " AND (? = '' OR EXISTS (SELECT 1 FROM services s WHERE s.id = coalesce(m.service_id, c.service_id)"
           " AND s.name LIKE ? ESCAPE '\\'))"
           " AND m.created_ms >= ? AND m.created_ms < ?"
           " AND c.pinned = coalesce(?, c.pinned) AND c.archived = coalesce(?, c.archived)"
           " AND (? = 0 OR instr(m.content, '```') > 0)"_s + organizingFilters();
}

// All of messages but pk and parent.
QString ownColumns()
{
    return u" id, conversation, depth, role, state, finish, refused, milestone, created_ms, updated_ms, device, service_id,"
           " model, request_id, error, prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, reasoning,"
           " content, first_token_ms, rest_ms, cost_nano, notices"_s;
}

// The message with the id ?`parameter` and everything below it, as below(pk).
// A parent is always stored before its children. Walks rely on that or look for what they had, since damage can
// make a circle of parents.
QString subtreeOf(const QString &parameter)
{
    return u" WITH RECURSIVE below(pk) AS (SELECT pk FROM messages WHERE id = ?"_s + parameter
           + u" UNION SELECT m.pk FROM below CROSS JOIN messages m ON m.parent = below.pk)"_s;
}

QString setColumn(const QString &column)
{
    return u"UPDATE conversations SET "_s + column + u" = ?, updated_ms = max(updated_ms + 1, ?), device = ? WHERE id = ?"_s;
}

} // namespace

QString sqlOf(Statement statement)
{
    switch (statement) {
    case Statement::FindDevice:
        return u"SELECT pk FROM devices ORDER BY pk LIMIT 1"_s;
    case Statement::InsertDevice:
        return u"INSERT INTO devices (id) VALUES (?)"_s;

    case Statement::InsertConversation:
        return u"INSERT INTO conversations (id, title, title_source, service_id, model, instructions, parameters, leaf,"
               " pinned, archived, trashed_ms, created_ms, active_ms, updated_ms, strategy, title_key, folder, device)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT pk FROM messages WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?,"
               " (SELECT pk FROM folders WHERE id = ?), ?)"_s;
    case Statement::ReplaceConversation:
        return u"UPDATE conversations SET title = ?, title_source = ?, service_id = ?, model = ?, instructions = ?,"
               " parameters = ?, leaf = (SELECT pk FROM messages WHERE id = ?), pinned = ?, archived = ?,"
               " trashed_ms = ?, created_ms = ?, active_ms = ?, updated_ms = ?, strategy = ?, title_key = ?,"
               " folder = (SELECT pk FROM folders WHERE id = ?), device = ? WHERE id = ?"_s;
    case Statement::SelectConversation:
        return u"SELECT"_s + conversationColumns() + u" WHERE c.id = ?"_s;
    case Statement::SetTitle:
        return u"UPDATE conversations SET title = ?, title_key = ?, title_source = ?, updated_ms = max(updated_ms + 1, ?), device = ?"
               " WHERE id = ? AND title_source <= ?"_s;
    case Statement::SetPinned:
        return setColumn(u"pinned"_s);
    case Statement::SetArchived:
        return setColumn(u"archived"_s);
    case Statement::SetTrashed:
        return setColumn(u"trashed_ms"_s);
    case Statement::SetModel:
        return u"UPDATE conversations SET service_id = ?, model = ?, updated_ms = max(updated_ms + 1, ?), device = ? WHERE id = ?"_s;
    case Statement::SetInstructions:
        return setColumn(u"instructions"_s);
    case Statement::SetParameters:
        return setColumn(u"parameters"_s);
    case Statement::SetLeaf:
        return u"UPDATE conversations SET leaf = (SELECT pk FROM messages WHERE id = ?), updated_ms = max(updated_ms + 1, ?), device = ?"
               " WHERE id = ? AND (? IS NULL OR EXISTS"
               " (SELECT 1 FROM messages m WHERE m.id = ? AND m.conversation = conversations.pk))"_s;
    case Statement::SetStrategy:
        return setColumn(u"strategy"_s);
    case Statement::Touch:
        return u"UPDATE conversations SET active_ms = max(active_ms, ?), updated_ms = max(updated_ms + 1, ?), device = ? WHERE id = ?"_s;
    case Statement::SetFolder:
        return u"UPDATE conversations SET folder = (SELECT pk FROM folders WHERE id = ?), updated_ms = max(updated_ms + 1, ?), device = ?"
               " WHERE id = ? AND (? IS NULL OR EXISTS (SELECT 1 FROM folders WHERE id = ?))"_s;
    case Statement::SetUpdated:
        return u"UPDATE conversations SET updated_ms = max(updated_ms + 1, ?), device = ? WHERE id = ?"_s;
    case Statement::ExpiredTrash:
        return u"SELECT id, trashed_ms FROM conversations WHERE trashed_ms IS NOT NULL AND trashed_ms < ?"
               " ORDER BY trashed_ms"_s;
    case Statement::IsTrashedSince:
        return u"SELECT 1 FROM conversations WHERE id = ? AND trashed_ms = ?"_s;
    case Statement::DeleteMessages:
        return u"DELETE FROM messages WHERE conversation = (SELECT pk FROM conversations WHERE id = ?)"_s;
    case Statement::DeleteConversation:
        return u"DELETE FROM conversations WHERE id = ?"_s;
    case Statement::InsertTombstone:
        return u"INSERT OR REPLACE INTO tombstones (id, kind, deleted_ms, device) VALUES (?, ?, ?, ?)"_s;
    case Statement::ConversationsAfter:
        return u"SELECT"_s + conversationColumns() + u" WHERE c.pk > ? ORDER BY c.pk LIMIT ?"_s;
    case Statement::CountConversations:
        return u"SELECT count(*) FROM conversations"_s;
    case Statement::CountMessages:
        return u"SELECT count(*) FROM messages"_s;

    case Statement::ListFolders:
        return u"SELECT id, name, position, updated_ms, pk FROM folders ORDER BY position, pk"_s;
    case Statement::SelectFolder:
        return u"SELECT id, name, position, updated_ms, pk FROM folders WHERE id = ?"_s;
    case Statement::ReplaceFolder:
        return u"INSERT INTO folders (id, name, position, updated_ms, device) VALUES (?, ?, ?, ?, ?)"
               " ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position,"
               " updated_ms = excluded.updated_ms, device = excluded.device"_s;
    case Statement::EmptyFolder:
        return u"UPDATE conversations SET folder = NULL, updated_ms = max(updated_ms + 1, ?), device = ?"
               " WHERE folder = (SELECT pk FROM folders WHERE id = ?)"_s;
    case Statement::DeleteFolder:
        return u"DELETE FROM folders WHERE id = ?"_s;
    case Statement::DeleteTombstone:
        return u"DELETE FROM tombstones WHERE id = ?"_s;
    case Statement::ConversationsInFolder:
        return u"SELECT id FROM conversations WHERE folder = (SELECT pk FROM folders WHERE id = ?)"_s;
    case Statement::ListTags:
        return u"SELECT name, pk FROM tags ORDER BY folded"_s;
    case Statement::DeleteTagsOf:
        return u"DELETE FROM conversation_tags WHERE conversation = (SELECT pk FROM conversations WHERE id = ?)"_s;
    case Statement::InsertTag:
        return u"INSERT INTO tags (name, folded) VALUES (?, ?) ON CONFLICT (folded) DO NOTHING"_s;
    case Statement::InsertConversationTag:
        return u"INSERT INTO conversation_tags (conversation, tag) SELECT c.pk, t.pk FROM conversations c CROSS JOIN tags t"
               " WHERE c.id = ? AND t.folded = ?"_s;
    case Statement::CountTagged:
        return u"SELECT count(*) FROM (SELECT 1 FROM conversation_tags WHERE tag = (SELECT pk FROM tags WHERE folded = ?) LIMIT ?)"_s;
    case Statement::SetTitleKey:
        return u"UPDATE conversations SET title_key = ? WHERE pk = ?"_s;
    case Statement::TitlesUpTo:
        return u"SELECT pk, title FROM conversations WHERE pk <= ? ORDER BY pk DESC LIMIT ?"_s;
    case Statement::AllTitles:
        return u"SELECT id, title, active_ms FROM conversations WHERE trashed_ms IS NULL"_s;

    case Statement::InsertMessage:
        // A key is never given again, not even that of a last row that has gone: children come after their parents,
        // also those that are put back.
        return u"INSERT INTO messages (pk, id, conversation, parent, depth, role, state, finish, refused, milestone, created_ms,"
               " updated_ms, device, service_id, model, request_id, error, prompt_tokens, completion_tokens, cached_tokens,"
               " reasoning_tokens, reasoning, content, first_token_ms, rest_ms, cost_nano, notices)"
               " SELECT 1 + max(coalesce((SELECT max(pk) FROM messages), 0),"
               " coalesce((SELECT value FROM progress WHERE name = 'last_message'), 0)),"
               " ?, c.pk, p.pk, coalesce(p.depth + 1, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
               " FROM conversations c LEFT JOIN messages p ON p.id = ? AND p.conversation = c.pk"
               " WHERE c.id = ? AND (p.pk IS NOT NULL OR ?)"_s;
    case Statement::DeleteMessage:
        return u"DELETE FROM messages WHERE id = ?"_s;
    case Statement::SelectMessage:
        return u"SELECT"_s + messageColumns() + u" FROM messages m WHERE m.id = ?"_s;
    case Statement::AppendToReply:
        return u"UPDATE messages SET content = content || ?, reasoning = reasoning || ?, updated_ms = ? WHERE id = ?"_s;
    case Statement::FinishReply:
        return u"UPDATE messages SET content = content || ?, reasoning = reasoning || ?, state = ?, finish = ?, refused = ?,"
               " error = ?, service_id = ?, model = ?, request_id = ?, prompt_tokens = ?, completion_tokens = ?, cached_tokens = ?,"
               " reasoning_tokens = ?, first_token_ms = ?, rest_ms = ?, cost_nano = ?, notices = ?, updated_ms = ?, device = ?"
               " WHERE id = ?"_s;
    case Statement::ResumeReply:
        return u"UPDATE messages SET state = ?, finish = 0, error = '', updated_ms = ? WHERE id = ?"_s;
    case Statement::TurnContentIntoReasoning:
        // As bytes: the length of a text ends at a NUL. Of no bytes substr() makes NULL.
        return u"UPDATE messages SET reasoning = reasoning"
               " || coalesce(CAST(substr(CAST(content AS BLOB), length(CAST(? AS BLOB)) + 1) AS TEXT), ''),"
               " content = ?, updated_ms = ? WHERE id = ?"_s;
    case Statement::SetContent:
        return u"UPDATE messages SET content = ?, updated_ms = ? WHERE id = ?"_s;
    case Statement::SetMilestone:
        return u"UPDATE messages SET milestone = ?, updated_ms = ?, device = ? WHERE id = ?"_s;
    case Statement::StreamingMessages:
        return u"SELECT id, content FROM messages WHERE state = 1"_s;
    case Statement::InterruptStreaming:
        return u"UPDATE messages SET state = ?, error = ?, updated_ms = ? WHERE state = 1"_s;
    case Statement::SelectBranch:
        // CROSS JOIN keeps the order: from the newest message upwards, one look-up each.
        return u"WITH RECURSIVE branch(pk, parent, depth) AS ("
               " SELECT pk, parent, depth FROM messages WHERE id = ?1"
               " UNION ALL"
               " SELECT m.pk, m.parent, m.depth FROM branch CROSS JOIN messages m ON m.pk = branch.parent AND m.pk < branch.pk WHERE branch.depth > ?2)"
               " SELECT"_s
               + messageColumns() + placeColumns() + u" FROM branch CROSS JOIN messages m ON m.pk = branch.pk WHERE branch.depth <= ?3"_s;
    case Statement::Alternatives:
        return u"SELECT s.id FROM messages m CROSS JOIN messages s ON s.parent IS m.parent AND s.conversation = m.conversation"
               " WHERE m.id = ? ORDER BY s.pk"_s;
    case Statement::LeafBelow:
        // A child is always stored after its parent, so the last one on the way down is the largest.
        return u"WITH RECURSIVE down(pk) AS ("
               " SELECT pk FROM messages WHERE id = ?"
               " UNION ALL"
               " SELECT (SELECT max(c.pk) FROM messages c WHERE c.parent = down.pk AND c.pk > down.pk) FROM down WHERE down.pk IS NOT NULL)"
               " SELECT m.id FROM messages m WHERE m.pk = (SELECT max(pk) FROM down)"_s;
    case Statement::MessagesAfter:
        return u"SELECT"_s + messageColumns()
               + u" FROM messages m WHERE m.conversation = (SELECT pk FROM conversations WHERE id = ?) AND m.pk > ?"
                 " ORDER BY m.pk LIMIT ?"_s;

    case Statement::BranchOutline:
        return u"WITH RECURSIVE branch(pk, parent) AS ("
               " SELECT pk, parent FROM messages WHERE id = ?"
               " UNION ALL"
               " SELECT m.pk, m.parent FROM branch CROSS JOIN messages m ON m.pk = branch.parent AND m.pk < branch.pk)"
               " SELECT m.id, m.depth, m.role, m.state, m.milestone, t.tokens FROM branch CROSS JOIN messages m ON m.pk = branch.pk"
               " LEFT JOIN token_counts t ON t.message = m.pk AND t.encoding = ?"_s;
    case Statement::MessageContent:
        return u"SELECT content FROM messages WHERE id = ?"_s;
    case Statement::SetNotices:
        return u"UPDATE messages SET notices = ?, updated_ms = ? WHERE id = ?"_s;
    case Statement::ReplaceTokenCount:
        return u"INSERT OR REPLACE INTO token_counts (message, encoding, tokens) SELECT pk, ?, ? FROM messages WHERE id = ?"_s;

    case Statement::TreeOfConversation:
        return u"SELECT pk, parent, id, role, state, milestone FROM messages"
               " WHERE conversation = (SELECT pk FROM conversations WHERE id = ?) ORDER BY pk"_s;
    case Statement::PreviewOfMessage:
        return u"SELECT role, state, service_id, model, created_ms, substr(content, 1, 200) FROM messages WHERE id = ?"_s;
    case Statement::TextsOfConversation:
        return u"SELECT id, content FROM messages WHERE conversation = (SELECT pk FROM conversations WHERE id = ?)"
               " ORDER BY pk"_s;

    case Statement::ReplaceRequest:
        return u"INSERT OR REPLACE INTO requests (message, sent_ms, recipe) SELECT pk, ?, ? FROM messages WHERE id = ?"_s;
    case Statement::SelectRequest:
        return u"SELECT sent_ms, recipe FROM requests WHERE message = (SELECT pk FROM messages WHERE id = ?)"_s;
    case Statement::SummariesOf:
        return u"SELECT s.id, m.id, m.depth, s.model, s.created_ms, s.text FROM summaries s CROSS JOIN messages m ON m.pk = s.last_message"
               " WHERE s.conversation = (SELECT pk FROM conversations WHERE id = ?) ORDER BY s.pk"_s;
    case Statement::InsertSummary:
        return u"INSERT INTO summaries (id, conversation, last_message, model, created_ms, text)"
               " SELECT ?, m.conversation, m.pk, ?, ?, ? FROM messages m WHERE m.id = ?"_s;

    case Statement::SelectReadingPosition:
        return u"SELECT m.id, m.depth, r.block, r.y FROM reading_positions r CROSS JOIN messages m ON m.id = r.message"
               " WHERE r.conversation = (SELECT pk FROM conversations WHERE id = ?)"_s;
    case Statement::ReplaceReadingPosition:
        return u"INSERT OR REPLACE INTO reading_positions (conversation, message, block, y)"
               " SELECT pk, ?, ?, ? FROM conversations WHERE id = ?"_s;
    case Statement::DeleteReadingPosition:
        return u"DELETE FROM reading_positions WHERE conversation = (SELECT pk FROM conversations WHERE id = ?)"_s;

    case Statement::SelectDraft:
        return u"SELECT text FROM drafts WHERE conversation_id = ?"_s;
    case Statement::ReplaceDraft:
        return u"INSERT OR REPLACE INTO drafts (conversation_id, text, updated_ms) VALUES (?, ?, ?)"_s;
    case Statement::DeleteDraft:
        return u"DELETE FROM drafts WHERE conversation_id = ?"_s;

    case Statement::ListServices:
        return u"SELECT id, name, base_url, api_kind, default_model, key_account, key_header, headers, connect_ms, first_byte_ms, idle_ms,"
               " ca_file, makes_titles, makes_summaries, background_model, strategy, checks_threads, thread_days, assistant,"
               " network FROM services ORDER BY id"_s;
    case Statement::ReplaceService:
        return u"INSERT OR REPLACE INTO services (id, name, base_url, api_kind, default_model, key_account, key_header, headers, connect_ms,"
               " first_byte_ms, idle_ms, ca_file, makes_titles, makes_summaries, background_model, strategy, checks_threads, thread_days,"
               " assistant, network, updated_ms, device)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
    case Statement::DeleteService:
        return u"DELETE FROM services WHERE id = ?"_s;
    case Statement::DeleteModelsOfService:
        return u"DELETE FROM models WHERE service_id = ?"_s;
    case Statement::ListModels:
        return u"SELECT name FROM models WHERE service_id = ? AND listed = 1 ORDER BY name"_s;
    case Statement::UnlistModels:
        return u"UPDATE models SET listed = 0 WHERE service_id = ?"_s;
    case Statement::ListModel:
        return u"INSERT INTO models (service_id, name, listed, quirks) VALUES (?, ?, 1, '{}')"
               " ON CONFLICT (service_id, name) DO UPDATE SET listed = 1"_s;
    case Statement::SelectQuirks:
        return u"SELECT quirks FROM models WHERE service_id = ? AND name = ?"_s;
    case Statement::ReplaceQuirks:
        return u"INSERT INTO models (service_id, name, listed, quirks) VALUES (?, ?, 0, ?)"
               " ON CONFLICT (service_id, name) DO UPDATE SET quirks = excluded.quirks"_s;

    case Statement::SelectDetails:
        return u"SELECT details FROM models WHERE service_id = ? AND name = ?"_s;
    case Statement::ReplaceDetails:
        return u"INSERT INTO models (service_id, name, listed, quirks, details) VALUES (?, ?, 0, '{}', ?)"
               " ON CONFLICT (service_id, name) DO UPDATE SET details = excluded.details"_s;

    case Statement::ServerThreadsOf:
        return u"SELECT t.id, t.service_id, t.strategy, t.remote_id, t.last_message, t.created_ms, t.used_ms, t.lost_ms,"
               " t.lost_reason, t.opening, t.pending FROM server_threads t WHERE t.conversation = (SELECT pk FROM conversations WHERE id = ?)"
               " ORDER BY t.pk"_s;
    case Statement::ReplaceServerThread:
        return u"INSERT INTO server_threads (id, conversation, service_id, strategy, remote_id, last_message,"
               " created_ms, used_ms, lost_ms, lost_reason, opening, pending)"
               " SELECT ?, c.pk, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM conversations c WHERE c.id = ?"
               " ON CONFLICT (id) DO UPDATE SET service_id = excluded.service_id, strategy = excluded.strategy,"
               " remote_id = excluded.remote_id, last_message = excluded.last_message, created_ms = excluded.created_ms,"
               " used_ms = excluded.used_ms, lost_ms = excluded.lost_ms, lost_reason = excluded.lost_reason,"
               " opening = excluded.opening, pending = excluded.pending WHERE conversation = excluded.conversation"_s;
    case Statement::DeleteServerThread:
        return u"DELETE FROM server_threads WHERE id = ? AND conversation = (SELECT pk FROM conversations WHERE id = ?)"_s;
    case Statement::SetThreadPending:
        return u"UPDATE server_threads SET pending = ? WHERE id = ?"_s;
    case Statement::SetThreadUsed:
        return u"UPDATE server_threads SET last_message = ?, used_ms = ?, remote_id = ?, opening = 0, pending = NULL"
               " WHERE id = ?"_s;
    case Statement::SetThreadLost:
        return u"UPDATE server_threads SET lost_ms = ?, lost_reason = ? WHERE id = ?"_s;
    case Statement::ReplaceResponse:
        return u"INSERT OR REPLACE INTO responses (message, thread, remote_id)"
               " SELECT m.pk, t.pk, ? FROM messages m CROSS JOIN server_threads t WHERE m.id = ? AND t.id = ?"_s;
    case Statement::ResponseAbove:
        return u"WITH RECURSIVE branch(pk, parent) AS ("
               " SELECT pk, parent FROM messages WHERE id = ?"
               " UNION ALL"
               " SELECT m.pk, m.parent FROM branch CROSS JOIN messages m ON m.pk = branch.parent AND m.pk < branch.pk)"
               " SELECT m.id, t.id, r.remote_id FROM branch CROSS JOIN responses r ON r.message = branch.pk"
               " CROSS JOIN server_threads t ON t.pk = r.thread CROSS JOIN messages m ON m.pk = branch.pk"
               " WHERE t.service_id = ? AND t.lost_ms IS NULL LIMIT 1"_s;
    case Statement::ForgetResponse:
        return u"DELETE FROM responses WHERE message = (SELECT pk FROM messages WHERE id = ?)"_s;

    case Statement::InsertUsage:
        return u"INSERT INTO usage (at_ms, conversation, service_id, model, purpose, prompt_tokens, completion_tokens, cached_tokens,"
               " reasoning_tokens, cost_nano)"
               " VALUES (?, (SELECT pk FROM conversations WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?)"_s;
    case Statement::DeleteUsage:
        return u"DELETE FROM usage WHERE pk = ?"_s;
    case Statement::UsageOfConversation:
        return u"SELECT"_s + usageSums() + u" FROM usage WHERE conversation = (SELECT pk FROM conversations WHERE id = ?)"_s;
    case Statement::UsageByMonth:
        return u"SELECT strftime('%Y-%m', at_ms / 1000, 'unixepoch', 'localtime'), service_id, model, purpose,"_s + usageSums()
               + u" FROM usage GROUP BY 1, 2, 3, 4"_s;
    case Statement::UsageOfReplies:
        return u"SELECT pk, at_ms, service_id, model, prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, cost_nano"
               " FROM usage WHERE purpose = 0"_s;
    case Statement::SetUsageOwner:
        return u"UPDATE usage SET conversation = (SELECT pk FROM conversations WHERE id = ?) WHERE pk = ? AND conversation IS NULL"_s;
    case Statement::CreateRemovedMessages:
        return u"CREATE TEMP TABLE IF NOT EXISTS removed_messages AS SELECT 0 AS removal, pk, id AS parent_id,"_s + ownColumns()
               + u" FROM messages WHERE 0"_s;
    case Statement::CreateRemovedAttachments:
        return u"CREATE TEMP TABLE IF NOT EXISTS removed_attachments AS"
               " SELECT 0 AS removal, id, id AS message_id, name, media_type, data FROM attachments WHERE 0"_s;
    case Statement::CreateRemovedRequests:
        return u"CREATE TEMP TABLE IF NOT EXISTS removed_requests AS"
               " SELECT 0 AS removal, recipe AS message_id, sent_ms, recipe FROM requests WHERE 0"_s;
    case Statement::CreateRemovedParents: // of the messages that were moved up
        return u"CREATE TEMP TABLE IF NOT EXISTS removed_parents (removal INTEGER, message_id BLOB, parent_id BLOB)"_s;
    case Statement::CreateRemovals:
        return u"CREATE TEMP TABLE IF NOT EXISTS removals"
               " (removal INTEGER PRIMARY KEY, conversation INTEGER, message_id BLOB, leaf BLOB, leaf_after BLOB)"_s;
    case Statement::InsertRemoval:
        return u"INSERT INTO temp.removals SELECT ?, conversation, id, ?, ? FROM messages WHERE id = ?"_s;
    case Statement::KeepLastKey:
        return u"INSERT INTO progress (name, value) SELECT 'last_message', max(pk) FROM messages WHERE true"
               " ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)"_s;
    case Statement::FindRemoval: // as long as the conversation is the one that it was
        return u"SELECT r.message_id, EXISTS (SELECT 1 FROM messages m WHERE m.conversation = r.conversation AND m.state = 1)"
               " FROM temp.removals r CROSS JOIN conversations c ON c.id = ? AND c.pk = r.conversation WHERE r.removal = ?"_s;
    case Statement::LoseThreadsWith:
        return subtreeOf(u"1"_s)
               + u", gone(id, conversation) AS (SELECT m.id, m.conversation FROM below CROSS JOIN messages m ON m.pk = below.pk)"
                 " UPDATE server_threads SET lost_ms = ?2, lost_reason = ?3 WHERE lost_ms IS NULL"
                 " AND conversation IN (SELECT conversation FROM gone)"
                 " AND (pending IS NOT NULL OR last_message IN (SELECT id FROM gone))"_s;
    case Statement::LoseThreadsOf:
        return u"UPDATE server_threads SET lost_ms = ?, lost_reason = ? WHERE lost_ms IS NULL"
               " AND conversation = (SELECT pk FROM conversations WHERE id = ?)"_s;
    case Statement::ForgetResponsesWith:
        return u"DELETE FROM responses WHERE message IN ("_s + subtreeOf(u"1"_s) + u" SELECT pk FROM below)"_s;
    case Statement::ForgetSummariesWith: // they tell of it
        return u"DELETE FROM summaries WHERE last_message IN ("_s + subtreeOf(u"1"_s) + u" SELECT pk FROM below)"_s;
    case Statement::KeepRemovedMessage:
        return u"INSERT INTO temp.removed_messages"
               " SELECT ?, pk, (SELECT p.id FROM messages p WHERE p.pk = messages.parent),"_s
               + ownColumns() + u" FROM messages WHERE id = ?"_s;
    case Statement::KeepRemovedBranch:
        return u"INSERT INTO temp.removed_messages"
               " SELECT ?1, pk, (SELECT p.id FROM messages p WHERE p.pk = messages.parent),"_s
               + ownColumns() + u" FROM messages WHERE pk IN ("_s + subtreeOf(u"2"_s) + u" SELECT pk FROM below)"_s;
    case Statement::KeepRemovedParents:
        return u"INSERT INTO temp.removed_parents SELECT ?, c.id, m.id FROM messages m CROSS JOIN messages c ON c.parent = m.pk"
               " WHERE m.id = ?"_s;
    case Statement::KeepRemovedAttachments:
        return u"INSERT INTO temp.removed_attachments SELECT r.removal, a.id, r.id, a.name, a.media_type, a.data"
               " FROM temp.removed_messages r CROSS JOIN attachments a ON a.message = r.pk WHERE r.removal = ?"_s;
    case Statement::KeepRemovedRequests:
        return u"INSERT INTO temp.removed_requests SELECT r.removal, r.id, q.sent_ms, q.recipe"
               " FROM temp.removed_messages r CROSS JOIN requests q ON q.message = r.pk WHERE r.removal = ?"_s;
    case Statement::MoveChildrenUp:
        return u"UPDATE messages SET parent = (SELECT p.parent FROM messages p WHERE p.pk = messages.parent)"
               " WHERE parent = (SELECT pk FROM messages WHERE id = ?)"_s;
    case Statement::ShiftDepthsBelow:
        return u"UPDATE messages SET depth = depth + ?1 WHERE pk IN ("_s + subtreeOf(u"2"_s)
               + u" SELECT m.pk FROM below CROSS JOIN messages m ON m.parent = below.pk)"_s;
    case Statement::DeleteRemoved:
        return u"DELETE FROM messages WHERE pk IN (SELECT pk FROM temp.removed_messages WHERE removal = ?)"_s;
    case Statement::PutMessagesBack:
        return u"INSERT INTO messages (pk,"_s + ownColumns() + u") SELECT pk,"_s + ownColumns()
               + u" FROM temp.removed_messages WHERE removal = ?"_s;
    case Statement::PutParentsBack:
        return u"WITH back(id, parent) AS (SELECT r.id, (SELECT p.pk FROM messages p WHERE p.id = r.parent_id)"
               " FROM temp.removed_messages r WHERE r.removal = ?)"
               " UPDATE messages SET parent = (SELECT back.parent FROM back WHERE back.id = messages.id)"
               " WHERE id IN (SELECT id FROM back)"_s;
    case Statement::PutAttachmentsBack:
        return u"INSERT INTO attachments (id, message, name, media_type, data)"
               " SELECT r.id, (SELECT m.pk FROM messages m WHERE m.id = r.message_id), r.name, r.media_type, r.data"
               " FROM temp.removed_attachments r WHERE r.removal = ? ORDER BY r.rowid"_s;
    case Statement::PutRequestsBack:
        return u"INSERT INTO requests (message, sent_ms, recipe)"
               " SELECT (SELECT m.pk FROM messages m WHERE m.id = r.message_id), r.sent_ms, r.recipe"
               " FROM temp.removed_requests r WHERE r.removal = ?"_s;
    case Statement::MoveChildrenBack:
        return u"WITH moved(id, parent) AS (SELECT r.message_id, (SELECT p.pk FROM messages p WHERE p.id = r.parent_id)"
               " FROM temp.removed_parents r WHERE r.removal = ?)"
               " UPDATE messages SET parent = (SELECT moved.parent FROM moved WHERE moved.id = messages.id)"
               " WHERE id IN (SELECT id FROM moved)"_s;
    case Statement::ShiftDepthsBack: // as deep as their parents say
        return u"WITH RECURSIVE below(pk, depth) AS ("
               " SELECT m.pk, m.depth FROM temp.removals r CROSS JOIN messages m ON m.id = r.message_id WHERE r.removal = ?"
               " UNION ALL"
               " SELECT m.pk, below.depth + 1 FROM below CROSS JOIN messages m ON m.parent = below.pk AND m.pk > below.pk)"
               " UPDATE messages SET depth = (SELECT below.depth FROM below WHERE below.pk = messages.pk)"
               " WHERE pk IN (SELECT pk FROM below)"_s;
    case Statement::PutLeafBack:
        return u"WITH back(leaf, leaf_after) AS (SELECT (SELECT m.pk FROM messages m WHERE m.id = r.leaf),"
               " (SELECT m.pk FROM messages m WHERE m.id = r.leaf_after) FROM temp.removals r WHERE r.removal = ?)"
               " UPDATE conversations SET leaf = (SELECT leaf FROM back), updated_ms = max(updated_ms + 1, ?), device = ?"
               " WHERE id = ? AND leaf IS (SELECT leaf_after FROM back)"_s;
    case Statement::RemovedTexts:
        return u"SELECT id, content FROM temp.removed_messages WHERE removal = ?"_s;
    case Statement::ForgetRemovedMessages:
        return u"DELETE FROM temp.removed_messages WHERE removal = ?"_s;
    case Statement::ForgetRemovedAttachments:
        return u"DELETE FROM temp.removed_attachments WHERE removal = ?"_s;
    case Statement::ForgetRemovedRequests:
        return u"DELETE FROM temp.removed_requests WHERE removal = ?"_s;
    case Statement::ForgetRemovedParents:
        return u"DELETE FROM temp.removed_parents WHERE removal = ?"_s;
    case Statement::ForgetRemoval:
        return u"DELETE FROM temp.removals WHERE removal = ?"_s;

    case Statement::AttachmentsOf:
        return u"SELECT a.id, a.name, a.media_type, a.data FROM attachments a"
               " WHERE a.message = (SELECT pk FROM messages WHERE id = ?) ORDER BY a.pk"_s;
    case Statement::AttachmentData:
        return u"SELECT data FROM attachments WHERE id = ?"_s;
    case Statement::AttachmentOwner:
        return u"SELECT m.id FROM attachments a CROSS JOIN messages m ON m.pk = a.message WHERE a.id = ?"_s;
    case Statement::AttachmentOwners:
        return u"SELECT m.id FROM messages m WHERE m.conversation = (SELECT pk FROM conversations WHERE id = ?)"
               " AND EXISTS (SELECT 1 FROM attachments a WHERE a.message = m.pk)"_s;
    case Statement::InsertAttachment:
        return u"INSERT INTO attachments (id, message, name, media_type, data)"
               " SELECT ?, m.pk, ?, ?, ? FROM messages m WHERE m.id = ?"_s;

    // CROSS JOIN walks the index newest first and stops at the limit; ranking would read every match.
    case Statement::SearchTitles:
        return u"SELECT"_s + summaryColumns()
               + u" FROM titles_fts CROSS JOIN conversations c ON c.pk = titles_fts.rowid"
                 " WHERE titles_fts MATCH ? AND c.trashed_ms IS NULL"_s
               + organizingFilters() + u" ORDER BY titles_fts.rowid DESC LIMIT ?"_s;
    case Statement::SearchOrganized:
        return u"SELECT"_s + summaryColumns()
               + u" FROM conversations c WHERE c.trashed_ms IS NULL"
                 " AND c.pinned = coalesce(?, c.pinned) AND c.archived = coalesce(?, c.archived)"_s
               + organizingFilters() + u" ORDER BY c.active_ms DESC LIMIT ?"_s;
    case Statement::SearchMessages:
        return u"SELECT"_s + summaryColumns()
               + u", m.id, m.pk FROM messages_fts CROSS JOIN messages m ON m.pk = messages_fts.rowid"
                 " CROSS JOIN conversations c ON c.pk = m.conversation"
                 " WHERE messages_fts MATCH ? AND c.trashed_ms IS NULL"
                 " ORDER BY messages_fts.rowid DESC LIMIT ?"_s;
    case Statement::SearchFiltered:
        return u"SELECT"_s + summaryColumns()
               + u", m.id, m.pk FROM messages_fts CROSS JOIN messages m ON m.pk = messages_fts.rowid"
                 " CROSS JOIN conversations c ON c.pk = m.conversation"
                 " WHERE messages_fts MATCH ? AND c.trashed_ms IS NULL"_s
               + searchFilters() + u" ORDER BY messages_fts.rowid DESC LIMIT ?"_s;
    case Statement::SearchRecent:
        return u"SELECT"_s + summaryColumns()
               + u", m.id, m.pk FROM messages m CROSS JOIN conversations c ON c.pk = m.conversation"
                 " WHERE c.trashed_ms IS NULL"_s
               + searchFilters() + u" ORDER BY m.pk DESC LIMIT ?"_s;
    case Statement::SearchCharacters:
        return u"SELECT"_s + summaryColumns()
               + u", m.id, m.pk, m.content FROM characters_fts CROSS JOIN messages m ON m.pk = characters_fts.rowid"
                 " CROSS JOIN conversations c ON c.pk = m.conversation"
                 " WHERE characters_fts MATCH ? AND c.trashed_ms IS NULL"_s
               + searchFilters() + u" ORDER BY characters_fts.rowid DESC LIMIT ?"_s;
    case Statement::SearchNames:
        return u"SELECT"_s + summaryColumns()
               + u", m.id, m.pk, m.content FROM names_fts CROSS JOIN messages m ON m.pk = names_fts.rowid"
                 " CROSS JOIN conversations c ON c.pk = m.conversation"
                 " WHERE names_fts MATCH ? AND c.trashed_ms IS NULL"_s
               + searchFilters() + u" ORDER BY names_fts.rowid DESC LIMIT ?"_s;
    case Statement::InsertSearchParts:
        return u"INSERT INTO search_parts (message, characters, names) SELECT pk, ?, ? FROM messages WHERE id = ?"
               " ON CONFLICT (message) DO NOTHING"_s;
    case Statement::MessagesWithoutParts:
        return u"SELECT pk, id, content FROM messages WHERE pk <= ? AND state <> 1 ORDER BY pk DESC LIMIT ?"_s;
    case Statement::SetProgress:
        return u"UPDATE progress SET value = ? WHERE name = ?"_s;
    case Statement::SelectProgress:
        return u"SELECT value FROM progress WHERE name = ?"_s;
    case Statement::ReplaceProgress:
        return u"INSERT OR REPLACE INTO progress (name, value) VALUES (?, ?)"_s;
    case Statement::NewestMessageTime:
        return u"SELECT updated_ms FROM messages WHERE pk = (SELECT max(pk) FROM messages)"_s;
    // A snippet costs as much as finding a hundred rows, so only those that are shown get one.
    case Statement::SearchSnippets:
        return u"SELECT rowid, CASE WHEN rowid IN (SELECT value FROM json_each(?))"
               " THEN snippet(messages_fts, 0, char(0xE000), char(0xE001), '…', 12) END"
               " FROM messages_fts WHERE messages_fts MATCH ? AND rowid BETWEEN ? AND ?"_s;
    }
    Q_UNREACHABLE();
}


QString sqlOf(const ListQuery &query, bool isRare)
{
    const bool isByTitle = query.order == ListOrder::Title && query.list != ConversationList::Trash;
    const QString column = query.list == ConversationList::Trash ? u"c.trashed_ms"_s
        : isByTitle                                              ? u"c.title_key"_s
        : query.order == ListOrder::Creation                     ? u"c.created_ms"_s
                                                                 : u"c.active_ms"_s;
    const bool isTag = query.place.kind == Place::Kind::Tag;
    const bool isFolder = query.place.kind == Place::Kind::Folder || query.place.kind == Place::Kind::NoFolder;
    const QString tag = u"ct.tag = (SELECT pk FROM tags WHERE folded = ?)"_s;

    QString sql = u"SELECT"_s + summaryColumns() + u", "_s + column;
    sql += isTag && isRare ? u" FROM conversation_tags ct CROSS JOIN conversations c ON c.pk = ct.conversation WHERE "_s + tag + u" AND "_s
                           : u" FROM conversations c WHERE "_s;
    sql += query.list == ConversationList::Trash ? u"c.trashed_ms IS NOT NULL"_s
                                                 : u"c.trashed_ms IS NULL AND c.archived = ? AND c.pinned = ?"_s;
    if (isTag && !isRare)
        sql += u" AND EXISTS (SELECT 1 FROM conversation_tags ct WHERE ct.conversation = c.pk AND "_s + tag + u")"_s;
    if (isFolder)
        sql += u" AND c.folder IS (SELECT pk FROM folders WHERE id = ?)"_s;
    const QString direction = isByTitle ? u""_s : u" DESC"_s;
    sql += u" AND ("_s + column + u", c.pk) "_s + (isByTitle ? u">"_s : u"<"_s) + u" (?, ?) ORDER BY "_s + column + direction
        + u", c.pk"_s + direction + u" LIMIT ?"_s;
    return sql;
}
// clang-format on

} // namespace bobbin
