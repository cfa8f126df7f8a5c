#pragma once

#include "models/branchrows.h"

#include <QAbstractListModel>
#include <QBitArray>
#include <QHash>
#include <QTimer>

namespace bobbin {

/// The whole tree of a conversation as a list of rows, each of which knows its level.
///
/// The shape is given at once, the texts arrive when rows are looked at: what data() does not know yet is
/// asked for by previewsWanted(), many rows at a time, and the owner of the model answers with setPreviews().
class BranchTreeModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum DataRole {
        IsActiveRole = Qt::UserRole, ///< Whether the row is on the branch that is shown.
    };

    explicit BranchTreeModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the beginning of the text; AccessibleTextRole says all that a row shows.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    [[nodiscard]] const BranchRow &at(int row) const { return m_rows.at(row); }
    /// Empty but for the id as long as it is not known.
    [[nodiscard]] MessagePreview previewAt(int row) const;
    [[nodiscard]] bool isActive(int row) const { return m_active.at(row); }
    /// -1 if it is not there.
    [[nodiscard]] int rowOf(const MessageId &id) const;
    /// The row of the end of the branch that is shown; -1 if it is not there.
    [[nodiscard]] int leafRow() const { return m_leafRow; }

    /// Takes over another state of the tree, row by row where it is another state of the same tree.
    void setRows(const QList<BranchRow> &rows);
    /// The branch that ends with `leaf` is shown. If that has no row yet, setRows() brings it.
    void setLeaf(const MessageId &leaf);
    void setMilestone(const MessageId &id, bool milestone);
    void setPreviews(const QList<MessagePreview> &previews);
    /// The text of `id` has changed.
    void forgetPreview(const MessageId &id);

Q_SIGNALS:
    void previewsWanted(const QList<bobbin::MessageId> &messages);

private:
    [[nodiscard]] QString describe(int row) const;
    void want(const MessageId &id) const;
    void askForWanted();
    void markActive();

    QList<BranchRow> m_rows;
    QBitArray m_active;
    MessageId m_leaf;
    int m_leafRow = -1;
    QHash<MessageId, MessagePreview> m_previews;
    mutable QList<MessageId> m_wanted;
    mutable QTimer m_asking;
};

} // namespace bobbin
