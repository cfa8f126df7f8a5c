#pragma once

#include "core/message.h"

#include <QAbstractListModel>
#include <QHash>

namespace bobbin {

/// The active branch of one conversation, first message in row 0, leaf in the last row.
///
/// The number of rows is known from the start, the messages arrive in pieces: a row that has not been
/// loaded has no message yet. Whoever shows the model says with want() which rows are needed, and the
/// owner of the model answers rowsWanted() with setRows(). A reply that is being received grows in place.
class TranscriptModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum DataRole {
        MessageIdRole = Qt::UserRole, ///< bobbin::MessageId; null while the row is not loaded.
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the message's text.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    [[nodiscard]] bool isLoaded(int row) const { return m_rows.contains(row); }
    /// Requires isLoaded(row). The reference is valid until the model changes.
    [[nodiscard]] const BranchMessage &at(int row) const;
    [[nodiscard]] const Message &messageAt(int row) const { return at(row).message; }
    /// The row of a loaded message; -1 if it is not loaded or not of this branch.
    [[nodiscard]] int rowOf(const MessageId &id) const { return m_rowById.value(id, -1); }

    /// Asks for the rows from `first` to `last` that are neither loaded nor on their way.
    void want(int first, int last);

    /// Replaces everything: a branch of `rowCount` messages, of which those from row `first` on are loaded,
    /// and those at its `end`.
    void reset(int rowCount, int first, const QList<BranchMessage> &loaded,
               const QList<BranchMessage> &end = {});
    /// Fills in rows that were not loaded. Rows that are loaded are left as they are.
    void setRows(int first, const QList<BranchMessage> &loaded);
    /// Adds a message below the last row.
    void append(const BranchMessage &message);
    /// Drops the rows from `rowCount` on.
    void truncate(int rowCount);
    /// Replaces the message of a loaded row, which may be another alternative of it.
    void replace(int row, const BranchMessage &message);

    /// Appends to the text or the reasoning of a loaded row.
    void growContent(int row, QStringView text);
    void growReasoning(int row, QStringView text);

    /// The row from which on the next request has everything; 0 if nothing is left out.
    [[nodiscard]] int contextBegin() const { return m_contextBegin; }
    void setContextBegin(int row);

Q_SIGNALS:
    /// It stands somewhere else now; `before` is where it stood.
    void contextBeginChanged(int before);
    /// Rows that are asked for and not loaded.
    void rowsWanted(int first, int last);
    /// Text was appended to a row and nothing else of it changed; dataChanged() is not emitted for it.
    void contentGrown(int row, qsizetype from);
    void reasoningGrown(int row, qsizetype from);

private:
    void put(int row, const BranchMessage &message);

    int m_rowCount = 0;
    int m_contextBegin = 0;
    QHash<int, BranchMessage> m_rows;
    QHash<MessageId, int> m_rowById;
    int m_wantedFirst = 0; // the range that is on its way; empty if m_wantedLast < m_wantedFirst
    int m_wantedLast = -1;
};

} // namespace bobbin
