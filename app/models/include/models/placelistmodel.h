#pragma once

#include "core/place.h"

#include <QAbstractListModel>
#include <QList>

namespace bobbin {

/// The places that the sidebar offers: everything, the folders, what is in none, and the tags. Empty as long
/// as there are neither folders nor tags.
///
/// Conversations can be dropped on all but the first; the owner of the model does what is asked for by its
/// signals.
class PlaceListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum DataRole {
        PlaceRole = Qt::UserRole, ///< bobbin::Place
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Asks for a folder to be renamed.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    void setPlaces(const QList<Folder> &folders, const QStringList &tags);
    [[nodiscard]] const Place &at(int row) const { return m_rows.at(row).place; }
    /// -1 if it is not there.
    [[nodiscard]] int rowOf(const Place &place) const;

Q_SIGNALS:
    void renameRequested(const bobbin::FolderId &folder, const QString &name);
    void conversationsDropped(const QList<bobbin::ConversationId> &conversations, const bobbin::Place &place);

private:
    struct Row {
        Place place;
        QString name;

        friend bool operator==(const Row &, const Row &) = default;
    };

    QList<Row> m_rows;
};

} // namespace bobbin
