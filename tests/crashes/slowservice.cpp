#include "slowservice.h"

#include <QTcpSocket>
#include <QTimer>

namespace bobbin {

using namespace Qt::StringLiterals;

static constexpr int Words = 60;
static constexpr int Pause = 12; // milliseconds between two of them

static QString word(int number) { return u"word%1 "_s.arg(number); }

SlowService::SlowService()
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                const QByteArray received = socket->property("received").toByteArray() + socket->readAll();
                socket->setProperty("received", received);
                // The body is the end of a request, and a JSON object.
                if (received.contains("\r\n\r\n") && received.trimmed().endsWith('}')) {
                    socket->setProperty("received", QByteArray());
                    serve(socket);
                }
            });
        }
    });
    listen(QHostAddress::LocalHost);
}

QUrl SlowService::url() const { return QUrl(u"http://127.0.0.1:%1/v1"_s.arg(serverPort())); }

QString SlowService::text()
{
    QString text;
    for (int i = 0; i < Words; ++i)
        text += word(i);
    return text;
}

void SlowService::serve(QTcpSocket *socket)
{
    socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    auto *timer = new QTimer(socket);
    connect(timer, &QTimer::timeout, socket, [socket, timer, number = 0]() mutable {
        if (number < Words) {
            socket->write("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                          + word(number++).toUtf8() + "\"}}]}\n\n");
            return;
        }
        timer->stop();
        socket->write("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                      "data: [DONE]\n\n");
        socket->disconnectFromHost();
    });
    timer->start(Pause);
}

} // namespace bobbin
