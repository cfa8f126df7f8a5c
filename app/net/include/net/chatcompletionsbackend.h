#pragma once

#include "net/completionbackend.h"

namespace bobbin {

class HttpTransport;

/// Speaks OpenAI's Chat Completions API and what other services and local servers make of it.
///
/// A parameter that the service refuses is swapped or left out and the request repeated, once per
/// parameter; see CompletionReply::quirksLearned(). Nothing else is ever sent twice: a completion costs
/// money.
class ChatCompletionsBackend final : public CompletionBackend
{
public:
    ChatCompletionsBackend(QNetworkAccessManager &network, const Endpoint &endpoint, ModelQuirks quirks = {});
    ~ChatCompletionsBackend() override;

    CompletionReply *complete(const CompletionRequest &request, QObject *parent) override;

private:
    const std::shared_ptr<HttpTransport> m_transport; // shared with the replies
    const ModelQuirks m_quirks;
};

} // namespace bobbin
