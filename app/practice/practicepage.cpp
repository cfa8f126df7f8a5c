#include "practicepage.h"

#include <QJsonArray>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype defaultLimit = 20;
constexpr qsizetype maxLimit = 100;

Result<qsizetype, PracticeError> limitIn(const QUrlQuery &query)
{
    const QString name = u"limit"_s;
    if (!query.hasQueryItem(name))
        return defaultLimit;
    bool isNumber = false;
    const QString text = query.queryItemValue(name);
    const qint64 limit = text.toLongLong(&isNumber);
    if (!isNumber)
        return Failure {PracticeError::wrongType(name, u"an integer"_s, text)};
    if (limit < 1)
        return Failure {PracticeError::tooSmall(name, 1, limit)};
    if (limit > maxLimit)
        return Failure {PracticeError::tooLarge(name, maxLimit, limit)};
    return static_cast<qsizetype>(limit);
}

// Where the object stands that `query` names as its cursor; `otherwise` if it names none, -1 if there is no
// such object.
qsizetype positionOf(const QList<QJsonObject> &objects, const QUrlQuery &query, const QString &cursor,
                     qsizetype otherwise)
{
    if (!query.hasQueryItem(cursor))
        return otherwise;
    const QString id = query.queryItemValue(cursor);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        if (objects.at(i).value("id"_L1) == id)
            return i;
    }
    return -1;
}

PracticeError cursorMissing(const QUrlQuery &query, const QString &cursor)
{
    return PracticeError::notFound(u"Item with id '%1' not found."_s.arg(query.queryItemValue(cursor)));
}

} // namespace

Result<QJsonObject, PracticeError> pageOf(const QList<QJsonObject> &oldestFirst, const QUrlQuery &query)
{
    const QString after = u"after"_s;
    const QString before = u"before"_s;
    const auto limit = limitIn(query);
    if (!limit)
        return Failure {limit.error()};
    const QString order = query.hasQueryItem(u"order"_s) ? query.queryItemValue(u"order"_s) : u"desc"_s;
    if (order != "asc"_L1 && order != "desc"_L1)
        return Failure {PracticeError::wrongValue(u"order"_s, order, {u"asc"_s, u"desc"_s})};

    QList<QJsonObject> objects = oldestFirst;
    if (order == "desc"_L1)
        std::reverse(objects.begin(), objects.end());
    qsizetype begin = 0;
    if (query.hasQueryItem(after)) {
        begin = positionOf(objects, query, after, 0) + 1;
        if (begin == 0)
            return Failure {cursorMissing(query, after)};
    }
    const qsizetype end = positionOf(objects, query, before, objects.size());
    if (end < 0)
        return Failure {cursorMissing(query, before)};
    const qsizetype available = std::max<qsizetype>(end - begin, 0);
    const bool isLastPart = query.hasQueryItem(before) && !query.hasQueryItem(after);
    if (isLastPart && available > limit.value())
        begin = end - limit.value(); // the page just before the cursor
    return listOf(objects.mid(begin, std::min(available, limit.value())), available > limit.value());
}

QJsonObject listOf(const QList<QJsonObject> &objects, bool hasMore)
{
    QJsonArray data;
    for (const QJsonObject &object : objects)
        data.append(object);
    return {{u"object"_s, u"list"_s},
            {u"data"_s, data},
            {u"first_id"_s, objects.isEmpty() ? QJsonValue() : objects.first().value("id"_L1)},
            {u"last_id"_s, objects.isEmpty() ? QJsonValue() : objects.last().value("id"_L1)},
            {u"has_more"_s, hasMore}};
}

} // namespace bobbin
