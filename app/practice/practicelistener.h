#pragma once

#include "practiceconnection.h"
#include "practiceguide.h"

#include <QTcpServer>

namespace bobbin {

/// The part of the practice server that lives in its thread: the port and what comes in by it.
class PracticeListener final : public QObject
{
    Q_OBJECT
public:
    explicit PracticeListener(PracticeSettings settings);

    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }

private:
    void takeConnections();

    const PracticeSettings m_settings;
    const PracticeGuide m_guide;
    QTcpServer m_server {this}; // a child, so that it moves to the thread too
};

} // namespace bobbin
