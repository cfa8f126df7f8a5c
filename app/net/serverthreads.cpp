#include "net/serverthreads.h"

#include "httptransport.h"
#include "threadoperations.h"

namespace bobbin {

ServerThreads::ServerThreads(QNetworkAccessManager &network, const Endpoint &endpoint, Strategy strategy)
    : m_transport(std::make_shared<HttpTransport>(network, endpoint)), m_strategy(strategy),
      m_said(std::make_shared<QStringList>())
{
    Q_ASSERT(strategy != Strategy::FullHistory);
}

ServerThreads::~ServerThreads() = default;

bool ServerThreads::canCreate(Strategy strategy)
{
    return strategy == Strategy::Conversation || strategy == Strategy::Thread;
}

ServerThreadReply *ServerThreads::create(QObject *parent)
{
    Q_ASSERT(canCreate(m_strategy));
    return new CreateThread(m_transport, m_strategy, parent);
}

ServerThreadReply *ServerThreads::append(const QString &id, const QList<ChatMessage> &messages,
                                         QObject *parent)
{
    Q_ASSERT(canCreate(m_strategy));
    return new AppendToThread(m_transport, {m_strategy, id, {}}, messages, m_said, parent);
}

ServerThreadReply *ServerThreads::list(const QString &id, int most, QObject *parent)
{
    return new ListThread(m_transport, {m_strategy, id, {}}, most, m_said, parent);
}

ServerThreadReply *ServerThreads::find(const QString &id, QObject *parent)
{
    return new FindThread(m_transport, {m_strategy, id, {}}, parent);
}

ServerThreadReply *ServerThreads::remove(const QString &id, QObject *parent)
{
    return new RemoveThread(m_transport, {m_strategy, id, {}}, parent);
}

} // namespace bobbin
