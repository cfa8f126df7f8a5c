#include "singleinstance.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QThread>

#ifdef Q_OS_UNIX
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 WritingTime = 1000; // milliseconds; what a program needs at most to write into its new lock
constexpr int Patience = 5000; // milliseconds; the other program may be starting itself

// The folder of the session, in which nobody else can put a socket of that name first. Without one it is the
// folder for temporary files, where both ends ask the system who the other is.
QString socketFolder()
{
#ifdef Q_OS_UNIX
    const QByteArray folder = qgetenv("XDG_RUNTIME_DIR");
    struct stat status {
    };
    const bool isOurs = folder.startsWith('/') && stat(folder.constData(), &status) == 0
        && S_ISDIR(status.st_mode) && status.st_uid == geteuid() && (status.st_mode & 0077U) == 0;
    if (isOurs)
        return QFile::decodeName(folder) + u'/';
#endif
    return {};
}

// Whether a program of the same user is at the other end.
bool isOfThisUser(const QLocalSocket &socket)
{
#if defined(Q_OS_LINUX)
    ucred peer {};
    socklen_t size = sizeof peer;
    return getsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && size == sizeof peer && peer.uid == geteuid();
#elif defined(Q_OS_UNIX)
    uid_t user = 0;
    gid_t group = 0;
    return getpeereid(static_cast<int>(socket.socketDescriptor()), &user, &group) == 0 && user == geteuid();
#else
    Q_UNUSED(socket);
    return true; // the system keeps others from opening the pipe
#endif
}

// Unlike a path in the data folder this fits into the 108 bytes of a socket's address.
QString socketNameFor(const QString &lockFile)
{
    const QByteArray path = QFileInfo(lockFile).absoluteFilePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(24);
    const QString name = u"bobbin-"_s + QString::fromLatin1(hash);
    constexpr qsizetype longestAddress = 100; // bytes
    const QString inFolder = socketFolder() + name;
    return QFile::encodeName(inFolder).size() <= longestAddress ? inFolder : name;
}

// Whether the program that made the file died before it could write its name into it, or had no space to. Its
// own death would have ended the lock on the file, which QLockFile asks the system for too.
bool isAbandoned(const QString &lockFile)
{
#ifdef Q_OS_UNIX
    QFile file(lockFile);
    if (!file.open(QIODevice::ReadOnly) || file.size() > 0)
        return false;
    const qint64 age = QFileInfo(file).lastModified().msecsTo(QDateTime::currentDateTime());
    if (age >= 0 && age < WritingTime)
        QThread::msleep(static_cast<unsigned long>(WritingTime - age));
    return file.size() == 0 && flock(file.handle(), LOCK_EX | LOCK_NB) == 0;
#else
    Q_UNUSED(lockFile);
    return false; // the system takes away what a dead program has open
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString &lockFile, QObject *parent)
    : QObject(parent), m_socketName(socketNameFor(lockFile)), m_lock(lockFile)
{
    m_lock.setStaleLockTime(0); // only the death of its owner ends a lock
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::claim()
{
    if (m_lock.tryLock(0))
        return true;
    return m_lock.error() == QLockFile::LockFailedError && isAbandoned(m_lock.fileName())
        && QFile::remove(m_lock.fileName()) && m_lock.tryLock(0);
}

bool SingleInstance::isInUse() const { return m_lock.error() == QLockFile::LockFailedError; }

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
            if (!isOfThisUser(*socket)) {
                socket->abort();
                socket->deleteLater();
                continue;
            }
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
    if (!socket.waitForConnected(Patience) || !isOfThisUser(socket))
        return false;
    socket.write(address.toUtf8() + '\n');
    return socket.waitForReadyRead(Patience);
}

} // namespace bobbin
