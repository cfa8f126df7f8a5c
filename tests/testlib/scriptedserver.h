#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <memory>
#include <utility>

class QTcpSocket;

namespace bobbin {

/// An HTTP server on the loopback interface that plays prepared answers and remembers what it was asked.
///
/// The first request is given the first answer, and so on; the last answer is given again and again. Or each
/// request is given what a router makes of it. Large answers are written as fast as they are read. Lives in
/// the thread that makes it.
class ScriptedServer final : public QObject
{
    Q_OBJECT
public:
    struct Request {
        QByteArray method;
        QByteArray path; ///< With the query.
        QByteArray head; ///< Everything before the body.
        QByteArray body;

        /// The value of a header, whatever its case; empty without it.
        [[nodiscard]] QByteArray header(const QByteArray &name) const;
    };

    /// What happens when an answer has been written.
    enum class End {
        KeepAlive, ///< Another request may follow on the connection.
        Close,
        Reset, ///< The connection is broken off with RST.
        Stall, ///< Nothing more is sent, nothing is closed.
    };

    struct Answer {
        int status = 200; ///< 0 to write the pieces as they are, head included.
        QList<std::pair<QByteArray, QByteArray>> headers {};
        QList<QByteArray> pieces {}; ///< Of the body; each is sent by itself.
        End end = End::Close;

        [[nodiscard]] Answer cutIntoBytes() const; ///< The same answer, each byte of its body sent by itself.
    };

    explicit ScriptedServer(QObject *parent = nullptr);
    /// A server that speaks TLS.
    explicit ScriptedServer(const QSslConfiguration &tls, QObject *parent = nullptr);
    ~ScriptedServer() override;

    void setAnswers(const QList<Answer> &answers) { m_answers = answers; }
    /// Answers each request by what it asks for.
    void setRouter(std::function<Answer(const Request &)> router) { m_router = std::move(router); }

    /// An event stream of these data, each of them one event.
    [[nodiscard]] static Answer stream(const QList<QByteArray> &data, End end = End::Close);
    [[nodiscard]] static Answer json(int status, const QByteArray &body);

    /// Goes on with the answers that stalled.
    void goOn(const QList<QByteArray> &pieces, End end = End::Close);
    /// Breaks off all connections with RST.
    void breakConnections();

    [[nodiscard]] QUrl url(const QString &path = {}) const;
    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    /// How many connections are open.
    [[nodiscard]] qsizetype connections() const { return m_sockets.size(); }

Q_SIGNALS:
    void requestReceived();
    void disconnected();

private:
    ScriptedServer(std::unique_ptr<QTcpServer> server, QObject *parent);

    void takeConnection();
    void read(QTcpSocket *socket, QByteArray &received);
    void answer(QTcpSocket *socket);
    void writePieces(QTcpSocket *socket, const Answer &answer, qsizetype next);
    static void finish(QTcpSocket *socket, End end);

    const std::unique_ptr<QTcpServer> m_server;
    const QString m_scheme;
    QList<QTcpSocket *> m_sockets;
    QList<Answer> m_answers;
    std::function<Answer(const Request &)> m_router;
    QList<Request> m_requests;
};

} // namespace bobbin
