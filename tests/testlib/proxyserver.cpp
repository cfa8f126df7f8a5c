#include "proxyserver.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QUrl>
#include <QtEndian>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int version = 5; // of SOCKS
constexpr int byPassword = 2;

QByteArray bytes(std::initializer_list<int> values)
{
    QByteArray result;
    for (const int value : values)
        result += static_cast<char>(value);
    return result;
}

// Of RFC 1928, section 4: the length of the address in a request, 0 if it is not there yet.
qsizetype addressSize(const QByteArray &request)
{
    switch (request.at(3)) {
    case 1:
        return 4;
    case 4:
        return 16;
    default:
        return request.size() > 4 ? 1 + static_cast<uchar>(request.at(4)) : 0;
    }
}

// Qt 6.8 writes the names of headers in lower case.
QByteArray headerIn(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).toLower() == name)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

QString addressIn(const QByteArray &request, qsizetype size)
{
    const QByteArray address = request.sliced(4, size);
    if (request.at(3) == 3)
        return QString::fromLatin1(address.sliced(1));
    if (request.at(3) == 1)
        return QHostAddress(qFromBigEndian<quint32>(address.constData())).toString();
    return QHostAddress(reinterpret_cast<const quint8 *>(address.constData())).toString();
}

} // namespace

ProxyServer::ProxyServer(Kind kind, quint16 targetPort, QObject *parent)
    : QObject(parent), m_kind(kind), m_targetPort(targetPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ProxyServer::takeConnection);
    m_server.listen(QHostAddress::LocalHost);
}

void ProxyServer::require(const QByteArray &user, const QByteArray &password)
{
    m_user = user;
    m_password = password;
}

void ProxyServer::takeConnection()
{
    QTcpSocket *client = m_server.nextPendingConnection();
    ++m_connections;
    m_states.insert(client, {});
    connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
    connect(client, &QTcpSocket::disconnected, this, [this, client] {
        if (QTcpSocket *target = m_states.take(client).target)
            target->disconnectFromHost();
        client->deleteLater();
    });
}

void ProxyServer::read(QTcpSocket *client)
{
    State &state = m_states[client];
    if (state.step == Step::Tunnel) {
        state.target->write(client->readAll());
        return;
    }
    state.received += client->readAll();
    if (m_kind == Kind::Http)
        readHttp(client, state);
    else
        readSocks(client, state);
}

void ProxyServer::readHttp(QTcpSocket *client, State &state)
{
    const qsizetype end = state.received.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = state.received.first(end);
    const QByteArray login = "Basic " + QByteArray(m_user + ':' + m_password).toBase64();
    if (!m_user.isEmpty() && headerIn(head, "proxy-authorization") != login) {
        refuse(client,
               "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
               "Content-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
    const QList<QByteArray> words = head.first(head.indexOf('\r')).split(' ');
    if (words.value(0) == "CONNECT") {
        state.received.remove(0, end + 4);
        lead(client, state, QString::fromLatin1(words.value(1)), "HTTP/1.1 200 Connected\r\n\r\n");
        return;
    }
    const QUrl url = QUrl::fromEncoded(words.value(1));
    lead(client, state, u"%1:%2"_s.arg(url.host()).arg(url.port(80)), {});
}

void ProxyServer::readSocks(QTcpSocket *client, State &state)
{
    bool goesOn = true;
    while (goesOn) {
        switch (state.step) {
        case Step::Greeting:
            goesOn = greet(client, state);
            break;
        case Step::Password:
            goesOn = checkPassword(client, state);
            break;
        case Step::Request:
            goesOn = takeRequest(client, state);
            break;
        case Step::Tunnel:
            goesOn = false;
            break;
        }
    }
}

bool ProxyServer::greet(QTcpSocket *client, State &state)
{
    if (state.received.size() < 2 || state.received.size() < 2 + state.received.at(1))
        return false;
    const QByteArray methods = state.received.sliced(2, state.received.at(1));
    state.received.remove(0, 2 + methods.size());
    const int wanted = m_user.isEmpty() ? 0 : byPassword;
    if (!methods.contains(static_cast<char>(wanted))) {
        refuse(client, bytes({version, 0xFF}));
        return false;
    }
    client->write(bytes({version, wanted}));
    state.step = m_user.isEmpty() ? Step::Request : Step::Password;
    return true;
}

// RFC 1929
bool ProxyServer::checkPassword(QTcpSocket *client, State &state)
{
    const QByteArray expected = QByteArray(1, 1) + static_cast<char>(m_user.size()) + m_user
        + static_cast<char>(m_password.size()) + m_password;
    if (state.received.size() < 3)
        return false;
    if (state.received != expected) {
        refuse(client, bytes({1, 1}));
        return false;
    }
    state.received.clear();
    client->write(bytes({1, 0}));
    state.step = Step::Request;
    return true;
}

bool ProxyServer::takeRequest(QTcpSocket *client, State &state)
{
    if (state.received.size() < 7)
        return false;
    const qsizetype size = addressSize(state.received);
    if (size == 0 || state.received.size() < 6 + size)
        return false;
    const auto port = qFromBigEndian<quint16>(state.received.constData() + 4 + size);
    const QString target = u"%1:%2"_s.arg(addressIn(state.received, size)).arg(port);
    state.received.remove(0, 6 + size);
    lead(client, state, target, bytes({version, 0, 0, 1, 127, 0, 0, 1, 0, 0}));
    return true;
}

void ProxyServer::lead(QTcpSocket *client, State &state, const QString &target,
                       const QByteArray &confirmation)
{
    m_targets << target;
    state.step = Step::Tunnel;
    state.target = new QTcpSocket(client);
    connect(state.target, &QTcpSocket::readyRead, client,
            [client, socket = state.target] { client->write(socket->readAll()); });
    connect(state.target, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    state.target->connectToHost(QHostAddress::LocalHost, m_targetPort);
    state.target->write(state.received);
    client->write(confirmation);
}

void ProxyServer::refuse(QTcpSocket *client, const QByteArray &answer)
{
    ++m_refusals;
    client->write(answer);
    client->disconnectFromHost();
}

} // namespace bobbin
