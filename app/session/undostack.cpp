#include "session/undostack.h"

#include <algorithm>

namespace bobbin {
namespace {

constexpr qsizetype MostSteps = 50;

} // namespace

int UndoStack::push(const Step &step)
{
    m_steps.append({++m_last, step});
    if (m_steps.size() > MostSteps)
        m_steps.removeFirst();
    Q_EMIT changed();
    return m_last;
}

std::optional<UndoStack::Step> UndoStack::take()
{
    return m_steps.isEmpty() ? std::nullopt : take(m_steps.constLast().number);
}

std::optional<UndoStack::Step> UndoStack::take(int number)
{
    const auto it = std::find_if(m_steps.begin(), m_steps.end(),
                                 [number](const Numbered &other) { return other.number == number; });
    if (it == m_steps.end())
        return {};
    const Step step = it->step;
    m_steps.erase(it);
    Q_EMIT changed();
    return step;
}

void UndoStack::forget(const ConversationId &id)
{
    const qsizetype before = m_steps.size();
    for (auto it = m_steps.begin(); it != m_steps.end();) {
        QList<ConversationId> &conversations = it->step.conversations;
        const bool concernsNothingElse = conversations.removeOne(id) && conversations.isEmpty();
        it = concernsNothingElse ? m_steps.erase(it) : std::next(it);
    }
    if (m_steps.size() != before)
        Q_EMIT changed();
}

} // namespace bobbin
