#include "session/temporaryconversation.h"

#include "core/enumnames.h"
#include "core/strategy.h"
#include "net/serverthreads.h"
#include "session/serviceregistry.h"
#include "store/temporarystore.h"

#include <utility>

namespace bobbin {

TemporaryConversation::TemporaryConversation(const ChatSession::Context &history, QObject *parent)
    : QObject(parent), m_history(history)
{
}

TemporaryConversation::~TemporaryConversation()
{
    qDeleteAll(findChildren<ChatSession *>(Qt::FindDirectChildrenOnly)); // before the stores that they use
}

Result<ChatSession *, StoreError> TemporaryConversation::begin(const ServiceId &service, const QString &model)
{
    if (m_session)
        return m_session;
    auto started = startTemporaryStore(m_history.clock);
    if (!started)
        return Failure {started.error()};
    m_store = std::move(started).value();
    m_history.reader.run(this, readServiceFacts, [this](const QList<ServiceFacts> &facts) {
        if (m_store)
            m_store->run([facts](ConversationStore &store) { (void)storeServiceFacts(store, facts); });
    });
    const ChatSession::Context context {*m_store, *m_store, m_history.services, m_history.network,
                                        m_history.clock};
    m_session = ChatSession::create(context, service, model, this);
    m_session->setStrategy(Strategy::FullHistory);
    return m_session;
}

bool TemporaryConversation::hasContent() const
{
    return m_session && (m_session->isStored() || !m_session->draft().trimmed().isEmpty());
}

void TemporaryConversation::close()
{
    if (!m_session)
        return;
    m_session->stop();
    ChatSession *session = std::exchange(m_session, nullptr);
    m_left.push_back(std::move(m_store));
    connect(
        session, &QObject::destroyed, this,
        [this] {
            if (findChildren<ChatSession *>(Qt::FindDirectChildrenOnly).size() == (m_session ? 1 : 0))
                m_left.clear();
        },
        Qt::QueuedConnection);
    session->readThreads(session, [this, session](const QList<ServerThread> &threads) {
        for (const ServerThread &thread : threads)
            forgetOnServer(thread);
        session->deleteLater();
    });
}

// Nobody waits for that, and nobody could do anything about a failure.
void TemporaryConversation::forgetOnServer(const ServerThread &thread)
{
    const auto strategy = strategyFromName(thread.strategy);
    if (thread.lostAt || !strategy)
        return;
    m_history.services.endpoint(
        thread.service, this,
        [this, strategy, id = thread.remoteId](const Result<Endpoint, SecretError> &endpoint) {
            if (!endpoint)
                return;
            ServerThreads threads(m_history.network, endpoint.value(), *strategy);
            ServerThreadReply *reply = threads.remove(id, this);
            connect(reply, &ServerThreadReply::finished, reply, &QObject::deleteLater);
            connect(reply, &ServerThreadReply::failed, reply, &QObject::deleteLater);
        });
}

void TemporaryConversation::keep()
{
    if (!m_session || !m_session->isStored() || m_session->isBusy() || std::exchange(m_isKeeping, true))
        return;
    m_draftToKeep = m_session->draft();
    m_store->run(
        m_session, [id = m_session->id()](ConversationStore &store) { return readWhole(store, id); },
        [this](const Result<WholeConversation, StoreError> &whole) {
            if (whole) {
                store(whole.value());
                return;
            }
            m_isKeeping = false;
            Q_EMIT failed(explain(whole.error()));
        });
}

void TemporaryConversation::store(const WholeConversation &whole)
{
    WholeConversation kept = whole;
    kept.conversation.strategy.reset(); // as its service usually does it
    m_history.writer.run(
        this, [kept](ConversationStore &history) { return storeWhole(history, kept); },
        [this, kept](const Status<StoreError> &stored) {
            m_isKeeping = false;
            if (stored)
                takeStored(kept.conversation);
            else
                Q_EMIT failed(explain(stored.error()));
        });
}

// Meanwhile, which may be long where a disk is slow, it may have gone on, or been closed for another one.
void TemporaryConversation::takeStored(const Conversation &stored)
{
    const ConversationId id = stored.id;
    const bool isHere = m_session && m_session->id() == id;
    if (isHere)
        Q_EMIT settling();
    const bool hasGoneOn = isHere
        && (m_session->isBusy() || m_session->conversation().leaf != stored.leaf
            || m_session->draft() != m_draftToKeep);
    if (!hasGoneOn) {
        Q_EMIT kept(id);
        return;
    }
    m_history.writer.run([id](ConversationStore &history) { (void)history.conversations().remove(id); });
    Q_EMIT failed(tr("The conversation has gone on. Keep it again when the reply has come."));
}

bool isTemporary(const ChatSession &session)
{
    return qobject_cast<const TemporaryConversation *>(session.parent()) != nullptr;
}

} // namespace bobbin
