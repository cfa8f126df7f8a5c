#include "models/placelistmodel.h"

#include "models/conversationlistmodel.h"

#include <algorithm>

namespace bobbin {

int PlaceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PlaceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return row.name;
    case Qt::AccessibleDescriptionRole:
        if (row.place.kind == Place::Kind::Folder)
            return tr("Folder");
        return row.place.kind == Place::Kind::Tag ? tr("Tag") : QString();
    case PlaceRole:
        return QVariant::fromValue(row.place);
    default:
        return {};
    }
}

bool PlaceListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().simplified();
    if (role != Qt::EditRole || at(index.row()).kind != Place::Kind::Folder || name.isEmpty())
        return false;
    Q_EMIT renameRequested(at(index.row()).folder, name);
    return true;
}

Qt::ItemFlags PlaceListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = QAbstractListModel::flags(index) | Qt::ItemNeverHasChildren;
    const Place::Kind kind = at(index.row()).kind;
    flags.setFlag(Qt::ItemIsEditable, kind == Place::Kind::Folder);
    flags.setFlag(Qt::ItemIsDropEnabled, kind != Place::Kind::Everywhere);
    return flags;
}

QStringList PlaceListModel::mimeTypes() const { return {ConversationsMimeType}; }

bool PlaceListModel::dropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent)
{
    const QList<ConversationId> conversations = conversationsIn(data);
    if (!parent.isValid() || conversations.isEmpty())
        return false;
    Q_EMIT conversationsDropped(conversations, at(parent.row()));
    return true;
}

void PlaceListModel::setPlaces(const QList<Folder> &folders, const QStringList &tags)
{
    QList<Row> rows;
    if (!folders.isEmpty() || !tags.isEmpty())
        rows.append({{}, tr("All conversations")});
    for (const Folder &folder : folders)
        rows.append({Place::inFolder(folder.id), folder.name});
    if (!folders.isEmpty())
        rows.append({Place::outsideFolders(), tr("No folder")});
    for (const QString &tag : tags)
        rows.append({Place::under(tag), tag});
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int PlaceListModel::rowOf(const Place &place) const
{
    const auto it =
        std::find_if(m_rows.begin(), m_rows.end(), [&place](const Row &row) { return row.place == place; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

} // namespace bobbin
