#pragma once

#include "answerparser.h"

namespace bobbin {

/// Understands chat completions. Only the first choice is read.
class ChatChunkParser final : public AnswerParser
{
public:
    void finish(CompletionDelta &delta) override;
    /// Some services end the stream without a reason.
    [[nodiscard]] bool isComplete() const override { return hasFinished() || m_hasSaidDone; }

private:
    Verdict takeObject(const QByteArray &type, const QJsonObject &object, CompletionDelta &delta) override;
    bool takeMessage(const QJsonObject &message, CompletionDelta &delta);
    bool takeFinishReason(const QString &reason);
    void takeUsage(const QJsonObject &usage);

    ThinkSplitter m_splitter;
};

} // namespace bobbin
