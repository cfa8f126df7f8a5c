#pragma once

#include "net/completionreply.h"
#include "serviceerror.h"
#include "ssereader.h"
#include "thinksplitter.h"

#include <QJsonObject>

#include <optional>

namespace bobbin {

/// Understands the objects of a chat completion: the chunks of a stream as well as a whole answer.
///
/// Only the first choice is read. What is missing, null or of an unexpected type is skipped.
class ChatChunkParser
{
public:
    enum class Verdict {
        Nothing, ///< No news: a keep-alive, or something that is not understood.
        Progress, ///< The completion was brought forward.
        Done, ///< The stream said that it is over.
        Failed, ///< See serviceError().
        Malformed, ///< The event is cut or damaged.
    };

    /// Takes one event and appends what it brings to `delta`.
    Verdict take(const SseEvent &event, CompletionDelta &delta);

    /// At the end of the answer: appends what was held back.
    void finish(CompletionDelta &delta);

    /// What has been said about the completion so far.
    [[nodiscard]] const CompletionResult &result() const { return m_result; }
    [[nodiscard]] const ServiceError &serviceError() const { return m_error; }
    [[nodiscard]] bool hasFinished() const { return m_result.finishReason != FinishReason::None; }
    /// Whether anything that belongs to a completion was seen.
    [[nodiscard]] bool hasRecognized() const { return m_hasRecognized; }
    /// Whether there is anything to show or to act on.
    [[nodiscard]] bool hasContent() const { return m_hasContent; }

private:
    Verdict takeObject(const QJsonObject &object, CompletionDelta &delta);
    bool takeMessage(const QJsonObject &message, CompletionDelta &delta);
    bool takeFinishReason(const QString &reason);
    void takeUsage(const QJsonObject &usage);

    ThinkSplitter m_splitter;
    CompletionResult m_result;
    ServiceError m_error;
    bool m_hasRecognized = false;
    bool m_hasContent = false;
};

} // namespace bobbin
