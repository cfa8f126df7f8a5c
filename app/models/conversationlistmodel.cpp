#include "models/conversationlistmodel.h"

#include "core/threadaffinity.h"
#include "core/titlekey.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMimeData>

#include <algorithm>
#include <functional>
#include <tuple>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int DaysOfWeek = 7;

// The first moment of the group that groupOfDay() gives `day`.
Timestamp beginOfGroup(const QDate &day, const QDate &today)
{
    QDate first(day.year(), day.month(), 1);
    if (day >= today)
        first = today;
    else if (day.daysTo(today) == 1)
        first = day;
    else if (day.daysTo(today) <= DaysOfWeek)
        first = today.addDays(-DaysOfWeek);
    return Timestamp(std::chrono::milliseconds(first.startOfDay().toMSecsSinceEpoch()));
}

} // namespace

QString groupOfDay(const QDate &day, const QDate &today)
{
    if (day >= today)
        return ConversationListModel::tr("Today");
    const qint64 age = day.daysTo(today);
    if (age == 1)
        return ConversationListModel::tr("Yesterday");
    if (age <= DaysOfWeek)
        return ConversationListModel::tr("Previous 7 days");
    return ConversationListModel::tr("%1 %2", "month and year")
        .arg(QLocale().standaloneMonthName(day.month()), QString::number(day.year()));
}

int ConversationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ConversationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ConversationSummary &summary = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return summary.title;
    case Qt::AccessibleDescriptionRole:
        return summary.tags.isEmpty() ? QString() : tr("Tags: %1").arg(summary.tags.join(u", "_s));
    case SummaryRole:
        return QVariant::fromValue(summary);
    case GroupRole:
        return groupOf(summary);
    case BusyRole:
        return m_busy.contains(summary.id);
    default:
        return {};
    }
}

Qt::ItemFlags ConversationListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return QAbstractListModel::flags(index) | Qt::ItemIsEditable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
}

QStringList ConversationListModel::mimeTypes() const { return {ConversationsMimeType}; }

QMimeData *ConversationListModel::mimeData(const QModelIndexList &indexes) const
{
    QByteArray ids;
    for (const QModelIndex &index : indexes)
        ids += at(index.row()).id.toBytes();
    auto *data = new QMimeData;
    data->setData(ConversationsMimeType, ids);
    return data;
}

QList<ConversationId> conversationsIn(const QMimeData *data)
{
    constexpr qsizetype IdSize = 16;
    const QByteArray bytes = data->data(ConversationsMimeType);
    QList<ConversationId> ids;
    for (qsizetype at = 0; at + IdSize <= bytes.size(); at += IdSize)
        ids.append(ConversationId::fromBytes(bytes.sliced(at, IdSize)));
    return ids;
}

bool ConversationListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isFetching;
}

void ConversationListModel::fetchMore(const QModelIndex &parent)
{
    Q_ASSERT(isInItsThread(this));
    if (!canFetchMore(parent))
        return;
    m_isFetching = true;
    Q_EMIT moreWanted();
}

bool ConversationListModel::isBefore(const ConversationSummary &a, const ConversationSummary &b) const
{
    if (m_order == ListOrder::Title)
        return a.pinned != b.pinned ? a.pinned : titleKey(a.title) < titleKey(b.title);
    return std::tuple(a.pinned, timeOf(a)) > std::tuple(b.pinned, timeOf(b));
}

Timestamp ConversationListModel::timeOf(const ConversationSummary &summary) const
{
    return m_order == ListOrder::Creation ? summary.createdAt : summary.activeAt;
}

QString ConversationListModel::groupOf(const ConversationSummary &summary) const
{
    if (!m_order && m_resultLimit == 0)
        return {};
    if (!m_order)
        return rowCount() >= m_resultLimit ? tr("%1+ conversations").arg(m_resultLimit)
                                           : tr("%n conversation(s)", "", rowCount());
    if (summary.pinned)
        return tr("Pinned");
    return m_order == ListOrder::Title ? tr("By title")
                                       : groupOfDay(toLocalTime(timeOf(summary)).date(), m_today);
}

// The row after the last one that stands under the same heading as `first`; found without looking at each.
int ConversationListModel::endOfGroup(int first) const
{
    const ConversationSummary &summary = at(first);
    const auto isIn = [&]() -> std::function<bool(const Row &)> {
        if (summary.pinned)
            return [](const Row &row) { return row->pinned; };
        if (m_order == ListOrder::Title)
            return [](const Row &) { return true; };
        const Timestamp begin = beginOfGroup(toLocalTime(timeOf(summary)).date(), m_today);
        return [this, begin](const Row &row) { return timeOf(*row) >= begin; };
    }();
    const auto end = std::partition_point(m_rows.begin() + first + 1, m_rows.end(), isIn);
    return static_cast<int>(end - m_rows.begin());
}

const QList<ConversationListModel::Section> &ConversationListModel::sections() const
{
    if (!m_sections) {
        m_sections.emplace();
        if (m_resultLimit > 0 && rowCount() > 0)
            m_sections->append({0, groupOf(at(0))});
        for (int row = 0; m_order && row < rowCount(); row = endOfGroup(row))
            m_sections->append({row, groupOf(at(row))});
    }
    return *m_sections;
}

int ConversationListModel::rowOf(const ConversationId &id) const
{
    const ConversationSummary *summary = m_byId.value(id);
    if (!summary)
        return -1;
    const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                 [summary](const Row &row) { return row.get() == summary; });
    return static_cast<int>(it - m_rows.begin());
}

void ConversationListModel::reset(const QList<ConversationSummary> &rows, Order order, bool hasMore)
{
    replaceRows(rows, order, hasMore, 0);
}

void ConversationListModel::resetToResults(const QList<ConversationSummary> &rows, int limit)
{
    replaceRows(rows, {}, false, limit);
}

void ConversationListModel::replaceRows(const QList<ConversationSummary> &rows, Order order, bool hasMore,
                                        int resultLimit)
{
    Q_ASSERT(isInItsThread(this));
    beginResetModel();
    m_rows.clear();
    m_byId.clear();
    for (const ConversationSummary &summary : rows) {
        m_rows.push_back(std::make_unique<ConversationSummary>(summary));
        m_byId.insert(summary.id, m_rows.back().get());
    }
    m_order = order;
    m_hasMore = hasMore;
    m_resultLimit = resultLimit;
    m_isFetching = false;
    m_hasSnippets = std::any_of(rows.begin(), rows.end(), [](const ConversationSummary &summary) {
        return !summary.snippet.isEmpty();
    });
    forgetSections();
    endResetModel();
}

void ConversationListModel::append(const QList<ConversationSummary> &rows, bool hasMore)
{
    Q_ASSERT(isInItsThread(this));
    // What moved to the front since the page was asked for is here already.
    QList<ConversationSummary> fresh;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(fresh),
                 [this](const ConversationSummary &row) { return !m_byId.contains(row.id); });
    m_hasMore = hasMore;
    m_isFetching = false;
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    for (const ConversationSummary &summary : std::as_const(fresh)) {
        m_rows.push_back(std::make_unique<ConversationSummary>(summary));
        m_byId.insert(summary.id, m_rows.back().get());
    }
    forgetSections();
    endInsertRows();
}

// The row before which `summary` belongs, among the rows without the row `without`, where it stands now (-1
// if it does not). It stays there if it can.
int ConversationListModel::placeOf(const ConversationSummary &summary, int without) const
{
    const auto placeIn = [&](int first, int last) {
        const auto it = std::partition_point(m_rows.begin() + first, m_rows.begin() + last,
                                             [&](const Row &row) { return isBefore(*row, summary); });
        return static_cast<int>(it - m_rows.begin());
    };
    if (without < 0)
        return placeIn(0, rowCount());
    const bool isAfterTheOneAbove = without == 0 || !isBefore(summary, at(without - 1));
    const bool isBeforeTheOneBelow = without == rowCount() - 1 || !isBefore(at(without + 1), summary);
    if (isAfterTheOneAbove && isBeforeTheOneBelow)
        return without;
    const int above = placeIn(0, without);
    return above < without ? above : placeIn(without + 1, rowCount()) - 1;
}

void ConversationListModel::put(const ConversationSummary &summary)
{
    Q_ASSERT(isInItsThread(this));
    const int from = rowOf(summary.id);
    const int to = !m_order ? from : placeOf(summary, from);
    if (from < 0) {
        const bool belongsBelow = !m_order || (to == rowCount() && m_hasMore);
        if (belongsBelow)
            return;
        beginInsertRows({}, to, to);
        const auto it = m_rows.insert(m_rows.begin() + to, std::make_unique<ConversationSummary>(summary));
        m_byId.insert(summary.id, it->get());
        forgetSections();
        endInsertRows();
        return;
    }
    const auto change = [&](int row) { *m_rows.at(static_cast<size_t>(row)) = summary; };
    if (from != to) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        change(from);
        const auto begin = m_rows.begin();
        if (to > from)
            std::rotate(begin + from, begin + from + 1, begin + to + 1);
        else
            std::rotate(begin + to, begin + from, begin + from + 1);
        forgetSections();
        endMoveRows();
    } else {
        change(to);
        forgetSections();
    }
    Q_EMIT dataChanged(index(to), index(to));
}

void ConversationListModel::remove(const ConversationId &id)
{
    Q_ASSERT(isInItsThread(this));
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_byId.remove(id);
    m_rows.erase(m_rows.begin() + row);
    forgetSections();
    endRemoveRows();
}

void ConversationListModel::setBusy(const ConversationId &id, bool busy)
{
    Q_ASSERT(isInItsThread(this));
    if (m_busy.contains(id) == busy)
        return;
    if (busy)
        m_busy.insert(id);
    else
        m_busy.remove(id);
    if (const int row = rowOf(id); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {BusyRole});
}

void ConversationListModel::setToday(const QDate &today)
{
    if (today == m_today)
        return;
    m_today = today;
    forgetSections();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {GroupRole});
}

} // namespace bobbin
