#include "assistantsparser.h"

#include "jsonvalues.h"
#include "threadmessages.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

Usage usageIn(const QJsonObject &run)
{
    const QJsonObject usage = run.value("usage"_L1).toObject();
    const QJsonObject prompt = usage.value("prompt_token_details"_L1).toObject();
    return {
        .promptTokens = countIn(usage.value("prompt_tokens"_L1)),
        .completionTokens = countIn(usage.value("completion_tokens"_L1)),
        .cachedTokens = countIn(prompt.value("cached_tokens"_L1)),
        .reasoningTokens = {},
    };
}

} // namespace

bool AssistantsParser::isRunActive() const
{
    static constexpr std::array ended {"completed"_L1, "incomplete"_L1, "failed"_L1,
                                       "cancelled"_L1, "expired"_L1,    "cancelling"_L1};
    return !m_runId.isEmpty() && !m_hasSaidDone
        && std::find(ended.begin(), ended.end(), m_runStatus) == ended.end();
}

AnswerParser::Verdict AssistantsParser::takeObject(const QByteArray &type, const QJsonObject &object,
                                                   CompletionDelta &delta)
{
    const bool isNamed = type.startsWith("thread.");
    const QString name = isNamed ? QString::fromUtf8(type) : object.value("object"_L1).toString();
    if (!name.startsWith("thread."_L1))
        return Verdict::Nothing;
    m_hasRecognized = true;
    if (name.startsWith("thread.run.step"_L1))
        return Verdict::Nothing;
    if (name.startsWith("thread.run"_L1))
        return takeRun(object);
    if (name == "thread.message.delta"_L1)
        return takeDelta(object, delta);
    if (name.startsWith("thread.message"_L1))
        return takeMessage(name, object, delta);
    return Verdict::Nothing;
}

AnswerParser::Verdict AssistantsParser::takeDelta(const QJsonObject &message, CompletionDelta &delta)
{
    const QString key = message.value("id"_L1).toString();
    const QJsonArray parts = message.value("delta"_L1).toObject().value("content"_L1).toArray();
    for (const QJsonValue &part : parts) {
        const QString piece = contentText(QJsonArray {part});
        m_text.add(key, part.toObject().value("index"_L1).toInt(), piece, delta);
    }
    m_hasContent = m_hasContent || !m_text.isEmpty();
    return parts.isEmpty() ? Verdict::Nothing : Verdict::Progress;
}

AnswerParser::Verdict AssistantsParser::takeMessage(const QString &name, const QJsonObject &message,
                                                    CompletionDelta &delta)
{
    const QString status = message.value("status"_L1).toString();
    const bool isWhole = name.endsWith("completed"_L1) || name.endsWith("incomplete"_L1)
        || (name == "thread.message"_L1 && status != "in_progress"_L1);
    if (!isWhole || message.value("role"_L1) == "user"_L1)
        return Verdict::Nothing;
    m_text.setMessage(message.value("id"_L1).toString(), contentText(message.value("content"_L1)), delta);
    m_hasContent = m_hasContent || !m_text.isEmpty();
    return Verdict::Progress;
}

AnswerParser::Verdict AssistantsParser::takeRun(const QJsonObject &run)
{
    m_hasRecognized = true;
    m_runId = run.value("id"_L1).toString(m_runId);
    m_runStatus = run.value("status"_L1).toString();
    m_result.model = run.value("model"_L1).toString(m_result.model);
    if (run.value("usage"_L1).isObject())
        m_result.usage = usageIn(run);

    if (m_runStatus == "completed"_L1) {
        m_result.finishReason = FinishReason::Stop;
        return Verdict::Progress; // the end of the stream follows
    }
    if (m_runStatus == "incomplete"_L1)
        return takeIncompleteRun(run);
    if (m_runStatus == "requires_action"_L1) {
        m_result.finishReason = FinishReason::ToolCalls;
        m_hasContent = true;
        return Verdict::Done;
    }
    if (m_runStatus == "failed"_L1)
        return takeFailedRun(run);
    if (m_runStatus == "expired"_L1)
        return fail({.code = u"run_expired"_s, .isJson = true}, Kind::TimedOut);
    if (m_runStatus == "cancelled"_L1)
        return fail({.code = u"run_cancelled"_s, .isJson = true}, Kind::Interrupted);
    return Verdict::Nothing;
}

AnswerParser::Verdict AssistantsParser::takeIncompleteRun(const QJsonObject &run)
{
    const QString reason = run.value("incomplete_details"_L1).toObject().value("reason"_L1).toString();
    m_isThreadTooLong = reason == "max_prompt_tokens"_L1;
    if (m_isThreadTooLong || reason == "max_completion_tokens"_L1) {
        m_result.finishReason = FinishReason::Length;
    } else if (reason == "content_filter"_L1) {
        m_result.finishReason = FinishReason::ContentFilter;
    } else {
        m_result.finishReason = FinishReason::Other;
        m_result.finishText = reason.isEmpty() ? m_runStatus : reason;
    }
    return Verdict::Progress;
}

AnswerParser::Verdict AssistantsParser::takeFailedRun(const QJsonObject &run)
{
    const QJsonValue error = run.value("last_error"_L1);
    return fail(error.isObject() ? parseServiceError(error.toObject())
                                 : ServiceError {.code = u"run_failed"_s, .isJson = true});
}

void AssistantsParser::takeMessages(const QList<QJsonObject> &entries, CompletionDelta &delta)
{
    QStringList texts;
    const QList<ChatMessage> messages = chatMessages(entries);
    for (const ChatMessage &message : messages) {
        if (message.role == Role::User)
            texts.clear();
        else if (message.role == Role::Assistant)
            texts << message.content;
    }
    m_text.setAll(texts, delta);
    m_hasContent = m_hasContent || !m_text.isEmpty();
}

} // namespace bobbin
