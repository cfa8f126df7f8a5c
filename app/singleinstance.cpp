#include "singleinstance.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Patience = 5000; // milliseconds; the other program may be starting itself

// Unlike a path in the data folder this fits into the 108 bytes of a socket's address.
QString socketNameFor(const QString &lockFile)
{
    const QByteArray path = QFileInfo(lockFile).absoluteFilePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(24);
    return u"bobbin-"_s + QString::fromLatin1(hash);
}

} // namespace

SingleInstance::SingleInstance(const QString &lockFile, QObject *parent)
    : QObject(parent), m_socketName(socketNameFor(lockFile)), m_lock(lockFile)
{
    m_lock.setStaleLockTime(0); // only the death of its owner ends a lock
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::claim() { return m_lock.tryLock(0); }

QString SingleInstance::owner() const
{
    qint64 pid = 0;
    QString host;
    QString program;
    if (!m_lock.getLockInfo(&pid, &host, &program))
        return {};
    return tr("process %1 on %2").arg(pid).arg(host);
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_socketName); // of a dead program: the folder is ours
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { answer(socket); });
        }
    });
    m_server->listen(m_socketName);
}

// A later start says in one line what it was asked to show; nothing else is listened to.
void SingleInstance::answer(QLocalSocket *socket)
{
    constexpr qint64 LongestLine = 200;
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > LongestLine)
            socket->abort();
        return;
    }
    const QString address = QString::fromUtf8(socket->readLine(LongestLine)).trimmed();
    socket->write("raised");
    socket->disconnectFromServer();
    Q_EMIT raiseRequested(address);
}

bool SingleInstance::askToRaise(const QString &address) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socketName);
    if (!socket.waitForConnected(Patience))
        return false;
    socket.write(address.toUtf8() + '\n');
    return socket.waitForReadyRead(Patience);
}

} // namespace bobbin
