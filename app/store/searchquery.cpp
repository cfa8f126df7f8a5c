#include "store/searchquery.h"

#include "core/enumnames.h"
#include "core/place.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr QChar HitBegins(0xE000);
constexpr QChar HitEnds(0xE001);

// What FTS5's unicode61 takes for the characters of words.
bool isOfWord(char32_t c) { return QChar::isLetterOrNumber(c) || QChar::isMark(c); }

bool isWithoutSpaces(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return isOfWord(c);
    default:
        return false;
    }
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const char32_t c : text.toUcs4()) {
        if (isOfWord(c)) {
            word += QString::fromUcs4(&c, 1);
        } else if (!word.isEmpty()) {
            words.append(std::exchange(word, {}));
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

// "2026", "2026-02" or "2026-02-15", as the first moment of it, or of what follows it.
std::optional<Timestamp> momentOf(const QString &text, bool isEnd)
{
    static const QRegularExpression form(u"^(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const bool hasMonth = match.hasCaptured(2);
    const bool hasDay = match.hasCaptured(3);
    QDate date(match.captured(1).toInt(), hasMonth ? match.captured(2).toInt() : 1,
               hasDay ? match.captured(3).toInt() : 1);
    if (!date.isValid())
        return {};
    if (isEnd)
        date = hasDay ? date.addDays(1) : hasMonth ? date.addMonths(1) : date.addYears(1);
    return Timestamp(std::chrono::milliseconds(date.startOfDay().toMSecsSinceEpoch()));
}

// Whether `word` is a filter that is understood; it is taken then.
bool takeFilter(const QString &word, SearchQuery &query)
{
    const qsizetype colon = word.indexOf(u':');
    if (colon <= 0 || colon == word.size() - 1)
        return false;
    const QString name = word.first(colon).toLower();
    const QString value = word.sliced(colon + 1).remove(u'"');
    if (name == "role"_L1) {
        const auto role = roleFromName(value.toLower());
        query.role = role ? role : query.role;
        return role.has_value();
    }
    if (name == "model"_L1) {
        query.model = value;
        return true;
    }
    if (name == "service"_L1) {
        query.service = value;
        return true;
    }
    if (name == "folder"_L1) {
        query.folder = value;
        return true;
    }
    if (name == "tag"_L1) {
        const QString tag = cleanTag(value);
        if (!tag.isEmpty())
            query.tags.append(tag);
        return !tag.isEmpty();
    }
    if (name == "after"_L1 || name == "before"_L1) { // before:2026-02 is before it begins
        const auto moment = momentOf(value, false);
        (name == "after"_L1 ? query.after : query.before) = moment;
        return moment.has_value();
    }
    if (name == "on"_L1 || name == "in"_L1) {
        const auto moment = momentOf(value, false);
        query.after = moment;
        query.before = momentOf(value, true);
        return moment.has_value();
    }
    if (name == "is"_L1 && (value == "pinned"_L1 || value == "archived"_L1)) {
        (value == "pinned"_L1 ? query.pinned : query.archived) = true;
        return true;
    }
    if (name == "has"_L1 && value == "code"_L1) {
        query.hasCode = true;
        return true;
    }
    return false;
}

QString quoted(const QString &term) { return u'"' + term + u'"'; }

} // namespace

bool SearchQuery::hasFilters() const
{
    return hasMessageFilters() || !folder.isEmpty() || !tags.isEmpty() || pinned || archived;
}

bool SearchQuery::hasMessageFilters() const
{
    return role || !model.isEmpty() || !service.isEmpty() || after || before || hasCode;
}

SearchQuery parseSearch(const QString &text)
{
    // A phrase, a filter with a phrase, or what stands between spaces; a quotation mark may still be open.
    static const QRegularExpression token(u"(-?\"[^\"]*\"?|[^\\s\":]+:\"[^\"]*\"?|\\S+)"_s);
    SearchQuery query;
    auto matches = token.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        QString word = match.captured(1);
        const bool isLast = match.capturedEnd() == text.size();
        const bool isExcluded = word.startsWith(u'-') && word.size() > 1;
        if (!isExcluded && takeFilter(word, query))
            continue;
        const bool isPhrase = word.contains(u'"');
        const QStringList words = wordsOf(isExcluded ? word.sliced(1) : word);
        if (words.isEmpty())
            continue;
        if (isExcluded) {
            query.excluded.append(words.join(u' '));
        } else if (isPhrase) {
            query.phrases.append(words.join(u' '));
        } else {
            query.words += words;
            query.lastIsPrefix = isLast && isOfWord(word.back().unicode());
        }
    }
    return query;
}

QString ftsExpression(const SearchQuery &query)
{
    QStringList terms;
    for (const QString &phrase : query.phrases)
        terms.append(quoted(phrase));
    for (qsizetype i = 0; i < query.words.size(); ++i) {
        const bool isPrefix = query.lastIsPrefix && i == query.words.size() - 1;
        terms.append(quoted(query.words.at(i)) + (isPrefix ? u"*"_s : QString()));
    }
    if (terms.isEmpty())
        return {};
    QString expression = terms.join(u' ');
    if (query.excluded.isEmpty())
        return expression;
    expression = u'(' + terms.join(u" AND "_s) + u')';
    for (const QString &excluded : query.excluded)
        expression += u" NOT "_s + quoted(excluded);
    return expression;
}

QString charactersOf(const QString &text)
{
    QString result;
    bool isInRun = false;
    for (const char32_t c : text.toUcs4()) {
        if (!isWithoutSpaces(c)) {
            isInRun = false;
            continue;
        }
        if (!result.isEmpty())
            result += isInRun ? u" "_s : u" . "_s;
        result += QString::fromUcs4(&c, 1);
        isInRun = true;
    }
    return result;
}

QString namesOf(const QString &text)
{
    static const QRegularExpression name(u"[A-Za-z_][A-Za-z0-9_]*(?:[.:/-]+[A-Za-z0-9_]+)*"_s);
    static const QRegularExpression parted(u"_[A-Za-z0-9]|[a-z0-9][A-Z]|[A-Za-z][0-9]|[.:/-]"_s);
    constexpr qsizetype Shortest = 4;
    constexpr qsizetype Longest = 120;
    QSet<QString> seen;
    QString result;
    auto matches = name.globalMatch(text);
    while (matches.hasNext()) {
        const QString candidate = matches.next().captured();
        if (candidate.size() < Shortest || candidate.size() > Longest || seen.contains(candidate)
            || !parted.match(candidate).hasMatch())
            continue;
        seen.insert(candidate);
        if (!result.isEmpty())
            result += u' ';
        result += candidate;
    }
    return result;
}

QString snippetOf(const QString &text, const QStringList &terms)
{
    constexpr qsizetype Around = 40;
    qsizetype first = -1;
    qsizetype size = 0;
    for (const QString &term : terms) {
        const qsizetype at = text.indexOf(term, 0, Qt::CaseInsensitive);
        if (at >= 0 && (first < 0 || at < first)) {
            first = at;
            size = term.size();
        }
    }
    if (first < 0)
        return text.left(2 * Around).simplified();
    const qsizetype begin = std::max<qsizetype>(0, first - Around);
    const qsizetype end = std::min(text.size(), first + size + Around);
    QString snippet = text.sliced(begin, first - begin) + HitBegins + text.sliced(first, size) + HitEnds
        + text.sliced(first + size, end - first - size);
    snippet = snippet.simplified();
    return (begin > 0 ? u"…"_s : QString()) + snippet + (end < text.size() ? u"…"_s : QString());
}

} // namespace bobbin
