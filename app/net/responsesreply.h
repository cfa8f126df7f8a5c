#pragma once

#include "responseparser.h"
#include "streamedreply.h"

namespace bobbin {

/// The reply of ResponsesBackend.
class ResponsesReply final : public StreamedReply
{
    Q_OBJECT
public:
    ResponsesReply(std::shared_ptr<HttpTransport> transport, const CompletionRequest &request,
                   ModelQuirks quirks, QObject *parent);

private:
    [[nodiscard]] ApiCall call() const override;
    [[nodiscard]] AnswerParser &parser() override { return m_parser; }

    ResponseParser m_parser;
};

} // namespace bobbin
