#include "schema_p.h"

#include "core/logging.h"
#include "database_p.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// Rows refer to each other by `pk`, which is private to the file; outside it they are known by `id`, a
// UUIDv7 of 16 bytes. Times (…_ms) are UTC milliseconds since 1970-01-01T00:00Z. updated_ms and device
// say when and where a row last changed, which merging the histories of two machines needs: each change is
// later than the one before, also if the clock was set back.
// clang-format off: SQL is laid out by hand
const QStringList &firstVersion()
{
    static const QStringList statements {
        u"CREATE TABLE devices ("
        "  pk INTEGER PRIMARY KEY,"
        "  id BLOB NOT NULL UNIQUE)"_s,
        u"CREATE TABLE services ("
        "  id BLOB PRIMARY KEY NOT NULL,"
        "  name TEXT NOT NULL,"
        "  base_url TEXT NOT NULL,"
        "  api_kind INTEGER NOT NULL,"
        "  default_model TEXT NOT NULL,"
        "  key_account TEXT NOT NULL,"
        "  key_header TEXT NOT NULL,"
        "  headers TEXT NOT NULL," // JSON array of [name, value]
        "  connect_ms INTEGER NOT NULL,"
        "  first_byte_ms INTEGER NOT NULL,"
        "  idle_ms INTEGER NOT NULL,"
        "  ca_file TEXT NOT NULL,"
        "  makes_titles INTEGER NOT NULL,"
        "  updated_ms INTEGER NOT NULL,"
        "  device INTEGER NOT NULL REFERENCES devices(pk)) WITHOUT ROWID"_s,
        u"CREATE TABLE models ("
        "  service_id BLOB NOT NULL,"
        "  name TEXT NOT NULL,"
        "  listed INTEGER NOT NULL," // whether the service's newest list has it
        "  quirks TEXT NOT NULL,"    // JSON: what was learned about its parameters
        "  PRIMARY KEY (service_id, name)) WITHOUT ROWID"_s,
        u"CREATE TABLE conversations ("
        "  pk INTEGER PRIMARY KEY,"
        "  id BLOB NOT NULL UNIQUE,"
        "  title TEXT NOT NULL,"
        "  title_source INTEGER NOT NULL,"
        "  service_id BLOB," // not a foreign key: a service may be removed, the history stays
        "  model TEXT NOT NULL,"
        "  instructions TEXT NOT NULL,"
        "  parameters TEXT NOT NULL," // JSON object
        "  leaf INTEGER,"             // messages.pk
        "  pinned INTEGER NOT NULL,"
        "  archived INTEGER NOT NULL,"
        "  trashed_ms INTEGER,"
        "  created_ms INTEGER NOT NULL,"
        "  active_ms INTEGER NOT NULL,"
        "  updated_ms INTEGER NOT NULL,"
        "  device INTEGER NOT NULL REFERENCES devices(pk))"_s,
        u"CREATE INDEX conversations_current ON conversations(pinned DESC, active_ms DESC, pk DESC)"
        "  WHERE trashed_ms IS NULL AND archived = 0"_s,
        u"CREATE INDEX conversations_archived ON conversations(active_ms DESC, pk DESC)"
        "  WHERE trashed_ms IS NULL AND archived = 1"_s,
        u"CREATE INDEX conversations_trashed ON conversations(trashed_ms DESC, pk DESC)"
        "  WHERE trashed_ms IS NOT NULL"_s,
        // The parent is checked at the end of the transaction: deleting a conversation removes a tree of
        // any depth, and a cascade along it would exceed SQLite's limit of 1000 nested triggers.
        u"CREATE TABLE messages ("
        "  pk INTEGER PRIMARY KEY,"
        "  id BLOB NOT NULL UNIQUE,"
        "  conversation INTEGER NOT NULL REFERENCES conversations(pk) ON DELETE CASCADE,"
        "  parent INTEGER REFERENCES messages(pk) DEFERRABLE INITIALLY DEFERRED,"
        "  depth INTEGER NOT NULL,"
        "  role INTEGER NOT NULL,"
        "  state INTEGER NOT NULL,"
        "  finish INTEGER NOT NULL,"
        "  refused INTEGER NOT NULL,"
        "  milestone INTEGER NOT NULL,"
        "  created_ms INTEGER NOT NULL,"
        "  updated_ms INTEGER NOT NULL,"
        "  device INTEGER NOT NULL REFERENCES devices(pk),"
        "  service_id BLOB,"
        "  model TEXT NOT NULL,"
        "  request_id TEXT NOT NULL,"
        "  error TEXT NOT NULL,"
        "  prompt_tokens INTEGER,"
        "  completion_tokens INTEGER,"
        "  cached_tokens INTEGER,"
        "  reasoning_tokens INTEGER,"
        "  reasoning TEXT NOT NULL,"
        "  content TEXT NOT NULL)"_s,
        u"CREATE INDEX messages_by_parent ON messages(parent, conversation)"_s,
        u"CREATE INDEX messages_by_conversation ON messages(conversation)"_s,
        u"CREATE INDEX messages_streaming ON messages(state) WHERE state = 1"_s,
        u"CREATE INDEX messages_milestones ON messages(conversation) WHERE milestone = 1"_s,
        u"CREATE TABLE attachments ("
        "  pk INTEGER PRIMARY KEY,"
        "  id BLOB NOT NULL UNIQUE,"
        "  message INTEGER NOT NULL REFERENCES messages(pk) ON DELETE CASCADE,"
        "  name TEXT NOT NULL,"
        "  media_type TEXT NOT NULL,"
        "  data BLOB NOT NULL)"_s,
        u"CREATE INDEX attachments_by_message ON attachments(message)"_s,
        u"CREATE TABLE server_threads ("
        "  pk INTEGER PRIMARY KEY,"
        "  id BLOB NOT NULL UNIQUE,"
        "  conversation INTEGER NOT NULL REFERENCES conversations(pk) ON DELETE CASCADE,"
        "  service_id BLOB,"
        "  strategy TEXT NOT NULL,"
        "  remote_id TEXT NOT NULL,"
        "  last_message BLOB," // messages.id of the newest one the server is known to hold
        "  created_ms INTEGER NOT NULL,"
        "  used_ms INTEGER NOT NULL,"
        "  lost_ms INTEGER,"
        "  lost_reason TEXT NOT NULL)"_s,
        u"CREATE INDEX server_threads_by_conversation ON server_threads(conversation)"_s,
        // The null UUID keeps the draft of the conversation that has not begun.
        u"CREATE TABLE drafts ("
        "  conversation_id BLOB PRIMARY KEY NOT NULL,"
        "  text TEXT NOT NULL,"
        "  updated_ms INTEGER NOT NULL) WITHOUT ROWID"_s,
        u"CREATE TABLE tombstones ("
        "  id BLOB PRIMARY KEY NOT NULL,"
        "  kind INTEGER NOT NULL,"
        "  deleted_ms INTEGER NOT NULL,"
        "  device INTEGER NOT NULL REFERENCES devices(pk)) WITHOUT ROWID"_s,

        u"CREATE VIRTUAL TABLE titles_fts USING fts5(title, content='conversations', content_rowid='pk',"
        "  tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"_s,
        u"CREATE TRIGGER titles_fts_insert AFTER INSERT ON conversations BEGIN"
        "  INSERT INTO titles_fts(rowid, title) VALUES (new.pk, new.title); END"_s,
        u"CREATE TRIGGER titles_fts_delete AFTER DELETE ON conversations BEGIN"
        "  INSERT INTO titles_fts(titles_fts, rowid, title) VALUES ('delete', old.pk, old.title); END"_s,
        u"CREATE TRIGGER titles_fts_update AFTER UPDATE OF title ON conversations BEGIN"
        "  INSERT INTO titles_fts(titles_fts, rowid, title) VALUES ('delete', old.pk, old.title);"
        "  INSERT INTO titles_fts(rowid, title) VALUES (new.pk, new.title); END"_s,

        // A reply is indexed once, when it has ended (state 1 is Streaming), not at each check-point.
        u"CREATE VIRTUAL TABLE messages_fts USING fts5(content, content='messages', content_rowid='pk',"
        "  tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"_s,
        u"CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages WHEN new.state <> 1 BEGIN"
        "  INSERT INTO messages_fts(rowid, content) VALUES (new.pk, new.content); END"_s,
        u"CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages WHEN old.state <> 1 BEGIN"
        "  INSERT INTO messages_fts(messages_fts, rowid, content) VALUES ('delete', old.pk, old.content); END"_s,
        u"CREATE TRIGGER messages_fts_forget AFTER UPDATE OF content, state ON messages"
        "  WHEN old.state <> 1 AND (new.state = 1 OR new.content <> old.content) BEGIN"
        "  INSERT INTO messages_fts(messages_fts, rowid, content) VALUES ('delete', old.pk, old.content); END"_s,
        u"CREATE TRIGGER messages_fts_learn AFTER UPDATE OF content, state ON messages"
        "  WHEN new.state <> 1 AND (old.state = 1 OR new.content <> old.content) BEGIN"
        "  INSERT INTO messages_fts(rowid, content) VALUES (new.pk, new.content); END"_s,
        u"PRAGMA application_id = %1"_s.arg(ApplicationId),
    };
    return statements;
}

// What a server holds of a conversation, what is sent of it, and what that costs.
const QStringList &secondVersion()
{
    static const QStringList statements {
        u"ALTER TABLE services ADD COLUMN makes_summaries INTEGER NOT NULL DEFAULT 1"_s,
        u"ALTER TABLE services ADD COLUMN background_model TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE services ADD COLUMN strategy TEXT NOT NULL DEFAULT ''"_s, // empty: the API's first
        u"ALTER TABLE services ADD COLUMN checks_threads INTEGER NOT NULL DEFAULT 0"_s,
        u"ALTER TABLE services ADD COLUMN thread_days INTEGER NOT NULL DEFAULT 30"_s,
        u"ALTER TABLE services ADD COLUMN assistant TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE models ADD COLUMN details TEXT NOT NULL DEFAULT '{}'"_s, // JSON: window, prices
        u"ALTER TABLE conversations ADD COLUMN strategy TEXT NOT NULL DEFAULT ''"_s, // empty: the service's
        u"ALTER TABLE messages ADD COLUMN first_token_ms INTEGER"_s, // how long it took
        u"ALTER TABLE messages ADD COLUMN rest_ms INTEGER"_s,
        u"ALTER TABLE messages ADD COLUMN cost_nano INTEGER"_s, // billionths of a US dollar
        u"ALTER TABLE messages ADD COLUMN notices TEXT NOT NULL DEFAULT ''"_s, // JSON array; empty for none
        u"ALTER TABLE server_threads ADD COLUMN opening INTEGER NOT NULL DEFAULT 0"_s, // not yet filled
        u"ALTER TABLE server_threads ADD COLUMN pending BLOB"_s, // messages.id of what it may hold or not
        // The server's name for a reply, from which the next request can go on.
        u"CREATE TABLE responses ("
        "  message INTEGER PRIMARY KEY REFERENCES messages(pk) ON DELETE CASCADE,"
        "  thread INTEGER NOT NULL REFERENCES server_threads(pk) ON DELETE CASCADE,"
        "  remote_id TEXT NOT NULL)"_s,
        u"CREATE INDEX responses_by_thread ON responses(thread)"_s,
        // How the request for a reply was made up.
        u"CREATE TABLE requests ("
        "  message INTEGER PRIMARY KEY REFERENCES messages(pk) ON DELETE CASCADE,"
        "  sent_ms INTEGER NOT NULL,"
        "  recipe TEXT NOT NULL)"_s,
        // A summary stands for everything from the first message of the branch to last_message.
        u"CREATE TABLE summaries ("
        "  pk INTEGER PRIMARY KEY,"
        "  id BLOB NOT NULL UNIQUE,"
        "  conversation INTEGER NOT NULL REFERENCES conversations(pk) ON DELETE CASCADE,"
        "  last_message INTEGER NOT NULL REFERENCES messages(pk) ON DELETE CASCADE,"
        "  model TEXT NOT NULL,"
        "  created_ms INTEGER NOT NULL,"
        "  text TEXT NOT NULL)"_s,
        u"CREATE INDEX summaries_by_conversation ON summaries(conversation)"_s,
        u"CREATE INDEX summaries_by_message ON summaries(last_message)"_s,
        u"CREATE TABLE token_counts ("
        "  message INTEGER NOT NULL REFERENCES messages(pk) ON DELETE CASCADE,"
        "  encoding INTEGER NOT NULL,"
        "  tokens INTEGER NOT NULL,"
        "  PRIMARY KEY (message, encoding)) WITHOUT ROWID"_s,
        u"CREATE TRIGGER token_counts_forget AFTER UPDATE OF content ON messages WHEN new.content <> old.content BEGIN"
        "  DELETE FROM token_counts WHERE message = old.pk; END"_s,
        // Every request that cost something; what it was for may be deleted, what it cost stays.
        u"CREATE TABLE usage ("
        "  pk INTEGER PRIMARY KEY,"
        "  at_ms INTEGER NOT NULL,"
        "  conversation INTEGER REFERENCES conversations(pk) ON DELETE SET NULL,"
        "  service_id BLOB,"
        "  model TEXT NOT NULL,"
        "  purpose INTEGER NOT NULL,"
        "  prompt_tokens INTEGER,"
        "  completion_tokens INTEGER,"
        "  cached_tokens INTEGER,"
        "  reasoning_tokens INTEGER,"
        "  cost_nano INTEGER)"_s,
        u"CREATE INDEX usage_by_conversation ON usage(conversation)"_s,
        u"INSERT INTO usage (at_ms, conversation, service_id, model, purpose, prompt_tokens, completion_tokens,"
        "  cached_tokens, reasoning_tokens)"
        "  SELECT created_ms, conversation, service_id, model, 0, prompt_tokens, completion_tokens, cached_tokens,"
        "  reasoning_tokens FROM messages WHERE prompt_tokens IS NOT NULL OR completion_tokens IS NOT NULL"_s,
    };
    return statements;
}

// Finds what words cannot: scripts that put no spaces between them, and parts of names in code.
const QStringList &thirdVersion()
{
    static const QStringList statements {
        u"CREATE TABLE search_parts ("
        "  message INTEGER PRIMARY KEY REFERENCES messages(pk) ON DELETE CASCADE,"
        "  characters TEXT NOT NULL," // a space between any two
        "  names TEXT NOT NULL)"_s,
        u"CREATE VIRTUAL TABLE characters_fts USING fts5(characters, content='search_parts', content_rowid='message',"
        "  tokenize='unicode61 remove_diacritics 2')"_s,
        u"CREATE VIRTUAL TABLE names_fts USING fts5(names, content='search_parts', content_rowid='message', tokenize='trigram')"_s,
        u"CREATE TRIGGER search_parts_insert AFTER INSERT ON search_parts BEGIN"
        "  INSERT INTO characters_fts(rowid, characters) VALUES (new.message, new.characters);"
        "  INSERT INTO names_fts(rowid, names) VALUES (new.message, new.names); END"_s,
        u"CREATE TRIGGER search_parts_delete AFTER DELETE ON search_parts BEGIN"
        "  INSERT INTO characters_fts(characters_fts, rowid, characters) VALUES ('delete', old.message, old.characters);"
        "  INSERT INTO names_fts(names_fts, rowid, names) VALUES ('delete', old.message, old.names); END"_s,
        u"CREATE TRIGGER search_parts_forget AFTER UPDATE OF content ON messages WHEN new.content <> old.content BEGIN"
        "  DELETE FROM search_parts WHERE message = old.pk; END"_s,
        // The messages that were there before are gone through in the background.
        u"CREATE TABLE progress ("
        "  name TEXT PRIMARY KEY NOT NULL,"
        "  value INTEGER NOT NULL) WITHOUT ROWID"_s,
        u"INSERT INTO progress (name, value) SELECT 'search_parts', coalesce(max(pk), 0) FROM messages"_s,
    };
    return statements;
}

// What puts conversations in order: folders, tags, and lists in several orders, of which each page is read from
// an index.
const QStringList &fourthVersion()
{
    static const QStringList statements {
        u"CREATE TABLE folders ("
        "  pk INTEGER PRIMARY KEY,"
        "  id BLOB NOT NULL UNIQUE,"
        "  name TEXT NOT NULL,"
        "  position INTEGER NOT NULL,"
        "  updated_ms INTEGER NOT NULL,"
        "  device INTEGER NOT NULL REFERENCES devices(pk))"_s,
        u"CREATE INDEX folders_by_position ON folders(position)"_s,
        u"ALTER TABLE conversations ADD COLUMN folder INTEGER REFERENCES folders(pk) ON DELETE SET NULL"_s,
        // What titleKey() makes of the title, in the language that progress has as 'title_language'.
        u"ALTER TABLE conversations ADD COLUMN title_key BLOB NOT NULL DEFAULT x''"_s,
        u"INSERT INTO progress (name, value) SELECT 'title_keys', coalesce(max(pk), 0) FROM conversations"_s,
        u"INSERT INTO progress (name, value) VALUES ('title_language', 0)"_s,
        // A tag is there as long as a conversation has it.
        u"CREATE TABLE tags ("
        "  pk INTEGER PRIMARY KEY,"
        "  name TEXT NOT NULL,"
        "  folded TEXT NOT NULL UNIQUE)"_s, // what spellings of one tag have in common
        u"CREATE TABLE conversation_tags ("
        "  conversation INTEGER NOT NULL REFERENCES conversations(pk) ON DELETE CASCADE,"
        "  tag INTEGER NOT NULL REFERENCES tags(pk) ON DELETE CASCADE,"
        "  PRIMARY KEY (conversation, tag)) WITHOUT ROWID"_s,
        u"CREATE INDEX conversation_tags_by_tag ON conversation_tags(tag)"_s,
        u"CREATE TRIGGER tags_forget AFTER DELETE ON conversation_tags"
        "  WHEN NOT EXISTS (SELECT 1 FROM conversation_tags WHERE tag = old.tag) BEGIN"
        "  DELETE FROM tags WHERE pk = old.tag; END"_s,
        // Where the reader was, if not at the end.
        u"CREATE TABLE reading_positions ("
        "  conversation INTEGER PRIMARY KEY REFERENCES conversations(pk) ON DELETE CASCADE,"
        "  message BLOB NOT NULL," // messages.id
        "  block INTEGER NOT NULL,"
        "  y INTEGER NOT NULL)"_s,
        u"CREATE INDEX conversations_by_folder ON conversations(folder) WHERE folder IS NOT NULL"_s,
        u"DROP INDEX conversations_current"_s,
        u"DROP INDEX conversations_archived"_s,
        u"CREATE INDEX conversations_by_activity ON conversations(archived, pinned, active_ms, pk) WHERE trashed_ms IS NULL"_s,
        u"CREATE INDEX conversations_by_creation ON conversations(archived, pinned, created_ms, pk) WHERE trashed_ms IS NULL"_s,
        u"CREATE INDEX conversations_by_title ON conversations(archived, pinned, title_key, pk) WHERE trashed_ms IS NULL"_s,
        u"CREATE INDEX folders_by_activity ON conversations(folder, archived, pinned, active_ms, pk) WHERE trashed_ms IS NULL"_s,
        u"CREATE INDEX folders_by_creation ON conversations(folder, archived, pinned, created_ms, pk) WHERE trashed_ms IS NULL"_s,
        u"CREATE INDEX folders_by_title ON conversations(folder, archived, pinned, title_key, pk) WHERE trashed_ms IS NULL"_s,
    };
    return statements;
}

// Proxies and whom to trust, as networkOptionsFromJson() reads it.
const QStringList &fifthVersion()
{
    static const QStringList statements {
        u"ALTER TABLE services ADD COLUMN network TEXT NOT NULL DEFAULT '{}'"_s,
    };
    return statements;
}
// clang-format on

// steps()[n] takes the schema from version n to version n + 1. Steps are only ever appended: a
// released step is part of the file format.
const QList<QStringList> &steps()
{
    static const QList<QStringList> all {firstVersion(), secondVersion(), thirdVersion(), fourthVersion(),
                                         fifthVersion()};
    return all;
}

Status<StoreError> takeStep(QSqlDatabase &database, const QStringList &statements)
{
    QSqlQuery query(database);
    for (const QString &statement : statements) {
        if (!query.exec(statement))
            return Failure {storeErrorFrom(query.lastError())};
    }
    return Ok;
}

} // namespace

int currentSchemaVersion() { return static_cast<int>(steps().size()); }

Status<StoreError> migrate(QSqlDatabase &database, int targetVersion)
{
    int version = 0;
    {
        QSqlQuery query(database);
        if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
            return Failure {storeErrorFrom(query.lastError())};
        version = query.value(0).toInt();
    }
    if (version > targetVersion)
        return Failure {StoreError {StoreError::Kind::TooNew, database.databaseName()}};

    if (version == targetVersion)
        return Ok;
    if (!database.transaction())
        return Failure {storeErrorFrom(database.lastError())};
    for (int step = version; step < targetVersion; ++step) {
        if (const auto taken = takeStep(database, steps().at(step)); !taken) {
            database.rollback();
            return taken;
        }
    }
    if (const auto taken = takeStep(database, {u"PRAGMA user_version = %1"_s.arg(targetVersion)});
        !taken || !database.commit()) {
        const StoreError error = taken ? storeErrorFrom(database.lastError()) : taken.error();
        database.rollback();
        return Failure {error};
    }
    qCDebug(lcStore) << "schema was brought from version" << version << "to" << targetVersion;
    return Ok;
}

} // namespace bobbin
