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
        if (found.size() < limit && !seen.contains(summary.id)) {
            seen.insert(summary.id);
            found.append(summary);
        }
    };

    {
        Query row = m_database.run(Statement::SearchTitles, query, limit);
        while (row.next())
            take(summaryFrom(row));
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
    }
    qint64 before = std::numeric_limits<qint64>::max();
    for (int page = 0; page < MostPages && found.size() < limit; ++page) {
        int hits = 0;
        Query row = m_database.run(Statement::SearchMessages, query, before, HitsAtOnce);
        while (found.size() < limit && row.next()) {
            ConversationSummary summary = summaryFrom(row);
            summary.hit = row.id<MessageId>(8);
            summary.snippet = row.text(9);
            before = row.number(10);
            take(summary);
            ++hits;
        }
        if (const auto status = row.status(); !status)
            return Failure {status.error()};
        if (hits < HitsAtOnce)
            break;
    }
    return found;
}

} // namespace bobbin
