#pragma once

#include <QtGlobal>

#include <functional>

struct sqlite3;

namespace bobbin {

/// As long as it is there, gives up what runs in the connection when `progressed` says so, which is asked
/// every few milliseconds with the share that was reached last.
class Interruption final
{
public:
    Interruption(sqlite3 *handle, const std::function<bool(double)> &progressed);
    ~Interruption();
    Q_DISABLE_COPY_MOVE(Interruption)

    /// False when the work is to end.
    bool reach(double share);

private:
    static int isOver(void *self);

    sqlite3 *const m_handle;
    const std::function<bool(double)> &m_progressed;
    double m_share = 0;
};

} // namespace bobbin
