#pragma once

#include "practiceitems.h"
#include "practiceroute.h"

namespace bobbin {

struct PracticeState;

/// Speaks the Responses API.
class PracticeResponses
{
public:
    /// `state` must outlive it.
    explicit PracticeResponses(PracticeState &state) : m_state(state) { }

    [[nodiscard]] QList<PracticeRoute> routes();

private:
    [[nodiscard]] PracticeOutcome create(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome get(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome remove(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome cancel(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome listInput(const PracticeCall &call) const;

    /// What the request goes on from.
    [[nodiscard]] Result<PracticeItems, PracticeError> earlierItems(const QJsonObject &request) const;

    PracticeState &m_state;
};

} // namespace bobbin
