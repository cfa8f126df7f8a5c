#include "practicelistener.h"

#include "practiceconnection.h"

#include <utility>

namespace bobbin {

PracticeListener::PracticeListener(QByteArray basePath, int tokensPerSecond)
    : m_router(std::move(basePath), tokensPerSecond)
{
    connect(&m_server, &QTcpServer::newConnection, this, &PracticeListener::takeConnections);
}

PracticeListener::~PracticeListener()
{
    qDeleteAll(findChildren<PracticeConnection *>(Qt::FindDirectChildrenOnly)); // before what they use
}

bool PracticeListener::listen() { return m_server.listen(QHostAddress::LocalHost); }

void PracticeListener::takeConnections()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection())
        new PracticeConnection(socket, m_router, this); // deletes itself when it is closed
}

} // namespace bobbin
