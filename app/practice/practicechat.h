#pragma once

#include "practicemodels.h"
#include "practiceroute.h"
#include "practicetyping.h"

#include <QJsonObject>

namespace bobbin {

struct PracticeState;

/// Speaks the Chat Completions API, which remembers nothing, and lists the models.
class PracticeChat
{
public:
    /// `state` must outlive it.
    explicit PracticeChat(PracticeState &state) : m_state(state) { }

    [[nodiscard]] QList<PracticeRoute> routes();

private:
    [[nodiscard]] PracticeOutcome listModels(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome complete(const PracticeCall &call) const;

    PracticeState &m_state;
};

/// A completion that is streamed.
class PracticeCompletion final : public PracticeStream
{
    Q_OBJECT
public:
    /// `head` has what all its chunks have in common.
    PracticeCompletion(QJsonObject head, const PracticeAnswer &answer, bool wantsUsage, int tokensPerSecond);

    void setPaused(bool paused) override { m_typing.setPaused(paused); }
    void loseClient() override { m_typing.stop(); }

private:
    void begin() override;
    void end();
    void writeChunk(const QJsonObject &delta, const QJsonValue &finishReason);

    const QJsonObject m_head;
    const PracticeAnswer m_answer;
    const bool m_wantsUsage;
    PracticeTyping m_typing;
};

} // namespace bobbin
