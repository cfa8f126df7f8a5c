#include "faultserver.h"

namespace bobbin {

FaultServer::FaultServer()
{
    auto *context = new QObject;
    context->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, context, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        context,
        [this, context] {
            m_server = new ScriptedServer(context);
            m_base = m_server->url();
        },
        Qt::BlockingQueuedConnection);
    connect(m_server, &ScriptedServer::requestReceived, this, &FaultServer::requestReceived);
    connect(m_server, &ScriptedServer::disconnected, this, &FaultServer::disconnected);
}

FaultServer::~FaultServer()
{
    m_thread.quit();
    m_thread.wait();
}

void FaultServer::setScript(std::function<Answer(const Request &)> script)
{
    QMetaObject::invokeMethod(
        m_server, [this, script = std::move(script)] { m_server->setRouter(script); },
        Qt::BlockingQueuedConnection);
}

QList<FaultServer::Request> FaultServer::requests() const
{
    QList<Request> requests;
    QMetaObject::invokeMethod(
        m_server, [this, &requests] { requests = m_server->requests(); }, Qt::BlockingQueuedConnection);
    return requests;
}

qsizetype FaultServer::connections() const
{
    qsizetype count = 0;
    QMetaObject::invokeMethod(
        m_server, [this, &count] { count = m_server->connections(); }, Qt::BlockingQueuedConnection);
    return count;
}

} // namespace bobbin
