#include "scriptedserver.h"

#include <QSslServer>
#include <QTcpSocket>

#include <algorithm>
#include <memory>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 mostUnwritten = 256 * 1024; // bytes; what the client does not read must not pile up here

QByteArray headerIn(const QByteArray &head, const QByteArray &name)
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

std::unique_ptr<QTcpServer> makeTlsServer(const QSslConfiguration &tls)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    return server;
}

// Closes the connection with RST instead of FIN.
void breakOff(QTcpSocket *socket)
{
#ifdef Q_OS_UNIX
    const linger off {.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &off, sizeof off);
#endif
    socket->abort();
}

} // namespace

QByteArray ScriptedServer::Request::header(const QByteArray &name) const { return headerIn(head, name); }

ScriptedServer::Answer ScriptedServer::Answer::cutIntoBytes() const
{
    Answer result = *this;
    result.pieces.clear();
    for (const QByteArray &piece : pieces) {
        for (const char byte : piece)
            result.pieces << QByteArray(1, byte);
    }
    return result;
}

ScriptedServer::ScriptedServer(QObject *parent) : ScriptedServer(std::make_unique<QTcpServer>(), parent) { }

ScriptedServer::ScriptedServer(const QSslConfiguration &tls, QObject *parent)
    : ScriptedServer(makeTlsServer(tls), parent)
{
}

ScriptedServer::ScriptedServer(std::unique_ptr<QTcpServer> server, QObject *parent)
    : QObject(parent), m_server(std::move(server)),
      m_scheme(qobject_cast<QSslServer *>(m_server.get()) ? u"https"_s : u"http"_s)
{
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::takeConnection);
    const bool isListening = m_server->listen(QHostAddress::LocalHost);
    Q_ASSERT(isListening);
    Q_UNUSED(isListening)
}

ScriptedServer::~ScriptedServer()
{
    for (QTcpSocket *socket : std::as_const(m_sockets))
        socket->disconnect(this);
}

ScriptedServer::Answer ScriptedServer::stream(const QList<QByteArray> &data, End end)
{
    Answer answer {.headers = {{"Content-Type", "text/event-stream"}}, .end = end};
    for (const QByteArray &event : data)
        answer.pieces << "data: " + event + "\n\n";
    return answer;
}

ScriptedServer::Answer ScriptedServer::json(int status, const QByteArray &body)
{
    return {.status = status, .headers = {{"Content-Type", "application/json"}}, .pieces = {body}};
}

void ScriptedServer::goOn(const QList<QByteArray> &pieces, End end)
{
    const QList<QTcpSocket *> sockets = m_sockets;
    for (QTcpSocket *socket : sockets)
        writePieces(socket, {.pieces = pieces, .end = end}, 0);
}

void ScriptedServer::breakConnections()
{
    const QList<QTcpSocket *> sockets = m_sockets;
    for (QTcpSocket *socket : sockets)
        breakOff(socket);
}

QUrl ScriptedServer::url(const QString &path) const
{
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(m_scheme).arg(m_server->serverPort()).arg(path));
}

void ScriptedServer::takeConnection()
{
    QTcpSocket *socket = m_server->nextPendingConnection();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // each piece is to go out by itself
    m_sockets << socket;
    auto received = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, received] { read(socket, *received); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_sockets.removeOne(socket);
        socket->deleteLater();
        Q_EMIT disconnected();
    });
}

void ScriptedServer::read(QTcpSocket *socket, QByteArray &received)
{
    received += socket->readAll();
    const qsizetype headSize = received.indexOf("\r\n\r\n");
    if (headSize < 0)
        return;
    const QByteArray head = received.first(headSize);
    const qsizetype bodySize = headerIn(head, "Content-Length").toLongLong();
    if (received.size() < headSize + 4 + bodySize)
        return;
    const QList<QByteArray> words = head.first(head.indexOf('\r')).split(' ');
    m_requests << Request {
        .method = words.value(0),
        .path = words.value(1),
        .head = head,
        .body = received.sliced(headSize + 4, bodySize),
    };
    received.remove(0, headSize + 4 + bodySize);
    Q_EMIT requestReceived();
    answer(socket);
}

void ScriptedServer::answer(QTcpSocket *socket)
{
    if (m_answers.isEmpty() && !m_router)
        return; // an unprepared request is never answered
    const Answer answer = m_router ? m_router(m_requests.constLast())
                                   : m_answers.at(std::min(m_requests.size(), m_answers.size()) - 1);
    if (answer.status != 0) {
        QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Scripted\r\n";
        bool saysLength = false;
        for (const auto &[name, value] : answer.headers) {
            head += name + ": " + value + "\r\n";
            saysLength =
                saysLength || name.toLower() == "content-length" || name.toLower() == "transfer-encoding";
        }
        if (answer.end == End::Close)
            head += "Connection: close\r\n";
        // Without a length the end of the connection can reach Qt before the answer does, which is another
        // fault.
        if (!saysLength && (answer.end == End::KeepAlive || answer.end == End::Close)) {
            qsizetype size = 0;
            for (const QByteArray &piece : answer.pieces)
                size += piece.size();
            head += "Content-Length: " + QByteArray::number(size) + "\r\n";
        }
        socket->write(head + "\r\n");
    }
    writePieces(socket, answer, 0);
}

// Each piece is written when the event loop comes by again, so that the client can meet it by itself.
void ScriptedServer::writePieces(QTcpSocket *socket, const Answer &answer, qsizetype next)
{
    if (socket->state() != QAbstractSocket::ConnectedState)
        return; // the client has heard enough
    socket->flush();
    if (next == answer.pieces.size()) {
        finish(socket, answer.end);
        return;
    }
    if (socket->bytesToWrite() > mostUnwritten) {
        connect(
            socket, &QTcpSocket::bytesWritten, this,
            [this, socket, answer, next] { writePieces(socket, answer, next); }, Qt::SingleShotConnection);
        return;
    }
    socket->write(answer.pieces.at(next));
    QMetaObject::invokeMethod(
        socket, [this, socket, answer, next] { writePieces(socket, answer, next + 1); },
        Qt::QueuedConnection);
}

void ScriptedServer::finish(QTcpSocket *socket, End end)
{
    switch (end) {
    case End::KeepAlive:
    case End::Stall:
        break;
    case End::Close:
        socket->disconnectFromHost();
        break;
    case End::Reset:
        breakOff(socket);
        break;
    }
}

} // namespace bobbin
