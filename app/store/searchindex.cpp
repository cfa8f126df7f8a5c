#include "store/searchindex.h"

#include "database_p.h"
#include "rows_p.h"

#include <QSet>

#include <limits>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// A conversation with many hits may fill pages of them before another one comes; this bounds the search.
constexpr int HitsAtOnce = 200;
constexpr int MostPages = 5;

} // namespace

QString ftsQuery(const QString &text)
{
    QStringList terms;
    QString word;
    const auto finishWord = [&](bool prefix) {
        if (!word.isEmpty())
            terms.append(u'"' + word + (prefix ? u"\"*"_s : u"\""_s));
        word.clear();
    };
    for (const char32_t c : text.toUcs4()) {
        if (QChar::isLetterOrNumber(c) || QChar::isMark(c))
            word += QString::fromUcs4(&c, 1);
        else
            finishWord(false);
    }
    finishWord(true);
    return terms.join(u' ');
}

Result<QList<ConversationSummary>, StoreError> SearchIndex::find(const QString &text, int limit) const
{
    const QString query = ftsQuery(text);
    QList<ConversationSummary> found;
    if (query.isEmpty())
        return found;
    QSet<ConversationId> seen;
    const auto take = [&](const ConversationSummary &summary) {
        const bool isTaken = found.size() < limit && !seen.contains(summary.id);
        if (isTaken) {
            seen.insert(summary.id);
            found.append(summary);
        }
        return isTaken;
    };

    {
        Query row = m_database.run(Statement::SearchTitles, query, limit);
        while (row.next())
            take(summaryFrom(row));
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    QMap<qint64, qsizetype> hits; // the place in `found` of what has the words in the message of this pk
    qint64 before = std::numeric_limits<qint64>::max();
    for (int page = 0; page < MostPages && found.size() < limit; ++page) {
        int rows = 0;
        Query row = m_database.run(Statement::SearchMessages, query, before, HitsAtOnce);
        while (found.size() < limit && row.next()) {
            ConversationSummary summary = summaryFrom(row);
            summary.hit = row.id<MessageId>(8);
            before = row.number(9);
            if (take(summary))
                hits.insert(before, found.size() - 1);
            ++rows;
        }
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
        if (rows < HitsAtOnce)
            break;
    }
    if (const auto added = addSnippets(query, hits, found); !added)
        return Failure {added.error()};
    return found;
}

Status<StoreError> SearchIndex::addSnippets(const QString &query, const QMap<qint64, qsizetype> &hits,
                                            QList<ConversationSummary> &found) const
{
    if (hits.isEmpty())
        return Ok;
    QStringList pks;
    for (auto it = hits.keyBegin(); it != hits.keyEnd(); ++it)
        pks.append(QString::number(*it));
    const QString wanted = u'[' + pks.join(u',') + u']';
    Query row = m_database.run(Statement::SearchSnippets, wanted, query, hits.firstKey(), hits.lastKey());
    while (row.next()) {
        if (const auto it = hits.constFind(row.number(0)); it != hits.constEnd())
            found[*it].snippet = row.text(1);
    }
    return row.status();
}

} // namespace bobbin
