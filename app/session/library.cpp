#include "session/library.h"

#include "store/storethread.h"

namespace bobbin {
namespace {

constexpr std::chrono::milliseconds IndexingPause {50};
constexpr int IndexedAtOnce = 200; // messages: a few milliseconds
constexpr int ListPage = 200;
constexpr int MostResults = 100;
constexpr int MostIdleSessions = 4; // conversations that were just left are back at once
constexpr int MostUndo = 50;
constexpr int DeletedAtOnce = 5;
constexpr std::chrono::minutes DayCheckInterval {1};

ConversationSummary summaryOf(const Conversation &conversation)
{
    return {.id = conversation.id,
            .title = conversation.title,
            .pinned = conversation.pinned,
            .archived = conversation.archived,
            .trashed = conversation.trashedAt.has_value(),
            .activeAt = conversation.activeAt,
            .snippet = {},
            .hit = {}};
}

bool belongsTo(ConversationList list, const ConversationSummary &summary)
{
    switch (list) {
    case ConversationList::Current:
        return !summary.trashed && !summary.archived;
    case ConversationList::Archived:
        return !summary.trashed && summary.archived;
    case ConversationList::Trash:
        return summary.trashed;
    }
    Q_UNREACHABLE();
}

} // namespace

Library::Library(const ChatSession::Context &context, StoreThread &searcher, QObject *parent)
    : QObject(parent), m_context(context), m_searcher(searcher), m_titles(context.services, context.network)
{
    m_dayTimer.setInterval(DayCheckInterval);
    connect(&m_dayTimer, &QTimer::timeout, this, [this] { m_list.setToday(QDate::currentDate()); });
    m_dayTimer.start();
    connect(&m_list, &ConversationListModel::moreWanted, this, [this] { loadPage(m_next); });
    m_indexing.setSingleShot(true);
    m_indexing.setInterval(IndexingPause);
    connect(&m_indexing, &QTimer::timeout, this, &Library::indexOlder);
    m_indexing.start();
    showList(ConversationList::Current);
}

// What an earlier version did not index is found later too, without anybody waiting for it.
void Library::indexOlder()
{
    m_context.writer.run(
        this, [](ConversationStore &store) { return store.search().indexOlder(IndexedAtOnce); },
        [this](const Result<bool, StoreError> &isLeft) {
            if (isLeft && isLeft.value())
                m_indexing.start();
        });
}

Library::~Library() { qDeleteAll(m_sessions); }

void Library::showList(ConversationList list)
{
    m_shownList = list;
    m_searchText.clear();
    ++m_listing;
    loadPage({});
}

void Library::loadPage(const std::optional<ListPosition> &after)
{
    m_context.reader.run(
        this,
        [list = m_shownList, after](ConversationStore &store) {
            return store.conversations().page(list, ListPage, after);
        },
        [this, listing = m_listing, isFirst = !after](const Result<ConversationListPage, StoreError> &page) {
            if (listing != m_listing)
                return;
            if (!page) {
                Q_EMIT failed(explain(page.error()));
                return;
            }
            m_next = page->next;
            m_isListed = true;
            if (!isFirst) {
                m_list.append(page->conversations, m_next.has_value());
                return;
            }
            const auto order = m_shownList == ConversationList::Trash
                ? ConversationListModel::Order::Given
                : ConversationListModel::Order::Activity;
            m_list.reset(page->conversations, order, m_next.has_value());
            Q_EMIT listChanged();
        });
}

void Library::search(const QString &text)
{
    if (text.trimmed().isEmpty()) {
        if (!m_searchText.isEmpty())
            showList(ConversationList::Current);
        return;
    }
    m_searchText = text;
    const int listing = ++m_listing;
    m_searcher.interrupt(); // the search for what was typed before
    m_searcher.run(
        this, [text](ConversationStore &store) { return store.search().find(text, MostResults); },
        [this, listing](const Result<QList<ConversationSummary>, StoreError> &found) {
            if (listing != m_listing)
                return;
            if (!found) {
                if (found.error().kind == StoreError::Kind::Interrupted)
                    search(m_searchText); // the interruption was meant for the one before
                else
                    Q_EMIT failed(explain(found.error()));
                return;
            }
            m_list.reset(found.value(), ConversationListModel::Order::Given, false);
            Q_EMIT listChanged();
        });
}

void Library::find(const QString &text, int limit, QObject *context,
                   std::function<void(const QList<ConversationSummary> &)> answer)
{
    m_searcher.run(
        context, [text, limit](ConversationStore &store) { return store.search().find(text, limit); },
        [answer = std::move(answer)](const Result<QList<ConversationSummary>, StoreError> &found) {
            if (found)
                answer(found.value());
        });
}

void Library::readAttachment(const AttachmentId &id, QObject *context,
                             std::function<void(const std::optional<QByteArray> &)> answer)
{
    m_context.reader.run(
        context, [id](ConversationStore &store) { return store.attachments().data(id); },
        [answer = std::move(answer)](const Result<QByteArray, StoreError> &data) {
            answer(data ? std::optional(data.value()) : std::nullopt);
        });
}

ChatSession *Library::begin(const ServiceId &service, const QString &model)
{
    ChatSession *session = ChatSession::create(m_context, service, model, this);
    m_sessions.insert(session->id(), session);
    watch(session);
    return session;
}

ChatSession *Library::session(const ConversationId &id)
{
    ChatSession *&session = m_sessions[id];
    if (!session) {
        session = ChatSession::open(m_context, id, this);
        watch(session);
    }
    return session;
}

void Library::watch(ChatSession *session)
{
    connect(session, &ChatSession::openFailed, this, [this, session](const StoreError &error) {
        m_sessions.remove(session->id());
        session->deleteLater();
        m_list.remove(session->id());
        Q_EMIT failed(explain(error));
    });
    connect(session, &ChatSession::conversationChanged, this, [this, session] { putIntoList(session); });
    connect(session, &ChatSession::busyChanged, this,
            [this, session] { m_list.setBusy(session->id(), session->isBusy()); });
    connect(session, &ChatSession::replyEnded, this, [this, session](const Message &reply) {
        if (reply.state == ReplyState::Complete)
            m_titles.considerAfterReply(session);
        letGo();
    });
}

void Library::putIntoList(const ChatSession *session)
{
    if (!session->isOpen())
        return;
    if (!session->isStored()) {
        m_list.remove(session->id()); // it could not be begun
        return;
    }
    const ConversationSummary summary = summaryOf(session->conversation());
    if (belongsTo(m_shownList, summary) || !m_searchText.isEmpty())
        m_list.put(summary);
}

void Library::setShown(ChatSession *session)
{
    m_shown = session;
    m_recent.removeOne(session->id());
    m_recent.append(session->id());
    letGo();
}

void Library::letGo()
{
    QList<ConversationId> idle;
    m_recent.removeIf([this](const ConversationId &id) { return !m_sessions.contains(id); });
    for (const ConversationId &id : std::as_const(m_recent)) {
        const ChatSession *session = m_sessions.value(id);
        if (session != m_shown && !session->isBusy())
            idle.append(id);
    }
    for (qsizetype i = 0; i + MostIdleSessions < idle.size(); ++i) {
        m_recent.removeOne(idle.at(i));
        m_sessions.take(idle.at(i))->deleteLater();
    }
}

bool Library::isAnyBusy() const
{
    return std::any_of(m_sessions.begin(), m_sessions.end(),
                       [](const ChatSession *session) { return session->isBusy(); });
}

void Library::apply(const ConversationId &id, const StoreChange &change)
{
    m_context.writer.run(this, change, [this, id](const Status<StoreError> &changed) {
        if (!changed)
            Q_EMIT failed(explain(changed.error()));
        refresh(id);
    });
}

void Library::applyUndoably(const ConversationId &id, const StoreChange &change, const StoreChange &reverse)
{
    apply(id, change);
    m_undo.append({id, reverse});
    if (m_undo.size() > MostUndo)
        m_undo.removeFirst();
    Q_EMIT canUndoChanged();
}

void Library::undo()
{
    if (m_undo.isEmpty())
        return;
    const Undo undo = m_undo.takeLast();
    apply(undo.id, undo.reverse);
    Q_EMIT canUndoChanged();
    Q_EMIT undone(undo.id);
}

void Library::refresh(const ConversationId &id)
{
    m_context.writer.run(
        this, [id](ConversationStore &store) { return store.conversations().find(id); },
        [this, id](const Result<Conversation, StoreError> &found) {
            if (!found) {
                m_list.remove(id);
                return;
            }
            if (ChatSession *session = m_sessions.value(id))
                session->takeOver(found.value());
            const ConversationSummary summary = summaryOf(found.value());
            if (!m_searchText.isEmpty() ? summary.trashed : !belongsTo(m_shownList, summary))
                m_list.remove(id);
            else if (m_shownList == ConversationList::Trash && m_list.rowOf(id) < 0)
                showList(m_shownList); // its place is by the time of deletion, which the store knows
            else
                m_list.put(summary);
        });
}

QString Library::titleOf(const ConversationId &id) const
{
    if (const ChatSession *session = m_sessions.value(id); session && session->isOpen())
        return session->conversation().title;
    const int row = m_list.rowOf(id);
    return row >= 0 ? m_list.at(row).title : QString();
}

void Library::readUsage(QObject *context, std::function<void(const QList<UsageOfMonth> &)> answer)
{
    m_searcher.run(
        context, [](ConversationStore &store) { return store.usage().months(); },
        [answer = std::move(answer)](const Result<QList<UsageOfMonth>, StoreError> &months) {
            if (months)
                answer(months.value());
        });
}

void Library::rename(const ConversationId &id, const QString &title)
{
    const QString old = titleOf(id);
    const QString clean = title.simplified();
    if (clean.isEmpty() || clean == old)
        return;
    const auto setTitle = [id](const QString &text) {
        return [id, text](ConversationStore &store) -> Status<StoreError> {
            const auto set = store.conversations().setTitle(id, text, TitleSource::User);
            if (!set)
                return Failure {set.error()};
            return Ok;
        };
    };
    applyUndoably(id, setTitle(clean), setTitle(old));
}

void Library::setPinned(const ConversationId &id, bool pinned)
{
    const auto set = [id](bool value) {
        return [id, value](ConversationStore &store) { return store.conversations().setPinned(id, value); };
    };
    applyUndoably(id, set(pinned), set(!pinned));
}

void Library::setArchived(const ConversationId &id, bool archived)
{
    const auto set = [id](bool value) {
        return [id, value](ConversationStore &store) { return store.conversations().setArchived(id, value); };
    };
    applyUndoably(id, set(archived), set(!archived));
}

void Library::setTrashed(const ConversationId &id, bool trashed)
{
    const auto set = [id](bool value) {
        return [id, value](ConversationStore &store) { return store.conversations().setTrashed(id, value); };
    };
    applyUndoably(id, set(trashed), set(!trashed));
}

void Library::moveToTrash(const ConversationId &id)
{
    if (ChatSession *session = m_sessions.value(id))
        session->stop();
    const QString title = titleOf(id);
    setTrashed(id, true);
    Q_EMIT trashed(id, title);
}

void Library::restore(const ConversationId &id) { setTrashed(id, false); }

void Library::deleteForGood(const ConversationId &id)
{
    m_context.writer.run(
        this, [id](ConversationStore &store) { return store.conversations().remove(id); },
        [this, id](const Status<StoreError> &removed) {
            if (!removed) {
                Q_EMIT failed(explain(removed.error()));
                return;
            }
            m_list.remove(id);
            forget(id);
        });
}

// Whoever shows the conversation hears that it is gone before its session goes.
void Library::forget(const ConversationId &id)
{
    Q_EMIT removed(id);
    m_undo.removeIf([&](const Undo &undo) { return undo.id == id; });
    Q_EMIT canUndoChanged();
    if (ChatSession *session = m_sessions.take(id))
        session->deleteLater();
}

void Library::emptyTrash()
{
    QList<ConversationId> gone;
    for (const ChatSession *session : std::as_const(m_sessions)) {
        if (session->conversation().trashedAt)
            gone.append(session->id());
    }
    for (const ConversationId &id : std::as_const(gone))
        forget(id);
    emptyTrash(m_context.clock.now() + std::chrono::hours(24));
}

// A few at a time, so that messages and drafts do not wait behind thousands of deletions.
void Library::emptyTrash(Timestamp before)
{
    m_context.writer.run(
        this,
        [before](ConversationStore &store) {
            return store.conversations().emptyTrash(before, DeletedAtOnce);
        },
        [this, before](const Result<int, StoreError> &removed) {
            if (!removed)
                Q_EMIT failed(explain(removed.error()));
            else if (removed.value() == DeletedAtOnce)
                emptyTrash(before);
            else if (m_shownList == ConversationList::Trash)
                showList(ConversationList::Trash);
        });
}

bool Library::isEmpty() const
{
    return m_isListed && m_shownList == ConversationList::Current && m_searchText.isEmpty()
        && m_list.rowCount() == 0;
}

} // namespace bobbin
