#pragma once

#include "practiceitems.h"
#include "practicemodels.h"
#include "practicestream.h"
#include "practicetyping.h"

namespace bobbin {

struct PracticeState;

/// What a response is made from.
struct PracticeResponsePlan {
    QJsonObject request {};
    PracticeItems earlier {}; ///< What its conversation or the responses before it hold.
    PracticeItems input {};
    PracticeAnswer answer {};
    QString conversation {}; ///< The id of the conversation that it goes into; empty without one.
};

/// A response of the Responses API, while it is written and afterwards.
///
/// While it is written it locks its conversation, which gets the input and the output only when it is
/// complete. Without a client it is cancelled, unless it was asked for in the background.
class PracticeResponse final : public PracticeStream
{
    Q_OBJECT
public:
    /// `state` must outlive it; it has the conversation, and nobody writes to that.
    PracticeResponse(PracticeState &state, PracticeResponsePlan plan);
    ~PracticeResponse() override;

    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] PracticeStatus status() const { return m_status; }
    [[nodiscard]] bool isBackground() const;
    [[nodiscard]] bool isActive() const;
    /// Whether another response can follow it.
    [[nodiscard]] bool canBeContinued() const;
    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] const PracticeItems &input() const { return m_plan.input; }
    /// All that the response after it knows.
    [[nodiscard]] PracticeItems context() const;

    /// Takes the whole answer as written, without taking time. Requires isActive().
    void complete();
    /// Requires isActive().
    void cancel();
    /// Its conversation, which it is being written into, is being deleted.
    void loseConversation();

    void setPaused(bool paused) override { m_typing.setPaused(paused); }
    void loseClient() override;

private:
    void begin() override;
    void writeDelta(const QString &token);
    void end();
    void unlock();
    void write(const QString &type, QJsonObject event);
    void writeAboutContent(const QString &type, QJsonObject event);
    void writeState(const QString &type);
    [[nodiscard]] QJsonObject output() const;
    [[nodiscard]] QJsonValue usage() const;

    PracticeState &m_state;
    const PracticeResponsePlan m_plan;
    const QString m_id;
    const QString m_messageId;
    const qint64 m_createdAt;
    qint64 m_completedAt = 0;
    PracticeStatus m_status;
    QString m_text; // once it is written
    QString m_failure;
    int m_sequenceNumber = 0;
    PracticeTyping m_typing;
};

} // namespace bobbin
