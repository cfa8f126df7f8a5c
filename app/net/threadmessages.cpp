#include "threadmessages.h"

#include "core/enumnames.h"
#include "jsonvalues.h"

#include <algorithm>
#include <optional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// Each of these is empty if it cannot tell.

std::optional<bool> isAscendingByTime(const QJsonArray &list)
{
    const double first = list.first().toObject().value("created_at"_L1).toDouble();
    const double last = list.last().toObject().value("created_at"_L1).toDouble();
    return first == last ? std::nullopt : std::optional(first < last);
}

std::optional<bool> isAscendingByIds(const QJsonArray &list, const QStringList &said)
{
    QList<qsizetype> places;
    for (const QJsonValue &entry : list) {
        if (const qsizetype place = said.indexOf(entry.toObject().value("id"_L1).toString()); place >= 0)
            places << place;
    }
    return places.size() >= 2 ? std::optional(places.first() < places.last()) : std::nullopt;
}

std::optional<bool> isAscendingByNewest(const QJsonArray &list, const QStringList &said)
{
    const QString newest = said.isEmpty() ? QString() : said.last();
    if (newest.isEmpty())
        return {};
    if (list.first().toObject().value("id"_L1) == newest)
        return false;
    if (list.last().toObject().value("id"_L1) == newest)
        return true;
    return {};
}

// A thread begins with the user, and one that was answered ends with the assistant.
std::optional<bool> isAscendingByRole(const QJsonArray &list)
{
    const QJsonValue first = list.first().toObject().value("role"_L1);
    const QJsonValue last = list.last().toObject().value("role"_L1);
    return first == last ? std::nullopt : std::optional(first == "user"_L1);
}

} // namespace

bool isOldestFirst(const QJsonArray &list, const QStringList &said)
{
    if (list.size() < 2)
        return false;
    if (const auto byTime = isAscendingByTime(list))
        return *byTime;
    if (const auto byIds = isAscendingByIds(list, said))
        return *byIds;
    if (const auto byRole = isAscendingByRole(list))
        return *byRole;
    return isAscendingByNewest(list, said).value_or(false);
}

QList<QJsonObject> oldestFirst(const QJsonArray &list, const QStringList &said)
{
    QList<QJsonObject> entries;
    entries.reserve(list.size());
    for (const QJsonValue &entry : list)
        entries << entry.toObject();
    if (!isOldestFirst(list, said))
        std::reverse(entries.begin(), entries.end());
    return entries;
}

QList<ChatMessage> chatMessages(const QList<QJsonObject> &entries)
{
    QList<ChatMessage> messages;
    for (const QJsonObject &entry : entries) {
        const QString name = entry.value("role"_L1).toString();
        const auto role = name == "developer"_L1 ? std::optional(Role::System) : roleFromName(name);
        if (role)
            messages << ChatMessage {*role, contentText(entry.value("content"_L1))};
    }
    return messages;
}

} // namespace bobbin
