#include "responseparser.h"

#include "jsonvalues.h"

#include <QJsonArray>
#include <QStringList>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr auto paragraphBreak = "\n\n"_L1;

bool isMessage(const QJsonObject &item)
{
    const QString type = item.value("type"_L1).toString();
    return type == "message"_L1 || (type.isEmpty() && item.contains("content"_L1));
}

bool isCall(const QJsonObject &item) { return item.value("type"_L1).toString().endsWith("_call"_L1); }

bool hasRefusal(const QJsonObject &item)
{
    const QJsonArray parts = item.value("content"_L1).toArray();
    return std::any_of(parts.begin(), parts.end(), [](const QJsonValue &part) {
        return part.toObject().value("type"_L1) == "refusal"_L1;
    });
}

// The summary of the thinking, or the thinking itself where the service does not hide it.
QString reasoningText(const QJsonObject &item)
{
    QStringList paragraphs;
    const QJsonArray summary = item.value("summary"_L1).toArray();
    for (const QJsonValue &part : summary)
        paragraphs << part.toObject().value("text"_L1).toString();
    paragraphs.removeAll(QString());
    return paragraphs.isEmpty() ? contentText(item.value("content"_L1)) : paragraphs.join(paragraphBreak);
}

// Whether an event is about the response as a whole, even if it does not carry it.
bool isOfState(const QString &name)
{
    static constexpr std::array states {"response.completed"_L1, "response.incomplete"_L1,
                                        "response.failed"_L1, "response.cancelled"_L1};
    return std::find(states.begin(), states.end(), name) != states.end();
}

QString idIn(const QJsonValue &reference)
{
    return reference.isObject() ? reference.toObject().value("id"_L1).toString() : reference.toString();
}

} // namespace

ResponseParser::ResponseParser(const CompletionRequest &request)
    : m_strategy(request.strategy),
      m_threadId(request.strategy == Strategy::FullHistory ? QString() : request.threadId),
      m_isConfirmed(m_threadId.isEmpty())
{
}

AnswerParser::Verdict ResponseParser::takeObject(const QByteArray &type, const QJsonObject &object,
                                                 CompletionDelta &delta)
{
    const QString named = object.value("type"_L1).toString();
    QString name = named.isEmpty() ? QString::fromUtf8(type) : named;
    QJsonObject response = object.value("response"_L1).toObject();
    if (!object.contains("type"_L1)
        && (object.value("object"_L1) == "response"_L1 || object.contains("output"_L1))) {
        name = "response."_L1 + object.value("status"_L1).toString(u"completed"_s); // not a stream
        response = object;
    }
    if (name == "error"_L1)
        return fail(parseServiceError(object));
    if (!name.startsWith("response."_L1) || isRepeated(object))
        return Verdict::Nothing;
    m_hasRecognized = true;

    const bool hasFailed = name == "response.failed"_L1 || response.value("status"_L1) == "failed"_L1;
    if (!response.isEmpty() && !hasFailed && !m_isConfirmed) {
        m_isConfirmed = names(response);
        if (!m_isConfirmed)
            return fail({.code = u"state_ignored"_s, .isJson = true}, Kind::StateIgnored);
    }
    if (m_result.model.isEmpty())
        m_result.model = response.value("model"_L1).toString();
    const Verdict verdict = !response.isEmpty() || isOfState(name) ? takeState(name, response, delta)
                                                                   : takeEvent(name, object, delta);
    if (!m_isConfirmed && !delta.isEmpty()) {
        delta = {};
        return fail({.code = u"state_ignored"_s, .isJson = true}, Kind::StateIgnored);
    }
    return verdict;
}

// Whether the event has come before: gateways that lost their connection repeat some. Servers that give
// all events the same number are no reason to drop them.
bool ResponseParser::isRepeated(const QJsonObject &event)
{
    const QJsonValue number = event.value("sequence_number"_L1);
    if (!number.isDouble())
        return false;
    const std::pair key(number.toInteger(), qHash(event));
    if (m_seen.contains(key))
        return true;
    m_seen.insert(key);
    return false;
}

bool ResponseParser::names(const QJsonObject &response) const
{
    const QLatin1StringView field =
        m_strategy == Strategy::Conversation ? "conversation"_L1 : "previous_response_id"_L1;
    return idIn(response.value(field)) == m_threadId;
}

// Which message an event belongs to; empty for the one that is being received.
QString ResponseParser::keyOf(const QJsonObject &event) const
{
    if (const QString id = event.value("item_id"_L1).toString(); !id.isEmpty())
        return id;
    const QJsonValue index = event.value("output_index"_L1);
    return index.isDouble() ? m_keys.value(index.toInt(), u'#' + QString::number(index.toInt())) : QString();
}

AnswerParser::Verdict ResponseParser::takeEvent(const QString &name, const QJsonObject &event,
                                                CompletionDelta &delta)
{
    const QJsonObject item = event.value("item"_L1).toObject();
    if (name == "response.output_item.added"_L1) {
        if (const QString id = item.value("id"_L1).toString(); !id.isEmpty())
            m_keys.insert(event.value("output_index"_L1).toInt(-1), id);
        m_callsTools = m_callsTools || isCall(item);
        return Verdict::Nothing; // a service may think for minutes after this
    }
    if (name == "response.output_item.done"_L1) {
        const QString id = item.value("id"_L1).toString();
        takeItem(item, id.isEmpty() ? keyOf(event) : id, delta);
        return Verdict::Progress;
    }
    return takePiece(name, event, delta) ? Verdict::Progress : Verdict::Nothing;
}

bool ResponseParser::takePiece(const QString &name, const QJsonObject &event, CompletionDelta &delta)
{
    const int part = event.value("content_index"_L1).toInt();
    const bool isRefusal = name.startsWith("response.refusal."_L1);
    if (name == "response.output_text.delta"_L1 || name == "response.refusal.delta"_L1) {
        m_text.add(keyOf(event), part, event.value("delta"_L1).toString(), delta);
    } else if (name == "response.output_text.done"_L1 || name == "response.refusal.done"_L1) {
        const QJsonValue whole = event.value(isRefusal ? "refusal"_L1 : "text"_L1);
        m_text.setPart(keyOf(event), part, whole.toString(), delta);
    } else if (name == "response.reasoning_summary_text.delta"_L1
               || name == "response.reasoning_text.delta"_L1) {
        takeReasoning(name, event, delta);
    } else if (name.startsWith("response.function_call_arguments."_L1)) {
        m_callsTools = true;
    } else {
        return false;
    }
    m_result.refused = m_result.refused || isRefusal;
    m_hasContent = m_hasContent || !m_text.isEmpty() || m_hasReasoning || m_callsTools;
    return true;
}

// Of a service that sends the thinking and a summary of it, what comes first is shown.
void ResponseParser::takeReasoning(const QString &name, const QJsonObject &event, CompletionDelta &delta)
{
    const QString piece = event.value("delta"_L1).toString();
    if (m_reasoningEvent.isEmpty())
        m_reasoningEvent = name;
    if (piece.isEmpty() || name != m_reasoningEvent)
        return;
    const QString place = u"%1/%2/%3"_s.arg(keyOf(event))
                              .arg(event.value("summary_index"_L1).toInt())
                              .arg(event.value("content_index"_L1).toInt());
    if (m_hasReasoning && place != m_reasoningPlace)
        delta.reasoning += paragraphBreak;
    m_reasoningPlace = place;
    m_hasReasoning = true;
    m_text.thinkingIsApart();
    delta.reasoning += piece;
}

void ResponseParser::takeWholeReasoning(const QString &text, CompletionDelta &delta)
{
    if (text.isEmpty())
        return;
    if (m_hasReasoning)
        delta.reasoning += paragraphBreak;
    m_hasReasoning = true;
    m_text.thinkingIsApart();
    delta.reasoning += text;
}

void ResponseParser::takeItem(const QJsonObject &item, const QString &key, CompletionDelta &delta)
{
    if (isMessage(item)) {
        m_text.setMessage(key, contentText(item.value("content"_L1)), delta);
        m_result.refused = m_result.refused || hasRefusal(item);
    } else if (item.value("type"_L1) == "reasoning"_L1 && m_reasoningEvent.isEmpty()) {
        takeWholeReasoning(reasoningText(item), delta); // it did not come in pieces
    }
    m_callsTools = m_callsTools || isCall(item);
    m_hasContent = m_hasContent || !m_text.isEmpty() || m_hasReasoning || m_callsTools;
}

void ResponseParser::takeOutput(const QJsonArray &output, CompletionDelta &delta)
{
    const bool hadReasoning = m_hasReasoning;
    QStringList texts;
    for (const QJsonValue &value : output) {
        const QJsonObject item = value.toObject();
        if (isMessage(item)) {
            texts << contentText(item.value("content"_L1));
            m_result.refused = m_result.refused || hasRefusal(item);
        } else if (item.value("type"_L1) == "reasoning"_L1 && !hadReasoning) {
            takeWholeReasoning(reasoningText(item), delta);
        }
        m_callsTools = m_callsTools || isCall(item);
    }
    m_text.setAll(texts, delta);
    m_hasContent = m_hasContent || !m_text.isEmpty() || m_hasReasoning || m_callsTools;
}

// An event about the response as a whole. The status inside says more than the event's name, but some
// services do not keep it up to date.
AnswerParser::Verdict ResponseParser::takeState(const QString &name, const QJsonObject &response,
                                                CompletionDelta &delta)
{
    const QString inside = response.value("status"_L1).toString();
    const bool isExact = inside == "incomplete"_L1 || inside == "failed"_L1 || inside == "cancelled"_L1;
    const QString status = isExact ? inside : name.section(u'.', 1);
    if (status == "failed"_L1) {
        const QJsonValue error = response.value("error"_L1);
        return fail(error.isObject() ? parseServiceError(error.toObject()) : ServiceError {.isJson = true});
    }
    if (status == "cancelled"_L1)
        return fail({.code = u"cancelled"_s, .isJson = true}, Kind::Interrupted);
    if (status != "completed"_L1 && status != "incomplete"_L1)
        return Verdict::Nothing; // created, queued, in progress

    takeOutput(response.value("output"_L1).toArray(), delta);
    takeUsage(response.value("usage"_L1).toObject());
    if (m_strategy == Strategy::Response && response.value("store"_L1) != QJsonValue(false))
        m_result.responseId = response.value("id"_L1).toString();
    const QString reason = response.value("incomplete_details"_L1).toObject().value("reason"_L1).toString();
    if (status == "completed"_L1) {
        m_result.finishReason = m_callsTools ? FinishReason::ToolCalls : FinishReason::Stop;
    } else if (reason == "max_output_tokens"_L1) {
        m_result.finishReason = FinishReason::Length;
    } else if (reason == "content_filter"_L1) {
        m_result.finishReason = FinishReason::ContentFilter;
    } else {
        m_result.finishReason = FinishReason::Other;
        m_result.finishText = reason.isEmpty() ? status : reason;
    }
    return Verdict::Done;
}

void ResponseParser::takeUsage(const QJsonObject &usage)
{
    const QJsonObject input = usage.value("input_tokens_details"_L1).toObject();
    const QJsonObject output = usage.value("output_tokens_details"_L1).toObject();
    m_result.usage = {
        .promptTokens = countIn(usage.value("input_tokens"_L1)),
        .completionTokens = countIn(usage.value("output_tokens"_L1)),
        .cachedTokens = countIn(input.value("cached_tokens"_L1)),
        .reasoningTokens = countIn(output.value("reasoning_tokens"_L1)),
    };
}

} // namespace bobbin
