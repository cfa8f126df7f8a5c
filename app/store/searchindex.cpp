#include "store/searchindex.h"

#include "core/place.h"
#include "database_p.h"
#include "rows_p.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <limits>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// A conversation may have many hits before another one comes; this bounds the search.
constexpr int MostHits = 1'000;
constexpr int TitleShare =
    4; // a quarter of the results is for titles, as long as messages have the words too
constexpr auto OlderParts = "search_parts"_L1;

QString likePattern(const QString &part)
{
    QString escaped = part;
    escaped.replace(u"\\"_s, u"\\\\"_s).replace(u"%"_s, u"\\%"_s).replace(u"_"_s, u"\\_"_s);
    return u'%' + escaped + u'%';
}

QStringList partsWithCharacters(const SearchQuery &query)
{
    QStringList parts;
    for (const QString &term : query.terms()) {
        if (const QString characters = charactersOf(term); !characters.isEmpty())
            parts += characters.split(u" . "_s);
    }
    return parts;
}

bool hasAll(const QString &text, const QStringList &terms)
{
    return std::all_of(terms.begin(), terms.end(),
                       [&](const QString &term) { return text.contains(term, Qt::CaseInsensitive); });
}

bool hasNone(const QString &text, const QStringList &terms)
{
    return std::none_of(terms.begin(), terms.end(),
                        [&](const QString &term) { return text.contains(term, Qt::CaseInsensitive); });
}

// One search: collects conversations, each once.
class Search
{
public:
    Search(Database &database, const SearchQuery &query, int limit)
        : m_database(database), m_query(query), m_limit(limit)
    {
    }

    Status<StoreError> run();
    [[nodiscard]] const QList<ConversationSummary> &found() const { return m_found; }

private:
    enum class Snippets { ByIndex, OfContent };

    Status<StoreError> findPlaces();
    Status<StoreError> listOrganized();
    Status<StoreError> findTitles(int most);
    Status<StoreError> findMessages();
    Status<StoreError> findParts(Statement statement, const QStringList &parts);
    Status<StoreError> addSnippets(const QString &expression);
    Status<StoreError> collect(Query row, Snippets snippets);
    bool take(const ConversationSummary &summary);
    [[nodiscard]] bool isFull() const { return m_found.size() >= m_limit; }
    template<typename... Values>
    [[nodiscard]] Query runFiltered(Statement statement, const Values &...values);

    Database &m_database;
    const SearchQuery &m_query;
    const int m_limit;
    QList<ConversationSummary> m_found;
    std::optional<QString> m_folders; // as organizingFilters() of statements.cpp takes them
    std::optional<QString> m_tags;
    QSet<ConversationId> m_seen;
    QMap<qint64, qsizetype> m_hits; // the place in m_found of what has the words in the message of this pk
};

bool Search::take(const ConversationSummary &summary)
{
    if (isFull() || m_seen.contains(summary.id))
        return false;
    m_seen.insert(summary.id);
    m_found.append(summary);
    return true;
}

// Titles know nothing of who wrote what, and when.
Status<StoreError> Search::findTitles(int most)
{
    if (!m_query.hasTerms() || m_query.hasMessageFilters())
        return Ok;
    Query row = m_database.run(Statement::SearchTitles, ftsExpression(m_query), m_folders, m_folders, m_tags,
                               m_tags, most);
    while (row.next()) {
        const ConversationSummary summary = summaryFrom(row);
        if (summary.pinned == m_query.pinned.value_or(summary.pinned)
            && summary.archived == m_query.archived.value_or(summary.archived))
            take(summary);
    }
    return row.status();
}

template<typename... Values>
Query Search::runFiltered(Statement statement, const Values &...values)
{
    constexpr auto Ever = std::numeric_limits<qint64>::max();
    const auto milliseconds = [](const std::optional<Timestamp> &time, qint64 otherwise) {
        return time ? qint64(time->time_since_epoch().count()) : otherwise;
    };
    return m_database.run(statement, values..., m_query.role, likePattern(m_query.model), m_query.service,
                          likePattern(m_query.service), milliseconds(m_query.after, -Ever),
                          milliseconds(m_query.before, Ever), m_query.pinned, m_query.archived,
                          m_query.hasCode, m_folders, m_folders, m_tags, m_tags, MostHits);
}

// Rows are found as they are read, and no further than is needed.
Status<StoreError> Search::collect(Query row, Snippets snippets)
{
    while (!isFull() && row.next()) {
        ConversationSummary summary = summaryFrom(row);
        summary.hit = row.id<MessageId>(SummaryColumns);
        if (snippets == Snippets::OfContent) {
            const QString content = row.text(SummaryColumns + 2);
            if (!hasAll(content, m_query.terms()) || !hasNone(content, m_query.excluded))
                continue; // it has the characters, or the part of a name, and not the rest
            summary.snippet = snippetOf(content, m_query.terms());
        }
        if (take(summary) && snippets == Snippets::ByIndex)
            m_hits.insert(row.number(SummaryColumns + 1), m_found.size() - 1);
    }
    return row.status();
}

Status<StoreError> Search::findMessages()
{
    const QString expression = ftsExpression(m_query);
    const auto collected = !m_query.hasFilters()
        ? collect(m_database.run(Statement::SearchMessages, expression, MostHits), Snippets::ByIndex)
        : m_query.hasTerms() ? collect(runFiltered(Statement::SearchFiltered, expression), Snippets::ByIndex)
                             : collect(runFiltered(Statement::SearchRecent), Snippets::ByIndex);
    if (!collected)
        return collected;
    return m_query.hasTerms() ? addSnippets(expression) : Ok;
}

Status<StoreError> Search::findParts(Statement statement, const QStringList &parts)
{
    if (parts.isEmpty() || isFull())
        return Ok;
    QStringList phrases;
    for (const QString &part : parts)
        phrases.append(u'"' + part + u'"');
    return collect(runFiltered(statement, phrases.join(u' ')), Snippets::OfContent);
}

// The folders and tags that are meant, by their pks.
Status<StoreError> Search::findPlaces()
{
    if (!m_query.folder.isEmpty()) {
        QStringList pks;
        Query row = m_database.run(Statement::ListFolders);
        while (row.next()) {
            if (row.text(1).contains(m_query.folder, Qt::CaseInsensitive))
                pks.append(QString::number(row.number(4)));
        }
        m_folders = u'[' + pks.join(u',') + u']';
        if (const auto status = row.status(); !status)
            return status;
    }
    if (m_query.tags.isEmpty())
        return Ok;
    QList<QStringList> pks(m_query.tags.size());
    Query row = m_database.run(Statement::ListTags);
    while (row.next()) {
        const QString folded = foldedTag(row.text(0));
        for (qsizetype i = 0; i < m_query.tags.size(); ++i) {
            if (folded.startsWith(foldedTag(m_query.tags.at(i))))
                pks[i].append(QString::number(row.number(1)));
        }
    }
    QStringList asked;
    for (const QStringList &meant : std::as_const(pks))
        asked.append(u'[' + meant.join(u',') + u']');
    m_tags = u'[' + asked.join(u',') + u']';
    return row.status();
}

// What is asked for is conversations, whatever stands in them.
Status<StoreError> Search::listOrganized()
{
    Query row = m_database.run(Statement::SearchOrganized, m_query.pinned, m_query.archived, m_folders,
                               m_folders, m_tags, m_tags, m_limit);
    while (row.next())
        take(summaryFrom(row));
    return row.status();
}

Status<StoreError> Search::run()
{
    if (const auto found = findPlaces(); !found)
        return found;
    if ((m_folders || m_tags) && !m_query.hasTerms() && !m_query.hasMessageFilters())
        return listOrganized();
    const int titles = std::max(1, m_limit / TitleShare);
    if (const auto found = findTitles(titles); !found)
        return found;
    if (const auto found = findMessages(); !found)
        return found;
    if (const auto found = findParts(Statement::SearchCharacters, partsWithCharacters(m_query)); !found)
        return found;
    QStringList names = m_query.words;
    names.removeIf([](const QString &word) { return word.size() < 3; }); // a trigram has three
    if (const auto found = findParts(Statement::SearchNames, names); !found)
        return found;
    return isFull() ? Ok : findTitles(m_limit);
}

Status<StoreError> Search::addSnippets(const QString &expression)
{
    if (m_hits.isEmpty())
        return Ok;
    QStringList pks;
    for (auto it = m_hits.keyBegin(); it != m_hits.keyEnd(); ++it)
        pks.append(QString::number(*it));
    const QString wanted = u'[' + pks.join(u',') + u']';
    Query row =
        m_database.run(Statement::SearchSnippets, wanted, expression, m_hits.firstKey(), m_hits.lastKey());
    while (row.next()) {
        if (const auto it = m_hits.constFind(row.number(0)); it != m_hits.constEnd())
            m_found[*it].snippet = row.text(1);
    }
    return row.status();
}

} // namespace

Status<StoreError> indexParts(Database &database, const MessageId &id, const QString &content)
{
    const QString characters = charactersOf(content);
    const QString names = namesOf(content);
    if (characters.isEmpty() && names.isEmpty())
        return Ok;
    return database.run(Statement::InsertSearchParts, characters, names, id).status();
}

Result<QList<ConversationSummary>, StoreError> SearchIndex::find(const QString &text, int limit) const
{
    const SearchQuery query = parseSearch(text);
    if (!query.hasTerms() && !query.hasFilters())
        return QList<ConversationSummary>();
    Search search(m_database, query, limit);
    if (const auto done = search.run(); !done)
        return Failure {done.error()};
    return search.found();
}

Result<bool, StoreError> SearchIndex::indexOlder(int most)
{
    qint64 until = 0;
    {
        Query row = m_database.run(Statement::SelectProgress, QString(OlderParts));
        if (row.next())
            until = row.number(0);
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    if (until <= 0)
        return false;
    struct Older {
        qint64 pk;
        MessageId id;
        QString content;
    };
    QList<Older> older;
    {
        Query row = m_database.run(Statement::MessagesWithoutParts, until, most);
        while (row.next())
            older.append({row.number(0), row.id<MessageId>(1), row.text(2)});
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    Transaction transaction(m_database, Transaction::Durability::Quick);
    for (const Older &message : std::as_const(older)) {
        if (const auto kept = indexParts(m_database, message.id, message.content); !kept)
            return Failure {kept.error()};
    }
    const qint64 next = older.size() < most ? 0 : older.last().pk - 1;
    if (const auto kept = m_database.run(Statement::SetProgress, next, QString(OlderParts)).status(); !kept)
        return Failure {kept.error()};
    if (const auto committed = transaction.commit(); !committed)
        return Failure {committed.error()};
    return next > 0;
}

} // namespace bobbin
