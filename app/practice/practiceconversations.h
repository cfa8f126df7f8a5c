#pragma once

#include "practiceitems.h"
#include "practiceroute.h"

namespace bobbin {

struct PracticeState;

/// Speaks the Conversations API, whose conversations the responses go into.
class PracticeConversations
{
public:
    /// `state` must outlive it.
    explicit PracticeConversations(PracticeState &state) : m_state(state) { }

    [[nodiscard]] QList<PracticeRoute> routes();

private:
    [[nodiscard]] PracticeOutcome create(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome get(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome update(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome remove(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome addItems(const PracticeCall &call);
    [[nodiscard]] PracticeOutcome listItems(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome getItem(const PracticeCall &call) const;
    [[nodiscard]] PracticeOutcome removeItem(const PracticeCall &call);

    PracticeState &m_state;
};

} // namespace bobbin
