#pragma once

#include "core/chatmessage.h"
#include "core/strategy.h"
#include "net/completionerror.h"
#include "net/endpoint.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <memory>

class QNetworkAccessManager;

namespace bobbin {

class HttpTransport;

/// One operation on a server's container of messages.
///
/// Ends with exactly one of finished() and failed(), never before control has returned to the event loop.
/// Deleting it cancels silently. It may outlive the ServerThreads that it came from.
class ServerThreadReply : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    struct Answer {
        QString id {}; ///< The server's id of the container.
        QList<ChatMessage> messages {}; ///< Of list(): oldest first, text alone.
        bool isWhole = false; ///< Of list(): there are no older ones.

        friend bool operator==(const Answer &, const Answer &) = default;
    };

Q_SIGNALS:
    void finished(const bobbin::ServerThreadReply::Answer &answer);
    /// Kind::ThreadLost if the container is gone, Kind::RouteMissing if the server has no such API.
    void failed(const bobbin::CompletionError &error);
};

/// The containers in which a server keeps conversations: conversations and responses of the Responses API,
/// threads of the Assistants API. Whether a request failed because its container is gone is found out by
/// CompletionBackend; here they are made, filled, looked at and deleted.
class ServerThreads final
{
public:
    /// `strategy` is not FullHistory. `network` must outlive the replies.
    ServerThreads(QNetworkAccessManager &network, const Endpoint &endpoint, Strategy strategy);
    ~ServerThreads();

    /// Whether containers of this kind are made, filled and listed; a chain of responses begins with its
    /// first one, and grows by nothing but further ones.
    [[nodiscard]] static bool canCreate(Strategy strategy);

    // Never null; owned by `parent`.

    /// Makes an empty container. Requires canCreate().
    [[nodiscard]] ServerThreadReply *create(QObject *parent);
    /// Adds `messages` at the end, in as many requests as the API takes; nothing is sent twice. If it fails,
    /// some of them may have been added. Requires canCreate().
    [[nodiscard]] ServerThreadReply *append(const QString &id, const QList<ChatMessage> &messages,
                                            QObject *parent);
    /// Reads the newest `most` messages, at the most 100. Of a chain of responses there is no such list:
    /// Kind::Rejected.
    [[nodiscard]] ServerThreadReply *list(const QString &id, int most, QObject *parent);
    /// Asks whether the container is there. The one operation that is repeated where that can help.
    [[nodiscard]] ServerThreadReply *find(const QString &id, QObject *parent);
    /// Deletes the container; one that is gone already is a success.
    [[nodiscard]] ServerThreadReply *remove(const QString &id, QObject *parent);

private:
    const std::shared_ptr<HttpTransport> m_transport; // shared with the replies
    const Strategy m_strategy;
    const std::shared_ptr<QStringList> m_said; // ids of messages in the order in which they were added
};

} // namespace bobbin

Q_DECLARE_METATYPE(bobbin::ServerThreadReply::Answer)
