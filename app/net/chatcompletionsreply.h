#pragma once

#include "answerdecoder.h"
#include "chatchunkparser.h"
#include "httptransport.h"
#include "net/completionbackend.h"

#include <memory>
#include <optional>

namespace bobbin {

class HttpExchange;

/// The reply of ChatCompletionsBackend. Decides when a completion is over, and how: the end of the
/// connection alone proves nothing.
class ChatCompletionsReply final : public CompletionReply
{
    Q_OBJECT
public:
    ChatCompletionsReply(std::shared_ptr<HttpTransport> transport, CompletionRequest request,
                         ModelQuirks quirks, QObject *parent);
    ~ChatCompletionsReply() override;

    void cancel() override;

private:
    void ask();
    void takeBytes(const QByteArray &bytes);
    void takeEvents(const QList<SseEvent> &events, bool isEnd);
    void takeEnd();
    bool give(CompletionDelta delta);
    void conclude();
    void fail(CompletionError error);
    [[nodiscard]] bool learnFrom(const CompletionError &error);
    [[nodiscard]] CompletionError notAnAnswer(CompletionError::Kind kind, const QString &code) const;

    const std::shared_ptr<HttpTransport> m_transport;
    const CompletionRequest m_request;
    ModelQuirks m_quirks;
    HttpExchange *m_exchange = nullptr; // owned as a child; null when the reply has ended
    QByteArray m_errorBody;
    AnswerDecoder m_decoder;
    ChatChunkParser m_parser;
    std::optional<CompletionError> m_failure; // of the answer itself; what comes after it is not read
    bool m_isDone = false;
    bool m_hasShown = false;
};

} // namespace bobbin
