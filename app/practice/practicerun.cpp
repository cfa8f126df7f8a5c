#include "practicerun.h"

#include "practicemessages.h"
#include "practicestate.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int visibleQueueTime = 200; // milliseconds in the queue, for people and pollers to see
constexpr qint64 lifetime = 600; // seconds until a run would expire

QJsonValue timeOrNull(qint64 seconds) { return seconds > 0 ? QJsonValue(seconds) : QJsonValue(); }

QJsonValue valueOr(const QJsonValue &value, const QJsonValue &otherwise)
{
    return value.isUndefined() || value.isNull() ? otherwise : value;
}

} // namespace

PracticeRun::PracticeRun(PracticeThread &thread, PracticeRunPlan plan, int tokensPerSecond)
    : m_thread(&thread), m_plan(std::move(plan)), m_id(newId("run_"_L1)),
      m_threadId(thread.json.value("id"_L1).toString()), m_stepId(newId("step_"_L1)),
      m_queueTime(tokensPerSecond > 0 ? visibleQueueTime : 0), m_createdAt(secondsNow()),
      m_typing(m_plan.answer.tokens, tokensPerSecond)
{
    connect(&m_typing, &PracticeTyping::tokenWritten, this, &PracticeRun::writeDelta);
    connect(&m_typing, &PracticeTyping::finished, this,
            [this] { finish(m_plan.answer.isCut ? PracticeStatus::Incomplete : PracticeStatus::Completed); });
}

bool PracticeRun::isActive() const
{
    return m_status == PracticeStatus::Queued || m_status == PracticeStatus::InProgress
        || m_status == PracticeStatus::Cancelling;
}

void PracticeRun::begin()
{
    if (!isActive())
        return; // its thread was lost already
    writeEvent("thread.run.created", json());
    writeState();
    QTimer::singleShot(m_queueTime, this, &PracticeRun::proceed);
}

void PracticeRun::proceed()
{
    if (m_status != PracticeStatus::Queued)
        return;
    m_status = PracticeStatus::InProgress;
    m_startedAt = secondsNow();
    writeState();

    m_message = threadMessage(m_threadId, u"assistant"_s, {});
    m_message.insert(u"assistant_id"_s, m_plan.assistant.value("id"_L1));
    m_message.insert(u"run_id"_s, m_id);
    m_message.insert(u"status"_s, statusName(PracticeStatus::InProgress));
    m_message.insert(u"completed_at"_s, QJsonValue());
    m_thread->messages.append(m_message);
    writeEvent("thread.run.step.created", step());
    writeEvent("thread.run.step.in_progress", step());
    writeEvent("thread.message.created", m_message);
    writeEvent("thread.message.in_progress", m_message);
    m_typing.start();
}

void PracticeRun::writeDelta(const QString &token)
{
    const QJsonObject part {
        {u"index"_s, 0}, {u"type"_s, u"text"_s}, {u"text"_s, QJsonObject {{u"value"_s, token}}}};
    writeEvent("thread.message.delta",
               {{u"id"_s, m_message.value("id"_L1)},
                {u"object"_s, u"thread.message.delta"_s},
                {u"delta"_s, QJsonObject {{u"content"_s, QJsonArray {part}}}}});
}

void PracticeRun::finish(PracticeStatus status)
{
    m_status = status;
    m_endedAt = secondsNow();
    if (!m_message.isEmpty()) {
        updateMessage();
        writeEvent("thread.message." + m_message.value("status"_L1).toString().toLatin1(), m_message);
        writeEvent("thread.run.step." + statusName(stepStatus()).toLatin1(), step());
    }
    writeState();
    Q_EMIT eventWritten("done", "[DONE]");
    Q_EMIT finished();
}

void PracticeRun::updateMessage()
{
    const bool isComplete = m_status == PracticeStatus::Completed;
    const QString reason = m_status == PracticeStatus::Incomplete ? u"max_tokens"_s : u"run_cancelled"_s;
    m_message.insert(u"content"_s, QJsonArray {threadTextPart(m_typing.writtenText())});
    m_message.insert(u"status"_s, isComplete ? u"completed"_s : u"incomplete"_s);
    m_message.insert(isComplete ? u"completed_at"_s : u"incomplete_at"_s, m_endedAt);
    if (!isComplete)
        m_message.insert(u"incomplete_details"_s, QJsonObject {{u"reason"_s, reason}});
    const QJsonValue id = m_message.value("id"_L1);
    QList<QJsonObject> &messages = m_thread->messages;
    std::replace_if(
        messages.begin(), messages.end(),
        [&id](const QJsonObject &message) { return message.value("id"_L1) == id; }, m_message);
}

void PracticeRun::cancel()
{
    Q_ASSERT(isActive());
    if (m_status == PracticeStatus::Cancelling)
        return;
    m_typing.stop();
    m_status = PracticeStatus::Cancelling;
    writeState();
    QTimer::singleShot(m_queueTime, this, [this] {
        if (m_status == PracticeStatus::Cancelling)
            finish(PracticeStatus::Cancelled);
    });
}

void PracticeRun::loseThread()
{
    m_thread = nullptr;
    if (!isActive())
        return;
    m_typing.stop();
    m_status = PracticeStatus::Failed;
    m_endedAt = secondsNow();
    writeEvent("error", threadMissing(m_threadId).toJson());
    Q_EMIT finished();
}

void PracticeRun::writeState() { writeEvent("thread.run." + statusName(m_status).toLatin1(), json()); }

QJsonObject PracticeRun::json() const
{
    const bool isCut = m_status == PracticeStatus::Incomplete;
    const QJsonObject everything {{u"type"_s, u"auto"_s}, {u"last_messages"_s, QJsonValue()}};
    const auto asked = [this](QLatin1StringView name, const QJsonValue &otherwise) {
        return valueOr(m_plan.request.value(name), otherwise);
    };
    return {
        {u"id"_s, m_id},
        {u"object"_s, u"thread.run"_s},
        {u"created_at"_s, m_createdAt},
        {u"assistant_id"_s, m_plan.assistant.value("id"_L1)},
        {u"thread_id"_s, m_threadId},
        {u"status"_s, statusName(m_status)},
        {u"started_at"_s, timeOrNull(m_startedAt)},
        {u"expires_at"_s, isActive() ? QJsonValue(m_createdAt + lifetime) : QJsonValue()},
        {u"cancelled_at"_s, timeOf(PracticeStatus::Cancelled)},
        {u"failed_at"_s, timeOf(PracticeStatus::Failed)},
        {u"completed_at"_s, timeOf(PracticeStatus::Completed)},
        {u"required_action"_s, QJsonValue()},
        {u"last_error"_s, QJsonValue()},
        {u"incomplete_details"_s,
         isCut ? QJsonObject {{u"reason"_s, u"max_completion_tokens"_s}} : QJsonValue()},
        {u"model"_s, m_plan.model},
        {u"instructions"_s, m_plan.instructions},
        {u"tools"_s, asked("tools"_L1, QJsonArray())},
        {u"tool_choice"_s, asked("tool_choice"_L1, u"auto"_s)},
        {u"parallel_tool_calls"_s, asked("parallel_tool_calls"_L1, true)},
        {u"response_format"_s, asked("response_format"_L1, u"auto"_s)},
        {u"truncation_strategy"_s, asked("truncation_strategy"_L1, everything)},
        {u"temperature"_s, asked("temperature"_L1, 1.0)},
        {u"top_p"_s, asked("top_p"_L1, 1.0)},
        {u"max_prompt_tokens"_s, asked("max_prompt_tokens"_L1, QJsonValue())},
        {u"max_completion_tokens"_s, asked("max_completion_tokens"_L1, QJsonValue())},
        {u"metadata"_s, asked("metadata"_L1, QJsonObject())},
        {u"usage"_s, usage()},
    };
}

QJsonValue PracticeRun::timeOf(PracticeStatus status) const
{
    return m_status == status ? timeOrNull(m_endedAt) : QJsonValue();
}

QJsonValue PracticeRun::usage() const
{
    if (isActive())
        return {};
    const qsizetype written = m_typing.writtenTokens();
    return QJsonObject {{u"prompt_tokens"_s, m_plan.answer.promptTokens},
                        {u"completion_tokens"_s, written},
                        {u"total_tokens"_s, m_plan.answer.promptTokens + written}};
}

QList<QJsonObject> PracticeRun::steps() const
{
    if (m_message.isEmpty())
        return {};
    return {step()};
}

// A step is complete also where the limit ended it.
PracticeStatus PracticeRun::stepStatus() const
{
    if (isActive())
        return PracticeStatus::InProgress;
    return m_status == PracticeStatus::Incomplete ? PracticeStatus::Completed : m_status;
}

QJsonObject PracticeRun::step() const
{
    const auto endOf = [this](PracticeStatus status) {
        return stepStatus() == status ? timeOrNull(m_endedAt) : QJsonValue();
    };
    const QJsonObject creation {{u"message_id"_s, m_message.value("id"_L1)}};
    return {
        {u"id"_s, m_stepId},
        {u"object"_s, u"thread.run.step"_s},
        {u"created_at"_s, m_startedAt},
        {u"run_id"_s, m_id},
        {u"assistant_id"_s, m_plan.assistant.value("id"_L1)},
        {u"thread_id"_s, m_threadId},
        {u"type"_s, u"message_creation"_s},
        {u"status"_s, statusName(stepStatus())},
        {u"step_details"_s,
         QJsonObject {{u"type"_s, u"message_creation"_s}, {u"message_creation"_s, creation}}},
        {u"cancelled_at"_s, endOf(PracticeStatus::Cancelled)},
        {u"completed_at"_s, endOf(PracticeStatus::Completed)},
        {u"expired_at"_s, QJsonValue()},
        {u"failed_at"_s, endOf(PracticeStatus::Failed)},
        {u"last_error"_s, QJsonValue()},
        {u"metadata"_s, QJsonObject()},
        {u"usage"_s, usage()},
    };
}

} // namespace bobbin
