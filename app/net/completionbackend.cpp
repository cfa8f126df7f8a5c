#include "net/completionbackend.h"

#include "net/chatcompletionsbackend.h"

namespace bobbin {

CompletionBackend::~CompletionBackend() = default;

std::unique_ptr<CompletionBackend> createBackend(QNetworkAccessManager &network, const Endpoint &endpoint,
                                                 const ModelQuirks &quirks)
{
    switch (endpoint.service.apiKind) {
    case ApiKind::ChatCompletions:
        return std::make_unique<ChatCompletionsBackend>(network, endpoint, quirks);
    case ApiKind::Responses:
    case ApiKind::Assistants:
        break;
    }
    return nullptr;
}

} // namespace bobbin
