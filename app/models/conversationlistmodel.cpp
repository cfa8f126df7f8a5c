#include "models/conversationlistmodel.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <tuple>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

bool isBefore(const ConversationSummary &a, const ConversationSummary &b)
{
    return std::tuple(a.pinned, a.activeAt) > std::tuple(b.pinned, b.activeAt);
}

} // namespace

QString groupOfDay(const QDate &day, const QDate &today)
{
    if (day >= today)
        return ConversationListModel::tr("Today");
    const qint64 age = day.daysTo(today);
    if (age == 1)
        return ConversationListModel::tr("Yesterday");
    if (age <= 7)
        return ConversationListModel::tr("Previous 7 days");
    return ConversationListModel::tr("%1 %2", "month and year").arg(QLocale().standaloneMonthName(day.month()), QString::number(day.year()));
}

int ConversationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ConversationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ConversationSummary &summary = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return summary.title;
    case SummaryRole:
        return QVariant::fromValue(summary);
    case GroupRole:
        if (m_order == Order::Given)
            return QString();
        return summary.pinned ? tr("Pinned") : groupOfDay(toLocalTime(summary.activeAt).date(), m_today);
    case BusyRole:
        return m_busy.contains(summary.id);
    default:
        return {};
    }
}

Qt::ItemFlags ConversationListModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsEditable : Qt::NoItemFlags;
}

bool ConversationListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isFetching;
}

void ConversationListModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_isFetching = true;
    Q_EMIT moreWanted();
}

int ConversationListModel::rowOf(const ConversationId &id) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const ConversationSummary &row) { return row.id == id; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

void ConversationListModel::reset(const QList<ConversationSummary> &rows, Order order, bool hasMore)
{
    beginResetModel();
    m_rows = rows;
    m_order = order;
    m_hasMore = hasMore;
    m_isFetching = false;
    endResetModel();
}

void ConversationListModel::append(const QList<ConversationSummary> &rows, bool hasMore)
{
    // What moved to the front since the page was asked for is here already.
    QList<ConversationSummary> fresh;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(fresh), [this](const ConversationSummary &row) { return rowOf(row.id) < 0; });
    m_hasMore = hasMore;
    m_isFetching = false;
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_rows += fresh;
    endInsertRows();
}

// The row before which `summary` belongs, among the rows without itself.
int ConversationListModel::placeOf(const ConversationSummary &summary) const
{
    int place = 0;
    for (const ConversationSummary &row : m_rows) {
        if (row.id == summary.id)
            continue;
        if (!isBefore(row, summary))
            break;
        ++place;
    }
    return place;
}

void ConversationListModel::put(const ConversationSummary &summary)
{
    const int from = rowOf(summary.id);
    const int to = m_order == Order::Given ? from : placeOf(summary);
    if (from < 0) {
        const bool belongsBelow = m_order == Order::Given || (to == rowCount() && m_hasMore);
        if (belongsBelow)
            return;
        beginInsertRows({}, to, to);
        m_rows.insert(to, summary);
        endInsertRows();
        return;
    }
    if (from != to) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        m_rows.move(from, to);
        endMoveRows();
    }
    m_rows[to] = summary;
    // The neighbours change too: whether a heading stands above a row depends on the row before it.
    Q_EMIT dataChanged(index(qMax(0, qMin(from, to) - 1)), index(qMin(rowCount() - 1, qMax(from, to) + 1)));
}

void ConversationListModel::remove(const ConversationId &id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

void ConversationListModel::setBusy(const ConversationId &id, bool busy)
{
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
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {GroupRole});
}

} // namespace bobbin
