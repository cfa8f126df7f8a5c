#pragma once

#include "practiceroute.h"

namespace bobbin {

struct PracticeState;

/// Speaks the part of the Assistants API that is about threads and their messages.
class PracticeThreads
{
public:
    /// `state` must outlive it.
    explicit PracticeThreads(PracticeState &state) : m_state(state) { }

    [[nodiscard]] QList<PracticeRoute> routes();

private:
    [[nodiscard]] PracticeOutcome create(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome get(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome update(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome remove(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome addMessage(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome listMessages(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome getMessage(const PracticeCall &call) const;

    PracticeState &m_state;
};

} // namespace bobbin
