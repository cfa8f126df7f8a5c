#pragma once

#include "practicemodels.h"
#include "practiceroute.h"

namespace bobbin {

class PracticeRun;
struct PracticeState;

/// Speaks the part of the Assistants API that is about runs.
class PracticeRuns
{
public:
    /// `state` must outlive it.
    explicit PracticeRuns(PracticeState &state) : m_state(state) { }

    [[nodiscard]] QList<PracticeRoute> routes();

private:
    [[nodiscard]] PracticeOutcome create(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome list(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome get(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome cancel(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome listSteps(const PracticeCall &call) const;

    [[nodiscard]] Result<std::shared_ptr<PracticeRun>, PracticeError> find(const PracticeCall &call) const;

    PracticeState &m_state;
};

} // namespace bobbin
