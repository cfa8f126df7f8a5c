#pragma once

#include "practicehttp.h"

#include <QObject>

#include <memory>

class QTcpSocket;

namespace bobbin {

class PracticeChat;
class PracticeGuide;

/// What the connections of a practice server have in common.
struct PracticeSettings {
    QByteArray basePath {}; ///< "/TOKEN/v1".
    int tokensPerSecond = 60; ///< 0 is as fast as possible.
};

/// One connection: reads requests, finds out which API they are for, and answers them one after the other.
class PracticeConnection final : public QObject
{
    Q_OBJECT
public:
    /// Takes ownership of `socket` and lives as long as it is connected. `guide` must outlive it.
    PracticeConnection(QTcpSocket *socket, const PracticeGuide &guide, PracticeSettings settings,
                       QObject *parent);
    ~PracticeConnection() override;

private:
    void read();
    void answer(const PracticeRequest &request);
    void listModels();

    QTcpSocket *const m_socket;
    const PracticeGuide &m_guide;
    const PracticeSettings m_settings;
    PracticeRequestReader m_reader;
    PracticeResponse m_response;
    std::unique_ptr<PracticeChat> m_chat; // the answer being written
};

} // namespace bobbin
