#pragma once

#include "net/completionreply.h"
#include "serviceerror.h"
#include "ssereader.h"
#include "thinksplitter.h"

#include <QJsonObject>

#include <optional>

namespace bobbin {

/// Understands the objects of an answer in the wire format of one API: the events of a stream as well as a
/// whole answer. What is missing, null or of an unexpected type is skipped.
class AnswerParser
{
public:
    enum class Verdict {
        Nothing, ///< No news: a keep-alive, or something that is not understood.
        Progress, ///< The completion was brought forward.
        Done, ///< The service said that the answer is over.
        Failed, ///< See serviceError() and failureKind().
        Malformed, ///< The event is cut or damaged.
    };

    AnswerParser() = default;
    virtual ~AnswerParser();
    Q_DISABLE_COPY_MOVE(AnswerParser)

    /// Takes one event and appends what it brings to `delta`.
    Verdict take(const SseEvent &event, CompletionDelta &delta);

    /// At the end of the answer: appends what was held back.
    virtual void finish(CompletionDelta &delta) = 0;
    /// Whether the service said that the completion is complete, so that the end of the connection is one.
    [[nodiscard]] virtual bool isComplete() const { return hasFinished(); }

    /// What has been said about the completion so far.
    [[nodiscard]] const CompletionResult &result() const { return m_result; }
    [[nodiscard]] const ServiceError &serviceError() const { return m_error; }
    /// What kind of failure it is, if that does not follow from serviceError().
    [[nodiscard]] std::optional<CompletionError::Kind> failureKind() const { return m_failureKind; }
    [[nodiscard]] bool hasFinished() const { return m_result.finishReason != FinishReason::None; }
    /// Whether anything that belongs to a completion was seen.
    [[nodiscard]] bool hasRecognized() const { return m_hasRecognized; }
    /// Whether there is anything to show or to act on.
    [[nodiscard]] bool hasContent() const { return m_hasContent; }

protected:
    /// `type` is the event's own, which many services leave out.
    virtual Verdict takeObject(const QByteArray &type, const QJsonObject &object, CompletionDelta &delta) = 0;

    Verdict fail(const ServiceError &error, std::optional<CompletionError::Kind> kind = {});

    CompletionResult m_result;
    bool m_hasRecognized = false;
    bool m_hasContent = false;
    bool m_hasSaidDone = false;

private:
    ServiceError m_error;
    std::optional<CompletionError::Kind> m_failureKind;
};

} // namespace bobbin
