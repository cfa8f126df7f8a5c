#include "net/chatcompletionsbackend.h"

#include "chatcompletionsreply.h"
#include "httptransport.h"

#include <utility>

namespace bobbin {

ChatCompletionsBackend::ChatCompletionsBackend(QNetworkAccessManager &network, const Endpoint &endpoint,
                                               ModelQuirks quirks)
    : m_transport(std::make_shared<HttpTransport>(network, endpoint)), m_quirks(std::move(quirks))
{
}

ChatCompletionsBackend::~ChatCompletionsBackend() = default;

CompletionReply *ChatCompletionsBackend::complete(const CompletionRequest &request, QObject *parent)
{
    return new ChatCompletionsReply(m_transport, request, m_quirks, parent);
}

} // namespace bobbin
