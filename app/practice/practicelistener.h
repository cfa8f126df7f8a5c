#pragma once

#include "practicerouter.h"

#include <QTcpServer>

namespace bobbin {

/// The part of the practice server that lives in its thread: the port and what comes in by it.
class PracticeListener final : public QObject
{
    Q_OBJECT
public:
    /// `basePath` is "/TOKEN/v1"; `tokensPerSecond` 0 is as fast as possible.
    PracticeListener(QByteArray basePath, int tokensPerSecond);
    ~PracticeListener() override;

    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }

private:
    void takeConnections();

    PracticeRouter m_router;
    QTcpServer m_server {this}; // a child, so that it moves to the thread too
};

} // namespace bobbin
