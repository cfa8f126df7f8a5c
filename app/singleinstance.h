#pragma once

#include <QLockFile>
#include <QObject>

class QLocalServer;
class QLocalSocket;

namespace bobbin {

/// Sees to it that one program at a time uses a data folder, and lets a second start raise the window of
/// the first. Only programs of the same user are listened to, and all that they can do is to raise the window
/// and to say what it shall show.
class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    /// `lockFile` stands in the data folder.
    explicit SingleInstance(const QString &lockFile, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// False if another program has the folder. A lock that a dead program left behind is taken over.
    [[nodiscard]] bool claim();
    /// Whether claim() failed because of another program, and not because the folder cannot be written to.
    [[nodiscard]] bool isInUse() const;
    /// Which program has it, for a message; empty if that cannot be found out.
    [[nodiscard]] QString owner() const;

    /// Answers later starts with raiseRequested(). Requires claim().
    void listen();
    /// Asks the program that has the folder to raise its window and to show what `address` leads to; false
    /// if it does not answer.
    [[nodiscard]] bool askToRaise(const QString &address = {}) const;

Q_SIGNALS:
    /// `address` is what the later start was given, empty for nothing.
    void raiseRequested(const QString &address);

private:
    void answer(QLocalSocket *socket);

    QString m_socketName;
    QLockFile m_lock;
    QLocalServer *m_server = nullptr;
};

} // namespace bobbin
