#pragma once

#include "core/conversation.h"

#include <QAbstractListModel>
#include <QDate>
#include <QHash>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace bobbin {

/// What the sidebar lists: conversations or the results of a search, in the order in which they are given.
///
/// Holds the part that has been loaded; whoever shows it fetches more when the reader comes near its end,
/// and the owner of the model answers moreWanted() with append(). What a change costs does not depend on how
/// many rows there are, but for moving some bytes for each.
class ConversationListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    /// How the rows are ordered: a conversation that changes moves to its place. Without an order they are as
    /// given, such as the results of a search, and stay.
    using Order = std::optional<ListOrder>;
    enum DataRole {
        SummaryRole = Qt::UserRole, ///< bobbin::ConversationSummary
        GroupRole, ///< QString: the heading under which the row stands; empty for none.
        BusyRole, ///< bool: a reply is being received.
    };
    /// A heading and where it stands: above the row `first`.
    struct Section {
        int first = 0;
        QString title;

        friend bool operator==(const Section &, const Section &) = default;
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the title.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Titles can be edited; the view that lets the user do so stores what was entered.
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    /// What is dragged is the ids; see conversationsIn().
    QStringList mimeTypes() const override;
    Qt::DropActions supportedDragActions() const override { return Qt::MoveAction; }
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

    [[nodiscard]] const ConversationSummary &at(int row) const
    {
        return *m_rows.at(static_cast<size_t>(row));
    }
    /// -1 if it is not among the loaded rows.
    [[nodiscard]] int rowOf(const ConversationId &id) const;
    /// Whether there are rows that have not been loaded.
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// In the order of their rows; empty for results of a search and for what has no groups.
    [[nodiscard]] const QList<Section> &sections() const;
    /// Whether rows have a second line, as the results of a search have.
    [[nodiscard]] bool hasSnippets() const { return m_hasSnippets; }

    void reset(const QList<ConversationSummary> &rows, Order order, bool hasMore);
    /// The results of a search, under a heading that counts them; there may be more than `limit`.
    void resetToResults(const QList<ConversationSummary> &rows, int limit);
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
    void replaceRows(const QList<ConversationSummary> &rows, Order order, bool hasMore, int resultLimit);
    using Row = std::unique_ptr<ConversationSummary>;

    [[nodiscard]] bool isBefore(const ConversationSummary &a, const ConversationSummary &b) const;
    [[nodiscard]] int placeOf(const ConversationSummary &summary, int without) const;
    [[nodiscard]] QString groupOf(const ConversationSummary &summary) const;
    [[nodiscard]] int endOfGroup(int first) const;
    [[nodiscard]] Timestamp timeOf(const ConversationSummary &summary) const;
    void forgetSections() { m_sections.reset(); }

    std::vector<Row> m_rows;
    QHash<ConversationId, const ConversationSummary *> m_byId;
    mutable std::optional<QList<Section>> m_sections;
    QSet<ConversationId> m_busy;
    QDate m_today = QDate::currentDate();
    Order m_order = ListOrder::Activity;
    bool m_hasMore = false;
    int m_resultLimit = 0; // 0 if these are no results of a search
    bool m_isFetching = false;
    bool m_hasSnippets = false;
};

/// The heading of a conversation that was last active on `day`: "Today", "Yesterday", "Previous 7 days", or
/// its month.
[[nodiscard]] QString groupOfDay(const QDate &day, const QDate &today);

/// The type of what is dragged out of the list.
inline constexpr QLatin1StringView ConversationsMimeType("application/x-bobbin-conversations");
/// The conversations that are dragged; empty for anything else.
[[nodiscard]] QList<ConversationId> conversationsIn(const QMimeData *data);

} // namespace bobbin

Q_DECLARE_METATYPE(bobbin::ConversationSummary)
