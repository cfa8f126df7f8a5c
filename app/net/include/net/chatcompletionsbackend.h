#pragma once

#include "net/completionbackend.h"

namespace bobbin {

/// Speaks OpenAI's Chat Completions API and what other services and local servers make of it.
///
/// A parameter that the service refuses is swapped or left out and the request repeated, once per
/// parameter; see CompletionReply::quirksLearned(). Nothing else is ever sent twice: a completion costs money.
class ChatCompletionsBackend final : public CompletionBackend
{
public:
    ChatCompletionsBackend(QNetworkAccessManager &network, Endpoint endpoint, ModelQuirks quirks = {});

    CompletionReply *complete(const CompletionRequest &request, QObject *parent) override;

private:
    QNetworkAccessManager &m_network;
    const Endpoint m_endpoint;
    const ModelQuirks m_quirks;
};

} // namespace bobbin
