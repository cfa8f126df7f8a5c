#pragma once

#include "core/chatmessage.h"
#include "core/conversation.h"
#include "core/strategy.h"
#include "net/completionreply.h"
#include "net/endpoint.h"

#include <QList>

#include <memory>

class QNetworkAccessManager;

namespace bobbin {

struct CompletionRequest {
    QString model {}; ///< Empty only where an assistant has one.
    QString instructions {}; ///< The system prompt; sent with every request, since no server carries it over.
    QList<ChatMessage> messages {}; ///< Oldest first. One by the assistant at the end is continued.
    Parameters parameters {};
    Strategy strategy = Strategy::FullHistory;
    /// The server's id of what the messages are added to, which holds all that came before; of
    /// Strategy::Response the response to go on from, empty at the beginning of a chain.
    QString threadId {};
    QString assistant {}; ///< Of Strategy::Thread: the server's id of the assistant that answers.

    friend bool operator==(const CompletionRequest &, const CompletionRequest &) = default;
};

/// A service that completes conversations. Implementations differ in wire format, not in behaviour.
///
/// A parameter that the service refuses is swapped or left out and the request repeated, once per
/// parameter; see CompletionReply::quirksLearned(). Nothing else is ever sent twice: a completion costs
/// money. What names a conversation on the server is never left out.
class CompletionBackend
{
public:
    CompletionBackend() = default;
    virtual ~CompletionBackend();
    Q_DISABLE_COPY_MOVE(CompletionBackend)

    /// Starts a streamed completion. Never null; owned by `parent`. It may outlive the backend.
    virtual CompletionReply *complete(const CompletionRequest &request, QObject *parent) = 0;
};

/// The backend for requests of `strategy` to the endpoint's service. Never null.
///
/// `network` must outlive the backend and its replies. `quirks` are those of the model that the backend
/// will be asked for.
[[nodiscard]] std::unique_ptr<CompletionBackend> createBackend(QNetworkAccessManager &network,
                                                               const Endpoint &endpoint, Strategy strategy,
                                                               const ModelQuirks &quirks = {});

} // namespace bobbin
