#include "models/transcriptmodel.h"

#include "core/threadaffinity.h"

namespace bobbin {

int TranscriptModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rowCount; }

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto it = m_rows.constFind(index.row());
    if (it == m_rows.constEnd())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return it->message.content;
    case MessageIdRole:
        return QVariant::fromValue(it->message.id);
    default:
        return {};
    }
}

const BranchMessage &TranscriptModel::at(int row) const
{
    const auto it = m_rows.constFind(row);
    Q_ASSERT(it != m_rows.constEnd());
    return *it;
}

void TranscriptModel::want(int first, int last)
{
    Q_ASSERT(isInItsThread(this));
    first = qMax(first, 0);
    last = qMin(last, m_rowCount - 1);
    const auto isCovered = [this](int row) {
        return isLoaded(row) || (row >= m_wantedFirst && row <= m_wantedLast);
    };
    while (first <= last && isCovered(first))
        ++first;
    while (last >= first && isCovered(last))
        --last;
    if (first > last)
        return;
    m_wantedFirst = first;
    m_wantedLast = last;
    Q_EMIT rowsWanted(first, last);
}

void TranscriptModel::put(int row, const BranchMessage &message)
{
    Q_ASSERT(isInItsThread(this));
    if (const auto old = m_rows.constFind(row); old != m_rows.constEnd())
        m_rowById.remove(old->message.id);
    m_rows.insert(row, message);
    m_rowById.insert(message.message.id, row);
}

void TranscriptModel::reset(int rowCount, int first, const QList<BranchMessage> &loaded,
                            const QList<BranchMessage> &end)
{
    Q_ASSERT(isInItsThread(this));
    beginResetModel();
    m_rows.clear();
    m_rowById.clear();
    m_rowCount = rowCount;
    m_wantedFirst = 0;
    m_wantedLast = -1;
    for (int i = 0; i < loaded.size() && first + i < rowCount; ++i)
        put(first + i, loaded.at(i));
    for (auto i = end.size(); i > 0 && i <= rowCount; --i)
        put(rowCount - static_cast<int>(i), end.at(end.size() - i));
    endResetModel();
}

void TranscriptModel::setRows(int first, const QList<BranchMessage> &loaded)
{
    Q_ASSERT(isInItsThread(this));
    int firstSet = m_rowCount;
    int lastSet = -1;
    for (int i = 0; i < loaded.size(); ++i) {
        const int row = first + i;
        if (row < 0 || row >= m_rowCount || isLoaded(row))
            continue;
        put(row, loaded.at(i));
        firstSet = qMin(firstSet, row);
        lastSet = qMax(lastSet, row);
    }
    m_wantedFirst = 0;
    m_wantedLast = -1;
    if (lastSet >= 0)
        Q_EMIT dataChanged(index(firstSet), index(lastSet));
}

void TranscriptModel::append(const BranchMessage &message)
{
    Q_ASSERT(isInItsThread(this));
    beginInsertRows({}, m_rowCount, m_rowCount);
    put(m_rowCount, message);
    ++m_rowCount;
    endInsertRows();
}

void TranscriptModel::truncate(int rowCount)
{
    Q_ASSERT(isInItsThread(this));
    if (rowCount >= m_rowCount)
        return;
    beginRemoveRows({}, rowCount, m_rowCount - 1);
    for (int row = rowCount; row < m_rowCount; ++row) {
        if (const auto it = m_rows.constFind(row); it != m_rows.constEnd()) {
            m_rowById.remove(it->message.id);
            m_rows.erase(it);
        }
    }
    m_rowCount = rowCount;
    endRemoveRows();
}

void TranscriptModel::replace(int row, const BranchMessage &message)
{
    Q_ASSERT(isInItsThread(this));
    Q_ASSERT(isLoaded(row));
    put(row, message);
    Q_EMIT dataChanged(index(row), index(row));
}

void TranscriptModel::growContent(int row, QStringView text)
{
    Q_ASSERT(isInItsThread(this));
    const auto it = m_rows.find(row);
    Q_ASSERT(it != m_rows.end());
    const qsizetype from = it->message.content.size();
    it->message.content += text;
    Q_EMIT contentGrown(row, from);
}

void TranscriptModel::growReasoning(int row, QStringView text)
{
    Q_ASSERT(isInItsThread(this));
    const auto it = m_rows.find(row);
    Q_ASSERT(it != m_rows.end());
    const qsizetype from = it->message.reasoning.size();
    it->message.reasoning += text;
    Q_EMIT reasoningGrown(row, from);
}

void TranscriptModel::setContextBegin(int row)
{
    if (const int before = std::exchange(m_contextBegin, row); before != row)
        Q_EMIT contextBeginChanged(before);
}

} // namespace bobbin
