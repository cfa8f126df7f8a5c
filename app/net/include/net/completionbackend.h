#pragma once

#include "core/chatmessage.h"
#include "core/conversation.h"
#include "net/completionreply.h"
#include "net/endpoint.h"

#include <QList>

#include <memory>

class QNetworkAccessManager;

namespace bobbin {

struct CompletionRequest {
    QString model {};
    QList<ChatMessage> messages {}; ///< Oldest first. One by the assistant at the end is continued.
    Parameters parameters {};

    friend bool operator==(const CompletionRequest &, const CompletionRequest &) = default;
};

/// A service that completes conversations. Implementations differ in wire format, not in behaviour.
class CompletionBackend
{
public:
    CompletionBackend() = default;
    virtual ~CompletionBackend();
    Q_DISABLE_COPY_MOVE(CompletionBackend)

    /// Starts a streamed completion. Never null; owned by `parent`. It may outlive the backend.
    virtual CompletionReply *complete(const CompletionRequest &request, QObject *parent) = 0;
};

/// The backend for the API that the endpoint's service speaks; null if the program does not speak it.
///
/// `network` must outlive the backend and its replies. `quirks` are those of the model that the backend
/// will be asked for.
[[nodiscard]] std::unique_ptr<CompletionBackend>
createBackend(QNetworkAccessManager &network, const Endpoint &endpoint, const ModelQuirks &quirks = {});

} // namespace bobbin
