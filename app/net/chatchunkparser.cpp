#include "chatchunkparser.h"

#include "jsonvalues.h"

#include <QJsonArray>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString reasoningOf(const QJsonObject &message)
{
    // Services that send both names send the same text in both.
    const QString text = contentText(message.value("reasoning_content"_L1));
    return text.isEmpty() ? contentText(message.value("reasoning"_L1)) : text;
}

// The choice with index 0; services that offer only one may leave the index out.
QJsonObject firstChoice(const QJsonObject &object)
{
    const QJsonArray choices = object.value("choices"_L1).toArray();
    for (const QJsonValue &value : choices) {
        const QJsonObject choice = value.toObject();
        if (choice.value("index"_L1).toInt(0) == 0)
            return choice;
    }
    return {};
}

FinishReason finishReason(const QString &name)
{
    if (name == "stop"_L1 || name == "eos"_L1 || name == "end_turn"_L1)
        return FinishReason::Stop;
    if (name == "length"_L1)
        return FinishReason::Length;
    if (name == "tool_calls"_L1 || name == "function_call"_L1)
        return FinishReason::ToolCalls;
    if (name == "content_filter"_L1)
        return FinishReason::ContentFilter;
    return FinishReason::Other;
}

} // namespace

ChatChunkParser::Verdict ChatChunkParser::takeObject(const QByteArray &, const QJsonObject &object,
                                                     CompletionDelta &delta)
{
    if (object.contains("choices"_L1) || object.contains("usage"_L1))
        m_hasRecognized = true;
    if (m_result.model.isEmpty())
        m_result.model = object.value("model"_L1).toString();
    if (const QJsonValue usage = object.value("usage"_L1); usage.isObject())
        takeUsage(usage.toObject());

    const QJsonObject choice = firstChoice(object);
    bool isProgress = false;
    if (!hasFinished()) {
        const QJsonValue message = choice.value("delta"_L1);
        isProgress = takeMessage(
            message.isObject() ? message.toObject() : choice.value("message"_L1).toObject(), delta);
        const QString reason = choice.value("finish_reason"_L1).toString();
        if (reason == "error"_L1)
            return fail({.message = choice.value("native_finish_reason"_L1).toString(), .isJson = true});
        isProgress = takeFinishReason(reason) || isProgress;
    }
    return isProgress ? Verdict::Progress : Verdict::Nothing;
}

bool ChatChunkParser::takeMessage(const QJsonObject &message, CompletionDelta &delta)
{
    const QString reasoning = reasoningOf(message);
    if (!reasoning.isEmpty()) {
        delta.reasoning += reasoning;
        m_splitter.disable();
    }
    const QString content = contentText(message.value("content"_L1));
    if (!content.isEmpty())
        delta.append(m_splitter.feed(content));
    const QString refusal = contentText(message.value("refusal"_L1));
    if (!refusal.isEmpty()) {
        m_result.refused = true;
        delta.text += refusal;
    }
    const bool callsTools = !message.value("tool_calls"_L1).toArray().isEmpty();
    const bool isProgress = callsTools || !reasoning.isEmpty() || !content.isEmpty() || !refusal.isEmpty();
    m_hasContent = m_hasContent || isProgress;
    return isProgress;
}

bool ChatChunkParser::takeFinishReason(const QString &reason)
{
    if (reason.isEmpty())
        return false;
    m_result.finishReason = finishReason(reason);
    if (m_result.finishReason == FinishReason::Other)
        m_result.finishText = reason;
    return true;
}

void ChatChunkParser::takeUsage(const QJsonObject &usage)
{
    const QJsonObject prompt = usage.value("prompt_tokens_details"_L1).toObject();
    const QJsonObject completion = usage.value("completion_tokens_details"_L1).toObject();
    m_result.usage = {
        .promptTokens = countIn(usage.value("prompt_tokens"_L1)),
        .completionTokens = countIn(usage.value("completion_tokens"_L1)),
        .cachedTokens = countIn(prompt.value("cached_tokens"_L1)),
        .reasoningTokens = countIn(completion.value("reasoning_tokens"_L1)),
    };
}

void ChatChunkParser::finish(CompletionDelta &delta) { delta.append(m_splitter.finish()); }

} // namespace bobbin
