#pragma once

#include "practiceroute.h"

namespace bobbin {

struct PracticeState;

/// Speaks the part of the Assistants API that is about the assistants themselves.
class PracticeAssistants
{
public:
    /// `state` must outlive it.
    explicit PracticeAssistants(PracticeState &state) : m_state(state) { }

    [[nodiscard]] QList<PracticeRoute> routes();

private:
    [[nodiscard]] PracticeOutcome create(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome list(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome get(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome update(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome remove(const PracticeCall &call);

    PracticeState &m_state;
};

} // namespace bobbin
