#pragma once

#include "models/conversationlistmodel.h"
#include "session/chatsession.h"
#include "session/titlemaker.h"
#include "store/conversationtable.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace bobbin {

class ConversationStore;

/// All conversations: lists and finds them, opens them for use, and changes them as wholes.
///
/// A conversation that is busy goes on when another one is shown. All changes can be undone while the
/// program runs.
class Library final : public QObject
{
    Q_OBJECT
public:
    /// `context` and `searcher`, a store thread for searches alone, must live longer than the library.
    Library(const ChatSession::Context &context, StoreThread &searcher, QObject *parent = nullptr);
    ~Library() override;

    [[nodiscard]] ConversationListModel *list() { return &m_list; }
    [[nodiscard]] ConversationList shownList() const { return m_shownList; }
    void showList(ConversationList list);
    /// Lists what has the words of `text`; an empty text lists the conversations again.
    void search(const QString &text);
    [[nodiscard]] QString searchText() const { return m_searchText; }

    /// Finds without listing; `answer` is called unless a later search came or `context` is gone.
    void find(const QString &text, int limit, QObject *context,
              std::function<void(const QList<ConversationSummary> &)> answer);

    /// A conversation that has not begun. Owned by the library.
    ChatSession *begin(const ServiceId &service, const QString &model);
    /// The conversation in use or opened for it; see ChatSession::open(). Owned by the library.
    ChatSession *session(const ConversationId &id);
    /// Says which session is shown; those that are neither shown nor busy are let go.
    void setShown(ChatSession *session);
    [[nodiscard]] bool isAnyBusy() const;
    /// There is no conversation to be listed. False until the list has been read.
    [[nodiscard]] bool isEmpty() const;

    /// What was used of which model in which month; `answer` is not called if `context` is gone by then.
    void readUsage(QObject *context, std::function<void(const QList<UsageOfMonth> &)> answer);

    /// What is in a file that belongs to a message; nothing if it cannot be read. `answer` is not called if
    /// `context` is gone by then.
    void readAttachment(const AttachmentId &id, QObject *context,
                        std::function<void(const std::optional<QByteArray> &)> answer);

    void rename(const ConversationId &id, const QString &title);
    void setPinned(const ConversationId &id, bool pinned);
    void setArchived(const ConversationId &id, bool archived);
    void moveToTrash(const ConversationId &id);
    void restore(const ConversationId &id);
    /// Deletes for good. Cannot be undone.
    void deleteForGood(const ConversationId &id);
    void emptyTrash();
    /// Deletes for good what was trashed before `before`, in the background.
    void emptyTrash(Timestamp before);

    /// Takes back the last change.
    void undo();
    [[nodiscard]] bool canUndo() const { return !m_undo.isEmpty(); }

Q_SIGNALS:
    /// The list shows what was last asked for.
    void listChanged();
    void trashed(const bobbin::ConversationId &id, const QString &title);
    /// The conversation was deleted for good.
    void removed(const bobbin::ConversationId &id);
    void canUndoChanged();
    /// The conversation was taken back to what it was.
    void undone(const bobbin::ConversationId &id);
    void failed(const QString &message);

private:
    using StoreChange = std::function<Status<StoreError>(ConversationStore &)>;

    void indexOlder();
    void loadPage(const std::optional<ListPosition> &after);
    void watch(ChatSession *session);
    void putIntoList(const ChatSession *session);
    /// Makes `change` in the store, then brings list and session up to date.
    void apply(const ConversationId &id, const StoreChange &change);
    void applyUndoably(const ConversationId &id, const StoreChange &change, const StoreChange &reverse);
    void setTrashed(const ConversationId &id, bool trashed);
    void refresh(const ConversationId &id);
    void forget(const ConversationId &id);
    void letGo();
    QString titleOf(const ConversationId &id) const;

    const ChatSession::Context m_context;
    StoreThread &m_searcher;
    TitleMaker m_titles;
    ConversationListModel m_list;
    ConversationList m_shownList = ConversationList::Current;
    std::optional<ListPosition> m_next;
    QString m_searchText;
    bool m_isListed = false;
    QTimer m_dayTimer;
    QTimer m_indexing;
    int m_listing = 0; // counts what was asked for; answers to earlier questions are dropped
    QHash<ConversationId, ChatSession *> m_sessions;
    QList<ConversationId> m_recent; // those that have been shown, the newest last
    QPointer<ChatSession> m_shown;
    struct Undo {
        ConversationId id;
        StoreChange reverse;
    };
    QList<Undo> m_undo;
};

} // namespace bobbin
