#include "session/library.h"

#include "core/threadaffinity.h"
#include "net/renewal.h"

#include "session/regeneration.h"
#include "store/storethread.h"

namespace bobbin {
namespace {

constexpr std::chrono::milliseconds MigrationPause {50};
constexpr int MigratedAtOnce = 200; // messages, or titles: a few milliseconds
constexpr int ListPage = 200; // the first one; later ones grow with what has been gone through
constexpr int LargestListPage = 2000;
constexpr int MostResults = 100;
constexpr int MostIdleSessions = 4; // conversations that were just left are back at once
constexpr qsizetype MostRefreshed = 200; // one by one
constexpr std::chrono::minutes DayCheckInterval {1};
constexpr std::chrono::hours ClockCheckInterval {1};

ConversationSummary summaryOf(const Conversation &conversation)
{
    return {.id = conversation.id,
            .title = conversation.title,
            .pinned = conversation.pinned,
            .archived = conversation.archived,
            .trashed = conversation.trashedAt.has_value(),
            .activeAt = conversation.activeAt,
            .createdAt = conversation.createdAt,
            .folder = conversation.folder,
            .tags = conversation.tags,
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
    : QObject(parent), m_context(context), m_searcher(searcher), m_titles(context.services, context.network),
      m_organizer(context.writer, context.clock), m_places(context.writer)
{
    m_dayTimer.setInterval(DayCheckInterval);
    connect(&m_dayTimer, &QTimer::timeout, this, [this] { m_list.setToday(QDate::currentDate()); });
    m_dayTimer.start();
    m_clockTimer.setInterval(ClockCheckInterval);
    connect(&m_clockTimer, &QTimer::timeout, this, &Library::lookAtClock);
    m_clockTimer.start();
    connect(&m_list, &ConversationListModel::moreWanted, this, [this] { loadPage(m_next); });
    m_migrating.setSingleShot(true);
    m_migrating.setInterval(MigrationPause);
    connect(&m_migrating, &QTimer::timeout, this, &Library::finishMigration);
    m_migrating.start();
    connect(&m_organizer, &Organizer::changed, this, &Library::refresh);
    connect(&m_organizer, &Organizer::messagesChanged, this, [this](const QList<ConversationId> &ids) {
        for (const ConversationId &id : ids) {
            if (ChatSession *session = m_sessions.value(id))
                session->reload();
        }
    });
    connect(&m_organizer, &Organizer::placesChanged, &m_places, &Places::update);
    connect(&m_organizer, &Organizer::failed, this, &Library::failed);
    connect(&m_places, &Places::changed, this, [this] {
        // What is shown may be a folder that was deleted.
        if (m_query.place.kind == Place::Kind::Folder && m_places.folder(m_query.place.folder).id.isNull())
            showPlace({});
    });
    showList(ConversationList::Current);
}

// What an earlier version did not index or order is done later, without anybody waiting for it.
void Library::finishMigration()
{
    m_context.writer.run(
        this,
        [](ConversationStore &store) -> Result<bool, StoreError> {
            const auto areTitlesLeft = store.conversations().orderTitles(MigratedAtOnce);
            return areTitlesLeft && !areTitlesLeft.value() ? store.search().indexOlder(MigratedAtOnce)
                                                           : areTitlesLeft;
        },
        [this](const Result<bool, StoreError> &isLeft) {
            if (isLeft && isLeft.value())
                m_migrating.start();
        });
}

Library::~Library() { qDeleteAll(m_sessions); }

void Library::showList(ConversationList list)
{
    m_query.list = list;
    m_query.place = {};
    reload();
}

void Library::showPlace(const Place &place)
{
    m_query.list = ConversationList::Current;
    m_query.place = place;
    reload();
}

void Library::setOrder(ListOrder order)
{
    if (order == m_query.order)
        return;
    m_query.order = order;
    if (m_searchText.isEmpty())
        reload();
}

void Library::reload()
{
    Q_ASSERT(isInItsThread(this));
    m_searchText.clear();
    ++m_listing;
    loadPage({});
}

void Library::takeImport()
{
    reload();
    m_places.update();
    for (ChatSession *session : std::as_const(m_sessions)) {
        if (session->isStored())
            session->reload();
    }
}

void Library::loadPage(const std::optional<ListPosition> &after)
{
    const int rows = after ? qBound(ListPage, m_list.rowCount(), LargestListPage) : ListPage;
    m_context.reader.run(
        this,
        [query = m_query, after, rows](ConversationStore &store) {
            return store.conversations().page(query, rows, after);
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
            const auto order =
                m_query.list == ConversationList::Trash ? ConversationListModel::Order() : m_query.order;
            m_list.reset(page->conversations, order, m_next.has_value());
            Q_EMIT listChanged();
        });
}

void Library::search(const QString &text)
{
    Q_ASSERT(isInItsThread(this));
    if (text.trimmed().isEmpty()) {
        if (!m_searchText.isEmpty())
            showPlace(m_query.place);
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
            m_list.resetToResults(found.value(), MostResults);
            Q_EMIT listChanged();
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
    session->setFolder(m_query.place.folder);
    m_sessions.insert(session->id(), session);
    watch(session);
    return session;
}

ChatSession *Library::session(const ConversationId &id)
{
    Q_ASSERT(isInItsThread(this));
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
        if (error.kind == StoreError::Kind::NotFound)
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
    if (isListed(summary) || !m_searchText.isEmpty())
        m_list.put(summary);
}

bool Library::isListed(const ConversationSummary &summary) const
{
    return belongsTo(m_query.list, summary) && m_query.place.holds(summary.folder, summary.tags);
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
        const bool isAsked = session->findChild<Regeneration *>() != nullptr; // there are models to come
        if (session != m_shown && !session->isBusy() && !session->isHeld() && !isAsked)
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

void Library::takeNetworkReturn()
{
    renewConnections(m_context.network); // those that are kept open may be dead, without anybody's telling
    for (ChatSession *session : std::as_const(m_sessions))
        session->takeNetworkReturn();
}

bool Library::isAnyHeld() const
{
    return std::any_of(m_sessions.begin(), m_sessions.end(),
                       [](const ChatSession *session) { return session->isHeld(); });
}

void Library::refresh(const QList<ConversationId> &ids)
{
    Q_ASSERT(isInItsThread(this));
    if (ids.size() > MostRefreshed) { // reading the list again is cheaper
        QList<ConversationId> inUse;
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(inUse),
                     [this](const ConversationId &id) { return m_sessions.contains(id); });
        refresh(inUse);
        if (m_searchText.isEmpty())
            reload();
        else
            search(m_searchText);
        return;
    }
    m_context.writer.run(
        this,
        [ids](ConversationStore &store) {
            QList<std::pair<ConversationId, std::optional<Conversation>>> all;
            for (const ConversationId &id : ids) {
                const auto found = store.conversations().find(id);
                all.append({id, found ? std::optional(found.value()) : std::nullopt});
            }
            return all;
        },
        [this](const QList<std::pair<ConversationId, std::optional<Conversation>>> &all) {
            for (const auto &[id, found] : all) {
                if (found)
                    takeOver(*found);
                else
                    m_list.remove(id);
            }
        });
}

void Library::takeOver(const Conversation &stored)
{
    if (ChatSession *session = m_sessions.value(stored.id))
        session->takeOver(stored);
    const ConversationSummary summary = summaryOf(stored);
    const bool isInTrash = m_query.list == ConversationList::Trash && m_searchText.isEmpty();
    if (!m_searchText.isEmpty() ? summary.trashed : !isListed(summary))
        m_list.remove(stored.id);
    else if (isInTrash && m_list.rowOf(stored.id) < 0)
        reload(); // its place is by the time of deletion, which the store knows
    else
        m_list.put(summary);
}

QString Library::titleOf(const ConversationId &id) const
{
    if (const ChatSession *session = m_sessions.value(id); session && session->isOpen())
        return session->conversation().title;
    const int row = m_list.rowOf(id);
    return row >= 0 ? m_list.at(row).title : QString();
}

QStringList Library::tagsOf(const ConversationId &id) const
{
    if (const ChatSession *session = m_sessions.value(id); session && session->isOpen())
        return session->conversation().tags;
    const int row = m_list.rowOf(id);
    return row >= 0 ? m_list.at(row).tags : QStringList();
}

void Library::readUsage(QObject *context,
                        std::function<void(const Result<QList<UsageOfMonth>, StoreError> &)> answer)
{
    m_searcher.run(
        context, [](ConversationStore &store) { return store.usage().months(); }, std::move(answer));
}

void Library::rename(const ConversationId &id, const QString &title)
{
    const QString old = titleOf(id);
    const QString clean = title.simplified();
    if (clean.isEmpty() || clean == old)
        return;
    m_organizer.rename(id, old, clean);
}

void Library::moveToTrash(const QList<ConversationId> &ids)
{
    for (const ConversationId &id : ids) {
        if (ChatSession *session = m_sessions.value(id))
            session->stop();
    }
    m_organizer.setTrashed(ids, true);
}

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
    m_organizer.forget(id);
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
    emptyTrash(Timestamp::max());
}

void Library::emptyOldTrash(std::chrono::days kept)
{
    lookAtClock();
    m_context.writer.run(
        this, [](ConversationStore &store) { return store.time().forAges(); },
        [this, kept](Timestamp now) { emptyTrash(now - kept); });
}

// What is deleted for its age waits until a clock that has jumped is believed.
void Library::lookAtClock()
{
    m_context.writer.run([](ConversationStore &store) { (void)store.time().look(); });
}

void Library::emptyTrash(Timestamp before)
{
    m_context.writer.run(
        this,
        [before, inUse = inUse()](ConversationStore &store) -> Result<TrashStep, StoreError> {
            const auto trashed = store.conversations().trashedBefore(before);
            if (!trashed)
                return Failure {trashed.error()};
            return removeSome(store, trashed.value(), 0, inUse);
        },
        [this](const Result<TrashStep, StoreError> &step) { takeTrashStep(step); });
}

QSet<ConversationId> Library::inUse() const { return {m_sessions.keyBegin(), m_sessions.keyEnd()}; }

void Library::takeTrashStep(const Result<TrashStep, StoreError> &step)
{
    if (!step) {
        Q_EMIT failed(explain(step.error()));
        return;
    }
    for (const ConversationId &id : step->removed)
        forget(id); // it may have been opened meanwhile
    if (step->next < step->trashed.size()) {
        m_context.writer.run(
            this,
            [trashed = step->trashed, from = step->next, inUse = inUse()](ConversationStore &store) {
                return removeSome(store, trashed, from, inUse);
            },
            [this](const Result<TrashStep, StoreError> &next) { takeTrashStep(next); });
    } else if (m_query.list == ConversationList::Trash) {
        showList(ConversationList::Trash);
    }
}

// A few at a time, so that messages and drafts do not wait behind thousands of deletions. What comes into the
// trash meanwhile stays there.
Result<Library::TrashStep, StoreError> Library::removeSome(ConversationStore &store,
                                                           const QList<TrashedConversation> &trashed,
                                                           qsizetype from, const QSet<ConversationId> &inUse)
{
    constexpr qsizetype DeletedAtOnce = 5;
    QList<TrashedConversation> some = trashed.mid(from, DeletedAtOnce);
    some.removeIf([&](const TrashedConversation &one) { return inUse.contains(one.id); });
    auto removed = store.conversations().removeTrashed(some);
    if (!removed)
        return Failure {removed.error()};
    return TrashStep {std::move(removed).value(), trashed, from + DeletedAtOnce};
}

bool Library::isEmpty() const
{
    return m_isListed && m_query == ListQuery {.order = m_query.order} && m_searchText.isEmpty()
        && m_list.rowCount() == 0;
}

} // namespace bobbin
