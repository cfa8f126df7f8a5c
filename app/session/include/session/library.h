#pragma once

#include "models/conversationlistmodel.h"
#include "session/chatsession.h"
#include "session/organizer.h"
#include "session/places.h"
#include "session/titlemaker.h"
#include "store/conversationtable.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace bobbin {

class ConversationStore;

/// All conversations: lists and finds them, and opens them for use. Its organizer changes them as wholes.
///
/// A conversation that is busy goes on when another one is shown.
class Library final : public QObject
{
    Q_OBJECT
public:
    /// `context` and `searcher`, a store thread for searches alone, must live longer than the library.
    Library(const ChatSession::Context &context, StoreThread &searcher, QObject *parent = nullptr);
    ~Library() override;

    [[nodiscard]] ConversationListModel *list() { return &m_list; }
    [[nodiscard]] Organizer &organizer() { return m_organizer; }
    [[nodiscard]] Places &places() { return m_places; }
    [[nodiscard]] const Places &places() const { return m_places; }
    /// The store thread for searches alone.
    [[nodiscard]] StoreThread &searcher() { return m_searcher; }
    [[nodiscard]] ConversationList shownList() const { return m_query.list; }
    [[nodiscard]] ListOrder order() const { return m_query.order; }
    [[nodiscard]] const Place &place() const { return m_query.place; }
    void showList(ConversationList list);
    /// Lists what is there, of the current conversations.
    void showPlace(const Place &place);
    void setOrder(ListOrder order);
    /// Lists the same again.
    void reload();
    /// The history has more now, by an import: also conversations in use may.
    void takeImport();
    /// Lists what has the words of `text`; an empty text lists the conversations again.
    void search(const QString &text);
    [[nodiscard]] QString searchText() const { return m_searchText; }

    /// A conversation that has not begun; it will be in the folder that is listed. Owned by the library.
    ChatSession *begin(const ServiceId &service, const QString &model);
    /// The conversation in use or opened for it; see ChatSession::open(). Owned by the library.
    ChatSession *session(const ConversationId &id);
    /// Says which session is shown; those that are neither shown nor busy are let go.
    void setShown(ChatSession *session);
    [[nodiscard]] bool isAnyBusy() const;
    /// The disk does not take something of a conversation: see ChatSession::isHeld().
    [[nodiscard]] bool isAnyHeld() const;
    /// The network is back: see ChatSession::takeNetworkReturn(). What is asked from now on is asked over new
    /// connections.
    void takeNetworkReturn();
    /// There is no conversation to be listed. False until the list has been read.
    [[nodiscard]] bool isEmpty() const;

    /// Of a conversation that is in use or listed; empty for others.
    [[nodiscard]] QString titleOf(const ConversationId &id) const;
    [[nodiscard]] QStringList tagsOf(const ConversationId &id) const;

    /// What was used of which model in which month; `answer` is not called if `context` is gone by then.
    void readUsage(QObject *context,
                   std::function<void(const Result<QList<UsageOfMonth>, StoreError> &)> answer);

    /// What is in a file that belongs to a message; nothing if it cannot be read. `answer` is not called if
    /// `context` is gone by then.
    void readAttachment(const AttachmentId &id, QObject *context,
                        std::function<void(const std::optional<QByteArray> &)> answer);

    void rename(const ConversationId &id, const QString &title);
    /// Stops what they are doing, too.
    void moveToTrash(const QList<ConversationId> &ids);
    /// Deletes for good. Cannot be undone.
    void deleteForGood(const ConversationId &id);
    void emptyTrash();
    /// Deletes for good what has been in the trash for longer than `kept`, in the background; not what is in
    /// use, which somebody may be reading.
    void emptyOldTrash(std::chrono::days kept);

Q_SIGNALS:
    /// The list shows what was last asked for.
    void listChanged();
    /// The conversation was deleted for good.
    void removed(const bobbin::ConversationId &id);
    void failed(const QString &message);

private:
    void finishMigration();
    void lookAtClock();
    void emptyTrash(Timestamp before);
    struct TrashStep {
        QList<ConversationId> removed;
        QList<TrashedConversation> trashed; ///< All that is to be removed.
        qsizetype next = 0; ///< The first of them that is left.
    };
    static Result<TrashStep, StoreError> removeSome(ConversationStore &store,
                                                    const QList<TrashedConversation> &trashed, qsizetype from,
                                                    const QSet<ConversationId> &inUse);
    [[nodiscard]] QSet<ConversationId> inUse() const;
    void takeTrashStep(const Result<TrashStep, StoreError> &step);
    [[nodiscard]] bool isListed(const ConversationSummary &summary) const;
    void loadPage(const std::optional<ListPosition> &after);
    void watch(ChatSession *session);
    void putIntoList(const ChatSession *session);
    void refresh(const QList<ConversationId> &ids);
    void takeOver(const Conversation &stored);
    void forget(const ConversationId &id);
    void letGo();

    const ChatSession::Context m_context;
    StoreThread &m_searcher;
    TitleMaker m_titles;
    ConversationListModel m_list;
    Organizer m_organizer;
    Places m_places;
    ListQuery m_query;
    std::optional<ListPosition> m_next;
    QString m_searchText;
    bool m_isListed = false;
    QTimer m_dayTimer;
    QTimer m_clockTimer;
    QTimer m_migrating;
    int m_listing = 0; // counts what was asked for; answers to earlier questions are dropped
    QHash<ConversationId, ChatSession *> m_sessions;
    QList<ConversationId> m_recent; // those that have been shown, the newest last
    QPointer<ChatSession> m_shown;
};

} // namespace bobbin
