#include "models/branchtreemodel.h"

#include <QRegularExpression>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// Without what is there for the eye only: a row is one line.
QString plainWords(QString markdown)
{
    static const QRegularExpression marks(u"^\\s*([#>*+-]+\\s+)+|`+|\\*\\*|__"_s,
                                          QRegularExpression::MultilineOption);
    return markdown.remove(marks).simplified();
}

// How many rows two states have in common at their beginning, and at their end behind that.
struct Overlap {
    qsizetype first = 0;
    qsizetype last = 0;
};

Overlap overlapOf(const QList<BranchRow> &a, const QList<BranchRow> &b)
{
    Overlap overlap;
    const qsizetype most = std::min(a.size(), b.size());
    while (overlap.first < most && a.at(overlap.first).id == b.at(overlap.first).id)
        ++overlap.first;
    while (overlap.first + overlap.last < most
           && a.at(a.size() - 1 - overlap.last).id == b.at(b.size() - 1 - overlap.last).id)
        ++overlap.last;
    return overlap;
}

} // namespace

BranchTreeModel::BranchTreeModel(QObject *parent) : QAbstractListModel(parent)
{
    m_asking.setSingleShot(true);
    connect(&m_asking, &QTimer::timeout, this, &BranchTreeModel::askForWanted);
}

int BranchTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant BranchTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return previewAt(index.row()).words;
    case Qt::AccessibleTextRole:
        return describe(index.row());
    case IsActiveRole:
        return isActive(index.row());
    default:
        return {};
    }
}

MessagePreview BranchTreeModel::previewAt(int row) const
{
    const MessageId id = m_rows.at(row).id;
    const auto it = m_previews.constFind(id);
    if (it != m_previews.constEnd())
        return *it;
    want(id);
    MessagePreview unknown;
    unknown.id = id;
    return unknown;
}

QString BranchTreeModel::describe(int row) const
{
    const BranchRow &message = m_rows.at(row);
    const MessagePreview preview = previewAt(row);
    QStringList parts {tr("%1: %2", "who, and the first words of the message")
                           .arg(displayName(message.role), preview.words)};
    if (message.role == Role::Assistant && !preview.model.isEmpty())
        parts << preview.model;
    if (message.alternatives > 1)
        parts << tr("alternative %1 of %2").arg(message.alternative + 1).arg(message.alternatives);
    if (message.isMilestone)
        parts << tr("milestone");
    if (message.state != ReplyState::Complete)
        parts << displayName(message.state);
    if (isActive(row))
        parts << tr("on the branch that is shown");
    return parts.join(u", "_s);
}

int BranchTreeModel::rowOf(const MessageId &id) const
{
    const auto it =
        std::find_if(m_rows.rbegin(), m_rows.rend(), [&](const BranchRow &row) { return row.id == id; });
    return static_cast<int>(m_rows.rend() - it) - 1;
}

void BranchTreeModel::setRows(const QList<BranchRow> &rows)
{
    const auto [first, last] = overlapOf(m_rows, rows);
    if (first == 0 && last == 0) {
        beginResetModel();
        m_rows = rows;
        m_active = QBitArray(rows.size());
        m_previews.clear();
        markActive();
        endResetModel();
        return;
    }
    const int removed = static_cast<int>(m_rows.size() - first - last);
    const int inserted = static_cast<int>(rows.size() - first - last);
    const int from = static_cast<int>(first);
    if (removed > 0) {
        beginRemoveRows({}, from, from + removed - 1);
        m_rows.remove(first, removed);
        m_active = QBitArray(m_rows.size());
        endRemoveRows();
    }
    if (inserted > 0) {
        beginInsertRows({}, from, from + inserted - 1);
        m_rows = rows;
        m_active = QBitArray(m_rows.size());
        endInsertRows();
    }
    m_rows = rows;
    markActive();
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void BranchTreeModel::setLeaf(const MessageId &leaf)
{
    if (leaf == m_leaf)
        return;
    m_leaf = leaf;
    if (m_rows.isEmpty() || rowOf(leaf) < 0)
        return; // its row comes later
    markActive();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {IsActiveRole});
}

void BranchTreeModel::markActive()
{
    m_active.fill(false);
    m_leafRow = rowOf(m_leaf);
    for (int row = m_leafRow; row >= 0; row = m_rows.at(row).parent)
        m_active.setBit(row);
}

void BranchTreeModel::setMilestone(const MessageId &id, bool milestone)
{
    const int row = rowOf(id);
    if (row < 0 || m_rows.at(row).isMilestone == milestone)
        return;
    m_rows[row].isMilestone = milestone;
    Q_EMIT dataChanged(index(row), index(row));
}

void BranchTreeModel::setPreviews(const QList<MessagePreview> &previews)
{
    for (MessagePreview preview : previews) {
        preview.words = plainWords(preview.words);
        m_previews.insert(preview.id, preview);
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole});
}

void BranchTreeModel::forgetPreview(const MessageId &id)
{
    m_previews.remove(id);
    if (const int row = rowOf(id); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {Qt::DisplayRole});
}

void BranchTreeModel::want(const MessageId &id) const
{
    m_wanted.append(id);
    if (!m_asking.isActive())
        m_asking.start(0);
}

void BranchTreeModel::askForWanted()
{
    QList<MessageId> wanted = std::exchange(m_wanted, {});
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    Q_EMIT previewsWanted(wanted);
}

} // namespace bobbin
