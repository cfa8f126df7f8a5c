#pragma once

#include "practiceassistants.h"
#include "practicechat.h"
#include "practicecontrol.h"
#include "practiceconversations.h"
#include "practiceresponses.h"
#include "practiceroute.h"
#include "practiceruns.h"
#include "practicestate.h"
#include "practicethreads.h"

#include <QList>

namespace bobbin {

struct PracticeRequest;

/// The whole practice service behind its port: what it remembers, and which part of it answers a request.
class PracticeRouter
{
public:
    /// `basePath` is what the paths of all requests begin with, as "/TOKEN/v1".
    PracticeRouter(QByteArray basePath, int tokensPerSecond);
    Q_DISABLE_COPY_MOVE(PracticeRouter)

    [[nodiscard]] PracticeOutcome answer(const PracticeRequest &request);

private:
    [[nodiscard]] QString publicPath(const QByteArray &path) const;

    const QByteArray m_basePath;
    PracticeState m_state;
    PracticeChat m_chat {m_state};
    PracticeResponses m_responses {m_state};
    PracticeConversations m_conversations {m_state};
    PracticeAssistants m_assistants {m_state};
    PracticeThreads m_threads {m_state};
    PracticeRuns m_runs {m_state};
    PracticeControl m_control {m_state};
    const QList<PracticeRoute> m_routes;
};

} // namespace bobbin
