#include "markdownshapes.h"
#include "words.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTextStream>
#include <QTimer>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

constexpr int Interval = 5; // milliseconds between two writes at a given rate
constexpr qint64 MostUnsent = 256 * 1024; // bytes; at full speed the reader sets the pace

QByteArray chunkEvent(const QJsonObject &choice)
{
    const QJsonObject chunk {{u"id"_s, u"chatcmpl-benchmark"_s},
                             {u"object"_s, u"chat.completion.chunk"_s},
                             {u"model"_s, u"benchmark"_s},
                             {u"choices"_s, QJsonArray {choice}}};
    return "data: " + QJsonDocument(chunk).toJson(QJsonDocument::Compact) + "\n\n";
}

// What is asked for: a number of tokens, or the shape of a number in pieces.
QList<QByteArray> answerOf(const QByteArray &what)
{
    constexpr qsizetype Piece = 16; // bytes
    constexpr QByteArrayView Shape = "shape-";
    if (!what.startsWith(Shape))
        return tokensOfAnswer(what.toInt());
    const QByteArray text = markdownShapes().at(what.mid(Shape.size()).toInt()).text();
    QList<QByteArray> pieces;
    for (qsizetype at = 0; at < text.size(); at += Piece)
        pieces.append(text.mid(at, Piece));
    return pieces;
}

/// Answers one request to /COUNT/RATE/v1/chat/completions with COUNT tokens, or to /shape-NUMBER/RATE/…
/// with that shape, RATE pieces in a second; at RATE 0 as fast as they are taken.
class Answer final : public QObject
{
public:
    explicit Answer(QTcpSocket *socket) : QObject(socket), m_socket(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, &Answer::read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::bytesWritten, this, &Answer::writeAllThatFits);
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(Interval);
        connect(&m_timer, &QTimer::timeout, this, [this] { writeUpTo(m_elapsed.elapsed() * m_rate / 1000); });
    }

private:
    void read()
    {
        m_request += m_socket->readAll();
        const qsizetype end = m_request.indexOf("\r\n\r\n");
        const qsizetype length = m_request.toLower().indexOf("content-length:");
        if (end < 0 || m_hasBegun)
            return;
        const qsizetype wanted =
            length < 0 ? 0 : m_request.mid(length + 15, 12).split('\r').constFirst().trimmed().toLongLong();
        if (m_request.size() < end + 4 + wanted)
            return;
        m_hasBegun = true;
        const QList<QByteArray> path = m_request.left(m_request.indexOf('\r')).split(' ').value(1).split('/');
        m_tokens = answerOf(path.value(1));
        m_rate = path.value(2).toInt();
        m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        m_elapsed.start();
        if (m_rate > 0)
            m_timer.start();
        else
            writeAllThatFits();
    }

    void writeAllThatFits()
    {
        while (m_hasBegun && m_rate == 0 && m_next < m_tokens.size() && m_socket->bytesToWrite() < MostUnsent)
            writeUpTo(m_next + 100);
    }

    void writeUpTo(qint64 end)
    {
        QByteArray events;
        for (; m_next < qMin<qint64>(end, m_tokens.size()); ++m_next) {
            const QJsonObject delta {{u"content"_s, QString::fromUtf8(m_tokens.at(m_next))}};
            events += chunkEvent({{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, QJsonValue()}});
        }
        if (m_next == m_tokens.size() && !m_hasEnded) {
            m_hasEnded = true;
            events +=
                chunkEvent({{u"index"_s, 0}, {u"delta"_s, QJsonObject()}, {u"finish_reason"_s, u"stop"_s}});
            events += "data: [DONE]\n\n";
        }
        m_socket->write(events);
        if (m_hasEnded) {
            m_timer.stop();
            m_socket->disconnectFromHost();
        }
    }

    QTcpSocket *const m_socket;
    QByteArray m_request;
    QList<QByteArray> m_tokens;
    qsizetype m_next = 0;
    qint64 m_rate = 0;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    bool m_hasBegun = false;
    bool m_hasEnded = false;
};

} // namespace

/// A service on this computer that streams invented answers; a process of its own, so that what it costs is
/// not taken for what Bobbin costs. Says its port on standard output.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTcpServer server;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        while (QTcpSocket *socket = server.nextPendingConnection())
            new Answer(socket);
    });
    if (!server.listen(QHostAddress::LocalHost))
        return 1;
    QTextStream(stdout) << server.serverPort() << Qt::endl;
    return QCoreApplication::exec();
}
