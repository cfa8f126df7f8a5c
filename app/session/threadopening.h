#pragma once

#include "core/chatmessage.h"
#include "net/completionerror.h"
#include "net/endpoint.h"
#include "net/serverthreads.h"

#include <QList>
#include <QObject>

class QNetworkAccessManager;

namespace bobbin {

/// Makes a new container on a server, gives it what was said earlier, and makes sure that it has it: a server
/// is known that takes the messages and keeps none of them.
///
/// Emits created(), unless making it fails, and then exactly one of opened() and failed(). Deleting it
/// cancels silently.
class ThreadOpening final : public QObject
{
    Q_OBJECT
public:
    ThreadOpening(QNetworkAccessManager &network, const Endpoint &endpoint, Strategy strategy,
                  const QList<ChatMessage> &messages, QObject *parent);

    void start();

Q_SIGNALS:
    /// The container is there, and empty; it is waited for goOn(), so that its id is kept first.
    void created(const QString &remoteId);
    void opened(const QString &remoteId);
    /// Kind::StateIgnored if the container does not hold what it was given.
    void failed(const bobbin::CompletionError &error);

public Q_SLOTS:
    void goOn();

private:
    void verify();
    void compare(const ServerThreadReply::Answer &answer);

    ServerThreads m_threads;
    const QList<ChatMessage> m_messages;
    QString m_remoteId;
};

/// Whether a server's text is what was said here. White space does not count, and the server may have joined
/// it to what stood before.
[[nodiscard]] bool isSameText(const QString &remote, const QString &local);

} // namespace bobbin
