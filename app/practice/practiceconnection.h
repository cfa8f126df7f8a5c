#pragma once

#include "practicehttp.h"

#include <QObject>

#include <memory>

class QTcpSocket;

namespace bobbin {

class PracticeRouter;
class PracticeStream;

/// One connection: reads requests and writes their answers one after the other.
class PracticeConnection final : public QObject
{
    Q_OBJECT
public:
    /// Takes ownership of `socket` and lives as long as it is connected. `router` must outlive it.
    PracticeConnection(QTcpSocket *socket, PracticeRouter &router, QObject *parent);
    ~PracticeConnection() override;

private:
    void read();
    void answer(const PracticeRequest &request);
    void follow();
    void writeEvent(const QByteArray &name, const QByteArray &data);
    void endStream();
    void resume();

    QTcpSocket *const m_socket;
    PracticeRouter &m_router;
    PracticeRequestReader m_reader;
    PracticeWriter m_writer;
    std::shared_ptr<PracticeStream> m_stream; // the answer being written
};

} // namespace bobbin
