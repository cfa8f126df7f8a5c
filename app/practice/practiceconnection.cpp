#include "practiceconnection.h"

#include "practicerouter.h"

#include <QTcpSocket>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 maxBacklog = 256 * 1024; // bytes that the client has not taken

} // namespace

PracticeConnection::PracticeConnection(QTcpSocket *socket, PracticeRouter &router, QObject *parent)
    : QObject(parent), m_socket(socket), m_router(router), m_writer(*socket)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &PracticeConnection::read);
    connect(socket, &QTcpSocket::bytesWritten, this, &PracticeConnection::resume);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

PracticeConnection::~PracticeConnection()
{
    m_socket->disconnect(this);
    if (m_stream) {
        m_stream->disconnect(this); // it writes to the socket
        m_stream->loseClient();
    }
}

void PracticeConnection::read()
{
    m_reader.feed(m_socket->readAll());
    while (!m_stream) {
        const std::optional<PracticeRequest> request = m_reader.next();
        if (!request)
            break;
        answer(*request);
    }
    if (m_reader.failure() != 0 && !m_stream) {
        m_writer.sendError({.status = m_reader.failure(), .message = u"The request could not be read."_s});
        m_socket->disconnectFromHost();
    }
}

void PracticeConnection::answer(const PracticeRequest &request)
{
    const PracticeOutcome outcome = m_router.answer(request);
    if (!outcome) {
        m_writer.sendError(outcome.error());
    } else if (outcome->stream) {
        m_stream = outcome->stream;
        follow();
    } else {
        m_writer.sendJson(200, outcome->json);
    }
}

void PracticeConnection::follow()
{
    m_writer.beginStream();
    connect(m_stream.get(), &PracticeStream::eventWritten, this, &PracticeConnection::writeEvent);
    // Queued, since it lets go of the stream, and the next request may have come meanwhile.
    connect(m_stream.get(), &PracticeStream::finished, this, &PracticeConnection::endStream,
            Qt::QueuedConnection);
}

void PracticeConnection::writeEvent(const QByteArray &name, const QByteArray &data)
{
    m_writer.sendEvent(name, data);
    if (m_writer.backlog() > maxBacklog)
        m_stream->setPaused(true);
}

void PracticeConnection::endStream()
{
    m_writer.endStream();
    m_stream.reset();
    read();
}

void PracticeConnection::resume()
{
    if (m_stream && m_writer.backlog() <= maxBacklog)
        m_stream->setPaused(false);
}

} // namespace bobbin
