#include "practicelistener.h"

#include <utility>

namespace bobbin {

PracticeListener::PracticeListener(PracticeSettings settings) : m_settings(std::move(settings))
{
    connect(&m_server, &QTcpServer::newConnection, this, &PracticeListener::takeConnections);
}

bool PracticeListener::listen() { return m_server.listen(QHostAddress::LocalHost); }

void PracticeListener::takeConnections()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection())
        new PracticeConnection(socket, m_guide, m_settings, this); // deletes itself when it is closed
}

} // namespace bobbin
