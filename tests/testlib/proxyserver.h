#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTcpServer>

class QTcpSocket;

namespace bobbin {

/// A proxy on the loopback interface: HTTP (CONNECT, and requests for whole addresses) or SOCKS5. Whatever
/// host it is asked for, it connects to one of this computer's ports; names it looks up in no other way.
class ProxyServer final : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Http, Socks5 };

    /// Leads everything to `targetPort`.
    ProxyServer(Kind kind, quint16 targetPort, QObject *parent = nullptr);

    /// Asks for a name and a password from now on.
    void require(const QByteArray &user, const QByteArray &password);

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// "host:port" that it was asked for, as it was asked: names as names.
    [[nodiscard]] const QStringList &targets() const { return m_targets; }
    /// How often it refused somebody who did not say who they are, or said it wrongly.
    [[nodiscard]] int refusals() const { return m_refusals; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    enum class Step { Greeting, Password, Request, Tunnel };
    struct State {
        QByteArray received;
        Step step = Step::Greeting;
        QTcpSocket *target = nullptr;
    };

    void takeConnection();
    void read(QTcpSocket *client);
    void readHttp(QTcpSocket *client, State &state);
    void readSocks(QTcpSocket *client, State &state);
    bool greet(QTcpSocket *client, State &state);
    bool checkPassword(QTcpSocket *client, State &state);
    bool takeRequest(QTcpSocket *client, State &state);
    void lead(QTcpSocket *client, State &state, const QString &target, const QByteArray &confirmation);
    void refuse(QTcpSocket *client, const QByteArray &answer);

    const Kind m_kind;
    const quint16 m_targetPort;
    QTcpServer m_server;
    QHash<QTcpSocket *, State> m_states;
    QByteArray m_user;
    QByteArray m_password;
    QStringList m_targets;
    int m_refusals = 0;
    int m_connections = 0;
};

} // namespace bobbin
