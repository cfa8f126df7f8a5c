#include "historygenerator.h"

#include "core/conversation.h"
#include "core/message.h"
#include "core/service.h"
#include "settings/datapaths.h"
#include "settings/settings.h"
#include "sqlite.h"
#include "store/conversationstore.h"
#include "words.h"

#include <QFileInfo>

#include <cmath>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 RowsPerTransaction = 10'000;
constexpr qint64 FirstMillisecond = 1'668'902'400'000; // 2022-11-20
constexpr qint64 LastMillisecond = 1'763'596'800'000; // 2025-11-20
constexpr int BranchEvery = 30; // messages: then the user had asked for the reply again
constexpr auto Model = "gpt-4o-mini";

// RFC 9562, version 7, from the generator's own numbers.
QByteArray uuidAt(qint64 milliseconds, Words &words)
{
    QByteArray bytes(16, '\0');
    for (int i = 0; i < 6; ++i)
        bytes[i] = char(milliseconds >> (40 - 8 * i));
    for (int i = 6; i < 16; ++i)
        bytes[i] = char(words.below(256));
    bytes[6] = char(0x70 | (bytes.at(6) & 0x0F));
    bytes[8] = char(0x80 | (bytes.at(8) & 0x3F));
    return bytes;
}

// The store makes the file and its schema.
Result<ServiceId, StoreError> createHistory(const QString &path)
{
    const SystemClock clock;
    const auto store = ConversationStore::open(path, ConversationStore::Access::ReadWrite, clock);
    if (!store)
        return Failure {store.error()};
    Service service;
    service.id = ServiceId(QUuid(u"01848c2e-7000-7000-8000-000000000001"_s));
    service.name = u"A server on this computer"_s;
    service.baseUrl = QUrl(u"http://127.0.0.1:9/v1"_s); // the discard port: nothing answers
    service.defaultModel = QString::fromLatin1(Model);
    service.keyAccount = u"benchmark"_s;
    if (const auto put = store.value()->services().put(service); !put)
        return Failure {put.error()};
    return service.id;
}

// What keeps itself up to date while rows come, and is faster made once at the end.
class PutAside final
{
public:
    explicit PutAside(SqliteFile &file) : m_file(file)
    {
        QList<QByteArray> names;
        SqliteStatement parts(file,
                              "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL AND"
                              " (type = 'trigger' OR (type = 'index' AND tbl_name = 'messages'))");
        while (parts.step()) {
            names.append(parts.text(0));
            m_sql.append(parts.text(1));
        }
        for (const QByteArray &name : std::as_const(names))
            m_file.run("DROP " + name);
    }
    void putBack()
    {
        for (const QByteArray &sql : std::as_const(m_sql))
            m_file.run(sql);
    }

private:
    SqliteFile &m_file;
    QList<QByteArray> m_sql;
};

class Generator final
{
public:
    Generator(SqliteFile &file, const HistorySize &size, const ServiceId &service)
        : m_file(file), m_size(size), m_words(size.seed), m_service(service.toBytes()),
          m_conversation(
              file,
              "INSERT INTO conversations (pk, id, title, title_source, service_id, model, instructions, "
              "parameters, leaf, pinned, archived, trashed_ms, created_ms, active_ms, updated_ms, device) "
              "VALUES (?, ?, ?, 0, ?, ?, '', '{}', ?, ?, ?, NULL, ?, ?, ?, 1)"),
          m_message(
              file,
              "INSERT INTO messages (pk, id, conversation, parent, depth, role, state, finish, refused, "
              "milestone, created_ms, updated_ms, device, service_id, model, request_id, error, "
              "prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, reasoning, content) "
              "VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0, ?, ?, ?, 1, ?, ?, '', '', ?, ?, "
              "NULL, NULL, '', ?)")
    {
    }

    void run(const std::function<void(const QString &)> &progressed)
    {
        m_file.run("BEGIN");
        qint64 left = m_size.messages;
        for (const int length : LongConversations)
            left -= length;
        const auto ordinary = m_size.conversations - qint64(LongConversations.size());
        for (qint64 i = 0; i < ordinary; ++i) {
            const qint64 length = i + 1 == ordinary ? left : ordinaryLength(left, ordinary - i);
            left -= length;
            addConversation(m_words.title(24), length);
            if (i % (ordinary / 10 + 1) == 0)
                progressed(u"%1 of %2 messages"_s.arg(m_messagePk).arg(m_size.messages));
        }
        for (const int length : LongConversations)
            m_ids.append(addConversation(titleOfLong(length).toUtf8(), length));
        m_file.run("COMMIT");
    }

    [[nodiscard]] QList<QByteArray> longConversations() const { return m_ids; }

private:
    // Exponentially distributed: many short conversations, some of ten times the mean.
    qint64 ordinaryLength(qint64 messages, qint64 conversations)
    {
        const double mean = double(messages) / double(conversations);
        const auto drawn = qint64(std::lround(-std::log(1.0 - m_words.fraction()) * mean));
        return qBound<qint64>(1, drawn, messages - conversations + 1);
    }

    QByteArray addConversation(const QByteArray &title, qint64 length)
    {
        const qint64 pk = ++m_conversationPk;
        const qint64 step = (LastMillisecond - FirstMillisecond) / m_size.conversations;
        const qint64 created = FirstMillisecond + pk * step;
        qint64 time = created;
        qint64 leaf = 0;
        int depth = 0;
        for (qint64 i = 0; i < length; ++i) {
            time += 1 + qint64(m_words.below(quint64(qMax<qint64>(2, step / length))));
            const bool isReply = depth % 2 == 1;
            const bool isAlternative = isReply && i + 1 < length && m_words.below(BranchEvery) == 0;
            const qint64 message = addMessage(pk, leaf, depth, time);
            if (!isAlternative) { // else the next message is another reply to the same question
                leaf = message;
                ++depth;
            }
        }
        const QByteArray id = uuidAt(created, m_words);
        const bool isPinned = m_words.below(2000) == 0 && pk < m_size.conversations - 1000;
        m_conversation.bind(0, pk);
        m_conversation.bindBlob(1, id);
        m_conversation.bindText(2, title);
        m_conversation.bindBlob(3, m_service);
        const QByteArray model(Model);
        m_conversation.bindText(4, model);
        m_conversation.bind(5, leaf);
        m_conversation.bind(6, isPinned);
        m_conversation.bind(7, !isPinned && m_words.below(20) == 0 && pk < m_size.conversations - 1000);
        m_conversation.bind(8, created);
        m_conversation.bind(9, time);
        m_conversation.bind(10, time);
        m_conversation.run();
        return id;
    }

    qint64 addMessage(qint64 conversation, qint64 parent, int depth, qint64 time)
    {
        const bool isReply = depth % 2 == 1;
        const double share = (isReply ? 1.6 : 0.4) * (0.3 - 0.7 * std::log(1.0 - m_words.fraction()));
        const auto wanted = qMax<qsizetype>(20, qsizetype(share * m_size.meanLength));
        // A last paragraph runs over by half its length on the average.
        const QByteArray content = isReply ? m_words.answer(wanted - 150) : m_words.question(wanted - 60);
        const QByteArray id = uuidAt(time, m_words);
        const QByteArray model = isReply ? QByteArray(Model) : QByteArray();
        m_message.bind(0, ++m_messagePk);
        m_message.bindBlob(1, id);
        m_message.bind(2, conversation);
        parent > 0 ? m_message.bind(3, parent) : m_message.bindNull(3);
        m_message.bind(4, depth);
        m_message.bind(5, isReply ? qint64(Role::Assistant) : qint64(Role::User));
        m_message.bind(6, isReply ? qint64(FinishReason::Stop) : qint64(FinishReason::None));
        m_message.bind(7, m_words.below(500) == 0);
        m_message.bind(8, time);
        m_message.bind(9, time);
        isReply ? m_message.bindBlob(10, m_service) : m_message.bindNull(10);
        m_message.bindText(11, model);
        isReply ? m_message.bind(12, 40 * depth) : m_message.bindNull(12);
        isReply ? m_message.bind(13, content.size() / 4) : m_message.bindNull(13);
        m_message.bindText(14, content);
        m_message.run();
        if (m_messagePk % RowsPerTransaction == 0)
            m_file.run("COMMIT; BEGIN");
        return m_messagePk;
    }

    SqliteFile &m_file;
    const HistorySize m_size;
    Words m_words;
    const QByteArray m_service;
    SqliteStatement m_conversation;
    SqliteStatement m_message;
    qint64 m_conversationPk = 0;
    qint64 m_messagePk = 0;
    QList<QByteArray> m_ids;
};

void verify(SqliteFile &file)
{
    // With a rank the index is compared with the messages themselves, not only with itself.
    for (const char *index : {"titles_fts", "messages_fts"})
        file.run(QByteArray("INSERT INTO ") + index + "(" + index + ", rank) VALUES ('integrity-check', 1)");
    SqliteStatement references(file, "SELECT count(*) FROM pragma_foreign_key_check");
    if (references.step() && references.number(0) > 0)
        qFatal("rows refer to rows that are missing");
}

} // namespace

QString titleOfLong(int messages) { return u"Benchmark of %1 messages"_s.arg(messages); }

Status<QString> generateHistory(const QString &folder, const HistorySize &size,
                                const std::function<void(const QString &)> &progressed)
{
    const DataPaths paths = DataPaths::in(folder);
    if (QFileInfo::exists(paths.database))
        return Failure {u"%1 has a history already."_s.arg(folder)};
    qint64 least = size.conversations;
    for (const int length : LongConversations)
        least += length;
    if (size.messages < least || size.conversations <= qint64(LongConversations.size()))
        return Failure {u"A history has at least %1 messages."_s.arg(least)};
    if (!paths.create())
        return Failure {u"%1 cannot be made."_s.arg(folder)};
    const auto service = createHistory(paths.database);
    if (!service)
        return Failure {explain(service.error())};

    SqliteFile file(paths.database);
    file.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
    {
        PutAside putAside(file);
        Generator generator(file, size, service.value());
        generator.run(progressed);
        Settings settings(paths.settings);
        settings.setLastConversation(ConversationId::fromBytes(generator.longConversations().at(1)));
        settings.setLastModel(service.value(), QString::fromLatin1(Model));
        progressed(u"indexes"_s);
        putAside.putBack();
    }
    for (const char *index : {"titles_fts", "messages_fts"}) {
        file.run(QByteArray("INSERT INTO ") + index + "(" + index + ") VALUES ('rebuild')");
        progressed(u"%1 is built"_s.arg(QLatin1StringView(index)));
    }
    verify(file);
    file.run("PRAGMA journal_mode = WAL");
    progressed(u"verified"_s);
    return Ok;
}

} // namespace bobbin
