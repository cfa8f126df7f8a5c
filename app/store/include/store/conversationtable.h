#pragma once

#include "core/conversation.h"
#include "core/place.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QList>

#include <functional>
#include <optional>

namespace bobbin {

class Database;
enum class Statement;

enum class ConversationList { Current, Archived, Trash };

/// Which conversations are listed, and how. The trash is always ordered by when something was moved there.
struct ListQuery {
    ConversationList list = ConversationList::Current;
    ListOrder order = ListOrder::Activity;
    Place place {};

    friend bool operator==(const ListQuery &, const ListQuery &) = default;
};

/// Where a page of a conversation list begins: behind the row that has this place.
struct ListPosition {
    bool pinned = false;
    Timestamp time {}; ///< That it is ordered by.
    QByteArray titleKey; ///< The same in the order of titles.
    qint64 pk = 0;
};

struct ConversationListPage {
    QList<ConversationSummary> conversations;
    std::optional<ListPosition> next; ///< Where to go on; empty at the end of the list.
};

struct TrashedConversation {
    ConversationId id;
    Timestamp since {};
};

struct ConversationTitle {
    ConversationId id;
    QString title;
    Timestamp activeAt {};

    friend bool operator==(const ConversationTitle &, const ConversationTitle &) = default;
};

/// The conversations without their messages. Part of a ConversationStore, used in its thread.
class ConversationTable final
{
public:
    ConversationTable(Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    /// Stores a new conversation as it is, but for updatedAt and length, which follow.
    Status<StoreError> insert(const Conversation &conversation);
    /// Overwrites what is stored under the same id; times are taken as they are given.
    Status<StoreError> replace(const Conversation &conversation);
    [[nodiscard]] Result<Conversation, StoreError> find(const ConversationId &id) const;

    /// At most `limit` rows in the order that is asked for, pinned ones before all.
    [[nodiscard]] Result<ConversationListPage, StoreError>
    page(const ListQuery &query, int limit, const std::optional<ListPosition> &after = {}) const;

    /// False if a title of a higher source stands there already; nothing is changed then.
    Result<bool, StoreError> setTitle(const ConversationId &id, const QString &title, TitleSource source);
    Status<StoreError> setPinned(const ConversationId &id, bool pinned);
    Status<StoreError> setArchived(const ConversationId &id, bool archived);
    /// Moves to the trash or, with false, out of it.
    Status<StoreError> setTrashed(const ConversationId &id, bool trashed);
    /// A null id takes it out of its folder.
    Status<StoreError> setFolder(const ConversationId &id, const FolderId &folder);
    Status<StoreError> setTags(const ConversationId &id, const QStringList &tags);
    Status<StoreError> setModel(const ConversationId &id, const ServiceId &service, const QString &model);
    Status<StoreError> setInstructions(const ConversationId &id, const QString &instructions);
    Status<StoreError> setParameters(const ConversationId &id, const Parameters &parameters);
    Status<StoreError> setStrategy(const ConversationId &id, const std::optional<Strategy> &strategy);
    /// Null for no message at all; one of another conversation, or that is gone, is not found.
    Status<StoreError> setLeaf(const ConversationId &id, const MessageId &leaf);

    /// Deletes for good, with everything that belongs to it; leaves a tombstone.
    Status<StoreError> remove(const ConversationId &id);
    /// The same without the tombstone, as if it had never been there.
    Status<StoreError> forget(const ConversationId &id);
    /// What was trashed before `time`, the oldest first.
    [[nodiscard]] Result<QList<TrashedConversation>, StoreError> trashedBefore(Timestamp time) const;
    /// Deletes these for good, unless they have left the trash since; returns what is gone.
    Result<QList<ConversationId>, StoreError> removeTrashed(const QList<TrashedConversation> &conversations);

    /// Calls `visit` with every conversation in the order of storing, trash included, until it returns false.
    Status<StoreError> forEach(const std::function<bool(const Conversation &)> &visit) const;
    [[nodiscard]] Result<qint64, StoreError> count() const;

    /// All but the trash, the newest first.
    [[nodiscard]] Result<QList<ConversationTitle>, StoreError> titles() const;

    /// Goes on with ordering the titles of conversations that are not, or by the alphabet of another language
    /// than titleLanguage(): `most` at once; false when all are.
    Result<bool, StoreError> orderTitles(int most);

private:
    [[nodiscard]] Status<StoreError> addSection(const ListQuery &query, bool isPinned, bool isRare, int limit,
                                                const std::optional<ListPosition> &after,
                                                ConversationListPage &page) const;
    [[nodiscard]] Result<bool, StoreError> isRare(const Place &place) const;
    Result<qint64, StoreError> firstTitleToOrder();
    template<typename Value>
    Status<StoreError> set(Statement statement, const ConversationId &id, const Value &value);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace bobbin
