#pragma once

#include "practicemodels.h"
#include "practicestream.h"
#include "practicetyping.h"

namespace bobbin {

struct PracticeThread;

/// What a run is made from.
struct PracticeRunPlan {
    QJsonObject request {};
    QJsonObject assistant {};
    QString model {};
    QString instructions {};
    PracticeAnswer answer {};
};

/// A run of the Assistants API: writes an answer into its thread, whether or not a client follows.
class PracticeRun final : public PracticeStream
{
    Q_OBJECT
public:
    /// `thread` must outlive it or tell it by loseThread().
    PracticeRun(PracticeThread &thread, PracticeRunPlan plan, int tokensPerSecond);

    [[nodiscard]] QString id() const { return m_id; }
    /// Whether it keeps others out of its thread.
    [[nodiscard]] bool isActive() const;
    [[nodiscard]] PracticeStatus status() const { return m_status; }
    [[nodiscard]] QJsonObject json() const;
    /// The steps that it has taken: at most one, the creation of its message.
    [[nodiscard]] QList<QJsonObject> steps() const;

    /// Ends it soon. Requires isActive().
    void cancel();
    /// Its thread is being deleted.
    void loseThread();

    void setPaused(bool paused) override { m_typing.setPaused(paused); }
    void loseClient() override { setPaused(false); }

private:
    void begin() override;
    void proceed();
    void writeDelta(const QString &token);
    void finish(PracticeStatus status);
    void updateMessage();
    void writeState();
    [[nodiscard]] PracticeStatus stepStatus() const;
    [[nodiscard]] QJsonObject step() const;
    [[nodiscard]] QJsonValue usage() const;
    [[nodiscard]] QJsonValue timeOf(PracticeStatus status) const;

    PracticeThread *m_thread; // null once it is deleted
    const PracticeRunPlan m_plan;
    const QString m_id;
    const QString m_threadId;
    const QString m_stepId;
    const int m_queueTime; // milliseconds
    const qint64 m_createdAt;
    qint64 m_startedAt = 0;
    qint64 m_endedAt = 0;
    PracticeStatus m_status = PracticeStatus::Queued;
    QJsonObject m_message; // empty until it is created
    PracticeTyping m_typing;
};

} // namespace bobbin
