#include "net/completionbackend.h"

#include "assistantsreply.h"
#include "chatcompletionsreply.h"
#include "httptransport.h"
#include "responsesreply.h"

#include <utility>

namespace bobbin {
namespace {

template<typename Reply>
class HttpBackend final : public CompletionBackend
{
public:
    HttpBackend(QNetworkAccessManager &network, const Endpoint &endpoint, ModelQuirks quirks)
        : m_transport(std::make_shared<HttpTransport>(network, endpoint)), m_quirks(std::move(quirks))
    {
    }

    CompletionReply *complete(const CompletionRequest &request, QObject *parent) override
    {
        return new Reply(m_transport, request, m_quirks, parent);
    }

private:
    const std::shared_ptr<HttpTransport> m_transport; // shared with the replies
    const ModelQuirks m_quirks;
};

} // namespace

CompletionBackend::~CompletionBackend() = default;

std::unique_ptr<CompletionBackend> createBackend(QNetworkAccessManager &network, const Endpoint &endpoint,
                                                 Strategy strategy, const ModelQuirks &quirks)
{
    switch (apiOf(strategy, endpoint.service.apiKind)) {
    case ApiKind::ChatCompletions:
        return std::make_unique<HttpBackend<ChatCompletionsReply>>(network, endpoint, quirks);
    case ApiKind::Responses:
        return std::make_unique<HttpBackend<ResponsesReply>>(network, endpoint, quirks);
    case ApiKind::Assistants:
        return std::make_unique<HttpBackend<AssistantsReply>>(network, endpoint, quirks);
    }
    Q_UNREACHABLE();
}

} // namespace bobbin
