#pragma once

#include "practiceroute.h"

namespace bobbin {

struct PracticeState;

/// Lets tests and people do to the practice service what happens to real ones: lose threads, grow too small,
/// withdraw an API. No real service has these requests; they stand below the same base path.
///
///     POST /practice/expire {"id": …} or {"all": true}
///         What has that id, or all containers and responses, answers from now on as if it were lost.
///     POST /practice/limit {"context_window": n}
///         Requests of more than n tokens, as this service counts them, are refused; 0 takes that back.
///     POST /practice/offer {"responses": …, "conversations": …, "assistants": …}
///         An API that is false answers as one that does not exist, until it is true again.
///     POST /practice/ignore {"messages": …}
///         If true, messages and items that are appended are accepted and dropped.
///     GET /practice/state
///         How many of everything there are, and each container's messages as role and text.
class PracticeControl
{
public:
    /// `state` must outlive it.
    explicit PracticeControl(PracticeState &state) : m_state(state) { }

    [[nodiscard]] QList<PracticeRoute> routes();

private:
    [[nodiscard]] PracticeOutcome expire(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome limit(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome offer(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome ignore(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome describe(const PracticeCall &call) const;

    PracticeState &m_state;
};

} // namespace bobbin
