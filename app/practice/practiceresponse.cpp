#include "practiceresponse.h"

#include "practicestate.h"

#include <QJsonArray>

#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// What a response repeats of its request, and what it says if that does not set it.
const QJsonObject &echoedFields()
{
    static const QJsonObject defaults {
        {u"background"_s, false},
        {u"instructions"_s, QJsonValue()},
        {u"max_output_tokens"_s, QJsonValue()},
        {u"max_tool_calls"_s, QJsonValue()},
        {u"metadata"_s, QJsonObject()},
        {u"model"_s, QJsonValue()},
        {u"parallel_tool_calls"_s, true},
        {u"previous_response_id"_s, QJsonValue()},
        {u"reasoning"_s, QJsonObject {{u"effort"_s, QJsonValue()}, {u"summary"_s, QJsonValue()}}},
        {u"service_tier"_s, u"default"_s},
        {u"store"_s, true},
        {u"temperature"_s, 1.0},
        {u"text"_s, QJsonObject {{u"format"_s, QJsonObject {{u"type"_s, u"text"_s}}}}},
        {u"tool_choice"_s, u"auto"_s},
        {u"tools"_s, QJsonArray()},
        {u"top_logprobs"_s, 0},
        {u"top_p"_s, 1.0},
        {u"truncation"_s, u"disabled"_s},
        {u"user"_s, QJsonValue()},
    };
    return defaults;
}

bool isBackgroundRequest(const QJsonObject &request) { return request.value("background"_L1).toBool(); }

} // namespace

PracticeResponse::PracticeResponse(PracticeState &state, PracticeResponsePlan plan)
    : m_state(state), m_plan(std::move(plan)), m_id(newId("resp_"_L1)), m_messageId(newId("msg_"_L1)),
      m_createdAt(secondsNow()),
      m_status(isBackgroundRequest(m_plan.request) ? PracticeStatus::Queued : PracticeStatus::InProgress),
      m_typing(m_plan.answer.tokens, state.models.tokensPerSecond())
{
    connect(&m_typing, &PracticeTyping::tokenWritten, this, &PracticeResponse::writeDelta);
    connect(&m_typing, &PracticeTyping::finished, this, &PracticeResponse::end);
    if (PracticeConversation *conversation = findIn(m_state.conversations, m_plan.conversation)) {
        Q_ASSERT(!conversation->writer);
        conversation->writer = this;
    }
}

PracticeResponse::~PracticeResponse() { unlock(); }

bool PracticeResponse::isBackground() const { return isBackgroundRequest(m_plan.request); }

bool PracticeResponse::isActive() const
{
    return m_status == PracticeStatus::Queued || m_status == PracticeStatus::InProgress;
}

bool PracticeResponse::canBeContinued() const
{
    return m_status == PracticeStatus::Completed || m_status == PracticeStatus::Incomplete;
}

PracticeItems PracticeResponse::context() const { return m_plan.earlier + m_plan.input << output(); }

QJsonObject PracticeResponse::json() const
{
    const bool hasOutput = !isActive() && (!m_text.isEmpty() || canBeContinued());
    QJsonObject json = echoedFields();
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (const QJsonValue asked = m_plan.request.value(it.key()); !asked.isUndefined() && !asked.isNull())
            it.value() = asked;
    }
    json.insert(u"id"_s, m_id);
    json.insert(u"object"_s, u"response"_s);
    json.insert(u"created_at"_s, m_createdAt);
    json.insert(u"completed_at"_s, m_completedAt > 0 ? QJsonValue(m_completedAt) : QJsonValue());
    json.insert(u"status"_s, statusName(m_status));
    json.insert(u"error"_s,
                m_failure.isEmpty()
                    ? QJsonValue()
                    : QJsonObject {{u"code"_s, u"server_error"_s}, {u"message"_s, m_failure}});
    json.insert(u"incomplete_details"_s,
                m_status == PracticeStatus::Incomplete ? QJsonObject {{u"reason"_s, u"max_output_tokens"_s}}
                                                       : QJsonValue());
    json.insert(u"conversation"_s,
                m_plan.conversation.isEmpty() ? QJsonValue() : QJsonObject {{u"id"_s, m_plan.conversation}});
    json.insert(u"output"_s, hasOutput ? QJsonArray {output()} : QJsonArray());
    json.insert(u"usage"_s, usage());
    return json;
}

QJsonObject PracticeResponse::output() const
{
    const auto status = canBeContinued() ? m_status : PracticeStatus::Incomplete;
    return answerItem(m_messageId, statusName(status), {outputTextPart(m_text)});
}

QJsonValue PracticeResponse::usage() const
{
    if (!canBeContinued())
        return {};
    const qsizetype written = m_plan.answer.tokens.size();
    return QJsonObject {
        {u"input_tokens"_s, m_plan.answer.promptTokens},
        {u"input_tokens_details"_s, QJsonObject {{u"cached_tokens"_s, 0}}},
        {u"output_tokens"_s, written},
        {u"output_tokens_details"_s, QJsonObject {{u"reasoning_tokens"_s, 0}}},
        {u"total_tokens"_s, m_plan.answer.promptTokens + written},
    };
}

void PracticeResponse::begin()
{
    if (!isActive())
        return; // it was not to take time
    writeState(u"response.created"_s);
    if (isBackground())
        writeState(u"response.queued"_s);
    m_status = PracticeStatus::InProgress;
    writeState(u"response.in_progress"_s);
    write(u"response.output_item.added"_s,
          {{u"output_index"_s, 0}, {u"item"_s, answerItem(m_messageId, u"in_progress"_s, {})}});
    writeAboutContent(u"response.content_part.added"_s, {{u"part"_s, outputTextPart({})}});
    m_typing.start();
}

void PracticeResponse::writeDelta(const QString &token)
{
    writeAboutContent(u"response.output_text.delta"_s, {{u"delta"_s, token}, {u"logprobs"_s, QJsonArray()}});
}

void PracticeResponse::end()
{
    complete();
    writeAboutContent(u"response.output_text.done"_s, {{u"text"_s, m_text}, {u"logprobs"_s, QJsonArray()}});
    writeAboutContent(u"response.content_part.done"_s, {{u"part"_s, outputTextPart(m_text)}});
    write(u"response.output_item.done"_s, {{u"output_index"_s, 0}, {u"item"_s, output()}});
    writeState(u"response."_s % statusName(m_status));
    Q_EMIT finished();
}

void PracticeResponse::complete()
{
    Q_ASSERT(isActive());
    m_text = m_plan.answer.text();
    m_status = m_plan.answer.isCut ? PracticeStatus::Incomplete : PracticeStatus::Completed;
    if (m_status == PracticeStatus::Completed)
        m_completedAt = secondsNow();
    if (PracticeConversation *conversation = findIn(m_state.conversations, m_plan.conversation))
        conversation->items += m_plan.input + PracticeItems {output()};
    unlock();
}

void PracticeResponse::cancel()
{
    Q_ASSERT(isActive());
    m_typing.stop();
    m_text = m_typing.writtenText();
    m_status = PracticeStatus::Cancelled;
    unlock();
    Q_EMIT finished();
}

void PracticeResponse::loseConversation()
{
    Q_ASSERT(isActive());
    m_typing.stop();
    m_text = m_typing.writtenText();
    m_failure = conversationMissing(m_plan.conversation).message;
    m_status = PracticeStatus::Failed;
    unlock();
    writeState(u"response.failed"_s);
    Q_EMIT finished();
}

void PracticeResponse::loseClient()
{
    setPaused(false);
    if (!isBackground() && isActive())
        cancel();
}

void PracticeResponse::unlock()
{
    PracticeConversation *conversation = findIn(m_state.conversations, m_plan.conversation);
    if (conversation && conversation->writer == this)
        conversation->writer = nullptr;
}

void PracticeResponse::write(const QString &type, QJsonObject event)
{
    event.insert(u"type"_s, type);
    event.insert(u"sequence_number"_s, m_sequenceNumber++);
    writeEvent(type.toLatin1(), event);
}

void PracticeResponse::writeAboutContent(const QString &type, QJsonObject event)
{
    event.insert(u"item_id"_s, m_messageId);
    event.insert(u"output_index"_s, 0);
    event.insert(u"content_index"_s, 0);
    write(type, event);
}

void PracticeResponse::writeState(const QString &type) { write(type, {{u"response"_s, json()}}); }

} // namespace bobbin
