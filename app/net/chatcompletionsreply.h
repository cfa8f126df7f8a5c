#pragma once

#include "chatchunkparser.h"
#include "streamedreply.h"

namespace bobbin {

/// The reply of ChatCompletionsBackend.
class ChatCompletionsReply final : public StreamedReply
{
    Q_OBJECT
public:
    ChatCompletionsReply(std::shared_ptr<HttpTransport> transport, CompletionRequest request,
                         ModelQuirks quirks, QObject *parent);

private:
    [[nodiscard]] ApiCall call() const override;
    [[nodiscard]] AnswerParser &parser() override { return m_parser; }

    ChatChunkParser m_parser;
};

} // namespace bobbin
