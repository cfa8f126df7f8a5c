#include "interruption_p.h"

#include <sqlite3.h>

namespace bobbin {

static constexpr int WorkBetweenQuestions = 100000; // of SQLite's virtual machine, a few milliseconds

Interruption::Interruption(sqlite3 *handle, const std::function<bool(double)> &progressed)
    : m_handle(handle), m_progressed(progressed)
{
    if (m_progressed)
        sqlite3_progress_handler(m_handle, WorkBetweenQuestions, &Interruption::isOver, this);
}

Interruption::~Interruption()
{
    if (m_progressed)
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
}

bool Interruption::reach(double share)
{
    m_share = share;
    return !m_progressed || m_progressed(share);
}

int Interruption::isOver(void *self)
{
    auto *interruption = static_cast<Interruption *>(self);
    return interruption->m_progressed(interruption->m_share) ? 0 : 1;
}

} // namespace bobbin
