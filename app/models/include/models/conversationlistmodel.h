#pragma once

#include "core/conversation.h"

#include <QAbstractListModel>
#include <QDate>
#include <QSet>

namespace bobbin {

/// What the sidebar lists: conversations or the results of a search, in the order in which they are given.
///
/// Holds the part that has been loaded; whoever shows it fetches more when the reader comes near its end,
/// and the owner of the model answers moreWanted() with append().
class ConversationListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Order {
        Activity, ///< Pinned first, then the newest: a conversation that changes moves to its place.
        Given, ///< As given, such as the results of a search: a conversation that changes stays.
    };
    enum DataRole {
        SummaryRole = Qt::UserRole, ///< bobbin::ConversationSummary
        GroupRole, ///< QString: the heading under which the row stands; empty for none.
        BusyRole, ///< bool: a reply is being received.
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the title.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Titles can be edited; the view that lets the user do so stores what was entered.
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] const ConversationSummary &at(int row) const { return m_rows.at(row); }
    /// -1 if it is not among the loaded rows.
    [[nodiscard]] int rowOf(const ConversationId &id) const;

    void reset(const QList<ConversationSummary> &rows, Order order, bool hasMore);
    void append(const QList<ConversationSummary> &rows, bool hasMore);
    /// Adds the conversation at its place, or changes and moves it there; see Order.
    void put(const ConversationSummary &summary);
    void remove(const ConversationId &id);
    void setBusy(const ConversationId &id, bool busy);
    /// To be called when a new day begins: the headings change.
    void setToday(const QDate &today);

Q_SIGNALS:
    void moreWanted();

private:
    int placeOf(const ConversationSummary &summary) const;

    QList<ConversationSummary> m_rows;
    QSet<ConversationId> m_busy;
    QDate m_today = QDate::currentDate();
    Order m_order = Order::Activity;
    bool m_hasMore = false;
    bool m_isFetching = false;
};

/// The heading of a conversation that was last active on `day`: "Today", "Yesterday", "Previous 7 days", or
/// its month.
[[nodiscard]] QString groupOfDay(const QDate &day, const QDate &today);

} // namespace bobbin

Q_DECLARE_METATYPE(bobbin::ConversationSummary)
